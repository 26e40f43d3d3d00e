"""A table as it is on paper: what would be told again and again once, and much text in one cell."""

from collections.abc import Sequence
from dataclasses import replace

from kodetre.report.render.layout import Section, Shown, Stack, at, depth_of, printed
from kodetre.report.table import Column, Table, Value

_CODE, _LABEL = "code", "label"


def told_once(table: Table) -> list[Table]:
    """The table, and after it what it has a column of that says the same wherever a code comes again, once for each code.

    Only the table where nothing comes again.
    """
    keys = [column.key for column in table.columns]
    if not table.once or not {table.once, _CODE, _LABEL} <= set(keys):
        return [table]
    code, label, told = keys.index(_CODE), keys.index(_LABEL), keys.index(table.once)
    order: list[Value] = []
    by_code: dict[Value, tuple[Value, ...]] = {}
    start = 0
    for _, count in table.sections or (("", len(table.rows)),):
        place = 0
        for row in table.rows[start : start + count]:
            if row[code] not in by_code:
                by_code[row[code]] = (row[label], row[told])
                order.insert(place, row[code])
            place = order.index(row[code]) + 1
        start += count
    if len(by_code) == len(table.rows):
        return [table]
    rest = replace(table, hidden=table.hidden | {table.once}, once="")
    columns = (table.columns[label], table.columns[told])
    title = f"{table.title}: {table.columns[told].label.lower()}"
    return [rest, Table(table.kind, title, columns, tuple(by_code[key] for key in order))]


def stacked(table: Table, columns: Sequence[Column], section: Section, language: str) -> tuple[list[Column], Section]:
    """The columns and rows of a section with those that are to stand under one another in one cell, in the first one's place."""
    at = {column.key: place for place, column in enumerate(columns)}
    places = [at[key] for key in table.stacked if key in at]
    if len(places) < 2:
        return list(columns), section
    first, others = places[0], set(places[1:])
    rows: list[tuple[Shown, ...]] = []
    for row in section.rows:
        texts = [(place, printed(row[place], columns[place], language)) for place in places]
        parts = [("" if place == first else columns[place].label, text) for place, text in texts if text]
        stack = Stack(tuple(parts), columns[first].key == _LABEL, depth_of(row[first]))
        cells = [stack if place == first else value for place, value in enumerate(row)]
        rows.append(tuple(cell for place, cell in enumerate(cells) if place not in others))
    kept = [column for place, column in enumerate(columns) if place not in others]
    return kept, replace(section, rows=tuple(rows))


def filled(columns: Sequence[Column], section: Section, language: str) -> tuple[list[Column], Section]:
    """The columns and rows of a section without the columns of text that are empty in all of its rows."""
    kept = [
        place for place, column in enumerate(columns) if column.numeric or _is_used(section, place, column, language)
    ]
    rows = tuple(at(row, kept) for row in section.rows)
    return [columns[place] for place in kept], replace(section, rows=rows)


def _is_used(section: Section, place: int, column: Column, language: str) -> bool:
    """Whether something stands in a column of a section."""
    return any(printed(row[place], column, language) for row in section.rows)
