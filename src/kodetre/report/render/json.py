"""Tables as JSON with keys that stay the same in every language."""

import json

from kodetre.i18n.formats import Day, Number
from kodetre.report.report import Report
from kodetre.report.table import Marked, Runs, Table, Value


def render(report: Report) -> str:
    """One object for one table, a list for several: {"title", "columns", "rows"}; a row is an object by column key."""
    found = [_table(table, report.language) for table in report.tables]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table, language: str) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    rows = [{key: _value(value, language) for key, value in zip(keys, row, strict=True)} for row in table.rows]
    return {"title": table.title, "columns": keys, "rows": rows}


def _value(value: Value, language: str) -> object:
    if isinstance(value, Marked):
        return {"count": value.count, "expected": value.expected}
    if isinstance(value, Number):
        return round(value.value, 6)
    if isinstance(value, Day):
        return value.iso
    if isinstance(value, Runs):
        return value.format(language)
    return value.strip("\u2003") if isinstance(value, str) else value
