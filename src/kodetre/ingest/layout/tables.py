"""Ruled tables: pdfium's lines, pdfplumber's table functions, and the words in the cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kodetre.pdf.rules import Rule
from kodetre.pdf.words import PageContent, Word

_SNAP = 3.0
_FEWEST_CELLS = (2, 2)
_FULLEST_SHARE = 0.5
_MOST_RULES = 4_000


@dataclass(slots=True)
class Cell:
    """A cell of a table with its words in reading order."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class FoundTable:
    """A table on a page: rows of cells; None where a cell of another row or column reaches in."""

    page: int
    rows: list[list[Cell | None]]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def columns(self) -> list[float]:
        """The left edges of its columns, in points."""
        return sorted({round(cell.x0, 0) for row in self.rows for cell in row if cell is not None})


def ruled_tables(page: PageContent) -> list[FoundTable]:
    """The ruled tables of a page that have at least two rows and columns and half of their cells filled."""
    edges = [_edge(rule) for rule in page.rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= 4]
    if not 4 <= len(edges) <= _MOST_RULES:
        return []
    if len({edge["orientation"] for edge in edges}) < 2:
        return []
    from pdfplumber import table as plumber

    merged = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(merged, _SNAP, _SNAP))
    found = []
    for group in plumber.cells_to_tables(cells):
        table = _table(page, group)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda t: (t.top, t.x0))


def _edge(rule: Rule) -> dict[str, Any]:
    flat = rule.x1 - rule.x0 >= rule.bottom - rule.top
    return {
        "x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.bottom, "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top, "orientation": "h" if flat else "v", "object_type": "line",
    }  # fmt: skip


def _table(page: PageContent, group: list[tuple[float, float, float, float]]) -> FoundTable | None:
    lefts = distinct([x0 for x0, _, _, _ in group])
    tops = distinct([top for _, top, _, _ in group])
    if len(tops) < _FEWEST_CELLS[0] or len(lefts) < _FEWEST_CELLS[1]:
        return None
    rows: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    cells = []
    for x0, top, x1, bottom in group:
        cell = Cell(x0, top, x1, bottom)
        rows[_nearest(tops, top)][_nearest(lefts, x0)] = cell
        cells.append(cell)
    for word in page.words:
        x, y = (word.left + word.right) / 2, word.baseline - 0.3 * word.size
        for cell in cells:
            if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.top - 1 <= y <= cell.bottom + 1:
                cell.words.append(word)
                break
    if 2 * sum(1 for cell in cells if cell.words) < len(cells):
        return None
    rows = [row for row in rows if any(cell is not None and cell.words for cell in row)]
    used = [place for place in range(len(lefts)) if any(row[place] is not None and row[place].words for row in rows)]  # type: ignore[union-attr]
    rows = [[row[place] for place in used] for row in rows]
    if len(rows) < _FEWEST_CELLS[0] or len(used) < _FEWEST_CELLS[1]:
        return None
    return FoundTable(
        page.number, rows, min(c.x0 for c in cells), min(c.top for c in cells), max(c.x1 for c in cells),
        max(c.bottom for c in cells),
    )  # fmt: skip


def distinct(values: Iterable[float]) -> list[float]:
    """The values in order, but for those that are within the snap distance of the one before."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _nearest(values: list[float], wanted: float) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - wanted))
