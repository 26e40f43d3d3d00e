"""A table as people see it: without the columns that say nothing to them, in its sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kodetre.i18n.formats import Day, unbroken, whole
from kodetre.i18n.quotes import in_quotes
from kodetre.report.table import Column, Indented, Table, Value


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values that people read in one cell: 14 (3,71)."""

    value: Value
    beside: Value

    def format(self, language: str) -> str:
        """The first with the second after it, in brackets unless it has its own; one that is empty leaves the first alone."""
        first, second = _text(self.value, language), _text(self.beside, language)
        if not first or not second:
            return first
        if second.startswith("["):
            return f"{first} {second.replace(' ', _NO_BREAK)}"
        return f"{first} ({second})"


@dataclass(frozen=True, slots=True)
class Stack:
    """Texts that people read under one another in one cell, each after what it is called; the first is called nothing.

    `depth` is how far in they stand, where the first names a code.
    """

    parts: tuple[tuple[str, str], ...]
    named: bool = False
    """Whether the first is the name of what the others tell of."""
    depth: int = 0

    def format(self, language: str) -> str:
        """One after the other: what they are called stands before a colon."""
        return " ".join(f"{label}: {text}" if label else text for label, text in self.parts)


Shown = Value | Pair | Stack
"""What stands in a cell that people read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a table under a heading (empty when the table has none), with the values of the columns that are shown.

    `above` are the headings that begin with it, each with its level (0 is the outermost); `path` all that it stands under.
    """

    heading: str
    rows: tuple[tuple["Shown", ...], ...]
    above: tuple[tuple[int, str], ...] = ()
    path: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    """The ids of the codings that the rows show, where they show codings."""


def caption_of(table: Table, section: Section) -> str:
    """What stands over a section's table where tables have captions.

    Sections under headings of their own are named by their last heading alone: the others stand above, and are not repeated.
    """
    if section.path:
        return section.heading
    return f"{table.title}: {section.heading}" if section.heading else table.title


_NO_BREAK = "\u00a0"
_EMPTY: frozenset[Value] = frozenset({"", Day(None)})
_ONCE = ("coder", "origin")
_CITING = frozenset({"citation", "entry"})
"""Columns in which sources are cited."""
SHARES = {
    "excerpt": 8.0, "citation": 2.2, "memo": 2.0, "label": 2.5, "definition": 2.6, "searched": 2.4, "forms": 2.6, "title": 3.0,
    "section": 1.8, "reference": 2.0, "coder": 1.2, "origin": 1.4,
}  # fmt: skip
"""How the room that words leave is parted between columns of text in a terminal; 1 for the others."""


def on_screen(table: Table) -> list[int]:
    """The places of the columns that are not hidden."""
    return [place for place, column in enumerate(table.columns) if column.key not in table.hidden]


def on_paper(table: Table) -> list[int]:
    """The same, without those that are empty all the way down, and without coder and origin where they are always the same."""
    return [place for place in on_screen(table) if _says_something(table, place)]


def _says_something(table: Table, place: int) -> bool:
    """Whether a column is worth its room on paper."""
    column = table.columns[place]
    if column.numeric:
        return True
    values = {row[place] for row in table.rows} - _EMPTY
    at_least = 2 if column.key in _ONCE and table.kind == "excerpts" else 1
    return len(values) >= at_least


def sections_of(table: Table, places: Sequence[int]) -> Iterator[Section]:
    """The sections of a table in order, with what is shown of some columns."""
    by_key = {column.key: place for place, column in enumerate(table.columns)}
    beside = [by_key.get(table.columns[place].beside, -1) for place in places]
    id_place = by_key.get("coding", -1)
    start = 0
    before: tuple[str, ...] = ()
    for number, (heading, count) in enumerate(table.sections or (("", len(table.rows)),)):
        rows = tuple(_cells(row, places, beside) for row in table.rows[start : start + count])
        path = table.above[number] if table.above else ()
        same = _alike(before, path)
        codings = tuple(str(row[id_place]) for row in table.rows[start : start + count]) if id_place >= 0 else ()
        yield Section(heading, rows, tuple(enumerate(path))[same:], path, codings)
        start, before = start + count, path


def _alike(before: Sequence[str], path: Sequence[str]) -> int:
    """How many headings, from the outermost, are the same."""
    for number, (old, new) in enumerate(zip(before, path, strict=False)):
        if old != new:
            return number
    return min(len(before), len(path))


def _cells(row: Sequence[Value], places: Sequence[int], beside: Sequence[int]) -> tuple[Shown, ...]:
    cells: list[Shown] = []
    for place, other in zip(places, beside, strict=True):
        cells.append(row[place] if other < 0 else Pair(row[place], row[other]))
    return tuple(cells)


def at(row: Sequence[Shown], places: Sequence[int]) -> tuple[Shown, ...]:
    """What of a row stands in some columns."""
    return tuple(row[place] for place in places)


def cell_text(value: Shown, column: Column, language: str) -> str:
    """A cell in letters: a count that the codebook expects with an asterisk, an excerpt in quotation marks."""
    if column.key == "excerpt" and isinstance(value, str):
        return in_quotes(value, language)
    return value.format(language) if isinstance(value, (Pair, Stack)) else _text(value, language)


def printed(value: Shown, column: Column, language: str) -> str:
    """A cell in letters where lines end by themselves: what must stand together in a citation does."""
    text = cell_text(value, column, language)
    return unbroken(text, language) if column.key in _CITING else text


def _text(value: Value, language: str) -> str:
    if isinstance(value, str):
        return value
    return whole(value, language) if isinstance(value, int) else value.format(language)


def depth_of(value: Shown) -> int:
    """How far in a label stands; 0 for everything else."""
    return value.depth if isinstance(value, (Indented, Stack)) else 0
