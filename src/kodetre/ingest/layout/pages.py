"""Pages of words to columns of lines and tables, without what is printed on every page."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise

from kodetre.ingest.layout import furniture as furniture_of
from kodetre.ingest.layout.aligned import aligned_tables, drawn_tables, sides_of
from kodetre.ingest.layout.asides import Box, boxes_of, sidebars
from kodetre.ingest.layout.body_lines import SeenPage, TextRoom, without_text
from kodetre.ingest.layout.captions import parted_by_captions
from kodetre.ingest.layout.carried import Column, carried_over
from kodetre.ingest.layout.cells import with_numbers_apart
from kodetre.ingest.layout.columns import FoundBox, Piece, flows, gutter_of, main_gutter, piece, usual_gutters
from kodetre.ingest.layout.drawings import Bullets, figures_of
from kodetre.ingest.layout.flow import Flow, flow_of
from kodetre.ingest.layout.gutters import gutters, line_numbers, parted
from kodetre.ingest.layout.letterheads import letterhead
from kodetre.ingest.layout.lines import Segment, rows_of, segments
from kodetre.ingest.layout.placed import Placed
from kodetre.ingest.layout.struck import with_struck
from kodetre.ingest.layout.tables import FoundTable
from kodetre.model.documents import Strike
from kodetre.pdf.grid import SNAP, joined
from kodetre.pdf.page import Area, PageContent, Word

_SHORT = 6
"""The most words of a line that may be a lead-in."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page before its columns are known: the tables that are drawn on it, the rows of its other words by baseline, and, where
    there are white strips between these, its lines and the gutter that they show.
    """

    content: PageContent
    tables: list[FoundTable]
    boxes: list[Box]
    rows: list[list[Word]]
    white: list[float]
    pieces: list[Piece]
    gutter: float | None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page with the gutter that parts its columns, and its tables that are not drawn."""

    sheet: _Sheet
    gutter: float | None
    loose: list[FoundTable]

    def columns(self) -> list[Column]:
        """Its columns, each with its tables."""
        sheet = self.sheet
        tables = sorted([*sheet.tables, *self.loose], key=lambda table: table.top)
        sides = [sheet.rows] if self.gutter is None else list(sides_of(sheet.rows, self.gutter))
        columns = []
        for place, side in enumerate(sides):
            own = [
                table
                for table in tables
                if self.gutter is None or ((table.x0 + table.x1) / 2 > self.gutter) == bool(place)
            ]
            taken = set(chain.from_iterable(table.words for table in own))
            rows = [row for row in side if row[0] not in taken]
            columns.append(Column(sheet.content.number, sheet.content.height, rows, own))
        return columns


@dataclass(frozen=True, slots=True)
class _Parts:
    """A page as lines and tables, lines that run in another direction, and those of the lines that may be furniture."""

    number: int
    height: float
    lines: list[Segment]
    tables: list[FoundTable]
    boxes: list[FoundBox]
    turned: list[Segment]
    candidates: dict[Placed, Segment]

    def pieces(self, left_out: Set[Segment]) -> list[Piece]:
        """The lines that are not left out, the tables and the boxes."""
        lines = [piece(line) for line in self.lines if line not in left_out]
        return lines + list(map(piece, self.tables)) + list(map(piece, self.boxes))


class Layout:
    """Lays a document's pages out, a batch after another; what was seen of the pages before helps with those after.

    `furniture` is what was left out so far; `strike` says what becomes of struck words (see `Strike`).
    """

    def __init__(self, pages: int, strike: Strike = "mark") -> None:
        self._strike = strike
        self.furniture: list[Placed] = []
        self._pages = pages
        self._candidates: list[Placed] = []
        self._early: list[float | None] = []
        self._bullets = Bullets()
        self._elsewhere: Counter[str] = Counter()
        self._room = TextRoom()
        self._gutters: list[float | None] = []

    def lay_out(self, contents: Sequence[PageContent]) -> list[list[Flow]]:
        """The columns of each page of the next batch, in reading order; then what runs in another direction."""
        sheets = [self._sheet(self._bullets.add_to(content)) for content in contents]
        self._early.extend(sheet.gutter for sheet in sheets)
        early = usual_gutters(self._early)
        laid = [self._laid(sheet, early) for sheet in sheets]
        _carry_over(laid)
        parts = [self._parts(page, early) for page in laid]
        candidates: dict[Placed, Segment] = {}
        for part in parts:
            candidates.update(part.candidates)
            self._count_elsewhere(part)
        self._candidates.extend(candidates)
        likely = furniture_of.find(self._candidates, self._pages, self._elsewhere)
        seen = [SeenPage(part.number, part.height, part.lines, part.candidates) for part in parts]
        furniture = without_text(likely, seen, self._room)
        self.furniture.extend(furniture)
        left_out = {candidates[line] for line in furniture}
        pages = [part.pieces(left_out) for part in parts]
        own = [gutter_of(pieces) for pieces in pages]
        self._gutters.extend(own)
        usual = usual_gutters(self._gutters)
        laid_out = []
        for part, pieces, gutter in zip(parts, pages, own, strict=True):
            columns = chain.from_iterable(map(parted_by_captions, flows(pieces, gutter, usual)))
            upright = [flow_of(column, part.boxes) for column in columns]
            turned = [flow_of([piece(segment)]) for segment in part.turned if segment not in left_out]
            laid_out.append(upright + turned)
        return laid_out

    def _sheet(self, content: PageContent) -> _Sheet:
        """A page without its ruled tables; numbers of lines go to the furniture."""
        if (words := with_numbers_apart(content.words)) is not content.words:
            content = replace(content, words=words)
        if content.rules:
            content = replace(content, rules=joined(content.rules))
            content = self._without_struck(with_struck(content)) if self._strike != "keep" else content
        drawn, frames = drawn_tables(content)
        ruled = [table for table in drawn if not _in_band(table, content.height)]
        words = _without(content.words, ruled)
        figures = figures_of(_without_shapes_of(ruled, content), words)
        words = _outside(words, figures)
        boxes = []
        if content.areas or frames or content.rules:
            boxes = [box for box in boxes_of(content, words, frames, ruled) if not _in_band(box.area, content.height)]
            words = _outside(words, boxes)
        if numbers := line_numbers(words):
            self.furniture.extend(Placed.of(Segment([word]), None) for word in numbers)
            counted = set(numbers)
            words = [word for word in words if word not in counted]
        rows = rows_of(words)
        white = gutters(rows)
        pieces = [piece(segment) for segment in segments(rows, white)] if white else []
        return _Sheet(content, ruled, [*boxes, *figures], rows, white, pieces, gutter_of(pieces))

    def _without_struck(self, content: PageContent) -> PageContent:
        """A page without its struck words where these are dropped: they go to the furniture."""
        struck = [word for word in content.words if word.struck]
        if self._strike != "drop" or not struck:
            return content
        self.furniture.extend(Placed.of(segment, None) for segment in segments(rows_of(struck)))
        return replace(content, words=[word for word in content.words if not word.struck])

    def _laid(self, sheet: _Sheet, usual: Sequence[float]) -> _Laid:
        """A page with its gutter and the tables that have nothing but their columns."""
        content, rows = sheet.content, sheet.rows
        pieces = sheet.pieces or ([piece(segment) for segment in segments(rows, usual)] if usual else [])
        gutter = main_gutter(pieces, sheet.gutter, usual)
        loose = [table for table in aligned_tables(content, rows, gutter) if not _in_band(table, content.height)]
        return _Laid(sheet, gutter, loose)

    def _parts(self, laid: _Laid, usual: Sequence[float]) -> _Parts:
        """What a page consists of, and which lines of it may be furniture."""
        sheet, gutter, loose = laid.sheet, laid.gutter, laid.loose
        content, rows, white = sheet.content, sheet.rows, sheet.white
        if loose:
            rows = rows_of(_without(chain.from_iterable(rows), loose))
            white = gutters(rows)
        known = white and not loose
        lines = [piece.content for piece in sheet.pieces if isinstance(piece.content, Segment)] if known else []
        lines = lines or segments(rows, white)
        if not white and gutter is not None:  # one that only the document shows
            lines = list(chain.from_iterable(_parted_at(line, gutter) for line in lines))
        boxes = list(sheet.boxes)
        if gutter is None and not usual and (loose_boxes := sidebars(rows, lines)):
            boxes += loose_boxes
            rows = rows_of(_outside(chain.from_iterable(rows), loose_boxes))
            lines = segments(rows, gutters(rows))
        turned = segments(rows_of(content.turned))
        candidates = furniture_of.candidates(content.height, lines, ends=self._pages > 2)
        candidates.extend((Placed.of(segment, None), segment) for segment in turned)
        tables = sorted([*sheet.tables, *loose], key=lambda table: (table.top, table.x0))
        found = [self._box(content, box) for box in boxes]
        if content.number == 1 and gutter is None and (head := letterhead(lines, content.height)) is not None:
            found.extend(_boxed(content.number, column) for column in head)
            lines = [line for line in lines if line not in head[0] and line not in head[1]]
        return _Parts(content.number, content.height, lines, tables, found, turned, dict(candidates))

    def _count_elsewhere(self, part: _Parts) -> None:
        """Count the short lines of a page that stand where no furniture does."""
        apart = set(part.candidates.values())
        for line in part.lines:
            if len(line.words) <= _SHORT and line not in apart:
                self._elsewhere[line.text.lower()] += 1

    def _box(self, content: PageContent, box: Box) -> FoundBox:
        """A box with what stands in it laid out as a page by itself."""
        area = box.area
        if box.figure:
            lines = [piece(Segment(row)) for row in rows_of(box.words)]
            return FoundBox(content.number, area.x0, area.top, area.x1, area.bottom, [lines], figure=True)
        inside = [
            rule for rule in content.rules
            if area.x0 + 2 < rule.x0 and rule.x1 < area.x1 - 2 and area.top + 2 < rule.top and rule.bottom < area.bottom - 2
        ]  # fmt: skip
        sheet = self._sheet(replace(content, words=box.words, turned=[], rules=inside, areas=[]))
        parts = self._parts(self._laid(sheet, ()), ())
        pieces = parts.pieces(frozenset())
        columns = flows(pieces, gutter_of(pieces))
        return FoundBox(content.number, area.x0, area.top, area.x1, area.bottom, columns)


def _boxed(page: int, lines: Sequence[Segment]) -> FoundBox:
    """A column of lines as a box of its own."""
    return FoundBox(
        page, min(line.left for line in lines), min(line.top for line in lines), max(line.right for line in lines),
        max(line.bottom for line in lines), [list(map(piece, lines))],
    )  # fmt: skip


def _carry_over(pages: Sequence[_Laid]) -> None:
    """Find the parts of tables that are carried over to the next column or page, and give them to their pages."""
    if not any(page.loose or page.sheet.tables for page in pages):
        return
    last: tuple[_Laid, Column] | None = None
    for page in pages:
        for seen in page.columns():
            column = seen
            if last is not None:
                beginning, rest = carried_over(last[1], column)
                last[0].loose.extend([beginning] if beginning is not None else [])
                page.loose.extend(rest)
                for part in rest:
                    column = column.with_table(part)
            last = page, column


def _parted_at(line: Segment, gutter: float) -> list[Segment]:
    """A line as its parts on both sides of a gutter, where it has white there."""
    if line.right <= gutter or line.left >= gutter:
        return [line]
    for place, (before, word) in enumerate(pairwise(line.words), start=1):
        if parted(before, word, (gutter,)):
            return [Segment(line.words[:place]), Segment(line.words[place:])]
    return [line]


def _without(words: Iterable[Word], tables: Sequence[FoundTable]) -> list[Word]:
    """The words that stand in none of the tables."""
    inside = set(chain.from_iterable(table.words for table in tables))
    return [word for word in words if word not in inside] if inside else list(words)


def _without_shapes_of(tables: Sequence[FoundTable], content: PageContent) -> PageContent:
    """A page without what its tables are drawn with."""
    if not tables or not content.shapes:
        return content
    return replace(
        content, shapes=[shape for shape in content.shapes if not any(map(partial(_touches, shape), tables))]
    )


def _touches(shape: Area, table: FoundTable) -> bool:
    return (
        shape.x0 < table.x1 + SNAP and table.x0 - SNAP < shape.x1
        and shape.top < table.bottom + SNAP and table.top - SNAP < shape.bottom
    )  # fmt: skip


def _outside(words: Iterable[Word], boxes: Sequence[Box]) -> list[Word]:
    """The words that stand in none of the boxes."""
    inside = set(chain.from_iterable(box.words for box in boxes))
    return [word for word in words if word not in inside] if inside else list(words)


def _in_band(table: FoundTable | Area, height: float) -> bool:
    """Whether a table lies wholly where running headers do: many reports rule their header as one."""
    return table.bottom < furniture_of.BAND * height or table.top > (1 - furniture_of.BAND) * height
