"""How much the tests do that go on as long as they are let: a part in `make test`, ten times as much in `make soak`."""

import os

SOAKING = os.environ.get("KODETRE_SOAK") == "1"
"""Whether `make soak` runs the tests."""


def scaled(usual: int) -> int:
    """How many actions or examples a test tries that tries `usual` of them in `make test`."""
    return 10 * usual if SOAKING else usual
