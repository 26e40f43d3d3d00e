"""Changes that are worked out from what has been coded: done again when somebody else was quicker."""

from collections.abc import Callable
from typing import TypeVar

from kodetre.errors import Overtaken

_ATTEMPTS = 5
Result = TypeVar("Result")


def worked_out(attempt: Callable[[], Result]) -> Result:
    """What an attempt gives: it reads the journal's mark, then the project, works out a change and records it with the mark.

    It is made again when the journal has gone on meanwhile. Raises Overtaken when that happens again and again.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except Overtaken:
            continue
    return attempt()
