"""Which codings stand where: the table by which the database itself refuses that a coding is made twice.

A coding is live by views over steps, removals and places, and no index can be laid over those. So each transaction that changes
them says of which codings, and their rows here are made anew before it ends.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodetre.errors import AlreadyCoded
from kodetre.i18n.message import msg
from kodetre.model.documents import Span

_AT_ONCE = 500
"""Rows that are asked for in one statement; SQLite allows 999 values in its oldest versions."""
_KEYS = "SELECT id, version, start, end, code, coder FROM live_coding WHERE id IN ({marks})"
_TAKE_OUT = "DELETE FROM standing WHERE coding IN ({marks})"
_PUT = "INSERT INTO standing (coding, version, start, end, code, coder) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_AGAIN = "INSERT OR IGNORE INTO standing (coding, version, start, end, code, coder) VALUES (?, ?, ?, ?, ?, ?)"
_AT = """
SELECT coding.uuid FROM standing JOIN coding ON coding.id = standing.coding
WHERE standing.version = ? AND standing.start = ? AND standing.end = ? AND standing.code = ? AND standing.coder = ?
"""
_DOCUMENT = "SELECT document FROM version WHERE id = ?"
_CODED_WITH = "SELECT DISTINCT code FROM kept_coding WHERE id IN ({marks})"
TOUCHED = """
SELECT coding.id FROM coding WHERE coding.step = :step OR coding.id IN (
  SELECT coding FROM coding_removal WHERE step = :step
  UNION SELECT coding FROM coding_place WHERE step = :step
  UNION SELECT coding FROM coding_code WHERE step = :step
) OR coding.document IN (
  SELECT id FROM document WHERE step = :step UNION SELECT document FROM version WHERE step = :step
)
"""


class StandingKey(NamedTuple):
    """What no two codings have in common: the version of the text, the span, the code, the coder."""

    version: int
    start: int
    end: int
    code: str
    coder: str


def touched_by(connection: sqlite3.Connection, step: int) -> list[int]:
    """The codings, by row, whose place, code or being there a step has something to say of."""
    return [row["id"] for row in connection.execute(TOUCHED, {"step": step})]


def keys_of(connection: sqlite3.Connection, rows: Collection[int]) -> dict[int, StandingKey]:
    """Where codings, by row, stand now; those that do not stand in the newest text of their document are not in it."""
    keys: dict[int, StandingKey] = {}
    for some in _parts(rows):
        for row, *key in connection.execute(_KEYS.format(marks=_marks(some)), some):
            keys[row] = StandingKey(*key)
    return keys


def codes_of(connection: sqlite3.Connection, rows: Collection[int]) -> set[str]:
    """The codes of codings, by row, that are kept."""
    codes: set[str] = set()
    for some in _parts(rows):
        codes.update(row["code"] for row in connection.execute(_CODED_WITH.format(marks=_marks(some)), some))
    return codes


def standing_at(connection: sqlite3.Connection, key: StandingKey) -> str | None:
    """The id of the coding that stands at a place, or None."""
    row = connection.execute(_AT, key).fetchone()
    return row["uuid"] if row is not None else None


def settle(connection: sqlite3.Connection, rows: Collection[int], before: Mapping[int, StandingKey]) -> None:
    """Write down where codings, by row, stand now. `before` is where they stood when the transaction began.

    Raises AlreadyCoded when one has come to where another with its code and coder stands.
    """
    for some in _parts(rows):
        connection.execute(_TAKE_OUT.format(marks=_marks(some)), some)
    for row, key in sorted(keys_of(connection, rows).items()):
        if before.get(row) == key:  # of two that an older version made alike, one stays without a row
            connection.execute(_PUT_AGAIN, (row, *key))
            continue
        if (other := standing_at(connection, key)) is not None:
            raise _already(connection, key, other)
        connection.execute(_PUT, (row, *key))


def _already(connection: sqlite3.Connection, key: StandingKey, other: str) -> AlreadyCoded:
    document = connection.execute(_DOCUMENT, (key.version,)).fetchone()["document"]
    span = Span(key.start, key.end)
    what = msg(
        "stands on D{document} [{start}, {end}) already, by {coder} (coding {other})",
        document=document,
        start=span.start,
        end=span.end,
        coder=key.coder,
        other=other[:8],
    )
    return AlreadyCoded(key.code, what, next_step=msg("nothing was changed by this"))


def _parts(rows: Iterable[int]) -> Iterator[Sequence[int]]:
    every = sorted(set(rows))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _marks(some: Sequence[int]) -> str:
    return ", ".join("?" * len(some))
