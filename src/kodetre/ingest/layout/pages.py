"""Pages of words to columns of lines and tables, without what is printed on every page."""

from collections.abc import Sequence

from kodetre.ingest.layout import furniture as furniture_of
from kodetre.ingest.layout.aligned import aligned_tables
from kodetre.ingest.layout.columns import Piece, flows, gutter_of, piece, usual_gutters
from kodetre.ingest.layout.flow import Flow, flow_of
from kodetre.ingest.layout.furniture import Placed
from kodetre.ingest.layout.gutters import gutters, line_numbers
from kodetre.ingest.layout.lines import Segment, rows_of, segments
from kodetre.ingest.layout.tables import FoundTable, ruled_tables
from kodetre.pdf.words import PageContent, Word


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
        lines: list[list[Segment]] = []
        turned: list[list[Segment]] = []
        tables: list[list[FoundTable]] = []
        candidates: dict[Placed, Segment] = {}
        for content in contents:
            found, rows = self._tables(content)
            here = segments(rows, gutters(rows))
            lines.append(here)
            tables.append(found)
            candidates.update(furniture_of.candidates(content.height, here, ends=self._pages > 2))
            turned.append(segments(rows_of(content.turned)))
            candidates.update((Placed.of(segment, None), segment) for segment in turned[-1])
        self._candidates.extend(candidates)
        furniture = [one for one in furniture_of.find(self._candidates, self._pages) if one in candidates]
        self.furniture.extend(furniture)
        out = {id(candidates[one]) for one in furniture}
        pages: list[list[Piece]] = [
            [*(piece(segment) for segment in here if id(segment) not in out), *(piece(table) for table in found)]
            for here, found in zip(lines, tables, strict=True)
        ]
        own = [gutter_of(pieces) for pieces in pages]
        self._gutters.extend(own)
        usual = usual_gutters(self._gutters)
        beside = [[flow_of([piece(segment)]) for segment in here if id(segment) not in out] for here in turned]
        return [
            [*(flow_of(column) for column in flows(pieces, gutter, usual)), *rest]
            for pieces, gutter, rest in zip(pages, own, beside, strict=True)
        ]

    def _tables(self, content: PageContent) -> tuple[list[FoundTable], list[list[Word]]]:
        """The tables of a page, and the rows of words that are in none; numbers of lines go to the furniture."""
        ruled = [table for table in ruled_tables(content) if not _in_band(table, content.height)]
        words = _without(content.words, ruled)
        if numbers := line_numbers(words):
            self.furniture.extend(Placed.of(Segment([word]), None) for word in numbers)
            counted = {id(word) for word in numbers}
            words = [word for word in words if id(word) not in counted]
        rows = rows_of(words)
        loose = [table for table in aligned_tables(content, rows) if not _in_band(table, content.height)]
        if loose:
            rows = rows_of(_without(words, loose))
        return sorted([*ruled, *loose], key=lambda table: (table.top, table.x0)), rows


def _without(words: Sequence[Word], tables: Sequence[FoundTable]) -> list[Word]:
    """The words that stand in none of the tables."""
    inside = {id(word) for table in tables for row in table.rows for cell in row if cell for word in cell.words}
    return [word for word in words if id(word) not in inside]


def _in_band(table: FoundTable, height: float) -> bool:
    """Whether a table lies wholly where running headers do: many reports rule their header as one."""
    return table.bottom < furniture_of.BAND * height or table.top > (1 - furniture_of.BAND) * height
