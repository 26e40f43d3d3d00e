"""The journal: every change is a named step; undo flips its flag and writes down that it did."""

import sqlite3
import uuid

from kodetre.codebook.tree import Codebook
from kodetre.errors import CannotUndo
from kodetre.model import Step
from kodetre.store.database import Database, now

_ADD = "INSERT INTO step (uuid, name, detail, coder, created, codebook) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_CODEBOOK = "INSERT OR IGNORE INTO codebook (sha256, source, first_used) VALUES (?, ?, ?)"
_LIST = "SELECT id, name, detail, coder, created, undone FROM step ORDER BY id"
_LAST_LIVE = "SELECT * FROM step WHERE coder = ? AND undone = 0 ORDER BY id DESC LIMIT 1"
_NEXT_UNDONE = """
SELECT * FROM step
WHERE coder = :coder AND undone = 1
  AND id > COALESCE((SELECT MAX(id) FROM step WHERE coder = :coder AND undone = 0), 0)
ORDER BY id LIMIT 1
"""
_FLIP = "UPDATE step SET undone = ? WHERE id = ?"
_WRITE_DOWN = "INSERT INTO undo (step, undone, coder, created) VALUES (?, ?, ?, ?)"
_NOT_CODING = ("ingest", "metadata")
_STANDS_ON = """
SELECT 'D' || kept_coding.document AS document, kept_coding.coder AS coder
FROM kept_coding
WHERE kept_coding.step > :step AND (
  kept_coding.document IN (SELECT id FROM document WHERE step = :step)
  OR kept_coding.marked_in IN (SELECT id FROM version WHERE step = :step)
)
LIMIT 1
"""


def begin(
    connection: sqlite3.Connection, name: str, coder: str, detail: str = "", codebook: Codebook | None = None
) -> int:
    """Write a step into the transaction that is open, and give its number."""
    created = now()
    if codebook is not None:
        connection.execute(_ADD_CODEBOOK, (codebook.sha256, codebook.source, created))
    sha256 = codebook.sha256 if codebook else None
    step = connection.execute(_ADD, (str(uuid.uuid4()), name, detail, coder, created, sha256)).lastrowid
    assert step is not None
    return step


class Journal:
    """What was done, by whom and when; taking it back and doing it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def steps(self) -> list[Step]:
        """Every step, oldest first, undone ones too."""
        with self._database.reading() as connection:
            return [_step(row) for row in connection.execute(_LIST)]

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the coder's last step that is not taken back, and give it.

        With `coding_only` a step that took documents in or set metadata is left alone. Raises CannotUndo when there is
        nothing to take back, or when somebody's codings stand on what the step brought in.
        """
        with self._database.writing() as connection:
            row = connection.execute(_LAST_LIVE, (coder,)).fetchone()
            if row is None:
                raise CannotUndo("", f"there is nothing of {coder}'s to take back")
            if coding_only and row["name"] in _NOT_CODING:
                raise CannotUndo(
                    "",
                    f"all your coding is taken back; before it comes '{row['name']}', which stays",
                    next_step="kodetre undo, outside a session, takes that back too",
                )
            if (stands := connection.execute(_STANDS_ON, {"step": row["id"]}).fetchone()) is not None:
                raise CannotUndo(
                    stands["document"],
                    f"taking back '{row['name']}' would hide codings of {stands['coder']} made since",
                    next_step=f"{stands['coder']} can take those back first: kodetre undo --coder {stands['coder']}",
                )
            return self._flip(connection, row, coder, undone=True)

    def redo(self, coder: str) -> Step:
        """Do again the step that the coder took back last, and give it. Raises CannotUndo when there is none."""
        with self._database.writing() as connection:
            row = connection.execute(_NEXT_UNDONE, {"coder": coder}).fetchone()
            if row is None:
                raise CannotUndo("", f"there is nothing of {coder}'s to do again")
            return self._flip(connection, row, coder, undone=False)

    @staticmethod
    def _flip(connection: sqlite3.Connection, row: sqlite3.Row, coder: str, *, undone: bool) -> Step:
        connection.execute(_FLIP, (int(undone), row["id"]))
        connection.execute(_WRITE_DOWN, (row["id"], int(undone), coder, now()))
        return Step(row["id"], row["name"], row["coder"], row["created"], undone, row["detail"])


def _step(row: sqlite3.Row) -> Step:
    return Step(row["id"], row["name"], row["coder"], row["created"], bool(row["undone"]), row["detail"])
