"""Coefficients against cases that were published, to three decimals; each with its publication."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from kodetre.agreement import coefficients, unitizing
from kodetre.agreement.alpha import krippendorff_alpha
from kodetre.agreement.ratings import MISSING, Ratings, sums_of
from kodetre.agreement.unitizing import Continuum, Passages, UnitizingSums, unitizing_sums

COHEN_P37 = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]
"""Cohen (1960), A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 20(1), p. 37."""
COHEN_P45 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen (1960), p. 45."""
ARTSTEIN_P558 = [[20, 10], [20, 50]]
"""Artstein & Poesio (2008), Inter-coder agreement for computational linguistics. Computational Linguistics, 34(4), p. 558."""
ARTSTEIN_P568 = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]
"""Artstein & Poesio (2008), p. 568."""
PARADOX = [[80, 5], [10, 5]]
"""High agreement and a low κ, where nearly all units have one value: the kind of table that
Feinstein & Cicchetti (1990) discuss."""
KRIPPENDORFF_P246 = [[12, 9, 9], [9, 14, 9], [9, 9, 20]]
"""Krippendorff (2004), Content analysis: An introduction to its methodology (2nd ed.), p. 246."""
KRIPPENDORFF_P224 = ["1100000000", "0110010100"]
"""Krippendorff (2004), p. 224: ten units, two coders."""
KRIPPENDORFF_P227 = ["001111122222", "011111222222"]
"""Krippendorff (2004), p. 227: twelve units, two coders, three values."""
KRIPPENDORFF_P230 = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
"""Krippendorff (2004), p. 230: twelve units, four coders, five values, some missing."""
FLEISS_1971 = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0), (0, 0, 4, 0, 2),
    (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0),
    (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0), (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6),
    (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0), (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0),
    (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
]  # fmt: skip
"""Fleiss (1971), Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5),
p. 379: 30 patients, 6 raters."""
FLEISS_TEXTBOOK = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0), (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip
"""The worked example of the English Wikipedia's article on Fleiss' kappa: 10 units, 14 raters."""
KRIPPENDORFF_2019 = (
    ((1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)),
    ((1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)),
    ((1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)),
)
"""Krippendorff (2019), Content analysis (4th ed.), fig. 12.11, p. 340: three coders, a continuum of 60, (first, last, value)."""


def of_table(table: Sequence[Sequence[int]]) -> Ratings:
    """Units as a table of two coders has them."""
    one = [row for row, cells in enumerate(table) for cells_of in cells for _ in range(cells_of)]
    other = [column for cells in table for column, times in enumerate(cells) for _ in range(times)]
    return Ratings.of(np.array([one, other]), len(table))


def of_rows(rows: Sequence[str], categories: int) -> Ratings:
    """Units as a row of signs for each coder has them; a point is a missing value."""
    least = min(int(sign) for row in rows for sign in row if sign != ".")
    values = [[MISSING if sign == "." else int(sign) - least for sign in row] for row in rows]
    return Ratings.of(np.array(values), categories)


def of_counts(counts: Sequence[Sequence[int]]) -> Ratings:
    """Units as counts of raters by value have them."""
    values = [[value for value, raters in enumerate(unit) for _ in range(raters)] for unit in counts]
    return Ratings.of(np.array(values).T, len(counts[0]))


def of_figure() -> UnitizingSums:
    """The continuum of Krippendorff (2019)."""
    rows = [
        (coder, first - 1, last, value) for coder, own in enumerate(KRIPPENDORFF_2019) for first, last, value in own
    ]
    passages = Passages(*np.array(rows).T)
    return unitizing_sums(Continuum(np.array([0]), np.array([60]), np.array([0]), 1), passages, 3, 7).total()


@pytest.mark.parametrize(
    ("ratings", "coefficient", "published"),
    [
        (of_table(COHEN_P45), coefficients.cohen, 0.492),
        (of_table(COHEN_P45), coefficients.gwet, 0.576),
        (of_table(COHEN_P37), coefficients.gwet, -0.048),
        (of_table(ARTSTEIN_P558), coefficients.cohen, 0.348),
        (of_table(ARTSTEIN_P558), coefficients.fleiss, 0.341),
        (of_table(ARTSTEIN_P568), coefficients.cohen, 0.8013),
        (of_table(ARTSTEIN_P568), coefficients.fleiss, 0.7995),
        (of_table(KRIPPENDORFF_P246), coefficients.cohen, 0.186),
        (of_table(PARADOX), coefficients.cohen, 0.318),
        (of_table(PARADOX), coefficients.gwet, 0.808),
        (of_table([[8, 1], [0, 1]]), coefficients.gwet, 0.8658),
        (of_table([[8, 1], [0, 1]]), coefficients.fleiss, 0.6078),
        (of_counts(FLEISS_1971), coefficients.fleiss, 0.430),
        (of_counts(FLEISS_TEXTBOOK), coefficients.fleiss, 0.210),
        (of_rows(KRIPPENDORFF_P230, 5), coefficients.gwet, 0.775),
        (of_rows(KRIPPENDORFF_P230, 5), coefficients.fleiss, 0.761),
        (of_rows(KRIPPENDORFF_P224, 2), coefficients.alpha, 0.095),
        (of_rows(KRIPPENDORFF_P227, 3), coefficients.alpha, 0.734),
        (of_rows(KRIPPENDORFF_P230, 5), coefficients.alpha, 0.743),
    ],
)
def test_a_coefficient_is_what_was_published(ratings, coefficient, published):
    assert float(coefficient(sums_of(ratings).total()).coefficient) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("rows", "categories", "published"),
    [(KRIPPENDORFF_P224, 2, 0.095), (KRIPPENDORFF_P227, 3, 0.734), (KRIPPENDORFF_P230, 5, 0.743)],
)
def test_alpha_of_the_package_is_what_was_published(rows, categories, published):
    assert krippendorff_alpha(of_rows(rows, categories)) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "observed"), [(COHEN_P37, 0.29), (ARTSTEIN_P558, 0.7), (ARTSTEIN_P568, 0.88), (PARADOX, 0.85)]
)
def test_per_cent_agreement_is_what_was_published(table, observed):
    assert float(coefficients.per_cent(sums_of(of_table(table)).total())) == pytest.approx(observed)


def test_of_the_raters_of_1971_chance_is_what_was_published():
    assert float(coefficients.fleiss(sums_of(of_counts(FLEISS_1971)).total()).chance) == pytest.approx(
        0.2201, abs=0.0005
    )  # in print from shares of three decimals


@pytest.mark.parametrize(
    ("coefficient", "published"),
    [(unitizing.u_alpha, 0.510), (unitizing.binary_alpha, 0.413), (unitizing.cu_alpha, 0.724)],
)
def test_the_u_alpha_family_is_what_was_published(coefficient, published):
    assert float(coefficient(of_figure()).coefficient) == pytest.approx(published, abs=0.001)


def test_alpha_of_single_values_is_what_was_published():
    by_value = [float(unitizing.value_alpha(of_figure(), value).coefficient) for value in range(1, 8)]
    assert by_value[:6] == pytest.approx([1, 0, 0, 0, 1, 1])
    assert math.isnan(by_value[6])  # nobody else marked anything there


def test_where_all_say_the_same_there_is_no_coefficient_but_all_agree():
    sums = sums_of(Ratings.of(np.ones((2, 8), dtype=int), 2)).total()
    assert float(coefficients.per_cent(sums)) == 1
    each = (coefficients.cohen, coefficients.fleiss, coefficients.gwet, coefficients.alpha)
    assert all(math.isnan(float(coefficient(sums).coefficient)) for coefficient in each)
