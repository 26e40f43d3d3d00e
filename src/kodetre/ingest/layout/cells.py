"""The columns of a table that has no grid, and its lines as cells."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice, pairwise, product, repeat
from math import inf
from operator import attrgetter
from statistics import median

from kodetre.ingest.layout.lines import is_marker, rows_of
from kodetre.pdf.page import Word

STRIP = 0.55
"""The narrowest white strip between two columns of a table, in em."""
_CELL_GAP, _COLUMN_GAP = 1.15, 0.35
"""Gaps in em that part two cells of a row: where no rule says that there is a table, and where a column is known to begin."""
_GAP = 0.45
"""The widest gap between two words of one cell that may stand over several columns, in em."""
_TOUCHING = 0.12
"""The gap in em under which there is no space between two words: they are of two cells."""
_SAME_EDGE = 2.0
"""Points within which cells of a column begin or end in one place."""
_FEWEST_NUMBERS, _MOST_LINES = 3, 0.5
"""Numbers that show by themselves that a column begins with them, and the share of a table's lines with several
cells that have one."""
_LONGEST_UNIT = 2
"""Letters of what stands before a number in its own cell: kr."""
_BEFORE = 0.5
"""Points before the numbers of a column at which it begins."""
_FEWEST_ALIKE = 2
"""Cells of a column that show where it begins."""
_ENDS_IN_NUMBER = re.compile(r"(.*[^\W\d_])(\d{2,})")
_SAME_NUMBER = 0.7
"""Points within which numbers of a column end in one place."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = ("-", "–", "—")
_ALONE = 1.0
"""Ems that are white at least before a number that is a cell."""

Line = list[list[Word]]
"""The words of a line, column by column."""


def with_numbers_apart(words: list[Word]) -> list[Word]:
    """The words of a page, and as two words what is a name that fills its cell with the number in the next one right against
    it: that ends where a number as long ends that is a cell of another line.
    """
    glued = [word for word in words if word.text[-1].isdigit() and word.text[0].isalpha()]
    matches = [(word, match) for word in glued if (match := _ENDS_IN_NUMBER.fullmatch(word.text))]
    if not matches:
        return words
    ends: set[tuple[int, int]] = set()
    for word, match in matches:
        ends.update((len(match[2]), round(word.right) + shift) for shift in (-1, 0, 1))
    if not any((len(word.text), round(word.right)) in ends for word in words if word.text.isdigit()):
        return words
    numbers: dict[int, list[Word]] = {}
    for row in rows_of(words):
        for before, word in pairwise(row):
            if word.text.isdigit() and word.left - before.right > _ALONE * word.size:
                numbers.setdefault(len(word.text), []).append(word)
    parts: dict[Word, list[Word]] = {}
    for word, match in matches:
        for number in numbers.get(len(match[2]), ()):
            if abs(number.right - word.right) < _SAME_NUMBER and number.size == word.size:
                name = replace(word, text=match[1], right=number.left)
                parts[word] = [name, replace(word, text=match[2], left=number.left)]
                break
    return list(chain.from_iterable(parts.get(word, [word]) for word in words)) if parts else words


def strips(rows: Sequence[Sequence[Word]]) -> list[float]:
    """The x of the white strips that part the columns, in points; few rows may reach across one (a heading over two)."""
    size = median(word.size for word in chain.from_iterable(rows))
    left = min(row[0].left for row in rows)
    width = int(max(row[-1].right for row in rows) - left) + 2
    cover = [0] * (width + 1)
    for row in rows:
        for begin, end in _stretches(row, size):
            for x in range(max(0, int(begin - left)), min(width, int(end - left) + 1)):
                cover[x] += 1
    most = few(rows)
    between, start = [], -1
    for x in range(width + 1):
        if cover[x] <= most:
            start = x if start < 0 else start
        else:
            if start > 0 and x - start >= STRIP * size:
                between.append(left + _whitest(cover, start, x))
            start = -1
    if not between:
        return []
    return _without_spaces(rows, sorted({*between, *_before_numbers(rows, between), *_after_years(rows, between)}))


def _without_spaces(rows: Sequence[Sequence[Word]], between: Sequence[float]) -> list[float]:
    """The x between columns without those that are wide spaces of a justified cell: there is no heading over what stands after
    it, and all of that begins in small letters, in lines that have something before it.
    """
    kept = list(between)
    heading = by_column(rows[0], between)
    if all(heading[1:]):
        return kept
    lines = [by_column(row, between) for row in rows]
    for column in range(len(between), 0, -1):
        cells = [line for line in lines if line[column]]
        if not heading[column] and all(line[column][0].text[:1].islower() and line[column - 1] for line in cells):
            del kept[column - 1]
    return kept


def without_empty(rows: Sequence[Sequence[Word]], between: Sequence[float]) -> list[float]:
    """The x between columns without those that have no words on their left, or none on the right of the last."""
    if not between:
        return []
    kept: list[float] = []
    begin = -inf
    middles = sorted((word.left + word.right) / 2 for word in chain.from_iterable(rows))
    for x in (*between, inf):
        if not any(begin < middle <= x for middle in middles):
            if x == inf and kept:
                kept.pop()
            continue
        kept.append(x)
        begin = x
    return [x for x in kept if x != inf]


def _before_numbers(rows: Sequence[Sequence[Word]], between: Sequence[float]) -> list[float]:
    """The x right before columns of numbers that hardly stand apart from the names before them: most lines have one that begins
    or ends in one place.
    """
    pairs = [
        (before, word) for before, word in chain.from_iterable(map(pairwise, rows))
        if word.text.isdigit() and before.text[-1].isalpha() and len(before.text) > _LONGEST_UNIT
    ]  # fmt: skip
    if len(pairs) < _FEWEST_NUMBERS:
        return []
    several = sum(sum(map(bool, by_column(row, between))) > 1 for row in rows)
    found: list[float] = []
    for edge in (attrgetter("left"), attrgetter("right")):
        pairs.sort(key=lambda pair: edge(pair[1]))
        for _, group in groupby(pairs, key=lambda pair: round(edge(pair[1]))):
            alike = list(group)
            x = min(word.left for _, word in alike)
            nearest = min(before.right for before, _ in alike)
            is_new = not any(nearest < other < x + 1 for other in (*between, *found))
            if len(alike) >= max(_FEWEST_NUMBERS, _MOST_LINES * several) and is_new:
                found.append(x - _BEFORE)
    return found


def _after_years(rows: Sequence[Sequence[Word]], between: Sequence[float]) -> list[float]:
    """The x right before columns that hardly stand apart from a column of years: most lines have something that begins in one place
    right after a year, and so does a word of their heading.
    """
    pairs = [
        (before, word) for before, word in chain.from_iterable(map(pairwise, rows[1:])) if _YEAR.fullmatch(before.text)
    ]  # fmt: skip
    enough = max(_FEWEST_NUMBERS, _MOST_LINES * len(pairs))
    found: list[float] = []
    for head in islice(rows[0], 1, None):
        alike = [
            before.right for before, word in pairs
            if abs(word.left - head.left) < _SAME_NUMBER and word.text not in _DASHES
        ]  # fmt: skip
        if len(alike) >= enough and not any(min(alike) < x < head.left + 1 for x in between):
            found.append(head.left - _BEFORE)
    return found


def few(rows: Sequence[Sequence[Word]]) -> int:
    """How many of a table's lines may have a cell over several columns."""
    return max(len(rows) // 8, int(len(rows) >= 5))


def lines_across(rows: Iterable[Sequence[Word]], between: Sequence[float]) -> int:
    """How many lines have words without a gap on either side of an x between two columns."""
    return sum(map(_goes_across, rows, repeat(between)))


def _goes_across(row: Sequence[Word], between: Sequence[float]) -> bool:
    gaps = ((run[0].left, run[-1].right) for run in runs_of(row))
    return any(left < x < right for (left, right), x in product(gaps, between))


def _whitest(cover: Sequence[int], start: int, end: int) -> float:
    """The middle of the widest part of a strip that the fewest rows reach into."""
    least = min(cover[start:end])
    begin, longest = start, (0, 0.0)
    for x in range(start, end + 1):
        if x == end or cover[x] > least:
            longest = max(longest, (x - begin, (begin + x) / 2))
            begin = x + 1
    return longest[1]


def _stretches(row: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """The parts of a row without a gap that could be a strip."""
    stretches: list[tuple[float, float]] = []
    begin, end = row[0].left, row[0].right
    for word in row[1:]:
        if word.left - end > _GAP * size:
            stretches.append((begin, end))
            begin, end = word.left, word.right
        else:
            end = max(end, word.right)
    return [*stretches, (begin, end)]


def by_column(row: Sequence[Word], between: Sequence[float]) -> Line:
    """A line's words by column, each by its middle; `between` is the x between the columns, in points."""
    columns: Line = [[] for _ in range(len(between) + 1)]
    for word in row:
        columns[_column(word, between)].append(word)
    return columns


def placed(rows: Sequence[Sequence[Word]], between: Sequence[float]) -> tuple[list[Line], set[int]]:
    """Lines by column, and the numbers of those that have a cell over several columns. What stands over several columns without
    a gap is one cell, in the first of them; but where a line is so full that two cells touch, each has its own words.
    """
    runs = [runs_of(row) for row in rows]
    lines: list[Line] = []
    across: list[tuple[int, list[Word]]] = []
    for number, line in enumerate(runs):
        columns: Line = [[] for _ in range(len(between) + 1)]
        for run in line:
            column = _column(run[0], between)
            if column == _column(run[-1], between):
                columns[column] += run
            else:
                across.append((number, run))
        lines.append(columns)
    wide: set[int] = set()
    lefts, rights = _edges(runs, between) if across else ([], [])
    for number, run in across:
        for part in _parts(run, between, lefts, rights):
            column = _column(part[0], between)
            lines[number][column] = sorted([*lines[number][column], *part], key=attrgetter("left"))
            if column != _column(part[-1], between):
                wide.add(number)
    return lines, wide


def _column(word: Word, between: Sequence[float]) -> int:
    return bisect_left(between, (word.left + word.right) / 2)


def runs_of(row: Sequence[Word]) -> list[list[Word]]:
    """The words of a line in runs without a gap that is wider than a space."""
    runs = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > _GAP * max(before.size, word.size):
            runs.append([])
        runs[-1].append(word)
    return runs


def _edges(
    lines: Sequence[Sequence[Sequence[Word]]], between: Sequence[float]
) -> tuple[list[list[float]], list[list[float]]]:
    """Where the runs of each column begin and end that stand in it alone."""
    lefts: list[list[float]] = [[] for _ in range(len(between) + 1)]
    rights: list[list[float]] = [[] for _ in range(len(between) + 1)]
    for run in chain.from_iterable(lines):
        first, last = _column(run[0], between), _column(run[-1], between)
        if first == last and not any(run[0].left < x < run[-1].right for x in between):
            lefts[first].append(run[0].left)
            rights[last].append(run[-1].right)
    return lefts, rights


def _parts(
    run: Sequence[Word], between: Sequence[float], lefts: Sequence[Sequence[float]], rights: Sequence[Sequence[float]]
) -> list[list[Word]]:
    """A run in the parts that begin or end where other cells of their columns do, or in one for each column where two touch; whole
    where a part would still stand in several columns.
    """
    is_full = any(map(_touch, run, run[1:]))
    parts = [[run[0]]]
    for before, word in pairwise(run):
        column, following = _column(before, between), _column(word, between)
        is_edge = is_full or _is_near(word.left, lefts[following]) or _is_near(before.right, rights[column])
        if column != following and is_edge:
            parts.append([])
        parts[-1].append(word)
    is_apart = all(_column(part[0], between) == _column(part[-1], between) for part in parts)
    return parts if is_apart else [list(run)]


def _touch(before: Word, word: Word) -> bool:
    """Whether there is not even a space between two words."""
    return word.left - before.right < _TOUCHING * word.size


def _is_near(x: float, edges: Sequence[float]) -> bool:
    return sum(abs(x - edge) <= _SAME_EDGE for edge in edges) >= min(_FEWEST_ALIKE, max(1, len(edges)))


def cells_of(row: Sequence[Word], lefts: Sequence[float] = ()) -> list[list[Word]]:
    """A row's words by wide gaps, and by narrower ones where a column is known to begin (`lefts`, in points); the mark of a list
    item is no cell.
    """
    cells: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        gap, size = word.left - before.right, max(before.size, word.size)
        is_wide = gap > _CELL_GAP * size or (
            gap > _COLUMN_GAP * size and any(abs(word.left - left) < _SAME_EDGE for left in lefts)
        )
        if is_wide and not (len(cells) == 1 and len(cells[0]) == 1 and is_marker(before.text)):
            cells.append([])
        cells[-1].append(word)
    return cells


def falls_apart(row: Sequence[Word]) -> bool:
    """Whether a row has more than one cell (see `cells_of`)."""
    before = row[0]
    for word in islice(row, 1, None):
        gap = word.left - before.right
        is_wide = gap > _CELL_GAP * before.size and gap > _CELL_GAP * word.size
        if is_wide and not (before is row[0] and is_marker(before.text)):
            return True
        before = word
    return False


def text_of(cell: Sequence[Word]) -> str:
    """What some words say."""
    return " ".join([word.text for word in cell])
