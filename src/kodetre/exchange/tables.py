"""Tidy tables: one row for each thing, one column for each fact, with a dictionary of what the columns are. Pure.

As a data package they follow Frictionless's Data Package 1.0 (specs.frictionlessdata.io).
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

FieldType = Literal["string", "integer", "boolean", "datetime"]
Value = str | int | bool | None
_PROFILE = "tabular-data-package"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what it is called, of which type its values are, and what they say."""

    name: str
    type: FieldType
    description: str


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table. `key` names the columns that tell its rows apart, `refers` for a column the table and column that its values are
    of.
    """

    name: str
    description: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str, str], ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.fields]


def as_csv(table: TidyTable) -> bytes:
    """A table in UTF-8 with commas and `\\n`; nothing for a value that is not known. Values are as they are: nothing is put
    before a text that a spreadsheet may take for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def dictionary(tables: Iterable[TidyTable]) -> TidyTable:
    """What every column of every table is, as a table."""
    rows: list[tuple[str, str, str, str]] = []
    for table in tables:
        rows += [(table.name, field.name, field.type, field.description) for field in table.fields]
    fields = (
        Field("table", "string", "The table"), Field("column", "string", "The column"),
        Field("type", "string", "What its values are: string, integer, boolean or datetime (UTC)"),
        Field("description", "string", "What they say"),
    )  # fmt: skip
    return TidyTable("dictionary", "What every column is", fields, rows, ("table", "column"))


def datapackage(
    tables: Sequence[TidyTable], files: Mapping[str, tuple[str, bytes]], about: Mapping[str, object], form: str
) -> bytes:
    """The description of a package of tables. `files` has the path and the bytes of each table's file, by the table's name;
    `about` what is said of the whole.
    """
    resources = [_resource(table, *files[table.name], form) for table in tables if table.name in files]
    package = {"profile": _PROFILE, **about, "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: TidyTable, path: str, data: bytes, form: str) -> dict[str, object]:
    fields = [{"name": field.name, "type": field.type, "description": field.description} for field in table.fields]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": column}} for own, other, column in table.refers
        ]
    kinds = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3"}
    return {
        "name": table.name, "path": path, "description": table.description, "format": form, "mediatype": kinds[form],
        "profile": "tabular-data-resource", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "schema": schema,
    }  # fmt: skip
