"""All that coders have done in a store, read at once: what one store takes over from another."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodetre.store.database import Database
from kodetre.store.merge_synthesis import SynthesisWork, synthesis_work_in
from kodetre.store.read_work import ReadWork, read_work_in
from kodetre.store.speakers import said_of_speakers
from kodetre.store.work_cases import CaseWork, cases_in

MERGES = "merge work"
"""The name of steps that took another store in; what such a step brought and was taken back with it may come again."""
_DOCUMENTS = """
SELECT live_document.id, live_document.uuid, live_version.id AS version, live_version.sha256, live_version.created
FROM live_document JOIN live_version ON live_version.document = live_document.id ORDER BY live_document.id
"""
_HASHES = (
    "SELECT version.document, version.sha256 FROM version JOIN step ON step.id = version.step WHERE step.undone = 0"
)
_CODINGS = """
SELECT kept_coding.id, kept_coding.uuid, kept_coding.document, kept_coding.start, kept_coding.end, kept_coding.quote,
  kept_coding.before, kept_coding.after, kept_coding.marked, kept_coding.code, kept_coding.coder, kept_coding.created,
  kept_coding.origin, kept_coding.found
FROM kept_coding ORDER BY kept_coding.id
"""
_DEAD = """
SELECT coding.uuid FROM coding JOIN step ON step.id = coding.step
WHERE step.undone = 1 AND step.name <> :merges AND step.coder = coding.coder
UNION
SELECT coding.uuid FROM coding JOIN coding_removal ON coding_removal.coding = coding.id
JOIN step ON step.id = coding_removal.step WHERE step.undone = 0 AND step.coder = coding.coder
"""
_RECODED = """
SELECT coding_code.coding, MAX(step.created) AS created FROM coding_code JOIN step ON step.id = coding_code.step
WHERE step.undone = 0 GROUP BY coding_code.coding
"""
_PLACED = """
SELECT coding_place.coding, MAX(step.created) AS created FROM coding_place JOIN step ON step.id = coding_place.step
WHERE step.undone = 0 AND coding_place.found = 'placed' GROUP BY coding_place.coding
"""
_DECISIONS = """
SELECT document, start, end, code, coder, verdict, created FROM live_decision
WHERE id IN (SELECT MAX(id) FROM live_decision GROUP BY document, start, end, code, coder) ORDER BY id
"""
_MEMOS = "SELECT uuid, target, subject, text, coder, created FROM live_memo ORDER BY id"
_MEMO_IDS = "SELECT memo.uuid FROM memo JOIN step ON step.id = memo.step WHERE step.undone = 0"
_JUDGEMENTS = """
SELECT document, quote, occurrence, code, coder, verdict, created FROM live_judgement
WHERE id IN (SELECT MAX(id) FROM live_judgement GROUP BY document, quote, occurrence, code, coder) ORDER BY id
"""
_ASSIGNMENTS = "SELECT document, coder, state, created FROM live_assignment ORDER BY id"
_STEPS = """
SELECT uuid, name, detail, coder, created, undone FROM step
UNION ALL
SELECT merged_step.uuid, merged_step.name, merged_step.detail, merged_step.coder, merged_step.created, merged_step.undone
FROM merged_step JOIN step ON step.id = merged_step.step WHERE step.undone = 0
"""


@dataclass(frozen=True, slots=True)
class WorkDocument:
    """A document: its number and id everywhere, its newest text, and the hashes of all files that it was read from."""

    number: int
    uuid: str
    version: int
    sha256: str
    created: str
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class WorkCoding:
    """A coding that is kept; without start and end it is adrift. `recoded` and `placed` say when it last got another code or
    place.
    """

    row: int
    uuid: str
    document: int
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    marked: str
    code: str
    coder: str
    created: str
    origin: str
    found: str
    recoded: str = ""
    placed: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is live in a store; of what coders said of one thing several times, the last. `dead` are codings that were taken
    back.
    """

    documents: tuple[WorkDocument, ...]
    codings: tuple[WorkCoding, ...]
    dead: frozenset[str]
    decisions: tuple[sqlite3.Row, ...]
    memos: tuple[sqlite3.Row, ...]
    memo_ids: frozenset[str]
    """Of every memo, those too that another has taken the place of."""
    judgements: tuple[sqlite3.Row, ...]
    steps: tuple[sqlite3.Row, ...]
    assignments: tuple[sqlite3.Row, ...]
    cases: CaseWork
    speakers: tuple[sqlite3.Row, ...]
    """What was said last of who asks."""
    read: ReadWork
    synthesis: SynthesisWork


def read_work(database: Database) -> Work:
    """All of it, of one moment."""
    with database.reading() as connection:
        return work_in(connection)


def documents_in(connection: sqlite3.Connection) -> tuple[WorkDocument, ...]:
    """The documents, in a transaction that is open."""
    hashes: dict[int, set[str]] = {}
    for document, sha256 in connection.execute(_HASHES):
        hashes.setdefault(document, set()).add(sha256)
    return tuple(
        WorkDocument(number, uuid, version, sha256, created, frozenset(hashes[number]))
        for number, uuid, version, sha256, created in connection.execute(_DOCUMENTS)
    )


def work_in(connection: sqlite3.Connection) -> Work:
    """All of it, in a transaction that is open."""
    recoded, placed = _times(connection, _RECODED), _times(connection, _PLACED)
    codings: list[WorkCoding] = []
    for row in connection.execute(_CODINGS):
        values: tuple[Any, ...] = (*row, recoded.get(row["id"], ""), placed.get(row["id"], ""))
        codings.append(WorkCoding(*values))
    return Work(
        documents_in(connection),
        tuple(codings),
        frozenset(row["uuid"] for row in connection.execute(_DEAD, {"merges": MERGES})),
        tuple(connection.execute(_DECISIONS)),
        tuple(connection.execute(_MEMOS)),
        frozenset(row["uuid"] for row in connection.execute(_MEMO_IDS)),
        tuple(connection.execute(_JUDGEMENTS)),
        tuple(connection.execute(_STEPS)),
        tuple(connection.execute(_ASSIGNMENTS)),
        cases_in(connection, MERGES),
        said_of_speakers(connection),
        read_work_in(connection),
        synthesis_work_in(connection),
    )


def _times(connection: sqlite3.Connection, asked: str) -> Mapping[int, str]:
    return {row["coding"]: row["created"] for row in connection.execute(asked)}
