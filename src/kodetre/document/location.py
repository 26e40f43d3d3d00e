"""Where a span stands in its document: page, printed label, section, block, sentence. Pure.

The one place that knows; it is worked out once for a document, so that a key press or a report need not look through all of it.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kodetre.document.spreads import Halves, Spreads, plain_label
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.language.analysis import Split
from kodetre.model.documents import Block, Document, Page, Span, WordBoxes


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Where each block begins, and the numbers of the headings that it stands under."""

    starts: list[int]
    trails: list[tuple[int, ...]]


class Locator:
    """Answers for one document, which is read when the first question comes: most reports only count, and never ask."""

    def __init__(self, read: Callable[[], Document], boxes: Callable[[], WordBoxes] | None = None) -> None:
        self._read = read
        self._boxes = boxes
        self._halves: Halves | None = None
        self._known_spreads: Spreads | None = None
        self._document: Document | None = None
        self._page_starts: list[int] = []
        self._blocks: _Blocks | None = None
        self._known_titles: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._known_labels: dict[Span, tuple[str, ...]] = {}

    @classmethod
    def of(cls, document: Document, boxes: Callable[[], WordBoxes] | None = None) -> "Locator":
        """A locator for a document that has been read; `boxes` are asked for where one sheet has two pages, to tell which."""
        return cls(lambda: document, boxes)

    @property
    def document(self) -> Document:
        """The document itself."""
        if self._document is None:
            self._document = self._read()
            self._page_starts = [page.start for page in self._document.reading.pages]
        return self._document

    # Pages

    def pages(self, span: Span) -> tuple[Page, Page]:
        """The first and the last page that a span stands on (the last character decides, not the end)."""
        pages, starts = self.document.reading.pages, self._page_starts
        first = max(0, bisect_right(starts, span.start) - 1)
        end = max(span.start, span.end - 1)
        if first + 1 == len(starts) or end < starts[first + 1]:
            return pages[first], pages[first]
        last = max(first, bisect_right(starts, end) - 1)
        return pages[first], pages[last]

    def labels(self, span: Span) -> tuple[str, ...]:
        """The printed labels of the first and the last page that a span stands on; none where there are no pages.

        A sheet with two pages gives both, 62 and 63, unless its columns tell that the span stands on one of them.
        """
        reading = self.document.reading
        if not reading.paged or not reading.pages:
            return ()
        first, last = self.pages(span)
        spreads = self._known_spreads
        if not (self._spreads if spreads is None else spreads):
            return (first.label,) if first is last else (first.label, last.label)
        if (known := self._known_labels.get(span)) is None:  # a paragraph is suggested for several codes
            known = self._known_labels[span] = self._labels_on_spreads(span, first, last)
        return known

    def _labels_on_spreads(self, span: Span, first: Page, last: Page) -> tuple[str, ...]:
        begins = self._printed(
            first, Span(max(span.start, first.start), min(max(span.end, span.start + 1), first.end))
        )[0]
        ends = self._printed(last, Span(max(span.start, last.start), min(max(span.end, span.start + 1), last.end)))[-1]
        return (begins,) if begins == ends else (begins, ends)

    @property
    def _spreads(self) -> Spreads:
        """The sheets of the document that have two printed pages."""
        if self._known_spreads is None:
            self._known_spreads = Spreads(self.document.reading.pages)
        return self._known_spreads

    def _printed(self, page: Page, span: Span) -> tuple[str, ...]:
        """The printed pages of a sheet that a span of it stands on."""
        both = self._spreads.printed(page)
        halves = self._known_halves() if len(both) > 1 else None
        half = halves.half(page.number, span) if halves is not None else None
        return both if half is None else (both[half],)

    def _known_halves(self) -> Halves | None:
        """What tells the halves of sheets apart; None where the places of words are not known."""
        if self._halves is None and self._boxes is not None:
            self._halves = Halves(self._boxes(), self._spreads.sheets)
        return self._halves

    def time(self, span: Span) -> str:
        """When in a recording a span begins, 00:12:31; empty where there are no time codes."""
        times = self.document.reading.times
        if not times:
            return ""
        number = bisect_right(times, span.start, key=lambda code: code[0]) - 1
        if number < 0:
            return ""
        seconds = times[number][1] // 1000
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    def speaker(self, span: Span) -> str:
        """Who says what a span begins in; empty where nobody is known to."""
        number = self._number(span.start)
        return self.blocks[number].speaker if number >= 0 else ""

    def page_label(self, span: Span) -> str:
        """The printed pages: 57, 57–58; empty where there are none."""
        return joined(self.labels(span))

    def page_at(self, offset: int) -> str:
        """The printed label of the page that a character stands on; empty where there are no pages."""
        return joined(self.labels(Span(offset, offset + 1)))

    def find_page(self, label: str) -> int | None:
        """Where the page with a printed label begins; the first of several. See `find_sheet` for how it may be written.

        Of a sheet with two pages it is the half that is meant, where it is known.
        """
        page = self.find_sheet(label)
        if page is None:
            return None
        printed = self._spreads.printed(page)
        halves = self._known_halves()
        if halves is None or len(printed) < 2 or plain_label(label) not in printed:
            return page.start
        begin = halves.begin(page.number, printed.index(plain_label(label)))
        return page.start if begin is None else begin

    def find_sheet(self, label: str) -> Page | None:
        """The page with a printed label, the first of several: written with any dash (62-63, 62–63), and by either number where
        two are printed on one sheet (62, 63). Of pages from one to another it is the first.
        """
        wanted = plain_label(label)
        pages = self.document.reading.pages
        as_written = next((page for page in pages if plain_label(page.label) == wanted), None)
        if as_written is not None:
            return as_written
        first = wanted.partition("-")[0] if wanted.replace("-", "", 1).isdecimal() else wanted
        sheets = (page for page in pages if first in self._spreads.printed(page))
        return next(sheets, None) if wanted else None

    # Blocks and sections

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks in reading order."""
        return self.document.reading.blocks

    def block_number(self, offset: int) -> int:
        """The number of the block that holds a character, or of the one before it; -1 in a document without text."""
        return max(0, self._number(offset)) if self.blocks else -1

    def block(self, offset: int) -> Block | None:
        """The block that holds a character, or the one before it."""
        number = self.block_number(offset)
        return self.blocks[number] if number >= 0 else None

    def block_numbers(self, span: Span) -> range:
        """The numbers of the blocks that a span stands in."""
        return range(max(0, self._number(span.start)), self._number(span.end - 1) + 1)

    def paragraph(self, offset: int) -> Span:
        """The stretch of the block at a place; of a table, the row. Raises NotPossible in a document without text."""
        block = self.block(offset)
        if block is None:
            raise NotPossible(self.document.id, msg("has no text"))
        if block.kind != "table":
            return block.span
        text = self.document.text
        inside = min(max(offset, block.start), max(block.start, block.end - 1))
        start = text.rfind("\n", block.start, inside) + 1
        end = text.find("\n", inside, block.end)
        return Span(max(block.start, start), end if end >= 0 else block.end)

    def sentences(self, span: Span, split: Split) -> Span:
        """The sentence that a span begins in, as far as the span reaches where it goes on; its whole block where `split`
        finds none.
        """
        block = self.block(span.start)
        around = block.span if block is not None and span.start < block.end else span
        for start, end in split(around.start, around.end):
            if start <= span.start < end:
                return Span(start, max(end, span.end))
        return around

    def trail(self, offset: int) -> tuple[str, ...]:
        """The headings that a character stands under, outermost first; a heading stands under the ones above it."""
        number = self._number(offset)
        return self._titles(self._outline().trails[number]) if number >= 0 else ()

    def section(self, offset: int) -> tuple[str, ...]:
        """The headings that a place stands under, outermost first; a heading with itself."""
        number = self.block_number(offset)
        if number < 0:
            return ()
        own = (number,) if is_heading(self.blocks[number]) else ()
        return self._titles((*self._outline().trails[number], *own))

    def section_number(self, offset: int) -> int:
        """The number of the block that is the nearest heading above a character, or that holds it; -1 where there is none."""
        number = self._number(offset)
        if number < 0:
            return -1
        if is_heading(self.blocks[number]):
            return number
        trail = self._outline().trails[number]
        return trail[-1] if trail else -1

    def find_heading(self, wanted: str) -> int | None:
        """Where the first heading begins that begins with some words, or holds them."""
        text, name = self.document.text, wanted.casefold()
        headings = [block for block in self.blocks if is_heading(block)]
        titles = [(block.start, block.span.of(text).casefold()) for block in headings]
        beginning = [start for start, title in titles if title.startswith(name)]
        holding = [start for start, title in titles if name in title]
        return next(iter((*beginning, *holding)), None)

    def next_heading(self, offset: int, step: int) -> int | None:
        """Where the next heading (step 1) or the one before (-1) begins."""
        number = self.block_number(offset) + step
        while 0 <= number < len(self.blocks):
            if is_heading(self.blocks[number]):
                return self.blocks[number].start
            number += step
        return None

    def _number(self, offset: int) -> int:
        return bisect_right(self._outline().starts, offset) - 1

    def _titles(self, numbers: Sequence[int]) -> tuple[str, ...]:
        key = tuple(numbers)
        if key not in self._known_titles:
            text = self.document.text
            self._known_titles[key] = tuple(self.blocks[number].span.of(text) for number in key)
        return self._known_titles[key]

    def _outline(self) -> _Blocks:
        if self._blocks is None:
            self._blocks = _Blocks([block.start for block in self.blocks], heading_trails(self.blocks))
        return self._blocks


def is_heading(block: Block) -> bool:
    """Whether a block is a heading of the text, and not one on a contents page."""
    return block.kind == "heading" and block.part == "body"


def heading_trails(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """For each block the numbers of the headings it stands under, outermost first; a heading stands under the ones above it."""
    trails: list[tuple[int, ...]] = []
    open_headings: tuple[int, ...] = ()
    for number, block in enumerate(blocks):
        if not is_heading(block):
            trails.append(open_headings)
            continue
        above = open_headings
        while above and blocks[above[-1]].level >= block.level:
            above = above[:-1]
        trails.append(above)
        open_headings = (*above, number)
    return trails


def joined(labels: Sequence[str]) -> str:
    """One page, or the first and the last: 57, 57–58."""
    return "–".join(dict.fromkeys(labels))
