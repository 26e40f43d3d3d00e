"""Documents that are edited at random and read anew: no coding lands on another place unnoticed."""

from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from support.edits import tried

from kodetre.document.reanchor import find_again
from kodetre.model.codings import Anchor, Change, NewCoding, Place, StepKind
from kodetre.store import Store
from soak.invariants import everything_broken
from soak.programs import Command, here
from soak.projects import empty
from soak.suite import Broken, Suite, Trial

_FINDER = "kodetre.document.reanchor.find_again"
LANDS = "no coding lands on another place unnoticed"
THROUGH_THE_STORE = 50
"""One trial of so many goes through files and the store, which takes longer."""


def trial(seed: int, folder: Path) -> Trial:
    """A document and one to four edits of it, with the truth known."""
    edits = seed % 4 + 1
    if seed % THROUGH_THE_STORE:
        return Trial(edits, tuple(Broken(LANDS, what) for what in tried(seed, edits).wrong))
    return through_the_store(seed, edits, folder)


def through_the_store(seed: int, edits: int, folder: Path) -> Trial:
    """The same with a file that is taken in, coded, edited and taken in again, and with every promise of a project."""
    project = folder / "prosjekt"

    def found_in_project(old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
        with patch(_FINDER, find_again):  # the project itself finds as it always does
            return _places(project, old, new, anchors)

    with patch(_FINDER, found_in_project):
        outcome = tried(seed, edits)
    problems = [Broken(LANDS, what) for what in outcome.wrong]
    return Trial(edits, (*problems, *everything_broken(project)))


def _places(project: Path, old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
    """Where codings of an old text stand when a project has taken in a new one."""
    empty(project)
    _take_in(project, old)
    with Store(project / "kodetre.db") as store:
        assert store.documents.get("D1").text == old
        codings = tuple(NewCoding("D1", anchor.span, "kultur", "manual") for anchor in anchors)
        ids = store.codings.record(StepKind.CODE, "Kari", Change(codings=codings)).codings if codings else ()
    _take_in(project, new)
    with Store(project / "kodetre.db") as store:
        now = {coding.id: coding for coding in store.codings.kept()}
        assert store.documents.get("D1").text == new
    return [Place("adrift", None) if now[id].found == "adrift" else Place(now[id].found, now[id].span) for id in ids]


def _take_in(project: Path, text: str) -> None:
    file = project / "corpus" / "plan.txt"
    file.write_text(text, "utf-8")
    ran = here(Command(("ingest", str(file), "--replaces", "D1", "--jobs", "1")), project)
    if ran.code == 6:  # there is no D1 yet
        ran = here(Command(("ingest", str(file), "--jobs", "1")), project)
    assert ran.code == 0, ran.err


SUITE = Suite("edits", "edits", 10_000, 120.0, trial)
