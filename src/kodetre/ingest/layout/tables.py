"""Ruled tables: the grids that the lines of a page draw, and the words in their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodetre.pdf.grid import SNAP, CellBox, grids
from kodetre.pdf.page import PageContent, Word

_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its words in reading order."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: rows of cells; None where a cell of another row or column reaches in."""

    page: int
    rows: list[list[Cell | None]]
    x0: float
    top: float
    x1: float
    bottom: float


def ruled_tables(page: PageContent) -> list[FoundTable]:
    """The ruled tables of a page that have at least two rows and columns and half of their cells filled."""
    tables = [_table(page, cells) for cells in grids(page.rules)]
    return sorted((table for table in tables if table is not None), key=lambda table: (table.top, table.x0))


def _table(page: PageContent, boxes: Sequence[CellBox]) -> FoundTable | None:
    """The table of a grid's cells with the page's words in them; None when it is too small or too empty to be one."""
    lefts = distinct([x0 for x0, _, _, _ in boxes])
    tops = distinct([top for _, top, _, _ in boxes])
    if len(tops) < _FEWEST_ROWS or len(lefts) < _FEWEST_COLUMNS:
        return None
    cells = _filled(boxes, page.words)
    if 2 * sum(1 for cell in cells if cell.words) < len(cells):
        return None
    grid: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    for cell in cells:
        grid[_nearest(tops, cell.top)][_nearest(lefts, cell.x0)] = cell
    rows = _without_empty_columns([row for row in grid if any(map(_has_words, row))])
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_COLUMNS:
        return None
    return FoundTable(
        page.number, rows, min(cell.x0 for cell in cells), min(cell.top for cell in cells),
        max(cell.x1 for cell in cells), max(cell.bottom for cell in cells),
    )  # fmt: skip


def _filled(boxes: Sequence[CellBox], words: Iterable[Word]) -> list[Cell]:
    """The cells with the words whose middle lies in them, each word in the first such."""
    held: list[list[Word]] = [[] for _ in boxes]
    for word in words:
        x, y = (word.left + word.right) / 2, word.baseline - 0.3 * word.size
        for place, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1:
                held[place].append(word)
                break
    return [Cell(*box, words=inside) for box, inside in zip(boxes, held, strict=True)]


def _has_words(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.words)


def _without_empty_columns(rows: Sequence[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows without the columns that have no words in any of them."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    used = [place for place, column in enumerate(columns) if any(map(_has_words, column))]
    if len(used) == len(columns):
        return list(rows)
    kept = zip(*(columns[place] for place in used), strict=True)
    return list(map(list, kept))


def distinct(values: Iterable[float]) -> list[float]:
    """The values in order, but for those that are within the snap distance of the one before."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _nearest(values: list[float], wanted: float) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - wanted))
