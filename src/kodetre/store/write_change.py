"""A change of codings, decisions and memos, written row by row into a step."""

import sqlite3
import uuid
from collections.abc import Iterable, Sequence

from kodetre.errors import AlreadyCoded, NothingMatched, StaleText, UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.codings import Anchor, Change, Decision, Memo, NewCoding, Place
from kodetre.model.documents import Span
from kodetre.model.moments import write_moment
from kodetre.store.documents import document_number
from kodetre.store.open_step import OpenStep
from kodetre.store.renaming import recode, rename
from kodetre.store.standing import StandingKey, keys_of, settle, standing_at
from kodetre.store.versions import PlacedCoding, add_coding_place

_VERSION = """
SELECT live_version.id, live_version.text FROM live_version
JOIN live_document ON live_document.id = live_version.document WHERE live_document.id = ?
"""
_ADD_CODING = """
INSERT INTO coding (uuid, document, version, start, end, quote, before, after, code, coder, created, origin, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_STANDING = "INSERT INTO standing (coding, version, start, end, code, coder) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_DECISION = """
INSERT INTO decision (document, version, start, end, quote, before, after, code, coder, verdict, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_REMOVAL = "INSERT INTO coding_removal (coding, step) VALUES (?, ?)"
_KEPT = "SELECT id, version, document, quote, before, after FROM kept_coding WHERE uuid = ?"
_ADD_MEMO = "INSERT INTO memo (uuid, target, subject, text, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"
_MEMO_OF = "SELECT text FROM live_memo WHERE target = 'coding' AND subject = ? AND coder = ?"
_TAKEN = "SELECT 1 FROM coding WHERE uuid = ?"


class ChangeWriter:
    """Writes into a step that has begun. `known` are the ids of codings that were there already and were not made again."""

    def __init__(self, connection: sqlite3.Connection, step: OpenStep) -> None:
        self._connection = connection
        self._step = step
        self._texts: dict[str, tuple[int, str]] = {}
        self.known: set[str] = set()

    def check_read(self, read: Iterable[tuple[str, int]]) -> None:
        """Raises StaleText when one of the documents that were read has another version now, UnknownDocument."""
        for document, version in read:
            if self._text_of(document)[0] != version:
                raise StaleText(
                    document,
                    msg("has been read anew since this began, so that places in its old text mean nothing"),
                    next_step=msg("nothing was changed by this; start again, and go on from here"),
                )

    def change_codings(self, change: Change) -> None:
        """Remove codings, place them, and give them other codes. Raises NothingMatched, AlreadyCoded."""
        removed = [self._kept(id) for id in change.removed]
        placed = [(self._kept(id), span) for id, span in change.placed]
        rows = [row["id"] for row in removed] + [row["id"] for row, _ in placed]
        before = keys_of(self._connection, rows)
        for row in removed:
            self._connection.execute(_ADD_REMOVAL, (row["id"], self._step.number))
        for row, span in placed:
            self._place(row, span)
        settle(self._connection, rows, before)
        recode(self._connection, change.recoded, self._step)
        rename(self._connection, change.renamed, self._step)

    def add_coding(self, new: NewCoding) -> str:
        """Make a coding with its memo, where there is none like it; its id, or that of the one that is there."""
        version, text = self._text_of(new.document)
        anchor = Anchor.at(text, new.span)
        owner = new.coder or self._step.coder
        key = StandingKey(version, anchor.span.start, anchor.span.end, new.code, owner)
        if (id := standing_at(self._connection, key)) is not None:
            self.known.add(id)
            self._add_memo_of(id, self._with_memo_before(id, owner, new.memo), owner)
            return id
        taken = new.id and self._connection.execute(_TAKEN, (new.id,)).fetchone() is not None
        id = new.id if new.id and not taken else str(uuid.uuid4())
        created = write_moment(new.created) if new.created is not None else self._step.written
        row = self._connection.execute(
            _ADD_CODING,
            (
                id, document_number(new.document), version, anchor.span.start, anchor.span.end, anchor.quote, anchor.before,
                anchor.after, new.code, owner, created, new.origin, self._step.number,
            ),
        ).lastrowid  # fmt: skip
        self._connection.execute(_ADD_STANDING, (row, *key))
        self._add_memo_of(id, new.memo, owner)
        return id

    def check_new(self, codings: Sequence[NewCoding], ids: Sequence[str]) -> None:
        """Raises AlreadyCoded when every one of some codings was there already, and none brought a memo."""
        if self.known.issuperset(ids) and not any(coding.memo for coding in codings):
            first = codings[0]
            what = msg(
                "stands on {document} [{start}, {end}) already",
                document=first.document,
                start=first.span.start,
                end=first.span.end,
            )
            raise AlreadyCoded(first.code, what, next_step=msg("nothing was changed by this"))

    def add_decision(self, decision: Decision) -> None:
        """Write down a verdict on a suggestion."""
        version, text = self._text_of(decision.document)
        anchor = Anchor.at(text, decision.span)
        decided = write_moment(decision.created) if decision.created is not None else self._step.written
        self._connection.execute(
            _ADD_DECISION,
            (
                document_number(decision.document), version, anchor.span.start, anchor.span.end, anchor.quote, anchor.before,
                anchor.after, decision.code, decision.coder or self._step.coder, decision.verdict, decided, self._step.number,
            ),
        )  # fmt: skip

    def add_memo(self, memo: Memo) -> None:
        """Write down a memo, in place of the one before."""
        owner = memo.coder or self._step.coder
        row = (str(uuid.uuid4()), memo.target, memo.subject, memo.text, owner, self._step.written, self._step.number)
        self._connection.execute(_ADD_MEMO, row)

    def _add_memo_of(self, coding: str, text: str, owner: str) -> None:
        if text:
            self.add_memo(Memo("coding", coding, text, owner))

    def _with_memo_before(self, coding: str, owner: str, text: str) -> str:
        """A memo put below the one that a coding has; empty where it would say nothing new."""
        row = self._connection.execute(_MEMO_OF, (coding, owner)).fetchone()
        present = row["text"] if row is not None else ""
        if text in present:
            return ""
        return f"{present}\n\n{text}" if present else text

    def _text_of(self, document: str) -> tuple[int, str]:
        """The newest version of a document, and its text."""
        if document not in self._texts:
            row = self._connection.execute(_VERSION, (document_number(document),)).fetchone()
            if row is None:
                raise UnknownDocument(
                    document, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            self._texts[document] = (row["id"], row["text"])
        return self._texts[document]

    def _kept(self, id: str) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection.execute(_KEPT, (id,)).fetchone()
        if row is None:
            raise NothingMatched(
                id, msg("is no coding of this project"), next_step=msg("see: kodetre codings, kodetre adrift")
            )
        return row

    def _place(self, row: sqlite3.Row, span: Span) -> None:
        _, text = self._text_of(f"D{row['document']}")
        coding = PlacedCoding(row["id"], row["version"], Anchor.at(text, span))
        add_coding_place(self._connection, coding, Place("placed", span), text, self._step)
