"""Searches, candidates, decisions on them, and appraisals of documents."""

import json
import sqlite3
import uuid
from collections.abc import Sequence
from datetime import date
from typing import cast

from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.codings import StepKind
from kodetre.model.sources import (
    CRITERIA,
    GRADES,
    Appraisal,
    Candidate,
    Criterion,
    Grade,
    Search,
    SourceDecision,
    SourceLog,
    SourceVerdict,
)
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import OpenStep, begin
from kodetre.store.stored import Damaged, read_moment, read_text, taking_apart

_ADD_SEARCH = """
INSERT INTO search (uuid, place, query, day, hits, filters, note, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_CANDIDATE = """
INSERT INTO candidate (uuid, search, found_in, fields, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DECISION = """
INSERT INTO candidate_decision (candidate, verdict, document, same_as, reason, note, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_APPRAISAL = """
INSERT INTO appraisal (document, criterion, grade, sentence, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_SEARCHES = "SELECT id, place, query, day, hits, filters, note, coder FROM live_search ORDER BY id"
_CANDIDATES = """
SELECT id, search, found_in, fields, coder, verdict, document, same_as, reason, note, decided_by, decided
FROM live_candidate ORDER BY id
"""
_APPRAISALS = "SELECT document, criterion, grade, sentence, coder, created FROM live_appraisal ORDER BY document, id"
_IS_SEARCH = "SELECT 1 FROM live_search WHERE id = ?"
_IS_CANDIDATE = "SELECT 1 FROM live_candidate WHERE id = ?"
_IS_DOCUMENT = "SELECT 1 FROM live_document WHERE id = ?"
_VERDICTS: tuple[SourceVerdict, ...] = ("included", "excluded", "duplicate", "open")


class Sources:
    """The log of how documents were found and chosen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def log(self) -> SourceLog:
        """All that is not taken back."""
        with self._database.reading() as connection:
            return SourceLog(
                tuple(_search(row) for row in connection.execute(_SEARCHES)),
                tuple(_candidate(row) for row in connection.execute(_CANDIDATES)),
                tuple(_appraisal(row) for row in connection.execute(_APPRAISALS)),
            )

    def add_search(self, search: Search, coder: str) -> str:
        """Write a search down, as one step; its id."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SOURCES_SEARCH, coder, f"{search.place}: {search.query}")
            values = (search.place, search.query, search.day.isoformat(), search.hits, search.filters, search.note)
            row = connection.execute(_ADD_SEARCH, (str(uuid.uuid4()), *values, coder, step.written, step.number))
            return f"S{row.lastrowid}"

    def add_candidates(self, candidates: Sequence[Candidate], coder: str, detail: str) -> list[str]:
        """Write candidates down, as one step, each with what is decided of it when it is a duplicate; their ids.

        Raises NothingMatched for a search or document that is not there.
        """
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SOURCES_FOUND, coder, detail)
            return [self._add(connection, candidate, step) for candidate in candidates]

    @staticmethod
    def _add(connection: sqlite3.Connection, candidate: Candidate, step: OpenStep) -> str:
        search = _number(connection, candidate.search, "S", _IS_SEARCH)
        found_in = _number(connection, candidate.found_in, "D", _IS_DOCUMENT)
        fields = json.dumps(dict(candidate.fields), ensure_ascii=False)
        values = (str(uuid.uuid4()), search, found_in, fields, step.coder, step.written, step.number)
        number = connection.execute(_ADD_CANDIDATE, values).lastrowid
        if candidate.verdict != "open":
            decision = SourceDecision(
                f"C{number}", candidate.verdict, candidate.document, candidate.same_as, note=candidate.note
            )
            _decide(connection, decision, step)
        return f"C{number}"

    def decide(self, decisions: Sequence[SourceDecision], coder: str, detail: str) -> int:
        """Write decisions down, as one step; its number. Raises NothingMatched for a candidate or document that is not there."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SOURCES_DECIDE, coder, detail)
            for decision in decisions:
                _decide(connection, decision, step)
        return step.number

    def appraise(self, appraisals: Sequence[Appraisal], coder: str, detail: str) -> int:
        """Write appraisals down, as one step; its number. Raises NothingMatched for a document that is not there."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SOURCES_APPRAISE, coder, detail)
            for each in appraisals:
                number = _number(connection, each.document, "D", _IS_DOCUMENT)
                values = (number, each.criterion, each.grade, each.sentence, coder, step.written, step.number)
                connection.execute(_ADD_APPRAISAL, values)
        return step.number


def _decide(connection: sqlite3.Connection, decision: SourceDecision, step: OpenStep) -> None:
    candidate = _number(connection, decision.candidate, "C", _IS_CANDIDATE)
    document = _number(connection, decision.document, "D", _IS_DOCUMENT)
    same_as = _number(connection, decision.same_as, "C", _IS_CANDIDATE)
    values = (decision.reason, decision.note, step.coder, step.written, step.number)
    connection.execute(_ADD_DECISION, (candidate, decision.verdict, document, same_as, *values))


def _number(connection: sqlite3.Connection, id: str, letter: str, asked: str) -> int | None:
    """The number in an id of this kind; None for an empty one. Raises NothingMatched when there is none of this id."""
    if not id:
        return None
    digits = id[1:]
    if id[:1].upper() == letter and digits.isascii() and digits.isdigit() and len(digits) < 10:
        number = document_number(id) if letter == "D" else int(digits)
        if connection.execute(asked, (number,)).fetchone() is not None:
            return number
    kinds = {"S": msg("search"), "C": msg("candidate"), "D": msg("document")}
    how = msg("see: kodetre documents") if letter == "D" else msg("see: kodetre sources")
    raise NothingMatched(id, msg("is no {kind} of this project", kind=kinds[letter]), next_step=how)


@taking_apart()
def _search(row: sqlite3.Row) -> Search:
    day = date.fromisoformat(row["day"])
    return Search(
        row["place"], row["query"], day, row["hits"], row["filters"], row["note"], f"S{row['id']}", row["coder"]
    )


@taking_apart()
def _candidate(row: sqlite3.Row) -> Candidate:
    fields = json.loads(row["fields"])
    if not isinstance(fields, dict):
        raise Damaged("a candidate has no fields")
    verdict = row["verdict"] or "open"
    if verdict not in _VERDICTS:
        raise Damaged(f"'{verdict!r:.40}' is no decision on a candidate")
    return Candidate(
        {str(name): str(value) for name, value in fields.items()},
        f"S{row['search']}" if row["search"] else "",
        f"D{row['found_in']}" if row["found_in"] else "",
        f"C{row['id']}",
        row["coder"],
        verdict,
        f"D{row['document']}" if row["document"] else "",
        f"C{row['same_as']}" if row["same_as"] else "",
        row["reason"] or "",
        row["note"] or "",
        row["decided_by"] or "",
        read_moment(row["decided"]) if row["decided"] else None,
    )


@taking_apart()
def _appraisal(row: sqlite3.Row) -> Appraisal:
    criterion, grade = cast(Criterion, row["criterion"]), cast(Grade, row["grade"])
    if criterion not in CRITERIA or grade not in GRADES:
        raise Damaged("is no appraisal")
    sentence = read_text(row["sentence"])
    return Appraisal(f"D{row['document']}", criterion, grade, sentence, row["coder"], read_moment(row["created"]))
