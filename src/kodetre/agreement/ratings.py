"""What each coder says of each unit, and the sums that every coefficient is made of. Pure.

The sums add up over units, so that a coefficient of any selection of documents, and of any sample drawn from them, is one of sums
of sums: nothing is gone through again.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_FEW = 4096
"""Possible ways to rate a unit that a table of all of them is made for."""
MISSING = -1
"""The value of a unit that a coder has not read."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """The values that coders give to units: `values[coder, unit]`, from 0 up to `categories`, or MISSING.

    `weights` says how many units a column stands for (a run of characters is one column), `clusters` which cluster each is in,
    from 0 up to `cluster_count`: what is drawn when intervals are worked out.
    """

    values: Integers
    categories: int
    weights: Floats
    clusters: Integers
    cluster_count: int

    @classmethod
    def of(cls, values: NDArray[np.integer], categories: int) -> "Ratings":
        """Units that each count once and are each their own cluster."""
        rows = np.atleast_2d(np.asarray(values, dtype=np.int64))
        count = rows.shape[1]
        return cls(rows, categories, np.ones(count), np.arange(count), count)

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.values.shape[0])

    def counts(self) -> Integers:
        """How many coders gave each value to each unit: units × values."""
        counts = np.zeros((self.values.shape[1], self.categories), dtype=np.int64)
        for values in self.values:
            read = values != MISSING
            counts[np.nonzero(read)[0], values[read]] += 1
        return counts


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over units. The last axes are those that are named here; any before them are clusters or samples.

    `contingency[k, l]`: units with which the first of two coders says k and the second l; zeros for more coders.
    `coincidences[k, l]`: pairs of values within units, each unit with m values counted 1/(m - 1) (Krippendorff 2004, p. 219-221).
    `agreed`: the share of agreeing pairs, summed over the `paired` units, which have two values or more.
    `shares[k]`: the share of a unit's values that are k, summed over the `rated` units, which have one value or more.
    """

    contingency: Floats
    coincidences: Floats
    agreed: Floats
    paired: Floats
    shares: Floats
    rated: Floats

    def total(self) -> "Sums":
        """All of the first axis together."""
        return Sums(*(getattr(self, field.name).sum(axis=0) for field in fields(self)))

    def drawn(self, weights: Floats) -> "Sums":
        """Samples: `weights[sample, cluster]` says how often each cluster is in each."""
        return Sums(*(np.tensordot(weights, getattr(self, field.name), axes=(1, 0)) for field in fields(self)))


def sums_of(ratings: Ratings) -> Sums:
    """The sums of each cluster: the first axis is clusters.

    They are worked out once for each of the distinct ways in which units are rated, of which there are few.
    """
    patterns, number = _patterns(ratings)
    cells = ratings.clusters * patterns.values.shape[1] + number
    shape = (ratings.cluster_count, patterns.values.shape[1])
    times: Floats = (
        np.bincount(cells, weights=ratings.weights, minlength=shape[0] * shape[1]).astype(float).reshape(shape)
    )
    each = _each(patterns)
    return each.drawn(times)


def tally(ratings: Ratings) -> Ratings:
    """The distinct ways in which units are rated, each once, with how many units are rated so as its weight."""
    patterns, number = _patterns(ratings)
    weights = np.bincount(number, weights=ratings.weights, minlength=patterns.values.shape[1]).astype(np.float64)
    return replace(patterns, weights=weights)


def _patterns(ratings: Ratings) -> tuple[Ratings, Integers]:
    """The distinct columns as ratings of their own, and which of them each column is."""
    key = np.zeros(ratings.values.shape[1], dtype=np.int64)
    room = 1
    for values in ratings.values:
        room *= ratings.categories + 1
        key = key * (ratings.categories + 1) + values + 1
        if room > _FEW:
            _, key = np.unique(key, return_inverse=True)
            key, room = key.reshape(-1), int(key.max(initial=0)) + 1
    first = np.full(room, -1)
    first[key[::-1]] = np.arange(len(key))[::-1]
    there = first >= 0
    first, number = first[there], (np.cumsum(there) - 1)[key]
    return Ratings.of(ratings.values[:, first], ratings.categories), number


def _each(patterns: Ratings) -> Sums:
    """The sums of each unit alone."""
    q, columns = patterns.categories, patterns.values.shape[1]
    counts = patterns.counts().astype(np.float64)
    m = counts.sum(axis=1)
    paired, rated = m >= 2, m >= 1
    contingency = np.zeros((columns, q, q))
    if patterns.coders == 2:
        one, other = patterns.values
        both = np.nonzero(paired)[0]
        contingency[both, one[both], other[both]] = 1
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(q)
    coincidences = np.where(paired[:, None, None], pairs / np.maximum(1, m - 1)[:, None, None], 0.0)
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.maximum(1, m * (m - 1))
    shares = counts / np.maximum(1, m)[:, None]
    return Sums(
        contingency, coincidences, agreeing * paired, paired.astype(np.float64), shares, rated.astype(np.float64)
    )
