"""Random actions in sessions of two coders, with sessions that end and begin again, and undo and redo in between."""

import random
from pathlib import Path

from support.session import DONE, act, known, new, session_on, state, there

from kodetre.errors import KodetreError
from kodetre.session.actions import Action
from kodetre.session.session import Session
from kodetre.store import Store
from soak.suite import Broken, Suite, Trial

ACTIONS = 100
"""Actions of a trial."""
KNOWS = "a session knows what the store has"
EXACT = "undo brings back exactly what was there before"
AGAIN = "redo brings back exactly what was undone"


class Sessions:
    """The sessions of two coders on one store, one after another, and what was there before each of their steps."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance = store, chance
        self.broken: list[Broken] = []
        self.begin()

    def begin(self) -> None:
        """Another coder's session, or a new one of the same; what was done in the one before is done."""
        self.session: Session = session_on(self.store, self.chance.choice(("Kari", "Ola")))
        self.before: list[tuple[object, ...]] = []

    def do(self, name: str) -> None:
        """An action; one that is refused changes nothing."""
        before, steps = state(self.store), len(self.store.journal.steps())
        act(self.session, name, self.chance)
        if len(self.store.journal.steps()) > steps:
            self.before.append(before)
        elif state(self.store) != before:
            self.broken.append(Broken(EXACT, f"{name} was no step and changed something"))
        self.hold(name)

    def undo(self) -> None:
        """Take back the last action, if there is one, and now and then do it again and take it back."""
        if not self.before:
            return
        after = state(self.store)
        self._do("undo")
        if state(self.store) != self.before[-1]:
            self.broken.append(Broken(EXACT, "undo gave another state"))
        if self.chance.random() < 0.5:
            self._do("redo")
            if state(self.store) != after:
                self.broken.append(Broken(AGAIN, "redo gave another state"))
            self._do("undo")
        self.before.pop()
        self.hold("undo")

    def hold(self, name: str) -> None:
        """Hold what the session believes is coded against the store."""
        if known(self.session) != there(self.store):
            self.broken.append(Broken(KNOWS, f"not after {name}"))

    def _do(self, name: str) -> None:
        try:
            self.session.do(Action(name))
        except KodetreError as error:
            self.broken.append(Broken(EXACT, f"{name} was refused: {error}"))


def trial(seed: int, folder: Path) -> Trial:
    """Actions on a new store; at the end all of the last session is taken back and done again."""
    chance = random.Random(seed)
    with new(folder) as store:
        sessions = Sessions(store, chance)
        for _ in range(ACTIONS):
            kind = chance.random()
            if kind < 0.03:
                sessions.begin()
            elif kind < 0.15:
                sessions.undo()
            else:
                sessions.do(chance.choice(DONE))
            if sessions.broken:
                return Trial(ACTIONS, tuple(sessions.broken))
        after, number = state(store), len(sessions.before)
        while sessions.before:
            sessions.undo()
        for _ in range(number):
            sessions.session.do(Action("redo"))
        if state(store) != after:
            sessions.broken.append(Broken(AGAIN, "redo of a whole session gave another state"))
    return Trial(ACTIONS, tuple(sessions.broken))


SUITE = Suite("actions", "actions", 10_000, 120.0, trial)
