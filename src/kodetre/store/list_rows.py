"""What is known of documents beside their texts, as rows have it: metadata, and who asks in them."""

import sqlite3
from collections.abc import Sequence

from kodetre.language.tokens import word_count
from kodetre.store.stored import read_text

LIVE_METADATA = """
SELECT metadata.document, metadata.field, metadata.value, metadata.source, metadata.guessed, MAX(metadata.id)
FROM metadata JOIN step ON step.id = metadata.step
WHERE step.undone = 0 GROUP BY metadata.document, metadata.field
"""  # the newest live row of each field, all in one pass
_METADATA_OF = "SELECT document, field, value, source, guessed FROM live_metadata WHERE document = ?"
_ASKED = """
SELECT version.document, version.text, block.start, block.end
FROM live_interviewer
JOIN live_version AS version ON version.document = live_interviewer.document
JOIN block ON block.version = version.id AND block.speaker = live_interviewer.speaker
WHERE live_interviewer.asks = 1
"""
_ASKED_IN = f"{_ASKED}AND live_interviewer.document = ?"
_ALL_ASKING = "SELECT document, speaker FROM live_interviewer WHERE asks = 1 ORDER BY document, speaker"
_FEW = 100
"""Documents whose metadata are asked for one by one."""


def metadata_of(
    connection: sqlite3.Connection, document: int | None = None
) -> dict[int, dict[str, tuple[str, str, bool]]]:
    """Field, value, where it is from and whether it is a guess, of every document or of one."""
    cursor = connection.cursor()
    cursor.row_factory = None  # names of columns take longer than the rows
    rows = cursor.execute(LIVE_METADATA) if document is None else cursor.execute(_METADATA_OF, (document,))
    found: dict[int, dict[str, tuple[str, str, bool]]] = {}
    for of_document, field, value, source, guessed, *_ in rows:
        found.setdefault(of_document, {})[field] = (value, source, bool(guessed))
    return found


def metadata_of_some(
    connection: sqlite3.Connection, documents: Sequence[int]
) -> dict[int, dict[str, tuple[str, str, bool]]]:
    """The same of some documents: for few they are asked one by one."""
    if len(documents) > _FEW:
        return metadata_of(connection)
    live: dict[int, dict[str, tuple[str, str, bool]]] = {}
    for document in documents:
        live |= metadata_of(connection, document)
    return live


def asked_words(connection: sqlite3.Connection, document: int | None = None) -> dict[int, int]:
    """How many words of each document interviewers say, or of one; none of those in which nobody is marked as one."""
    words: dict[int, int] = {}
    rows = connection.execute(_ASKED) if document is None else connection.execute(_ASKED_IN, (document,))
    for row in rows:
        said = read_text(row["text"])[row["start"] : row["end"]]
        words[row["document"]] = words.get(row["document"], 0) + word_count(said)
    return words


def asking_in(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Who of each document is marked as an interviewer."""
    asking: dict[int, list[str]] = {}
    for document, speaker in connection.execute(_ALL_ASKING):
        asking.setdefault(document, []).append(speaker)
    return asking
