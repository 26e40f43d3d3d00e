"""Where words stand on a page as it is shown, in tenths of a point. Pure."""

from bisect import bisect_left
from collections.abc import Sequence

from kodetre.model.documents import Span, WordBoxes

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in tenths of a point from the upper left of a page as it is shown."""


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around others, at least one."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def boxes_of(words: WordBoxes, span: Span) -> dict[int, list[Box]]:
    """Where a span stands: for each page (physical number) a box per line, in tenths of a point from the upper left."""
    lines: list[tuple[int, list[Box]]] = []
    last_line: dict[int, list[Box]] = {}
    first = bisect_left(words.start, span.start)
    if first and words.end[first - 1] > span.start:
        first -= 1
    for place in range(first, bisect_left(words.start, span.end)):
        box = (words.left[place], words.top[place], words.right[place], words.bottom[place])
        page = words.page[place]
        if page in last_line and _goes_on(last_line[page][-1], box):
            last_line[page].append(box)
        else:
            last_line[page] = [box]
            lines.append((page, last_line[page]))
    by_page: dict[int, list[Box]] = {}
    for page, line in lines:
        by_page.setdefault(page, []).append(around(line))
    return by_page


def _goes_on(before: Box, box: Box) -> bool:
    """Whether a word stands on the same line as the one before it, and beside it."""
    height = max(1, min(before[3] - before[1], box[3] - box[1]))
    shared = min(before[3], box[3]) - max(before[1], box[1])
    return shared > height / 2 and -height < box[0] - before[2] < 2 * height
