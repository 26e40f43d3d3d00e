"""How much of a code is found, and whether reading may stop. Pure.

The test is that of Callaghan and Müller-Hansen (2020), *Statistical stopping criteria for automated screening in systematic
reviews*, Systematic Reviews 9:273. Its null hypothesis is that recall is below a target; it assumes that what was read last
was no less likely to belong to the code than what is left.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from math import floor

import numpy as np
from numpy.typing import NDArray

from kodetre.suggestions.recall import TARGET

Real = NDArray[np.float64]

SURE = 0.95
"""How sure the test and the interval are."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of all units: how many there are, were answered and accepted, and how many of these are a random sample of the
    part, and of them accepted.
    """

    size: int
    answered: int
    accepted: int
    sampled: int
    sampled_accepted: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for a code: each answer in its order, whether it was accepted; how many units there are to read; and
    those with keywords and those without as parts.
    """

    accepted: tuple[bool, ...]
    total: int
    strata: tuple[Stratum, ...]

    @property
    def without_hit(self) -> int:
        """How many in a row, up to the last, were not accepted."""
        return next((count for count, accepted in enumerate(reversed(self.accepted)) if accepted), len(self.accepted))


@dataclass(frozen=True, slots=True)
class ShareFound:
    """How much of a code is probably found, 0 to 1, with a 95 % interval; and the test: the probability of what was read, were
    less than the target found.
    """

    estimate: float
    low: float
    high: float
    p: float
    target: float

    @property
    def may_stop(self) -> bool:
        """Whether the test rejects that less than the target is found."""
        return self.p < 1 - SURE


def share_found(reading: Reading, target: float = TARGET) -> ShareFound | None:
    """How much of a code is found; None before anything was accepted.

    The interval comes from the random samples among what was answered, with the exact limits of the hypergeometric
    distribution for each part (Buonaccorsi 1987), the two parts sharing the error.
    """
    accepted = sum(reading.accepted)
    if not accepted:
        return None
    error = (1 - SURE) / max(1, len(reading.strata))
    limits = [_all_accepted(stratum, error) for stratum in reading.strata]
    fewest, most = sum(low for _, low, _ in limits), sum(high for _, _, high in limits)
    expected = sum(likely for likely, _, _ in limits)
    return ShareFound(
        accepted / max(accepted, expected), accepted / max(accepted, most), accepted / max(accepted, fewest),
        stopping_p(reading, target), target,
    )  # fmt: skip


def _all_accepted(stratum: Stratum, error: float) -> tuple[float, int, int]:
    """How many units of a part belong to the code, read and unread: as expected, at least, at most."""
    unread = stratum.size - stratum.answered
    lowest, highest = stratum.accepted, stratum.accepted + unread
    if not unread:
        return float(lowest), lowest, highest
    if not stratum.sampled:
        return lowest + unread * (stratum.accepted + 0.5) / (stratum.answered + 1) / 2, lowest, highest
    k, n, possible = stratum.sampled_accepted, stratum.sampled, range(lowest, highest + 1)
    too_few = bisect_left(possible, error / 2, key=lambda whole: 1 - hypergeometric_cdf(k - 1, stratum.size, whole, n))
    many = bisect_left(possible, -error / 2, key=lambda whole: -hypergeometric_cdf(k, stratum.size, whole, n))
    low = min(lowest + too_few, highest)
    high = max(low, min(lowest + many - 1, highest))
    share = (k + 0.5) / (n + 1)
    expected = min(max(stratum.size * share, float(low)), float(high))
    return expected, low, high


def stopping_p(reading: Reading, target: float) -> float:
    """The probability of finding as little in what was read last, for the window that is most telling, were less than the
    target found: below 0.05 reading may stop. 1 before anything was accepted.
    """
    read = len(reading.accepted)
    found_before = np.concatenate(([0], np.cumsum(reading.accepted)))
    accepted = int(found_before[-1])
    if not accepted:
        return 1.0
    best = 1.0
    for begin in range(read):
        before = int(found_before[begin])
        missing = floor(accepted / target + 1e-9) + 1 - before
        left = reading.total - begin
        if missing > left:
            return 0.0
        best = min(best, hypergeometric_cdf(accepted - before, left, missing, read - begin))
    return best


def hypergeometric_cdf(k: int, total: int, marked: int, drawn: int) -> float:
    """P(X ≤ k) for the number of marked among `drawn` of `total`, of which `marked` are marked."""
    lowest, highest = max(0, drawn + marked - total), min(drawn, marked)
    if k < lowest:
        return 0.0
    if k >= highest:
        return 1.0
    logs = _log_factorials(1 << max(total, 1).bit_length())
    x = np.arange(lowest, k + 1)
    chosen = logs[marked] - logs[x] - logs[marked - x]
    others = logs[total - marked] - logs[drawn - x] - logs[total - marked - drawn + x]
    whole = logs[total] - logs[drawn] - logs[total - drawn]
    return float(min(1.0, np.exp(chosen + others - whole).sum()))


@lru_cache(maxsize=8)
def _log_factorials(size: int) -> Real:
    """The logarithms of 0! to size!."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, size + 1)))))
