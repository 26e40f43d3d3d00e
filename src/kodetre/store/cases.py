"""Cases with their attributes, figures, and what belongs to them: one door in, and what is live out."""

import sqlite3
from collections.abc import Collection
from typing import cast

from kodetre.errors import CannotUndo
from kodetre.i18n.message import msg
from kodetre.model.cases import (
    ATTRIBUTE_TYPES,
    AttributeType,
    AttributeValue,
    Case,
    CaseChange,
    CaseFigure,
    CaseLink,
    LinkTarget,
)
from kodetre.model.codings import StepKind
from kodetre.model.documents import Span
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database
from kodetre.store.open_step import begin
from kodetre.store.stored import Damaged, read_moment, read_text
from kodetre.store.write_cases import CaseWriter
from kodetre.store.write_change import ChangeWriter

_CASES = "SELECT id, uuid, kind, name, coder, created FROM live_case ORDER BY id"
_VALUES = """
SELECT case_value.study_case AS id, attribute, type, value FROM case_value
JOIN step ON step.id = case_value.step WHERE step.undone = 0 {where} ORDER BY case_value.id
"""
_LINKS = """
SELECT study_case, uuid, document, start, end, quote, speaker, marked_in, coder, created FROM live_case_link
ORDER BY document, start, id
"""
_FIGURES = """
SELECT study_case, name, year, value, unit, document, page, source, topic, coder, created FROM live_case_figure ORDER BY id
"""
_LIKE_NAMED = """
SELECT kind, name FROM live_case WHERE id IN (
  SELECT id FROM study_case WHERE step = :step
  UNION SELECT study_case FROM case_name WHERE step = :step
  UNION SELECT study_case FROM case_removal WHERE step = :step
) AND (SELECT COUNT(*) FROM live_case AS other WHERE other.kind = live_case.kind AND other.name = live_case.name) > 1 LIMIT 1
"""
_STANDS_ON_CASE = """
SELECT named.name AS name, step.coder AS coder FROM (
  SELECT study_case, step FROM case_value UNION ALL SELECT study_case, step FROM case_link
  UNION ALL SELECT study_case, step FROM case_figure
) AS later
JOIN step ON step.id = later.step
JOIN study_case ON study_case.id = later.study_case
JOIN case_name AS named ON named.study_case = study_case.id
WHERE study_case.step = :step AND later.step > :step AND step.undone = 0 LIMIT 1
"""
_OF_STEP = """
SELECT (SELECT COUNT(*) FROM (
  SELECT id FROM study_case WHERE step = :step
  UNION SELECT study_case FROM case_name WHERE step = :step
  UNION SELECT study_case FROM case_removal WHERE step = :step
  UNION SELECT study_case FROM case_value WHERE step = :step
  UNION SELECT study_case FROM case_link WHERE step = :step
  UNION SELECT case_link.study_case FROM case_unlink JOIN case_link ON case_link.id = case_unlink.link
    WHERE case_unlink.step = :step
  UNION SELECT study_case FROM case_figure WHERE step = :step
)) AS cases
"""


class Cases:
    """The cases of a project."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def record(self, kind: StepKind, coder: str, change: CaseChange, *, detail: str = "") -> int:
        """Write one step with everything it changes, or nothing; the step's number.

        Raises NothingMatched for a case or link that is not there, NotPossible for a name that another case of its kind has,
        UnknownDocument, and StaleText when a document that a span was taken from has a newer text.
        """
        with self._database.writing() as connection:
            self._sync.complete(connection)
            step = begin(connection, kind, coder, detail)
            ChangeWriter(connection, step).check_read(change.read)
            CaseWriter(connection, step).write(change)
        return step.number

    def all(self, attributes: Collection[str] | None = None, *, figures: bool = True) -> list[Case]:
        """Every case that is not taken back, in the order in which they came; with these attributes alone, where they are named,
        and without figures where they are not asked for.
        """
        with self._database.reading() as connection:
            values = _values(connection, attributes)
            links = _links(connection)
            noted = _figures(connection) if figures else {}
            return [
                Case(
                    read_text(row["kind"]), read_text(row["name"]), row["uuid"], values.get(row["id"], {}),
                    tuple(links.get(row["id"], ())), tuple(noted.get(row["id"], ())), row["coder"], read_moment(row["created"]),
                )
                for row in connection.execute(_CASES)
            ]  # fmt: skip

    def kinds(self) -> list[str]:
        """The kinds of the cases, in the order in which they came."""
        with self._database.reading() as connection:
            return list(dict.fromkeys(read_text(row["kind"]) for row in connection.execute(_CASES)))


def _values(connection: sqlite3.Connection, attributes: Collection[str] | None) -> dict[int, dict[str, AttributeValue]]:
    """The newest live value of every attribute, by case."""
    names = sorted(attributes) if attributes is not None else []
    marks = ", ".join("?" for _ in names)
    where = f"AND attribute IN ({marks})" if attributes is not None else ""
    values: dict[int, dict[str, AttributeValue]] = {}
    cursor = connection.cursor()
    cursor.row_factory = None  # much faster for fifty thousand rows
    for case, attribute, type, written in cursor.execute(_VALUES.format(where=where), names):
        own = values.setdefault(case, {})
        if written is None:
            own.pop(attribute, None)
        elif type in ATTRIBUTE_TYPES:
            own[attribute] = AttributeValue(cast(AttributeType, type), written)
        else:
            raise Damaged("is no type of an attribute")
    return values


def _links(connection: sqlite3.Connection) -> dict[int, list[CaseLink]]:
    links: dict[int, list[CaseLink]] = {}
    for row in connection.execute(_LINKS):
        target: LinkTarget = "speaker" if row["speaker"] else "span" if row["marked_in"] is not None else "document"
        span = Span(row["start"], row["end"]) if row["start"] is not None else None
        link = CaseLink(
            target, f"D{row['document']}", span, read_text(row["speaker"]), read_text(row["quote"]), row["uuid"], row["coder"],
            read_moment(row["created"]),
        )  # fmt: skip
        links.setdefault(row["study_case"], []).append(link)
    return links


def _figures(connection: sqlite3.Connection) -> dict[int, list[CaseFigure]]:
    figures: dict[int, list[CaseFigure]] = {}
    for row in connection.execute(_FIGURES):
        document = f"D{row['document']}" if row["document"] is not None else ""
        figure = CaseFigure(
            row["name"], row["year"], read_text(row["value"]), row["unit"], document, row["page"], row["source"], row["topic"],
            row["coder"], read_moment(row["created"]),
        )  # fmt: skip
        figures.setdefault(row["study_case"], []).append(figure)
    return figures


def cases_of_step(connection: sqlite3.Connection, step: int) -> int:
    """How many cases a step has something to say of."""
    count: int = connection.execute(_OF_STEP, {"step": step}).fetchone()["cases"]
    return count


def check_flipped(connection: sqlite3.Connection, step: int, name: str, *, undone: bool) -> None:
    """Whether the cases stand as they should when a step has been taken back or done again: no two of one kind and name, and
    nothing that was done later left without its case. Raises CannotUndo.
    """
    if undone and (row := connection.execute(_STANDS_ON_CASE, {"step": step}).fetchone()) is not None:
        raise CannotUndo(
            row["name"],
            msg(
                "taking back '{step}' would hide what {coder} has done with the case since",
                step=name,
                coder=row["coder"],
            ),
            next_step=msg("take that back first: kodetre undo --coder {coder}", coder=row["coder"]),
        )
    if (row := connection.execute(_LIKE_NAMED, {"step": step}).fetchone()) is not None:
        raise CannotUndo(
            row["name"],
            msg("there would be two cases of kind {kind} with this name", kind=row["kind"]),
            next_step=msg("give the other one another name: kodetre case rename"),
        )
