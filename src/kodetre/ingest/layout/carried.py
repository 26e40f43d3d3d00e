"""What of a table stands in the next column or on the next page, and is too little there to be known as a table by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kodetre.ingest.layout.aligned import table_of
from kodetre.ingest.layout.cells import cells_of
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import Word

_SAME_PLACE = 2.5
"""Points within which cells of two parts of a table begin or end in one place."""
_FEWEST_CELLS = 3
_LINES_OF_A_ROW = 8
"""Lines that the rest of a row has at most."""
_SAME_SIZE = 0.3
"""Points by which the letters of one table differ at most."""
_ROWS_APART = 1.6
"""Ems from a line of a row to the top of the rows under it, at most."""
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

    def with_table(self, table: FoundTable) -> "Column":
        """The column with one table more, whose words stand in no other row."""
        taken = set(table.words)
        rows = [row for row in self.rows if row[0] not in taken]
        return Column(self.page, self.height, rows, sorted([*self.tables, table], key=lambda table: table.top))


def carried_over(before: Column, after: Column) -> tuple[FoundTable | None, list[FoundTable]]:
    """Of two columns after one another: the first part of a table whose rest is at the head of the second, None where there is no
    such part; and the rest of one that ends the first, in one or two parts.
    """
    beginning = None
    rest: list[FoundTable] = []
    if after.tables and _is_first(after.tables[0], after):
        beginning = _part(before, after.tables[0], _at_foot(before))
    if before.tables and _is_last(before.tables[-1], before):
        last = before.tables[-1]
        if (rows := _part(after, last, _at_head(after))) is not None:
            after = after.with_table(rows)
            rest.append(rows)
        if (row := _rest_of_row(after, last)) is not None:
            rest.insert(0, row)
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
            return table_of(column.page, taken, _between(edges, shift))
    return None


def _rest_of_row(column: Column, table: FoundTable) -> FoundTable | None:
    """The lines of a table's last row that stand over its first whole row in a column: they have few cells."""
    edges = _edges(table)
    if not column.tables or len(column.tables[0].rows[0]) != len(edges) or len(edges) < _FEWEST_CELLS:
        return None
    under = column.tables[0]
    over = [row for row in column.rows if row[0].baseline < under.top]
    size = table.words[-1].size
    for number in range(min(_LINES_OF_A_ROW, len(over)), 0, -1):
        lines = over[-number:]
        is_close = under.top - lines[-1][0].baseline < _ROWS_APART * size
        is_same = all(abs(word.size - size) < _SAME_SIZE for word in chain.from_iterable(lines))
        shift = min(word.left for word in under.words) - edges[0][0]
        goes_on = lines[0][0].text[:1].islower()
        if goes_on and is_close and is_same and len(_matching(lines, edges, shift, cells=1)) == number:
            return table_of(column.page, lines, _between(edges, shift))
    return None


def _between(edges: Sequence[tuple[float, float]], shift: float) -> list[float]:
    """The x between columns, in points."""
    return [(left[1] + right[0]) / 2 + shift for left, right in pairwise(edges)]


def _edges(table: FoundTable) -> list[tuple[float, float]]:
    """From where to where the words of each column go, in points; none when a column has no words."""
    edges = []
    for column in zip(*table.rows, strict=True):
        words = list(chain.from_iterable(cell.words for cell in column if cell is not None))
        if not words:
            return []
        edges.append((min(word.left for word in words), max(word.right for word in words)))
    return edges


def _matching(
    rows: Sequence[list[Word]], edges: Sequence[tuple[float, float]], shift: float, cells: int = _FEWEST_CELLS
) -> list[list[Word]]:
    """The first rows whose cells stand where the columns of a table do; none when the very first has not so many cells."""
    taken: list[list[Word]] = []
    lefts = [left + shift for left, _ in edges]
    for row in rows:
        if taken and row[0].baseline - taken[-1][0].baseline > _FARTHEST_ROWS * row[0].size:
            break
        own = cells_of(row, lefts)
        if not all(_stands_in(cell, edges, shift) for cell in own) or (not taken and len(own) < cells):
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
