"""The units of coding of a whole corpus in one row, so that those of a document are made only when they are asked for. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from kodetre.model.documents import Span

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class CodingUnits:
    """The units of coding of a document in order, and for each the places of the headings it stands under."""

    spans: tuple[Span, ...]
    headings: tuple[tuple[Span, ...], ...]


_AT_HAND = 4096
"""Documents whose units are held in memory when they were made of arrays."""
NOTHING = CodingUnits((), ())


@dataclass(frozen=True, slots=True)
class UnitArrays:
    """The units of several documents: `first` has the number of the first unit of each document, and of all; `start` and `end`
    where each unit stands; `first_heading` the number of its first heading, and of all headings, which stand from `heading_start`
    to `heading_end`; `length` the letters of each document's text.
    """

    first: Numbers
    start: Numbers
    end: Numbers
    first_heading: Numbers
    heading_start: Numbers
    heading_end: Numbers
    length: Numbers

    @classmethod
    def of(cls, units: Sequence[CodingUnits], lengths: Sequence[int]) -> "UnitArrays":
        """The units of documents with texts so long."""
        spans = list(chain.from_iterable(own.spans for own in units))
        trails = list(chain.from_iterable(own.headings for own in units))
        headings = list(chain.from_iterable(trails))
        return cls(
            _bounds([len(own.spans) for own in units]),
            np.array([span.start for span in spans], np.uint32),
            np.array([span.end for span in spans], np.uint32),
            _bounds([len(trail) for trail in trails]),
            np.array([heading.start for heading in headings], np.uint32),
            np.array([heading.end for heading in headings], np.uint32),
            np.array(lengths, np.uint32),
        )

    @classmethod
    def joined(cls, parts: Sequence["UnitArrays"]) -> "UnitArrays":
        """Those of several parts of a corpus, one after the other."""
        return cls(
            _bounds_joined([part.first for part in parts]),
            _row([part.start for part in parts]),
            _row([part.end for part in parts]),
            _bounds_joined([part.first_heading for part in parts]),
            _row([part.heading_start for part in parts]),
            _row([part.heading_end for part in parts]),
            _row([part.length for part in parts]),
        )

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many units each document has."""
        first = self.first.astype(np.int64)
        sizes: NDArray[np.int64] = first[1:] - first[:-1]
        return sizes

    def units(self, place: int) -> CodingUnits:
        """The units of a document by its place."""
        first, last = self.first[place : place + 2].tolist()
        headings = self.first_heading[first : last + 1].tolist()
        spans = zip(self.start[first:last].tolist(), self.end[first:last].tolist(), strict=True)
        trails: list[tuple[Span, ...]] = []
        known: dict[tuple[int, int], tuple[Span, ...]] = {}
        for begin, end in pairwise(headings):
            starts, ends = self.heading_start[begin:end].tolist(), self.heading_end[begin:end].tolist()
            trail = tuple(Span(start, stop) for start, stop in zip(starts, ends, strict=True))
            trails.append(known.setdefault((begin, end), trail))
        return CodingUnits(tuple(Span(start, end) for start, end in spans), tuple(trails))


class CorpusUnits(Mapping[str, CodingUnits]):
    """The units of coding of every document of a corpus, by its id, in the order of the corpus."""

    def __init__(self, ids: Sequence[str], arrays: UnitArrays, known: Mapping[str, CodingUnits] | None = None) -> None:
        self.arrays = arrays
        self._known = known
        self._at_hand: dict[str, CodingUnits] = {}
        self._ids = ids
        self._places = {id: place for place, id in enumerate(ids)}

    @classmethod
    def of(cls, units: Mapping[str, CodingUnits], lengths: Mapping[str, int]) -> "CorpusUnits":
        """Units that are known, of texts so long, in the order of the lengths; a document that has none there has none."""
        known = {id: units.get(id, NOTHING) for id in lengths}
        return cls(list(known), UnitArrays.of(list(known.values()), list(lengths.values())), known)

    def __getitem__(self, id: str) -> CodingUnits:
        if self._known is not None:
            return self._known[id]
        units = self._at_hand.get(id)
        if units is None:
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            units = self._at_hand[id] = self.arrays.units(self._places[id])
        return units

    def place(self, id: str) -> int:
        """The place of a document in the corpus. Raises KeyError."""
        return self._places[id]

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _row(arrays: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint32), *arrays])


def _bounds(sizes: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)


def _bounds_joined(parts: Sequence[Numbers]) -> Numbers:
    """The bounds of several parts as those of one row."""
    return _bounds(
        np.concatenate([np.empty(0, np.int64), *(np.diff(part.astype(np.int64)) for part in parts)]).tolist()
    )
