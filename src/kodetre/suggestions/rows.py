"""Suggestions as rows of numbers: sorted, left out and counted without being made; each is made when it is asked for. Pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kodetre.codebook.tree import Code, Codebook, stands_under
from kodetre.matching.find import Matcher
from kodetre.matching.index import Numbers
from kodetre.model.codings import Coding, Decision, SuggestionKey
from kodetre.model.documents import number_of
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.keyword_rows import CodeRows, Flags, Real, RowMaker, UnitFinder, Whole, hits_of, rows_of
from kodetre.suggestions.order import Order
from kodetre.suggestions.probable import Units
from kodetre.suggestions.units import CorpusUnits

Rows = NDArray[np.uint32]
Places = NDArray[np.int64]
_AT_A_TIME = 1024
"""Rows that are turned to Python's numbers at a time."""


class KeywordSuggestions:
    """What a codebook's keywords suggest in a corpus: the rows of each code that has keywords, in the codebook's order."""

    def __init__(self, codebook: Codebook, matcher: Matcher, units: CorpusUnits) -> None:
        """Raises NoParts, SlowKeyword."""
        self.codebook = codebook
        self.units = Units.of(units)
        self.finder = UnitFinder(units.arrays)
        self.matcher = matcher
        with_keywords = [code for code in codebook.codes() if code.keywords]
        keywords = chain.from_iterable(code.keywords for code in with_keywords)
        matcher.everywhere.prepare(keyword.pattern for keyword in keywords)
        rows = [rows_of(code, hits_of(code, matcher), self.finder) for code in with_keywords]
        self.unit: Numbers = np.concatenate([np.empty(0, np.uint32), *(own.unit for own in rows)])
        """The unit of each row, code by code."""
        self.score: Real = np.concatenate([np.empty(0), *(own.score for own in rows)])
        """The score of each row, code by code."""
        bounds = np.cumsum([0, *map(len, rows)]).tolist()
        self.of_code: dict[str, CodeRows] = {
            own.code.key: replace(own, unit=self.unit[first:last], score=self.score[first:last])
            for own, (first, last) in zip(rows, pairwise(bounds), strict=True)
        }
        matcher.index.keep_notes()
        self._makers = {key: RowMaker(own, matcher, self.finder) for key, own in self.of_code.items()}

    def __len__(self) -> int:
        return len(self.unit)

    def suggestion(self, code: str, row: int, probability: float = 0.0) -> Suggestion:
        """The suggestion of a row of a code."""
        return self._makers[code].suggestion(row, probability)

    def table(self, probability: Mapping[str, Real], beyond: "Sequence[Beyond]" = ()) -> "Table":
        """All of them with their probabilities by code, and what looks like a code though no keyword hits it."""
        return Table(self, probability, beyond)

    def in_documents(self, ids: Container[str]) -> "SuggestionRows":
        """Those of some documents, code by code in the order of the corpus."""
        table = self.table({})
        among = np.fromiter((id in ids for id in self.matcher.index.ids), bool, len(self.matcher.index.ids))
        return SuggestionRows(table, np.flatnonzero(among[table.document]).astype(np.uint32))

    def best_first(self) -> "SuggestionRows":
        """All of them, those with the best score first, of one score in the order of the codebook and the documents."""
        table = self.table({})
        numbers = np.array([number_of(id) for id in self.matcher.index.ids], np.int64)
        document = numbers[self.finder.document[table.unit]]
        start = self.finder.arrays.start[table.unit]
        return SuggestionRows(table, _sorted_by((start, document, table.code, -table.score)))


@dataclass(frozen=True, slots=True)
class Beyond:
    """Units that look like a code though no keyword hits them, by number and in order, how probable each is, and what makes a
    suggestion of one.
    """

    code: str
    unit: Whole
    probability: Real
    make: Callable[[int], Suggestion]


class Table:
    """Rows of suggestions in no order: those of keywords, code by code and unit by unit, then those beyond keywords.

    `code` is the place of the code in the codebook, `unit` the number of the unit; `by_keywords` is how many rows are of keywords.
    """

    def __init__(self, source: KeywordSuggestions, probability: Mapping[str, Real], beyond: Sequence[Beyond]) -> None:
        self.source = source
        self.codes: tuple[Code, ...] = tuple(source.codebook.codes())
        place = {code.key: number for number, code in enumerate(self.codes)}
        of_code = source.of_code
        others = [each.unit.astype(np.uint32) for each in beyond]
        self._parts = [
            *((key, rows.unit) for key, rows in of_code.items()),
            *((each.code, unit) for each, unit in zip(beyond, others, strict=True)),
        ]
        sizes = [len(unit) for _, unit in self._parts]
        self._bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self._beyond = beyond
        self.by_keywords = len(source)
        self.unit = np.concatenate([source.unit, *others]) if others else source.unit
        self.code = np.repeat(np.array([place[key] for key, _ in self._parts], np.uint16), sizes)
        self.score = np.concatenate([source.score, *map(np.zeros, map(len, others))]) if others else source.score
        of_keywords = [probability[key] if key in probability else np.zeros(len(rows)) for key, rows in of_code.items()]
        self.probability = np.concatenate([np.empty(0), *of_keywords, *(each.probability for each in beyond)])
        parts = zip(of_code, pairwise(self._bounds.tolist()), strict=False)
        self._given = {key: self.probability[first:last] for key, (first, last) in parts}

    def __len__(self) -> int:
        return len(self.unit)

    def with_more(self, suggestions: Sequence[Suggestion]) -> "Table":
        """The same with some suggestions that no keyword stands in; the rows there are stay where they are."""
        numbers = {s.key: self.source.units.number(s.document, s.span) for s in suggestions}
        more: list[Beyond] = []
        for code in dict.fromkeys(suggestion.code for suggestion in suggestions):
            own = [s for s in suggestions if s.code == code and numbers[s.key] is not None]
            own.sort(key=lambda suggestion: numbers[suggestion.key] or 0)
            units = np.array([numbers[suggestion.key] for suggestion in own], np.int64)
            more.append(Beyond(code, units, np.array([suggestion.probability for suggestion in own]), own.__getitem__))
        return Table(self.source, self._given, [*self._beyond, *more])

    @property
    def document(self) -> NDArray[np.uint32]:
        """The place of each row's document in the index."""
        document: NDArray[np.uint32] = self.source.finder.document[self.unit]
        return document

    def most_probable_first(self) -> "SuggestionRows":
        """All rows, the most probable first, then those with the best score, then in the order of codebook and corpus."""
        others = () if self.by_keywords == len(self) else (self.unit, self.code)
        return SuggestionRows(self, _sorted_by(chain(others, map(np.negative, (self.score, self.probability)))))

    def make(self, row: int) -> Suggestion:
        """The suggestion of a row."""
        part = int(np.searchsorted(self._bounds, row, side="right")) - 1
        key, _ = self._parts[part]
        own = row - int(self._bounds[part])
        if row >= self.by_keywords:
            return self._beyond[part - len(self.source.of_code)].make(own)
        return self.source.suggestion(key, own, float(self.probability[row]))

    def key(self, row: int) -> SuggestionKey:
        """The key of a row's suggestion, which is not made for it."""
        unit, arrays = int(self.unit[row]), self.source.finder.arrays
        document = self.source.matcher.index.ids[int(self.source.finder.document[unit])]
        return document, int(arrays.start[unit]), int(arrays.end[unit]), self.codes[int(self.code[row])].key

    def row(self, key: SuggestionKey) -> int | None:
        """The row of a suggestion by its key; None where there is none."""
        document, start, end, code = key
        return next(iter(self._rows(code, self.source.units.number_between(document, start, end))), None)

    def of_excerpt(self, key: SuggestionKey) -> list[int]:
        """The rows of the excerpt of a key, whatever their codes."""
        unit = self.source.units.number_between(*key[:3])
        return list(chain.from_iterable(self._rows(code, unit) for code in self._parts_of))

    def overlapping(self, coding: Coding) -> list[int]:
        """The rows of a coding's code whose units it shares letters with."""
        numbers = self.source.units.overlapping(coding.document, coding.span)
        return list(chain.from_iterable(self._rows(coding.code, number) for number in numbers))

    def _rows(self, code: str, unit: int | None) -> Iterator[int]:
        """The rows of a unit for a code; none of no unit."""
        if unit is None:
            return
        for part in self._parts_of.get(code, ()):
            units = self._parts[part][1]
            at = int(np.searchsorted(units, np.uint32(unit)))
            if at < len(units) and units[at] == unit:
                yield int(self._bounds[part]) + at

    @cached_property
    def _parts_of(self) -> Mapping[str, Sequence[int]]:
        parts: dict[str, list[int]] = {}
        for part, (key, _) in enumerate(self._parts):
            parts.setdefault(key, []).append(part)
        return parts


class SuggestionRows(Sequence[Suggestion]):
    """Some rows of a table in an order, as the suggestions that they stand for."""

    def __init__(self, table: Table, order: Rows) -> None:
        self.table = table
        self.order = order

    @overload
    def __getitem__(self, place: int) -> Suggestion: ...

    @overload
    def __getitem__(self, place: slice) -> "SuggestionRows": ...

    def __getitem__(self, place: int | slice) -> "Suggestion | SuggestionRows":
        if isinstance(place, slice):
            return SuggestionRows(self.table, self.order[place])
        return self.table.make(int(self.order[place]))

    def __len__(self) -> int:
        return len(self.order)

    def __iter__(self) -> Iterator[Suggestion]:
        for first in range(0, len(self.order), _AT_A_TIME):
            yield from map(self.table.make, self.order[first : first + _AT_A_TIME].tolist())

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    @property
    def score(self) -> Real:
        """The score of each."""
        return self.table.score[self.order]

    @property
    def probability(self) -> Real:
        """How probable each is."""
        return self.table.probability[self.order]

    @property
    def code(self) -> NDArray[np.uint16]:
        """The place in the codebook of the code of each."""
        return self.table.code[self.order]

    @property
    def unit(self) -> NDArray[np.uint32]:
        """The number of the unit of each."""
        return self.table.unit[self.order]

    @property
    def document(self) -> NDArray[np.uint32]:
        """The place in the index of the document of each."""
        return self.table.document[self.order]

    @property
    def ids(self) -> Sequence[str]:
        """The documents of the index, by their places."""
        return self.table.source.matcher.index.ids

    @property
    def is_of_keywords(self) -> Flags:
        """Whether a keyword stands in each."""
        flags: Flags = self.order < self.table.by_keywords
        return flags

    def codes(self) -> frozenset[str]:
        """The keys of the codes that any of them is for."""
        return frozenset(self.table.codes[place].key for place in np.unique(self.code).tolist())

    def some(self, which: NDArray[np.generic]) -> "SuggestionRows":
        """Some of them, in the same order: by their places, or by a flag for each."""
        return SuggestionRows(self.table, self.order[which])

    def place(self, key: SuggestionKey) -> int | None:
        """At which place a suggestion stands, by its key; None where it is not among them."""
        row = self.table.row(key)
        place = int(self._places[row]) if row is not None else -1
        return place if place >= 0 else None

    def key(self, place: int) -> SuggestionKey:
        """The key of the suggestion at a place, which is not made for it."""
        return self.table.key(int(self.order[place]))

    def of_excerpt(self, key: SuggestionKey) -> list[int]:
        """The places of those for the excerpt of a key, whatever their codes."""
        places = (int(self._places[row]) for row in self.table.of_excerpt(key))
        return [place for place in places if place >= 0]

    def of_code(self, code: str, document: str = "") -> list[int]:
        """The places of those for a code and those under it, or, in one document, for this code alone; in order."""
        codes = self.table.codes
        lets = [own.key == code if document else stands_under(own.key, code) for own in codes]
        wanted = np.array(lets, bool)[self.code]
        if document:
            wanted &= self._in_document(document)
        places: list[int] = np.flatnonzero(wanted).tolist()
        return places

    def after(self, document: str, offset: int) -> list[int]:
        """The places of those that end after a place of a document, in order."""
        ends = self.table.source.finder.arrays.end[self.unit]
        places: list[int] = np.flatnonzero(self._in_document(document) & (ends > offset)).tolist()
        return places

    def _in_document(self, document: str) -> Flags:
        among: Flags = self.document == self.table.source.matcher.order(document)
        return among

    def of_keys(self, keys: Iterable[SuggestionKey]) -> "SuggestionRows":
        """Those with some keys."""
        places = {place for key in keys if (place := self.place(key)) is not None}
        return self.some(np.array(sorted(places), np.uint32))

    def without(self, others: "SuggestionRows") -> "SuggestionRows":
        """Those that are not among others."""
        return self.some(~self._are_in(others))

    def among(self, some: "SuggestionRows", others: "SuggestionRows") -> "SuggestionRows":
        """Those that are among some or others."""
        return self.some(self._are_in(some) | self._are_in(others))

    def _are_in(self, others: "SuggestionRows") -> Flags:
        there = np.zeros(len(self.table), bool)
        there[others.order] = True
        among: Flags = there[self.order]
        return among

    def with_inserted(self, place: int, others: "SuggestionRows") -> "SuggestionRows":
        """The same with others at a place."""
        return SuggestionRows(self.table, np.concatenate((self.order[:place], others.order, self.order[place:])))

    def moved_to(self, table: Table) -> "SuggestionRows":
        """The same as rows of another table that has them all."""
        if table is self.table or not len(self):
            return SuggestionRows(table, self.order)
        rows = self.order.copy()
        for place in np.flatnonzero(~self.is_of_keywords).tolist():
            row = table.row(self.key(place))
            assert row is not None
            rows[place] = row
        return SuggestionRows(table, rows)

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """The place of each row of the table; -1 for those that are not among them."""
        places = np.full(len(self.table), -1, np.int32)
        places[self.order] = np.arange(len(self.order), dtype=np.int32)
        return places

    def undecided(self, codings: Iterable[Coding], decisions: Iterable[Decision], coder: str) -> "SuggestionRows":
        """Those that a coder has not decided on, see `queue.open_suggestions`."""
        closed, deferred = np.zeros(len(self.table), bool), np.zeros(len(self.table), bool)
        verdicts = {decision.key: decision.verdict for decision in decisions if decision.coder == coder}
        for key, verdict in verdicts.items():
            if (row := self.table.row(key)) is not None:
                (deferred if verdict == "defer" else closed)[row] = True
        for coding in codings:
            if coding.coder == coder:
                closed[self.table.overlapping(coding)] = True
        if not closed.any() and not deferred.any():
            return self
        left = self.order[~closed[self.order]]
        is_deferred = deferred[left]
        return SuggestionRows(self.table, np.concatenate((left[~is_deferred], left[is_deferred])))

    def sorted_by(self, order: Order) -> "SuggestionRows":
        """The same in an order to go through, given with the most probable first."""
        table, rows = self.table, self.order
        code, unit = table.code[rows], table.unit[rows]
        match order:
            case Order.DOCUMENT:
                keys: tuple[NDArray[np.generic], ...] = code, unit
            case Order.CODE:
                keys = unit, -table.score[rows], code
            case Order.SCORE:
                keys = (-table.score[rows],)
            case Order.LEARNED:
                return self
            case Order.DOUBT:
                keys = (np.abs(table.probability[rows] - 0.5),)
        return self.some(_sorted_by(keys))

    def best_of_each(self, label: NDArray[np.integer], limit: int) -> Places:
        """The places of the first `limit` of each label (0 for all), label by label in the order in which they are first met."""
        by_label = np.argsort(label, kind="stable")
        sorted_labels = label[by_label]
        begins = (
            np.flatnonzero(np.concatenate(([True], sorted_labels[1:] != sorted_labels[:-1])))
            if len(label)
            else by_label
        )
        bounds = [*begins.tolist(), len(label)]
        groups = [by_label[first : min(last, first + limit) if limit else last] for first, last in pairwise(bounds)]
        groups.sort(key=lambda places: int(places[0]))
        return np.concatenate([np.empty(0, np.int64), *groups])


def _sorted_by(keys: Iterable[NDArray[np.generic]]) -> Rows:
    """The order of rows by several keys, the last of them first; rows that are the same in all stay as they are. As `np.lexsort`,
    but of keys that are made when they are asked for one is in memory at a time.
    """
    order: Rows | None = None
    for key in keys:
        by_key = np.argsort(key if order is None else key[order], kind="stable").astype(np.uint32)
        order = by_key if order is None else order[by_key]
    assert order is not None
    return order
