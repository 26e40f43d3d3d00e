"""Krippendorff's α by the `krippendorff` package: the one door to it. Pure."""

import krippendorff

from kodetre.agreement import coefficients
from kodetre.agreement.ratings import Ratings, sums_of

_MOST_CELLS = 200_000
"""Units × values × values that the package is given; more are summed faster here, and it keeps all of them in memory."""


def krippendorff_alpha(ratings: Ratings) -> float:
    """α of nominal values, with missing ones; NaN where it is not defined.

    The package takes a row for each unit. Runs of characters, which stand for many units, and more units than there is room for
    are summed by `coefficients.alpha`, which gives the same (tests hold one against the other).
    """
    if ratings.values.shape[1] * ratings.categories**2 > _MOST_CELLS or (ratings.weights != 1).any():
        return float(coefficients.alpha(sums_of(ratings).total()).coefficient)
    counts = ratings.counts()
    counts = counts[counts.sum(axis=1) >= 2]
    if (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
