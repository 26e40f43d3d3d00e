"""Tables of which only a part is drawn: every other row is shaded, or only the header is. What is drawn shows the columns, and rows
whose words stand in these belong to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise, product
from math import inf
from operator import attrgetter
from statistics import median

from kodetre.ingest.layout.cells import runs_of
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.wrapped import Row, table_rows
from kodetre.pdf.grid import SNAP, CellBox
from kodetre.pdf.page import Rule, Word

_FEWEST_COLUMNS = 2
_ROWS_APART = 2.4
"""Ems from the drawn part of a table, or from a line of it, to the next line, at most."""
_LINES_APART = 1.5
"""The same for a line that has words in one column only."""
_SAME_EDGE = 2.5
"""Points within which the words of a column begin or end in one place."""
_SAME_SIZE = 0.6
"""Points by which the letters of one table differ at most."""
_CELLS_APART = 1.0
"""Ems between a cell over several columns and the one before it, at least."""
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


def completed(
    parts: Iterable[Sequence[CellBox]], rows: Sequence[Sequence[Word]], rules: Sequence[Rule] = ()
) -> list[list[CellBox]]:
    """The cells of tables, from above: what is drawn of them (`parts`, each with its cells), put together where it has the same
    columns and nothing but rows of these stands between, with cells for these rows. `rows` and `rules` are those of the page.
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
    lying = [rule for rule in rules if rule.top == rule.bottom]
    for part in whole:
        part.cells += _holes(part, rows, lying)
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


def _holes(part: _Part, rows: Sequence[Sequence[Word]], lying: Iterable[Rule]) -> list[CellBox]:
    """Cells where there are words between what is drawn of a table, column by column; a rule across a column parts two cells."""
    holes: list[CellBox] = []
    inside = list(chain.from_iterable(_within(rows, part.edges, part.top, part.bottom)))
    across = [rule for rule in lying if part.top < rule.top < part.bottom]
    for left, right in pairwise(part.edges):
        reached = part.top
        own = [cell for cell in part.cells if cell[0] < right - SNAP and cell[2] > left + SNAP]
        drawn = [(cell[1], cell[3]) for cell in own]
        drawn += [(rule.top, rule.top) for rule in across if rule.x0 <= left + SNAP and rule.x1 >= right - SNAP]
        for top, bottom in [*sorted(drawn), (part.bottom, part.bottom)]:
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
    above = _in_columns(over, edges, sides, size, top, heads=True)[::-1]
    while above and sum(map(bool, above[0].cells)) < _FEWEST_COLUMNS:  # lines over the table
        above.pop(0)
    below = _in_columns(under, edges, sides, size, bottom)
    if below and sum(map(bool, below[0].cells)) < _FEWEST_COLUMNS:
        below = []
    widths = [max(rights, default=0.0) - min(lefts, default=0.0) for lefts, rights in zip(*sides, strict=True)]
    return _rows_of(above, widths), _rows_of(below, widths)


def _rows_of(lines: Sequence["_Line"], widths: Sequence[float]) -> list[Row]:
    """Lines in rows; one with a cell over several columns heads those under it, and is a row by itself."""
    rows: list[Row] = []
    for is_wide, alike in groupby(lines, key=attrgetter("is_wide")):
        cells = [line.cells for line in alike]
        rows += cells if is_wide else table_rows(cells, widths=widths)
    return rows


def _middle(row: Sequence[Word]) -> float:
    return row[0].baseline - 0.3 * row[0].size


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's words by column, and whether one of its cells goes over several, in the first of which it is."""

    cells: Row
    is_wide: bool


def _in_columns(
    rows: Iterable[Sequence[Word]],
    edges: Sequence[float],
    sides: tuple[list[list[float]], list[list[float]]],
    size: float,
    last: float,
    *,
    heads: bool = False,
) -> list[_Line]:
    """The first of some rows that stand in columns as other words of these do, each close to the one before; `last` is the
    height that the first is close to. What `heads` the table may have cells over several columns.
    """
    taken: list[_Line] = []
    for row in rows:
        line = [word for word in row if word.right > edges[0] - _MARGIN and word.left < edges[-1] + _MARGIN]
        if not line:  # it is in another column of the text
            continue
        if (len(line) < len(row) and _is_across(row, edges)) or abs(line[0].size - size) > _SAME_SIZE:
            break
        if CAPTION.match(" ".join([*(word.text for word in line), ""])):
            break
        placed = _by_edges(line, edges, sides, heads=heads)
        if placed is None:
            break
        filled = sum(map(bool, placed.cells))
        farthest = _ROWS_APART if filled >= _FEWEST_COLUMNS else _LINES_APART
        if abs(row[0].baseline - last) > farthest * size:
            break
        taken.append(placed)
        last = row[0].baseline
    return taken


def _by_edges(
    line: Sequence[Word], edges: Sequence[float], sides: tuple[list[list[float]], list[list[float]]], *, heads: bool
) -> _Line | None:
    """A line's words by column; None where they do not stand in these as other words do."""
    lefts, rights = sides
    cells: Row = [[] for _ in pairwise(edges)]
    wide: set[int] = set()
    for run in runs_of(line):
        column = _column(run, edges)
        if column is None:
            first = next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)
            column = _first_of_several(run, edges, sides, first) if heads and first else None
            if column is None or run[0].left - cells[first - 1][-1].right < _CELLS_APART * run[0].size:
                return None
            wide.add(column)
        cells[column] += run
    own = [place for place, cell in enumerate(cells) if cell and place not in wide]
    is_aligned = all(_is_aligned(cells[place], lefts[place], rights[place]) for place in own)
    return _Line(cells, bool(wide)) if is_aligned else None


def _first_of_several(
    run: Sequence[Word], edges: Sequence[float], sides: tuple[list[list[float]], list[list[float]]], first: int
) -> int | None:
    """The first column of a cell that goes over several, none of them before `first`: it begins or ends where they do, or has
    its middle where they have.
    """
    columns = range(len(edges) - 1)
    begin = next((place for place in columns if run[0].left < edges[place + 1]), None)
    end = next((place for place in columns if run[-1].right <= edges[place + 1] + _MARGIN), None)
    if begin is None or end is None:
        return None
    lefts, rights = sides
    for place in range(first, min(begin + 1, end)):
        left, right = min(lefts[place], default=edges[place]), max(rights[end], default=edges[end + 1])
        whole = [(left, right), (edges[place], edges[end + 1])]
        middles = [(x0 + x1) / 2 for x0, x1 in whole]
        middle = (run[0].left + run[-1].right) / 2
        starts, ends = abs(run[0].left - left) <= _SAME_EDGE, abs(run[-1].right - right) <= _SAME_EDGE
        if starts or ends or any(abs(middle - other) <= _SAME_EDGE for other in middles):
            return place
    return None


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
