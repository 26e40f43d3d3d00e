"""Coefficients of agreement over units that are given, from the sums of `ratings`. Pure.

Each takes sums of any shape (one, or many samples) and gives the agreement that is observed and the one that chance would give; the
coefficient is how far the one goes beyond the other. NaN where there is none.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kodetre.agreement.ratings import Floats, Sums

_ROUNDING = 1e-12
"""What is nothing but the rounding of sums."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """The share of agreement that is observed, and that which chance would give; both 0 to 1."""

    observed: Floats
    chance: Floats

    @property
    def coefficient(self) -> Floats:
        """1 where all agree, 0 where they agree as chance would; NaN where chance leaves no room."""
        room = 1 - self.chance
        return divided(self.observed - self.chance, np.where(np.abs(room) < _ROUNDING, np.nan, room))


def pooled(several: list[Beyond]) -> Beyond:
    """Several codes as one: the mean of what is observed, and of what chance gives each (De Vries et al., 2008).

    Pooling the units themselves would take it for agreement that some codes are used more than others.
    """
    observed = np.stack([each.observed for each in several])
    chance = np.stack([each.chance for each in several])
    known = np.isfinite(observed) & np.isfinite(chance)
    count = np.where(known.sum(axis=0) == 0, np.nan, known.sum(axis=0))
    return Beyond(np.where(known, observed, 0.0).sum(axis=0) / count, np.where(known, chance, 0.0).sum(axis=0) / count)


def per_cent(sums: Sums) -> Floats:
    """The share (0 to 1) of pairs of values within units that agree; of two coders, of units."""
    return divided(sums.agreed, sums.paired)


def cohen(sums: Sums) -> Beyond:
    """Cohen's κ of two coders (Cohen, 1960): chance is two coders who each keep their own shares of the values."""
    total = sums.contingency.sum(axis=(-2, -1))
    first = divided(sums.contingency.sum(axis=-1), total[..., None])
    second = divided(sums.contingency.sum(axis=-2), total[..., None])
    observed = divided(np.trace(sums.contingency, axis1=-2, axis2=-1), total)
    return Beyond(observed, (first * second).sum(axis=-1))


def fleiss(sums: Sums) -> Beyond:
    """Fleiss' κ (Fleiss, 1971) for any number of coders; of two it is Scott's π. Units that some have not read count with the
    values that they have (Gwet, 2014, ch. 2).
    """
    return Beyond(per_cent(sums), (divided(sums.shares, sums.rated[..., None]) ** 2).sum(axis=-1))


def gwet(sums: Sums) -> Beyond:
    """Gwet's AC1 (Gwet, 2008), which takes chance to be small where nearly all units have one value."""
    q = sums.shares.shape[-1]
    shares = divided(sums.shares, sums.rated[..., None])
    chance = (shares * (1 - shares)).sum(axis=-1) / max(1, q - 1)
    return Beyond(per_cent(sums), np.where((shares > 0).sum(axis=-1) < 2, np.nan, chance))


def alpha(sums: Sums) -> Beyond:
    """Krippendorff's α of nominal values, with missing ones (Krippendorff, 2004, ch. 11), from coincidences."""
    margins = sums.coincidences.sum(axis=-1)
    values = margins.sum(axis=-1)
    agreeing = np.trace(sums.coincidences, axis1=-2, axis2=-1)
    by_chance = (margins * (margins - 1)).sum(axis=-1)
    return Beyond(divided(agreeing, values), divided(by_chance, values * (values - 1)))


def holsti(agreed: Floats, one: Floats, other: Floats) -> Floats:
    """Holsti's coefficient of two coders who mark passages themselves (Holsti, 1969, p. 140): 2 M / (N1 + N2)."""
    return divided(2 * agreed, one + other)


def divided(above: Floats, below: Floats) -> Floats:
    """A quotient; NaN where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: NDArray[np.float64] = np.asarray(above, dtype=np.float64) / np.asarray(below, dtype=np.float64)
    return np.where(np.isfinite(quotient), quotient, np.nan)
