"""Who speaks in transcripts, and who of them asks the questions."""

import sqlite3
from collections.abc import Mapping

from kodetre.language.tokens import word_count
from kodetre.model.codings import StepKind
from kodetre.model.documents import Span
from kodetre.model.speakers import Speaker
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import begin
from kodetre.store.stored import read_text

_SPOKEN = """
SELECT live_document.id AS document, version.text, block.speaker, block.start, block.end
FROM live_document
JOIN live_version AS version ON version.document = live_document.id
JOIN block ON block.version = version.id
WHERE block.speaker <> '' ORDER BY live_document.id, block.place
"""
_ASKING = "SELECT document, speaker FROM live_interviewer WHERE asks = 1 ORDER BY document, speaker"
_SAID = """
SELECT interviewer.document, interviewer.speaker, interviewer.asks, interviewer.coder, interviewer.created
FROM interviewer
WHERE interviewer.id = (
  SELECT MAX(newest.id) FROM interviewer AS newest
  JOIN step ON step.id = newest.step
  JOIN live_document ON live_document.id = newest.document
  WHERE newest.document = interviewer.document AND newest.speaker = interviewer.speaker AND step.undone = 0
)
ORDER BY interviewer.id
"""
_MARK = "INSERT INTO interviewer (document, speaker, asks, coder, created, step) VALUES (?, ?, ?, ?, ?, ?)"


class Speakers:
    """The speakers of a project's documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Speaker]:
        """Everybody who speaks, by document, in the order in which they first do."""
        with self._database.reading() as connection:
            asking = _asking(connection)
            spoken: dict[tuple[int, str], list[int]] = {}
            for row in connection.execute(_SPOKEN):
                said = Span(row["start"], row["end"]).of(read_text(row["text"]))
                spoken.setdefault((row["document"], row["speaker"]), []).append(word_count(said))
        return [
            Speaker(f"D{document}", name, len(words), sum(words), (document, name) in asking)
            for (document, name), words in spoken.items()
        ]

    def asking(self) -> frozenset[tuple[str, str]]:
        """Those who ask the questions: the document's id and the name."""
        with self._database.reading() as connection:
            return frozenset((f"D{document}", name) for document, name in _asking(connection))

    def mark(self, asks: Mapping[tuple[str, str], bool], coder: str) -> int:
        """Say of speakers, by document and name, whether they ask, as one step; its number. Raises UnknownDocument."""
        documents = dict.fromkeys(document for document, _ in asks)
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SPEAKERS, coder, ", ".join(documents))
            for (document, name), does in asks.items():
                values = (document_number(document), name, int(does), coder, step.written, step.number)
                connection.execute(_MARK, values)
        return step.number


def said_of_speakers(connection: sqlite3.Connection) -> tuple[sqlite3.Row, ...]:
    """What was said last of each speaker, in a transaction that is open."""
    return tuple(connection.execute(_SAID))


def _asking(connection: sqlite3.Connection) -> set[tuple[int, str]]:
    return {(row["document"], row["speaker"]) for row in connection.execute(_ASKING)}
