"""Shares and their intervals."""

import numpy as np
import pytest

from kodetre.suggestions.estimate import Stratum, f_score, recall, wilson


def test_the_wilson_interval_is_that_of_the_textbook() -> None:
    estimate = wilson(15, 20)
    assert estimate is not None
    assert (estimate.value, round(estimate.low, 3), round(estimate.high, 3)) == (0.75, 0.531, 0.888)


def test_none_of_twenty_can_still_be_some_in_a_hundred() -> None:
    estimate = wilson(0, 20)
    assert estimate is not None
    assert (estimate.low, round(estimate.high, 2)) == (0.0, 0.16)


def test_a_share_of_nothing_is_none() -> None:
    assert wilson(0, 0) is None
    assert f_score((0, 0), (0, 0)) is None


@pytest.mark.parametrize(
    ("precision", "found"), [((6, 8), (6, 9)), ((3, 8), (6, 9)), ((8, 8), (2, 9)), ((1, 7), (0, 4))]
)
def test_f1_is_the_harmonic_mean_and_lies_in_its_interval(precision: tuple[int, int], found: tuple[int, int]) -> None:
    estimate = f_score(precision, found)
    assert estimate is not None
    p, r = precision[0] / precision[1], found[0] / found[1]
    assert estimate.value == pytest.approx(2 * p * r / (p + r))
    assert estimate.low <= estimate.value <= estimate.high


def test_recall_weighs_what_was_judged_by_the_size_of_its_part() -> None:
    estimate = recall(Stratum(100, 20, 10), Stratum(900, 90, 5))
    assert estimate is not None
    assert estimate.value == pytest.approx(0.5)
    assert estimate.low < 0.5 < estimate.high


def test_recall_is_known_where_everything_was_judged() -> None:
    estimate = recall(Stratum(10, 10, 6), Stratum(30, 30, 2))
    assert estimate is not None
    assert (estimate.low, estimate.value, estimate.high) == (0.75, 0.75, 0.75)


def test_recall_is_not_told_of_a_part_that_nobody_has_judged() -> None:
    assert recall(Stratum(100, 20, 10), Stratum(900, 0, 0)) is None
    assert recall(Stratum(100, 20, 0), Stratum(900, 50, 0)) is None


def test_none_of_the_rest_right_does_not_say_that_nothing_is_missed() -> None:
    estimate = recall(Stratum(100, 30, 20), Stratum(2000, 60, 0))
    assert estimate is not None
    assert estimate.high == 1.0
    assert estimate.low < 0.8


def test_the_same_judgements_give_the_same_interval() -> None:
    parts = Stratum(100, 20, 10), Stratum(900, 90, 5)
    assert recall(*parts) == recall(*parts)


@pytest.mark.slow
def test_the_true_recall_lies_in_its_interval_in_95_of_100_corpora() -> None:
    chance = np.random.default_rng(7)
    told = covered = 0
    while told < 400:
        sizes = int(chance.integers(60, 800)), int(chance.integers(500, 6000))
        shares = chance.uniform(0.2, 0.95), chance.beta(0.7, 30)
        right = tuple(int(chance.binomial(size, share)) for size, share in zip(sizes, shares, strict=True))
        judged = tuple(min(size, part) for size, part in zip(sizes, (40, 80), strict=True))
        drawn = [int(chance.hypergeometric(right[part], sizes[part] - right[part], judged[part])) for part in range(2)]
        estimate = recall(Stratum(sizes[0], judged[0], drawn[0]), Stratum(sizes[1], judged[1], drawn[1]))
        if estimate is not None:
            told += 1
            covered += estimate.low <= right[0] / sum(right) <= estimate.high
    assert covered / told >= 0.94  # 0.95 within the error of 400 corpora
