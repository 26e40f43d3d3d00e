"""How probable it is that a coder accepts a unit for a code: before any answer, and learned from answers. Pure.

Before any answer it comes from the keywords: how rare they are, how many different ones, where the unit stands and whether
a heading above has one too. With answers, a ridge regression over lemmas and parts of compounds, the keywords' own
probability among its features, is fitted anew each time (some milliseconds), and brought to probabilities by a logistic
model over what the ridge says of each answered unit when that unit is left out (Platt 1999; the left-out values of a
ridge have a closed form). Another feature is what company the keywords keep: how alike a unit is to all those of the corpus
that they hit, which nobody has to have answered (the pseudo-relevance feedback of Croft and Harper 1979, in Rocchio's form).
Nothing in it is drawn at random: the same answers give the same numbers.
"""

from dataclasses import dataclass

import numpy as np

from kodetre.suggestions.calibrate import Belief, logistic, sigmoid
from kodetre.suggestions.terms import Real, UnitTerms, Whole, summed

MOST_ANSWERS = 1000
"""So many of a code's answers are learned from, the newest, so that a fit stays quick."""
_RIDGE = 2.0
_UNREAD_WEIGHT = 0.2
"""What a unit that nobody has answered counts, with what the keywords say of it, beside one that was answered."""
_ROWS, _FEWEST_UNREAD = 200, 60
"""So many unread units come in beside the answers: as many as make up so many rows, but never fewer than the second number."""
_KEYWORDS = 0.3
"""What the keywords' own probability weighs among the features; a unit's terms have length 1."""
_COMPANY = 0.2
"""What it weighs among the features that a unit is like those that keywords hit; it has a mean of 0 and a deviation of 1."""
_BELIEF = Belief(np.array([0.3, 0.8, 10.0]), np.array([4.0, 8.0, 0.3]))
"""Before any answer, of the logistic model: the intercept, the weight of the keywords' log-odds and that of the ridge."""
_DECIMALS = 4
_OFTEN = 24
"""A term of more of the rows than this is one of many."""


@dataclass(frozen=True, slots=True)
class KeywordEvidence:
    """What keywords say of each unit, an entry for each: the summed rarity of those that hit (0 for none), how many different
    ones, whether one stands in a heading above, and how far into its document the unit stands (0 to 1).
    """

    rarity: Real
    different: Real
    above: Real
    position: Real

    def logits(self) -> Real:
        """The log-odds of acceptance before any answer."""
        hit = self.different > 0
        with_hits = -0.6 + 0.7 * (self.rarity - 0.6) + 0.5 * np.minimum(self.different - 1, 3) + 0.8 * self.above
        without = -3.3 + 1.5 * self.above
        edge = np.where(self.position < 0.02, -0.5, 0.0)  # title pages and forewords
        return np.where(hit, with_hits, without) + edge


@dataclass(frozen=True, slots=True)
class Answers:
    """The units that were answered, oldest first, and whether each was accepted (1) or rejected (0)."""

    units: Whole
    accepted: Real


@dataclass(frozen=True, slots=True)
class Learned:
    """For each unit the probability of being accepted, and for each term what it speaks for (positive) or against."""

    probability: Real
    speaks: Real


def company(terms: UnitTerms, evidence: KeywordEvidence) -> Real:
    """How alike each unit is to those that keywords hit, itself left out, beside the others: with a mean of 0 and a deviation
    of 1. It follows from the keywords, and is the same whatever is answered.
    """
    unit = terms.unit
    beyond_mean = sigmoid(evidence.logits())
    beyond_mean = beyond_mean - beyond_mean.mean()
    together = summed(terms.term, terms.weight * beyond_mean[unit], len(terms.names))
    of_itself = beyond_mean * summed(unit, terms.weight**2, terms.size)
    alike = summed(unit, terms.weight * together[terms.term], terms.size) - of_itself
    alike = alike - alike.mean()
    return np.asarray(alike / max(1e-12, float(alike.std())), np.float64)


def learn(terms: UnitTerms | None, evidence: KeywordEvidence, answers: Answers, alike: Real | None = None) -> Learned:
    """The probabilities of all units for a code. Without answers they come from the keywords alone, and no terms are
    needed. `alike` is what `company` gives, from one who has kept it.
    """
    before = evidence.logits()
    if terms is None or not len(answers.units):
        return Learned(np.round(sigmoid(before), _DECIMALS), np.zeros(0))
    units, accepted = answers.units[-MOST_ANSWERS:], answers.accepted[-MOST_ANSWERS:]
    unread = _background(terms.size, units)
    rows = np.concatenate((units, unread))
    keywords = sigmoid(before)
    target = np.concatenate((accepted, keywords[unread]))
    firm = np.concatenate((np.ones(len(units)), np.full(len(unread), _UNREAD_WEIGHT)))
    alike = company(terms, evidence) if alike is None else alike
    ridge = _Ridge(terms, np.stack((_KEYWORDS * keywords, _COMPANY * alike), axis=1), rows)
    fitted = ridge.fit(target, firm)
    inputs = np.stack((np.ones(terms.size), before, fitted.of_all), axis=1)
    seen = np.stack((np.ones(len(units)), before[units], fitted.left_out[: len(units)]), axis=1)
    weights = logistic(seen, accepted, _BELIEF)
    return Learned(np.round(sigmoid(inputs @ weights), _DECIMALS), fitted.of_terms)


def _background(size: int, answered: Whole) -> Whole:
    """Some of the units that nobody has answered, spread evenly over the corpus."""
    unread = np.setdiff1d(np.arange(size), answered)
    wanted = max(_FEWEST_UNREAD, _ROWS - len(answered))
    if len(unread) <= wanted:
        return unread
    return unread[np.linspace(0, len(unread) - 1, wanted).astype(np.int64)]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """How far from the mean a ridge puts every unit, and each of its rows when that row is left out; and what each term weighs."""

    of_all: Real
    left_out: Real
    of_terms: Real


class _Ridge:
    """Ridge regression in its dual form: a number for each row that it is fitted to, few, and not for each term, many. Its features
    are the terms, and others that are given, a column each.
    """

    def __init__(self, terms: UnitTerms, others: Real, rows: Whole) -> None:
        self._terms = terms
        self._others = others
        self._rows = rows
        self._own = terms.of(rows)

    def fit(self, target: Real, firm: Real) -> _Fitted:
        """Fit to a target for each row, of which some count less than others (`firm`, 1 for a whole row)."""
        mean = float(firm @ target / firm.sum())
        inverse = np.linalg.inv(self._kernel() + np.diag(_RIDGE / firm))
        dual = inverse @ (target - mean)
        left_out = target - mean - dual / np.diag(inverse)
        own = self._own
        of_terms = summed(own.term, own.weight * dual[own.unit], len(self._terms.names))
        of_all = self._terms.times(of_terms) + self._others @ (self._others[self._rows].T @ dual)
        return _Fitted(of_all, left_out, of_terms)

    def _kernel(self) -> Real:
        """How alike every two rows are: the product of their terms' weights, and of their other features."""
        others = self._others[self._rows]
        return _alike(self._own) + np.asarray(others @ others.T)


def _alike(rows: UnitTerms) -> Real:
    """The product of the weights of every two rows. Terms of many rows are multiplied as a full matrix; those of few, which
    are most, pair by pair.
    """
    size = rows.size
    spread = np.bincount(rows.term, minlength=len(rows.names))
    often = spread > _OFTEN
    column = np.cumsum(often) - 1
    unit = rows.unit
    full = np.zeros((size, int(often.sum())))
    here = often[rows.term]
    full[unit[here], column[rows.term[here]]] = rows.weight[here]
    by_term = np.argsort(rows.term[~here], kind="stable")
    term, weight, unit = rows.term[~here][by_term], rows.weight[~here][by_term], unit[~here][by_term]
    pairs = np.zeros(size * size)
    for apart in range(1, _OFTEN):
        same = np.flatnonzero(term[apart:] == term[:-apart])
        if not len(same):
            break
        place = unit[same] * size + unit[same + apart]
        pairs += summed(place, weight[same] * weight[same + apart], size * size)
    above = pairs.reshape(size, size)
    own = summed(unit, weight**2, size)
    return np.asarray(full @ full.T + above + above.T + np.diag(own))
