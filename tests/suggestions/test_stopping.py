"""When reading may stop, and how much is found."""

from math import comb

import pytest

from kodetre.suggestions.stopping import Reading, Stratum, hypergeometric_cdf, share_found, stopping_p


def by_counting(k: int, total: int, marked: int, drawn: int) -> float:
    """P(X ≤ k), from the ways there are to draw."""
    ways = [comb(marked, x) * comb(total - marked, drawn - x) for x in range(k + 1) if x <= drawn]
    return sum(ways) / comb(total, drawn)


@pytest.mark.parametrize("case", [(2, 50, 10, 12), (0, 100, 5, 30), (3, 20, 15, 8), (5, 30, 6, 25), (0, 10, 0, 3)])
def test_the_hypergeometric_distribution_is_that_of_counting(case: tuple[int, int, int, int]) -> None:
    assert hypergeometric_cdf(*case) == pytest.approx(by_counting(*case))


def reading(accepted: str, total: int) -> Reading:
    """Answers in their order, + for accepted; every one of them drawn at random."""
    answers = tuple(answer == "+" for answer in accepted)
    return Reading(answers, total, (Stratum(total, len(answers), sum(answers), len(answers), sum(answers)),))


def test_reading_may_not_stop_before_anything_was_accepted() -> None:
    assert stopping_p(reading("-" * 50, 100), 0.95) == 1.0
    assert share_found(reading("-" * 50, 100)) is None


def test_the_test_is_surer_the_longer_nothing_is_found() -> None:
    ps = [stopping_p(reading("+" * 20 + "-" * barren, 1000), 0.95) for barren in (10, 200, 600, 900)]
    assert ps == sorted(ps, reverse=True)
    assert ps[0] > 0.5
    assert ps[-1] < 0.05


def test_the_window_has_the_probability_that_the_paper_gives_it() -> None:
    """20 found; for recall to be below 0.95 there must be 22 in all, so 2 among the 980 left; none is in the next 800."""
    assert stopping_p(reading("+" * 20 + "-" * 800, 1000), 0.95) == pytest.approx(by_counting(0, 980, 2, 800), rel=0.2)


def test_when_all_is_read_all_is_found() -> None:
    found = share_found(reading("+-" * 10, 20))
    assert found is not None
    assert (found.estimate, found.low, found.high) == (1.0, 1.0, 1.0)
    assert found.may_stop


def test_a_part_that_nothing_was_drawn_from_leaves_the_interval_open() -> None:
    unread = Stratum(500, 0, 0, 0, 0)
    found = share_found(Reading((True, False), 502, (Stratum(2, 2, 1, 2, 1), unread)))
    assert found is not None
    assert found.low == pytest.approx(1 / 501)
    assert found.high == 1.0
