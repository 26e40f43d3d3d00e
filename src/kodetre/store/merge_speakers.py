"""Who asks in a colleague's interviews, taken in: into a step that has begun, twice the same as once."""

import sqlite3
from collections.abc import Mapping, Sequence

from kodetre.store.merge_documents import Here
from kodetre.store.open_step import OpenStep
from kodetre.store.speakers import said_of_speakers

_ADD = "INSERT INTO interviewer (document, speaker, asks, coder, created, step) VALUES (?, ?, ?, ?, ?, ?)"


def merge_speakers(
    connection: sqlite3.Connection, step: OpenStep, theirs: Sequence[sqlite3.Row], here: Mapping[int, Here]
) -> int:
    """Take in what is not said here, or was said before it was said there; of how many speakers."""
    ours = {(row["document"], row["speaker"]): row for row in said_of_speakers(connection)}
    added = 0
    for row in theirs:
        document = here.get(row["document"])
        if document is None:
            continue
        own = ours.get((document.number, row["speaker"]))
        if own is None and not row["asks"]:
            continue
        if own is not None and (own["asks"] == row["asks"] or _when(own) >= _when(row)):
            continue
        said = row["speaker"], row["asks"], row["coder"], row["created"]
        connection.execute(_ADD, (document.number, *said, step.number))
        added += 1
    return added


def _when(row: sqlite3.Row) -> tuple[str, int]:
    return row["created"], row["asks"]
