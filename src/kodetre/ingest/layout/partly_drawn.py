"""Tables of which only a part is drawn: every other row is shaded, or only the header is. What is drawn shows the columns, and rows
whose words stand in these belong to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from math import inf
from operator import itemgetter
from statistics import median

from kodetre.ingest.layout.cells import runs_of
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.wrapped import Row, table_rows
from kodetre.pdf.grid import SNAP, CellBox
from kodetre.pdf.page import Word

_FEWEST_COLUMNS = 2
_ROWS_APART = 2.4
"""Ems from the drawn part of a table, or from a line of it, to the next line, at most."""
_LINES_APART = 1.5
"""The same for a line that has words in one column only."""
_SAME_EDGE = 2.5
"""Points within which the words of a column begin or end in one place."""
_SAME_SIZE = 0.6
"""Points by which the letters of one table differ at most."""
_MARGIN = 2.0
"""Points that words may reach out of their column."""


@dataclass(slots=True)
class _Part:
    """Cells that are drawn, and the x of their edges."""

    cells: list[CellBox]
    edges: list[float]

    @property
    def top(self) -> float:
        return min(cell[1] for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell[3] for cell in self.cells)


def completed(parts: Iterable[Sequence[CellBox]], rows: Sequence[Sequence[Word]]) -> list[list[CellBox]]:
    """The cells of tables, from above: what is drawn of them (`parts`, each with its cells), put together where it has the same
    columns and nothing but rows of these stands between, with cells for these rows. `rows` are those of the page.
    """
    whole: list[_Part] = []
    single: list[list[CellBox]] = []
    for part in map(_part, parts):
        if len(part.edges) <= _FEWEST_COLUMNS:
            single.append(part.cells)
            continue
        for upper in reversed(whole):
            if _goes_on(upper, part, rows):
                upper.cells += part.cells
                upper.edges = max(upper.edges, part.edges, key=len)
                break
        else:
            whole.append(part)
    for part in whole:
        part.cells += _holes(part, rows)
    return [*(part.cells for part in whole), *single]


def _part(cells: Sequence[CellBox]) -> _Part:
    edges: list[float] = []
    for x in sorted([cell[0] for cell in cells] + [cell[2] for cell in cells]):
        if not edges or x - edges[-1] > SNAP:
            edges.append(x)
    return _Part(list(cells), edges)


def _goes_on(upper: _Part, lower: _Part, rows: Sequence[Sequence[Word]]) -> bool:
    """Whether two parts are of one table."""
    more, fewer = sorted((upper.edges, lower.edges), key=len, reverse=True)
    if lower.top < upper.bottom - SNAP or not all(_is_near(x, more) for x in fewer):
        return False
    inside = [row for row in _within(rows, more, upper.bottom, lower.top) if row]
    if not inside:
        return lower.top - upper.bottom <= SNAP
    baseline = upper.bottom
    for row in inside:
        if row[0].baseline - baseline > _ROWS_APART * row[0].size or not all(
            _stands_in(run, more) for run in runs_of(row)
        ):
            return False
        baseline = row[0].baseline
    return lower.top - baseline <= _ROWS_APART * inside[-1][0].size


def _within(rows: Sequence[Sequence[Word]], edges: Sequence[float], top: float, bottom: float) -> list[list[Word]]:
    """The words of the rows between two heights that reach into a table's width."""
    between = [row for row in rows if top < _middle(row) < bottom]
    return [_inside(row, edges) for row in between]


def _inside(row: Sequence[Word], edges: Sequence[float]) -> list[Word]:
    return [word for word in row if word.right > edges[0] and word.left < edges[-1]]


def _is_near(x: float, others: Iterable[float]) -> bool:
    return any(abs(x - other) <= SNAP for other in others)


def _stands_in(run: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether words stand in one column."""
    return _column(run, edges) is not None


def _column(run: Sequence[Word], edges: Sequence[float]) -> int | None:
    """The column that words stand in, None where they stand across an edge."""
    for place, (left, right) in enumerate(pairwise(edges)):
        if run[0].left >= left - _MARGIN and run[-1].right <= right + _MARGIN:
            return place
    return None


def _holes(part: _Part, rows: Sequence[Sequence[Word]]) -> list[CellBox]:
    """Cells where there are words between what is drawn of a table, column by column."""
    holes: list[CellBox] = []
    inside = list(chain.from_iterable(_within(rows, part.edges, part.top, part.bottom)))
    for left, right in pairwise(part.edges):
        reached = part.top
        own = [cell for cell in part.cells if cell[0] < right - SNAP and cell[2] > left + SNAP]
        for _, top, _, bottom in [*sorted(own, key=itemgetter(1)), (left, part.bottom, right, part.bottom)]:
            if top - reached > SNAP and any(_is_in(word, left, right, reached, top) for word in inside):
                holes.append((left, reached, right, top))
            reached = max(reached, bottom)
    return holes


def _is_in(word: Word, left: float, right: float, top: float, bottom: float) -> bool:
    return left < (word.left + word.right) / 2 < right and top < word.baseline - 0.3 * word.size < bottom


def rows_beside(
    edges: Sequence[float],
    top: float,
    bottom: float,
    rows: Sequence[Sequence[Word]],
    others: Iterable[tuple[float, float]],
) -> tuple[list[Row], list[Row]]:
    """The rows right over and right under what is drawn of a table that stand in its columns as the words in it do. `edges` are
    the x of its columns, `others` from where to where other tables go, in points; `rows` are those of the page.
    """
    inside = _within(rows, edges, top, bottom)
    words = list(chain.from_iterable(inside))
    if not words:
        return [], []
    sides = _sides(inside, edges)
    size = median(word.size for word in words)
    highest = max((end for _, end in others if end <= top + SNAP), default=-inf)
    lowest = min((begin for begin, _ in others if begin >= bottom - SNAP), default=inf)
    over = [row for row in reversed(rows) if highest < _middle(row) < top]
    under = [row for row in rows if bottom < _middle(row) < lowest]
    above = _in_columns(over, edges, sides, size, top)[::-1]
    while above and sum(map(bool, above[0])) < _FEWEST_COLUMNS:  # lines over the table
        above.pop(0)
    below = _in_columns(under, edges, sides, size, bottom)
    if below and sum(map(bool, below[0])) < _FEWEST_COLUMNS:
        below = []
    widths = [max(rights, default=0.0) - min(lefts, default=0.0) for lefts, rights in zip(*sides, strict=True)]
    parts = [table_rows(lines, widths=widths) if lines else [] for lines in (above, below)]
    return parts[0], parts[1]


def _middle(row: Sequence[Word]) -> float:
    return row[0].baseline - 0.3 * row[0].size


def _in_columns(
    rows: Iterable[Sequence[Word]],
    edges: Sequence[float],
    sides: tuple[list[list[float]], list[list[float]]],
    size: float,
    last: float,
) -> list[list[list[Word]]]:
    """The first of some rows that stand in columns as other words of these do, each close to the one before; `last` is the
    height that the first is close to.
    """
    lefts, rights = sides
    taken: list[list[list[Word]]] = []
    for row in rows:
        line = [word for word in row if word.right > edges[0] - _MARGIN and word.left < edges[-1] + _MARGIN]
        if not line:  # it is in another column of the text
            continue
        if (len(line) < len(row) and _is_across(row, edges)) or abs(line[0].size - size) > _SAME_SIZE:
            break
        if CAPTION.match(" ".join([*(word.text for word in line), ""])):
            break
        cells: list[list[Word]] = [[] for _ in pairwise(edges)]
        for run in runs_of(line):
            column = _column(run, edges)
            if column is None:
                return taken
            cells[column] += run
        filled = sum(map(bool, cells))
        farthest = _ROWS_APART if filled >= _FEWEST_COLUMNS else _LINES_APART
        if abs(row[0].baseline - last) > farthest * size:
            break
        if not all(_is_aligned(cell, lefts[place], rights[place]) for place, cell in enumerate(cells) if cell):
            break
        taken.append(cells)
        last = row[0].baseline
    return taken


def _is_across(row: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether words of a row go on right beside a table's edge."""
    close = [(before, word) for before, word in pairwise(row) if word.left - before.right < word.size]
    return any(before.left < x <= word.right for (before, word), x in product(close, (edges[0], edges[-1])))


def _sides(inside: Sequence[Sequence[Word]], edges: Sequence[float]) -> tuple[list[list[float]], list[list[float]]]:
    """Where the words of some rows begin and end, column by column."""
    lefts: list[list[float]] = [[] for _ in pairwise(edges)]
    rights: list[list[float]] = [[] for _ in pairwise(edges)]
    for row in inside:
        for run in runs_of(row) if row else ():
            column = _column(run, edges)
            if column is not None:
                lefts[column].append(run[0].left)
                rights[column].append(run[-1].right)
    return lefts, rights


def _is_aligned(words: Sequence[Word], lefts: Sequence[float], rights: Sequence[float]) -> bool:
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    middle = (words[0].left + words[-1].right) / 2
    pairs = chain(product([words[0].left], lefts), product([words[-1].right], rights), product([middle], middles))
    return any(abs(x - other) <= _SAME_EDGE for x, other in pairs)
