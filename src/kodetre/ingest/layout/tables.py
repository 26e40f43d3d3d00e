"""Ruled tables: the grids that the lines of a page draw, and the words in their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, starmap
from operator import itemgetter
from statistics import median

from kodetre.ingest.layout.lines import rows_of
from kodetre.ingest.layout.partly_drawn import completed
from kodetre.ingest.layout.wrapped import several_in_one
from kodetre.pdf.grid import SNAP, CellBox, grids
from kodetre.pdf.page import Area, PageContent, Rule, Word

FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_FEWEST_RULES = 3
SHORTEST_RULE = 60.0
"""Points that a rule across a table measures at least."""
_SAME_END = 4.0
"""Points within which two rules have the same ends."""
_SIDES = 4
_CELLS_OF_A_FRAME = 3
"""Cells that a frame around text may have: its title, the text, and what stands under it."""
_CELLS_APART = 0.5
"""The narrowest gap between the words of two cells, in em."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its words in reading order."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: rows of cells; None where a cell of another row or column reaches in."""

    page: int
    rows: list[list[Cell | None]]
    x0: float
    top: float
    x1: float
    bottom: float
    between: tuple[float, ...] = ()
    """The x between its columns, in points, where they are known."""

    @property
    def words(self) -> list[Word]:
        """Its words, cell by cell."""
        return list(chain.from_iterable(cell.words for cell in chain.from_iterable(self.rows) if cell is not None))


def ruled_tables(page: PageContent) -> list[FoundTable]:
    """The ruled tables of a page that have at least two rows and columns and half of their cells filled."""
    tables, _ = ruled_tables_and_frames(page)
    return [table for table in tables if len(table.rows) >= FEWEST_ROWS]


def ruled_tables_and_frames(
    page: PageContent, rows: Sequence[Sequence[Word]] | None = None
) -> tuple[list[FoundTable], list[Area]]:
    """The ruled tables of a page, also of a single row, under which there may be others that are not drawn (see
    `ruled_tables`), and the grids of one column, which are frames around text. `rows` are the page's words by baseline, where
    they are known.
    """
    tables: list[FoundTable] = []
    frames: list[Area] = []
    drawn = grids([*page.rules, *_open_sides(page.rules)])
    if any(len(distinct(list(map(itemgetter(0), cells)))) >= _FEWEST_COLUMNS for cells in drawn):
        drawn = completed(drawn, rows_of(page.words) if rows is None else rows, page.rules)
    for cells in drawn:
        table = _table(page, cells)
        if table is not None:
            tables.append(table)
        elif len(cells) <= _CELLS_OF_A_FRAME and len(distinct([x0 for x0, _, _, _ in cells])) == 1:
            x0, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
            x1, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
            sides = [rule for rule in page.rules if rule.seen and _is_side(rule, x0, x1, top, bottom)]
            if len(sides) >= _SIDES:
                frames.append(Area(x0, x1, top, bottom))
    return sorted(tables, key=lambda table: (table.top, table.x0)), frames


def _is_side(rule: Rule, x0: float, x1: float, top: float, bottom: float) -> bool:
    """Whether a rule is a whole side of a box."""
    if rule.top == rule.bottom:
        return (
            rule.x0 <= x0 + SNAP and rule.x1 >= x1 - SNAP and min(abs(rule.top - top), abs(rule.top - bottom)) <= SNAP
        )
    return rule.top <= top + SNAP and rule.bottom >= bottom - SNAP and min(abs(rule.x0 - x0), abs(rule.x0 - x1)) <= SNAP


def _open_sides(rules: Sequence[Rule]) -> list[Rule]:
    """The left and right sides of tables that have lines between their rows and between their columns, and none around them."""
    sides: list[Rule] = []
    down = sorted((rule for rule in rules if rule.bottom > rule.top), key=lambda rule: rule.top)
    for across in with_the_same_ends(rules) if down else ():
        x0, x1 = median(rule.x0 for rule in across), median(rule.x1 for rule in across)
        for top, bottom in _stretches([rule for rule in down if x0 + SNAP < rule.x0 < x1 - SNAP]):
            touched = [rule.top for rule in across if top - SNAP <= rule.top <= bottom + SNAP]
            if len(touched) >= _FEWEST_RULES:
                drawn = [rule.x0 for rule in down if rule.top < bottom and rule.bottom > top]
                open_ = [x for x in (x0, x1) if not _is_near(x, drawn)]
                sides += [Rule(x, x, touched[0], touched[-1]) for x in open_]
    return sides


def _is_near(x: float, others: Iterable[float]) -> bool:
    return any(abs(x - other) <= _SAME_END for other in others)


def _stretches(down: Sequence[Rule]) -> list[tuple[float, float]]:
    """From where to where vertical rules (from above) go that follow one another or stand side by side."""
    stretches: list[tuple[float, float]] = []
    for rule in down:
        if stretches and rule.top <= stretches[-1][1] + SNAP:
            stretches[-1] = stretches[-1][0], max(stretches[-1][1], rule.bottom)
        else:
            stretches.append((rule.top, rule.bottom))
    return stretches


def with_the_same_ends(rules: Iterable[Rule]) -> list[list[Rule]]:
    """The horizontal rules of a page in groups that begin and end where the first of the group does, each from above."""
    flat = (rule for rule in rules if rule.bottom - rule.top < 2 and rule.x1 - rule.x0 >= SHORTEST_RULE)
    groups: list[list[Rule]] = []
    for rule in sorted(flat, key=lambda rule: rule.top):
        for group in groups:
            if abs(group[0].x0 - rule.x0) <= _SAME_END and abs(group[0].x1 - rule.x1) <= _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _table(page: PageContent, boxes: Sequence[CellBox]) -> FoundTable | None:
    """The table of a grid's cells with the page's words in them; None when it is too small or too empty to be one."""
    lefts = distinct([x0 for x0, _, _, _ in boxes])
    tops = distinct([top for _, top, _, _ in boxes])
    if len(lefts) < _FEWEST_COLUMNS:
        return None
    cells = list(chain.from_iterable(_apart(whole, lefts) for whole in _filled(boxes, page.words)))
    if 2 * sum(1 for cell in cells if cell.words) < len(cells):
        return None
    grid: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    for cell in cells:
        grid[_nearest(tops, cell.top)][_nearest(lefts, cell.x0)] = cell
    rows = _parted(_without_empty_columns([row for row in grid if any(map(_has_words, row))]))
    if not rows or len(rows[0]) < _FEWEST_COLUMNS:
        return None
    between = tuple(lefts[1:]) if len(lefts) == len(rows[0]) else ()
    return FoundTable(
        page.number, rows, min(cell.x0 for cell in cells), min(cell.top for cell in cells),
        max(cell.x1 for cell in cells), max(cell.bottom for cell in cells), between,
    )  # fmt: skip


def _filled(boxes: Sequence[CellBox], words: Iterable[Word]) -> list[Cell]:
    """The cells with the words whose middle lies in them, each word in the first such."""
    held: list[list[Word]] = [[] for _ in boxes]
    for word in words:
        x, y = (word.left + word.right) / 2, word.baseline - 0.3 * word.size
        for place, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1:
                held[place].append(word)
                break
    return [Cell(*box, words=inside) for box, inside in zip(boxes, held, strict=True)]


def _apart(cell: Cell, lefts: Sequence[float]) -> list[Cell]:
    """A cell over several columns as a cell for each, when its words stand in these as in the rows around it, with nothing
    across: the row is drawn without the lines between its cells. What is one cell stays one.
    """
    inner = [left for left in lefts if cell.x0 + SNAP < left < cell.x1 - SNAP]
    if not inner or not cell.words:
        return [cell]
    edges = [cell.x0, *inner, cell.x1]
    parts = []
    for x0, x1 in pairwise(edges):
        words = [word for word in cell.words if x0 <= (word.left + word.right) / 2 < x1]
        parts.append(Cell(x0, cell.top, x1, cell.bottom, words))
    filled = list(filter(_has_words, parts))
    return parts if len(filled) >= 2 and all(starmap(_stand_apart, pairwise(filled))) else [cell]


def _stand_apart(before: Cell, after: Cell) -> bool:
    """Whether there is more than a space between the words of two neighbours."""
    gap = min(word.left for word in after.words) - max(word.right for word in before.words)
    return gap > _CELLS_APART * after.words[0].size


def _parted(rows: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows of a grid, and apart those that stand in one row of cells without a line between them."""
    if not rows or None in chain.from_iterable(rows):
        return rows
    parted: list[list[Cell | None]] = []
    for row, parts in zip(rows, several_in_one([list(map(words_of, row)) for row in rows]), strict=True):
        if len(parts) == 1:
            parted.append(row)
            continue
        for part in parts:
            cells = zip(row, part, strict=True)
            parted += [[replace(cell, words=words) if cell else None for cell, words in cells]]
    return parted


def words_of(cell: Cell | None) -> list[Word]:
    """The words of a cell; none where there is none."""
    return cell.words if cell is not None else []


def _has_words(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.words)


def _without_empty_columns(rows: Sequence[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows without the columns that have no words in any of them."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    used = [place for place, column in enumerate(columns) if any(map(_has_words, column))]
    if len(used) == len(columns):
        return list(rows)
    kept = zip(*(columns[place] for place in used), strict=True)
    return list(map(list, kept))


def distinct(values: Iterable[float]) -> list[float]:
    """The values in order, but for those that are within the snap distance of the one before."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _nearest(values: list[float], wanted: float) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - wanted))
