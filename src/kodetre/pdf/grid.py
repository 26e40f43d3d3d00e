"""The cells that ruling lines enclose, by pdfplumber's table functions."""

from collections.abc import Iterable
from typing import Any

from kodetre.pdf.page import Rule

SNAP = 3.0
"""Points within which two lines are one."""
_SHORTEST = 4.0
_MOST_RULES = 4_000

CellBox = tuple[float, float, float, float]
"""Left, top, right, bottom of a cell, in points from the upper left of the page."""


def grids(rules: Iterable[Rule]) -> list[list[CellBox]]:
    """The grids of cells that the rules of a page draw, each as its cells; none for a page with more rules than a table has."""
    edges = [_edge(rule) for rule in rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= _SHORTEST]
    if not 4 <= len(edges) <= _MOST_RULES or len({edge["orientation"] for edge in edges}) < 2:
        return []
    from pdfplumber import table

    merged = table.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, SNAP, SNAP))
    tables: list[list[CellBox]] = table.cells_to_tables(cells)
    return tables


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber has its lines."""
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    return {
        "x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.bottom, "width": width, "height": height,
        "orientation": "h" if width >= height else "v", "object_type": "line",
    }  # fmt: skip
