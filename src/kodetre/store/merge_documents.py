"""The documents of two stores, matched: which are the same, which text of two is the newer one, and where excerpts stand in it."""

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kodetre.model.codings import Anchor, Place
from kodetre.model.documents import ReadFile, Span
from kodetre.store.database import Database
from kodetre.store.documents import Documents
from kodetre.store.open_step import OpenStep
from kodetre.store.versions import (
    FindAgain,
    NewText,
    Packed,
    standing_in,
    write_places,
    write_version,
)
from kodetre.store.work import Work, WorkDocument, documents_in

_TEXT = "SELECT text FROM version WHERE id = ?"
_ADD_DOCUMENT = "INSERT INTO document (uuid, step) VALUES (?, ?)"
_DOCUMENT_IDS = "SELECT uuid FROM document"
_METADATA = "SELECT field, value, source, guessed FROM live_metadata WHERE document = ?"
_ADD_METADATA = "INSERT INTO metadata (document, field, value, source, guessed, step) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Here:
    """A document of theirs as it is here: number and version, its text, and where their excerpts stand in it."""

    number: int
    version: int
    text: str
    places: Mapping[Span, Place] | None = None
    """None where the text is theirs, too, and every place the same."""

    def place(self, start: int | None, end: int | None) -> Place:
        """Where an excerpt of their text stands here; one that stands nowhere there is adrift here too."""
        if start is None or end is None:
            return Place("adrift", None)
        span = Span(start, end)
        return Place("exact", span) if self.places is None else self.places[span]


@dataclass(slots=True)
class DocumentMatcher:
    """Writes into a step that has begun; counts the documents that are new, and those that have got a newer text."""

    connection: sqlite3.Connection
    step: OpenStep
    theirs: Work
    find: FindAgain
    new: int = 0
    newer: int = 0

    def match(self, documents: Documents, other: Database) -> dict[int, Here]:
        """Match their documents with those of here, by the hash of a file that both were read from; take in those that are
        missing, and newer texts of the others.
        """
        here: dict[int, Here] = {}
        ours = documents_in(self.connection)
        by_hash: dict[str, WorkDocument] = {}
        for document in reversed(ours):
            by_hash.update(dict.fromkeys(document.hashes, document))
        matched: set[int] = set()
        taken = {row["uuid"] for row in self.connection.execute(_DOCUMENT_IDS)}
        for document in self.theirs.documents:
            found = [by_hash[sha256] for sha256 in (document.sha256, *sorted(document.hashes)) if sha256 in by_hash]
            own = next((each for each in found if each.number not in matched), None)
            if own is None:
                here[document.number] = self._take_in(document, self._read(documents, document), taken, other)
            else:
                matched.add(own.number)
                here[document.number] = self._same(document, own, documents, other)
        return here

    @staticmethod
    def _read(documents: Documents, document: WorkDocument) -> ReadFile:
        whole = documents.get(f"D{document.number}")
        reading = replace(whole.reading, boxes=documents.boxes(whole.id))
        return ReadFile(reading, document.sha256, whole.info.file)

    def _take_in(self, document: WorkDocument, read: ReadFile, taken: set[str], other: Database) -> Here:
        """A document that is not here, with what they say of it."""
        id = document.uuid if document.uuid not in taken else str(uuid.uuid4())
        number = self.connection.execute(_ADD_DOCUMENT, (id, self.step.number)).lastrowid
        assert number is not None
        version = write_version(self.connection, number, read, Packed.of(read.reading), self.step)
        with other.reading() as connection:
            rows = [tuple(row) for row in connection.execute(_METADATA, (document.number,))]
        self.connection.executemany(_ADD_METADATA, [(number, *row, self.step.number) for row in rows])
        self.new += 1
        return Here(number, version, read.reading.text)

    def _same(self, document: WorkDocument, own: WorkDocument, documents: Documents, other: Database) -> Here:
        """A document that both have: with their text when that is the newer one, else with theirs found again in that of here."""
        text = self.connection.execute(_TEXT, (own.version,)).fetchone()["text"]
        with other.reading() as connection:
            same = text == connection.execute(_TEXT, (document.version,)).fetchone()["text"]
        if same:
            return Here(own.number, own.version, text)
        read = self._read(documents, document)
        if self._is_newer(document, own):
            standing = standing_in(self.connection, own.number, text)
            version = write_version(self.connection, own.number, read, Packed.of(read.reading), self.step)
            new = NewText(version, text, read.reading.text)
            write_places(self.connection, new, standing, self.find, self.step)
            self.newer += 1
            return Here(own.number, version, read.reading.text)
        spans = self._spans(document.number)
        anchors = [Anchor.at(read.reading.text, span) for span in spans]
        places = self.find(read.reading.text, text, anchors)
        return Here(own.number, own.version, text, dict(zip(spans, places, strict=True)))

    @staticmethod
    def _is_newer(theirs: WorkDocument, ours: WorkDocument) -> bool:
        """Whether their text came after that of here: they have had this one, or, of two that came from one, theirs is the
        later.
        """
        if ours.sha256 in theirs.hashes and theirs.sha256 not in ours.hashes:
            return True
        if theirs.sha256 in ours.hashes and ours.sha256 not in theirs.hashes:
            return False
        return (theirs.created, theirs.sha256) > (ours.created, ours.sha256)

    def _spans(self, document: int) -> list[Span]:
        """Where their codings and decisions stand in one of their documents."""
        spans = {
            Span(coding.start, coding.end)
            for coding in self.theirs.codings
            if coding.document == document and coding.start is not None and coding.end is not None
        }
        spans |= {Span(row["start"], row["end"]) for row in self.theirs.decisions if row["document"] == document}
        return sorted(spans)
