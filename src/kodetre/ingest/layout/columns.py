"""Reading order: a page's pieces into columns, each read from top to bottom.

A recursive cut: where a white gutter runs down a region with paragraph-like text on both sides, the left side is read
before the right; what crosses the gutter (a heading over both columns) parts the region into an upper and a lower one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from statistics import median

import numpy as np
from numpy.typing import NDArray

from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable

Numbers = NDArray[np.float64]
_INTO_A_BOX = 18.0
"""Points under the upper side of a box of lines that are read before it: those of the paragraph beside it."""
_MOST_CROSSING = 0.25
_NARROWEST_GUTTER = 5.0
_FEWEST_LINES = 4
_FILL = 0.55
_COVERED = 0.6
_OVERLAP = 0.25
"""The share of a line's height that another must reach into it to be printed over it."""
_NEIGHBOURS = 40
"""Pieces further down that are looked at for one that is printed over."""
_CROSSING_COSTS = 60
"""Points of width that a gutter must have more for a line that crosses it."""
_DEEPEST = 6
_SHORTEST = 25.0
"""The usual width that the lines of a column must have, in points."""
_STEADY = 6.0
"""Points within which gutters of two pages are the same."""
_SHARE = 0.3
"""The share of a document's pages that must have a gutter for it to be the document's."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundBox:
    """A box on a page: its sides in points, and what stands in it, as columns in reading order."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    columns: "list[list[Piece]]"
    figure: bool = False
    """Whether it is a drawing, and what stands in it its labels."""


@dataclass(slots=True, eq=False)
class Piece:
    """A segment, a table or a box with its place on the page, in points. It is equal to itself alone. Nobody changes it; it is not
    frozen because making a frozen one takes six times as long (see `Word`).
    """

    left: float
    right: float
    top: float
    bottom: float
    content: Segment | FoundTable | FoundBox

    @property
    def width(self) -> float:
        """From edge to edge, in points."""
        return self.right - self.left


def piece(content: Segment | FoundTable | FoundBox) -> Piece:
    """A segment, table or box as a piece of its page."""
    if not isinstance(content, Segment):
        return Piece(content.x0, content.x1, content.top, content.bottom, content)
    return Piece(content.left, content.right, content.top, content.bottom, content)


def usual_gutters(pages: Sequence[float | None]) -> tuple[float, ...]:
    """The x of the gutter, in points, that most pages of a document in columns have; none for one without columns.

    `pages` holds the gutter that each page shows by itself (see `gutter_of`). Where a page alone does not show that it
    has columns (a list of short lines in each), its document does.
    """
    shown = [gutter for gutter in pages if gutter is not None]
    counted = Counter(round(gutter / _STEADY) for gutter in shown)
    if not counted:
        return ()
    place, _ = counted.most_common(1)[0]
    near = [gutter for gutter in shown if abs(gutter - place * _STEADY) <= _STEADY]
    return (median(near),) if len(near) >= max(2, _SHARE * len(pages)) else ()


def flows(pieces: list[Piece], own: float | None, usual: Sequence[float] = (), depth: int = 0) -> list[list[Piece]]:
    """The pieces of a region as columns in reading order; each column from top to bottom.

    `own` is the gutter that the region shows (see `gutter_of`), `usual` holds those of the document, for a page that
    does not show its own.
    """
    gutter = main_gutter(pieces, own, usual)
    if gutter is None:
        return [sorted(pieces, key=_place)] if pieces else []
    over = [p for p in pieces if p.left < gutter - 1 and p.right > gutter + 1]
    edge = usual_right([p.right for p in pieces if p.left >= gutter - 1])
    printed_over: set[Piece] = _overprinting(pieces) if over else set()
    crossing = sorted(
        (p for p in over if p not in printed_over and not _runs_over(p, pieces, gutter, edge)), key=lambda p: p.top
    )
    columns: list[list[Piece]] = []
    crosses = set(crossing)
    rest = [p for p in pieces if p not in crosses]
    for bar in [*crossing, None]:
        limit = bar.top if bar is not None else float("inf")
        band = [p for p in rest if (p.top + p.bottom) / 2 < limit]
        rest = [p for p in rest if (p.top + p.bottom) / 2 >= limit]
        for side in (
            [p for p in band if p.left < gutter - 1],
            [p for p in band if p.left >= gutter - 1],
        ):
            columns.extend(flows(side, gutter_of(side) if depth + 1 < _DEEPEST else None, (), depth + 1))
        if bar is not None:
            columns.append([bar])
    return _joined(columns)


def main_gutter(pieces: list[Piece], own: float | None, usual: Sequence[float]) -> float | None:
    """The x of the gutter that parts a region: one of its document's where that has text on both sides, else its own."""
    return next((x for x in usual if _parts_at(pieces, x)), own)


def _runs_over(bar: Piece, pieces: list[Piece], gutter: float, edge: float) -> bool:
    """Whether what crosses the gutter only runs out of its column, as an address does that could not be broken.

    Then the other column has text beside it, or it is one word that does not even end where the other column does
    (`edge`).
    """
    if isinstance(bar.content, FoundBox):  # a box that the text of both columns goes around
        return any(bar.top < (p.top + p.bottom) / 2 < bar.bottom for p in pieces if p is not bar)
    if isinstance(bar.content, Segment) and len(bar.content.words) == 1 and bar.right > edge + 10:
        return True
    middle = (bar.top + bar.bottom) / 2
    return any(p.left >= gutter - 1 and p.top < middle < p.bottom for p in pieces)


def _overprinting(pieces: Sequence[Piece]) -> set[Piece]:
    """The pieces that are printed over a narrower one: addresses that could not be broken, across the edge of their
    column.
    """
    printed_over: set[Piece] = set()
    ordered = sorted(pieces, key=attrgetter("top"))
    for place, upper in enumerate(ordered, start=1):
        left, right, bottom = upper.left, upper.right, upper.bottom
        for lower in islice(ordered, place, place + _NEIGHBOURS):
            if lower.top >= bottom:
                break
            if lower.left >= right or lower.right <= left:
                continue
            wide = upper if right - left > lower.right - lower.left else lower
            height = wide.bottom - wide.top
            beside = min(right, lower.right) - max(left, lower.left)
            if beside > 2 * height and min(bottom, lower.bottom) - lower.top > _OVERLAP * height:
                printed_over.add(wide)
    return printed_over


def _joined(columns: list[list[Piece]]) -> list[list[Piece]]:
    """Bars over both columns that follow one another are one column."""
    joined: list[list[Piece]] = []
    for column in columns:
        bar = column[0]
        if joined and len(column) == 1 and joined[-1][-1].bottom <= bar.top + 2 and _same_width(joined[-1], bar):
            joined[-1].append(bar)
        else:
            joined.append(list(column))
    return joined


def _same_width(column: list[Piece], bar: Piece) -> bool:
    return min(p.left for p in column) < bar.left + 20 and max(p.right for p in column) > bar.left + 0.8 * bar.width


def _place(p: Piece) -> tuple[float, float]:
    if isinstance(p.content, Segment):
        return p.content.baseline, p.left
    if isinstance(p.content, FoundBox):
        return p.top + _INTO_A_BOX, p.left
    return p.top + 8, p.left


def _parts_at(pieces: list[Piece], x: float) -> bool:
    """Whether a page has text on both sides of its document's gutter, and little across it."""
    lines = [p for p in pieces if isinstance(p.content, Segment)]
    across = [p for p in lines if p.left < x - 2 and p.right > x + 2]
    if across:
        printed_over = _overprinting(lines)
        across = [p for p in across if p not in printed_over]
    sides = [p for p in lines if p.right <= x + 2], [p for p in lines if p.left >= x - 2]
    for side in sides:
        if len(side) < 2:
            return False
        width = max(p.right for p in side) - min(p.left for p in side)
        if median(p.width for p in side) < max(_SHORTEST, 0.12 * width) or _mostly_numbers(side):
            return False  # the page numbers of a contents page
    return len(across) <= _MOST_CROSSING * len(lines)


def _mostly_numbers(side: list[Piece]) -> bool:
    texts = [p.content.text for p in side if isinstance(p.content, Segment)]
    return 2 * sum(1 for text in texts if not any(map(str.isalpha, text))) > len(texts)


def gutter_of(pieces: list[Piece]) -> float | None:
    """The x of the best gutter down a region, or None where the text runs over its whole width."""
    lines = [p for p in pieces if isinstance(p.content, Segment)]
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    if printed_over := _overprinting(lines):
        left, right = min([p.left for p in lines]), usual_right([p.right for p in lines])
        half = (right - left) / 2
        lines = [p for p in lines if p.width < half or p not in printed_over]
        if len(lines) < 2 * _FEWEST_LINES:
            return None
    lefts, rights = [p.left for p in lines], [p.right for p in lines]
    left, right = min(lefts), usual_right(rights)
    width = int(right - left)
    if width < 120:
        return None
    begins, ends = np.array(lefts), np.array(rights)
    cover = _cover(begins, ends, left, right)
    low, high = int(0.15 * width), int(0.85 * width)
    inner = cover[low:high]
    changes = np.ones(len(inner), dtype=np.bool_)
    changes[1:] = inner[1:] != inner[:-1]
    strips: list[tuple[int, int, int]] = []
    for place in (low + np.flatnonzero(changes & (inner <= _MOST_CROSSING * len(lines)))).tolist():
        covered = int(cover[place])
        higher = np.flatnonzero(cover[place:high] > covered)
        end = place + int(higher[0]) if len(higher) else high
        if end - place >= _NARROWEST_GUTTER:
            strips.append((_CROSSING_COSTS * covered - (end - place), place, end))
    for _, place, end in sorted(strips):  # the best of them, and the leftmost of the same worth, first
        x = left + (place + end) / 2
        if _reads_as_columns(lines, begins, ends, x):
            return x
    return None


def _cover(begins: Numbers, ends: Numbers, left: float, right: float) -> NDArray[np.intp]:
    """How many lines there are at each point from the left edge of a region to its right one."""
    width = int(right - left)
    inside = begins <= right
    first = np.maximum(0, (begins[inside] - left).astype(np.intp))
    last = np.maximum(first, np.minimum(width + 1, (ends[inside] - left).astype(np.intp) + 1))
    steps: NDArray[np.intp] = np.bincount(first, minlength=width + 2) - np.bincount(last, minlength=width + 2)
    return np.cumsum(steps)


def _covered(side: list[Piece], width: float) -> float:
    """How much of a region its lines fill, 0 to 1: text in several columns fills most of it, cells of a table do not."""
    height = max([p.bottom for p in side]) - min([p.top for p in side])
    return sum([(p.right - p.left) * 1.2 * (p.bottom - p.top) for p in side]) / max(1.0, width * height)


def usual_right(rights: list[float]) -> float:
    """The right edge of a column, in points, but for the few lines that run over it (an address that cannot break)."""
    return sorted(rights)[int(0.9 * (len(rights) - 1))] if len(rights) >= 10 else max(rights)


def _reads_as_columns(lines: list[Piece], begins: Numbers, ends: Numbers, x: float) -> bool:
    """Whether there is a column of lines, which begin and end at these x, on either side of a gutter."""
    ours, theirs = np.flatnonzero(ends <= x + 1).tolist(), np.flatnonzero(begins >= x - 1).tolist()
    if min(len(ours), len(theirs)) < _FEWEST_LINES:
        return False
    sides = [lines[place] for place in ours], [lines[place] for place in theirs]
    for side in sides:
        start, end = min([p.left for p in side]), usual_right([p.right for p in side])
        if end - start < 60:
            return False
        if median([p.right - p.left for p in side]) < _FILL * (end - start) and _covered(side, end - start) < _COVERED:
            return False
    left, right = sides
    top = max(min([p.top for p in left]), min([p.top for p in right]))
    bottom = min(max([p.bottom for p in left]), max([p.bottom for p in right]))
    return bottom - top > 30
