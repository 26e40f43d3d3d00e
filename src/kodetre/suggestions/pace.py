"""How far a coder is, and how long what is left may take. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

_PAUSE = 300
"""Seconds between two decisions from which somebody has done something else in between."""
_FEWEST = 5
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """Suggestions decided on, deferred and left, and minutes that what is left may take (None while nothing can be said)."""

    decided: int
    deferred: int
    left: int
    minutes: int | None

    @property
    def share(self) -> float:
        """How much is decided on, 0 to 1."""
        return self.decided / max(1, self.decided + self.left)


def minutes_left(decided: Iterable[datetime], left: int) -> int | None:
    """How many minutes `left` decisions take at the pace of the coder's last ones, whose times are given.

    The pace is the median time from one to the next, without pauses of five minutes or more; None for fewer than five.
    """
    times = sorted(decided)[-_LOOKED_AT:]
    gaps = []
    for before, after in pairwise(times):
        gap = (after - before).total_seconds()
        if gap < _PAUSE:
            gaps.append(gap)
    if len(gaps) < _FEWEST:
        return None
    return max(1, round(median(gaps) * left / 60)) if left else 0
