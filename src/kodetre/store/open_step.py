"""A step of the journal while its rows are written: it has one time, and all of them have it."""

import sqlite3
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kodetre.model.moments import now, write_moment
from kodetre.store.stored import read_moment

if TYPE_CHECKING:
    from kodetre.codebook.tree import Codebook
    from kodetre.model.codings import StepKind

_ADD = "INSERT INTO step (uuid, name, detail, coder, created, codebook) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_CODEBOOK = "INSERT OR IGNORE INTO codebook (sha256, source, first_used) VALUES (?, ?, ?)"
_LIVE = "SELECT coder, created FROM step WHERE id = ? AND undone = 0"


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that rows are being written for: its number, who does it, and its one time, which all of them have."""

    number: int
    coder: str
    created: datetime

    @property
    def written(self) -> str:
        """Its time as the store has it."""
        return write_moment(self.created)


def begin(
    connection: sqlite3.Connection, kind: "StepKind", coder: str, detail: str = "", codebook: "Codebook | None" = None
) -> OpenStep:
    """Write a step into the transaction that is open."""
    created = now()
    written = write_moment(created)
    if codebook is not None:
        remember(connection, codebook, written)
    sha256 = codebook.sha256 if codebook else None
    number = connection.execute(_ADD, (str(uuid.uuid4()), kind.value, detail, coder, written, sha256)).lastrowid
    assert number is not None
    return OpenStep(number, coder, created)


def remember(connection: sqlite3.Connection, codebook: "Codebook", written: str) -> None:
    """Keep the text of a codebook that is in use at a time, as the store has it."""
    connection.execute(_ADD_CODEBOOK, (codebook.sha256, codebook.source, written))


def go_on(connection: sqlite3.Connection, number: int) -> OpenStep | None:
    """A step that was written before and is not taken back, to write more rows for; None when there is none."""
    row = connection.execute(_LIVE, (number,)).fetchone()
    return OpenStep(number, row["coder"], read_moment(row["created"])) if row is not None else None
