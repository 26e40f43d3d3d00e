"""What a colleague has read and searched, taken in: into a step that has begun, twice the same as once."""

import sqlite3
import uuid
from collections.abc import Mapping

from kodetre.store.merge_documents import Here
from kodetre.store.open_step import OpenStep
from kodetre.store.read_work import ReadWork, read_work_in

_VERSION = """
SELECT MAX(version.id) AS id FROM version JOIN step ON step.id = version.step
WHERE version.document = ? AND version.sha256 = ? AND step.undone = 0
"""
_ADD_SIGNED = """
INSERT INTO page_read (document, version, first, last, state, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_SHOWN = "INSERT INTO on_screen (document, version, start, end, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_KEPT = "INSERT INTO kept_search (uuid, pattern, coder, created, step) VALUES (?, ?, ?, ?, ?)"
_ADD_KEPT_HITS = "INSERT INTO kept_search_hits (search, document, version, hits) VALUES (?, ?, ?, ?)"


def merge_read(
    connection: sqlite3.Connection, step: OpenStep, theirs: ReadWork, here: Mapping[int, Here]
) -> dict[str, int]:
    """Take in what is not here yet, and say how much it was. Pages are of a file that both have, stretches of a text."""
    ours = read_work_in(connection)
    counts = {
        "signed": _signed(connection, step, theirs, ours, here),
        "shown": _shown(connection, step, theirs, ours, here),
        "searches": _searches(connection, step, theirs, ours, here),
    }
    return {name: count for name, count in counts.items() if count}


def _signed(
    connection: sqlite3.Connection, step: OpenStep, theirs: ReadWork, ours: ReadWork, here: Mapping[int, Here]
) -> int:
    present = {tuple(row) for row in ours.signed}
    added = 0
    for row in theirs.signed:
        number = here[row["document"]].number
        version = _version(connection, number, row["sha256"])
        if version is None or (number, *tuple(row)[1:]) in present:
            continue
        said = row["first"], row["last"], row["state"], row["coder"], row["created"]
        connection.execute(_ADD_SIGNED, (number, version, *said, step.number))
        added += 1
    return added


def _shown(
    connection: sqlite3.Connection, step: OpenStep, theirs: ReadWork, ours: ReadWork, here: Mapping[int, Here]
) -> int:
    present = {tuple(row) for row in ours.shown}
    added = 0
    for row in theirs.shown:
        document = here[row["document"]]
        if document.places is not None or (document.number, *tuple(row)[1:]) in present:
            continue
        said = row["start"], row["end"], row["coder"], row["created"]
        connection.execute(_ADD_SHOWN, (document.number, document.version, *said, step.number))
        added += 1
    return added


def _searches(
    connection: sqlite3.Connection, step: OpenStep, theirs: ReadWork, ours: ReadWork, here: Mapping[int, Here]
) -> int:
    present = {(row["pattern"], row["coder"], row["created"]) for row in ours.searches}
    added = 0
    for row in theirs.searches:
        said = row["pattern"], row["coder"], row["created"]
        if said in present:
            continue
        number = connection.execute(_ADD_KEPT, (str(uuid.uuid4()), *said, step.number)).lastrowid
        for hits in theirs.hits:
            document = here.get(hits["document"])
            if hits["search"] != row["id"] or document is None:
                continue
            version = _version(connection, document.number, hits["sha256"])
            if version is not None:
                connection.execute(_ADD_KEPT_HITS, (number, document.number, version, hits["hits"]))
        added += 1
    return added


def _version(connection: sqlite3.Connection, document: int, sha256: str) -> int | None:
    """The newest version here of a document that was read from a file; None where that file is not here."""
    version: int | None = connection.execute(_VERSION, (document, sha256)).fetchone()["id"]
    return version
