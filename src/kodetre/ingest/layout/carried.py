"""What of a table stands in the next column or on the next page, and is too little there to be known as a table by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kodetre.ingest.layout.aligned import cells_of, table_of
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import Word

_SAME_PLACE = 2.5
"""Points within which cells of two parts of a table begin or end in one place."""
_FEWEST_CELLS = 3
_FARTHEST_ROWS = 3.2
"""How far apart, in em, two lines of a table are at most."""
_SKIPPED = 3
"""Lines at the head of a page that may stand over the rest of a table: running headers."""
_FOOT, _UNDER = 0.75, 10
"""Lines under the first part of a table, at most so many and in the foot of the page: footnotes, running footers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page (its number and height in points): the rows of words in it that are in no table, and its tables."""

    page: int
    height: float
    rows: list[list[Word]]
    tables: list[FoundTable]


def carried_over(before: Column, after: Column) -> tuple[FoundTable | None, FoundTable | None]:
    """Of two columns after one another: the first part of a table whose rest is at the head of the second, and the rest of one
    that ends the first; None where there is no such part.
    """
    beginning = rest = None
    if after.tables and _is_first(after.tables[0], after):
        beginning = _part(before, after.tables[0], _at_foot(before))
    if before.tables and _is_last(before.tables[-1], before):
        rest = _part(after, before.tables[-1], _at_head(after))
    return beginning, rest


def _is_first(table: FoundTable, column: Column) -> bool:
    return sum(1 for row in column.rows if row[0].baseline < table.top) <= _SKIPPED


def _is_last(table: FoundTable, column: Column) -> bool:
    under = [row for row in column.rows if row[0].baseline > table.bottom]
    return len(under) <= _UNDER and all(row[0].baseline > _FOOT * column.height for row in under)


def _at_head(column: Column) -> list[list[list[Word]]]:
    """The runs of rows that may go on with a table: those that begin with one of the first lines."""
    return [column.rows[place:] for place in range(min(_SKIPPED + 1, len(column.rows)))]


def _at_foot(column: Column) -> list[list[list[Word]]]:
    """The runs of rows that may begin a table: those from which on all stand low on the page."""
    low = [place for place, row in enumerate(column.rows) if row[0].baseline > _FOOT * column.height]
    return [column.rows[place:] for place in low]


def _part(column: Column, table: FoundTable, runs: Sequence[list[list[Word]]]) -> FoundTable | None:
    """The part of a table that the first of some runs of rows begins with."""
    edges = _edges(table)
    if len(edges) < _FEWEST_CELLS:
        return None
    for run in runs:
        shift = run[0][0].left - edges[0][0]
        taken = _matching(run, edges, shift)
        if taken:
            between = [(left[1] + right[0]) / 2 + shift for left, right in pairwise(edges)]
            return table_of(column.page, taken, between)
    return None


def _edges(table: FoundTable) -> list[tuple[float, float]]:
    """From where to where the words of each column go, in points; none when a column has no words."""
    edges = []
    for column in zip(*table.rows, strict=True):
        words = list(chain.from_iterable(cell.words for cell in column if cell is not None))
        if not words:
            return []
        edges.append((min(word.left for word in words), max(word.right for word in words)))
    return edges


def _matching(rows: Sequence[list[Word]], edges: Sequence[tuple[float, float]], shift: float) -> list[list[Word]]:
    """The first rows whose cells stand where the columns of a table do; none when the very first has not most of the cells."""
    taken: list[list[Word]] = []
    for row in rows:
        if taken and row[0].baseline - taken[-1][0].baseline > _FARTHEST_ROWS * row[0].size:
            break
        cells = cells_of(row)
        if not all(_stands_in(cell, edges, shift) for cell in cells) or (not taken and len(cells) < _FEWEST_CELLS):
            break
        taken.append(row)
    return taken


def _stands_in(cell: Sequence[Word], edges: Sequence[tuple[float, float]], shift: float) -> bool:
    """Whether a cell begins or ends where a column does, and reaches into no other."""
    for place, (left, right) in enumerate(edges):
        begins, ends = abs(cell[0].left - left - shift) < _SAME_PLACE, abs(cell[-1].right - right - shift) < _SAME_PLACE
        if begins or ends:
            before = edges[place - 1][1] + shift if place else float("-inf")
            after = edges[place + 1][0] + shift if place + 1 < len(edges) else float("inf")
            return (begins or cell[0].left > before) and cell[-1].right < after
    return False
