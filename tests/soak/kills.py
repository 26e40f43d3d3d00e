"""kodetre is killed at a random moment, and what is there afterwards is held against every promise."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from support.session import new, there

from kodetre.store import Store
from soak.commands import Change, change
from soak.invariants import (
    ALL_OR_NOTHING,
    ENDS_WELL,
    NOTHING_IS_LOST,
    OPENING,
    READ,
    State,
    everything_broken,
    state_of,
)
from soak.programs import Command, Running, a_moment, here, moments_of, wrong_with
from soak.projects import copy_of, prepared
from soak.suite import Broken, Suite, Trial

KILLED_SESSION = Path(__file__).with_name("killed_session.py")
OF_SESSIONS = 10
"""One kill of so many is that of a session between two actions."""
MOST_BEFORE = 4
"""How many random commands a project has behind it when the killed one begins."""
BY_MOMENT = 0.6
"""How many kills are at a moment that is chosen among those that a command goes through; the others are by the clock."""
MOST_REFUSED = 8
"""How often another command is chosen when one would be refused, or change nothing."""


def trial(seed: int, folder: Path) -> Trial:
    """A command that is killed at a moment of its own, or a session that is killed between two actions."""
    if seed % OF_SESSIONS == 0:
        return between_actions(seed, folder)
    return within_a_command(seed, folder)


def between_actions(seed: int, folder: Path) -> Trial:
    """A session that is killed after an action: everything that it did until then is there."""
    new(folder).close()
    path = folder / "kodetre.db"
    ran = subprocess.run(
        [sys.executable, str(KILLED_SESSION), str(path), str(seed)], capture_output=True, text=True, check=False
    )
    if ran.returncode != -signal.SIGKILL:
        return Trial(1, (Broken(ENDS_WELL, f"the session ended with {ran.returncode}: {ran.stderr[-500:]}"),))
    told = ran.stdout.splitlines()[-1]
    with Store(path) as store:
        kept = f"{len(store.journal.steps())} {len(there(store))}"
    with closing(sqlite3.connect(path)) as raw:
        verdict = raw.execute("PRAGMA integrity_check").fetchone()[0]
    if (kept, verdict) == (told, "ok"):
        return Trial(1)
    what = f"{told} steps and codings were told as saved, {kept} are there, and the store is {verdict}"
    return Trial(1, (Broken(NOTHING_IS_LOST, what),))


def within_a_command(seed: int, folder: Path) -> Trial:
    """A project with a random past, a command that is killed in it, and all that is looked at afterwards."""
    chance = random.Random(seed)
    project = copy_of(prepared(), folder / "prosjekt")
    past = _there_and_back(chance, project) if chance.random() < 0.15 else _past(chance, project)
    turned = past and past[-1].kind in ("undo", "redo")
    for _ in range(MOST_REFUSED):
        killed = change(chance, project, chance.choice(("undo", "redo")) if turned else "")
        allowed, moments, outputs = _whole(killed, project)
        if killed.output or any(state != allowed[0] for state in allowed):
            break  # it does something
    point = a_moment(chance, moments) if chance.random() < BY_MOMENT else 0
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


def _past(chance: random.Random, project: Path) -> list[Change]:
    """Some random commands, done."""
    past: list[Change] = []
    for _ in range(chance.randint(0, MOST_BEFORE)):
        past.append(change(chance, project))
        here(past[-1].command, project)
    return past


def _there_and_back(chance: random.Random, project: Path) -> list[Change]:
    """A code that is renamed and renamed back, so that the codebook is what it was before, and some undo and redo of it."""
    names = ("okonomi", "penger")
    renames = [("codebook", "rename", names[turn % 2], "--key", names[1 - turn % 2]) for turn in range(2)]
    past = [Change("codebook rename", Command((*arguments, "--coder", "Kari"))) for arguments in renames]
    turns = chance.choice((("undo",), ("undo", "undo"), ("undo", "undo", "redo"), ("undo", "undo", "redo", "redo")))
    past += [Change(turn, Command((turn, "--coder", "Kari"))) for turn in turns]
    for earlier in past:
        here(earlier.command, project)
    return past


def _whole(killed: Change, project: Path) -> tuple[list[State], list[str], list[bytes]]:
    """The states that the project may be in when the command is killed, the moments that it goes through, and what the file
    that it writes may hold; from runs of it on copies, in this process.
    """
    allowed, moments, outputs = [state_of(project)], [], []
    if killed.output and (project / killed.output).exists():
        outputs.append((project / killed.output).read_bytes())
    beside = project.with_name("hel")
    for command in (*killed.shorter, killed.command):
        copy_of(project, beside)
        moments = moments_of(command.elsewhere(project, beside), beside)
        allowed.append(state_of(beside))
        if killed.output and (beside / killed.output).exists():
            outputs.append((beside / killed.output).read_bytes())
        shutil.rmtree(beside)
    return allowed, moments, outputs


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
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(prepared(), Path(folder) / "prosjekt")
        command = change(random.Random(1), project, kind).command
        began = time.monotonic()
        Running(command, project).ended()
        return time.monotonic() - began


SUITE = Suite("kills", "kills", 1000, 300.0, trial)
