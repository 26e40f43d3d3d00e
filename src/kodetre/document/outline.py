"""Where things stand in one document, worked out once so that a key press need not look through all of it."""

from bisect import bisect_right

from kodetre.errors import WrongUse
from kodetre.model.documents import Block, Document, Span, sections


class Outline:
    """A document with its blocks, sections and pages by offset."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.reading.blocks
        self.starts = [block.start for block in self.blocks]
        self._trails = [trail for _, trail in sections(self.blocks, document.text)]
        self._pages = document.reading.pages
        self._page_starts = [page.start for page in self._pages]

    def number(self, offset: int) -> int:
        """The number of the block that holds a character, or of the one before it; -1 in a document without text."""
        return max(0, bisect_right(self.starts, offset) - 1) if self.blocks else -1

    def block(self, offset: int) -> Block | None:
        """The block that holds a character, or the one before it."""
        number = self.number(offset)
        return self.blocks[number] if number >= 0 else None

    def paragraph(self, offset: int) -> Span:
        """The stretch of the block at a place; of a table, the row."""
        block = self.block(offset)
        if block is None:
            raise WrongUse(self.document.id, "has no text")
        if block.kind != "table":
            return block.span
        text = self.document.text
        inside = min(max(offset, block.start), max(block.start, block.end - 1))
        start = text.rfind("\n", block.start, inside) + 1
        end = text.find("\n", inside, block.end)
        return Span(max(block.start, start), end if end >= 0 else block.end)

    def section(self, offset: int) -> tuple[str, ...]:
        """The headings that a place stands under, outermost first; a heading with itself."""
        number = self.number(offset)
        if number < 0:
            return ()
        block = self.blocks[number]
        own = (block.span.of(self.document.text),) if block.kind == "heading" and block.part == "body" else ()
        return (*self._trails[number], *own)

    def page(self, offset: int) -> str:
        """The printed label of the page at a place; empty where there are no pages."""
        if not self.document.reading.paged or not self._pages:
            return ""
        return self._pages[max(0, bisect_right(self._page_starts, offset) - 1)].label

    def find_page(self, label: str) -> int | None:
        """Where the page with a printed label begins; the first of several."""
        return next((page.start for page in self._pages if page.label.casefold() == label.casefold()), None)

    def find_heading(self, wanted: str) -> int | None:
        """Where the first heading begins that begins with some words, or holds them."""
        text, name = self.document.text, wanted.casefold()
        headings = [
            (block.start, block.span.of(text).casefold())
            for block in self.blocks
            if block.kind == "heading" and block.part == "body"
        ]
        for fits in (str.startswith, str.__contains__):
            for start, title in headings:
                if fits(title, name):
                    return start
        return None

    def heading(self, offset: int, step: int) -> int | None:
        """Where the next heading (step 1) or the one before (-1) begins."""
        number = self.number(offset) + step
        while 0 <= number < len(self.blocks):
            if self.blocks[number].kind == "heading" and self.blocks[number].part == "body":
                return self.blocks[number].start
            number += step
        return None
