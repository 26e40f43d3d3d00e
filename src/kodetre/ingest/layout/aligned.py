"""Tables without a grid: with horizontal rules only, or with none, known by cells that stand under one another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from kodetre.ingest.layout.lines import is_marker
from kodetre.ingest.layout.tables import Cell, FoundTable, distinct
from kodetre.pdf.page import PageContent, Rule, Word

_SAME_END = 4.0
"""Points within which two rules have the same ends."""
_SHORTEST_RULE = 60.0
_FEWEST_RULES = 3
_CELL_GAP = 1.15
"""A gap in em that parts two cells of a row where no rule says that there is a table."""
_STRIP = 0.55
"""The narrowest white strip between two columns of a table, in em."""
_FARTHEST_ROWS = 3.2
"""How far apart, in em, two baselines of one table without rules may be."""
_FARTHEST_RULED = 6.0
"""The same where there are."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
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
_CLOSE, _LOOSE = 1.15, 1.15
"""Lines up to the first times the smallest distance are close; there are rows when some are the second times farther."""
_WORDY = 6.0
"""Mean words of a cell over which it is running text, unless there are rules."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows of words that may be a table, and the y of the rules between them."""

    rows: list[list[Word]]
    rules: tuple[float, ...] = ()


def aligned_tables(page: PageContent, rows: Sequence[list[Word]]) -> list[FoundTable]:
    """The tables among a page's rows of words (by baseline, none of them in a ruled table)."""
    tables: list[FoundTable] = []
    taken: set[Word] = set()  # the first words of the rows that are in a table already
    for region in (*_between_rules(page, rows), *_runs(rows)):
        first_words = [row[0] for row in region.rows]
        if not taken.isdisjoint(first_words):
            continue
        table = _table(page.number, region)
        if table is not None:
            tables.append(table)
            taken.update(first_words)
    return sorted(tables, key=lambda table: table.top)


def _between_rules(page: PageContent, rows: Sequence[list[Word]]) -> list[_Region]:
    """What stands between at least three rules with the same ends, one under another."""
    regions = []
    for rules in _with_the_same_ends(page.rules):
        tops = distinct([rule.top for rule in rules])
        if len(tops) < _FEWEST_RULES:
            continue
        left, right = rules[0].x0 - 2, rules[0].x1 + 2
        inside = [
            row for row in rows
            if tops[0] - 1 <= row[0].baseline <= tops[-1] + 1 and row[0].left >= left and row[-1].right <= right
        ]  # fmt: skip
        steps = [after[0].baseline - before[0].baseline for before, after in pairwise(inside)]
        if len(inside) >= 2 and max(steps) <= _FARTHEST_RULED * inside[0][0].size:
            regions.append(_Region(inside, tuple(tops)))
    return regions


def _with_the_same_ends(rules: Iterable[Rule]) -> list[list[Rule]]:
    """The horizontal rules of a page in groups that begin and end where the first of the group does, each from above."""
    flat = (rule for rule in rules if rule.bottom - rule.top < 2 and rule.x1 - rule.x0 >= _SHORTEST_RULE)
    groups: list[list[Rule]] = []
    for rule in sorted(flat, key=lambda rule: rule.top):
        for group in groups:
            if abs(group[0].x0 - rule.x0) <= _SAME_END and abs(group[0].x1 - rule.x1) <= _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _runs(rows: Sequence[list[Word]]) -> list[_Region]:
    """Rows after one another that fall apart into cells; one that does not may stand between two that do."""
    regions: list[_Region] = []
    run: list[list[Word]] = []
    loose: list[list[Word]] = []
    for row in rows:
        falls_apart = len(_cells(row)) >= 2
        near = not run or row[0].baseline - (loose or run)[-1][0].baseline <= _FARTHEST_ROWS * row[0].size
        if near and falls_apart:
            run.extend(loose)
            run.append(row)
            loose = []
        elif near and run and not loose and _within_a_cell(row, run):
            loose.append(row)
        else:
            regions.extend(_ended(run, loose))
            run, loose = ([row], []) if falls_apart else ([], [])
    return [*regions, *_ended(run, loose)]


def _ended(run: list[list[Word]], loose: list[list[Word]]) -> list[_Region]:
    """A run that is long enough, with a last line that only the first cell of its last row has."""
    if len(run) < _FEWEST_ROWS:
        return []
    for row in loose:
        last = run[-1]
        under = row[0].baseline - last[0].baseline <= _LEADING * row[0].size
        if under and row[-1].right <= _cells(last)[1][0].left and abs(row[0].left - last[0].left) < 2:
            return [_Region([*run, row])]
    return [_Region(run)]


def _cells(row: Sequence[Word]) -> list[list[Word]]:
    """A row's words by wide gaps; the mark of a list item is no cell."""
    cells: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > _CELL_GAP * max(before.size, word.size) and not (
            len(cells) == 1 and len(cells[0]) == 1 and is_marker(before.text)
        ):
            cells.append([])
        cells[-1].append(word)
    return cells


def _within_a_cell(row: Sequence[Word], run: Sequence[Sequence[Word]]) -> bool:
    """Whether a row that does not fall apart is narrow enough to be a further line of a cell, or a row's heading."""
    left = min(words[0].left for words in run)
    right = max(words[-1].right for words in run)
    return row[-1].right - row[0].left < 0.6 * (right - left) and row[0].left >= left - 2


def _table(page: int, region: _Region) -> FoundTable | None:
    strips = _strips(region.rows)
    edges = [region.rows[0][0].left, *strips]
    if len(edges) < (2 if region.rules else _FEWEST_COLUMNS):
        return None
    placed = [_placed(row, strips) for row in region.rows]
    if not _reads_as_table(placed, bool(region.rules)):
        return None
    rows = _rows(region, placed, len(edges))
    if len(rows) < 2:
        return None
    words = list(chain.from_iterable(region.rows))
    return FoundTable(
        page, [list(map(_cell, row)) for row in rows], min(w.left for w in words), min(w.top for w in words),
        max(w.right for w in words), max(w.bottom for w in words),
    )  # fmt: skip


def _strips(rows: Sequence[Sequence[Word]]) -> list[float]:
    """The x of the white strips that part the columns, in points; few rows may reach across one (a heading over two)."""
    size = median(word.size for word in chain.from_iterable(rows))
    left = min(row[0].left for row in rows)
    width = int(max(row[-1].right for row in rows) - left) + 2
    cover = [0] * (width + 1)
    for row in rows:
        for begin, end in _stretches(row, size):
            for x in range(max(0, int(begin - left)), min(width, int(end - left) + 1)):
                cover[x] += 1
    most = len(rows) // 8
    strips, start = [], -1
    for x in range(width + 1):
        if cover[x] <= most:
            start = x if start < 0 else start
        else:
            if start > 0 and x - start >= _STRIP * size:
                strips.append(left + (start + x) / 2)
            start = -1
    return strips


def _stretches(row: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """The parts of a row without a gap that could be a strip."""
    stretches: list[tuple[float, float]] = []
    begin, end = row[0].left, row[0].right
    for word in row[1:]:
        if word.left - end > 0.45 * size:
            stretches.append((begin, end))
            begin, end = word.left, word.right
        else:
            end = max(end, word.right)
    return [*stretches, (begin, end)]


def _placed(row: Sequence[Word], strips: Sequence[float]) -> list[list[Word]]:
    """A row's words by column."""
    columns: list[list[Word]] = [[] for _ in range(len(strips) + 1)]
    for word in row:
        middle = (word.left + word.right) / 2
        columns[sum(1 for x in strips if x < middle)].append(word)
    return columns


def _reads_as_table(placed: Sequence[Sequence[Sequence[Word]]], ruled: bool) -> bool:
    """Whether the columns hold cells and not running text, most rows more than one, and every column several rows."""
    several = sum(1 for row in placed if sum(map(bool, row)) >= 2)
    if several < max(2, 0.5 * len(placed)):
        return False
    columns = [list(filter(None, column)) for column in zip(*placed, strict=True)]
    cells = list(chain.from_iterable(columns))
    numbers = sum(map(_begins_in_digits, cells))
    if any(_are_pages(column) for column in columns[1:]):
        return False
    if min(map(len, columns)) < (1 if numbers >= 0.4 * len(cells) else max(2, _EVERY * len(placed))):
        return False
    if not ruled and len(cells) < 0.55 * len(columns) * len(placed):
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


def _rows(region: _Region, placed: Sequence[list[list[Word]]], columns: int) -> list[list[list[Word]]]:
    """The lines of words as rows of the table: a further line of a cell goes with the line it belongs to.

    Rules between all rows tell. Otherwise lines of one cell stand closer than two rows do, and do not fill every column.
    """
    baselines = [next(chain.from_iterable(line)).baseline for line in placed]
    gaps = [after - before for before, after in pairwise(baselines)]
    close = min(gaps, default=0.0) * _CLOSE
    loose = any(gap > close * _LOOSE for gap in gaps)
    between = region.rules[1:-1]
    ruled = len(between) >= max(2, len(region.rows) // 4)
    rows: list[list[list[Word]]] = [[list(cell) for cell in placed[0]]]
    for place, line in enumerate(placed[1:], start=1):
        parted = any(baselines[place - 1] < rule < baselines[place] for rule in between)
        full = all(line)
        if not parted and (ruled or (loose and not full and gaps[place - 1] <= close)):
            for column in range(columns):
                rows[-1][column] += line[column]
        else:
            rows.append([list(cell) for cell in line])
    return rows


def _cell(words: list[Word]) -> Cell | None:
    if not words:
        return None
    return Cell(
        min(w.left for w in words), min(w.top for w in words), max(w.right for w in words), max(w.bottom for w in words),
        words,
    )  # fmt: skip
