"""From suggestions and answers to what the learner takes, and back. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kodetre.matching.index import Index
from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.keywords import CodingUnits
from kodetre.suggestions.learn import KeywordEvidence
from kodetre.suggestions.terms import Real


@dataclass(frozen=True, slots=True)
class Units:
    """The units of coding of a corpus, numbered through the documents in the order of the index."""

    of_document: Mapping[str, CodingUnits]
    """By document, in the order of the index."""
    first: Mapping[str, int]
    """The number of the first unit of each document."""
    position: Real
    """How far into its document each unit stands, 0 to 1."""
    ids: tuple[str, ...]
    """The documents, and beside each the number of its first unit."""
    firsts: tuple[int, ...]
    starts: Mapping[str, Mapping[int, int]]
    """By document, the number of the unit that begins at an offset."""

    @classmethod
    def of(cls, index: Index, by_document: Mapping[str, CodingUnits]) -> "Units":
        """The units of the documents of an index; a document that is not among `by_document` has none."""
        nothing = CodingUnits((), ())
        of_document = {indexed.id: by_document.get(indexed.id, nothing) for indexed in index.documents}
        first: dict[str, int] = {}
        starts: dict[str, dict[int, int]] = {}
        size = 0
        positions = [np.empty(0)]
        for indexed in index.documents:
            spans = of_document[indexed.id].spans
            first[indexed.id] = size
            starts[indexed.id] = {span.start: number for number, span in enumerate(spans, start=size)}
            size += len(spans)
            positions.append(np.array([span.start for span in spans], float) / max(1, len(indexed.text)))
        return cls(of_document, first, np.concatenate(positions), tuple(first), tuple(first.values()), starts)

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
        document = self.ids[bisect_right(self.firsts, number) - 1]
        return document, self.of_document[document].spans[number - self.first[document]]

    def number(self, document: str, span: Span) -> int | None:
        """The number of the unit with this span; None where there is none."""
        number = self.starts.get(document, {}).get(span.start)
        if number is None or self.of_document[document].spans[number - self.first[document]] != span:
            return None
        return number

    def overlapping(self, document: str, span: Span) -> range:
        """The units that a stretch of a document shares letters with."""
        if document not in self.first:
            return range(0)
        first, spans = self.first[document], self.of_document[document].spans
        begin = bisect_right(spans, span.start, key=lambda unit: unit.end)
        end = bisect_left(spans, span.end, key=lambda unit: unit.start)
        return range(first + begin, first + max(begin, end))

    def within(self, documents: Container[str]) -> NDArray[np.bool_]:
        """For each unit whether it stands in one of some documents."""
        whole = [np.full(len(units.spans), id in documents) for id, units in self.of_document.items()]
        return np.concatenate(whole or [np.empty(0, dtype=bool)])


def numbers_of(units: Units, suggestions: Iterable[Suggestion]) -> list[int | None]:
    """The number of the unit of each suggestion; None for what is no unit."""
    return [units.number(suggestion.document, suggestion.span) for suggestion in suggestions]


def evidence_of(units: Units, suggestions: Sequence[Suggestion], numbers: Sequence[int | None]) -> KeywordEvidence:
    """What the keywords of a code say of every unit; `suggestions` are those of the code, with the numbers of their units."""
    hit: list[int] = []
    says: list[tuple[float, float, float]] = []
    for suggestion, number in zip(suggestions, numbers, strict=True):
        if number is not None:
            hit.append(number)
            says.append((suggestion.score, len(suggestion.keywords), suggestion.above))
    by_unit = np.zeros((3, units.size))
    by_unit[:, hit] = np.array(says, float).reshape(-1, 3).T
    return KeywordEvidence(by_unit[0], by_unit[1], by_unit[2], units.position)
