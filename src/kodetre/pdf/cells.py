"""The cells that lines enclose, and which of them touch.

The method is pdfplumber's (https://github.com/jsvine/pdfplumber, MIT, table.py), and so is every cell to the last decimal; a test
holds them together. It stands here because loading pdfplumber takes longer than reading a short document.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

Line = tuple[float, float, float]
"""A horizontal or vertical line: where it is across its direction, where it begins, and where it ends."""
Point = tuple[float, float]
Cell = tuple[float, float, float, float]
"""Left, top, right, bottom of a cell, in points from the upper left of the page."""


def tables_of(across: Iterable[Line], down: Iterable[Line], tolerance: float) -> list[list[Cell]]:
    """The cells between horizontal lines and vertical ones, in groups of at least two that touch at their corners, from above.

    Lines that are nearer to one another than the tolerance (points) are one, and so are parts of one line.
    """
    lying, standing = _merged(across, tolerance), _merged(down, tolerance)
    return _touching(list(_cells(_crossings(lying, standing, tolerance))))


def _merged(lines: Iterable[Line], tolerance: float) -> list[Line]:
    """Lines that are near moved to their mean, and those that then are on one line put together where they meet."""
    merged: list[Line] = []
    snapped = sorted(chain.from_iterable(map(_moved, _near(list(lines), tolerance))), key=itemgetter(0))
    for _, parts in groupby(snapped, key=itemgetter(0)):
        place, begin, end = None, 0.0, 0.0
        for part in sorted(parts, key=itemgetter(1)):
            if place is not None and part[1] <= end + tolerance:
                end = max(end, part[2])
                continue
            if place is not None:
                merged.append((place, begin, end))
            place, begin, end = part
        if place is not None:
            merged.append((place, begin, end))
    return merged


def _near(lines: list[Line], tolerance: float) -> list[list[Line]]:
    """Lines in groups of which each is near the next, in their own order."""
    group_of: dict[float, int] = {}
    last = float("-inf")
    number = -1
    for place in sorted({line[0] for line in lines}):
        number += place > last + tolerance
        group_of[place] = number
        last = place
    groups: list[list[Line]] = [[] for _ in range(number + 1)]
    for line in lines:
        groups[group_of[line[0]]].append(line)
    return groups


def _moved(lines: Sequence[Line]) -> list[Line]:
    """Lines moved to the mean of their places."""
    mean = sum([place for place, _, _ in lines]) / len(lines)
    return [(place + (mean - place), begin, end) for place, begin, end in lines]


class _Crossings:
    """The points at which lines cross, each with the vertical and the horizontal lines that cross there."""

    def __init__(self) -> None:
        self.standing: dict[Point, set[Line]] = {}
        self.lying: dict[Point, set[Line]] = {}

    def add(self, standing: Line, lying: Line) -> None:
        """Take in that two lines cross."""
        point = standing[0], lying[0]
        self.standing.setdefault(point, set()).add(standing)
        self.lying.setdefault(point, set()).add(lying)

    def are_joined_down(self, point: Point, other: Point) -> bool:
        """Whether a vertical line goes through two points under one another."""
        return not self.standing[point].isdisjoint(self.standing[other])

    def are_joined_across(self, point: Point, other: Point) -> bool:
        """Whether a horizontal line goes through two points beside one another."""
        return not self.lying[point].isdisjoint(self.lying[other])


def _crossings(lying: Sequence[Line], standing: Sequence[Line], tolerance: float) -> _Crossings:
    crossings = _Crossings()
    for down in standing:
        x, top, bottom = down[0], down[1] - tolerance, down[2] + tolerance
        for across in lying:
            y, left, right = across
            if top <= y <= bottom and left - tolerance <= x <= right + tolerance:
                crossings.add(down, across)
    return crossings


def _cells(crossings: _Crossings) -> Iterator[Cell]:
    """The smallest cell to the right of and below each point, where there is one."""
    points = sorted(crossings.standing)
    under: dict[float, list[Point]] = {}
    beside: dict[float, list[Point]] = {}
    for point in points:
        under.setdefault(point[0], []).append(point)
        beside.setdefault(point[1], []).append(point)
    for point in points:
        x, y = point
        below = under[x][under[x].index(point) + 1 :]
        right = [
            other for other in beside[y][beside[y].index(point) + 1 :] if crossings.are_joined_across(point, other)
        ]
        corner = next(_corners(crossings, point, below, right), None)
        if corner is not None:
            yield x, y, *corner


def _corners(crossings: _Crossings, point: Point, below: Sequence[Point], right: Sequence[Point]) -> Iterator[Point]:
    """The points that close a cell with a point, those below it and those to its right, from the nearest on."""
    for under in below:
        if not crossings.are_joined_down(point, under):
            continue
        for beside in right:
            corner = beside[0], under[1]
            if (
                corner in crossings.standing
                and crossings.are_joined_down(corner, beside)
                and crossings.are_joined_across(corner, under)
            ):
                yield corner


def _touching(cells: list[Cell]) -> list[list[Cell]]:
    """Cells in groups that touch at their corners, without those that touch no other."""
    groups: list[list[Cell]] = []
    while cells:
        group, corners = [cells[0]], set(_corners_of(cells[0]))
        left = cells[1:]
        count = 0
        while count < len(group):
            count = len(group)
            apart: list[Cell] = []
            for cell in left:
                own = _corners_of(cell)
                if corners.isdisjoint(own):
                    apart.append(cell)
                else:
                    corners.update(own)
                    group.append(cell)
            left = apart
        groups.append(group)
        cells = left
    groups.sort(key=lambda group: min((top, x0) for x0, top, _, _ in group))
    return [group for group in groups if len(group) > 1]


def _corners_of(cell: Cell) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
