"""Tables without a grid: with horizontal rules only, or with none, known by cells that stand under one another."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice, pairwise
from math import inf
from statistics import median

from kodetre.ingest.layout.cells import STRIP, by_column, few, lines_across, placed, strips, without_empty
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.lines import is_marker, rows_of
from kodetre.ingest.layout.partly_drawn import rows_beside
from kodetre.ingest.layout.tables import (
    FEWEST_ROWS,
    SHORTEST_RULE,
    Cell,
    FoundTable,
    distinct,
    ruled_tables_and_frames,
    with_the_same_ends,
)
from kodetre.ingest.layout.wrapped import Row, is_one_amount, is_value, table_rows
from kodetre.pdf.grid import SNAP
from kodetre.pdf.page import Area, PageContent, Rule, Word

_FEWEST_RULES, _FEWEST_WHOLE = 3, 2
"""Rules over, in and under a table, and how many of them go all the way across."""
_CELL_GAP = 1.15
"""A gap in em that parts two cells of a row where no rule says that there is a table."""
_COLUMN_GAP = 0.35
"""The same where a column is known to begin."""
_SAME_LEFT = 2.0
"""Points within which a line begins where a column does."""
_ALIGNED = 0.4
"""Ems within which cells of a column are aligned."""
_OTHER_SIZE = 0.12
"""The share of a table's size by which that of a line differs that is no row of it."""
_FARTHEST_ROWS = 3.2
"""How far apart, in em, two baselines of one table without rules may be."""
_FARTHEST_RULED = 6.0
"""The same where there are."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_APART, _FAR_APART = 1.5, 1.9
"""Ems that two lines are apart which are of two rows: where lines of one are closer, and where none is."""
_GOOD_PART = 0.4
"""The share of a table's width that a rule between two rows of some of its columns has."""
_MOST_OF = 0.6
"""The share of a table between rules that the grids in it have when they are the tables themselves."""
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
_WORDY = 6.0
"""Mean words of a cell over which it is running text, unless there are rules."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows of words that may be a table, the y of the rules between them, from where to where these go, and the x of rules between
    its columns.
    """

    rows: list[list[Word]]
    rules: tuple[float, ...] = ()
    left: float = inf
    right: float = -inf
    between: tuple[float, ...] = ()


def drawn_tables(page: PageContent) -> tuple[list[FoundTable], list[Area]]:
    """The tables of a page that are drawn, in a grid or between rules that go all the way across, and the frames around text. Its
    rules are whole (see `kodetre.pdf.grid.joined`).

    Where both are seen in one place, as in a table of which every other row is a row of boxes, it is what holds more.
    """
    if not page.rules:
        return [], []
    lying = [rule for rule in page.rules if rule.top == rule.bottom and rule.x1 - rule.x0 >= SHORTEST_RULE]
    rows = rows_of(page.words) if len(lying) >= _FEWEST_RULES else None
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
    if sum(grid.bottom - grid.top for grid in grids) < _MOST_OF * (table.bottom - table.top):
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
    for region in _between_rules(page, rows):
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


def _between_rules(page: PageContent, rows: Sequence[list[Word]]) -> Iterator[_Region]:
    """What stands between at least three rules with the same ends, one under another, with the rules between these that go a
    good part of the way across, or down.
    """
    groups = with_the_same_ends(page.rules)
    for rules in groups:
        if len(rules) < _FEWEST_WHOLE:
            continue
        shorter = [rule for group in groups if group is not rules for rule in group if _ends_as(rule, rules[0])]
        if len(rules) + len(shorter) < _FEWEST_RULES:
            continue
        tops = distinct([rule.top for rule in (*rules, *shorter)])
        for region in _near(tops, rows, rules[0]):
            yield _with_inner_rules(region, page.rules, rules[0])


def _ends_as(rule: Rule, across: Rule) -> bool:
    """Whether a rule ends where another does and is most of it: there is none under a first cell that goes over several rows."""
    is_inside = rule.x0 >= across.x0 - SNAP and abs(rule.x1 - across.x1) <= SNAP
    return is_inside and rule.x1 - rule.x0 >= _MOST_OF * (across.x1 - across.x0)


def _with_inner_rules(region: _Region, rules: Iterable[Rule], across: Rule) -> _Region:
    """A region with the rules in it that are no longer than a part of one that goes all the way across."""
    top, bottom = region.rules[0], region.rules[-1]
    inside = [
        rule for rule in rules
        if rule.x0 >= across.x0 - SNAP and rule.x1 <= across.x1 + SNAP and rule.top >= top - SNAP and rule.bottom <= bottom + SNAP
    ]  # fmt: skip
    lying = [rule.top for rule in inside if rule.x1 - rule.x0 >= max(SHORTEST_RULE, _GOOD_PART * (across.x1 - across.x0))]
    standing = [rule.x0 for rule in inside if rule.bottom > rule.top and across.x0 + SNAP < rule.x0 < across.x1 - SNAP]
    return replace(region, rules=tuple(distinct([*region.rules, *lying])), between=tuple(distinct(standing)))


def _near(tops: Sequence[float], rows: Sequence[list[Word]], across: Rule) -> Iterator[_Region]:
    """The words between rules that stand at these y and go as far across as one, in regions that no wide gap parts."""
    inside = _inside(rows, across.x0 - 2, across.x1 + 2, tops[0], tops[-1]) if len(tops) >= _FEWEST_RULES else []
    run: list[list[Word]] = []
    for row in [*inside, None]:
        if row is not None and (not run or row[0].baseline - run[-1][0].baseline <= _FARTHEST_RULED * row[0].size):
            run.append(row)
            continue
        for part in _without_text(run, tops, across.x1 - across.x0):
            between = _around(tops, part) if len(part) >= 2 else ()
            if len(between) >= _FEWEST_RULES:
                yield _Region([row for row in part if between[0] < row[0].baseline < between[-1] + 1], between, across.x0, across.x1)
        run = [row] if row is not None else []


def _without_text(run: Sequence[list[Word]], tops: Sequence[float], width: float) -> list[list[list[Word]]]:
    """The parts of some rows that nothing else between two rules parts: a caption, or running text, which is lines without a gap, of
    which one at least is long.
    """
    parts: list[list[list[Word]]] = [[]]
    bands = groupby(run, key=lambda row: bisect_left(tops, row[0].baseline))
    for band in (list(rows) for _, rows in bands):
        is_text = not any(map(_falls_apart, band)) and any(
            row[-1].right - row[0].left > _MOST_OF * width and len(row) >= _WORDY for row in band
        )
        if is_text or CAPTION.match(f"{_text(band[0])} "):
            parts.append([])
        else:
            parts[-1] += band
    return parts


def _around(tops: Sequence[float], run: Sequence[list[Word]]) -> tuple[float, ...]:
    """The rules from the last over some rows to the first under them."""
    first, last = run[0][0].baseline, run[-1][0].baseline
    over = max((place for place, top in enumerate(tops) if top <= first), default=0)
    under = min((place for place, top in enumerate(tops) if top >= last - 1), default=len(tops) - 1)
    return tuple(tops[over : under + 1])


def _inside(rows: Iterable[list[Word]], left: float, right: float, top: float, bottom: float) -> list[list[Word]]:
    """The words of rows that stand in a part of the page; none when a word stands across its edge."""
    inside = []
    for row in rows:
        if not top - 1 <= row[0].baseline <= bottom + 1:
            continue
        words = [word for word in row if word.right > left and word.left < right]
        if words and (words[0].left < left or words[-1].right > right):
            return []
        if words:
            inside.append(words)
    return inside


def _runs(rows: Sequence[list[Word]]) -> list[_Region]:
    """Rows after one another that fall apart into cells; a few that do not may stand between two that do."""
    regions: list[_Region] = []
    run: list[list[Word]] = []
    loose: list[list[Word]] = []
    for row in rows:
        falls_apart = _falls_apart(row)
        near = not run or row[0].baseline - (loose or run)[-1][0].baseline <= _FARTHEST_ROWS * row[0].size
        if near and falls_apart:
            run.extend(loose)
            run.append(row)
            loose = []
        elif near and run and len(loose) < _MOST_LINES and _within_a_cell(row, run):
            loose.append(row)
        else:
            regions.extend(_ended(run, loose))
            run, loose = ([row], []) if falls_apart else ([], [])
    return [*regions, *_ended(run, loose)]


def _ended(run: list[list[Word]], loose: list[list[Word]]) -> list[_Region]:
    """A run that is long enough, with the last lines that only one cell of its last row has."""
    if sum(map(_falls_apart, run)) < _FEWEST_ROWS:
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
    return [_Region(rows)]


def _goes_on_under(line: Sequence[Word], cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a line begins under a cell, in its type, and ends before the next."""
    for place, cell in enumerate(cells):
        if abs(line[0].left - cell[0].left) < _SAME_LEFT:
            ends = place + 1 == len(cells) or line[-1].right <= cells[place + 1][0].left
            return ends and line[0].bold == cell[0].bold and abs(line[0].size - cell[0].size) < 0.5
    return False


def cells_of(row: Sequence[Word], lefts: Sequence[float] = ()) -> list[list[Word]]:
    """A row's words by wide gaps, and by narrower ones where a column is known to begin (`lefts`, in points); the mark of a list
    item is no cell.
    """
    cells: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        gap, size = word.left - before.right, max(before.size, word.size)
        is_wide = gap > _CELL_GAP * size or (
            gap > _COLUMN_GAP * size and any(abs(word.left - left) < _SAME_LEFT for left in lefts)
        )
        if is_wide and not (len(cells) == 1 and len(cells[0]) == 1 and is_marker(before.text)):
            cells.append([])
        cells[-1].append(word)
    return cells


def _falls_apart(row: Sequence[Word]) -> bool:
    """Whether a row has more than one cell (see `cells_of`)."""
    before = row[0]
    for word in islice(row, 1, None):
        gap = word.left - before.right
        is_wide = gap > _CELL_GAP * before.size and gap > _CELL_GAP * word.size
        if is_wide and not (before is row[0] and is_marker(before.text)):
            return True
        before = word
    return False


def _within_a_cell(row: Sequence[Word], run: Sequence[Sequence[Word]]) -> bool:
    """Whether a row that does not fall apart is narrow enough to be a further line of a cell, or a row's heading."""
    left = min(words[0].left for words in run)
    right = max(words[-1].right for words in run)
    return row[-1].right - row[0].left < 0.6 * (right - left) and row[0].left >= left - 2


def _table(page: int, region: _Region) -> FoundTable | None:
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
        least = _APART * row[0].size if smallest > _FAR_APART * row[0].size else max(_APART * row[0].size, _CLOSE * smallest)
        is_apart = sum(map(bool, line)) > 1 and row[0].baseline - last > least
        last = row[0].baseline
        if not parts or all(line) or is_apart or _has_new_value(parts[-1], line):
            parts.append(line)
        else:
            parts[-1] = [cell + more for cell, more in zip(parts[-1], line, strict=True)]
    return _found(page, parts, tuple(between))


def _has_new_value(row: Row, line: Row) -> bool:
    """Whether a line has a value that is not the rest of an amount in the row over it."""
    return any(is_value(cell) and not (above and is_one_amount(above, cell)) for above, cell in zip(row, line, strict=True) if cell)


def _found(page: int, rows: Sequence[Row], between: tuple[float, ...]) -> FoundTable:
    words = list(chain.from_iterable(chain.from_iterable(rows)))
    return FoundTable(
        page, [list(map(_cell, row)) for row in rows], min(w.left for w in words), min(w.top for w in words),
        max(w.right for w in words), max(w.bottom for w in words), between,
    )  # fmt: skip


def _trimmed(region: _Region) -> _Region:
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
    if words > _WORDY and not (ruled and words < 3 * _WORDY):
        return False
    return sum(map(_is_text, columns)) < (len(columns) if ruled else 2)


def _are_pages(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a column holds page numbers that only rise: then the rows are a list of contents."""
    matches = list(filter(None, map(_PAGE.match, map(_text, cells))))
    numbers = [int(match[1]) for match in matches if match[1]]
    if len(matches) < max(_FEWEST_PAGES, 0.7 * len(cells)):
        return False
    return sum(after >= before for before, after in pairwise(numbers)) >= 0.9 * (len(numbers) - 1)


def _text(cell: Sequence[Word]) -> str:
    return " ".join([word.text for word in cell])


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
