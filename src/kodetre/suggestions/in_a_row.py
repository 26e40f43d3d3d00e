"""Suggestions in a row, as a queue asks for them: made already, or rows of numbers that they are made of when asked for. Pure."""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol, Self, overload

from kodetre.codebook.tree import stands_under
from kodetre.model.codings import Coding, Decision, SuggestionKey
from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.rows import SuggestionRows, Table


class InARow(Protocol):
    """Suggestions in an order, none twice. What takes others takes those of its own kind, see `same_rows`."""

    @overload
    def __getitem__(self, place: int) -> Suggestion: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Suggestion]: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Suggestion]: ...

    def key(self, place: int) -> SuggestionKey:
        """The key of the suggestion at a place."""

    def place(self, key: SuggestionKey) -> int | None:
        """At which place a suggestion stands; None where it is not among them."""

    def of_excerpt(self, key: SuggestionKey) -> Iterable[int]:
        """The places of those for the excerpt of a key, whatever their codes."""

    def of_code(self, code: str, document: str = "") -> Sequence[int]:
        """The places of those for a code and those under it, or, in one document, for this code alone; in order."""

    def after(self, document: str, offset: int) -> Iterable[int]:
        """The places of those that end after a place of a document, in order."""

    def of_keys(self, keys: Iterable[SuggestionKey]) -> Self:
        """Those with some keys."""

    def without(self, others: Self) -> Self:
        """Those that are not among others."""

    def among(self, some: Self, others: Self) -> Self:
        """Those that are among some or others."""

    def with_inserted(self, place: int, others: Self) -> Self:
        """The same with others at a place."""

    def undecided(self, codings: Iterable[Coding], decisions: Iterable[Decision], coder: str) -> Self:
        """Those that a coder has not decided on, see `queue.open_suggestions`."""


class Listed(Sequence[Suggestion]):
    """Suggestions that are made already."""

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        self._suggestions = list(suggestions)

    @overload
    def __getitem__(self, place: int) -> Suggestion: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Suggestion]: ...

    def __getitem__(self, place: int | slice) -> Suggestion | Sequence[Suggestion]:
        return self._suggestions[place]

    def __len__(self) -> int:
        return len(self._suggestions)

    def __iter__(self) -> Iterator[Suggestion]:
        return iter(self._suggestions)

    def key(self, place: int) -> SuggestionKey:
        """The key of the suggestion at a place."""
        return self._suggestions[place].key

    def place(self, key: SuggestionKey) -> int | None:
        """At which place a suggestion stands."""
        return self._places.get(key)

    @cached_property
    def _places(self) -> dict[SuggestionKey, int]:
        return {suggestion.key: place for place, suggestion in enumerate(self._suggestions)}

    def of_excerpt(self, key: SuggestionKey) -> Iterable[int]:
        """The places of those for the excerpt of a key."""
        return [place for place, suggestion in enumerate(self) if suggestion.key[:3] == key[:3]]

    def of_code(self, code: str, document: str = "") -> Sequence[int]:
        """The places of those for a code and those under it, or, in one document, for this code alone."""
        if document:
            return [place for place, s in enumerate(self) if (s.document, s.code) == (document, code)]
        return [place for place, suggestion in enumerate(self) if stands_under(suggestion.code, code)]

    def after(self, document: str, offset: int) -> Iterable[int]:
        """The places of those that end after a place of a document."""
        return (place for place, s in enumerate(self) if s.document == document and s.span.end > offset)

    def of_keys(self, keys: Iterable[SuggestionKey]) -> "Listed":
        """Those with some keys."""
        return self._with_key(frozenset(keys))

    def without(self, others: "Listed") -> "Listed":
        """Those that are not among others."""
        return Listed(suggestion for suggestion in self if others.place(suggestion.key) is None)

    def among(self, some: "Listed", others: "Listed") -> "Listed":
        """Those that are among some or others."""
        return self._with_key(some._places.keys() | others._places.keys())

    def _with_key(self, keys: Container[SuggestionKey]) -> "Listed":
        return Listed(suggestion for suggestion in self if suggestion.key in keys)

    def with_inserted(self, place: int, others: "Listed") -> "Listed":
        """The same with others at a place."""
        return Listed([*self._suggestions[:place], *others, *self._suggestions[place:]])

    def with_those_of(self, others: "Listed") -> "Listed":
        """The same, each as others have it where they have it."""
        return Listed(
            suggestion if (place := others.place(suggestion.key)) is None else others[place] for suggestion in self
        )

    def undecided(self, codings: Iterable[Coding], decisions: Iterable[Decision], coder: str) -> "Listed":
        """Those that a coder has not decided on."""
        verdicts = {decision.key: decision.verdict for decision in decisions if decision.coder == coder}
        coded: dict[tuple[str, str], list[Span]] = {}
        for coding in codings:
            if coding.coder == coder:
                coded.setdefault((coding.document, coding.code), []).append(coding.span)
        undecided: list[Suggestion] = []
        deferred: list[Suggestion] = []
        for suggestion in self:
            verdict = verdicts.get(suggestion.key)
            if verdict in ("accept", "reject"):
                continue
            if any(span.overlaps(suggestion.span) for span in coded.get((suggestion.document, suggestion.code), ())):
                continue
            (deferred if verdict == "defer" else undecided).append(suggestion)
        return Listed(undecided + deferred)


def in_a_row(suggestions: Iterable[Suggestion]) -> InARow:
    """Suggestions as a queue asks for them."""
    return suggestions if isinstance(suggestions, SuggestionRows | Listed) else Listed(suggestions)


def same_rows(given: InARow, every: InARow, before: InARow) -> tuple[InARow, InARow, InARow]:
    """Three rows of suggestions as rows of one kind, so that they can be held against one another; those in `before` are as they
    are given where they are given.
    """
    if isinstance(given, SuggestionRows) and isinstance(every, SuggestionRows) and isinstance(before, SuggestionRows):
        source = given.table.source
        if every.table.source is source and before.table.source is source:
            gone = {row.key: row for row in [*_gone(every, given.table), *_gone(before, given.table)]}
            table = given.table.with_more(list(gone.values())) if gone else given.table
            return SuggestionRows(table, given.order), every.moved_to(table), before.moved_to(table)
    listed = Listed(given)
    return listed, Listed(every), Listed(before).with_those_of(listed)


def _gone(rows: SuggestionRows, table: Table) -> Iterator[Suggestion]:
    """What no keyword stands in and is no row of a table any more."""
    if rows.table is not table:
        for suggestion in rows.some(~rows.is_of_keywords):
            if table.row(suggestion.key) is None:
                yield suggestion


def codes_of(suggestions: Sequence[Suggestion]) -> frozenset[str]:
    """The keys of the codes that any of some suggestions is for."""
    if isinstance(suggestions, SuggestionRows):
        return suggestions.codes()
    return frozenset(suggestion.code for suggestion in suggestions)
