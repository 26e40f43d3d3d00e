"""Tidy tables as a database of their own."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kodetre.errors import OutputFailed
from kodetre.exchange.tables import TidyTable
from kodetre.i18n.message import msg

_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "datetime": "TEXT"}


def write_tables(path: Path, tables: Sequence[TidyTable]) -> None:
    """Write tables into a new database, in the place of an empty file. Raises OutputFailed."""
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA journal_mode = OFF")
            for table in tables:
                columns = [f'"{field.name}" {_TYPES[field.type]}' for field in table.fields]
                keys = [f"PRIMARY KEY ({', '.join(_quoted(name) for name in table.key)})"] if table.key else []
                database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join([*columns, *keys])})")
                marks = ", ".join("?" * len(table.fields))
                database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", table.rows)  # noqa: S608
    except sqlite3.Error as error:
        raise OutputFailed(
            path, msg("cannot be written ({error})", error=error), next_step=msg("choose another place")
        ) from error


def _quoted(name: str) -> str:
    return f'"{name}"'
