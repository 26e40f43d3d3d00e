"""Ruled tables: the words in the cells of a grid."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.pages import cell_texts, cells, grid, page, row

from kodetre.ingest.layout.tables import FoundTable, distinct, ruled_tables
from kodetre.pdf.grid import SNAP
from kodetre.pdf.page import Word

LEFTS, TOPS = [70.0, 170.0, 270.0], [90.0, 110.0, 130.0, 150.0]


def table_of(*rows: tuple[str, str]) -> list[FoundTable]:
    words: list[Word] = []
    for place, cells_of_row in enumerate(rows):
        words += cells(cells_of_row, (75, 175), 104 + 20 * place)
    return ruled_tables(page(words, grid(LEFTS, TOPS[: len(rows) + 1])))


def test_the_words_stand_in_the_cells_they_are_printed_in() -> None:
    (table,) = table_of(("Tiltak", "Frist"), ("Åpen time", "2023"), ("Kurs", "2025"))
    assert cell_texts(table) == [["Tiltak", "Frist"], ["Åpen time", "2023"], ["Kurs", "2025"]]
    assert (table.x0, table.top, table.x1, table.bottom) == (70, 90, 270, 150)


def test_words_beside_the_grid_are_in_no_cell() -> None:
    words = [*cells(("a", "b"), (75, 175), 104), *cells(("c", "d"), (75, 175), 124), *row("utenfor", 300, 104)]
    (table,) = ruled_tables(page(words, grid(LEFTS, TOPS[:3])))
    assert cell_texts(table) == [["a", "b"], ["c", "d"]]


def test_an_empty_cell_stays_and_an_empty_row_goes() -> None:
    (table,) = table_of(("Tiltak", "Frist"), ("Kurs", ""), ("Mer", "2025"))
    assert cell_texts(table) == [["Tiltak", "Frist"], ["Kurs", ""], ["Mer", "2025"]]
    (table,) = table_of(("Tiltak", "Frist"), ("", ""), ("Mer", "2025"))
    assert cell_texts(table) == [["Tiltak", "Frist"], ["Mer", "2025"]]


def test_a_column_without_words_is_left_out() -> None:
    words = [*cells(("a", "b"), (75, 275), 104), *cells(("c", "d"), (75, 275), 124)]
    (table,) = ruled_tables(page(words, grid([70.0, 170.0, 270.0, 370.0], TOPS[:3])))
    assert cell_texts(table) == [["a", "b"], ["c", "d"]]


def test_a_grid_that_is_mostly_empty_is_a_form_and_no_table() -> None:
    assert table_of(("Navn", ""), ("", ""), ("", "")) == []


def test_one_row_of_boxes_is_no_table() -> None:
    assert table_of(("Tiltak", "Frist")) == []


def test_rules_without_crossings_are_no_table() -> None:
    rules = grid(LEFTS, TOPS)[: len(TOPS)]
    assert ruled_tables(page(row("tekst mellom streker"), rules)) == []


@given(st.lists(st.floats(0, 800)))
def test_distinct_values_are_some_of_the_values_in_order_and_apart(values: list[float]) -> None:
    kept = distinct(values)
    assert set(kept) <= set(values)
    assert kept[:1] == sorted(values)[:1]
    assert all(after - before > SNAP for before, after in pairwise(kept))


@given(st.lists(st.floats(0, 800), min_size=1))
def test_every_value_stands_within_the_snap_distance_after_a_distinct_one(values: list[float]) -> None:
    kept = distinct(values)
    for value in values:
        assert value - max(other for other in kept if other <= value) <= SNAP
