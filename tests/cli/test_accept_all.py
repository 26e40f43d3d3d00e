"""A first pass by keywords alone, as it is told and as it is written down."""

import json
from pathlib import Path

from support.project import Kodetre

from kodetre.project.project import find


def steps(project: Path) -> list[tuple[str, str]]:
    """Every step of the journal: what was done, and its detail."""
    with find(project).store() as store:
        return [(step.name, step.detail) for step in store.journal.steps()]


def test_one_suggestion_in_one_document_is_told_in_the_singular(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("code", "--accept-all", "--min-probability", "0", "--document", "D2", "--code", "geografi.befolkning")
    assert ran.out == "Coded 1 suggestion in 1 document, as origin 'keyword': nobody has read it.\n"
    assert "Take all of it back with: kodetre undo" in ran.err
    assert steps(project)[-1] == ("accept all", "1 suggestion")


def test_several_are_one_step_of_the_journal_that_says_how_many(kodetre: Kodetre, project: Path) -> None:
    suggested = [json.loads(line) for line in kodetre("suggest", "--json", "--code", "okonomi").lines]
    documents = len({suggestion["document"] for suggestion in suggested})
    before = steps(project)
    ran = kodetre("code", "--accept-all", "--min-probability", "0", "--code", "okonomi")
    assert ran.out.startswith(f"Coded {len(suggested)} suggestions in {documents} documents, as origin 'keyword'")
    assert steps(project) == [*before, ("accept all", f"{len(suggested)} suggestions")]


def test_what_nothing_is_suggested_for_is_no_step(kodetre: Kodetre, project: Path) -> None:
    before = steps(project)
    ran = kodetre("code", "--accept-all", "--min-score", "99")
    assert ran.code == 6
    assert "the keywords suggest nothing" in ran.err
    assert steps(project) == before
