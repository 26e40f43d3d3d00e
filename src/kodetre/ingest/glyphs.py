"""Words with boxes, sizes and weights from a PDF page, and its ruling lines: the door to pdfium.

Text is had in one call per page; only the first and the last letter of a word are asked where they stand.
"""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

LINE_END_HYPHENS = "\x02\ufffe\u00ad"
_SPACE = frozenset(" \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2009\u200b\u202f\u0000")
_BREAKS_WORD = frozenset("\x02\ufffe")
_WIDE = 0.75
"""Mean width of a letter in em over which a word is looked at letter by letter for spaces that were left out."""
_FARTHEST = 65_535
"""The largest coordinate of a word box, in tenths of a point."""
GLUED, APART = 0.06, 0.30
"""Gaps in em: under the first there is no space, whatever pdfium says; over the second there is one."""


@dataclass(slots=True)
class Word:
    """A word on a page, in points from the upper left of the page as its text runs.

    `box` is where it stands on the page as shown: left, top, right, bottom in tenths of a point.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    font: str
    page: int
    box: tuple[int, int, int, int]

    @property
    def top(self) -> float:
        """The height of a capital and a bit, over the baseline."""
        return self.baseline - 0.78 * self.size

    @property
    def bottom(self) -> float:
        """The depth of a descender under the baseline."""
        return self.baseline + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, or the edge of a box, in points from the upper left of the page."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True)
class PageContent:
    """What stands on a page: words in the order of the file, rules, and the share of it that pictures cover (0–1)."""

    number: int
    width: float
    height: float
    words: list[Word]
    turned: list[Word] = field(default_factory=list)
    """Words that run in another direction than most of the page."""
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0

    @property
    def said(self) -> str:
        """Its words with spaces between them, in the order of the file."""
        return " ".join([word.text for word in self.words])


class _Fonts:
    """Size, weight and direction of text objects, asked once for each."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def name(self, text_object: Any) -> str:  # noqa: ANN401
        font = raw.FPDFTextObj_GetFont(text_object)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._names:
            length = raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(max(1, length))
            raw.FPDFFont_GetBaseFontName(font, buffer, length)
            self._names[address] = buffer.value.decode("utf-8", "replace")
        return self._names[address]


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    font: str
    quarter: int


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """The words, rules and pictures of a page (0-based index). Raises pdfium.PdfiumError when it cannot be opened."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage, index + 1)
        finally:
            textpage.close()
    finally:
        page.close()


def _read(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int) -> PageContent:
    left, bottom, right, top = page.get_cropbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation())
    spelled = _letters(textpage)
    styles: dict[int, _Style] = {}
    fonts = _Fonts()
    found: list[tuple[int, Word]] = []
    for start, end in _runs(spelled):
        found.extend(_words(textpage, spelled, start, end, styles, fonts, frame, number))
    quarters = Counter(quarter for quarter, _ in found)
    main = quarters.most_common(1)[0][0] if quarters else 0
    rules, pictured = _objects(page, frame, main)
    return PageContent(
        number,
        *frame.extent(main),
        words=[word for quarter, word in found if quarter == main],
        turned=[word for quarter, word in found if quarter != main],
        rules=rules,
        pictured=pictured,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in PDF space, and how far the page is turned when shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def extent(self, quarter: int) -> tuple[float, float]:
        """Width and height as text in this direction sees them."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if quarter % 2 == 0 else (height, width)

    def along(self, x: float, y: float, quarter: int) -> tuple[float, float]:
        """A point of PDF space, in points right of and below the upper left corner as text in a direction sees it."""
        match quarter:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space on the page as a reader shows it."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


def _letters(textpage: pdfium.PdfTextPage) -> str:
    """One letter per pdfium index; U+FFFD where there is none."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer) - 1
    if written == count:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    codes = (raw.FPDFText_GetUnicode(textpage, place) for place in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _runs(text: str) -> list[tuple[int, int]]:
    """Stretches without white space; a line-end hyphen ends one, as pdfium sets nothing between it and the next line."""
    runs = []
    start = -1
    for place, letter in enumerate(text):
        if letter in _SPACE:
            if start >= 0:
                runs.append((start, place))
                start = -1
        elif letter in _BREAKS_WORD:
            runs.append((start if start >= 0 else place, place + 1))
            start = -1
        elif start < 0:
            start = place
    if start >= 0:
        runs.append((start, len(text)))
    return runs


def _style(textpage: pdfium.PdfTextPage, index: int, styles: dict[int, _Style], fonts: _Fonts) -> _Style:
    text_object = raw.FPDFText_GetTextObject(textpage, index)
    address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
    style = styles.get(address)
    if style is None or not address:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(textpage, index) * scale
        name = fonts.name(text_object) if address else ""
        quarter = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        weight = raw.FPDFText_GetFontWeight(textpage, index)
        style = styles[address] = _Style(round(size, 2) or 1.0, _is_bold(name, weight), name, quarter)
    return style


def _is_bold(name: str, weight: int) -> bool:
    lower = name.lower()
    if any(word in lower for word in ("bold", "black", "heavy", "demi")):
        return True
    return weight >= 700 and not any(word in lower for word in ("light", "regular", "roman", "book"))


def _words(
    textpage: pdfium.PdfTextPage,
    text: str,
    start: int,
    end: int,
    styles: dict[int, _Style],
    fonts: _Fonts,
    frame: _Frame,
    number: int,
) -> list[tuple[int, Word]]:
    style = _style(textpage, start, styles, fonts)
    word = _word(textpage, text, start, end, style, frame, number)
    if end - start > 1 and (word.right - word.left > _WIDE * style.size * (end - start) or word.right <= word.left):
        return [
            (style.quarter, _word(textpage, text, a, b, style, frame, number))
            for a, b in _split(textpage, start, end, style, frame)
        ]
    return [(style.quarter, word)]


def _ends(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, box)
    return box.left, box.bottom, box.right, box.top


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    return x.value, y.value


def _word(
    textpage: pdfium.PdfTextPage, text: str, start: int, end: int, style: _Style, frame: _Frame, number: int
) -> Word:
    x, y = _origin(textpage, start)
    west, south, east, north = _ends(textpage, end - 1)
    left, baseline = frame.along(x, y, style.quarter)
    ends = (frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    right = max(ends)
    return Word(
        text[start:end], left, right, baseline, style.size, style.bold, style.font, number,
        _shown_box(x, y, right - left, style, frame),
    )  # fmt: skip


def _shown_box(x: float, y: float, length: float, style: _Style, frame: _Frame) -> tuple[int, int, int, int]:
    """The word's box on the page as shown, from its origin, its length and the height of its letters."""
    if style.quarter == 0 and frame.rotation == 0:
        left, baseline = 10 * (x - frame.left), 10 * (frame.top - y)
        box = left, baseline - 7.8 * style.size, left + 10 * length, baseline + 2.2 * style.size
        if box[0] >= 0 and box[1] >= 0 and box[2] <= _FARTHEST and box[3] <= _FARTHEST:
            return round(box[0]), round(box[1]), round(box[2]), round(box[3])
    angle = math.radians(90 * style.quarter)
    along, up = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    over, under = 0.78 * style.size, -0.22 * style.size
    corners = [
        frame.shown(x + along[0] * a + up[0] * b, y + along[1] * a + up[1] * b)
        for a in (0, length)
        for b in (under, over)
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return _tenths(min(xs)), _tenths(min(ys)), _tenths(max(xs)), _tenths(max(ys))


def _tenths(points: float) -> int:
    return max(0, min(_FARTHEST, round(points * 10)))


def _split(textpage: pdfium.PdfTextPage, start: int, end: int, style: _Style, frame: _Frame) -> list[tuple[int, int]]:
    """Where a too wide run falls apart: gaps between letters that are wider than a space."""
    cuts = [start]
    before = None
    for index in range(start, end):
        left = frame.along(*_origin(textpage, index), style.quarter)[0]
        if before is not None and (left - before > APART * style.size or left < before - 2 * style.size):
            cuts.append(index)
        west, south, east, north = _ends(textpage, index)
        before = max(frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _objects(page: pdfium.PdfPage, frame: _Frame, quarter: int) -> tuple[list[Rule], float]:
    """Straight lines and box edges, and how much of the page pictures cover."""
    rules: list[Rule] = []
    area = (frame.right - frame.left) * (frame.top - frame.bottom) or 1.0
    pictured = 0.0
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        if len(rules) > 20_000:
            break
        try:
            left, bottom, right, top = thing.get_bounds()
        except pdfium.PdfiumError:
            continue
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, right - left) * max(0.0, top - bottom) / area
            continue
        rules.extend(_edges(thing, (left, bottom, right, top), frame, quarter))
    return rules, min(1.0, pictured)


def _edges(path: Any, bounds: tuple[float, float, float, float], frame: _Frame, quarter: int) -> list[Rule]:  # noqa: ANN401
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if width < 3 and height < 3:
        return []
    ax, ay = frame.along(left, top, quarter)
    bx, by = frame.along(right, bottom, quarter)
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    if height < 3 or width < 3:  # a line, or a filled box as thin as one
        middle_y, middle_x = (y0 + y1) / 2, (x0 + x1) / 2
        return [Rule(x0, x1, middle_y, middle_y)] if x1 - x0 > y1 - y0 else [Rule(middle_x, middle_x, y0, y1)]
    if not _is_box(path):
        return []
    return [Rule(x0, x1, y0, y0), Rule(x0, x1, y1, y1), Rule(x0, x0, y0, y1), Rule(x1, x1, y0, y1)]


def _is_box(path: Any) -> bool:  # noqa: ANN401
    """Whether a path is made of straight horizontal and vertical strokes only, and few enough to be a box."""
    count = raw.FPDFPath_CountSegments(path)
    if not 4 <= count <= 6:
        return False
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    return all(abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5 for a, b in pairwise(points))
