"""A table as people see it: without the columns that say nothing to them, in its sections."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kodetre.i18n.formats import Day, whole
from kodetre.i18n.messages import word
from kodetre.report.table import Column, Table, Value


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a table under a heading (empty when the table has none), with the values of the columns that are shown."""

    heading: str
    rows: tuple[tuple[Value, ...], ...]


def caption_of(table: Table, section: Section) -> str:
    """What stands over a section's table where tables have captions: they are read one by one, far from the heading."""
    return f"{table.title}: {section.heading}" if section.heading else table.title


WIDE = 7
"""Columns from which a table stands on a page on its side."""
_LONGEST_WORD = 12
"""Letters of a word in a text that a column makes room for; a longer one is divided."""
_CELL = 3.0
"""Letters that the space within a cell's borders takes."""
_BOLD = 1.2
_LOOKED_AT = 200
"""Rows by which a column's width is judged."""
_EMPTY: frozenset[Value] = frozenset({"", Day(None)})
_ONCE = ("coder", "origin")
SHARES = {
    "excerpt": 8.0, "citation": 2.2, "memo": 2.0, "label": 2.5, "definition": 2.6, "searched": 2.4, "forms": 2.6, "title": 3.0,
    "section": 1.8, "reference": 2.0, "coder": 1.2, "origin": 1.4,
}  # fmt: skip
"""How the room that words leave is parted between columns of text on paper; 1 for the others."""


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


def widths(columns: Sequence[Column], rows: Sequence[Sequence[Value]], language: str, letters: int) -> list[float]:
    """How much of a line of so many letters each column has, in shares that sum to 1.

    No column is narrower than its longest word, where there is room; what is left goes to those whose text is long.
    """
    least = []
    for place, column in enumerate(columns):
        texts = [cell_text(row[place], column, language) for row in rows[:_LOOKED_AT]]
        body = _longest(" ".join(texts).split(" "))
        head = _longest(column.label.split())
        least.append(_CELL + max(_BOLD * head, body if column.numeric else min(_LONGEST_WORD, body)))
    left = letters - sum(least)
    if left <= 0:
        return [letters_of / sum(least) for letters_of in least]
    shares = [0.0 if column.numeric else SHARES.get(column.key, 1.0) for column in columns]
    total = sum(shares) or 1.0
    given = [at_least + left * share / total for at_least, share in zip(least, shares, strict=True)]
    return [letters_of / sum(given) for letters_of in given]


def _longest(words: Iterable[str]) -> int:
    """How many letters the longest word has."""
    return max((len(word) for word in words), default=0)


def sections_of(table: Table, places: Sequence[int]) -> Iterator[Section]:
    """The sections of a table in order, with the values of some columns."""
    start = 0
    for heading, count in table.sections or (("", len(table.rows)),):
        rows = tuple(_cells(row, places) for row in table.rows[start : start + count])
        yield Section(heading, rows)
        start += count


def _cells(row: Sequence[Value], places: Sequence[int]) -> tuple[Value, ...]:
    return tuple(row[place] for place in places)


def cell_text(value: Value, column: Column, language: str) -> str:
    """A cell in letters: a count that the codebook expects with an asterisk, an excerpt in quotation marks."""
    if isinstance(value, str):
        return word(language, "quote", text=value) if column.key == "excerpt" else value
    return whole(value, language) if isinstance(value, int) else value.format(language)
