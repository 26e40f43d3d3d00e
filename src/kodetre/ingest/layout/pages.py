"""Pages of words to columns of lines and tables, without what is printed on every page."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import chain

from kodetre.ingest.layout import furniture as furniture_of
from kodetre.ingest.layout.aligned import aligned_tables
from kodetre.ingest.layout.columns import Piece, flows, gutter_of, piece, usual_gutters
from kodetre.ingest.layout.flow import Flow, flow_of
from kodetre.ingest.layout.furniture import Placed
from kodetre.ingest.layout.gutters import gutters, line_numbers
from kodetre.ingest.layout.lines import Segment, rows_of, segments
from kodetre.ingest.layout.tables import FoundTable, ruled_tables
from kodetre.pdf.page import PageContent, Word


@dataclass(frozen=True, slots=True)
class _Parts:
    """A page as lines and tables, lines that run in another direction, and those of the lines that may be furniture."""

    lines: list[Segment]
    tables: list[FoundTable]
    turned: list[Segment]
    candidates: list[tuple[Placed, Segment]]

    def pieces(self, left_out: Set[Segment]) -> list[Piece]:
        """The lines that are not left out, and the tables."""
        lines = [piece(line) for line in self.lines if line not in left_out]
        return lines + [piece(table) for table in self.tables]


class Layout:
    """Lays a document's pages out, a batch after another; what was seen of the pages before helps with those after.

    `furniture` is what was left out so far.
    """

    def __init__(self, pages: int) -> None:
        self.furniture: list[Placed] = []
        self._pages = pages
        self._candidates: list[Placed] = []
        self._gutters: list[float | None] = []

    def lay_out(self, contents: Sequence[PageContent]) -> list[list[Flow]]:
        """The columns of each page of the next batch, in reading order; then what runs in another direction."""
        parts = [self._parts(content) for content in contents]
        candidates: dict[Placed, Segment] = {}
        for part in parts:
            candidates.update(part.candidates)
        self._candidates.extend(candidates)
        furniture = [line for line in furniture_of.find(self._candidates, self._pages) if line in candidates]
        self.furniture.extend(furniture)
        left_out = {candidates[line] for line in furniture}
        pages = [part.pieces(left_out) for part in parts]
        own = [gutter_of(pieces) for pieces in pages]
        self._gutters.extend(own)
        usual = usual_gutters(self._gutters)
        laid_out = []
        for part, pieces, gutter in zip(parts, pages, own, strict=True):
            upright = [flow_of(column) for column in flows(pieces, gutter, usual)]
            turned = [flow_of([piece(segment)]) for segment in part.turned if segment not in left_out]
            laid_out.append(upright + turned)
        return laid_out

    def _parts(self, content: PageContent) -> _Parts:
        """What a page consists of, and which lines of it may be furniture."""
        tables, rows = self._tables(content)
        lines = segments(rows, gutters(rows))
        turned = segments(rows_of(content.turned))
        candidates = furniture_of.candidates(content.height, lines, ends=self._pages > 2)
        candidates.extend((Placed.of(segment, None), segment) for segment in turned)
        return _Parts(lines, tables, turned, candidates)

    def _tables(self, content: PageContent) -> tuple[list[FoundTable], list[list[Word]]]:
        """The tables of a page, and the rows of words that are in none; numbers of lines go to the furniture."""
        ruled = [table for table in ruled_tables(content) if not _in_band(table, content.height)]
        words = _without(content.words, ruled)
        if numbers := line_numbers(words):
            self.furniture.extend(Placed.of(Segment([word]), None) for word in numbers)
            counted = set(numbers)
            words = [word for word in words if word not in counted]
        rows = rows_of(words)
        loose = [table for table in aligned_tables(content, rows) if not _in_band(table, content.height)]
        if loose:
            rows = rows_of(_without(words, loose))
        return sorted([*ruled, *loose], key=lambda table: (table.top, table.x0)), rows


def _without(words: Sequence[Word], tables: Sequence[FoundTable]) -> list[Word]:
    """The words that stand in none of the tables."""
    inside: set[Word] = set()
    for table in tables:
        for cell in chain.from_iterable(table.rows):
            if cell is not None:
                inside.update(cell.words)
    return [word for word in words if word not in inside]


def _in_band(table: FoundTable, height: float) -> bool:
    """Whether a table lies wholly where running headers do: many reports rule their header as one."""
    return table.bottom < furniture_of.BAND * height or table.top > (1 - furniture_of.BAND) * height
