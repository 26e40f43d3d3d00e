"""A session of random actions that kills its own process after one of them.

usage: python killed_session.py STORE SEED

After each action it says how many steps and codings the store has; the last line is what must be there afterwards.
"""

import os
import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.session import DONE, act, session_on, there

from kodetre.store import Store

MOST = 40
"""Actions that it does at most."""


def main(path: Path, seed: int) -> None:
    """Act, say what is there, and end at once."""
    store = Store(path)
    session = session_on(store)
    chance = random.Random(seed)
    for name in chance.choices(DONE, k=chance.randint(1, MOST)):
        act(session, name, chance)
        print(len(store.journal.steps()), len(there(store)), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
