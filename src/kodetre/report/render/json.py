"""Tables as JSON with keys that stay the same in every language."""

import json
from collections.abc import Sequence

from kodetre import controls
from kodetre.i18n.formats import Day, Number
from kodetre.report.report import Report
from kodetre.report.table import Indented, Marked, Runs, Table, Value


def listed(tables: Sequence[Table], language: str) -> str:
    """Several tables as a list."""
    written = json.dumps([_table(table, language) for table in tables], ensure_ascii=False, indent=1)
    return controls.escaped(written) + "\n"


def render(report: Report) -> str:
    """One object for one table, a list for several: {"title", "columns", "rows"}; a row is an object by column key."""
    tables = [_table(table, report.language) for table in report.tables]
    written = json.dumps(tables[0] if len(tables) == 1 else tables, ensure_ascii=False, indent=1)
    return controls.escaped(written) + "\n"


def _table(table: Table, language: str) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    rows = [_row(keys, row, language) for row in table.rows]
    return {"title": table.title, "columns": keys, "rows": rows}


def _row(keys: Sequence[str], row: Sequence[Value], language: str) -> dict[str, object]:
    return {
        key: value if type(value) is str else value_of(value, language) for key, value in zip(keys, row, strict=True)
    }


def value_of(value: Value, language: str) -> object:
    """A value as JSON has it."""
    if isinstance(value, Marked):
        return {"count": value.count, "expected": value.expected}
    if isinstance(value, Number):
        return round(value.value, 6)
    if isinstance(value, Day):
        return value.iso
    if isinstance(value, Runs | Indented):
        return value.format(language)
    return value
