"""Words with boxes, sizes and weights from a PDF page, and its ruling lines: the door to pdfium.

Text is had in one call per page; only the first and the last letter of a word are asked where they stand.
"""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.pdf.ctypes_calls import address, plain
from kodetre.pdf.frame import Frame
from kodetre.pdf.rules import Rule, rules_of

INVISIBLE = "invisible "
"""What the name of a font begins with when its letters are not drawn: they lie under a picture of the text."""
LINE_END_HYPHENS = "\x02\ufffe\u00ad"
_SPACE = " \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2009\u200b\u202f\u0000"
_BREAKS_WORD = "\x02\ufffe"
_RUN = re.compile(f"[^{_SPACE}{_BREAKS_WORD}]*[{_BREAKS_WORD}]|[^{_SPACE}{_BREAKS_WORD}]+")
_WIDE = 0.75
"""Mean width of a letter in em over which a word is looked at letter by letter for spaces that were left out."""
FARTHEST_POINT = 20_000
"""Points over which a coordinate is damage: a page may be 14,400 (ISO 32000-1, annex C)."""
_FARTHEST = 65_535
"""The largest coordinate of a word box, in tenths of a point."""
ASCENT, DESCENT = 0.78, 0.22
"""How far letters reach over and under the baseline, in em."""
GLUED, APART = 0.06, 0.30
"""Gaps in em: under the first there is no space, whatever pdfium says; over the second there is one."""


@dataclass(slots=True)
class Word:
    """A word on a page, in points from the upper left of the page as its text runs.

    `turned` is where it stands on the page as shown (left, top, right, bottom in tenths of a point) when that does not
    follow from the rest: where the page or the text is turned.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    font: str
    page: int
    turned: tuple[int, int, int, int] | None = None

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Where it stands on the page as shown: left, top, right, bottom in tenths of a point."""
        if self.turned is not None:
            return self.turned
        size, baseline = self.size, 10 * self.baseline
        left, right = int(10 * self.left + 0.5), int(10 * self.right + 0.5)
        top, bottom = int(baseline - 10 * ASCENT * size + 0.5), int(baseline + 10 * DESCENT * size + 0.5)
        if left < 0 or top < 0 or right > _FARTHEST or bottom > _FARTHEST:
            return _on_page(left), _on_page(top), _on_page(right), _on_page(bottom)
        return left, top, right, bottom

    @property
    def top(self) -> float:
        """The height of a capital and a bit, over the baseline."""
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The depth of a descender under the baseline."""
        return self.baseline + DESCENT * self.size


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
    """The names of fonts, asked once for each."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def name(self, font: Any) -> str:  # noqa: ANN401
        place = address(font)
        if place not in self._names:
            length = raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(max(1, length))
            raw.FPDFFont_GetBaseFontName(font, buffer, length)
            self._names[place] = buffer.value.decode("utf-8", "replace")
        return self._names[place]


_text_object = plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = plain(raw.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_loose_box = plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_char_origin = plain(
    raw.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)


@dataclass(frozen=True, slots=True)
class _Style:
    """What letters of one font and size have in common; `steady` when their boxes all have the height of the font."""

    size: float
    bold: bool
    font: str
    quarter: int
    steady: bool = False


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
    frame = Frame(left, bottom, right, top, page.get_rotation())
    spelled = _letters(textpage)
    fonts = _Fonts()
    if (upright := _upright(textpage, spelled, fonts, frame, number)) is not None:
        rules, pictured = rules_of(page, frame, 0)
        extent = frame.extent(0)
        return PageContent(number, *extent, words=_visible(upright, extent), rules=rules, pictured=pictured)
    styles: dict[int, _Style] = {}
    found: list[tuple[int, Word]] = []
    for start, end in _runs(spelled):
        found.extend(_words(textpage, spelled, start, end, styles, fonts, frame, number))
    quarters = Counter(quarter for quarter, _ in found)
    main = quarters.most_common(1)[0][0] if quarters else 0
    rules, pictured = rules_of(page, frame, main)
    extent = frame.extent(main)
    return PageContent(
        number,
        *extent,
        words=_visible([word for quarter, word in found if quarter == main], extent),
        turned=[word for quarter, word in found if quarter != main],
        rules=rules,
        pictured=pictured,
    )


def _visible(words: list[Word], extent: tuple[float, float]) -> list[Word]:
    """The words that stand on the page at least in part: a printer's notes beside it are seen by nobody."""
    width, height = extent
    return [
        word
        for word in words
        if 0 < word.right < FARTHEST_POINT
        and -FARTHEST_POINT < word.left < width
        and 0 < word.baseline < height + word.size
    ]


def _upright(textpage: pdfium.PdfTextPage, text: str, fonts: _Fonts, frame: Frame, number: int) -> list[Word] | None:
    """The words of a page that is not turned and whose letters all stand upright; None when one does not.

    Nearly every page is such, and then a word needs five calls of pdfium instead of nine: a letter's loose box goes from
    the descent to the ascent of its font, so that font and height tell the style.
    """
    if frame.rotation:
        return None
    handle, west, north = address(textpage.raw), frame.left, frame.top
    first, last, across, up = raw.FS_RECTF(), raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_first, at_last, at_across, at_up = (ctypes.addressof(one) for one in (first, last, across, up))
    styles: dict[tuple[int, int], _Style] = {}
    words: list[Word] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        _loose_box(handle, start, at_first)
        _char_origin(handle, start, at_across, at_up)
        x, y, bottom = across.value, up.value, first.bottom
        thing = _text_object(handle, start)
        key = _font_of(thing) if thing else 0, int(100 * (first.top - bottom) + 0.5)
        style = styles.get(key)
        if style is None or not style.steady:
            style = styles[key] = _style_of(textpage, start, fonts, first)
            if style.quarter:
                return None
        length = end - start
        if length == 1:
            right = first.right
        else:
            _loose_box(handle, end - 1, at_last)
            right = last.right
            if style.steady and abs(last.bottom - bottom) > 0.5 * style.size:
                return None
            if right <= x or right - x > _WIDE * style.size * length:
                parts = _split(textpage, start, end, style, frame)
                if len(parts) == 1 and right <= x:
                    return None
                words.extend(_word(textpage, text, a, b, style, frame, number) for a, b in parts)
                continue
        words.append(Word(found[0], x - west, right - west, north - y, style.size, style.bold, style.font, number))
    return words


def _style_of(textpage: pdfium.PdfTextPage, index: int, fonts: _Fonts, box: Any) -> _Style:  # noqa: ANN401
    """The style of a letter, and whether its box has the height of its font."""
    text_object = raw.FPDFText_GetTextObject(textpage, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    name = fonts.name(raw.FPDFTextObj_GetFont(text_object)) if text_object else ""
    if text_object and raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        name = INVISIBLE + name
    quarter = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
    bold = _is_bold(name, raw.FPDFText_GetFontWeight(textpage, index))
    steady = bool(text_object) and matrix.d > 0 and abs(box.top - box.bottom - _height(text_object, size)) < 0.01 * size
    return _Style(round(size, 2) or 1.0, bold, name, quarter, steady)


def _height(text_object: Any, size: float) -> float:  # noqa: ANN401
    """From the descent to the ascent of a font at a size, in points."""
    font, ascent, descent = raw.FPDFTextObj_GetFont(text_object), ctypes.c_float(), ctypes.c_float()
    raw.FPDFFont_GetAscent(font, size, ascent)
    raw.FPDFFont_GetDescent(font, size, descent)
    return ascent.value - descent.value


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
    return [found.span() for found in _RUN.finditer(text)]


def _style(textpage: pdfium.PdfTextPage, index: int, styles: dict[int, _Style], fonts: _Fonts) -> _Style:
    """The style of a letter, asked once for each text object."""
    place = address(raw.FPDFText_GetTextObject(textpage, index))
    style = styles.get(place)
    if style is None or not place:
        style = styles[place] = _style_of(textpage, index, fonts, raw.FS_RECTF())
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
    frame: Frame,
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
    textpage: pdfium.PdfTextPage, text: str, start: int, end: int, style: _Style, frame: Frame, number: int
) -> Word:
    x, y = _origin(textpage, start)
    west, south, east, north = _ends(textpage, end - 1)
    left, baseline = frame.along(x, y, style.quarter)
    ends = (frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    right = max(ends)
    return Word(
        text[start:end], left, right, baseline, style.size, style.bold, style.font, number,
        _shown_box(x, y, right - left, style, frame) if style.quarter or frame.rotation else None,
    )  # fmt: skip


def _shown_box(x: float, y: float, length: float, style: _Style, frame: Frame) -> tuple[int, int, int, int]:
    """The word's box on the page as shown, from its origin, its length and the height of its letters."""
    angle = math.radians(90 * style.quarter)
    along, up = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    over, under = ASCENT * style.size, -DESCENT * style.size
    corners = [
        frame.shown(x + along[0] * a + up[0] * b, y + along[1] * a + up[1] * b)
        for a in (0, length)
        for b in (under, over)
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return _tenths(min(xs)), _tenths(min(ys)), _tenths(max(xs)), _tenths(max(ys))


def _tenths(points: float) -> int:
    return _on_page(round(points * 10))


def _on_page(tenths: int) -> int:
    return max(0, min(_FARTHEST, tenths))


def _split(textpage: pdfium.PdfTextPage, start: int, end: int, style: _Style, frame: Frame) -> list[tuple[int, int]]:
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
