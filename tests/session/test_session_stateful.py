"""Long random sessions, their undo, and what a process that is killed leaves."""

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from support.session import DONE, act, known, new, session_on, state, there
from support.sizes import scaled

from kodetre.session.actions import Action
from kodetre.store import Store

pytestmark = pytest.mark.soak


def test_a_long_session_and_its_undo_bring_back_the_store_before_it(tmp_path: Path) -> None:
    chance = random.Random(20260131)
    with new(tmp_path) as store:
        session = session_on(store)
        act(session, "accept", chance)
        before, first = state(store), len(store.journal.steps())
        names = chance.choices(DONE, k=scaled(1000))
        for place, name in enumerate(names):
            act(session, name, chance)
            if place % 100 == 99:
                assert known(session) == there(store)
        steps = [step for step in store.journal.steps()[first:] if not step.undone]
        assert len(steps) > len(names) / 10
        for _ in steps:
            session.do(Action("undo"))
        assert state(store) == before
        for _ in steps:
            session.do(Action("redo"))
        assert known(session) == there(store)


class Coding(RuleBasedStateMachine):
    """Any actions, undo and redo in any order, with sessions that end and begin again in between."""

    folder: Path
    count = 0

    @initialize()
    def begin(self) -> None:
        Coding.count += 1
        place = self.folder / str(Coding.count)
        place.mkdir()
        self.store = new(place)
        self.session = session_on(self.store)
        self.done: list[tuple[object, ...]] = []

    @rule(name=st.sampled_from(DONE), seed=st.integers(0, 100))
    def do(self, name: str, seed: int) -> None:
        before, steps = state(self.store), len(self.store.journal.steps())
        act(self.session, name, random.Random(seed))
        if len(self.store.journal.steps()) > steps:
            self.done.append(before)
        else:
            assert state(self.store) == before
        assert known(self.session) == there(self.store)

    @rule()
    def undo(self) -> None:
        if self.done:
            self.session.do(Action("undo"))
            assert state(self.store) == self.done.pop()
            assert known(self.session) == there(self.store)

    @rule()
    def undo_and_redo(self) -> None:
        if self.done:
            before = state(self.store)
            self.session.do(Action("undo"))
            self.session.do(Action("redo"))
            assert state(self.store) == before

    @rule()
    def another_session(self) -> None:
        self.session = session_on(self.store)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


def test_undo_is_exact_at_every_step_whatever_was_done(tmp_path: Path) -> None:
    Coding.folder = tmp_path
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Coding,
        settings=settings(
            max_examples=scaled(15),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )


KILLED = """
import os, random, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from support.session import DONE, act, session_on, there
from kodetre.store import Store
store = Store(Path(sys.argv[1]))
session = session_on(store)
chance = random.Random(int(sys.argv[3]))
for name in chance.choices(DONE, k=chance.randint(1, 40)):
    act(session, name, chance)
    print(len(store.journal.steps()), len(there(store)), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_process_killed_between_any_two_actions_has_lost_none(tmp_path: Path) -> None:
    for seed in range(scaled(6)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        new(folder).close()
        path = folder / "kodetre.db"
        ran = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(Path(__file__).parents[1]), str(seed)],
            capture_output=True,
            text=True,
        )
        assert ran.returncode == -9, ran.stderr
        steps, codings = map(int, ran.stdout.splitlines()[-1].split())
        with Store(path) as store:
            assert (len(store.journal.steps()), len(there(store))) == (steps, codings)
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
