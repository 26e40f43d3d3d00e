"""The u-α family: agreement where the coders themselves say where a passage begins and ends. Pure.

The four coefficients of Krippendorff, Mathet, Bouvry and Widlöcher (2016), which are also in Krippendorff (2019, sec. 12.6). They
are not the αU of Krippendorff (1995; 2004, ch. 11), which is another coefficient.
"""

from dataclasses import dataclass, fields
from itertools import product

import numpy as np

from kodetre.agreement.coefficients import Beyond, divided
from kodetre.agreement.ratings import Floats, Integers

GAP = 0
"""The value of what a coder has left unmarked."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages that coders marked in a continuum, none of one coder's overlapping: `value` from 1 up, [start, end)."""

    coder: Integers
    start: Integers
    end: Integers
    value: Integers


@dataclass(frozen=True, slots=True)
class Continuum:
    """The stretches that all coders have read, in order, each with the cluster (document) it is in."""

    start: Integers
    end: Integers
    cluster: Integers
    clusters: int
    """How many clusters there are."""


@dataclass(frozen=True, slots=True)
class UnitizingSums:
    """Sums over a continuum; axes before the named ones are clusters or samples.

    `coincidences[k, l]`: lengths that two coders share, the one with value k, the other with l, over all pairs of coders and
    divided by the coders less one. `squares[k]`: the squares of the lengths of passages with the value k, which a passage would
    share with itself; of gaps the lengths alone, since a gap is no unit. `marked_squares[k]`: the same of the parts that others
    have marked too, as `cuα` needs them: so defined they give the published figures.
    """

    coincidences: Floats
    squares: Floats
    marked_squares: Floats

    def total(self) -> "UnitizingSums":
        """All of the first axis together."""
        return UnitizingSums(*(getattr(self, field.name).sum(axis=0) for field in fields(self)))

    def drawn(self, weights: Floats) -> "UnitizingSums":
        """Samples: `weights[sample, cluster]` says how often each cluster is in each."""
        return UnitizingSums(*(np.tensordot(weights, getattr(self, field.name), axes=(1, 0)) for field in fields(self)))


def unitizing_sums(continuum: Continuum, passages: Passages, coders: int, values: int) -> UnitizingSums:
    """The sums of each cluster. What stands outside the continuum is left out; `values` is how many there are, without the gap."""
    clusters, q = continuum.clusters, values + 1
    edges = np.unique(np.concatenate([continuum.start, continuum.end, passages.start, passages.end]))
    if len(edges) < 2 or not len(continuum.start):
        return UnitizingSums(np.zeros((clusters, q, q)), np.zeros((clusters, q)), np.zeros((clusters, q)))
    starts, lengths = edges[:-1], np.diff(edges)
    place = np.searchsorted(continuum.start, starts, side="right") - 1
    inside = (place >= 0) & (starts < continuum.end[place])
    starts, lengths, cluster = starts[inside], lengths[inside].astype(np.float64), continuum.cluster[place[inside]]
    which = np.full((coders, len(starts)), -1)
    for coder in range(coders):
        own = np.nonzero(passages.coder == coder)[0]
        own = own[np.argsort(passages.start[own], kind="stable")]
        if len(own):
            before = np.searchsorted(passages.start[own], starts, side="right") - 1
            marked = (before >= 0) & (starts < passages.end[own[before]])
            which[coder, marked] = own[before[marked]]
    value = np.where(which >= 0, passages.value[which] if len(passages.value) else GAP, GAP)
    return _summed(which, value, lengths, cluster, (clusters, q))


def _summed(
    which: Integers, value: Integers, lengths: Floats, cluster: Integers, shape: tuple[int, int]
) -> UnitizingSums:
    """The sums over runs: which passage each coder has there (-1 for none), of which value, how long, in which cluster."""
    clusters, q = shape
    coders = len(which)
    coincidences = np.zeros(clusters * q * q)
    for one in range(coders):
        for other in range(coders):
            if one != other:
                cells = (cluster * q + value[one]) * q + value[other]
                coincidences += np.bincount(cells, weights=lengths, minlength=clusters * q * q)
    squares, marked = np.zeros((clusters, q)), np.zeros((clusters, q))
    by_others = (value != GAP).sum(axis=0)
    for coder in range(coders):
        has = which[coder] >= 0
        squares[:, GAP] += np.bincount(cluster[~has], weights=lengths[~has], minlength=clusters)
        shared = lengths[has] * (by_others[has] - 1) / max(1, coders - 1)
        # A passage that goes over into another cluster is one in each.
        keys, first, number = np.unique(
            which[coder, has] * clusters + cluster[has], return_index=True, return_inverse=True
        )
        number = number.reshape(-1)
        cells = cluster[has][first] * q + value[coder, has][first]
        for sums, parts in ((squares, lengths[has]), (marked, shared)):
            whole = np.bincount(number, weights=parts, minlength=len(keys))
            sums += np.bincount(cells, weights=whole**2, minlength=clusters * q).reshape(clusters, q)
    shared_lengths = coincidences.reshape(clusters, q, q) / max(1, coders - 1)
    return UnitizingSums(shared_lengths, squares, marked)


def u_alpha(sums: UnitizingSums) -> Beyond:
    """uα: where passages begin and end, and which value they have (Krippendorff, 2019, eq. 34)."""
    return _beyond(sums.coincidences, sums.squares)


def binary_alpha(sums: UnitizingSums) -> Beyond:
    """|uα: where passages begin and end, whatever value they have (eq. 35)."""
    shared, squares = sums.coincidences, sums.squares
    gap, marked = slice(GAP, GAP + 1), slice(GAP + 1, None)
    cells = [shared[..., one, other].sum(axis=(-2, -1)) for one, other in product((gap, marked), repeat=2)]
    in_two = np.stack(cells, axis=-1).reshape(*np.shape(cells[0]), 2, 2)
    return _beyond(in_two, np.stack([squares[..., GAP], squares[..., 1:].sum(axis=-1)], axis=-1))


def cu_alpha(sums: UnitizingSums) -> Beyond:
    """cuα: which value is given where both have marked a passage (eq. 36-37)."""
    return _beyond(sums.coincidences[..., 1:, 1:], sums.marked_squares[..., 1:])


def value_alpha(sums: UnitizingSums, value: int) -> Beyond:
    """(k)uα: how far others give this value where one gives it and they have marked something (eq. 38)."""
    shared, squares = sums.coincidences[..., 1:, 1:], sums.marked_squares[..., 1:]
    margins, k = shared.sum(axis=-1), value - 1
    total, itself = margins.sum(axis=-1), squares[..., k]
    observed = divided(shared[..., k, k], margins[..., k])
    return Beyond(observed, divided(margins[..., k] ** 2 - itself, margins[..., k] * total - itself))


def _beyond(shared: Floats, squares: Floats) -> Beyond:
    """Observed and expected shares; what a unit shares with itself is not expected."""
    margins = shared.sum(axis=-1)
    total = margins.sum(axis=-1)
    agreeing = np.trace(shared, axis1=-2, axis2=-1)
    itself = squares.sum(axis=-1)
    return Beyond(divided(agreeing, total), divided((margins**2).sum(axis=-1) - itself, total**2 - itself))
