"""Blocks before they have offsets, and putting them together into a `Reading`."""

import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from kodetre.ingest.glyphs import Word
from kodetre.ingest.hyphens import joint, spelled, without_hyphen
from kodetre.model import Block, BlockKind, Page, Part, WordBoxes

BETWEEN_BLOCKS = "\n\n"
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 8232, 8233), " ")
"""Control characters become spaces, one for one, so that every offset stays."""


@dataclass(slots=True)
class Draft:
    """A block as it was read: lines of words (from a PDF) or plain text, and for a table its rows of cells.

    `page` is the physical page that plain text stands on; words know their own.
    """

    kind: BlockKind
    level: int = 0
    lines: list[list[Word]] = field(default_factory=list)
    text: str = ""
    table: "list[list[list[Word]]] | None" = None
    rows: list[list[str]] | None = None
    part: Part = "body"
    page: int = 1
    breaks: list[tuple[int, int]] = field(default_factory=list)
    """For plain text that goes on over pages: the offset in it where each further page begins, and that page."""


_INVISIBLE = {0x00AD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}


def clean(text: str) -> str:
    """Text with letters in one piece (å, not a with a ring) and without soft hyphens and other marks of no width."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with everything that points into it."""

    text: str
    blocks: tuple[Block, ...]
    page_starts: dict[int, int]
    boxes: WordBoxes


class _Composer:
    def __init__(self, vocabulary: Set[str]) -> None:
        self.vocabulary = vocabulary
        self.parts: list[str] = []
        self.length = 0
        self.page_starts: dict[int, int] = {}
        self.boxes = WordBoxes()

    def add(self, text: str) -> None:
        text = text.translate(_CONTROLS)
        self.parts.append(text)
        self.length += len(text)

    def on_page(self, page: int) -> None:
        self.page_starts.setdefault(page, self.length)

    def word(self, word: Word, text: str) -> None:
        self.on_page(word.page)
        boxes, (left, top, right, bottom) = self.boxes, word.box
        for column, value in (
            (boxes.start, self.length), (boxes.end, self.length + len(text)), (boxes.page, word.page), (boxes.left, left),
            (boxes.top, top), (boxes.right, right), (boxes.bottom, bottom),
        ):  # fmt: skip
            column.append(value)
        self.add(text)

    def words(self, lines: Sequence[Sequence[Word]]) -> None:
        """Lines of words as running text, with line-end hyphens mended."""
        flat = [
            (word, spelled(word.text), place == len(line) - 1)
            for line in lines
            for place, word in enumerate(line)
            if spelled(word.text)
        ]
        for place, (word, text, ends_line) in enumerate(flat):
            after = flat[place + 1][1] if place + 1 < len(flat) else ""
            how = joint(text, after, self.vocabulary) if ends_line and after else "space"
            if how == "join":
                text = without_hyphen(text)
            elif text.endswith("\u00ad"):
                text = text[:-1]
            if text:
                self.word(word, text)
            if after and how in ("space", "hang"):
                self.add(" ")


def compose(drafts: Iterable[Draft], vocabulary: Set[str] = frozenset()) -> Composed:
    """The drafts as one text with blocks, word boxes, and where each page's first character is.

    `vocabulary` holds the document's own words in lower case, which line-end hyphens are decided with.
    """
    composer = _Composer(vocabulary)
    blocks: list[Block] = []
    for draft in drafts:
        if blocks:
            composer.add(BETWEEN_BLOCKS)
        start = composer.length
        rows = _write(composer, draft)
        if composer.length == start:
            if blocks:
                composer.parts.pop()
                composer.length -= len(BETWEEN_BLOCKS)
            continue
        pages = _pages(draft)
        blocks.append(Block(draft.kind, draft.level, start, composer.length, pages[0], pages[1], rows, draft.part))
    return Composed("".join(composer.parts), tuple(blocks), composer.page_starts, composer.boxes)


def _write(composer: _Composer, draft: Draft) -> tuple[tuple[str, ...], ...] | None:
    if draft.table is not None:
        return _write_table(composer, draft.table)
    if draft.rows is not None:
        rows = tuple(tuple(" ".join(cell.split()) for cell in row) for row in draft.rows)
        composer.on_page(draft.page)
        composer.add("\n".join("\t".join(row) for row in rows))
        return rows
    if draft.lines:
        composer.words(draft.lines)
    elif draft.text:
        composer.on_page(draft.page)
        for offset, page in draft.breaks:
            composer.page_starts.setdefault(page, composer.length + offset)
        composer.add(draft.text)
    return None


def _write_table(composer: _Composer, table: list[list[list[Word]]]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for place, row in enumerate(table):
        if place:
            composer.add("\n")
        cells = []
        for column, words in enumerate(row):
            if column:
                composer.add("\t")
            begin = len(composer.parts)
            composer.words(_lines(words))
            cells.append("".join(composer.parts[begin:]))
        rows.append(tuple(cells))
    return tuple(rows)


def _lines(words: list[Word]) -> list[list[Word]]:
    """The words of a cell by baseline."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.page, w.baseline, w.left)):
        if lines and lines[-1][0].page == word.page and abs(lines[-1][0].baseline - word.baseline) < 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.left)
    return lines


def _pages(draft: Draft) -> tuple[int, int]:
    words = [word for line in draft.lines for word in line]
    if draft.table is not None:
        words = [word for row in draft.table for cell in row for word in cell]
    pages = [word.page for word in words] or [draft.page, *(page for _, page in draft.breaks)]
    return min(pages), max(pages)


def pages_of(starts: dict[int, int], labels: Sequence[str], length: int) -> tuple[Page, ...]:
    """Every page with its range: from its first character to the next page's. A page without text has none."""
    count = len(labels)
    begin = [starts.get(number) for number in range(1, count + 1)]
    following = length
    first: list[int] = [0] * count
    for place in range(count - 1, -1, -1):
        own = begin[place]
        following = own if own is not None else following
        first[place] = following
    if count:
        first[0] = 0
    ends = [*first[1:], length]
    return tuple(
        Page(number, label, start, end)
        for number, label, start, end in zip(range(1, count + 1), labels, first, ends, strict=True)
    )
