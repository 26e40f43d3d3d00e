"""What a comparison of two counts says, and when it says nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Kodetre, rows_of

from kodetre.report.answers import Answer, Bounds, Counted, compare_counts


def answer(own: int, rest: int, margin: float | None = None, minimum: int = 5, words: int = 10_000) -> Answer:
    return compare_counts(Counted(own, words), Counted(rest, words), Bounds(margin, minimum)).answer


def test_a_difference_that_the_interval_shows_is_different() -> None:
    assert answer(60, 20) is Answer.different


def test_what_the_interval_does_not_show_is_too_little_and_never_no_difference() -> None:
    assert answer(21, 20) is Answer.too_little


def test_alike_is_said_only_within_a_margin_that_was_set() -> None:
    assert answer(1000, 1000) is Answer.too_little
    assert answer(1000, 1000, margin=1.2) is Answer.alike


def test_an_interval_that_reaches_over_the_margin_is_not_alike() -> None:
    assert answer(21, 20, margin=1.2) is Answer.too_little


def test_a_sure_difference_that_is_smaller_than_the_margin_is_alike() -> None:
    assert answer(10_000, 9_000) is Answer.different
    assert answer(10_000, 9_000, margin=1.5) is Answer.alike


def test_nothing_is_said_below_the_minimum() -> None:
    assert answer(9, 0) is Answer.too_little
    assert answer(9, 0, minimum=4) is Answer.different


def test_the_minimum_is_of_what_alike_groups_would_have_so_that_a_short_document_says_little() -> None:
    long, short = Counted(40, 100_000), Counted(5, 1_000)
    assert compare_counts(long, short, Bounds()).answer is Answer.too_little


def test_a_side_without_codings_has_no_ratio_and_may_still_be_different() -> None:
    comparison = compare_counts(Counted(0, 10_000), Counted(40, 10_000), Bounds(margin=100))
    assert comparison.ratio is None
    assert comparison.answer is Answer.different


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 9_999), st.integers(1, 9_999), st.floats(1.01, 50))
def test_it_does_not_matter_which_side_is_named_first(
    own: int, rest: int, words: int, others: int, margin: float
) -> None:
    one, other = Counted(own, words), Counted(rest, others)
    there, back = (compare_counts(*pair, Bounds(margin)) for pair in ((one, other), (other, one)))
    assert there.answer is back.answer
    assert (there.ratio is None) == (back.ratio is None)


@given(st.integers(1, 500), st.integers(1, 500), st.floats(1.01, 50))
def test_alike_is_the_ninety_per_cent_interval_within_the_margin(own: int, rest: int, margin: float) -> None:
    comparison = compare_counts(Counted(own, 1000), Counted(rest, 1000), Bounds(margin, 1))
    reach = 1.645 * math.sqrt(1 / own + 1 / rest)
    inside = abs(math.log(own / rest)) + reach < math.log(margin)
    assert (comparison.answer is Answer.alike) == (inside and own + rest >= 2)


@pytest.mark.usefixtures("coded")
def test_the_report_prints_its_minimum_and_calls_nothing_a_finding_below_it(kodetre: Kodetre) -> None:
    ran = kodetre("report", "compare", "--minimum", "100000")
    assert "færre enn 100000 kodinger" in ran.out
    assert {row["answer"] for row in rows_of(kodetre, "compare", "--minimum", "100000")} == {"for lite materiale"}


@pytest.mark.usefixtures("coded")
def test_a_margin_of_one_or_less_is_refused(kodetre: Kodetre) -> None:
    ran = kodetre("report", "compare", "--margin", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "--margin 1.5" in ran.err
