"""The letters of a text file, in whatever encoding they are written."""

import codecs
from pathlib import Path

from kodetre.errors import BadEncoding, EmptyFile
from kodetre.i18n.message import msg
from kodetre.userfile import LARGEST_TEXT, read_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4096
"""Bytes by which an encoding is told that has no mark."""
_NUL_SHARE = 0.01
"""The share of NUL bytes over which a file is no text."""
_DAMAGE = 4
"""Letters beyond ASCII that are right in UTF-8 for each that is not, from which on the text is UTF-8 and damaged."""


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what to say of its encoding.

    Raises EmptyFile when nothing is in it but white space or a mark of its encoding, BadEncoding when it is no text.
    """
    data = read_bytes(path, LARGEST_TEXT)
    text, notes = _marked(path, data) or _unmarked(path, data)
    if not text.strip():
        raise EmptyFile(
            path, msg("is empty") if not data.strip() else msg("has no text in it"), next_step=msg("fetch it again")
        )
    return text, notes


def _marked(path: Path, data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text of a file that says at its beginning how it is written."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if encoding == "utf-8":
                return _utf8(body)
            try:
                return body.decode(encoding), ()
            except UnicodeDecodeError as error:
                name = encoding.rpartition("-")[0].upper()
                raise BadEncoding(
                    path, msg("says it is {name} and is not", name=name), next_step=msg("save it as UTF-8")
                ) from error
    return None


def _unmarked(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    if b"\x00" not in data:
        return _utf8(data)
    if encoding := _wide(data):
        try:
            return data.decode(encoding), (
                msg("does not say how it is written, and was read as {upper}", upper=encoding.upper()),
            )
        except UnicodeDecodeError:
            pass
    if data.count(b"\x00") > _NUL_SHARE * len(data):
        raise BadEncoding(path, msg("is not a text file (it holds NUL bytes)"), next_step=msg("save it as UTF-8 text"))
    text, notes = _utf8(data.replace(b"\x00", b" "))
    return text, (*notes, msg("holds NUL bytes ({count}), each of which was read as a space", count=data.count(0)))


def _wide(data: bytes) -> str:
    """Which encoding of two or four bytes a letter the zeros at the beginning speak for; empty when none."""
    begin = data[: _LOOKED_AT & ~3]
    places = [begin[place::4] for place in range(4)]
    zeros = [place.count(0) / max(1, len(place)) for place in places]
    if len(data) % 4 == 0 and min(zeros[2:]) == 1 and zeros[0] < 1:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(zeros[:2]) == 1 and zeros[3] < 1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if len(data) % 2 == 0 and odd > 0.5 and even < 0.1:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.5 and odd < 0.1:
        return "utf-16-be"
    return ""


def _utf8(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8; or UTF-8 with some damage; or else Windows-1252."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    right = sum(1 for letter in text if letter > "\x7f") - damaged
    if right > _DAMAGE * damaged:
        return text, (
            msg(
                "has letters that are damaged ({damaged}, the first on line {line}); they are shown as �",
                damaged=damaged,
                line=line,
            ),
        )
    return data.decode("cp1252", "replace"), (msg("is not UTF-8 and was read as Windows-1252; look at æ, ø and å"),)
