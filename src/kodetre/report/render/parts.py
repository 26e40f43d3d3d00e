"""Tables of rows as CSV and JSON in parts, the same bytes as of a table that is whole: rows are asked for when they are written."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kodetre import controls
from kodetre.report.options import CSV_FOR_EXCEL, Format
from kodetre.report.render.csv import Safe, cells_of, delimiter_of, line_end_of, start_of, written
from kodetre.report.render.json import listed, value_of
from kodetre.report.report import Report
from kodetre.report.table import Column, Table, Value

_AT_ONCE = 1000
"""Rows of a part."""


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table whose rows, at least one, come one after another, once; none of them has a count that the codebook marks."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Value, ...]]


def parts_of(table: RowTable, others: Sequence[Table], language: str, format: str) -> Iterator[str]:
    """A table, and others after it, as the report in CSV or JSON."""
    if format == Format.json:
        yield from _json_list(table, others, language) if others else json_parts(table, language)
        return
    excel = format == CSV_FOR_EXCEL
    yield from csv_parts(table, language, excel=excel)
    if others:
        yield line_end_of(excel=excel) + written(Report(tuple(others), language), excel=excel)


def csv_parts(table: RowTable, language: str, *, excel: bool) -> Iterator[str]:
    """The table as `render.csv` writes it."""
    safe = Safe()
    yield start_of(excel=excel) + _csv([[safe[column.label] for column in table.columns]], excel=excel)
    while rows := list(islice(table.rows, _AT_ONCE)):
        yield _csv(cells_of(rows, language, Safe(), excel=excel), excel=excel)


def _csv(rows: Iterable[Sequence[str | int]], *, excel: bool) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end_of(excel=excel), delimiter=delimiter_of(excel=excel)).writerows(rows)
    return out.getvalue()


def json_parts(table: RowTable, language: str) -> Iterator[str]:
    """The table as `render.json` writes it, the only one of its report."""
    yield from _json(table, language)
    yield "\n"


def _json_list(table: RowTable, others: Sequence[Table], language: str) -> Iterator[str]:
    """The table as the first of several: each line stands one step further in."""
    yield "[\n "
    for part in _json(table, language):
        yield part.replace("\n", "\n ")
    yield "," + listed(others, language)[1:]


def _json(table: RowTable, language: str) -> Iterator[str]:
    names = [json.dumps(column.key, ensure_ascii=False) for column in table.columns]
    listed = ",\n".join(f"  {name}" for name in names)
    title = json.dumps(table.title, ensure_ascii=False)
    begin = f'{{\n "title": {title},\n "columns": [\n{listed}\n ],\n "rows": [\n'
    while rows := list(islice(table.rows, _AT_ONCE)):
        yield controls.escaped(begin + ",\n".join(_object(names, row, language) for row in rows))
        begin = ",\n"
    yield "\n ]\n}"


def _object(names: list[str], row: tuple[Value, ...], language: str) -> str:
    members = [f"   {name}: {_written(value, language)}" for name, value in zip(names, row, strict=True)]
    return "  {\n" + ",\n".join(members) + "\n  }"


_encoded: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode


def _written(value: Value, language: str) -> str:
    return _encoded(value if type(value) is str else value_of(value, language))
