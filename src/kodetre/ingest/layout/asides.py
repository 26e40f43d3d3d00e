"""Boxes beside or between the text of a page: sidebars, frames, pull quotes, found by what is drawn around them or, where that
is nothing, by the white around lines that keep a column of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as chain_of
from itertools import pairwise

from kodetre.ingest.layout.lines import Segment, rows_of, segments
from kodetre.ingest.layout.tables import FoundTable, with_the_same_ends
from kodetre.ingest.layout.wrapped import is_value
from kodetre.pdf.page import Area, PageContent, Rule, Word

_LARGEST = 0.6
"""The share of a page's height, and of its words, over which a box is the page's ground and not a part of it."""
_TOUCHING = 2.0
"""Points between boxes that are one: a shaded paragraph after another."""
_SAME_SIDES = 3.0
_CELLS_OF_A_COLUMN = 4
_FEWEST_LINES = 2
_FEWEST_LOOSE_LINES = 4
"""Lines that a sidebar has at least when nothing is drawn around it."""
_COVERED = 0.5
"""The share of a box that a table covers when the box is a part of the table."""
_ON_ONE_LINE = 0.6
"""Points within which two lines share a baseline."""
_SPACE = 0.5
"""The widest space between two words of a line, in em."""
_ACROSS = 0.15
"""The share of a page's lines that run across where the sides of a pull quote are."""
_NARROW = 0.45
"""The share of a page's text that a sidebar without a frame is wide at most."""
_SAME_LEFT = 1.5
_STEP = 1.7
"""The most that two lines of a sidebar are apart, in em."""
_OTHER_SIZE = 0.4
"""Points by which a sidebar's type differs from that beside it, or else its lines stand between the lines there."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page with the words in it."""

    area: Area
    words: list[Word]
    figure: bool = False
    """Whether it is a drawing, and the words its labels."""


def boxes_of(
    page: PageContent, words: Sequence[Word], frames: Sequence[Area], tables: Sequence[FoundTable]
) -> list[Box]:
    """The boxes of a page among its words outside of tables, from above: what is filled or framed (`frames` are those that are
    drawn as lines), and what stands between two rules beside the text.
    """
    boxes: list[Box] = []
    left = list(words)
    areas = [*_without_cells(page.areas), *frames]
    for area in _outermost(areas):
        parts = sum(_lies_in(part, area) for part in areas)
        if parts >= _CELLS_OF_A_COLUMN and len(_lines(_words_in(area, left) or ())) <= parts:
            continue  # cells under one another, with a line in each
        if area.bottom - area.top <= _LARGEST * page.height and not any(_is_part_of(area, table) for table in tables):
            _take(area, left, boxes)
    if left and page.rules:
        for area in _between_two_rules(page.rules, left):
            if area.bottom - area.top <= _LARGEST * page.height:
                _take(area, left, boxes)
    inside = sum(len(box.words) for box in boxes)
    if inside > _LARGEST * len(page.words):
        return []
    return sorted(boxes, key=lambda box: (box.area.top, box.area.x0))


def _take(area: Area, left: list[Word], boxes: list[Box]) -> None:
    """Take the words of a box out of those that are left, when it holds lines of text and none runs over its edge."""
    inside = _words_in(area, left)
    rows = rows_of(inside or ())
    if inside is None or len(rows) < _FEWEST_LINES or _is_row_of_table(rows[0]):
        return
    boxes.append(Box(area, inside))
    taken = set(inside)
    left[:] = [word for word in left if word not in taken]


def _is_row_of_table(row: Sequence[Word]) -> bool:
    """Whether a line falls apart into cells: then what is shaded is a row of a table."""
    cells = segments([row])
    return len(cells) > 2 or any(is_value(cell.words) for cell in cells[1:])


def _words_in(area: Area, words: Iterable[Word]) -> list[Word] | None:
    """The words in an area; None when one stands across its side, or a line runs on there."""
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        if not area.top < word.baseline - 0.3 * word.size < area.bottom:
            continue
        if word.right <= area.x0 + 1 or word.left >= area.x1 - 1:
            outside.append(word)
        elif word.left < area.x0 - 1 or word.right > area.x1 + 1:
            return None
        else:
            inside.append(word)
    close = [word for word in outside if -1 < area.x0 - word.right < word.size or -1 < word.left - area.x1 < word.size]
    return None if any(_follows(word, inside) for word in close) else inside


def _follows(word: Word, others: Iterable[Word]) -> bool:
    """Whether a word stands a space beside another on its line."""
    return any(
        abs(word.baseline - other.baseline) < _ON_ONE_LINE
        and min(abs(word.left - other.right), abs(other.left - word.right)) < _SPACE * word.size
        for other in others
    )


def _lines(words: Iterable[Word]) -> list[float]:
    """The baselines of words."""
    return [row[0].baseline for row in rows_of(words)]


def _without_cells(areas: Sequence[Area]) -> list[Area]:
    """The areas but for those that touch one beside them of the same height: cells of a row that are shaded one by one."""
    ordered = sorted(areas, key=lambda area: (round(area.top), round(area.bottom), area.x0))
    cells: set[Area] = set()
    for before, area in pairwise(ordered):
        same_height = abs(before.top - area.top) < 1 and abs(before.bottom - area.bottom) < 1
        if same_height and -_TOUCHING < area.x0 - before.x1 < _TOUCHING:
            cells.update((before, area))
    return [area for area in areas if area not in cells]


def _outermost(areas: Iterable[Area]) -> list[Area]:
    """Areas without those inside of others; those that touch one another with the same sides are one."""
    joined: list[Area] = []
    for area in sorted(areas, key=lambda area: (round(area.x0), round(area.x1), area.top)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and area.top <= last.bottom + _TOUCHING
            and abs(area.x0 - last.x0) < _SAME_SIDES
            and abs(area.x1 - last.x1) < _SAME_SIDES
        ):
            joined[-1] = Area(last.x0, last.x1, last.top, max(last.bottom, area.bottom))
        else:
            joined.append(area)
    largest = sorted(joined, key=lambda area: (area.x0 - area.x1) * (area.bottom - area.top))
    kept: list[Area] = []
    for area in largest:
        if not any(_lies_in(area, other) for other in kept):
            kept.append(area)
    return kept


def _lies_in(area: Area, other: Area) -> bool:
    return (
        other.x0 - _SAME_SIDES <= area.x0
        and area.x1 <= other.x1 + _SAME_SIDES
        and other.top - _SAME_SIDES <= area.top
        and area.bottom <= other.bottom + _SAME_SIDES
    )


def _is_part_of(area: Area, table: FoundTable) -> bool:
    across = min(area.x1, table.x1) - max(area.x0, table.x0)
    down = min(area.bottom, table.bottom) - max(area.top, table.top)
    if across <= 0 or down <= 0:
        return False
    return across * down > _COVERED * min(
        (area.x1 - area.x0) * (area.bottom - area.top), (table.x1 - table.x0) * (table.bottom - table.top)
    )


def _between_two_rules(rules: Sequence[Rule], words: Sequence[Word]) -> Iterator[Area]:
    """What stands between two rules of one length, with text beside it: a pull quote."""
    lines: list[Segment] = []
    for across in with_the_same_ends(rules):
        for upper, lower in pairwise(across):
            lines = lines or segments(rows_of(words))
            area = Area(upper.x0, upper.x1, upper.top, lower.top)
            if lower.top - upper.top > _SAME_SIDES and _has_text_beside(area, words, lines):
                yield area


def _has_text_beside(area: Area, words: Iterable[Word], lines: Sequence[Segment]) -> bool:
    """Whether text goes around an area: lines stand to the left or to the right of it, and others of the page run across where
    its sides are. In a column of its own it interrupts nothing.
    """
    beside = [
        word
        for word in words
        if area.top < word.baseline < area.bottom
        and (word.right < area.x0 or word.left > area.x1)
        and any(map(str.isalpha, word.text))
    ]
    if len(_lines(beside)) < _FEWEST_LINES:
        return False
    return sum(_runs_across(line, area) for line in lines) >= _ACROSS * len(lines)


def _runs_across(line: Segment, area: Area) -> bool:
    """Whether a line runs on where a side of an area is."""
    return any(line.left < side - line.size and line.right > side + line.size for side in (area.x0, area.x1))


def sidebars(rows: Sequence[Sequence[Word]], lines: Sequence[Segment]) -> list[Box]:
    """The sidebars of a page in one column that have nothing drawn around them, among its rows of words by baseline and its
    lines: narrow lines under one another that begin in one place, beside other lines, and set in another size or on lines of
    their own.
    """
    if len(rows) < 2 * _FEWEST_LOOSE_LINES:
        return []
    left, right = min([row[0].left for row in rows]), max([row[-1].right for row in rows])
    narrow = sum(1 for row in rows if row[-1].right - row[0].left < _NARROW * (right - left))
    if len(lines) - len(rows) + narrow < _FEWEST_LOOSE_LINES:
        return []
    chains = [chain for chain in _chains(lines) if len(chain) >= _FEWEST_LOOSE_LINES]
    if len(chains) < 2:
        return []
    boxes = []
    for chain in chains:
        area = Area(chain[0].left, max(line.right for line in chain), chain[0].top, chain[-1].bottom)
        if area.x1 - area.x0 > _NARROW * (right - left) or 2 * len(chain) > len(rows):
            continue
        others = chain_of.from_iterable(other for other in chains if other is not chain)
        beside = [line for line in others if _is_beside(line, area)]
        if len(beside) >= _FEWEST_LINES and _is_set_apart(chain, beside):
            inside = _words_in(area, chain_of.from_iterable(rows))
            if inside is not None:
                boxes.append(Box(area, inside))
    return boxes


def _chains(lines: Iterable[Segment]) -> list[list[Segment]]:
    """Lines under one another that begin in one place, in one size."""
    chains: list[list[Segment]] = []
    open_: list[list[Segment]] = []
    for segment in lines:
        open_ = [chain for chain in open_ if segment.baseline - chain[-1].baseline < _STEP * chain[-1].size]
        for chain in open_:
            last = chain[-1]
            if abs(last.left - segment.left) < _SAME_LEFT and abs(last.size - segment.size) < _OTHER_SIZE:
                chain.append(segment)
                break
        else:
            chains.append([segment])
            open_.append(chains[-1])
    return chains


def _is_beside(line: Segment, area: Area) -> bool:
    return area.top < line.baseline < area.bottom and (line.right < area.x0 or line.left > area.x1)


def _is_set_apart(chain: Sequence[Segment], beside: Sequence[Segment]) -> bool:
    """Whether lines are set in another size than those beside them, or on other baselines: cells of a table share them."""
    if all(abs(chain[0].size - line.size) >= _OTHER_SIZE for line in beside):
        return True
    baselines = [line.baseline for line in beside]
    shared = sum(1 for line in chain if _nearest(line.baseline, baselines) < _ON_ONE_LINE)
    return shared <= len(chain) // 4


def _nearest(baseline: float, others: Iterable[float]) -> float:
    """How far a baseline is from the nearest of others."""
    return min(abs(baseline - other) for other in others)
