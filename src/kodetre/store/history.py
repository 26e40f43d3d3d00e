"""What the project was at an earlier time: which codebook was in use, and how often each code."""

from dataclasses import dataclass
from datetime import datetime

from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.moments import write_moment
from kodetre.store.database import Database
from kodetre.store.stored import read_moment, read_text

_CODEBOOK_AT = """
WITH live_at AS (
  SELECT step.id, step.codebook, step.created FROM step
  WHERE step.created <= :moment AND NOT COALESCE((
    SELECT undo.undone FROM undo WHERE undo.step = step.id AND undo.created <= :moment ORDER BY undo.id DESC LIMIT 1
  ), 0)
)
SELECT live_at.created, codebook.source FROM live_at JOIN codebook ON codebook.sha256 = live_at.codebook
ORDER BY live_at.id DESC LIMIT 1
"""
_COUNTS_AT = """
WITH live_at AS (
  SELECT step.id, step.codebook, step.created FROM step
  WHERE step.created <= :moment AND NOT COALESCE((
    SELECT undo.undone FROM undo WHERE undo.step = step.id AND undo.created <= :moment ORDER BY undo.id DESC LIMIT 1
  ), 0)
)
SELECT code, COUNT(*) AS count FROM (
  SELECT COALESCE((
    SELECT changed.code FROM coding_code AS changed JOIN live_at AS made ON made.id = changed.step
    WHERE changed.coding = coding.id ORDER BY changed.id DESC LIMIT 1
  ), coding.code) AS code
  FROM coding
  JOIN live_at ON live_at.id = coding.step
  JOIN document ON document.id = coding.document
  JOIN live_at AS brought ON brought.id = document.step
  WHERE NOT EXISTS (
    SELECT 1 FROM coding_removal JOIN live_at AS removed ON removed.id = coding_removal.step
    WHERE coding_removal.coding = coding.id
  )
) GROUP BY code
"""
_FIRST = """
SELECT step.created, codebook.source FROM step JOIN codebook ON codebook.sha256 = step.codebook ORDER BY step.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Past:
    """The codebook that was in use, since when, and the number of codings of each code, by key."""

    source: str
    since: datetime
    counts: dict[str, int]


_CODEBOOKS = "SELECT source FROM codebook ORDER BY first_used DESC, rowid DESC"


class History:
    """Looks back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, moment: datetime | None = None) -> Past:
        """How it was at a time; without one, when the codebook was first used and nothing coded.

        Raises NothingMatched when no codebook was in use yet.
        """
        with self._database.reading() as connection:
            written = write_moment(moment) if moment is not None else ""
            asked = {"moment": written}
            row = connection.execute(_CODEBOOK_AT if moment else _FIRST, asked if moment else {}).fetchone()
            if row is None:
                raise NothingMatched(
                    written,
                    msg("no codebook was in use yet"),
                    next_step=msg("what was done when: kodetre journal --limit 0"),
                )
            counts = connection.execute(_COUNTS_AT, asked).fetchall() if moment else ()
            return Past(
                read_text(row["source"]), read_moment(row["created"]), {one["code"]: one["count"] for one in counts}
            )

    def codebooks(self) -> list[str]:
        """The texts of the codebooks that were in use, the newest first."""
        with self._database.reading() as connection:
            return [read_text(row["source"]) for row in connection.execute(_CODEBOOKS)]
