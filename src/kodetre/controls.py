"""Characters that are not seen and that drive a terminal, or turn the direction of what follows them.

Text of documents, of people and of files may hold them. Where it is shown each becomes one visible sign, reports leave them
out, and JSON writes them by their number. Pure.
"""

import json
import re
import unicodedata

INSTEAD = "\ufffd"
"""What stands on a screen for a character that is not shown."""
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, delete, C1 (ISO 6429)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction (Unicode annex 9)
    "\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_LEFT_OUT = re.compile(f"[{_UNSEEN}]")
_LINE_END = re.compile(r"\r\n?")
_DRIVES = re.compile(rf"[{_UNSEEN}]|\r(?!\n)")
_ESCAPED = re.compile(f"[{_UNSEEN}\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"


class _Signs(dict[int, int]):
    """What stands for each character, by its number; each is looked at once."""

    def __missing__(self, number: int) -> int:
        self[number] = ord(_sign(chr(number)))
        return self[number]


def _sign(character: str) -> str:
    if character.isprintable() or character in ("\n", "\t", _SOFT_HYPHEN):
        return character
    return " " if unicodedata.category(character) == "Zs" else INSTEAD


_SIGNS = _Signs()


def shown(text: str) -> str:
    """Text as a terminal can show it, sign for sign, so that offsets stay. Line ends and tabs stay what they are."""
    return text if text.isprintable() else text.translate(_SIGNS)


def left_out(text: str) -> str:
    """Text for a report: without what is not seen, each line end as `\\n`."""
    if text.isprintable():
        return text
    return _LEFT_OUT.sub("", _LINE_END.sub("\n", text))


def escaped(written: str) -> str:
    """JSON in which what is not seen is written by its number: the values stay the same."""
    return _ESCAPED.sub(_by_number, written)


def _by_number(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def of_a_report(text: str) -> str:
    """A whole report as a terminal can show it: line ends of every system stay, and so does a byte order mark in front."""
    if text.startswith(_BYTE_ORDER_MARK):
        return _BYTE_ORDER_MARK + of_a_report(text[1:])
    return _DRIVES.sub(INSTEAD, text)
