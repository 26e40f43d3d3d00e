"""A block of a document as lines of a given width, each piece of a line with the offset of its text. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from kodetre import controls
from kodetre.i18n.interface import phrase
from kodetre.model.documents import Block

_WORD = re.compile(r"\S+\s*")
_BULLET = "• "
_GAP = 3
_NARROWEST = 6
_UNSEEN = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "\u2028": " ", "\u2029": " "})


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters on a line from a column on. `start` is their offset in the document, -1 for what is drawn and not read."""

    column: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where they end in the document."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screen."""

    pieces: tuple[Piece, ...]
    bold: bool = False
    dim: bool = False

    @property
    def start(self) -> int:
        """The first offset on the line; -1 when nothing of the document stands there."""
        return min((piece.start for piece in self.pieces if piece.start >= 0), default=-1)

    @property
    def end(self) -> int:
        """The offset after the last."""
        return max((piece.end for piece in self.pieces if piece.start >= 0), default=-1)


def typeset(text: str, block: Block, width: int) -> list[Line]:
    """The lines of a block, with an empty one after it (not between items of a list)."""
    if block.kind == "table" and block.rows:
        lines = list(_table(text, block, width))
    elif block.kind == "heading":
        lines = [Line((piece,), bold=True) for piece in _wrapped(text, block.start, block.end, 0, width)]
    elif block.kind == "list_item":
        indent = 2 * max(1, block.level)
        pieces = list(_wrapped(text, block.start, block.end, indent, width))
        marked = text[block.start : block.start + 1] in "•–-*·○▪" or text[block.start : block.start + 1].isdigit()
        bullet = () if marked else (Piece(indent - 2, _BULLET, -1),)
        return [Line((*(bullet if not place else ()), piece)) for place, piece in enumerate(pieces)]
    else:
        indent = 2 if block.kind in ("footnote", "caption") else 0
        dim = block.kind == "footnote" or block.part != "body"
        lines = [Line((piece,), dim=dim) for piece in _wrapped(text, block.start, block.end, indent, width)]
    return [*lines, Line(())]


def shown(text: str) -> str:
    """Letters as a terminal can show them, one for one, so that offsets stay; all on one line; a message in the language that is
    spoken.
    """
    return controls.shown(phrase(text).translate(_UNSEEN))


def shown_lines(text: str) -> str:
    """Text as a terminal can show it, on the lines that it has."""
    return "\n".join(shown(line.replace("\t", "  ")) for line in text.split("\n"))


def _wrapped(text: str, start: int, end: int, column: int, width: int) -> Iterator[Piece]:
    """Lines of words from a column on; a word that is longer than a line is broken."""
    room = max(8, width - column)
    first, used, at = start, 0, start
    for match in _WORD.finditer(text, start, end):
        word = match[0].rstrip()
        size = cell_len(word)
        if used and used + size > room:
            yield Piece(column, text[first:at].rstrip(), first)
            first, used = match.start(), 0
        while size > room:
            cut = match.start() + room if first == match.start() else first + room
            yield Piece(column, text[first:cut], first)
            first = cut
            size = cell_len(text[first : match.start() + len(word)])
        used += cell_len(shown(match[0])) if first <= match.start() else size + len(match[0]) - len(word)
        at = match.end()
    if first < end:
        yield Piece(column, text[first:end].rstrip(), first)


def _table(text: str, block: Block, width: int) -> Iterator[Line]:
    """Rows with their cells in columns, a rule under the header rows."""
    rows = _cells(text, block)
    count = max(len(row) for row in rows)
    widths = _widths([_sizes(text, row) for row in rows], count, width)
    columns = [sum(widths[:place]) + place * _GAP for place in range(count)]
    for number, row in enumerate(rows):
        wrapped = [list(_wrapped(text, a, b, 0, widths[place])) if a < b else [] for place, (a, b) in enumerate(row)]
        for level in range(max((len(cell) for cell in wrapped), default=1) or 1):
            pieces: list[Piece] = []
            for place, cell in enumerate(wrapped):
                if place:
                    pieces.append(Piece(columns[place] - 2, "│", -1))
                if level < len(cell):
                    pieces.append(Piece(columns[place], cell[level].text, cell[level].start))
            yield Line(tuple(pieces), bold=number < block.header)
        if number + 1 == block.header:
            ruled = "─┼─".join("─" * size for size in widths)
            yield Line((Piece(0, ruled, -1),))


def _cells(text: str, block: Block) -> list[list[tuple[int, int]]]:
    rows, start = [], block.start
    for row in text[block.start : block.end].split("\n"):
        cells, at = [], start
        for cell in row.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        rows.append(cells)
        start += len(row) + 1
    return rows


def _sizes(text: str, row: list[tuple[int, int]]) -> list[int]:
    """The columns that each cell of a row takes."""
    return [cell_len(text[start:end]) for start, end in row]


def _widths(sizes: list[list[int]], count: int, width: int) -> list[int]:
    """As wide as the contents, or shrunk so that all columns fit, the widest first."""
    widths = [1] * count
    for row in sizes:
        for place, size in enumerate(row):
            widths[place] = max(widths[place], size)
    room = width - _GAP * (count - 1)
    while sum(widths) > room:
        widest = max(range(count), key=lambda place: widths[place])
        if widths[widest] <= _NARROWEST:
            break
        over = sum(widths) - room
        second = max((size for place, size in enumerate(widths) if place != widest), default=_NARROWEST)
        widths[widest] = max(_NARROWEST, min(widths[widest] - 1, max(widths[widest] - over, second)))
    return widths
