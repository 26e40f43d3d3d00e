"""Two and three processes at once, with random commands on one project."""

import random
import shutil
from pathlib import Path

from support.project import Ran

from soak.commands import MAKERS, Change, change
from soak.invariants import (
    ENDS_WELL,
    NOTHING_IS_LOST,
    OPENING,
    everything_broken,
    steps_of,
)
from soak.programs import Command, Running, a_moment, here, moments_of, wrong_with
from soak.projects import copy_of, prepared
from soak.suite import Broken, Suite, Trial

WAVES = 2
"""How often in a round several processes are started at the same time."""
MOST_BEFORE = 2
REST = 2.0
"""Seconds that a process rests at a moment; less than the patience of the others with the store."""
MEETING = (
    *("codebook rename", "codebook merge", "codebook move", "codebook delete", "codebook split"),
    *("code --plain", "code --accept-all", "apply", "undo", "redo", "ingest changed"),
)
"""Kinds of commands that change what the others stand on."""


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
        point = _held_up(chance, changes[0], project)
        together = [_start(chance, each, project, 0 if place else point) for place, each in enumerate(changes)]
        ended = [(each, running.ended()) for each, running in zip(changes, together, strict=True)]
        held = f" [the first rests at moment {point}]" if point else ""
        story.append(" || ".join(f"{each.command} → {ran.code}" for each, ran in ended) + held)
        problems += _ends(ended)
        problems += _lost(ended, before, project)
    problems += everything_broken(project)
    return Trial(1, tuple(problems), "; ".join(story).replace(f"{folder}/", ""))


def _wave(chance: random.Random, project: Path) -> list[Change]:
    """Two or three commands, made from the project as it is: often of the same kind, or of those that meet most; and now and then
    the very same, or one that only reads.
    """
    kind = chance.choice(tuple(MAKERS))
    changes: list[Change] = []
    for _ in range(chance.choice((2, 2, 3))):
        match chance.randrange(5):
            case 0 | 1:
                changes.append(change(chance, project, chance.choice(MEETING)))
            case 2:
                changes.append(change(chance, project, kind))
            case _:
                changes.append(change(chance, project))
    if chance.random() < 0.2:
        changes[1] = changes[0]
    elif chance.random() < 0.3:
        changes[1] = Change("reading", Command(chance.choice(OPENING)))
    return changes


def _held_up(chance: random.Random, first: Change, project: Path) -> int:
    """A moment at which the first of a wave rests, so that the others meet it there; 0 for none."""
    if chance.random() < 0.4:
        return 0
    beside = copy_of(project, project.with_name("beside"))
    moments = moments_of(first.command.elsewhere(project, beside), beside)
    shutil.rmtree(beside)
    return a_moment(chance, moments)


def _start(chance: random.Random, each: Change, project: Path, point: int) -> Running:
    return Running(each.command, project, point=point, rest=REST, pause=chance.choice((0.0, 0.1, 0.4)))


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
