"""The cases of a store, read at once with what has been said of each: what one store takes over from another."""

import sqlite3
from dataclasses import dataclass
from itertools import chain
from typing import Any

_CASES = """
SELECT live_case.id, live_case.uuid, live_case.kind, live_case.name, live_case.coder, live_case.created, (
    SELECT step.created FROM case_name JOIN step ON step.id = case_name.step
    WHERE case_name.study_case = live_case.id AND step.undone = 0 ORDER BY case_name.id DESC LIMIT 1
  ) AS named
FROM live_case ORDER BY live_case.id
"""
_DEAD_CASES = """
SELECT study_case.uuid FROM study_case JOIN step ON step.id = study_case.step
WHERE step.undone = 1 AND step.name <> :merges AND step.coder = study_case.coder
UNION
SELECT study_case.uuid FROM study_case JOIN case_removal ON case_removal.study_case = study_case.id
JOIN step ON step.id = case_removal.step WHERE step.undone = 0 AND step.coder = study_case.coder
"""
_VALUES = """
SELECT study_case, attribute, type, value, case_value.coder, case_value.created, MAX(case_value.id) AS newest FROM case_value
JOIN step ON step.id = case_value.step WHERE step.undone = 0 GROUP BY study_case, attribute
"""
_LINKS = """
SELECT uuid, study_case, document, start, end, quote, before, after, marked_in, speaker, coder, created FROM live_case_link
WHERE study_case IN (SELECT id FROM live_case) ORDER BY id
"""
_DEAD_LINKS = """
SELECT case_link.uuid FROM case_link JOIN step ON step.id = case_link.step
WHERE step.undone = 1 AND step.name <> :merges AND step.coder = case_link.coder
UNION
SELECT case_link.uuid FROM case_link JOIN case_unlink ON case_unlink.link = case_link.id
JOIN step ON step.id = case_unlink.step WHERE step.undone = 0 AND step.coder = case_link.coder
"""
_FIGURES = """
SELECT study_case, case_figure.name, year, value, unit, document, page, source, topic, case_figure.coder, case_figure.created,
  MAX(case_figure.id) AS newest
FROM case_figure JOIN step ON step.id = case_figure.step WHERE step.undone = 0
GROUP BY study_case, case_figure.name, year, document, page, source
"""


@dataclass(frozen=True, slots=True)
class WorkLink:
    """What belongs to a case; a stretch without start and end is adrift. `is_span` says whether it is a stretch."""

    uuid: str
    study_case: int
    document: int
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    is_span: bool
    speaker: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class CaseWork:
    """What is live of cases; of values and figures the newest, those too that say that there is none any more. `dead` are GUIDs of
    cases and links that were taken back.
    """

    cases: tuple[sqlite3.Row, ...] = ()
    values: tuple[sqlite3.Row, ...] = ()
    links: tuple[WorkLink, ...] = ()
    figures: tuple[sqlite3.Row, ...] = ()
    dead: frozenset[str] = frozenset()


def cases_in(connection: sqlite3.Connection, merges: str) -> CaseWork:
    """All of it, in a transaction that is open; `merges` is the name of the steps that took other stores in."""
    asked = {"merges": merges}
    dead = [
        row["uuid"] for row in chain(connection.execute(_DEAD_CASES, asked), connection.execute(_DEAD_LINKS, asked))
    ]
    return CaseWork(
        tuple(connection.execute(_CASES)),
        tuple(connection.execute(_VALUES)),
        tuple(_link(row) for row in connection.execute(_LINKS)),
        tuple(connection.execute(_FIGURES)),
        frozenset(dead),
    )


def _link(row: sqlite3.Row) -> WorkLink:
    values: tuple[Any, ...] = tuple(row)
    uuid, study_case, document, start, end, quote, before, after, marked_in, speaker, coder, created = values
    is_span = marked_in is not None
    return WorkLink(uuid, study_case, document, start, end, quote, before, after, is_span, speaker, coder, created)
