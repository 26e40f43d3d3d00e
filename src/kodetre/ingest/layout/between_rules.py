"""What stands between the rules that go across a table."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import inf

from kodetre.ingest.layout.cells import falls_apart, text_of
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.tables import SHORTEST_RULE, distinct, with_the_same_ends
from kodetre.pdf.grid import SNAP
from kodetre.pdf.page import PageContent, Rule, Word

FEWEST_RULES, _FEWEST_WHOLE = 3, 2
"""Rules over, in and under a table, and how many of them go all the way across."""
_FARTHEST_RULED = 6.0
"""How far apart, in em, two baselines of one table between rules may be."""
_FEWEST_LINES, _SAME_LEFT = 2, 0.5
"""Lines of a column of text that a table reaches into, at least, and points within which they begin in one place."""
_PRINTED_OVER = 0.5
"""Ems of the table's last words that may be printed over them."""
_GOOD_PART = 0.4
"""The share of a table's width that a rule between two rows of some of its columns has."""
MOST_OF = 0.6
"""The share of a table between rules that the grids in it have when they are the tables themselves."""
WORDY = 6.0
"""Mean words of a cell over which it is running text, unless there are rules."""


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of words that may be a table, the y of the rules between them, from where to where these go, and the x of rules between
    its columns.
    """

    rows: list[list[Word]]
    rules: tuple[float, ...] = ()
    left: float = inf
    right: float = -inf
    between: tuple[float, ...] = ()


def between_rules(page: PageContent, rows: Sequence[list[Word]]) -> Iterator[Region]:
    """What stands between at least three rules with the same ends, one under another, with the rules between these that go a
    good part of the way across, or down.
    """
    groups = with_the_same_ends(page.rules)
    for rules in groups:
        if len(rules) < _FEWEST_WHOLE:
            continue
        others = chain.from_iterable(group for group in groups if group is not rules)
        shorter = [rule for rule in others if _ends_as(rule, rules[0])]
        if len(rules) + len(shorter) < FEWEST_RULES:
            continue
        tops = distinct([rule.top for rule in (*rules, *shorter)])
        for region in _near(tops, rows, rules[0]):
            yield _with_inner_rules(region, page.rules, rules[0])


def _ends_as(rule: Rule, across: Rule) -> bool:
    """Whether a rule ends where another does and is most of it: there is none under a first cell that goes over several rows."""
    is_inside = rule.x0 >= across.x0 - SNAP and abs(rule.x1 - across.x1) <= SNAP
    return is_inside and rule.x1 - rule.x0 >= MOST_OF * (across.x1 - across.x0)


def _with_inner_rules(region: Region, rules: Iterable[Rule], across: Rule) -> Region:
    """A region with the rules in it that are no longer than a part of one that goes all the way across."""
    top, bottom = region.rules[0], region.rules[-1]
    inside = [
        rule for rule in rules
        if rule.x0 >= across.x0 - SNAP and rule.x1 <= across.x1 + SNAP and rule.top >= top - SNAP and rule.bottom <= bottom + SNAP
    ]  # fmt: skip
    lying = [
        rule.top for rule in inside if rule.x1 - rule.x0 >= max(SHORTEST_RULE, _GOOD_PART * (across.x1 - across.x0))
    ]
    standing = [rule.x0 for rule in inside if rule.bottom > rule.top and across.x0 + SNAP < rule.x0 < across.x1 - SNAP]
    return replace(region, rules=tuple(distinct([*region.rules, *lying])), between=tuple(distinct(standing)))


def _near(tops: Sequence[float], rows: Sequence[list[Word]], across: Rule) -> Iterator[Region]:
    """The words between rules that stand at these y and go as far across as one, in regions that no wide gap parts."""
    inside = _inside(rows, across.x0 - 2, across.x1 + 2, tops[0], tops[-1]) if len(tops) >= FEWEST_RULES else []
    run: list[list[Word]] = []
    for row in [*inside, None]:
        if row is not None and (not run or row[0].baseline - run[-1][0].baseline <= _FARTHEST_RULED * row[0].size):
            run.append(row)
            continue
        for part in _withouttext_of(run, tops, across.x1 - across.x0):
            between = _around(tops, part) if len(part) >= 2 else ()
            if len(between) >= FEWEST_RULES:
                yield Region(
                    [row for row in part if between[0] < row[0].baseline < between[-1] + 1],
                    between,
                    across.x0,
                    across.x1,
                )
        run = [row] if row is not None else []


def _withouttext_of(run: Sequence[list[Word]], tops: Sequence[float], width: float) -> list[list[list[Word]]]:
    """The parts of some rows that nothing else between two rules parts: a caption, or running text, which is lines without a
    gap, of which one at least is long.
    """
    parts: list[list[list[Word]]] = [[]]
    bands = groupby(run, key=lambda row: bisect_left(tops, row[0].baseline))
    for band in (list(rows) for _, rows in bands):
        is_text = not any(map(falls_apart, band)) and any(
            row[-1].right - row[0].left > MOST_OF * width and len(row) >= WORDY for row in band
        )
        if is_text or CAPTION.match(f"{text_of(band[0])} "):
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
    """The words of rows that stand in a part of the page; none when a word stands across its edge, unless it is one of the lines
    of another column that the rules of a table too wide for its own reach into.
    """
    near = [row for row in rows if top - 1 <= row[0].baseline <= bottom + 1]
    across = [word for word in chain.from_iterable(near) if word.left < right < word.right]
    edge = _edge_of_column(across, near, right) if across else right
    inside = []
    for row in near:
        words = [word for word in row if word.right > left and word.left < edge]
        if words and (words[0].left < left or words[-1].right > right):
            return []
        if words:
            inside.append(words)
    return inside


def _edge_of_column(across: Sequence[Word], rows: Iterable[Sequence[Word]], right: float) -> float:
    """Where the column of text begins that the right end of some rules goes into; this end where there is none, in points."""
    edge = min(word.left for word in across)
    first = [word for word in across if word.left - edge < _SAME_LEFT]
    words = chain.from_iterable(rows)
    is_column = len(first) >= _FEWEST_LINES and not any(
        word.left < edge - 0.1 and word.right > edge + _PRINTED_OVER * word.size for word in words
    )
    return edge - 0.1 if is_column else right
