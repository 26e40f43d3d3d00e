"""What holds of coefficients whatever coders say."""

import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kodetre.agreement import coefficients, unitizing
from kodetre.agreement.alpha import krippendorff_alpha
from kodetre.agreement.bootstrap import draws, interval
from kodetre.agreement.compare import Comparison
from kodetre.agreement.material import Mark, ReadDocument, lay_out
from kodetre.agreement.ratings import MISSING, Ratings, sums_of
from kodetre.agreement.unit import Unit

BEYOND = (coefficients.cohen, coefficients.fleiss, coefficients.gwet, coefficients.alpha)
LENGTH = 60


@st.composite
def rated(draw, coders=2, missing=False):
    least = MISSING if missing else 0
    units = draw(st.integers(1, 30))
    values = draw(
        st.lists(st.lists(st.integers(least, 3), min_size=units, max_size=units), min_size=coders, max_size=coders)
    )
    return np.array(values)


@st.composite
def marks(draw):
    """Marks of two coders with two codes in three documents."""
    listed = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, LENGTH - 1))
        end = draw(st.integers(start + 1, LENGTH))
        document, coder, code = draw(
            st.tuples(st.sampled_from(["D1", "D2", "D3"]), st.sampled_from("AB"), st.sampled_from("xy"))
        )
        listed.append(Mark(document, coder, code, start, end))
    return listed


def documents(order=("D1", "D2", "D3")):
    stretches = [(start, start + 9) for start in range(0, LENGTH, 10)]
    read = {"A": (0, LENGTH), "B": (0, LENGTH)}
    return [ReadDocument(id, LENGTH, stretches, stretches, read) for id in order]


def values(ratings, coefficient):
    return float(coefficient(sums_of(ratings).total()).coefficient)


def same(one, other):
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other, abs=1e-9)


@given(rated())
def test_no_coefficient_is_above_1_or_below_its_least(said):
    for coefficient in BEYOND:
        value = values(Ratings.of(said, 4), coefficient)
        assert math.isnan(value) or -1 - 1e-9 <= value <= 1 + 1e-9 or (said.shape[1] < 3 and value <= 1)


@given(rated())
def test_it_does_not_matter_who_is_named_first(said):
    for coefficient in BEYOND:
        assert same(values(Ratings.of(said, 4), coefficient), values(Ratings.of(said[::-1], 4), coefficient))


@given(rated(coders=3, missing=True), st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_units_come(said, random):
    order = list(range(said.shape[1]))
    random.shuffle(order)
    for coefficient in BEYOND[1:]:
        assert same(values(Ratings.of(said, 4), coefficient), values(Ratings.of(said[:, order], 4), coefficient))


@given(rated(coders=3, missing=True))
def test_alpha_from_sums_is_that_of_the_package(said):
    ratings = Ratings.of(said, 4)
    assert same(krippendorff_alpha(ratings), values(ratings, coefficients.alpha))


@given(rated())
def test_of_two_coders_who_agree_wholly_a_coefficient_is_1_where_there_is_one(said):
    twice = np.stack([said[0], said[0]])
    for coefficient in BEYOND:
        value = values(Ratings.of(twice, 4), coefficient)
        assert math.isnan(value) or value == pytest.approx(1)


@given(rated(missing=True))
def test_sums_of_clusters_add_up_to_those_of_all(said):
    ratings = Ratings.of(said, 4)
    whole = sums_of(Ratings(ratings.values, 4, ratings.weights, np.zeros_like(ratings.clusters), 1)).total()
    each = sums_of(ratings).total()
    assert np.allclose(whole.coincidences, each.coincidences)
    assert np.allclose(whole.agreed, each.agreed)


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.1, 0.1), (0.05, 0.4)])
def test_independent_coders_agree_as_chance_would(shares):
    random = np.random.default_rng(7)
    said = np.stack([random.random(20_000) < share for share in shares]).astype(int)
    ratings = Ratings.of(said, 2)
    assert values(ratings, coefficients.cohen) == pytest.approx(0, abs=0.03)
    if shares[0] == shares[1]:
        assert values(ratings, coefficients.alpha) == pytest.approx(0, abs=0.03)


def test_codes_of_very_different_frequency_do_not_make_independent_coders_agree():
    random = np.random.default_rng(11)
    listed = [
        Mark(f"D{document}", coder, code, start, start + 9)
        for document in range(1, 201)
        for coder in "AB"
        for code, share in (("often", 0.5), ("seldom", 0.02))
        for start in range(0, LENGTH, 10)
        if random.random() < share
    ]
    compared = Comparison(lay_out(documents([f"D{n}" for n in range(1, 201)]), listed, "AB", Unit.paragraph), 0)
    compared.code("often", ["often"])
    compared.code("seldom", ["seldom"])
    estimates = compared.together().estimates
    assert estimates["cohen"].value == pytest.approx(0, abs=0.1)
    assert estimates["alpha"].value == pytest.approx(0, abs=0.1)


@given(marks(), st.sampled_from(list(Unit)))
def test_the_order_of_documents_changes_nothing(listed, unit):
    forth = Comparison(lay_out(documents(), listed, "AB", unit), 0).code("x", ["x"])
    back = Comparison(lay_out(documents(("D3", "D1", "D2")), listed[::-1], "AB", unit), 0).code("x", ["x"])
    assert (forth.cells, forth.why) == (back.cells, back.why)
    for name, estimate in forth.estimates.items():
        other = back.estimates[name].value
        assert estimate.value == (None if other is None else pytest.approx(other, abs=1e-9))


@given(marks(), st.sampled_from(list(Unit)))
def test_coders_who_change_places_change_only_whose_is_whose(listed, unit):
    forth = Comparison(lay_out(documents(), listed, "AB", unit), 0).code("x", ["x"])
    back = Comparison(lay_out(documents(), listed, "BA", unit), 0).code("x", ["x"])
    both, one, other, neither = forth.cells
    assert back.cells == (both, other, one, neither)
    for name in ("cohen", "alpha", "fleiss", "gwet", "u_alpha"):
        if name in forth.estimates and forth.estimates[name].value is not None:
            assert back.estimates[name].value == pytest.approx(forth.estimates[name].value, abs=1e-9)


@given(marks())
def test_whoever_copies_the_other_agrees_wholly(listed):
    twice = [Mark(mark.document, coder, mark.code, mark.start, mark.end) for mark in listed for coder in "AB"]
    compared = Comparison(lay_out(documents(), twice, "AB", Unit.character), 0)
    for row in (compared.code("x", ["x"]), compared.values({"x": 1, "y": 2})):
        for name, estimate in row.estimates.items():
            assert estimate.value is None or estimate.value == pytest.approx(1), name


@given(marks())
def test_characters_in_runs_count_as_if_they_were_rated_one_by_one(listed):
    every = {id: np.zeros((2, LENGTH), dtype=int) for id in ("D1", "D2", "D3")}
    for mark in listed:
        if mark.code == "x":
            every[mark.document]["AB".index(mark.coder), mark.start : mark.end] = 1
    one_by_one = Ratings.of(np.concatenate([every[id] for id in ("D1", "D2", "D3")], axis=1), 2)
    compared = Comparison(lay_out(documents(), listed, "AB", Unit.character), 0).code("x", ["x"])
    if not compared.why:
        assert compared.estimates["alpha"].value == pytest.approx(krippendorff_alpha(one_by_one), abs=1e-9)
        assert compared.estimates["cohen"].value == pytest.approx(values(one_by_one, coefficients.cohen), abs=1e-9)


@given(marks())
def test_a_single_value_of_the_u_alpha_family_is_that_of_the_code(listed):
    material = lay_out(documents(), listed, "AB", Unit.character)
    sums = [
        unitizing.unitizing_sums(material.continuum, passages, 2, 1).total()
        for passages in (material.passages(["x"]), material.value_passages({"x": 1})[0])
    ]
    assert np.allclose(sums[0].coincidences, sums[1].coincidences)
    assert np.allclose(sums[0].squares, sums[1].squares)
    u_alpha, binary = (float(of(sums[0]).coefficient) for of in (unitizing.u_alpha, unitizing.binary_alpha))
    assert same(u_alpha, binary)


def test_an_interval_has_the_same_ends_each_time_and_holds_the_number():
    random = np.random.default_rng(3)
    said = (random.random((2, 400)) < 0.4).astype(int)
    said[1, ::2] = said[0, ::2]
    sums = sums_of(Ratings.of(said, 2))
    ends = [interval(coefficients.cohen(sums.drawn(draws(400))).coefficient) for _ in range(2)]
    assert ends[0] == ends[1]
    assert ends[0].low < float(coefficients.cohen(sums.total()).coefficient) < ends[0].high


def test_no_interval_is_told_where_most_samples_have_no_number():
    assert interval(np.array([np.nan, np.nan, np.nan, 0.5])) is None


def test_an_end_that_is_a_few_characters_off_does_not_bring_in_the_next_paragraph():
    listed = [Mark("D1", "A", "x", 0, 300), Mark("D1", "B", "x", 0, 306)]
    paragraphs = [(0, 300), (301, 700)]
    read = {"A": (0, 700), "B": (0, 700)}
    compared = Comparison(
        lay_out([ReadDocument("D1", 700, paragraphs, paragraphs, read)], listed, "AB", Unit.paragraph), 0
    )
    assert compared.code("x", ["x"]).cells == (1, 0, 0, 1)


def test_what_one_of_them_has_not_read_is_not_compared():
    listed = [Mark("D1", "A", "x", 0, 9), Mark("D1", "B", "x", 30, 39)]
    stretches = [(start, start + 9) for start in range(0, LENGTH, 10)]
    material = lay_out(
        [ReadDocument("D1", LENGTH, stretches, stretches, {"A": (0, 60), "B": (20, 60)})], listed, "AB", Unit.paragraph
    )
    assert Comparison(material, 0).code("x", ["x"]).cells == (0, 0, 1, 3)


@pytest.mark.parametrize(("listed", "why"), [([], "nowhere"), ([("A", 0, 60), ("B", 0, 60)], "one_category")])
def test_it_is_said_why_there_is_no_number(listed, why):
    made = [Mark("D1", coder, "x", start, end) for coder, start, end in listed]
    compared = Comparison(lay_out(documents(["D1"]), made, "AB", Unit.paragraph), 0).code("x", ["x"])
    assert compared.why == why
    assert all(
        estimate.value is None for name, estimate in compared.estimates.items() if name in ("cohen", "alpha", "gwet")
    )
