"""Shares with their 95 % intervals: of what was counted, and of what was drawn and judged. Pure."""

import math
from dataclasses import dataclass

_Z = 1.959963984540054
"""Standard errors on either side of a 95 % interval."""
_DRAWS = 20_000
"""How often a corpus is made up from what was judged, for the interval of a recall."""
_SEED = 2013
"""The same judgements give the same interval."""
_PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share, 0 to 1, with the lower and upper end of its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(count: float, of: float) -> Estimate | None:
    """A share of a number of cases with its score interval; None where there are no cases.

    Wilson (1927), Journal of the American Statistical Association 22, 209–212; recommended for few cases and for shares near 0
    and 1 by Brown, Cai and DasGupta (2001), Statistical Science 16, 101–133.
    """
    if not of:
        return None
    share = count / of
    spread = _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    low = 0.0 if count == 0 else max(0.0, middle - reach)
    high = 1.0 if count == of else min(1.0, middle + reach)
    return Estimate(share, low, high)


def f_score(precision: tuple[int, int], recall: tuple[int, int]) -> Estimate | None:
    """The harmonic mean of precision (right of suggested) and recall (found of passages) with its interval; None without cases.

    F1 = 2s / (1 + s) with s the share of those found among all that were found, missed or wrong, where wrong suggestions count as
    many passages as right ones do. F1 grows with s, so that the ends of the Wilson interval of s are the ends of its interval;
    that F1 is a function of multinomial counts is from Takahashi et al. (2022), Applied Intelligence 52, 4961–4972.
    """
    right, suggested = precision
    found, passages = recall
    wrong = (suggested - right) * (found / right if right else 1)
    share = wilson(found, passages + wrong)
    if share is None:
        return None
    return Estimate(_f1(share.value), _f1(share.low), _f1(share.high))


def _f1(share: float) -> float:
    return 2 * share / (1 + share)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of a corpus: how many paragraphs it has, how many of them were drawn and judged, and how many of these were right."""

    size: int
    judged: int
    right: int


def recall(hit: Stratum, rest: Stratum) -> Estimate | None:
    """The share of the right paragraphs of a corpus that keywords hit, from paragraphs drawn at random among those with hits and
    among the rest; None where nothing was right, or where nothing was judged of a part that has paragraphs.

    The share is the combined ratio estimate of stratified sampling, N₁p₁ / (N₁p₁ + N₀p₀): Cochran (1977), Sampling Techniques,
    3rd ed., section 6.11. The interval is that of Webber (2013), Approximate recall confidence intervals, ACM Transactions on
    Information Systems 31(1), 2: for each part the number of right paragraphs among those not judged has a beta-binomial
    posterior with prior ½, ½, and the ends are the 2.5th and 97.5th percentiles of the recall over draws from both. Where not one
    of the rest was right, or of the hits, the upper end is 1, or the lower end 0.
    """
    if any(part.size and not part.judged for part in (hit, rest)) or not hit.right + rest.right:
        return None
    found, missed = _expected(hit), _expected(rest)
    value = found / (found + missed)
    if all(part.judged == part.size for part in (hit, rest)):
        return Estimate(value, value, value)
    low, high = _percentiles(hit, rest)
    return Estimate(value, 0.0 if not hit.right else min(low, value), 1.0 if not rest.right else max(high, value))


def _expected(part: Stratum) -> float:
    return part.size * part.right / part.judged if part.judged else 0.0


def _percentiles(hit: Stratum, rest: Stratum) -> tuple[float, float]:
    import numpy as np

    random = np.random.Generator(np.random.PCG64(_SEED))
    totals = []
    for part in (hit, rest):
        shares = random.beta(part.right + _PRIOR, part.judged - part.right + _PRIOR, _DRAWS)
        totals.append(part.right + random.binomial(part.size - part.judged, shares))
    found, missed = totals
    recalls = found / np.maximum(found + missed, 1)
    low, high = np.quantile(recalls, (0.025, 0.975)).tolist()
    return float(low), float(high)
