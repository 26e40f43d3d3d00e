"""What two counts say of one another, and no more than they say: different, alike within a margin, or too little. Pure."""

import math
from dataclasses import dataclass
from enum import StrEnum

from kodetre.report.rates import Ratio, log_ratio

MINIMUM = 5
"""Codings that each of two alike groups would have, at the least, before anything is said (Cochran 1954)."""
_UNLIKELY = 0.05
_ONE_SIDED = 1.645
"""Standard errors on either side of a 90 % interval: two one-sided tests at 5 % (Schuirmann 1987)."""


class Answer(StrEnum):
    """What can be said of two rates, by its word in i18n."""

    different = "answer_different"
    alike = "answer_alike"
    too_little = "answer_too_little"


@dataclass(frozen=True, slots=True)
class Bounds:
    """When something is said: `margin` is how many times as much still counts as alike (1.5), None where none is set; `minimum`
    how many codings each side would have, were they alike.
    """

    margin: float | None = None
    minimum: int = MINIMUM


@dataclass(frozen=True, slots=True)
class Counted:
    """So many codings in so many words."""

    codings: int
    words: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What can be said of two rates, and their log ratio with its interval; no ratio where one of them is 0."""

    answer: Answer
    ratio: Ratio | None = None
    enough: bool = False
    """Whether there is as much material as was asked for."""


def compare_counts(own: Counted, rest: Counted, bounds: Bounds) -> Comparison:
    """What two counts say of one another.

    They are alike when the 90 % interval of their log ratio lies within the margin: two one-sided tests (Schuirmann 1987; Lakens
    2017). Otherwise they are different when the 95 % interval does not hold 0; where one is 0, by the exact interval of the share
    of a binomial (Przyborowski and Wilenski 1940). Neither is said below the minimum: all else is too little material.
    """
    ratio = log_ratio(own.codings, own.words, rest.codings, rest.words)
    if not _enough(own, rest, bounds.minimum):
        return Comparison(Answer.too_little, ratio)
    if ratio is None:
        answer = Answer.different if _unlikely_none(own, rest) else Answer.too_little
        return Comparison(answer, None, enough=True)
    if bounds.margin is not None and _within(own, rest, ratio[0], bounds.margin):
        return Comparison(Answer.alike, ratio, enough=True)
    _, low, high = ratio
    answer = Answer.different if low > 0 or high < 0 else Answer.too_little
    return Comparison(answer, ratio, enough=True)


def _enough(own: Counted, rest: Counted, minimum: int) -> bool:
    """Whether each side would have the minimum, were all the codings spread as the words are."""
    words = own.words + rest.words
    if not own.words or not rest.words:
        return False
    smaller = min(own.words, rest.words)
    return (own.codings + rest.codings) * smaller / words >= minimum


def _within(own: Counted, rest: Counted, ratio: float, margin: float) -> bool:
    """Whether the 90 % interval lies wholly between a margin down and a margin up."""
    reach = _ONE_SIDED * math.sqrt(1 / own.codings + 1 / rest.codings) / math.log(2)
    return abs(ratio) + reach < math.log2(margin)


def _unlikely_none(own: Counted, rest: Counted) -> bool:
    """Whether the side that has none would have had some, were they alike: two-sided, at 5 %."""
    without, with_some = (own, rest) if not own.codings else (rest, own)
    share = with_some.words / (own.words + rest.words)
    return 2 * share**with_some.codings < _UNLIKELY and bool(without.words)
