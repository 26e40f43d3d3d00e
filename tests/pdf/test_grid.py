"""Ruling lines to grids of cells."""

from support.pages import grid

from kodetre.pdf.grid import grids
from kodetre.pdf.page import Rule


def test_lines_that_cross_enclose_cells() -> None:
    (cells,) = grids(grid([70.0, 170.0, 270.0], [90.0, 110.0, 130.0]))
    assert sorted(cells) == [(70, 90, 170, 110), (70, 110, 170, 130), (170, 90, 270, 110), (170, 110, 270, 130)]


def test_two_tables_on_a_page_are_two_grids() -> None:
    upper, lower = grid([70.0, 170.0, 270.0], [90.0, 110.0]), grid([70.0, 270.0], [400.0, 420.0, 440.0])
    assert [len(cells) for cells in grids([*upper, *lower])] == [2, 2]


def test_lines_one_way_only_and_short_strokes_enclose_nothing() -> None:
    assert grids([Rule(70, 270, y, y) for y in (90.0, 110.0, 130.0, 150.0)]) == []
    assert grids(grid([70.0, 72.0, 73.0], [90.0, 91.0, 93.0])) == []


def test_a_map_with_thousands_of_lines_is_not_looked_at() -> None:
    lines = [Rule(70, 270, 90.0 + place / 10, 90.0 + place / 10) for place in range(4_000)]
    assert grids([*lines, *grid([70.0, 170.0, 270.0], [90.0, 110.0, 130.0])]) == []
