"""A change of cases, written row by row into a step."""

import sqlite3
import uuid

from kodetre.errors import NothingMatched, NotPossible, UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.cases import AttributeValue, CaseChange, CaseFigure, CaseKey, NewLink
from kodetre.model.exchanged import ArrivingCase
from kodetre.store.documents import document_number
from kodetre.store.open_step import OpenStep

_CASES = "SELECT id, kind, name FROM live_case ORDER BY id DESC"
_ADD_CASE = "INSERT INTO study_case (uuid, kind, coder, created, step) VALUES (?, ?, ?, ?, ?)"
_ADD_NAME = "INSERT INTO case_name (study_case, name, step) VALUES (?, ?, ?)"
_ADD_REMOVAL = "INSERT INTO case_removal (study_case, step) VALUES (?, ?)"
_ADD_VALUE = """
INSERT INTO case_value (study_case, attribute, type, value, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_TYPE_OF = "SELECT type FROM live_case_value WHERE study_case = ? AND attribute = ?"
_ADD_LINK = """
INSERT INTO case_link (uuid, study_case, document, version, start, end, quote, before, after, speaker, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LINK = "SELECT id FROM live_case_link WHERE uuid = ?"
_ADD_UNLINK = "INSERT INTO case_unlink (link, step) VALUES (?, ?)"
_ADD_FIGURE = """
INSERT INTO case_figure (study_case, name, year, value, unit, document, page, source, topic, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_VERSION = """
SELECT live_version.id FROM live_version JOIN live_document ON live_document.id = live_version.document WHERE live_document.id = ?
"""
_CASE_TAKEN = "SELECT 1 FROM study_case WHERE uuid = ?"
_DOCUMENT = "SELECT id FROM live_document WHERE uuid = ?"
_BELONGS = "SELECT 1 FROM live_case_link WHERE study_case = ? AND document = ? AND marked_in IS NULL AND speaker = ''"
_ADD_METADATA = "INSERT INTO metadata (document, field, value, source, guessed, step) VALUES (?, ?, ?, 'set', 0, ?)"


class CaseWriter:
    """Writes into a step that has begun."""

    def __init__(self, connection: sqlite3.Connection, step: OpenStep) -> None:
        self._connection = connection
        self._step = step
        self._rows: dict[CaseKey, int] = {}
        for row in connection.execute(_CASES):  # once: the view has to look for each case's name
            self._rows[row["kind"], row["name"]] = row["id"]

    def write(self, change: CaseChange) -> None:
        """All of a change. Raises NothingMatched, NotPossible, UnknownDocument."""
        for key in change.added:
            self.add(key)
        for key, name in change.renamed:
            self._rename(key, name)
        for key, attribute, value in change.values:
            self._value(key, attribute, value)
        for link in change.links:
            self._link(link)
        for id in change.unlinked:
            self._unlink(id)
        for key, figure in change.figures:
            self._figure(key, figure, figure.value)
        for key, figure in change.dropped:
            self._figure(key, figure, None)
        for key in change.deleted:
            self._connection.execute(_ADD_REMOVAL, (self._row(key), self._step.number))
            del self._rows[key]
        for document, field, written in change.metadata:
            values = (self._document(document), field, written, self._step.number)
            self._connection.execute(_ADD_METADATA, values)

    def add(self, key: CaseKey, id: str = "") -> int:
        """Make a case; its row. Raises NotPossible when its kind has one of this name."""
        kind, name = key
        self._free(kind, name)
        values = (id or str(uuid.uuid4()), kind, self._step.coder, self._step.written, self._step.number)
        row = self._connection.execute(_ADD_CASE, values).lastrowid
        assert row is not None
        self._connection.execute(_ADD_NAME, (row, name, self._step.number))
        self._rows[key] = row
        return row

    def arrive(self, case: ArrivingCase) -> None:
        """Take a case that came from elsewhere: values that the one of here lacks, and documents that do not belong to it yet."""
        connection = self._connection
        number = self._rows.get(case.key)
        if number is None:
            taken = not case.guid or connection.execute(_CASE_TAKEN, (case.guid,)).fetchone() is not None
            number = self.add(case.key, "" if taken else case.guid)
        for attribute, value in case.attributes:
            if connection.execute(_TYPE_OF, (number, attribute)).fetchone() is None:
                self._value(case.key, attribute, value)
        for guid in case.documents:
            document = connection.execute(_DOCUMENT, (guid,)).fetchone()
            if document is None or connection.execute(_BELONGS, (number, document["id"])).fetchone() is not None:
                continue
            self._link(NewLink(case.key, "document", f"D{document['id']}"))

    def _free(self, kind: str, name: str) -> None:
        if (kind, name) in self._rows:
            raise NotPossible(
                name,
                msg("is a case of kind {kind} already", kind=kind),
                next_step=msg("see it: kodetre case show '{name}'", name=name),
            )

    def _row(self, key: CaseKey) -> int:
        row = self._rows.get(key)
        if row is None:
            raise NothingMatched(
                key[1],
                msg("is no case of kind {kind} any more", kind=key[0]),
                next_step=msg("see them: kodetre case list"),
            )
        return row

    def _rename(self, key: CaseKey, name: str) -> None:
        row = self._row(key)
        self._free(key[0], name)
        self._connection.execute(_ADD_NAME, (row, name, self._step.number))
        self._rows[key[0], name] = self._rows.pop(key)

    def _value(self, key: CaseKey, attribute: str, value: AttributeValue | None) -> None:
        row = self._row(key)
        if value is None:
            before = self._connection.execute(_TYPE_OF, (row, attribute)).fetchone()
            if before is None:
                return
            type, written = before["type"], None
        else:
            type, written = value.type, value.written
        step = self._step
        self._connection.execute(_ADD_VALUE, (row, attribute, type, written, step.coder, step.written, step.number))

    def _link(self, link: NewLink) -> None:
        row, document, version = self._row(link.case), document_number(link.document), None
        newest = self._connection.execute(_VERSION, (document,)).fetchone()
        if newest is None:
            raise _no_document(link.document)
        place: tuple[object, ...] = (None, None, "", "", "")
        if link.anchor is not None:
            version, anchor = newest["id"], link.anchor
            place = (anchor.span.start, anchor.span.end, anchor.quote, anchor.before, anchor.after)
        step = self._step
        values = (link.id or str(uuid.uuid4()), row, document, version, *place, link.speaker)
        self._connection.execute(_ADD_LINK, (*values, step.coder, step.written, step.number))

    def _unlink(self, id: str) -> None:
        row = self._connection.execute(_LINK, (id,)).fetchone()
        if row is None:
            raise NothingMatched(id, msg("belongs to the case no more"), next_step=msg("see it: kodetre case show"))
        self._connection.execute(_ADD_UNLINK, (row["id"], self._step.number))

    def _figure(self, key: CaseKey, figure: CaseFigure, value: str | None) -> None:
        document = self._document(figure.document) if figure.document else None
        step = self._step
        about = (figure.name, figure.year, value, figure.unit, document, figure.page, figure.source, figure.topic)
        self._connection.execute(_ADD_FIGURE, (self._row(key), *about, step.coder, step.written, step.number))

    def _document(self, id: str) -> int:
        number = document_number(id)
        if self._connection.execute(_VERSION, (number,)).fetchone() is None:
            raise _no_document(id)
        return number


def _no_document(id: str) -> UnknownDocument:
    return UnknownDocument(id, msg("is no document of this project"), next_step=msg("see: kodetre documents"))
