"""Pages of a PDF as pictures: for a web page, and with an outline around each block, for looking at what was read."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from kodetre.document.boxes import Box, around
from kodetre.i18n.message import msg
from kodetre.model.documents import Block, Document, Furniture, WordBoxes
from kodetre.pdf.file import pdfium_document

SCALE = 2.0
"""Pixels a point: 144 dots an inch."""
_MOST_PIXELS = 40_000_000
_WEB_SCALE = 110 / 72
"""Pixels a point on a web page: letters can be read, and a page is some 100 kB."""
_MOST_WEB_PIXELS = 12_000_000
_QUALITY = 70
_COLOURS = {
    "heading": (178, 24, 43),
    "paragraph": (33, 102, 172),
    "list_item": (27, 120, 55),
    "table": (118, 42, 131),
    "footnote": (140, 81, 10),
    "caption": (191, 129, 45),
}
_UP = 40
"""Tenths of a point that a word must stand over the one before it to begin a new column of its block."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A block, or the part of it in one column: its number in reading order from 1, its kind, what to write beside it,
    its box in tenths of a point from the upper left, and the boxes of its cells.
    """

    number: int
    block: Block
    box: Box
    cells: tuple[Box, ...] = ()

    @property
    def label(self) -> str:
        """What is written beside it."""
        level = f" {self.block.level}" if self.block.level else ""
        part = f" ({self.block.part})" if self.block.part != "body" else ""
        return f"{self.number} {self.block.kind.replace('_', ' ')}{level}{part}"


def outlines(document: Document, boxes: WordBoxes, page: int) -> list[Outline]:
    """The outlines of a page (physical number) in reading order."""
    drawn: list[Outline] = []
    for number, block in enumerate(document.reading.blocks, start=1):
        if not block.page_first <= page <= block.page_last:
            continue
        words = _words_on(boxes, block, page)
        if not words:
            continue
        if block.kind == "table":
            cells = _cells(document.text, words)
            drawn.append(Outline(number, block, around(cells), tuple(cells)))
        else:
            in_order = [box for _, box in words]
            drawn.extend(Outline(number, block, around(part)) for part in _columns(in_order))
    return drawn


def _words_on(boxes: WordBoxes, block: Block, page: int) -> list[tuple[int, Box]]:
    """The words of a block that stand on a page: each with its offset in the text and its box."""
    places = range(bisect_left(boxes.start, block.start), bisect_left(boxes.start, block.end))
    return [
        (boxes.start[place], (boxes.left[place], boxes.top[place], boxes.right[place], boxes.bottom[place]))
        for place in places
        if boxes.page[place] == page
    ]


def _columns(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """The boxes of a block by column: where the words go up again, a new one begins."""
    part: list[Box] = []
    for box in boxes:
        if part and box[1] < part[-1][1] - _UP and (box[0] > part[-1][2] or box[3] < part[0][1]):
            yield part
            part = []
        part.append(box)
    if part:
        yield part


def _cells(text: str, words: Sequence[tuple[int, Box]]) -> list[Box]:
    """The boxes of the cells: a tab or a new line in the text lies between two of them."""
    cells: list[list[Box]] = []
    before = -1
    for start, box in words:
        if before < 0 or "\t" in text[before:start] or "\n" in text[before:start]:
            cells.append([])
        cells[-1].append(box)
        before = start
    return [around(cell) for cell in cells]


def _rendered(sheet: Any, scale: float, most: int) -> tuple[Any, float]:  # noqa: ANN401
    """A page as a picture, and in how many pixels a point: as asked, or fewer for a page of more than `most` pixels."""
    width, height = sheet.get_size()
    scale = min(scale, (most / max(1.0, width * height)) ** 0.5)
    return sheet.render(scale=scale).to_pil().convert("RGB"), scale


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as JPEG, with its width and height in points."""

    jpeg: bytes
    width: float
    height: float


def pictures(path: Path, pages: Sequence[int]) -> dict[int, Picture]:
    """Pages (physical numbers) as pictures for a web page. Raises DamagedFile."""
    drawn = {}
    with pdfium_document(path, msg("has a page that cannot be drawn")) as document:
        for page in pages:
            with closing(document[page - 1]) as sheet:
                picture, _ = _rendered(sheet, _WEB_SCALE, _MOST_WEB_PIXELS)
                written = BytesIO()
                picture.save(written, "JPEG", quality=_QUALITY, optimize=True)
                drawn[page] = Picture(written.getvalue(), *sheet.get_size())
    return drawn


def draw(path: Path, page: int, outlines: Sequence[Outline], furniture: Sequence[Furniture] = ()) -> bytes:
    """A page (physical number) as PNG, the outlines on it, and what was left out of the text as furniture crossed out.

    Raises DamagedFile when it cannot be drawn.
    """
    with (
        pdfium_document(path, msg("page {page} cannot be drawn", page=page)) as document,
        closing(document[page - 1]) as sheet,
    ):
        picture, scale = _rendered(sheet, SCALE, _MOST_PIXELS)
    _cross_out(picture, [line.box for line in furniture if line.page == page and any(line.box)], scale / 10)
    _draw(picture, outlines, scale / 10)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _covers(outlines: Sequence[Outline], left: float, right: float, y: float) -> bool:
    """Whether a stretch at a height (tenths of a point) lies over one of the outlines."""
    return any(o.box[0] < right and o.box[2] > left and o.box[1] - 20 < y < o.box[3] + 20 for o in outlines)


def _cross_out(picture: Any, boxes: Sequence[Box], scale: float) -> None:  # noqa: ANN401
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture, "RGBA")
    for left, top, right, bottom in boxes:
        corners = (left * scale - 3, top * scale - 3, right * scale + 3, bottom * scale + 3)
        pen.rectangle(corners, fill=(120, 120, 120, 50), outline=(120, 120, 120, 255), width=1)
        pen.line(corners, fill=(120, 120, 120, 255), width=1)


def _draw(picture: Any, outlines: Sequence[Outline], scale: float) -> None:  # noqa: ANN401
    from PIL import ImageDraw, ImageFont

    pen = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.load_default(size=round(72 * scale + 4))
    for outline in outlines:
        colour = _COLOURS[outline.block.kind]
        left, top, right, bottom = (value * scale for value in outline.box)
        pen.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=(*colour, 20), outline=(*colour, 255), width=2)
        for cell in outline.cells:
            a, b, c, d = (value * scale for value in cell)
            pen.rectangle((a - 1, b - 1, c + 1, d + 1), outline=(*colour, 150), width=1)
        _, _, wide, high = pen.textbbox((0, 0), outline.label, font=font)
        beside = left - 12 - wide, top - 3
        if beside[0] >= 0 and not _covers(outlines, beside[0] / scale, left / scale - 1, top / scale):
            at = beside  # in the margin, where there is room
        else:
            at = max(0.0, min(left - 3, picture.width - wide - 6)), max(0.0, top - 5 - high)
        pen.rectangle((at[0], at[1], at[0] + wide + 6, at[1] + high + 3), fill=(*colour, 225))
        pen.text((at[0] + 3, at[1]), outline.label, font=font, fill=(255, 255, 255))
