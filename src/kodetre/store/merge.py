"""A colleague's store taken into this one: in one transaction, as one step, twice the same as once.

What both stores have is known by its id, or by standing on the same words with the same code and coder. What its coder took
back in one of them is taken back in both, and of two codes, places or verdicts that one thing has, the later holds. So it does
not matter which of two stores is taken into the other.
"""

import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kodetre.codebook.tree import Codebook
from kodetre.document.cited import SHORT, resolved
from kodetre.model.codings import Anchor, Mark, Place, StepKind
from kodetre.model.documents import Span
from kodetre.model.merged import Merged
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database
from kodetre.store.documents import Documents
from kodetre.store.mark import check_mark
from kodetre.store.merge_cases import CaseMerger
from kodetre.store.merge_documents import DocumentMatcher, Here
from kodetre.store.merge_read import merge_read
from kodetre.store.merge_speakers import merge_speakers
from kodetre.store.merge_synthesis import merge_synthesis
from kodetre.store.open_step import OpenStep, begin
from kodetre.store.standing import settle
from kodetre.store.versions import (
    FindAgain,
    PlacedCoding,
    add_coding_place,
)
from kodetre.store.work import Work, WorkCoding, read_work, work_in

_CODING_IDS = "SELECT uuid FROM coding"
_MEMO_IDS = "SELECT uuid FROM memo"
_ADD_CODING = """
INSERT INTO coding (uuid, document, version, start, end, quote, before, after, code, coder, created, origin, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADDED = "SELECT id, uuid FROM coding WHERE step = ?"
_ADD_STANDING = "INSERT INTO standing (coding, version, start, end, code, coder) VALUES (?, ?, ?, ?, ?, ?)"
_REMOVE = "INSERT INTO coding_removal (coding, step) VALUES (?, ?)"
_RECODE = "INSERT INTO coding_code (coding, code, step) VALUES (?, ?, ?)"
_ADD_DECISION = """
INSERT INTO decision (document, version, start, end, quote, before, after, code, coder, verdict, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_MEMO = "INSERT INTO memo (uuid, target, subject, text, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_JUDGEMENT = """
INSERT INTO judgement (document, quote, occurrence, code, coder, verdict, created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_ASSIGNMENT = "INSERT INTO assignment (document, coder, state, created, step) VALUES (?, ?, ?, ?, ?)"
_ADD_STEP = """
INSERT INTO merged_step (uuid, name, detail, coder, created, undone, step) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_STEP_IDS = """
SELECT uuid FROM step UNION SELECT merged_step.uuid FROM merged_step JOIN step ON step.id = merged_step.step WHERE step.undone = 0
"""

Key = tuple[int, int, int, str, str]
"""Document, start, end, code, coder."""


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """What is to be taken in: how excerpts are found again in another text, codes that are others here, the codebook of here,
    how far the journal was when all this was looked at, and what the step is called.
    """

    find: FindAgain
    codes: Mapping[str, str]
    codebook: Codebook | None
    seen: Mark
    detail: str
    dry: bool = False
    """Whether it is only to be said what there would be; nothing is kept then."""


class _NotKept(Exception):
    """So that the transaction is rolled back."""


class Merging:
    """Takes other stores into this one."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def take_in(self, other: Database, order: MergeOrder, coder: str) -> Merged:
        """Take all of another store's work in, as one step of the coder's, and say how much it was; no step where nothing is new.

        Raises Overtaken when the journal has gone on since `order.seen`, UnknownCode for a code that the codebook has not any more.
        """
        theirs = read_work(other)
        merged = Merged()
        try:
            with self._database.writing() as connection:
                self._sync.complete(connection)
                check_mark(connection, order.seen)
                used = {order.codes.get(coding.code, coding.code) for coding in theirs.codings}
                codebook = self._sync.known(sorted(used), order.codebook)
                step = begin(connection, StepKind.MERGE_WORK, coder, order.detail, codebook)
                merged = _Merger(connection, step, theirs, order).merge(Documents(other), other)
                if order.dry or not merged.is_new:
                    raise _NotKept
        except _NotKept:
            return replace(merged, step=0)
        return merged


@dataclass(slots=True)
class _Merger:
    """Writes into a step that has begun."""

    connection: sqlite3.Connection
    step: OpenStep
    theirs: Work
    order: MergeOrder
    counts: dict[str, int] = field(default_factory=dict)
    here: dict[int, Here] = field(default_factory=dict)
    """Their documents, by number."""
    ids: dict[str, str] = field(default_factory=dict)
    """Their codings that have another id here."""

    def merge(self, documents: Documents, other: Database) -> Merged:
        """All of it, in the order in which one stands on the other."""
        matcher = DocumentMatcher(self.connection, self.step, self.theirs, self.order.find)
        self.here = matcher.match(documents, other)
        self._count("documents", matcher.new)
        self._count("versions", matcher.newer)
        ours = work_in(self.connection)
        by_id = {coding.uuid: coding for coding in ours.codings}
        standing = {self._key_of(coding): coding.uuid for coding in ours.codings if coding.start is not None}
        self._shared(by_id, standing)
        self._new(ours, by_id, standing)
        self._decisions(ours)
        self._judgements(ours)
        self._memos(ours)
        self._assignments(ours)
        self._count("cases", CaseMerger(self.connection, self.step, self.here, self.theirs.cases, ours.cases).merge())
        self._count("speakers", merge_speakers(self.connection, self.step, self.theirs.speakers, self.here))
        for what, number in merge_read(self.connection, self.step, self.theirs.read, self.here).items():
            self._count(what, number)
        cells = merge_synthesis(self.connection, self.step, self.theirs.synthesis, self._code, self._cited)
        self._count("cells", cells)
        self._steps()
        coders = sorted({coding.coder for coding in self.theirs.codings})
        return Merged(step=self.step.number, coders=tuple(coders), **self.counts)

    def _count(self, what: str, number: int = 1) -> None:
        if number:
            self.counts[what] = self.counts.get(what, 0) + number

    # Codings

    @staticmethod
    def _key_of(coding: WorkCoding) -> Key:
        assert coding.start is not None and coding.end is not None
        return coding.document, coding.start, coding.end, coding.code, coding.coder

    def _code(self, code: str) -> str:
        return self.order.codes.get(code, code)

    def _shared(self, by_id: dict[str, WorkCoding], standing: dict[Key, str]) -> None:
        """What both have of old: taken back there, or with a later code or place."""
        touched: list[int] = []
        for id in sorted(self.theirs.dead & by_id.keys()):
            touched.append(self._remove(by_id.pop(id), standing))
            self._count("removed")
        for coding in self.theirs.codings:
            own = by_id.get(coding.uuid)
            if own is None:
                continue
            self._count("known")
            changed = self._later(coding, own)
            if changed == own:
                continue
            touched.append(own.row)
            self._count("changed")
            key = self._key_of(changed) if changed.start is not None else None
            if key is not None and standing.get(key, own.uuid) != own.uuid:
                self._remove(by_id.pop(own.uuid), standing)  # the coder has coded there so already
                continue
            if own.start is not None:
                standing.pop(self._key_of(own), None)
            if key is not None:
                standing[key] = own.uuid
            by_id[own.uuid] = changed
            self._change(own, changed)
        settle(self.connection, touched, {})

    def _remove(self, own: WorkCoding, standing: dict[Key, str]) -> int:
        self.connection.execute(_REMOVE, (own.row, self.step.number))
        if own.start is not None:
            standing.pop(self._key_of(own), None)
        return own.row

    def _later(self, coding: WorkCoding, own: WorkCoding) -> WorkCoding:
        """A coding of here with the code and place that are the later ones."""
        code = self._code(coding.code)
        changed = own
        if code != own.code and (coding.recoded, code) > (own.recoded, own.code):
            changed = replace(changed, code=code)
        place = self.here[coding.document].place(coding.start, coding.end)
        if (
            place.span is not None
            and (coding.placed, place.span.start) > (own.placed, own.start or 0)
            and coding.placed
        ):
            changed = replace(changed, start=place.span.start, end=place.span.end)
        return changed

    def _change(self, own: WorkCoding, changed: WorkCoding) -> None:
        if changed.code != own.code:
            self.connection.execute(_RECODE, (own.row, changed.code, self.step.number))
        if (changed.start, changed.end) != (own.start, own.end):
            assert changed.start is not None and changed.end is not None
            here = next(each for each in self.here.values() if each.number == own.document)
            span = Span(changed.start, changed.end)
            coding = PlacedCoding(own.row, here.version, Anchor.at(here.text, span))
            add_coding_place(self.connection, coding, Place("placed", span), here.text, self.step)

    def _new(self, ours: Work, by_id: Mapping[str, WorkCoding], standing: dict[Key, str]) -> None:
        """Codings that are not here yet."""
        taken = {row["uuid"] for row in self.connection.execute(_CODING_IDS)}
        adrift = {
            self._words(coding, coding.document): coding.uuid for coding in by_id.values() if coding.start is None
        }
        rows: list[tuple[object, ...]] = []
        places: dict[str, tuple[WorkCoding, Place]] = {}
        for coding in self.theirs.codings:
            if coding.uuid in by_id or coding.uuid in ours.dead:
                continue
            here = self.here[coding.document]
            place = here.place(coding.start, coding.end)
            code = self._code(coding.code)
            if place.span is not None:
                key = (here.number, place.span.start, place.span.end, code, coding.coder)
                known = standing.get(key)
            else:
                known = adrift.get(self._words(coding, here.number))
            if known is not None:
                self.ids[coding.uuid] = known
                self._count("known")
                continue
            id = coding.uuid if coding.uuid not in taken else str(uuid.uuid4())
            self.ids[coding.uuid] = id
            rows.append(self._row(id, coding, here, place))
            places[id] = coding, place
            self._count("codings")
            if place.span is not None:
                standing[key] = id
        self.connection.executemany(_ADD_CODING, rows)
        self._places(places)

    def _words(self, coding: WorkCoding, document: int) -> tuple[object, ...]:
        """What one that is adrift is known by."""
        return document, coding.quote, coding.before, coding.after, self._code(coding.code), coding.coder

    def _row(self, id: str, coding: WorkCoding, here: Here, place: Place) -> tuple[object, ...]:
        """A row of the table of codings. One that stands nowhere has no place before the text's beginning, and so no page."""
        if place.span is not None:
            anchor = Anchor.at(here.text, place.span)
            start, end, before, after = place.span.start, place.span.end, anchor.before, anchor.after
        else:
            start, end, before, after = -len(coding.marked or " "), 0, coding.before, coding.after
        return (
            id, here.number, here.version, start, end, coding.marked, before, after, self._code(coding.code), coding.coder,
            coding.created, coding.origin, self.step.number,
        )  # fmt: skip

    def _places(self, placed: Mapping[str, tuple[WorkCoding, Place]]) -> None:
        """Where the new codings stand: in the table of what stands, and, of those whose words have changed or that are adrift,
        beside them.
        """
        standing: list[tuple[object, ...]] = []
        for row in self.connection.execute(_ADDED, (self.step.number,)).fetchall():
            coding, place = placed[row["uuid"]]
            here = self.here[coding.document]
            if place.span is not None:
                code = self._code(coding.code)
                standing.append((row["id"], here.version, place.span.start, place.span.end, code, coding.coder))
            found = self._found(coding, place, here)
            if found is None:
                continue
            self._count("adrift" if found.span is None else "near", int(found.found in ("adrift", "near")))
            last = Anchor(Span(0, 0), coding.quote, coding.before, coding.after)
            add_coding_place(self.connection, PlacedCoding(row["id"], here.version, last), found, here.text, self.step)
        self.connection.executemany(_ADD_STANDING, standing)

    @staticmethod
    def _found(coding: WorkCoding, place: Place, here: Here) -> Place | None:
        """What is to be said of a new coding's place; None where it stands on the very words that were marked."""
        if place.span is None or place.found == "near":
            return place
        if coding.found in ("near", "placed"):
            return replace(place, found="near" if coding.found == "near" else "placed")
        return place if place.span.of(here.text) != coding.marked else None

    # What was said of suggestions, of drawn paragraphs, and in memos

    def _decisions(self, ours: Work) -> None:
        """The verdicts that are not here, or that are later than those of here."""
        present = {_said_of(row, row["document"]): (row["created"], row["verdict"]) for row in ours.decisions}
        rows: list[tuple[object, ...]] = []
        for row in self.theirs.decisions:
            here = self.here.get(row["document"])
            place = here.place(row["start"], row["end"]) if here is not None else Place("adrift", None)
            if here is None or place.span is None:
                continue
            code = self._code(row["code"])
            key = (here.number, place.span.start, place.span.end, code, row["coder"])
            if key in present and present[key] >= (row["created"], row["verdict"]):
                continue
            anchor = Anchor.at(here.text, place.span)
            rows.append(
                (
                    here.number, here.version, place.span.start, place.span.end, anchor.quote, anchor.before, anchor.after,
                    code, row["coder"], row["verdict"], row["created"], self.step.number,
                )
            )  # fmt: skip
        self.connection.executemany(_ADD_DECISION, rows)
        self._count("decisions", len(rows))

    def _judgements(self, ours: Work) -> None:
        present = {
            _judged(row, row["document"], row["code"]): (row["created"], row["verdict"]) for row in ours.judgements
        }
        rows: list[tuple[object, ...]] = []
        for row in self.theirs.judgements:
            number, code = self.here[row["document"]].number, self._code(row["code"])
            key = _judged(row, number, code)
            if key not in present or present[key] < (row["created"], row["verdict"]):
                rows.append((*key, row["verdict"], row["created"], self.step.number))
        self.connection.executemany(_ADD_JUDGEMENT, rows)
        self._count("judgements", len(rows))

    def _memos(self, ours: Work) -> None:
        """Memos that are not here. Of two that one coder wrote of one thing, each without knowing the other, both are kept."""
        present = {(row["target"], row["subject"], row["coder"]): row for row in ours.memos}
        taken = {row["uuid"] for row in self.connection.execute(_MEMO_IDS)}
        rows: list[tuple[object, ...]] = []
        for row in self.theirs.memos:
            subject = self._subject(row["target"], row["subject"])
            own = present.get((row["target"], subject, row["coder"]))
            text = _together(own, row, ours.memo_ids, self.theirs.memo_ids)
            if text is None:
                continue
            id = row["uuid"] if row["uuid"] not in taken and text == row["text"] else str(uuid.uuid4())
            created = max(row["created"], own["created"]) if own is not None else row["created"]
            rows.append((id, row["target"], subject, text, row["coder"], created, self.step.number))
        self.connection.executemany(_ADD_MEMO, rows)
        self._count("memos", len(rows))

    def _assignments(self, ours: Work) -> None:
        """Which documents were given to whom, where that is not known here or was said later."""
        present = {(row["document"], row["coder"]): (row["created"], row["state"]) for row in ours.assignments}
        rows: list[tuple[object, ...]] = []
        for row in self.theirs.assignments:
            number = self.here[row["document"]].number
            before = present.get((number, row["coder"]))
            if before is None or before < (row["created"], row["state"]):
                rows.append((number, row["coder"], row["state"], row["created"], self.step.number))
        self.connection.executemany(_ADD_ASSIGNMENT, rows)
        self._count("assignments", len(rows))

    def _subject(self, target: str, subject: str) -> str:
        """What a memo is on, as it is called here."""
        if target == "coding":
            return self.ids.get(subject, subject)
        if target == "code":
            return self._code(subject)
        if target == "document" and subject[1:].isdigit() and int(subject[1:]) in self.here:
            return f"D{self.here[int(subject[1:])].number}"
        return subject

    def _cited(self, id: str) -> str:
        """How an excerpt that is cited there is cited here."""
        there = resolved(id, [coding.uuid for coding in self.theirs.codings])
        here = self.ids.get(there, there)
        return id if here == there else here[:SHORT]

    def _steps(self) -> None:
        """Their journal, so that it can be read who did what and when."""
        present = {row["uuid"] for row in self.connection.execute(_STEP_IDS)}
        rows = [tuple(row) for row in self.theirs.steps if row["uuid"] not in present]
        self.connection.executemany(_ADD_STEP, [(*row, self.step.number) for row in rows])
        self._count("steps", len(rows))


def _said_of(row: sqlite3.Row, document: int) -> Key:
    return document, row["start"], row["end"], row["code"], row["coder"]


def _judged(row: sqlite3.Row, document: int, code: str) -> tuple[object, ...]:
    return document, row["quote"], row["occurrence"], code, row["coder"]


def _together(
    own: sqlite3.Row | None, row: sqlite3.Row, ours: Sequence[str] | frozenset[str], theirs: frozenset[str]
) -> str | None:
    """What a memo says when both are taken together; None where it says nothing new."""
    text: str = row["text"]
    if own is None:
        return text or None
    if text in own["text"] or row["uuid"] in ours:
        return None
    if own["uuid"] in theirs or own["text"] in text:
        return text
    first, second = sorted((own, row), key=lambda memo: (memo["created"], memo["text"]))
    return f"{first['text']}\n\n{second['text']}"
