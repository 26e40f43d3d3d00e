"""Lines to rows of a table: a cell's lines belong together, whatever parts the rows."""

from collections.abc import Sequence

import pytest
from support.pages import cells, word

from kodetre.ingest.layout.wrapped import is_rest_of_row, is_value, several_in_one, table_rows, without_header
from kodetre.pdf.page import Word

LEFTS = (72, 250, 400)
HEADER = ("Tiltak", "Ansvarlig", "Kroner")
LONG = [
    ("Foreldregrupper i alle", "Helse", "85"),
    ("de ytre bygdene", "", ""),
    ("Kurs i alle kretsene", "NAV", "120"),
    ("i kommunen", "", ""),
]


def lines(texts: Sequence[Sequence[str]], steps: Sequence[float]) -> list[list[list[Word]]]:
    """Lines by columns, each so far under the one before."""
    placed = []
    baseline = 100.0
    for place, row_ in enumerate(texts):
        baseline += steps[place - 1] if place else 0
        placed.append([cells([text], [left], baseline) for text, left in zip(row_, LEFTS, strict=False)])
    return placed


def read(texts: Sequence[Sequence[str]], steps: Sequence[float], rules: Sequence[float] = ()) -> list[list[str]]:
    rows = table_rows(lines(texts, steps), rules)
    return [[" ".join(word_.text for word_ in cell) for cell in row_] for row_ in rows]


WHOLE = [
    list(HEADER),
    ["Foreldregrupper i alle de ytre bygdene", "Helse", "85"],
    ["Kurs i alle kretsene i kommunen", "NAV", "120"],
]


def test_rules_between_the_rows_part_them() -> None:
    assert read([HEADER, *LONG], [14, 12, 14, 12], [105, 131]) == WHOLE


def test_without_rules_lines_that_are_close_are_one_cell() -> None:
    assert read([HEADER, *LONG], [16, 12, 16, 12]) == WHOLE


def test_where_all_lines_are_as_far_apart_a_row_begins_with_a_value() -> None:
    assert read([HEADER, *LONG], [12, 12, 12, 12]) == WHOLE


def test_rows_of_single_lines_are_rows_also_where_groups_of_them_are_apart() -> None:
    texts = [("Lønn", "NAV", "12"), ("Drift", "NAV", "3"), ("Leie", "NAV", "4"), ("Sum", "", "19")]
    assert read(texts, [12, 20, 12]) == [list(row_) for row_ in texts]


def test_rules_around_groups_of_rows_do_not_make_one_row_of_a_group() -> None:
    texts = [("Lønn", "NAV", "12"), ("Drift", "NAV", "3"), ("Leie", "NAV", "4"), ("Sum", "", "19")]
    assert read(texts, [12, 12, 12], [106, 130]) == [list(row_) for row_ in texts]


def test_a_header_of_two_lines_is_one_row() -> None:
    texts = [
        ("Tiltak", "Ansvarlig", "Kostnad i"),
        ("", "enhet", "tusen kroner"),
        ("Kurs", "NAV", "120"),
        ("Leir", "NAV", "85"),
    ]
    assert read(texts, [12, 16, 14], [118])[0] == ["Tiltak", "Ansvarlig enhet", "Kostnad i tusen kroner"]


def test_an_amount_that_its_column_is_too_narrow_for_is_one_amount() -> None:
    texts = [
        ("Kurs i alle kretsene", "NAV", "840"),
        ("i kommunen", "", "000"),
        ("Leir om sommeren for", "NAV", "186"),
        ("alle unge", "", "000"),
    ]
    assert read(texts, [12, 16, 12]) == [
        ["Kurs i alle kretsene i kommunen", "NAV", "840 000"],
        ["Leir om sommeren for alle unge", "NAV", "186 000"],
    ]


@pytest.mark.parametrize("text", ["12", "12 500", "-3,5", "2021–2024", "45 %", "kr 300", "01.02.2022", "–"])
def test_numbers_amounts_years_and_dates_are_values(text: str) -> None:
    assert is_value(cells([text], [72], 100))


@pytest.mark.parametrize("text", ["NAV", "3 årsverk", "innen 2024", "§ 3-2"])
def test_what_has_words_in_it_is_no_value(text: str) -> None:
    assert not is_value(cells([text], [72], 100))


def rows_of(*texts: Sequence[str]) -> list[list[list[Word]]]:
    return [[cells([text], [72], 100) for text in row_] for row_ in texts]


def said(rows: list[list[list[Word]]]) -> list[list[str]]:
    return [[" ".join(word_.text for word_ in cell) for cell in row_] for row_ in rows]


def test_a_header_that_is_repeated_on_the_next_page_is_left_out() -> None:
    header, *rest = rows_of(HEADER, HEADER, ("Kurs", "NAV", "12"))
    assert said(without_header(header, rest)) == [["Kurs", "NAV", "12"]]


def test_a_header_that_is_read_as_one_with_the_row_under_it_is_left_out() -> None:
    header, *rest = rows_of(HEADER, ("Tiltak Kurs", "Ansvarlig NAV", "Kroner 12"))
    assert said(without_header(header, rest)) == [["Kurs", "NAV", "12"]]


def test_a_row_without_the_values_that_all_others_have_goes_on_from_the_page_before() -> None:
    rows = rows_of(HEADER, ("Kurs", "NAV", "12"), ("Leir i alle", "NAV", "40"))
    assert is_rest_of_row(rows, rows_of(("kretsene", "", ""))[0])
    assert not is_rest_of_row(rows, rows_of(("Hjelp", "NAV", "3"))[0])


def test_rows_of_a_grid_without_a_line_between_them_are_two() -> None:
    words = [
        [word("Tiltak", bold=True), word("Kurs", baseline=114)],
        [word("Kroner", 250, bold=True), word("120", 250, 114)],
    ]
    other = [[word("Leir", baseline=128)], [word("85", 250, 128)]]
    parted = several_in_one([words, other, other])
    assert [said(rows) for rows in parted] == [
        [["Tiltak", "Kroner"], ["Kurs", "120"]],
        [["Leir", "85"]],
        [["Leir", "85"]],
    ]


def test_a_year_under_a_word_of_the_header_stays_with_it() -> None:
    words = [[word("Tiltak"), word("og mål", baseline=114)], [word("Budsjett", 250), word("2024", 250, 114)]]
    others = [[[word("Leir", baseline=128 + 14 * n)], [word("85", 250, 128 + 14 * n)]] for n in range(3)]
    assert len(several_in_one([words, *others])[0]) == 1


NAMES = [
    ("Område", "Delmål", "Ansvarlig"),
    ("Oppvekst", "Utbedring av farlige kryss", "utvalget for"),
    ("", "ved skolen i nordre", "oppvekst"),
    ("", "Oppfølging av biblioteket", "planavdelingen"),
    ("", "sentrum, etter planen", ""),
    ("", "gangveier, i nærheten", ""),
    ("", "Kvernbekkdalsbotn", ""),
    ("", "sentralskole for alle", ""),
    ("", "ungdommene i bygda", ""),
]


def test_a_cell_that_begins_in_a_capital_begins_a_row_also_where_a_name_does_now_and_then() -> None:
    rows = read(NAMES, [10] * (len(NAMES) - 1), [105])
    assert [row_[2] for row_ in rows] == ["Ansvarlig", "utvalget for oppvekst", "planavdelingen"]
    assert rows[2][1].startswith("Oppfølging av biblioteket sentrum")
