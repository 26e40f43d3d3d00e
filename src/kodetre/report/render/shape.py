"""A table as people see it: without the columns that say nothing to them, in its sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kodetre.report.tables import Column, Marked, Number, Table, Value


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a table under a heading (empty when the table has none), with the values of the columns that are shown."""

    heading: str
    rows: tuple[tuple[Value, ...], ...]


def caption_of(table: Table, section: Section) -> str:
    """What stands over a section's table where tables have captions: they are read one by one, far from the heading."""
    return f"{table.title}: {section.heading}" if section.heading else table.title


SHARES = {
    "excerpt": 5.0, "citation": 2.2, "memo": 2.0, "label": 2.5, "title": 3.0, "section": 1.8, "reference": 2.0, "coder": 1.2,
    "origin": 1.4,
}  # fmt: skip
"""How wide columns are to one another on paper; 1 for the others."""


def on_screen(table: Table) -> list[int]:
    """The places of the columns that are not hidden."""
    return [place for place, column in enumerate(table.columns) if column.key not in table.hidden]


def on_paper(table: Table) -> list[int]:
    """The same, without those that are empty all the way down."""
    return [
        place
        for place in on_screen(table)
        if table.columns[place].numeric or any(row[place] != "" for row in table.rows)
    ]


def sections_of(table: Table, places: Sequence[int]) -> Iterator[Section]:
    """The sections of a table in order, with the values of some columns."""
    start = 0
    for heading, count in table.sections or (("", len(table.rows)),):
        rows = tuple(tuple(row[place] for place in places) for row in table.rows[start : start + count])
        yield Section(heading, rows)
        start += count


def said(value: Value, column: Column, language: str) -> str:
    """A cell in letters: a count that the codebook expects with an asterisk, an excerpt in quotation marks."""
    if isinstance(value, Number):
        return value.said(language)
    if isinstance(value, Marked):
        return f"{value.count} *" if value.expected else str(value.count)
    return f"«{value}»" if column.key == "excerpt" else str(value)
