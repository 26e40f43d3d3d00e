"""Two and three processes at once, with random commands on one project."""

import random
from pathlib import Path

from support.project import Ran

from soak.commands import MAKERS, Change, change
from soak.invariants import (
    ENDS_WELL,
    NOTHING_IS_LOST,
    everything_broken,
    steps_of,
)
from soak.programs import Running, here, wrong_with
from soak.projects import copy_of, prepared
from soak.suite import Broken, Suite, Trial

WAVES = 2
"""How often in a round several processes are started at the same time."""
MOST_BEFORE = 2


def trial(seed: int, folder: Path) -> Trial:
    """A round: a project with a random past, waves of processes on it, and all that is looked at afterwards."""
    chance = random.Random(seed)
    project = copy_of(prepared(), folder / "prosjekt")
    story: list[str] = []
    problems: list[Broken] = []
    for _ in range(chance.randint(0, MOST_BEFORE)):
        earlier = change(chance, project)
        here(earlier.command, project)
        story.append(str(earlier.command))
    for _ in range(WAVES):
        before = steps_of(project)
        changes = _wave(chance, project)
        together = [Running(each.command, project, pause=chance.choice((0.0, 0.1, 0.4))) for each in changes]
        ended = [(each, running.ended()) for each, running in zip(changes, together, strict=True)]
        story.append(" || ".join(f"{each.command} → {ran.code}" for each, ran in ended))
        problems += _ends(ended)
        problems += _lost(ended, before, project)
    problems += everything_broken(project)
    return Trial(1, tuple(problems), "; ".join(story).replace(f"{folder}/", ""))


def _wave(chance: random.Random, project: Path) -> list[Change]:
    """Two or three changes, made from the project as it is; often of the same kind, since those meet most."""
    kind = chance.choice(tuple(MAKERS))
    kinds = [kind if chance.random() < 0.4 else "" for _ in range(chance.choice((2, 2, 3)))]
    changes = [change(chance, project, kind) for kind in kinds]
    if chance.random() < 0.2:
        changes[1] = changes[0]
    return changes


def _ends(ended: list[tuple[Change, Ran]]) -> list[Broken]:
    complaints = [wrong_with(each.command, ran) for each, ran in ended]
    return [Broken(ENDS_WELL, complaint) for complaint in complaints if complaint]


def _lost(ended: list[tuple[Change, Ran]], before: list[tuple[str, str, int]], project: Path) -> list[Broken]:
    """Changes of the codebook that were told as done, and of which the journal has fewer."""
    now = steps_of(project)[len(before) :]
    problems: list[Broken] = []
    for kind in sorted({each.kind for each, ran in ended if each.kind.startswith("codebook ") and ran.code == 0}):
        told = sum(ran.code == 0 for each, ran in ended if each.kind == kind)
        written = sum(name == kind for name, _, _ in now)
        if written < told:
            problems.append(Broken(NOTHING_IS_LOST, f"{told} × {kind} ended with 0, and the journal has {written}"))
    return problems


SUITE = Suite("together", "rounds", 200, 300.0, trial)
