"""Intervals by drawing clusters again and again (Efron & Tibshirani, 1993, ch. 13: percentiles). Pure."""

from dataclasses import dataclass

import numpy as np

from kodetre.agreement.ratings import Floats

SEED = 20_160_101
"""The seed of every draw, so that the same data give the same interval."""
SAMPLES = 1000
_LEAST_DEFINED = 0.5
"""The share of samples in which a coefficient must be defined for an interval of it to be told."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 per cent of what samples gave."""

    low: float
    high: float


def draws(clusters: int, samples: int = SAMPLES, seed: int = SEED) -> Floats:
    """How often each cluster is drawn, of `samples` samples as large as all of them: one row for each sample."""
    chance = np.full(clusters, 1 / clusters) if clusters else np.zeros(0)
    return np.random.default_rng(seed).multinomial(clusters, chance, size=samples).astype(np.float64)


def interval(values: Floats) -> Interval | None:
    """The 2.5th and the 97.5th percentile; None where too few samples gave a number."""
    defined = values[np.isfinite(values)]
    if len(defined) < max(1, _LEAST_DEFINED * len(values)):
        return None
    low, high = np.percentile(defined, (2.5, 97.5))
    return Interval(float(low), float(high))
