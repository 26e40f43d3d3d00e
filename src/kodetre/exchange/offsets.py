"""What another program's offsets count: code points, UTF-16 units or bytes, a line end as one or two, a mark at the beginning or
not.

No standard is kept to, so the readings are tried: the one is right by which most selections are the words that they are said to be
and begin and end where words do. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kodetre.i18n.message import joined, msg

_LOOKED_AT = 3000
"""Selections of a source that are tried; of more, so many evenly spread."""
TRUSTED = 0.5
"""The share of names that must be the words that they stand at for names to be taken for quotes."""
_ENDED = re.compile(r"(\.\.\.|…)$")
_BLANK = re.compile(r"\s+")
_MOST_CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Raw:
    """A selection as it is written: two offsets, and the words that it has for a name."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count: the unit, whether a CRLF is two, whether a line end that is one letter counts as two, and whether a byte
    order mark counts.
    """

    unit: str
    crlf: int
    lf: int
    mark: int

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> str:
        """How offsets are read, in words."""
        units = {"point": msg("code points"), "utf16": msg("UTF-16 units"), "utf8": msg("bytes of UTF-8")}
        parts = [units[self.unit]]
        if self.crlf == 1:
            parts.append(msg("CRLF as one"))
        if self.lf == 2:
            parts.append(msg("line ends as two"))
        if self.mark:
            parts.append(msg("from a byte order mark"))
        return joined(parts, ", ")


_READINGS = tuple(
    Reading(unit, crlf, lf, mark)
    for mark, lf, unit, crlf in product((0, 1), (1, 2), ("point", "utf16", "utf8"), (2, 1))
)
"""The likelier first: that which the standard says, then what NVivo, QualCoder and others do."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where selections stand: `(start, end)` in code points of the text with `\\n` for line ends, None where nowhere; and how
    that was found out.
    """

    text: str
    spans: tuple[tuple[int, int] | None, ...]
    reading: Reading
    at_words: int
    named: int
    found_by_quote: int
    quotes: bool
    """Whether the names of selections are their words."""

    @property
    def said(self) -> str:
        """The reading and how well it fits, in words."""
        total = len(self.spans)
        fits = msg("{at_words} of {total} selections begin and end at words", at_words=self.at_words, total=total)
        named = msg(", {named} are the words that they name", named=self.named) if self.named else ""
        return joined((self.reading.told(), "; ", fits, named))


def place(raw_text: str, selections: Sequence[Raw]) -> Places:
    """Find the reading that fits, and where the selections stand by it; what it leads nowhere is found again by its name."""
    marked = raw_text.startswith("\ufeff")
    body = raw_text[1:] if marked else raw_text
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    if not selections:
        return Places(text, (), _READINGS[0], 0, 0, 0, False)
    scale = _Scale.of(body, text)
    step = max(1, len(selections) // _LOOKED_AT)
    some = selections[::step]
    best: tuple[tuple[int, int, int], Reading, list[tuple[int, int] | None]] | None = None
    tried: set[bytes] = set()
    for reading in _READINGS:
        positions = scale.positions(reading)
        key = positions.tobytes() if len(text) < 2_000_000 else str(reading).encode()
        if key in tried:
            continue
        tried.add(key)
        spans = _spans(positions, some)
        score = _score(text, some, spans)
        if best is None or score > best[0]:
            best = score, reading, spans
        if score[0] == len(some):
            break  # every name is what stands there
    assert best is not None
    reading = best[1]
    every = _spans(scale.positions(reading), selections)
    named, at_words = _matching(text, selections, every), _at_words(text, every)
    names = sum(bool(one.name.strip()) for one in selections)
    trusted = names > 0 and named >= TRUSTED * names
    spans, again = _found_again(text, selections, every, trusted=trusted)
    return Places(text, tuple(spans), reading, at_words, named, again, trusted)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The letters of a text by what they count for."""

    code: NDArray[np.uint32]
    was_crlf: NDArray[np.bool_]

    @classmethod
    def of(cls, body: str, text: str) -> "_Scale":
        code = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        was = np.zeros(len(text), dtype=bool)
        if "\r\n" in body:
            offset = 0
            for number, match in enumerate(re.finditer("\r\n", body)):
                offset = match.start() - number
                was[offset] = True
        return cls(code, was)

    def positions(self, reading: Reading) -> NDArray[np.int64]:
        """The offset of each letter, and of the end, in a reading."""
        widths = np.ones(len(self.code), dtype=np.int64)
        if reading.unit == "utf16":
            widths += self.code > 0xFFFF
        elif reading.unit == "utf8":
            widths += (self.code > 0x7F).astype(np.int64) + (self.code > 0x7FF) + (self.code > 0xFFFF)
        line = self.code == 10
        widths[line & self.was_crlf] = reading.crlf
        widths[line & ~self.was_crlf] = reading.lf
        mark = 0 if not reading.mark else 3 if reading.unit == "utf8" else 1
        return np.concatenate(([0], np.cumsum(widths))) + mark


def _spans(positions: NDArray[np.int64], selections: Sequence[Raw]) -> list[tuple[int, int] | None]:
    limit = int(positions[-1])
    starts = np.array([min(max(one.start, -1), limit + 1) for one in selections], dtype=np.int64)
    ends = np.array([min(max(one.end, -1), limit + 1) for one in selections], dtype=np.int64)
    first = np.searchsorted(positions, starts, side="left")
    last = np.searchsorted(positions, ends, side="left")
    inside = (starts >= positions[0]) & (ends <= limit) & (starts < ends)
    exact = inside & (positions[np.minimum(first, len(positions) - 1)] == starts)
    exact &= positions[np.minimum(last, len(positions) - 1)] == ends
    # in the middle of a CRLF: the line end is taken with what stands before it
    loose = inside & ~exact
    spans: list[tuple[int, int] | None] = []
    for good, near, start, end in zip(exact.tolist(), loose.tolist(), first.tolist(), last.tolist(), strict=True):
        spans.append((start, end) if good or (near and start < end) else None)
    return spans


def _score(text: str, selections: Sequence[Raw], spans: Sequence[tuple[int, int] | None]) -> tuple[int, int, int]:
    ends = 0
    for span in spans:
        if span is not None:
            ends += _bound(text, span[0]) + _bound(text, span[1])
    return _matching(text, selections, spans), _at_words(text, spans), ends


def _bound(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _at_words(text: str, spans: Sequence[tuple[int, int] | None]) -> int:
    return sum(
        span is not None and _bound(text, span[0]) and _bound(text, span[1]) and not text[span[0]].isspace()
        for span in spans
    )


def _matching(text: str, selections: Sequence[Raw], spans: Sequence[tuple[int, int] | None]) -> int:
    return sum(
        span is not None and is_named(text[span[0] : span[1]], one.name)
        for one, span in zip(selections, spans, strict=True)
    )


def is_named(quote: str, name: str) -> bool:
    """Whether a selection's name is its words or their beginning, white space aside."""
    if not name.strip():
        return False
    if quote == name:
        return True
    wanted = _plain(_ENDED.sub("", name.strip()))
    return bool(wanted) and _plain(quote[: 4 * len(name) + _MOST_CONTEXT]).startswith(wanted)


def _plain(text: str) -> str:
    return _BLANK.sub(" ", text).strip().casefold()


def _found_again(
    text: str, selections: Sequence[Raw], spans: Sequence[tuple[int, int] | None], *, trusted: bool
) -> tuple[list[tuple[int, int] | None], int]:
    """The spans, with those that are not the words that they name where these words stand: once, or nearest to the offset."""
    if not trusted:
        quoted = [one.name.strip() for one in selections]
        if any(span is not None for span in spans) or not any(quoted):
            return list(spans), 0
    placed: list[tuple[int, int] | None] = []
    again = 0
    for one, span in zip(selections, spans, strict=True):
        name = one.name.strip()
        if not name or (span is not None and is_named(text[span[0] : span[1]], name)):
            placed.append(span)
            continue
        found = _nearest(text, name, one.start)
        placed.append(found)
        again += found is not None
    return placed, again


def _nearest(text: str, name: str, wanted: int) -> tuple[int, int] | None:
    """Where a name's words stand in a text: once, or, of several places, at the one that is nearest to an offset."""
    words = [re.escape(word) for word in name.split()]
    if not words or len(name) > 20_000:
        return None
    places = [match.span() for match in re.finditer(r"\s+".join(words), text)]
    if not places:
        return None
    return min(places, key=lambda span: abs(span[0] - wanted))
