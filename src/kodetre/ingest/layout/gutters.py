"""White strips that run down a page between columns, found from where rows have gaps; and numbers of lines in a margin."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kodetre.pdf.page import Word

_FEWEST_ROWS = 8
_FEWEST_NUMBERS = 5
_MOST_CROSSED = 0.3
"""The share of rows with words on both sides that may have a word across a gutter: headings over both columns."""
NARROWEST = 0.45
"""The narrowest gap of a row that may be part of a gutter, in em; a space in justified text is seldom wider."""


def gutters(rows: Sequence[Sequence[Word]]) -> list[float]:
    """The x of every gutter of a page, in points, from left to right; `rows` holds its words by baseline."""
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < _FEWEST_ROWS:
        return []
    left = min(row[0].left for row in wide)
    rights = list(map(_right_of, wide))
    width = int(max(rights) - left) + 2
    across = [0] * (width + 1)
    open_ = [0] * (width + 1)
    gaps = 0
    for row, right in zip(wide, rights, strict=True):
        _add(across, row[0].left - left, right - left)
        reached = row[0].right
        for word in row[1:]:
            begins, ends = word.left, word.right
            if begins - reached >= NARROWEST * word.size:
                _add(open_, reached - left, begins - left)
                gaps += 1
            if ends > reached:
                reached = ends
    if gaps < (1 - _MOST_CROSSED) * _FEWEST_ROWS:
        return []
    strips: list[tuple[int, int]] = []
    rows_across = rows_open = 0
    start = -1
    for place in range(width + 1):
        rows_across += across[place]
        rows_open += open_[place]
        white = rows_across >= _FEWEST_ROWS and rows_open >= (1 - _MOST_CROSSED) * rows_across
        if white and start < 0:
            start = place
        elif not white and start >= 0:
            strips.append((start, place))
            start = -1
    return [left + (begin + end) / 2 for begin, end in strips if end - begin >= 2]


def _right_of(row: Sequence[Word]) -> float:
    """Where a row ends: not always with its last word, for one may be printed over another."""
    return max([word.right for word in row])


def parted(before: Word, word: Word, white: Sequence[float]) -> bool:
    """Whether a gutter runs between two neighbours of a row: the gap is there, and wider than a space."""
    gap = word.left - before.right
    return gap >= NARROWEST * word.size and any(before.right <= x + 1 and word.left >= x - 1 for x in white)


def _add(counts: list[int], start: float, end: float) -> None:
    """Count one more from start to end; a running sum over `counts` gives how many there are at each point."""
    first, last = max(0, int(start) + 1), max(0, int(end))
    if last > first:
        counts[first] += 1
        counts[min(last, len(counts) - 1)] -= 1


def line_numbers(words: Sequence[Word]) -> list[Word]:
    """The words of a page that number its lines: numbers in a column of their own beside the text that count up."""
    numbers = [word for word in words if word.text.isdecimal()]
    if len(numbers) < _FEWEST_NUMBERS or len(words) - len(numbers) < 10:
        return []
    text = [word for word in words if not word.text.isdecimal()]
    lefts, rights = sorted([word.left for word in text]), sorted([word.right for word in text])
    left, right = lefts[len(lefts) // 50], rights[-1 - len(rights) // 50]
    for beside in (
        [word for word in numbers if word.right < left - 0.4 * word.size],
        [word for word in numbers if word.left > right + 0.4 * word.size],
    ):
        if len(beside) < _FEWEST_NUMBERS:
            continue
        edge = median(word.right for word in beside)
        column = sorted((w for w in beside if abs(w.right - edge) < 4 and len(w.text) <= 4), key=lambda w: w.baseline)
        steps = [int(after.text) - int(before.text) for before, after in pairwise(column)]
        if len(steps) >= _FEWEST_NUMBERS - 1 and sum(step in (1, 2, 5) for step in steps) >= 0.8 * len(steps):
            return column
    return []
