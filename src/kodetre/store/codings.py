"""Codings, decisions and memos: one door in, and what is live out."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from kodetre.codebook.tree import Codebook
from kodetre.model.codings import Adrift, Anchor, Change, Coding, Decision, Memo, Recorded, StepKind
from kodetre.model.documents import Span
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database, State, unchanged
from kodetre.store.documents import document_number
from kodetre.store.mark import check_mark
from kodetre.store.open_step import begin
from kodetre.store.stored import read_moment, read_origin
from kodetre.store.write_change import ChangeWriter

if TYPE_CHECKING:
    from kodetre.model.coding_columns import CodingColumns

_COLUMNS = """
SELECT uuid, document, start, end, quote, before, after, code, coder, created, origin, found, marked, proposed_start,
  proposed_end
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
_NUMBERED_COLUMNS = _COLUMNS.replace("SELECT uuid", "SELECT id, uuid")
_OF_DOCUMENT = _NUMBERED_COLUMNS + "WHERE document = ? ORDER BY start, end, id"
_STANDING_IN = "SELECT id, code FROM live_coding WHERE document = ? ORDER BY start, end, id"
_OF_EACH_KIND = _COLUMNS + "WHERE id IN (SELECT MIN(id) FROM kept_coding GROUP BY code, coder) ORDER BY id"  # noqa: S608 - no text of a user
_NUMBERED = _NUMBERED_COLUMNS + "WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
_CODING_MEMOS = "SELECT subject, coder, text FROM live_memo WHERE target = 'coding'"
_NUMBERED_MEMOS = """
SELECT subject, coder, text FROM live_memo
WHERE target = 'coding' AND subject IN (SELECT uuid FROM coding WHERE id IN (SELECT value FROM json_each(?)))
"""
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

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync
        self._kept: tuple[State, list[Coding]] | None = None
        """All that are kept, as they were read last, and when: a report asks for them several times."""

    def record(
        self, kind: StepKind, coder: str, change: Change, *, codebook: Codebook | None = None, detail: str = ""
    ) -> Recorded:
        """Write one step with everything it changes, or nothing.

        `kind` says what was done, `coder` who did it; a coding or decision without a coder of its own is theirs. What is there
        already is not made again: its id is among those that are `known`. `codebook` is the one that the codes were taken from;
        when its file is another by now, they are held against the file.

        Raises UnknownDocument for a document that is not there, StaleText when one of those that were read has a newer text,
        Overtaken when the journal has gone on since `change.seen`, UnknownCode for a code that the codebook has not, ValueError
        for a span outside its document's text, NothingMatched for a coding to remove or to place that is not there, AlreadyCoded
        when a coding would come to stand on another with its code and coder, or when all of it was there already.
        """
        with self._database.writing() as connection:
            self._sync.complete(connection)
            check_mark(connection, change.seen)
            codes = [coding.code for coding in change.codings] + [code for _, code in change.recoded]
            step = begin(connection, kind, coder, detail, self._sync.known(codes, codebook))
            writing = ChangeWriter(connection, step)
            writing.check_read(change.read)
            writing.change_codings(change)
            ids = [writing.add_coding(coding) for coding in change.codings]
            if ids and change == Change(codings=change.codings, read=change.read, seen=change.seen):
                writing.check_new(change.codings, ids)
            for decision in change.decisions:
                writing.add_decision(decision)
            for memo in change.memos:
                writing.add_memo(memo)
        return Recorded(step.number, tuple(ids), step.created, frozenset(writing.known))

    def live(self) -> list[Coding]:
        """Every coding that is not taken back and stands in its document's newest text, by document and place."""
        return [coding for coding in self.kept() if coding.found != "adrift"]

    def kept(self) -> list[Coding]:
        """Every coding that is not taken back, by document and place; those that are adrift come first of their document,
        at their place in the text that they were marked in.
        """
        with self._database.reading() as connection:
            state = unchanged(connection)
            if self._kept is None or self._kept[0] != state:
                self._kept = state, _read_all(connection)
            return list(self._kept[1])

    def columns(self) -> "CodingColumns":
        """What `live` tells, in its order, without the words: of what is only counted no object is made."""
        from kodetre.store.coding_columns import read_columns  # brings NumPy

        with self._database.reading() as connection:
            return read_columns(connection)

    def one_of_each(self) -> list[Coding]:
        """Of each code and coder one coding that is kept: what can be asked for, without reading all."""
        with self._database.reading() as connection:
            return [_coding(tuple(row), {}, connection) for row in connection.execute(_OF_EACH_KIND).fetchall()]

    def kept_in(self, document: str) -> list[tuple[int, Coding]]:
        """The codings of a document that are kept, in the order of `kept`, each with its number for `numbered`; without
        their memos.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_OF_DOCUMENT, (document_number(document),)).fetchall()
            return [(row[0], _coding(tuple(row)[1:], {}, connection)) for row in rows]

    def standing_in(self, document: str) -> list[tuple[int, str]]:
        """The same of those that are not adrift, with no more of each than its number and its code."""
        with self._database.reading() as connection:
            rows = connection.execute(_STANDING_IN, (document_number(document),)).fetchall()
        return [(row["id"], row["code"]) for row in rows]

    def numbered(self, numbers: Sequence[int]) -> list[Coding]:
        """The codings with some numbers, in their order, with their memos; without those that are not kept any more."""
        asked = json.dumps(list(numbers))
        with self._database.reading() as connection:
            rows = connection.execute(_NUMBERED, (asked,)).fetchall()
            memos: dict[tuple[str, str], str] = {}
            for memo in connection.execute(_NUMBERED_MEMOS, (asked,)):
                memos[memo["subject"], memo["coder"]] = memo["text"]
            by_number = {row[0]: _coding(tuple(row)[1:], memos, connection) for row in rows}
        return [by_number[number] for number in numbers if number in by_number]

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


def _read_all(connection: sqlite3.Connection) -> list[Coding]:
    cursor = connection.cursor()
    cursor.row_factory = None  # a fifth of the time for a hundred thousand rows
    memos = {(subject, coder): text for subject, coder, text in cursor.execute(_CODING_MEMOS)}
    return [_coding(row, memos, connection) for row in cursor.execute(_CODINGS)]


def _coding(row: tuple[Any, ...], memos: Mapping[tuple[str, str], str], connection: sqlite3.Connection) -> Coding:
    """A row of _COLUMNS as a coding, with its coder's memo on it."""
    id, document, start, end, quote, before, after, code, coder, created, origin, found, marked, first, last = row
    if found == "adrift":
        start, end, _ = connection.execute(_MARKED_AT, (id,)).fetchone()
    return Coding(
        id, _document_id(document), Anchor(Span(start, end), quote, before, after), intern(code), intern(coder),
        read_moment(created), read_origin(origin), memos.get((id, coder), "") if memos else "", found,
        marked if marked != quote else "", Span(first, last) if first is not None else None,
    )  # fmt: skip


@lru_cache(maxsize=1 << 17)
def _document_id(number: int) -> str:
    return f"D{number}"
