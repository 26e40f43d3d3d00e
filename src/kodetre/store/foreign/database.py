"""The SQLite file of another program, opened for reading alone, and for no longer than a while."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from kodetre.errors import DamagedFile, TooLarge
from kodetre.exchange.refi.names import moment
from kodetre.i18n.message import msg
from kodetre.userfile import open_file

SIGNATURE = b"SQLite format 3\x00"
MOST_ROWS = 500_000
_SECONDS = 120.0
_STEPS = 100_000
"""How many steps of SQLite's machine there are between looks at the clock."""


class Foreign:
    """An open database of another program's. Its tables may be of any version: a column that is not there is None."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.tables = frozenset(
            row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        )
        self._columns: dict[str, frozenset[str]] = {}

    def columns(self, table: str) -> frozenset[str]:
        """The columns of a table; none when there is no such table."""
        if table not in self._columns:
            rows = (
                self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
                if table in self.tables
                else ()
            )
            self._columns[table] = frozenset(row[0] for row in rows)
        return self._columns[table]

    def rows(self, table: str, names: str, order: str) -> list[dict[str, object]]:
        """The rows of a table: the columns of these names, in order of one of them. Raises TooLarge."""
        there = self.columns(table)
        listed = [name for name in names.split() if name in there]
        if not listed:
            return []
        chosen = ", ".join(f'"{name}"' for name in listed)
        by = f' ORDER BY "{order}"' if order in there else ""
        statement = f'SELECT {chosen} FROM "{table}"{by} LIMIT {MOST_ROWS + 1}'  # noqa: S608 - names are ours
        found = [
            dict.fromkeys(names.split()) | dict(zip(listed, row, strict=True))
            for row in self._connection.execute(statement)
        ]
        if len(found) > MOST_ROWS:
            raise TooLarge(
                self.path,
                msg("has more than {most_rows} rows in '{table}'", most_rows=MOST_ROWS, table=table),
                next_step=msg("is it the right file?"),
            )
        return found


def is_sqlite(path: Path) -> bool:
    """Whether a file is an SQLite database. Raises MissingFile, NotAFile."""
    with open_file(path) as file:
        return file.read(len(SIGNATURE)) == SIGNATURE


@contextmanager
def opened(path: Path) -> Iterator[Foreign]:
    """A database, for reading. Raises DamagedFile, TooLarge."""
    began = time.monotonic()
    try:
        with closing(_connected(path)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            connection.set_progress_handler(lambda: int(time.monotonic() - began > _SECONDS), _STEPS)
            yield Foreign(path, connection)
    except sqlite3.Error as error:
        raise DamagedFile(
            path, msg("cannot be read as a database ({error})", error=error), next_step=msg("is it whole, and closed?")
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    """Opened without writing anything, also where a folder cannot be written to."""
    where = quote(str(path.resolve()))
    connection = sqlite3.connect(f"file:{where}?mode=ro", uri=True)
    try:
        connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        return sqlite3.connect(f"file:{where}?mode=ro&immutable=1", uri=True)
    return connection


def text_of(value: object) -> str:
    """A value as text; empty for none."""
    return "" if value is None else str(value)


def number_of(value: object) -> int:
    """A value as a whole number; -1 for none."""
    try:
        return int(str(value)) if value is not None else -1
    except ValueError:
        return -1


def time_of(value: object) -> datetime | None:
    """A time as these programs write it: 2026-03-01 10:00:00."""
    return moment(text_of(value))
