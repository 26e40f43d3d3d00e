"""The ruling lines of a page in whole pieces, and the grids of cells that they enclose."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from kodetre.pdf.cells import tables_of
from kodetre.pdf.page import Rule

SNAP = 3.0
"""Points within which two lines are one."""
_SHORTEST = 4.0
_ON_ONE_LINE = 0.3
"""Points within which pieces are on one line."""
_PIECES = 1.0
"""Points that two pieces of a rule may be apart."""
_MOST_RULES = 4_000
CellBox = tuple[float, float, float, float]
"""Left, top, right, bottom of a cell, in points from the upper left of the page."""
_Stroke = tuple[float, float, float, bool]
"""A piece of a rule: the line it is on, where it begins and ends, and whether it is seen."""


def grids(rules: Iterable[Rule]) -> list[list[CellBox]]:
    """The grids of cells that the rules of a page draw, each as its cells; none for a page with more rules than a table has."""
    whole = joined(rules)
    across = [(rule.top, rule.x0, rule.x1) for rule in whole if rule.top == rule.bottom]
    down = [(rule.x0, rule.top, rule.bottom) for rule in whole if rule.top != rule.bottom]
    if not 4 <= len(whole) <= _MOST_RULES or not across or not down:
        return []
    return tables_of(across, down, SNAP)


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules whose pieces follow one another on one line as one rule each; pieces too short to be more than a dot go with what
    they touch, or away.

    Word draws the borders of a table cell by cell, with a square at each corner.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for rule in rules:
        (across if rule.top == rule.bottom else down).append(rule)
    lying = [(rule.top, rule.x0, rule.x1, rule.seen) for rule in across]
    standing = [(rule.x0, rule.top, rule.bottom, rule.seen) for rule in down]
    whole = [Rule(start, end, place, place, seen) for place, start, end, seen in _on_lines(lying)]
    whole += [Rule(place, place, start, end, seen) for place, start, end, seen in _on_lines(standing)]
    return whole


def _on_lines(pieces: list[_Stroke]) -> Iterator[_Stroke]:
    """Pieces put together where they meet, without what stays a dot."""
    pieces.sort()
    begin = 0
    for number, piece in enumerate(pieces):
        last = number + 1 == len(pieces)
        if not last and pieces[number + 1][0] - piece[0] <= _ON_ONE_LINE:
            continue
        line = sorted(pieces[begin : number + 1], key=itemgetter(1))
        begin = number + 1
        place, start, end, seen = line[0]
        for _, next_start, next_end, next_seen in line[1:]:
            if next_start - end > _PIECES:
                if end - start >= _SHORTEST:
                    yield place, start, end, seen
                start, end, seen = next_start, next_end, next_seen
            end, seen = max(end, next_end), seen or next_seen
        if end - start >= _SHORTEST:
            yield place, start, end, seen
