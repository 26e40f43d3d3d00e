"""Codings, decisions and memos: one door in, and what is live out."""

import sqlite3
import uuid
from collections.abc import Mapping
from typing import Any

from kodetre.codebook.tree import Codebook
from kodetre.errors import NothingMatched, StaleText, UnknownDocument
from kodetre.model.codings import Adrift, Anchor, Change, Coding, Decision, Memo, NewCoding, Place, Recorded, StepKind
from kodetre.model.documents import Span
from kodetre.model.moments import read_moment, write_moment
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import OpenStep, begin
from kodetre.store.renaming import recode, rename
from kodetre.store.versions import PlacedCoding, add_coding_place

_VERSION = """
SELECT live_version.id, live_version.text FROM live_version
JOIN live_document ON live_document.id = live_version.document WHERE live_document.id = ?
"""
_ADD_CODING = """
INSERT INTO coding (uuid, document, version, start, end, quote, before, after, code, coder, created, origin, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DECISION = """
INSERT INTO decision (document, version, start, end, quote, before, after, code, coder, verdict, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_REMOVAL = """
INSERT INTO coding_removal (coding, step) SELECT kept_coding.id, ? FROM kept_coding WHERE kept_coding.uuid = ?
"""
_KEPT = "SELECT id, version, document, quote, before, after FROM kept_coding WHERE uuid = ?"
_ADD_MEMO = "INSERT INTO memo (uuid, target, subject, text, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"
_TAKEN = "SELECT 1 FROM coding WHERE uuid = ?"
_COLUMNS = """
SELECT uuid, document, start, end, quote, before, after, code, coder, created, origin, found, marked
FROM kept_coding
"""
_CODINGS = _COLUMNS + "ORDER BY document, start, end, id"
_ONE_CODING = _COLUMNS + "WHERE id = ? AND found <> 'adrift'"
_MARKED_AT = """
SELECT coding.start, coding.end, (
  SELECT page.label FROM page WHERE page.version = coding.version AND page.start <= coding.start
  ORDER BY page.number DESC LIMIT 1
) AS label
FROM coding WHERE coding.uuid = ?
"""
_CODING_MEMOS = "SELECT subject, coder, text FROM live_memo WHERE target = 'coding'"
_MEMOS_OF = _CODING_MEMOS + " AND subject = ?"
_TOUCHED = """
SELECT coding.id, coding.uuid FROM coding WHERE coding.step = :step OR coding.id IN (
  SELECT coding FROM coding_removal WHERE step = :step
  UNION SELECT coding FROM coding_place WHERE step = :step
  UNION SELECT coding FROM coding_code WHERE step = :step
  UNION SELECT coding.id FROM memo JOIN coding ON coding.uuid = memo.subject WHERE memo.step = :step AND memo.target = 'coding'
)
"""
_DECISIONS = """
SELECT document, start, end, code, verdict, coder, created FROM live_decision
WHERE id IN (SELECT MAX(id) FROM live_decision GROUP BY document, start, end, code, coder)
ORDER BY id
"""
_MEMOS = "SELECT target, subject, text, coder, created FROM live_memo WHERE text <> '' ORDER BY id"


class Codings:
    """The codings of a project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, kind: StepKind, coder: str, change: Change, *, codebook: Codebook | None = None, detail: str = ""
    ) -> Recorded:
        """Write one step with everything it changes, or nothing.

        `kind` says what was done, `coder` who did it; a coding or decision without a coder of its
        own is theirs. Raises UnknownDocument for a document that is not there, StaleText when one of those that were
        read has a newer text, ValueError for a span outside its document's text, NothingMatched for a coding to remove
        or to place that is not there.
        """
        with self._database.writing() as connection:
            step = begin(connection, kind, coder, detail, codebook)
            texts: dict[str, tuple[int, str]] = {}
            for document, version in change.read:
                if _text_of(connection, document, texts)[0] != version:
                    raise StaleText(
                        document,
                        "has been read anew since this began, so that places in its old text mean nothing",
                        next_step="nothing was changed by this; start again, and go on from here",
                    )
            ids = [_add_coding(connection, coding, step, texts) for coding in change.codings]
            for decision in change.decisions:
                _add_decision(connection, decision, step, texts)
            for id in change.removed:
                if connection.execute(_ADD_REMOVAL, (step.number, id)).rowcount != 1:
                    raise NothingMatched(id, "is no coding of this project")
            for id, span in change.placed:
                _place(connection, id, span, step, texts)
            recode(connection, change.recoded, step)
            rename(connection, change.renamed, step)
            for memo in change.memos:
                row = (
                    str(uuid.uuid4()),
                    memo.target,
                    memo.subject,
                    memo.text,
                    memo.coder or coder,
                    step.written,
                    step.number,
                )
                connection.execute(_ADD_MEMO, row)
        return Recorded(step.number, tuple(ids), step.created)

    def live(self) -> list[Coding]:
        """Every coding that is not taken back and stands in its document's newest text, by document and place."""
        return [coding for coding in self.kept() if coding.found != "adrift"]

    def kept(self) -> list[Coding]:
        """Every coding that is not taken back, by document and place; those that are adrift come first of their document,
        at their place in the text that they were marked in.
        """
        with self._database.reading() as connection:
            cursor = connection.cursor()
            cursor.row_factory = None  # a fifth of the time for a hundred thousand rows
            memos = {(subject, coder): text for subject, coder, text in cursor.execute(_CODING_MEMOS)}
            rows = cursor.execute(_CODINGS).fetchall()
            return [_coding(row, memos, connection) for row in rows]

    def touched(self, step: int) -> dict[str, Coding | None]:
        """The codings that a step made, removed, moved, recoded or wrote a memo on, by id, as they are now; None for one that
        is not live.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_TOUCHED, {"step": step}).fetchall()
            memos: dict[tuple[str, str], str] = {}
            for row in rows:
                for memo in connection.execute(_MEMOS_OF, (row["uuid"],)):
                    memos[memo["subject"], memo["coder"]] = memo["text"]
            now_live = [(row["uuid"], connection.execute(_ONE_CODING, (row["id"],)).fetchone()) for row in rows]
            return {id: _coding(tuple(row), memos, connection) if row is not None else None for id, row in now_live}

    def adrift(self) -> list[Adrift]:
        """Every coding that stands nowhere in its document's newest text, by document and place in the text it was in."""
        lost = [coding for coding in self.kept() if coding.found == "adrift"]
        with self._database.reading() as connection:
            labels = [connection.execute(_MARKED_AT, (coding.id,)).fetchone()["label"] for coding in lost]
        found = [Adrift(coding, label or "") for coding, label in zip(lost, labels, strict=True)]
        return sorted(found, key=lambda one: (document_number(one.coding.document), one.coding.span))

    def decisions(self) -> list[Decision]:
        """The last decision of each coder on each suggestion, oldest first."""
        with self._database.reading() as connection:
            return [
                Decision(
                    f"D{row['document']}", Span(row["start"], row["end"]), row["code"], row["verdict"], row["coder"],
                    read_moment(row["created"]),
                )
                for row in connection.execute(_DECISIONS)
            ]  # fmt: skip

    def memos(self) -> list[Memo]:
        """Every memo that is not taken back, oldest first."""
        with self._database.reading() as connection:
            return [_memo(row) for row in connection.execute(_MEMOS)]


def _memo(row: sqlite3.Row) -> Memo:
    return Memo(row["target"], row["subject"], row["text"], row["coder"], read_moment(row["created"]))


def _text_of(connection: sqlite3.Connection, document: str, texts: dict[str, tuple[int, str]]) -> tuple[int, str]:
    if document not in texts:
        row = connection.execute(_VERSION, (document_number(document),)).fetchone()
        if row is None:
            raise UnknownDocument(document, "is no document of this project", next_step="see: kodetre documents")
        texts[document] = (row["id"], row["text"])
    return texts[document]


def _add_coding(
    connection: sqlite3.Connection, coding: NewCoding, step: OpenStep, texts: dict[str, tuple[int, str]]
) -> str:
    version, text = _text_of(connection, coding.document, texts)
    anchor = Anchor.at(text, coding.span)
    taken = coding.id and connection.execute(_TAKEN, (coding.id,)).fetchone() is not None
    id = coding.id if coding.id and not taken else str(uuid.uuid4())
    owner = coding.coder or step.coder
    created = write_moment(coding.created) if coding.created is not None else step.written
    connection.execute(
        _ADD_CODING,
        (
            id, document_number(coding.document), version, anchor.span.start, anchor.span.end, anchor.quote, anchor.before,
            anchor.after, coding.code, owner, created, coding.origin, step.number,
        ),
    )  # fmt: skip
    if coding.memo:
        connection.execute(_ADD_MEMO, (str(uuid.uuid4()), "coding", id, coding.memo, owner, created, step.number))
    return id


def _place(
    connection: sqlite3.Connection, id: str, span: Span, step: OpenStep, texts: dict[str, tuple[int, str]]
) -> None:
    row = connection.execute(_KEPT, (id,)).fetchone()
    if row is None:
        raise NothingMatched(id, "is no coding of this project", next_step="see: kodetre adrift")
    _, text = _text_of(connection, f"D{row['document']}", texts)
    anchor = Anchor.at(text, span)
    coding = PlacedCoding(row["id"], row["version"], anchor)
    add_coding_place(connection, coding, Place("placed", span), text, step)


def _add_decision(
    connection: sqlite3.Connection, decision: Decision, step: OpenStep, texts: dict[str, tuple[int, str]]
) -> None:
    version, text = _text_of(connection, decision.document, texts)
    anchor = Anchor.at(text, decision.span)
    decided = write_moment(decision.created) if decision.created is not None else step.written
    connection.execute(
        _ADD_DECISION,
        (
            document_number(decision.document), version, anchor.span.start, anchor.span.end, anchor.quote, anchor.before,
            anchor.after, decision.code, decision.coder or step.coder, decision.verdict, decided, step.number,
        ),
    )  # fmt: skip


def _coding(row: tuple[Any, ...], memos: Mapping[tuple[str, str], str], connection: sqlite3.Connection) -> Coding:
    """A row of _COLUMNS as a coding, with its coder's memo on it."""
    id, document, start, end, quote, before, after, code, coder, created, origin, found, marked = row
    if found == "adrift":
        start, end, _ = connection.execute(_MARKED_AT, (id,)).fetchone()
    return Coding(
        id, f"D{document}", Anchor(Span(start, end), quote, before, after), code, coder, read_moment(created),
        origin, memos.get((id, coder), ""), found, marked if marked != quote else "",
    )  # fmt: skip
