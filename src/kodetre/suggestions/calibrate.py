"""Probabilities that mean what they say: a logistic model with what is believed before any answer as its prior. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]

_STEPS = 25
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Belief:
    """What the weights of a logistic model are before anything is seen: the mean of each, and how firm it is (1 / variance)."""

    mean: Real
    firm: Real


def sigmoid(logit: Real) -> Real:
    """1 / (1 + e^-x), for any x."""
    return 0.5 * (1 + np.tanh(0.5 * logit))


def logistic(inputs: Real, labels: Real, belief: Belief) -> Real:
    """The weights most probable after answers were seen (maximum a posteriori, by Newton's method).

    `inputs` has a row for each answer and a column for each weight, `labels` is 1 for accepted and 0 for rejected. Without any
    answer the weights are those believed before.
    """
    weights = belief.mean.copy()
    if not len(labels):
        return weights
    loss = _loss(weights, inputs, labels, belief)
    for _ in range(_STEPS):
        probability = sigmoid(inputs @ weights)
        gradient = inputs.T @ (probability - labels) + belief.firm * (weights - belief.mean)
        curvature = (inputs.T * (probability * (1 - probability))) @ inputs + np.diag(belief.firm)
        step = np.linalg.solve(curvature, gradient)
        while (after := _loss(weights - step, inputs, labels, belief)) > loss and float(np.abs(step).max()) > _CLOSE:
            step = step / 2  # a whole step of Newton's can overshoot where the model is sure of itself
        if float(np.abs(step).max()) <= _CLOSE:
            break
        weights, loss = weights - step, after
    return weights


def _loss(weights: Real, inputs: Real, labels: Real, belief: Belief) -> float:
    """How improbable weights are: minus the log of their probability after the answers, but for a constant."""
    logits = inputs @ weights
    of_answers = np.logaddexp(0, logits) - labels * logits
    return float(of_answers.sum() + 0.5 * (belief.firm * (weights - belief.mean) ** 2).sum())
