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
_DRIVING = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F),  # C0 without tab and line ends, delete, C1 (ISO 6429)
    (0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069),  # direction (Unicode annex 9)
    (0x2028, 0x2029),
)  # fmt: skip
_UNSEEN = ((0x180E, 0x180E), (0x200B, 0x200B), (0x2060, 0x2065), (0x206A, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
           (0xE0000, 0xE007F))  # fmt: skip
_SURROGATES = ((0xD800, 0xDFFF),)


def _any_of(*ranges: tuple[int, int]) -> str:
    """A regular expression for one character of the ranges."""
    return "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]"


_DRIVES = re.compile(_any_of(*_DRIVING) + r"|\r(?!\n)")
_LEFT_OUT = re.compile(_any_of(*_DRIVING, *_UNSEEN))
_ESCAPED = re.compile(_any_of(*_DRIVING, *_UNSEEN, *_SURROGATES))
_LINE_END = re.compile(r"\r\n?")


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


def numbers() -> list[int]:
    """The characters that drive a terminal, by their number."""
    driving: list[int] = []
    for first, last in _DRIVING:
        driving += range(first, last + 1)
    return driving


def of_a_report(text: str) -> str:
    """A whole report as a terminal can show it. Line ends of every system stay, and what is merely not seen."""
    return _DRIVES.sub(INSTEAD, text)
