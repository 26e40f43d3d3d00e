"""What comes from other programs, written as one step; and what is remembered of it, to go out again as it came."""

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kodetre.codebook.tree import Codebook
from kodetre.document.same_file import find_in_reading
from kodetre.errors import UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.codings import Mark, Memo, StepKind
from kodetre.model.documents import Reading
from kodetre.model.exchanged import Arrival, Arrived, ArrivingDocument, Exchanged, LostCoding, derived_guid
from kodetre.model.moments import write_moment
from kodetre.store.codebook_sync import CodebookSync, FileChange
from kodetre.store.database import Database
from kodetre.store.documents import Documents, document_number
from kodetre.store.mark import check_mark
from kodetre.store.open_step import OpenStep, begin, remember
from kodetre.store.versions import NewText, Packed, Standing, kept_codings, write_places, write_version
from kodetre.store.write_cases import CaseWriter
from kodetre.store.write_change import ChangeWriter

_LIVE = "SELECT kind, name, guid, data FROM live_exchanged ORDER BY id"
_LIVE_ONE = "SELECT guid, data FROM live_exchanged WHERE kind = ? AND name = ?"
_ADD = "INSERT INTO exchanged (kind, name, guid, data, step) VALUES (?, ?, ?, ?, ?)"
_ADD_DOCUMENT = "INSERT INTO document (uuid, step) VALUES (?, ?)"
_GUIDS = "SELECT uuid FROM document"
_GUID_TAKEN = "SELECT 1 FROM document WHERE uuid = ?"
_ADD_EDIT = "INSERT INTO codebook_edit (step, before, after) VALUES (?, ?, ?)"
_KEPT = "SELECT 1 FROM kept_coding WHERE uuid = ?"
_LOST_ALIKE = """
SELECT uuid FROM kept_coding WHERE document = ? AND found = 'adrift' AND quote = ? AND code = ? AND coder = ?
"""
_MEMO = "SELECT text FROM live_memo WHERE target = ? AND subject = ? AND coder = ?"


@dataclass(frozen=True, slots=True)
class ImportStep:
    """The step that an import is: who does it, the file's name, the codebook before and after, and how far the journal was."""

    coder: str
    detail: str
    before: Codebook
    after: Codebook
    seen: Mark | None = None


@dataclass(slots=True)
class _Count:
    made: int = 0
    known: int = 0
    near: int = 0
    adrift: int = 0
    memos: int = 0
    documents: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """The id that each coding has here, by the one that it came with."""


class Exchange:
    """What a project has exchanged with other programs."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def kept(self) -> list[Exchanged]:
        """What is remembered of things that came from other programs, oldest first."""
        with self._database.reading() as connection:
            return [
                Exchanged(row["kind"], row["name"], row["guid"], _data(row["data"]))
                for row in connection.execute(_LIVE)
            ]

    def guids(self) -> frozenset[str]:
        """The GUIDs that documents have or have had: no other can have them."""
        with self._database.reading() as connection:
            return frozenset(row["uuid"] for row in connection.execute(_GUIDS))

    def take(self, arrival: Arrival, step: ImportStep) -> Arrived:
        """Take in what another program has, with the codes that the codebook is to have for it: as one step, or not at all.

        Raises CodebookChanged when the codebook's file has been changed meanwhile, Overtaken when the project has, UnknownCode,
        UnknownDocument, OutputFailed.
        """
        packed = _packed(arrival)
        with self._database.writing() as connection:
            self._sync.complete(connection)
            check_mark(connection, step.seen)
            changed = step.after.sha256 != step.before.sha256
            codebook = step.after if changed else self._sync.known((), step.before)
            opened = begin(connection, StepKind.IMPORT, step.coder, step.detail, codebook)
            if changed:
                remember(connection, step.before, opened.written)
                connection.execute(_ADD_EDIT, (opened.number, step.before.sha256, step.after.sha256))
            count = _Count()
            writing = ChangeWriter(connection, opened)
            for document in arrival.documents:
                _Arriving(connection, opened, writing, count, packed).take(document)
            for memo in arrival.memos:
                subject = count.ids.get(memo.subject, memo.subject) if memo.target == "coding" else memo.subject
                _add_memo(connection, writing, replace(memo, subject=subject), count)
            for kept in arrival.exchanged:
                _keep(connection, kept, opened)
            if arrival.cases:
                writer = CaseWriter(connection, opened)
                for case in arrival.cases:
                    writer.arrive(case)
            if changed:
                self._sync.note(
                    connection,
                    opened.number,
                    FileChange(step.before.sha256, step.after.sha256, step.after.source),
                )
        self._sync.finish()
        return Arrived(
            opened.number, tuple(count.documents), count.made, count.known, count.near, count.adrift, count.memos
        )


def keep_guids(
    connection: sqlite3.Connection, renamed: Mapping[str, str], step: OpenStep, taken: frozenset[str] | set[str]
) -> None:
    """Codes that get another key keep the GUID that they are exchanged with; one that is taken up into another loses it."""
    rows: list[Exchanged] = []
    for old, new in renamed.items():
        if new in taken and new not in renamed:
            continue
        row = connection.execute(_LIVE_ONE, ("code", old)).fetchone()
        guid = row["guid"] if row is not None else derived_guid("code", old)
        rows.append(Exchanged("code", new, guid, _data(row["data"]) if row is not None else {}))
    for kept in rows:
        _keep(connection, kept, step)


class _Arriving:
    """Writes a document of another program's into a step, with what was marked in it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        step: OpenStep,
        writing: ChangeWriter,
        count: _Count,
        packed: Mapping[int, Packed],
    ) -> None:
        self._connection = connection
        self._step = step
        self._writing = writing
        self._count = count
        self._packed = packed

    def take(self, arriving: ArrivingDocument) -> None:
        """Write it."""
        number = document_number(arriving.known) if arriving.known else self._add(arriving)
        id = f"D{number}"
        self._count.documents.append(id)
        for coding in arriving.codings:
            if coding.id and self._connection.execute(_KEPT, (coding.id,)).fetchone() is not None:
                self._count.known += 1
                self._count.ids[coding.id] = coding.id
                continue
            before = len(self._writing.known)
            given = self._writing.add_coding(replace(coding, document=id))
            self._count.ids[coding.id or given] = given
            if len(self._writing.known) > before or given in self._writing.known:
                self._count.known += 1
            else:
                self._count.made += 1
                if coding.id and given != coding.id:  # one that was taken back has it
                    _keep(self._connection, Exchanged("coding", given, coding.id), self._step)
        for lost in arriving.lost:
            self._add_lost(replace(lost, coding=replace(lost.coding, document=id)), number)
        if not arriving.known and arriving.read is not None and arriving.marked is not None:
            self._read_anew(number, arriving.marked.reading, arriving)
        for memo in arriving.memos:
            _add_memo(self._connection, self._writing, replace(memo, subject=id), self._count)

    def _add(self, arriving: ArrivingDocument) -> int:
        first = arriving.marked or arriving.read
        if first is None:
            raise UnknownDocument(arriving.guid, msg("came without a text"))
        guid = arriving.guid
        if not guid or self._connection.execute(_GUID_TAKEN, (guid,)).fetchone() is not None:
            guid = str(uuid.uuid4())
        number = self._connection.execute(_ADD_DOCUMENT, (guid, self._step.number)).lastrowid
        assert number is not None
        created = write_moment(arriving.created) if arriving.created is not None else ""
        write_version(self._connection, number, first, self._packed[id_of(first.reading)], self._step, created)
        last = arriving.read or first
        Documents.add_metadata(self._connection, number, last, self._step.number, {})
        return number

    def _add_lost(self, lost: LostCoding, number: int) -> None:
        coding = lost.coding
        if coding.id and self._connection.execute(_KEPT, (coding.id,)).fetchone() is not None:
            self._count.known += 1
            self._count.ids[coding.id] = coding.id
            return
        owner = coding.coder or self._step.coder
        alike = self._connection.execute(_LOST_ALIKE, (number, lost.quote, coding.code, owner)).fetchone()
        if alike is not None:
            self._count.known += 1
            self._count.ids[coding.id or alike["uuid"]] = alike["uuid"]
            return
        given = self._writing.add_lost(lost)
        self._count.ids[coding.id or given] = given
        self._count.adrift += 1

    def _read_anew(self, number: int, old: Reading, arriving: ArrivingDocument) -> None:
        """The text that kodetre reads in the document's file takes the place of the one that the codings came with."""
        assert arriving.read is not None
        reading = arriving.read.reading
        standing = Standing(kept_codings(self._connection, number), [])
        created = write_moment(arriving.created) if arriving.created is not None else ""
        version = write_version(
            self._connection, number, arriving.read, self._packed[id_of(reading)], self._step, created
        )
        text = NewText(version, old.text, reading.text)
        moved = write_places(self._connection, text, standing, find_in_reading, self._step)
        self._writing.forget(f"D{number}")
        self._count.near += moved.near
        self._count.adrift += moved.adrift - len(arriving.lost)


def _add_memo(connection: sqlite3.Connection, writing: ChangeWriter, memo: Memo, count: _Count) -> None:
    """Write a memo below the one that is there; one that says nothing new is not written."""
    row = connection.execute(_MEMO, (memo.target, memo.subject, memo.coder or writing.coder)).fetchone()
    present = row["text"] if row is not None else ""
    if not memo.text or memo.text in present:
        return
    writing.add_memo(replace(memo, text=f"{present}\n\n{memo.text}" if present else memo.text))
    count.memos += 1


def _keep(connection: sqlite3.Connection, kept: Exchanged, step: OpenStep) -> None:
    data = json.dumps(kept.data, ensure_ascii=False, sort_keys=True)
    row = connection.execute(_LIVE_ONE, (kept.kind, kept.name)).fetchone()
    if row is None or (row["guid"], row["data"]) != (kept.guid, data):
        connection.execute(_ADD, (kept.kind, kept.name, kept.guid, data, step.number))


def _data(written: str) -> dict[str, object]:
    read = json.loads(written)
    if not isinstance(read, dict):
        raise ValueError(f"{written[:50]!r} is no JSON object")
    return read


def id_of(reading: Reading) -> int:
    """What tells readings apart while they are in memory."""
    return id(reading)


def _packed(arrival: Arrival) -> dict[int, Packed]:
    """What is worked out of texts before the store is held for writing."""
    packed: dict[int, Packed] = {}
    for document in arrival.documents:
        for read in (document.marked, document.read) if not document.known else ():
            if read is not None:
                packed[id_of(read.reading)] = Packed.of(read.reading)
    return packed
