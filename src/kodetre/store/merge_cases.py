"""The cases of a colleague's store taken into this one: known by their id, or by their kind and name.

What its coder took back in one store is taken back in both; of two names, values or figures of one place the later holds.
"""

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from kodetre.model.codings import Anchor
from kodetre.store.merge_documents import Here
from kodetre.store.open_step import OpenStep
from kodetre.store.work_cases import CaseWork, WorkLink

_ADD_CASE = "INSERT INTO study_case (uuid, kind, coder, created, step) VALUES (?, ?, ?, ?, ?)"
_ADD_NAME = "INSERT INTO case_name (study_case, name, step) VALUES (?, ?, ?)"
_REMOVE = "INSERT INTO case_removal (study_case, step) VALUES (?, ?)"
_ADD_VALUE = """
INSERT INTO case_value (study_case, attribute, type, value, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ADD_LINK = """
INSERT INTO case_link (uuid, study_case, document, version, start, end, quote, before, after, speaker, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADRIFT = """
INSERT INTO case_link_place (link, version, start, end, quote, before, after, step) VALUES (?, ?, NULL, NULL, ?, ?, ?, ?)
"""
_UNLINK = "INSERT INTO case_unlink (link, step) SELECT id, ? FROM case_link WHERE uuid = ?"
_ADD_FIGURE = """
INSERT INTO case_figure (study_case, name, year, value, unit, document, page, source, topic, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CASE_IDS = "SELECT uuid FROM study_case"
_LINK_IDS = "SELECT uuid FROM case_link"


@dataclass(slots=True)
class CaseMerger:
    """Writes into a step that has begun. `here` are their documents as they are here; `changed` the cases, by row, that are new or
    have something new.
    """

    connection: sqlite3.Connection
    step: OpenStep
    here: Mapping[int, Here]
    theirs: CaseWork
    ours: CaseWork
    rows: dict[int, int] = field(default_factory=dict)
    """Their cases that are here, by row, with the row that they have here."""
    changed: set[int] = field(default_factory=set)

    def merge(self) -> int:
        """All of it; how many cases are new or changed."""
        self._removed()
        self._cases()
        self._values()
        self._links()
        self._figures()
        return len(self.changed)

    def _removed(self) -> None:
        """What was taken back there."""
        for case in self.ours.cases:
            if case["uuid"] in self.theirs.dead:
                self.connection.execute(_REMOVE, (case["id"], self.step.number))
                self.changed.add(case["id"])
        for link in self.ours.links:
            if link.uuid in self.theirs.dead:
                self.connection.execute(_UNLINK, (self.step.number, link.uuid))
                self.changed.add(link.study_case)

    def _cases(self) -> None:
        standing = [case for case in self.ours.cases if case["uuid"] not in self.theirs.dead]
        by_id = {case["uuid"]: case for case in standing}
        names = {(case["kind"], case["name"]): case["id"] for case in standing}
        taken = {row["uuid"] for row in self.connection.execute(_CASE_IDS)}
        for case in self.theirs.cases:
            own = by_id.get(case["uuid"])
            if own is not None:
                self.rows[case["id"]] = own["id"]
                later = (case["named"], case["name"]) > (own["named"], own["name"])
                if case["name"] != own["name"] and later and (case["kind"], case["name"]) not in names:
                    self._name(own["id"], case["name"])
                    names[case["kind"], case["name"]] = own["id"]
            elif (case["kind"], case["name"]) in names:
                self.rows[case["id"]] = names[case["kind"], case["name"]]
            elif case["uuid"] not in self.ours.dead:
                id = case["uuid"] if case["uuid"] not in taken else str(uuid.uuid4())
                values = (id, case["kind"], case["coder"], case["created"], self.step.number)
                row = self.connection.execute(_ADD_CASE, values).lastrowid
                assert row is not None
                self._name(row, case["name"])
                self.rows[case["id"]] = names[case["kind"], case["name"]] = row

    def _name(self, row: int, name: str) -> None:
        self.connection.execute(_ADD_NAME, (row, name, self.step.number))
        self.changed.add(row)

    def _values(self) -> None:
        present = {(row["study_case"], row["attribute"]): row for row in self.ours.values}
        for row in self.theirs.values:
            if row["study_case"] not in self.rows:
                continue
            case = self.rows[row["study_case"]]
            own = present.get((case, row["attribute"]))
            if own is None and row["value"] is None:
                continue
            if own is not None and (own["value"] == row["value"] or _when(own) >= _when(row)):
                continue
            said = (row["attribute"], row["type"], row["value"], row["coder"], row["created"])
            self.connection.execute(_ADD_VALUE, (case, *said, self.step.number))
            self.changed.add(case)

    def _links(self) -> None:
        taken = {row["uuid"] for row in self.connection.execute(_LINK_IDS)}
        ours = [link for link in self.ours.links if link.uuid not in self.theirs.dead]
        ids = {link.uuid for link in ours}
        same = {(link.study_case, link.document, link.start, link.end, link.speaker) for link in ours}
        for link in self.theirs.links:
            if link.study_case not in self.rows or link.uuid in ids or link.uuid in self.ours.dead:
                continue
            case, here = self.rows[link.study_case], self.here[link.document]
            span = here.place(link.start, link.end).span if link.is_span else None
            key = (case, here.number, span.start if span else None, span.end if span else None, link.speaker)
            if key in same and (span is not None or not link.is_span):
                continue
            id = link.uuid if link.uuid not in taken else str(uuid.uuid4())
            self._add_link(id, case, link, here)
            self.changed.add(case)

    def _add_link(self, id: str, case: int, link: WorkLink, here: Here) -> None:
        """A link; a stretch whose words stand nowhere here is adrift, as a coding is."""
        span = here.place(link.start, link.end).span if link.is_span else None
        place: tuple[object, ...] = (None, None, None, "", "", "")
        if span is not None:
            anchor = Anchor.at(here.text, span)
            place = (here.version, span.start, span.end, anchor.quote, anchor.before, anchor.after)
        elif link.is_span:
            place = (here.version, -len(link.quote or " "), 0, link.quote, link.before, link.after)
        said = (link.speaker, link.coder, link.created, self.step.number)
        row = self.connection.execute(_ADD_LINK, (id, case, here.number, *place, *said)).lastrowid
        if link.is_span and span is None:
            words = (link.quote, link.before, link.after)
            self.connection.execute(_ADRIFT, (row, here.version, *words, self.step.number))

    def _figures(self) -> None:
        present = {_figure_key(row, row["study_case"], row["document"]): row for row in self.ours.figures}
        for row in self.theirs.figures:
            if row["study_case"] not in self.rows:
                continue
            case = self.rows[row["study_case"]]
            document = self.here[row["document"]].number if row["document"] in self.here else None
            own = present.get(_figure_key(row, case, document))
            if own is None and row["value"] is None:
                continue
            alike = own is not None and (own["value"], own["unit"], own["topic"]) == (
                row["value"], row["unit"], row["topic"]
            )  # fmt: skip
            if own is not None and (alike or _when(own) >= _when(row)):
                continue
            about = (row["name"], row["year"], row["value"], row["unit"], document, row["page"], row["source"])
            said = (row["topic"], row["coder"], row["created"], self.step.number)
            self.connection.execute(_ADD_FIGURE, (case, *about, *said))
            self.changed.add(case)


def _when(row: sqlite3.Row) -> tuple[str, str]:
    return row["created"], row["value"] or ""


def _figure_key(row: sqlite3.Row, case: int, document: int | None) -> tuple[object, ...]:
    return case, row["name"], row["year"], document, row["page"], row["source"]
