"""Where excerpts stand in a document: pages, section, paragraphs, and how they are cited. Pure."""

from bisect import bisect_right
from collections.abc import Callable

from kodetre.document.citation import cite, place_of
from kodetre.model.documents import Document, Span, sections


class Where:
    """Answers for one document; the document is read when the first question comes.

    Most reports only count, and never ask.
    """

    def __init__(self, read: Callable[[], Document], author: str, year: str, language: str) -> None:
        self._read = read
        self._author, self._year, self._language = author, year, language
        self._cited: dict[tuple[str, ...], str] = {}
        self._pages: tuple[list[int], list[str]] | None = None
        self._blocks: tuple[list[int], list[tuple[str, ...]], list[int]] | None = None

    def document(self) -> Document:
        """The document itself."""
        return self._read()

    def labels(self, span: Span) -> tuple[str, ...]:
        """The printed labels of the first and the last page that a span stands on; none where there are no pages."""
        if self._pages is None:
            document = self._read()
            pages = document.reading.pages if document.reading.paged else ()
            self._pages = [page.start for page in pages], [page.label for page in pages]
        starts, labels = self._pages
        if not starts:
            return ()
        first = max(0, bisect_right(starts, span.start) - 1)
        last = max(first, bisect_right(starts, max(span.start, span.end - 1)) - 1)
        return (labels[first],) if first == last else (labels[first], labels[last])

    def page(self, span: Span) -> str:
        """The printed pages: 57, 57–58."""
        return _joined(self.labels(span))

    def trail(self, offset: int) -> tuple[str, ...]:
        """The headings that a character stands under, outermost first."""
        place = self._block(offset)
        return self._outline()[1][place] if place >= 0 else ()

    def paragraphs(self, span: Span) -> range:
        """The numbers of the blocks that a span stands in."""
        return range(max(0, self._block(span.start)), self._block(span.end - 1) + 1)

    def chapter(self, offset: int) -> int:
        """The number of the block that is the heading above a character; -1 where there is none."""
        place = self._block(offset)
        return self._outline()[2][place] if place >= 0 else -1

    def citation(self, span: Span) -> str:
        """(Drammen kommune, 2022b, s. 57)."""
        return self.standing(span)[2]

    def standing(self, span: Span) -> tuple[str, str, str]:
        """The pages, the nearest heading above, and the citation, asked for together."""
        labels, trail = self.labels(span), self.trail(span.start)
        key = labels or trail
        if key not in self._cited:
            self._cited[key] = cite(self._author, self._year, place_of(labels, trail, self._language))
        return _joined(labels), trail[-1] if trail else "", self._cited[key]

    def _block(self, offset: int) -> int:
        return bisect_right(self._outline()[0], offset) - 1

    def _outline(self) -> tuple[list[int], list[tuple[str, ...]], list[int]]:
        """Where each block begins, the headings it stands under, and the number of the nearest of them."""
        if self._blocks is None:
            document = self._read()
            starts, trails, headings, heading = [], [], [], -1
            for number, (block, trail) in enumerate(sections(document.reading.blocks, document.text)):
                if block.kind == "heading" and block.part == "body":
                    heading = number
                starts.append(block.start)
                trails.append(trail)
                headings.append(heading)
            self._blocks = starts, trails, headings
        return self._blocks


def _joined(labels: tuple[str, ...]) -> str:
    """One page, or the first and the last: 57, 57–58."""
    return "–".join(dict.fromkeys(labels))
