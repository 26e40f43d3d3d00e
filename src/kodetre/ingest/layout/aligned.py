"""Tables without a grid: with horizontal rules only, or with none, known by cells that stand under one another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from math import inf
from statistics import median

from kodetre.ingest.layout.between_rules import FEWEST_RULES, MOST_OF, WORDY, Region, between_rules
from kodetre.ingest.layout.cells import (
    STRIP,
    by_column,
    cells_of,
    falls_apart,
    few,
    lines_across,
    placed,
    strips,
    text_of,
    without_empty,
)
from kodetre.ingest.layout.lines import rows_of
from kodetre.ingest.layout.partly_drawn import rows_beside
from kodetre.ingest.layout.tables import (
    FEWEST_ROWS,
    SHORTEST_RULE,
    Cell,
    FoundTable,
    ruled_tables_and_frames,
)
from kodetre.ingest.layout.wrapped import Row, is_one_amount, is_value, table_rows
from kodetre.pdf.page import Area, PageContent, Word

_SAME_LEFT = 2.0
"""Points within which a line begins where a column does."""
_ALIGNED = 0.4
"""Ems within which cells of a column are aligned."""
_OTHER_SIZE = 0.12
"""The share of a table's size by which that of a line differs that is no row of it."""
_FARTHEST_ROWS = 3.2
"""How far apart, in em, two baselines of one table without rules may be."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_APART, _FAR_APART = 1.5, 1.9
"""Ems that two lines are apart which are of two rows: where lines of one are closer, and where none is."""
_FILLED = 0.7
"""The mean share of a column's width over which it is running text and not cells."""
_PAGE = re.compile(r"^[.·…_‥\s]*(?:s\.|side)?\s*(?:(\d{1,3})|[ivxlc]{1,6})$", re.IGNORECASE)
_FEWEST_PAGES = 4
_EVERY = 0.3
"""The share of the rows that every column of a table of words must have something in."""
_WORDS_OF_A_LINE = 3.5
"""Mean words of a line of running text in a narrow column."""
_LEADING = 1.4
"""The most that two lines of one cell are apart, in em."""
_CLOSE = 1.1
"""Lines are close up to this many times the smallest distance."""
_MOST_LINES = 8
"""Lines of a cell that may have nothing beside them."""


def drawn_tables(page: PageContent) -> tuple[list[FoundTable], list[Area]]:
    """The tables of a page that are drawn, in a grid or between rules that go all the way across, and the frames around text. Its
    rules are whole (see `kodetre.pdf.grid.joined`).

    Where both are seen in one place, as in a table of which every other row is a row of boxes, it is what holds more.
    """
    if not page.rules:
        return [], []
    lying = [rule for rule in page.rules if rule.top == rule.bottom and rule.x1 - rule.x0 >= SHORTEST_RULE]
    rows = rows_of(page.words) if len(lying) >= FEWEST_RULES else None
    grids, frames = ruled_tables_and_frames(page, rows)
    if rows is None:
        return _with_rows_beside(grids, rows_of(page.words)) if grids else [], frames
    kept: list[FoundTable] = []
    for table in tables_between_rules(page, rows):
        covered = [grid for grid in grids if _overlap(grid, table)]
        if _holds_more(table, covered):
            grids = [grid for grid in grids if grid not in covered]
            kept.append(table)
    return _with_rows_beside([*grids, *kept], rows), frames


def _with_rows_beside(tables: Sequence[FoundTable], rows: Sequence[Sequence[Word]]) -> list[FoundTable]:
    """Tables, from above, with the rows right over and under them that nothing is drawn around."""
    whole: list[FoundTable] = []
    for table in sorted(tables, key=lambda table: (table.top, table.x0)):
        others = [(other.top, other.bottom) for other in tables if other is not table]
        edges = [table.x0, *table.between, table.x1]
        above, below = rows_beside(edges, table.top, table.bottom, rows, others) if table.between else ([], [])
        if above or below:
            own = _found(table.page, [*above, *below], table.between)
            cells = [*own.rows[: len(above)], *table.rows, *own.rows[len(above) :]]
            top, bottom = min(table.top, own.top), max(table.bottom, own.bottom)
            table = replace(table, rows=cells, top=top, bottom=bottom)
        if len(table.rows) >= FEWEST_ROWS:
            whole.append(table)
    return whole


def _holds_more(table: FoundTable, grids: Sequence[FoundTable]) -> bool:
    """Whether a table between rules is more than the grids that are seen in its place."""
    if sum(grid.bottom - grid.top for grid in grids) < MOST_OF * (table.bottom - table.top):
        return True
    has_all_columns = len(grids) == 1 and len(grids[0].rows[0]) <= len(table.rows[0])
    return has_all_columns and _words_in(grids[0]) < _words_in(table)


def _words_in(table: FoundTable) -> int:
    return sum(len(cell.words) for cell in chain.from_iterable(table.rows) if cell is not None)


def _overlap(one: FoundTable, other: FoundTable) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom - 1 and other.top < one.bottom - 1


def tables_between_rules(page: PageContent, rows: Sequence[list[Word]]) -> list[FoundTable]:
    """The tables that stand between at least three rules with the same ends, one under another, among a page's rows of words
    (by baseline). The edges of shaded rows are rules too.
    """
    tables: list[FoundTable] = []
    for region in between_rules(page, rows):
        table = _table(page.number, region)
        if table is not None:
            left, right = min(table.x0, region.left), max(table.x1, region.right)
            table = replace(table, x0=left, x1=right, top=region.rules[0], bottom=region.rules[-1])
            if not any(_overlap(table, other) for other in tables):
                tables.append(table)
    return sorted(tables, key=lambda table: table.top)


def aligned_tables(page: PageContent, rows: Sequence[list[Word]], gutter: float | None = None) -> list[FoundTable]:
    """The tables among a page's rows of words (by baseline) that have nothing but their columns; on either side of the gutter
    of a page in two columns.
    """
    sides = [rows] if gutter is None else sides_of(rows, gutter)
    regions = chain.from_iterable(map(_runs, sides))
    tables = (_table(page.number, region) for region in regions)
    return sorted((table for table in tables if table is not None), key=lambda table: table.top)


def sides_of(rows: Sequence[list[Word]], gutter: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The rows on the left and on the right of a gutter; one that runs over it is in both."""
    left, right = [], []
    for row in rows:
        before = [word for word in row if (word.left + word.right) / 2 < gutter]
        after = row[len(before) :]
        if before and after and after[0].left - before[-1].right < STRIP * before[-1].size:
            left.append(row)
            right.append(row)
            continue
        if before:
            left.append(before)
        if after:
            right.append(after)
    return left, right


def _runs(rows: Sequence[list[Word]]) -> list[Region]:
    """Rows after one another that fall apart into cells; a few that do not may stand between two that do."""
    regions: list[Region] = []
    run: list[list[Word]] = []
    loose: list[list[Word]] = []
    for row in rows:
        has_cells = falls_apart(row)
        near = not run or row[0].baseline - (loose or run)[-1][0].baseline <= _FARTHEST_ROWS * row[0].size
        if near and has_cells:
            run.extend(loose)
            run.append(row)
            loose = []
        elif near and run and len(loose) < _MOST_LINES and _within_a_cell(row, run):
            loose.append(row)
        else:
            regions.extend(_ended(run, loose))
            run, loose = ([row], []) if has_cells else ([], [])
    return [*regions, *_ended(run, loose)]


def _ended(run: list[list[Word]], loose: list[list[Word]]) -> list[Region]:
    """A run that is long enough, with the last lines that only one cell of its last row has."""
    if sum(map(falls_apart, run)) < _FEWEST_ROWS:
        return []
    steps = [after[0].baseline - before[0].baseline for before, after in pairwise(run)]
    cells = cells_of(run[-1])
    lefts = [cell[0].left for cell in cells]
    rows = list(run)
    for row in loose:
        last = rows[-1][0]
        close = max(_LEADING * last.size, _CLOSE * min(steps))
        further = cells_of(row, lefts)
        if row[0].baseline - last.baseline > close or not all(_goes_on_under(cell, cells) for cell in further):
            break
        rows.append(row)
    return [Region(rows)]


def _goes_on_under(line: Sequence[Word], cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a line begins under a cell, in its type, and ends before the next."""
    for place, cell in enumerate(cells):
        if abs(line[0].left - cell[0].left) < _SAME_LEFT:
            ends = place + 1 == len(cells) or line[-1].right <= cells[place + 1][0].left
            return ends and line[0].bold == cell[0].bold and abs(line[0].size - cell[0].size) < 0.5
    return False


def _within_a_cell(row: Sequence[Word], run: Sequence[Sequence[Word]]) -> bool:
    """Whether a row that does not fall apart is narrow enough to be a further line of a cell, or a row's heading."""
    left = min(words[0].left for words in run)
    right = max(words[-1].right for words in run)
    return row[-1].right - row[0].left < 0.6 * (right - left) and row[0].left >= left - 2


def _table(page: int, region: Region) -> FoundTable | None:
    ruled = bool(region.rules)
    if not ruled:
        region = _trimmed(region)
    if len(region.rows) < 2:
        return None
    between = without_empty(region.rows, region.between)
    white = strips(region.rows)
    if len(between) < max(1, len(white)) or lines_across(region.rows, between) > few(region.rows):
        between = white
    if len(between) + 1 < (2 if ruled else _FEWEST_COLUMNS):
        return None
    lines, wide = placed(region.rows, between)
    rows = table_rows(lines, region.rules[1:-1], wide)
    if len(rows) < (2 if ruled else _FEWEST_ROWS) or not _reads_as_table(lines, rows, ruled):
        return None
    return _found(page, rows, tuple(between))


def table_of(page: int, rows: Sequence[list[Word]], between: Sequence[float]) -> FoundTable:
    """Rows of words that are known to be a part of a table, with the x between its columns, as that part: a row begins with a
    line that has something in every column, or a value, or in several and is farther from the one before than lines of a cell.
    """
    parts: list[Row] = []
    smallest = min([after[0].baseline - before[0].baseline for before, after in pairwise(rows)], default=0.0)
    last = -inf
    for row in rows:
        line = by_column(row, between)
        least = (
            _APART * row[0].size
            if smallest > _FAR_APART * row[0].size
            else max(_APART * row[0].size, _CLOSE * smallest)
        )
        is_apart = sum(map(bool, line)) > 1 and row[0].baseline - last > least
        last = row[0].baseline
        if not parts or all(line) or is_apart or _has_new_value(parts[-1], line):
            parts.append(line)
        else:
            parts[-1] = [cell + more for cell, more in zip(parts[-1], line, strict=True)]
    return _found(page, parts, tuple(between))


def _has_new_value(row: Row, line: Row) -> bool:
    """Whether a line has a value that is not the rest of an amount in the row over it."""
    return any(
        is_value(cell) and not (above and is_one_amount(above, cell))
        for above, cell in zip(row, line, strict=True)
        if cell
    )


def _found(page: int, rows: Sequence[Row], between: tuple[float, ...]) -> FoundTable:
    words = list(chain.from_iterable(chain.from_iterable(rows)))
    return FoundTable(
        page, [list(map(_cell, row)) for row in rows], min(w.left for w in words), min(w.top for w in words),
        max(w.right for w in words), max(w.bottom for w in words), between,
    )  # fmt: skip


def _trimmed(region: Region) -> Region:
    """A region without lines at either end that are no rows: set in another size, or apart where the columns are not."""
    rows = list(region.rows)
    size = median(word.size for word in chain.from_iterable(rows))
    while len(rows) > 2:
        between = strips(rows)
        lines = [by_column(row, between) for row in rows]
        columns = [list(filter(None, column)) for column in zip(*lines, strict=True)]
        if not _belongs(rows[-1], columns, between, size):
            rows.pop()
        elif not _belongs(rows[0], columns, between, size):
            rows.pop(0)
        else:
            break
    return replace(region, rows=rows)


def _belongs(
    row: list[Word], columns: Sequence[Sequence[Sequence[Word]]], between: Sequence[float], size: float
) -> bool:
    """Whether the cells of a row begin, end or have their middle where most of their columns do."""
    if abs(median(word.size for word in row) - size) > _OTHER_SIZE * size:
        return False
    cells = by_column(row, between)
    aligned = 0
    for cell, column in zip(cells, columns, strict=True):
        if cell:
            off_left = abs(cell[0].left - median(other[0].left for other in column))
            off_right = abs(cell[-1].right - median(other[-1].right for other in column))
            aligned += min(off_left, off_right, abs(off_left - off_right) / 2) < _ALIGNED * size
    return 2 * aligned >= sum(map(bool, cells))


def _reads_as_table(placed: Sequence[Sequence[Sequence[Word]]], rows: Sequence[Row], ruled: bool) -> bool:
    """Whether the columns hold cells and not running text, most rows more than one, and every column several rows."""
    several = sum(1 for row in rows if sum(map(bool, row)) >= 2)
    if several < max(2, 0.5 * len(rows)):
        return False
    columns = [list(filter(None, column)) for column in zip(*placed, strict=True)]
    cells = list(chain.from_iterable(columns))
    numbers = sum(map(_begins_in_digits, cells))
    if any(_are_pages(column) for column in columns[1:]):
        return False
    filled = [sum(map(bool, column)) for column in zip(*rows, strict=True)]
    if min(filled) < (1 if numbers >= 0.4 * len(cells) else max(2, _EVERY * len(rows))):
        return False
    if not ruled and sum(filled) < 0.55 * len(columns) * len(rows):
        return False
    words = sum(map(len, cells)) / len(cells)
    if words > WORDY and not (ruled and words < 3 * WORDY):
        return False
    return sum(map(_is_text, columns)) < (len(columns) if ruled else 2)


def _are_pages(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a column holds page numbers that only rise: then the rows are a list of contents."""
    matches = list(filter(None, map(_PAGE.match, map(text_of, cells))))
    numbers = [int(match[1]) for match in matches if match[1]]
    if len(matches) < max(_FEWEST_PAGES, 0.7 * len(cells)):
        return False
    return sum(after >= before for before, after in pairwise(numbers)) >= 0.9 * (len(numbers) - 1)


def _begins_in_digits(cell: Sequence[Word]) -> bool:
    """Whether there is a digit in the first word of a cell."""
    return any(map(str.isdigit, cell[0].text))


def _is_text(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a column's cells are lines of running text: most of them reach from edge to edge."""
    if 2 * sum(map(_begins_in_digits, cells)) > len(cells):
        return False
    left, right = min(cell[0].left for cell in cells), max(cell[-1].right for cell in cells)
    filled = sum(cell[-1].right - cell[0].left for cell in cells) / len(cells)
    return (
        len(cells) >= 2 and filled > _FILLED * (right - left) and sum(map(len, cells)) > _WORDS_OF_A_LINE * len(cells)
    )


def _cell(words: list[Word]) -> Cell | None:
    if not words:
        return None
    return Cell(
        min(w.left for w in words), min(w.top for w in words), max(w.right for w in words), max(w.bottom for w in words),
        words,
    )  # fmt: skip
