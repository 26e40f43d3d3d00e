"""What is drawn on a page and belongs to its words: bullets that are no letters, and figures with words in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kodetre.ingest.layout.asides import Box
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.lines import Segment, is_marker, rows_of, segments
from kodetre.pdf.page import Area, PageContent, Word

_LARGEST_BULLET = 0.75
"""Ems that a bullet is wide and high at most."""
_SQUARE = 1.6
"""How much wider than high, or higher than wide, a bullet is at most."""
_FARTHEST = 3.0
"""Ems that a bullet stands at most before its text."""
_APART = 0.6
"""Ems that are white before a bullet."""
_FEWEST_BULLETS = 2
"""Bullets of one size on the pages so far that make a drawn dot one."""
_NEAR = 36.0
"""Points between two parts of one figure."""
_LABELS = 14.0
"""Points around a drawing in which its labels stand."""
_SIDE_BY_SIDE = 2.0
"""Points between two cells of a row."""
_FEWEST_SHAPES, _FEWEST_LABELS = 3, 3
_SMALLEST_FIGURE = 18.0
"""Points that a figure is at least wide and high."""
_WORDS_OF_A_LABEL = 3.0
"""Mean words of the labels of a figure at most."""
_LONGEST_LABEL = 7
_MOST_WORDS = 80
_MOST_SHAPES = 400
"""Shapes of a page over which it is a map, and nothing is looked for."""


class Bullets:
    """Tells drawn bullets, page by page: dots of one size before the text of several lines."""

    def __init__(self) -> None:
        self._sizes: Counter[tuple[int, int]] = Counter()

    def add_to(self, page: PageContent) -> PageContent:
        """The page with a word for every bullet that is drawn before a line."""
        if not page.shapes:
            return page
        size = median([word.size for word in page.words]) if page.words else 0.0
        dots = [shape for shape in page.shapes if _is_dot(shape, size)]
        if not dots or len(dots) > _MOST_SHAPES:
            return page
        rows = rows_of(page.words)
        beside = [(dot, word) for dot in dots if (word := _text_after(dot, rows)) is not None]
        self._sizes.update(_size(dot) for dot, _ in beside)
        bullets = [
            replace(
                word,
                text="•",
                left=dot.x0,
                right=dot.x1,
                bold=False,
                turned=None if word.turned is None else word.turned,
            )
            for dot, word in beside
            if self._sizes[_size(dot)] >= _FEWEST_BULLETS
        ]
        return replace(page, words=[*page.words, *bullets]) if bullets else page


def _is_dot(shape: Area, size: float) -> bool:
    width, height = shape.x1 - shape.x0, shape.bottom - shape.top
    return max(width, height) <= _LARGEST_BULLET * size and max(width, height) <= _SQUARE * min(width, height)


def _size(dot: Area) -> tuple[int, int]:
    """Width and height in half points."""
    return round(2 * (dot.x1 - dot.x0)), round(2 * (dot.bottom - dot.top))


def _text_after(dot: Area, rows: Iterable[Sequence[Word]]) -> Word | None:
    """The first word of the text that a dot stands before; None where it stands before nothing, or close after a word."""
    middle = (dot.top + dot.bottom) / 2
    for row in rows:
        first = row[0]
        if not first.baseline - 0.8 * first.size < middle < first.baseline + 0.1 * first.size:
            continue
        after = [word for word in row if word.left >= dot.x1 - 0.5]
        before = [word.right for word in row if word.left < dot.x0]
        if (
            not after
            or after[0].left - dot.x1 > _FARTHEST * first.size
            or (is_marker(after[0].text) and len(after) < 2)
        ):
            continue
        if not before or max(before) < dot.x0 - _APART * first.size:
            return after[0]
    return None


def figures_of(page: PageContent, words: Sequence[Word]) -> list[Box]:
    """The figures of a page that have words in them, which are no text of their own: charts with their labels."""
    if not _FEWEST_SHAPES <= len(page.shapes) <= _MOST_SHAPES or len(words) < _FEWEST_LABELS:
        return []
    usual = median([word.size for word in words])
    figures: list[Box] = []
    left = list(words)
    for area in _clusters([shape for shape in page.shapes if not _is_dot(shape, usual)]):
        labels = _labels(area, left, usual)
        if labels:
            figures.append(Box(area, labels, figure=True))
            taken = set(labels)
            left = [word for word in left if word not in taken]
    return figures


def _clusters(shapes: Sequence[Area]) -> list[Area]:
    """Where at least three shapes stand near one another, and are no cells of a table."""
    clusters: list[tuple[Area, list[Area]]] = []
    for shape in sorted(shapes, key=lambda shape: (shape.top, shape.x0)):
        area, members = shape, [shape]
        apart = []
        for other, theirs in clusters:
            if _are_near(area, other):
                area, members = _around(area, other), [*theirs, *members]
            else:
                apart.append((other, theirs))
        clusters = [*apart, (area, members)]
    return [
        area for area, members in clusters
        if len(members) >= _FEWEST_SHAPES and min(area.x1 - area.x0, area.bottom - area.top) >= _SMALLEST_FIGURE
        and not _are_cells(members)
    ]  # fmt: skip


def _are_cells(shapes: Sequence[Area]) -> bool:
    """Whether shapes are the ground of a table's cells: most of them stand right beside another as high."""
    rows: dict[tuple[int, int], list[Area]] = {}
    for shape in shapes:
        rows.setdefault((round(shape.top / 2), round(shape.bottom / 2)), []).append(shape)
    beside = 0
    for row in rows.values():
        row.sort(key=lambda shape: shape.x0)
        beside += sum(after.x0 - before.x1 < _SIDE_BY_SIDE for before, after in pairwise(row))
    return 2 * beside >= len(shapes) - len(rows) and beside > 0


def _are_near(area: Area, other: Area) -> bool:
    return (
        area.x0 - _NEAR < other.x1 and other.x0 - _NEAR < area.x1
        and area.top - _NEAR < other.bottom and other.top - _NEAR < area.bottom
    )  # fmt: skip


def _around(area: Area, other: Area) -> Area:
    return Area(
        min(area.x0, other.x0), max(area.x1, other.x1), min(area.top, other.top), max(area.bottom, other.bottom)
    )


def _labels(area: Area, words: Sequence[Word], usual: float) -> list[Word]:
    """The words in a drawing and right beside it, where they are labels: short, no larger than the text, and no line of text runs
    through them.
    """
    inside = Area(area.x0 - _LABELS, area.x1 + _LABELS, area.top - _LABELS, area.bottom + _LABELS)
    labels: list[Segment] = []
    for label in segments(rows_of(words)):
        middle = label.baseline - 0.35 * label.size
        if not (inside.top < middle < inside.bottom and label.right > inside.x0 and label.left < inside.x1):
            continue
        in_drawing = area.top < middle < area.bottom
        if label.left < inside.x0 or label.right > inside.x1 or _is_text(label, usual):
            if in_drawing:
                return []
            continue
        labels.append(label)
    count = sum(len(label.words) for label in labels)
    numbers = sum(any(map(str.isdigit, label.text)) for label in labels)
    if (
        len(labels) < _FEWEST_LABELS
        or count > min(_MOST_WORDS, _WORDS_OF_A_LABEL * len(labels))
        or 4 * numbers < len(labels)
    ):
        return []
    return [word for word in words if _is_in_any(word, labels)]


def _is_in_any(word: Word, labels: Iterable[Segment]) -> bool:
    return any(_is_in(word, label) for label in labels)


def _is_in(word: Word, label: Segment) -> bool:
    """Whether a word is a part of a label."""
    return (
        label.top <= word.baseline <= label.bottom and label.left - 0.1 <= word.left and word.right <= label.right + 0.1
    )


def _is_text(label: Segment, usual: float) -> bool:
    """Whether a piece of a line is no label: it is long, large, begins a list or is the caption."""
    return (
        len(label.words) > _LONGEST_LABEL
        or label.size > usual + 0.4
        or CAPTION.match(f"{label.text} ") is not None
        or (len(label.words) > 1 and is_marker(label.words[0].text))
    )
