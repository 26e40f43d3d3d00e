"""Text of another program as kodetre keeps it, and where its offsets have gone. Pure."""

import re
import unicodedata
from collections.abc import Iterable

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 8232, 8233), " ")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_CLUSTER = re.compile(f"[^{_MARKS}]?[{_MARKS}]+")
"""A letter with the marks that are put on it."""


def cleaned(text: str, offsets: Iterable[int]) -> tuple[str, dict[int, int]]:
    """A text with letters in one piece (NFC) and without control characters, and where each of some offsets is in it.

    Everything else stays, so that a quote is what it was there.
    """
    wanted = set(offsets)
    plain = _SURROGATE.sub("\ufffd", text).translate(_CONTROLS)
    if unicodedata.is_normalized("NFC", plain):
        return plain, {offset: offset for offset in wanted}
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    last = length = 0
    for match in _CLUSTER.finditer(plain):
        between = plain[last : match.start()]
        letter = unicodedata.normalize("NFC", match[0])
        parts += (between, letter)
        length += len(between)
        pieces.append((match.start(), match.end(), length))
        length += len(letter)
        pieces.append((match.end(), -1, length))
        last = match.end()
    parts.append(plain[last:])
    joined = "".join(parts)
    if not unicodedata.is_normalized("NFC", joined):  # signs that no rule of thumb tells apart: Hangul, and a few more
        return plain, {offset: offset for offset in wanted}
    return joined, _moved(sorted(wanted), pieces)


def _moved(offsets: list[int], pieces: list[tuple[int, int, int]]) -> dict[int, int]:
    moved: dict[int, int] = {}
    place = 0
    shift = 0
    for offset in offsets:
        while place < len(pieces) and pieces[place][0] <= offset:
            shift = pieces[place][2] - pieces[place][0]
            place += 1
        inside = place > 0 and pieces[place - 1][1] > offset > pieces[place - 1][0]
        moved[offset] = pieces[place - 1][2] if inside else offset + shift
    return moved
