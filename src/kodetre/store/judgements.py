"""What coders have answered of paragraphs that were drawn."""

from kodetre.codebook.tree import Codebook
from kodetre.errors import UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.codings import StepKind
from kodetre.model.judgements import Judgement, UnitKey
from kodetre.model.moments import read_moment
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import begin

_ADD = """
INSERT INTO judgement (document, quote, occurrence, code, coder, verdict, created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_LIVE = """
SELECT document, quote, occurrence, code, coder, verdict, created FROM live_judgement
WHERE id IN (SELECT MAX(id) FROM live_judgement GROUP BY document, quote, occurrence, code, coder)
ORDER BY id
"""
_THERE = "SELECT 1 FROM live_document WHERE id = ?"


class Judgements:
    """The judgements of a project."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def record(self, judgement: Judgement, coder: str, *, codebook: Codebook | None = None) -> int:
        """Write a judgement of a coder's as one step, in the place of the one before; the step's number.

        Raises UnknownDocument, and UnknownCode for a code that the codebook has not any more.
        """
        unit = judgement.unit
        detail = f"{judgement.answer} {judgement.code} {unit.document}"
        with self._database.writing() as connection:
            self._sync.complete(connection)
            number = document_number(unit.document)
            if connection.execute(_THERE, (number,)).fetchone() is None:
                next_step = msg("see: kodetre documents")
                raise UnknownDocument(
                    unit.document, msg("is no document of this project any more"), next_step=next_step
                )
            step = begin(connection, StepKind.JUDGE, coder, detail, self._sync.known([judgement.code], codebook))
            values = (number, unit.quote, unit.occurrence, judgement.code, coder, judgement.answer)
            connection.execute(_ADD, (*values, step.written, step.number))
        return step.number

    def live(self) -> list[Judgement]:
        """The last judgement of each coder of each paragraph and code that is not taken back, oldest first."""
        with self._database.reading() as connection:
            return [
                Judgement(
                    UnitKey(f"D{row['document']}", row["quote"], row["occurrence"]), row["code"], row["verdict"],
                    row["coder"], read_moment(row["created"]),
                )
                for row in connection.execute(_LIVE)
            ]  # fmt: skip
