"""The words of a PDF page, with boxes, sizes and weights, as pdfium has them.

Text is had in one call per page; only the first and the last letter of a word are asked where they stand.
"""

import ctypes
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.deadline import Deadline
from kodetre.document.boxes import Box
from kodetre.pdf.ctypes_calls import address, plain
from kodetre.pdf.frame import Frame
from kodetre.pdf.page import APART, ASCENT, DESCENT, FARTHEST_POINT, INVISIBLE, PageContent, Word, on_page
from kodetre.pdf.rules import drawn_on

_SHEET = (0.0, 0.0, 595.0, 842.0)
"""An A4 sheet, in points."""
_LEAST_SIDE = 1.0
"""Points under which a page has no room for anything."""
_SPACE = " \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2009\u200b\u202f\u0000"
_BREAKS_WORD = "\x02\ufffe"
_RUN = re.compile(f"[^{_SPACE}{_BREAKS_WORD}]*[{_BREAKS_WORD}]|[^{_SPACE}{_BREAKS_WORD}]+")
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=\w[.,;:!?»\"”’)\]])|(?<=\w[.,;:!?»\"”’)\]]{2}))(?P<mark>\d{1,3})(?![^\W_])"
    r"|(?:(?<!\S)|(?<=[\x02\ufffe]))(?P<note>\d{1,3})(?=[^\W\d_«(])"
)
"""A number right after a word, or right before one at its beginning: the mark of a note, when it is raised."""
_RAISED = 0.12
"""How much higher than the letter beside it a raised digit stands, in em."""
_DIGIT = 0.7
"""How high a digit is, in em."""
_OFTEN = 250
"""Words after which the clock is looked at."""
_WIDE = 0.75
"""Mean width of a letter in em over which a word is looked at letter by letter for spaces that were left out."""


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


@dataclass(frozen=True, slots=True)
class _PageText:
    """A page's text as pdfium has it (`letters` with one for each of its indices), and what its words are placed by."""

    textpage: pdfium.PdfTextPage
    letters: str
    frame: Frame
    number: int
    fonts: _Fonts
    deadline: Deadline


def read_page(document: pdfium.PdfDocument, index: int, deadline: Deadline) -> PageContent:
    """The words, rules and pictures of a page (0-based index).

    Raises pdfium.PdfiumError when it cannot be opened, TookTooLong when the deadline is over.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage, index + 1, deadline)
        finally:
            textpage.close()
    finally:
        page.close()


def _read(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int, deadline: Deadline) -> PageContent:
    frame = frame_of(page)
    text = _PageText(textpage, _letters(textpage, deadline), frame, number, _Fonts(), deadline)
    upright = _upright(text)
    if upright is not None:
        main, words, turned = 0, upright, []
    else:
        by_quarter = list(_by_quarter(text))
        quarters = Counter(quarter for quarter, _ in by_quarter)
        main = quarters.most_common(1)[0][0] if quarters else 0
        words = [word for quarter, word in by_quarter if quarter == main]
        turned = [word for quarter, word in by_quarter if quarter != main]
    drawn = drawn_on(page, frame, main, deadline)
    width, height = frame.extent(main)
    visible = _visible(words, (width, height))
    return PageContent(
        number, width, height, visible, turned, drawn.rules, drawn.areas, drawn.shapes, drawn.pictured,
        outside=len(words) - len(visible),
    )  # fmt: skip


def frame_of(page: pdfium.PdfPage) -> Frame:
    """What of a page is shown: its crop box as far as it lies in its media box, either of them inherited or written from any
    two corners. Where that is nothing, or larger than a page may be, its media box or else a sheet at the origin.
    """
    for box in (page.get_bbox(), page.get_mediabox(), _SHEET):
        left, right = sorted((box[0], box[2]))
        bottom, top = sorted((box[1], box[3]))
        if _LEAST_SIDE <= right - left <= FARTHEST_POINT and _LEAST_SIDE <= top - bottom <= FARTHEST_POINT:
            break
    return Frame(left, bottom, right, top, page.get_rotation())


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


def _upright(text: _PageText) -> list[Word] | None:
    """The words of a page that is not turned and whose letters all stand upright; None when one does not.

    Nearly every page is such, and then a word needs five calls of pdfium instead of nine: a letter's loose box goes from
    the descent to the ascent of its font, so that font and height tell the style.
    """
    textpage, frame, number = text.textpage, text.frame, text.number
    if frame.rotation:
        return None
    letters = text.letters
    handle, west, north = address(textpage.raw), frame.left, frame.top
    first, last, across, up = raw.FS_RECTF(), raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_first, at_last, at_across, at_up = map(ctypes.addressof, (first, last, across, up))
    styles: dict[tuple[int, int], _Style] = {}
    words: list[Word] = []
    marks = _marks(text)
    for place, (start, end) in enumerate(_spans(text, marks.values())):
        if not place % _OFTEN:
            text.deadline.check()
        _loose_box(handle, start, at_first)
        _char_origin(handle, start, at_across, at_up)
        x, y, bottom = across.value, up.value, first.bottom
        text_object = _text_object(handle, start)
        key = _font_of(text_object) if text_object else 0, int(100 * (first.top - bottom) + 0.5)
        style = styles.get(key)
        if style is None or not style.steady:
            style = styles[key] = _style_of(text, start, first)
            if style.quarter:
                return None
        if start in marks:
            words.append(_as_mark(_word(text, start, end, style), marks[start]))
            continue
        length = end - start
        if length == 1:
            right = first.right
        else:
            _loose_box(handle, end - 1, at_last)
            right = last.right
            if last.bottom - bottom > _RAISED * (first.top - bottom) and letters[start:end].isdecimal():
                words.extend(_with_power(text, start, end, style))
                continue
            if style.steady and abs(last.bottom - bottom) > 0.5 * style.size:
                return None
            if right <= x or right - x > _WIDE * style.size * length:
                parts = _split(text, start, end, style)
                if len(parts) == 1 and right <= x:
                    return None
                words.extend(_word(text, begin, stop, style) for begin, stop in parts)
                continue
        words.append(
            Word(letters[start:end], x - west, right - west, north - y, style.size, style.bold, style.font, number)
        )
    return words


def _with_power(text: _PageText, start: int, end: int, style: _Style) -> tuple[Word, Word]:
    """The two words of a number with a raised number against it."""
    height = _origin(text.textpage, end - 1)[1]
    cut = end - 1
    while cut - 1 > start and abs(_origin(text.textpage, cut - 1)[1] - height) < 0.05 * style.size:
        cut -= 1
    raised = _style_of(text, cut, raw.FS_RECTF())
    return _word(text, start, cut, style), _word(text, cut, end, raised)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A raised number that stands against a word: its place among the letters, its own baseline (points from above) and size."""

    start: int
    end: int
    baseline: float
    size: float


def _as_mark(word: Word, mark: _Mark) -> Word:
    """The word of a mark, where it stands and as large as it looks."""
    return replace(word, baseline=mark.baseline, size=min(mark.size, word.size))


def _spans(text: _PageText, marks: Collection[_Mark]) -> list[tuple[int, int]]:
    """Where the words of a page begin and end; a mark is parted from the word that it stands against."""
    spans = [run.span() for run in _RUN.finditer(text.letters)]
    if not marks:
        return spans
    begins = [start for start, _ in spans]
    for cut in sorted(chain.from_iterable((mark.start, mark.end) for mark in marks), reverse=True):
        place = bisect_right(begins, cut) - 1
        start, end = spans[place]
        if start < cut < end:
            spans[place : place + 1] = [(start, cut), (cut, end)]
    return spans


def _marks(text: _PageText, styles: dict[int, _Style] | None = None) -> dict[int, _Mark]:
    """The raised numbers that stand against a word, by where they begin.

    They are known by where their ink is: some fonts have raised digits of their own, which stand on the line as others do.
    Letters are asked which way they run where `styles` are given; otherwise they stand upright.
    """
    marks: dict[int, _Mark] = {}
    for digits in _DIGITS.finditer(text.letters):
        match = _MARK.match(text.letters, digits.start())
        if match is None:
            continue
        first, end = match.span()
        letter = end if match["note"] else _letter_before(text.letters, first)
        quarter = _style(text, letter, styles).quarter if styles is not None else 0
        _, base = text.frame.along(*_origin(text.textpage, letter), quarter)
        west, south, east, north = _ends(text.textpage, letter)
        _, highest = text.frame.along(west, north, quarter)
        _, lowest = text.frame.along(east, south, quarter)
        bottom, top = _ink(text, first, quarter)
        if base - bottom > _RAISED * abs(lowest - highest) and bottom > top:
            marks[first] = _Mark(first, end, bottom, round((bottom - top) / _DIGIT, 2))
    return marks


def _ink(text: _PageText, index: int, quarter: int) -> tuple[float, float]:
    """How low and how high the ink of a letter reaches, in points from above as its text runs."""
    west, east, south, north = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text.textpage, index, west, east, south, north)
    _, one_end = text.frame.along(west.value, south.value, quarter)
    _, other_end = text.frame.along(east.value, north.value, quarter)
    return max(one_end, other_end), min(one_end, other_end)


def _letter_before(letters: str, place: int) -> int:
    """The nearest place before one where no punctuation stands."""
    place -= 1
    while place > 0 and not letters[place].isalnum():
        place -= 1
    return place


def _style_of(text: _PageText, index: int, box: Any) -> _Style:  # noqa: ANN401 - a structure of pdfium
    """The style of a letter, and whether its box has the height of its font."""
    textpage = text.textpage
    text_object = raw.FPDFText_GetTextObject(textpage, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    name = text.fonts.name(raw.FPDFTextObj_GetFont(text_object)) if text_object else ""
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


def _letters(textpage: pdfium.PdfTextPage, deadline: Deadline) -> str:
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
    letters = []
    for place in range(count):
        if not place % _OFTEN:
            deadline.check()
        code = raw.FPDFText_GetUnicode(textpage, place)
        is_letter = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        letters.append(chr(code) if is_letter else "\ufffd")
    return "".join(letters)


def _style(text: _PageText, index: int, styles: dict[int, _Style]) -> _Style:
    """The style of a letter, asked once for each text object."""
    place = address(raw.FPDFText_GetTextObject(text.textpage, index))
    style = styles.get(place)
    if style is None or not place:
        style = styles[place] = _style_of(text, index, raw.FS_RECTF())
    return style


def _is_bold(name: str, weight: int) -> bool:
    lower = name.lower()
    if any(word in lower for word in ("bold", "black", "heavy", "demi")):
        return True
    return weight >= 700 and not any(word in lower for word in ("light", "regular", "roman", "book"))


def _by_quarter(text: _PageText) -> Iterator[tuple[int, Word]]:
    """The words of a page letter by letter, each with the quarters of a turn that its letters are turned by."""
    styles: dict[int, _Style] = {}
    marks = _marks(text, styles)
    for start, end in _spans(text, marks.values()):
        text.deadline.check()
        style = _style(text, start, styles)
        word = _word(text, start, end, style)
        if start in marks:
            yield style.quarter, _as_mark(word, marks[start])
            continue
        length = word.right - word.left
        if end - start > 1 and (length > _WIDE * style.size * (end - start) or length <= 0):
            for begin, stop in _split(text, start, end, style):
                yield style.quarter, _word(text, begin, stop, style)
        else:
            yield style.quarter, word


def _ends(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, box)
    return box.left, box.bottom, box.right, box.top


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    return x.value, y.value


def _word(text: _PageText, start: int, end: int, style: _Style) -> Word:
    frame = text.frame
    x, y = _origin(text.textpage, start)
    west, south, east, north = _ends(text.textpage, end - 1)
    left, baseline = frame.along(x, y, style.quarter)
    ends = (frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    right = max(ends)
    return Word(
        text.letters[start:end], left, right, baseline, style.size, style.bold, style.font, text.number,
        _shown_box(x, y, right - left, style, frame) if style.quarter or frame.rotation else None,
    )  # fmt: skip


def _shown_box(x: float, y: float, length: float, style: _Style, frame: Frame) -> Box:
    """The word's box on the page as shown, from its origin, its length and the height of its letters."""
    angle = math.radians(90 * style.quarter)
    along, up = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    over, under = ASCENT * style.size, -DESCENT * style.size
    corners = [
        frame.shown(x + along[0] * a + up[0] * b, y + along[1] * a + up[1] * b)
        for a, b in ((0, under), (0, over), (length, under), (length, over))
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return _tenths(min(xs)), _tenths(min(ys)), _tenths(max(xs)), _tenths(max(ys))


def _tenths(points: float) -> int:
    return on_page(round(points * 10))


def _split(text: _PageText, start: int, end: int, style: _Style) -> list[tuple[int, int]]:
    """Where a too wide run falls apart: gaps between letters that are wider than a space."""
    textpage, frame = text.textpage, text.frame
    cuts = [start]
    before = None
    for index in range(start, end):
        left = frame.along(*_origin(textpage, index), style.quarter)[0]
        if before is not None and (left - before > APART * style.size or left < before - 2 * style.size):
            cuts.append(index)
        west, south, east, north = _ends(textpage, index)
        before = max(frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    return list(zip(cuts, [*cuts[1:], end], strict=True))
