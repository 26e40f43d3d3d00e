"""From suggestions and answers to what the learner takes, and back. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kodetre.model.documents import Span
from kodetre.suggestions.keyword_rows import CodeRows
from kodetre.suggestions.learn import KeywordEvidence
from kodetre.suggestions.terms import Real
from kodetre.suggestions.units import CodingUnits, CorpusUnits


@dataclass(frozen=True, slots=True)
class Units:
    """The units of coding of a corpus, numbered through the documents in the order of the index."""

    of_document: CorpusUnits
    """By document, in the order of the index."""
    position: Real
    """How far into its document each unit stands, 0 to 1."""
    ids: tuple[str, ...]
    """The documents."""

    @classmethod
    def of(cls, units: CorpusUnits) -> "Units":
        """The units of a corpus."""
        arrays, ids = units.arrays, tuple(units)
        sizes = arrays.sizes
        position = arrays.start / np.repeat(np.maximum(1, arrays.length), sizes)
        return cls(units, position, ids)

    @property
    def coding(self) -> tuple[CodingUnits, ...]:
        """The units of each document, in the order of the index."""
        return tuple(self.of_document.values())

    @property
    def size(self) -> int:
        """How many units."""
        return len(self.position)

    def place(self, number: int) -> tuple[str, Span]:
        """The document and span of a unit."""
        arrays = self.of_document.arrays
        document = self.ids[bisect_right(arrays.first, number) - 1]
        return document, Span(int(arrays.start[number]), int(arrays.end[number]))

    def number(self, document: str, span: Span) -> int | None:
        """The number of the unit with this span; None where there is none."""
        return self.number_between(document, span.start, span.end)

    def number_between(self, document: str, start: int, end: int) -> int | None:
        """The number of the unit that begins and ends so; None where there is none."""
        if document not in self.of_document:
            return None
        arrays, (first, last) = self.of_document.arrays, self._numbers(document)
        number = bisect_left(arrays.start, start, first, last)
        is_unit = number < last and arrays.start[number] == start and arrays.end[number] == end
        return number if is_unit else None

    def _numbers(self, document: str) -> tuple[int, int]:
        """The numbers of the first unit of a document, and of the one after its last."""
        first = self.of_document.arrays.first
        place = self.of_document.place(document)
        return int(first[place]), int(first[place + 1])

    def overlapping(self, document: str, span: Span) -> range:
        """The units that a stretch of a document shares letters with."""
        if document not in self.of_document:
            return range(0)
        arrays, (first, last) = self.of_document.arrays, self._numbers(document)
        begin = bisect_right(arrays.end, span.start, first, last)
        end = bisect_left(arrays.start, span.end, first, last)
        return range(begin, max(begin, end))

    def within(self, documents: Container[str]) -> NDArray[np.bool_]:
        """For each unit whether it stands in one of some documents."""
        among = np.fromiter((id in documents for id in self.ids), bool, len(self.ids))
        sizes = self.of_document.arrays.sizes
        inside: NDArray[np.bool_] = np.repeat(among, sizes)
        return inside


def evidence_of(units: Units, rows: CodeRows | None) -> KeywordEvidence:
    """What the keywords of a code say of every unit; `rows` are those of the code, None for a code without keywords."""
    by_unit = np.zeros((3, units.size))
    if rows is not None:
        by_unit[:, rows.unit] = rows.score, rows.different, rows.above
    return KeywordEvidence(by_unit[0], by_unit[1], by_unit[2], units.position)
