"""Which documents were given to whom, and which were read to the end."""

from collections.abc import Sequence

from kodetre.errors import UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.assignments import Assignment
from kodetre.model.codings import StepKind
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import begin
from kodetre.store.stored import read_moment

_ADD = "INSERT INTO assignment (document, coder, state, created, step) VALUES (?, ?, ?, ?, ?)"
_LIVE = "SELECT document, coder, state, created FROM live_assignment WHERE state <> 'dropped' ORDER BY document, coder"
_THERE = "SELECT 1 FROM live_document WHERE id = ?"


class Assignments:
    """The assignments of a project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, assignments: Sequence[Assignment], coder: str, detail: str) -> int:
        """Write assignments as one step of a coder's, each in the place of the one before on its document and coder; the step's
        number. Raises UnknownDocument.
        """
        with self._database.writing() as connection:
            step = begin(connection, StepKind.ASSIGN, coder, detail)
            for each in assignments:
                number = document_number(each.document)
                if connection.execute(_THERE, (number,)).fetchone() is None:
                    how = msg("see: kodetre documents")
                    raise UnknownDocument(each.document, msg("is no document of this project any more"), next_step=how)
                connection.execute(_ADD, (number, each.coder, each.state, step.written, step.number))
        return step.number

    def live(self) -> list[Assignment]:
        """What is given to whom now, by document."""
        with self._database.reading() as connection:
            return [
                Assignment(f"D{row['document']}", row["coder"], row["state"], read_moment(row["created"]))
                for row in connection.execute(_LIVE)
            ]
