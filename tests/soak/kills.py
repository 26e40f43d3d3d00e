"""kodetre is killed at a random moment, and what is there afterwards is held against every promise."""

import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from soak.commands import Change, change
from soak.fault_points import told
from soak.invariants import (
    ALL_OR_NOTHING,
    ENDS_WELL,
    OPENING,
    READ,
    State,
    everything_broken,
    state_of,
)
from soak.programs import Command, Running, here, wrong_with
from soak.projects import copy_of, prepared
from soak.suite import Broken, Suite, Trial

MOST_BEFORE = 4
"""How many random commands a project has behind it when the killed one begins."""


def trial(seed: int, folder: Path) -> Trial:
    """A project with a random past, a command that is killed in it, and all that is looked at afterwards."""
    chance = random.Random(seed)
    project = copy_of(prepared(), folder / "prosjekt")
    past: list[Change] = []
    for _ in range(chance.randint(0, MOST_BEFORE)):
        past.append(change(chance, project))
        here(past[-1].command, project)
    killed = change(chance, project)
    allowed, moments, outputs = _whole(killed, project, folder)
    by_moment = bool(moments) and chance.random() < 0.6
    point = _point(chance, moments) if by_moment else 0
    running = Running(killed.command, project, point=point)
    if not point:
        running.kill_after(chance.uniform(0.1, 1.1) * _seconds(killed.kind))
    ran = running.ended()
    where = f"{moments[point - 1]} ({point} of {len(moments)})" if point else "by the clock"
    story = "; ".join([*(str(earlier.command) for earlier in past), f"{killed.command} killed {where}"])
    story = story.replace(f"{folder}/", "")
    if ran.code != -signal.SIGKILL:
        complaint = wrong_with(killed.command, ran)
        return Trial(0, (Broken(ENDS_WELL, complaint),) if complaint else (), story)
    problems = _looked_at(chance, project, killed, allowed, outputs)
    return Trial(1, tuple(problems), story)


def _whole(killed: Change, project: Path, folder: Path) -> tuple[list[State], list[str], list[bytes]]:
    """The states that the project may be in when the command is killed, the moments that it goes through, and what the file
    that it writes may hold; from runs of it on copies, in this process.
    """
    allowed, moments, outputs = [state_of(project)], [], []
    beside = project.with_name("hel")
    for command in (*killed.shorter, killed.command):
        copy_of(project, beside)
        arguments = tuple(argument.replace(str(project), str(beside)) for argument in command.arguments)
        moments = []
        with told(beside, moments.append):
            here(Command(arguments, command.answers), beside)
        allowed.append(state_of(beside))
        if killed.output and (beside / killed.output).exists():
            outputs.append((beside / killed.output).read_bytes())
        shutil.rmtree(beside)
    return allowed, moments, outputs


def _point(chance: random.Random, moments: list[str]) -> int:
    """A moment to be killed at, counted from 1: rows are written often, so that half of the time it is another one."""
    rare = [place for place, moment in enumerate(moments, start=1) if moment not in ("before INSERT", "before UPDATE")]
    return chance.choice(rare) if rare and chance.random() < 0.7 else chance.randint(1, len(moments))


def _looked_at(
    chance: random.Random, project: Path, killed: Change, allowed: list[State], outputs: list[bytes]
) -> list[Broken]:
    first = Command(chance.choice(OPENING))
    problems: list[Broken] = []
    if complaint := wrong_with(first, Running(first, project).ended(), READ):
        problems.append(Broken(ENDS_WELL, complaint))
    try:
        now = state_of(project)
        if now not in allowed:
            problems.append(Broken(ALL_OR_NOTHING, now.differences(allowed[0])))
    except sqlite3.Error as error:
        problems.append(Broken(ALL_OR_NOTHING, f"SQLite says: {error}"))
    problems += _output(project, killed, outputs)
    return [*problems, *everything_broken(project)]


def _output(project: Path, killed: Change, outputs: list[bytes]) -> list[Broken]:
    """Whether the file that it was writing is whole, or not there."""
    path = project / killed.output
    if not killed.output or not path.exists():
        return []
    if killed.kind == "backup":
        with closing(sqlite3.connect(path)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            steps = copy.execute("SELECT COUNT(*) FROM step").fetchone()[0]
        if verdict != "ok" or not steps:
            return [Broken(ALL_OR_NOTHING, f"the copy is not whole: {verdict}, {steps} steps")]
        return []
    return [] if path.read_bytes() in outputs else [Broken(ALL_OR_NOTHING, f"{killed.output} is not whole")]


@cache
def _seconds(kind: str) -> float:
    """How long a command of a kind takes as a process, measured once."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(prepared(), Path(folder) / "prosjekt")
        command = change(random.Random(1), project, kind).command
        began = time.monotonic()
        Running(command, project).ended()
        return time.monotonic() - began


SUITE = Suite("kills", "kills", 1000, 300.0, trial)
