"""Cells between lines are those that pdfplumber finds, whose method it is."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table

from kodetre.pdf.cells import Line, tables_of

_NEAR = 3.0
_PLACES = st.one_of(
    st.integers(0, 12).map(lambda place: place * 10.0), st.floats(0, 120, allow_nan=False, width=32), st.floats(0, 8)
)
_LINES = st.lists(
    st.tuples(_PLACES, _PLACES, _PLACES).map(lambda line: (line[0], min(line[1:]), max(line[1:]) + 4)), max_size=14
)


@settings(deadline=None)
@given(_LINES, _LINES)
def test_cells_are_those_of_pdfplumber_to_the_last_decimal(across: list[Line], down: list[Line]) -> None:
    assert tables_of(across, down, _NEAR) == _of_pdfplumber(across, down)


def test_a_grid_with_a_line_that_is_drawn_in_two_near_pieces_has_its_cells() -> None:
    across = [(0.0, 0.0, 50.0), (0.5, 48.0, 100.0), (20.0, 0.0, 100.0), (40.0, 0.0, 100.0)]
    down = [(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (100.0, 0.0, 40.0)]
    (cells,) = tables_of(across, down, _NEAR)
    assert sorted(cells) == [
        (0.0, 0.25, 50.0, 20.0), (0.0, 20.0, 50.0, 40.0), (50.0, 0.25, 100.0, 20.0), (50.0, 20.0, 100.0, 40.0),
    ]  # fmt: skip


def _of_pdfplumber(across: list[Line], down: list[Line]) -> list[list[Any]]:
    edges: list[dict[str, Any]] = [
        {"x0": begin, "x1": end, "top": y, "bottom": y, "width": end - begin, "height": 0.0, "orientation": "h"}
        for y, begin, end in across
    ]
    edges += [
        {"x0": x, "x1": x, "top": begin, "bottom": end, "width": 0.0, "height": end - begin, "orientation": "v"}
        for x, begin, end in down
    ]
    merged = table.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    tables: list[list[Any]] = table.cells_to_tables(
        table.intersections_to_cells(table.edges_to_intersections(merged, _NEAR, _NEAR))
    )
    return tables
