"""What pdfium knows of the letters of a page: which there are, where they stand and how they are set.

Letters are asked many at once, into one buffer: of a page's time, the calls were the half.
"""

import ctypes
import math
from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.deadline import Deadline
from kodetre.pdf.ctypes_calls import address, plain, pointer
from kodetre.pdf.page import INVISIBLE

AT_ONCE = 250
"""Letters that are asked of in one go, after which the clock is looked at."""
_BOX, _POINT = 16, 16
"""Bytes of a box of four floats, and of a point of two doubles."""

_text_object = plain(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_loose_box = plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_ink_box = plain(raw.FPDFText_GetCharBox, ctypes.c_int)
_char_origin = plain(raw.FPDFText_GetCharOrigin, ctypes.c_int)
_char_matrix = plain(raw.FPDFText_GetMatrix, ctypes.c_int)
_font_size = plain(raw.FPDFText_GetFontSize, ctypes.c_double)
_font_weight = plain(raw.FPDFText_GetFontWeight, ctypes.c_int)
_font_of = plain(raw.FPDFTextObj_GetFont, ctypes.c_void_p)
_render_mode = plain(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_ascent = plain(raw.FPDFFont_GetAscent, ctypes.c_int)
_descent = plain(raw.FPDFFont_GetDescent, ctypes.c_int)
_base_name = plain(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t)

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF space."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the letters of one text object have in common.

    `quarter` is how many quarters of a turn they are turned by; `height` goes from the descent to the ascent of their font, in
    points, and is negative where that says nothing of them: they are mirrored or belong to no text object.
    """

    size: float
    bold: bool
    font: str
    quarter: int
    height: float

    def is_steady(self, height: float) -> bool:
        """Whether a letter's box of this height has the height of its font, as those of most fonts have."""
        return self.height >= 0 and abs(height - self.height) < 0.01 * self.size


class Letters:
    """The letters of a page by their places in its text; open as long as the page is."""

    def __init__(self, textpage: pdfium.PdfTextPage, deadline: Deadline) -> None:
        self._page = pointer(address(textpage.raw))
        self._raw = textpage
        self.text = _text_of(textpage, self._page, deadline)
        """One letter for each place; U+FFFD where there is none."""
        room = _room()
        self._rects, self._points, self._rect_slots, self._x_slots, self._y_slots = room
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._side_slots = [pointer(ctypes.addressof(side)) for side in self._sides]
        self._matrix = raw.FS_MATRIX()
        self._matrix_slot = pointer(ctypes.addressof(self._matrix))
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, int] = {}
        self._looks: dict[int, tuple[str, bool]] = {}
        self._heights: dict[tuple[int, float], float] = {}

    def boxes(self, places: Sequence[int]) -> list[float]:
        """The loose boxes of at most `AT_ONCE` letters, one after another: left, top, right and bottom of each in PDF space."""
        deque(map(_loose_box, repeat(self._page), places, self._rect_slots), maxlen=0)
        return self._rects[: 4 * len(places)].tolist()

    def origins(self, places: Sequence[int]) -> list[float]:
        """The origins of at most `AT_ONCE` letters, one after another: x and y of each in PDF space."""
        deque(map(_char_origin, repeat(self._page), places, self._x_slots, self._y_slots), maxlen=0)
        return self._points[: 2 * len(places)].tolist()

    def objects(self, places: Sequence[int]) -> list[int | None]:
        """The text objects that letters belong to; None for letters that pdfium has made up."""
        return list(map(_text_object, repeat(self._page), places))

    def box(self, place: int) -> Box:
        """The loose box of a letter: as high as its font is, and as wide as it takes room."""
        _loose_box(self._page, place, self._rect_slots[0])
        left, top, right, bottom = self._rects[:4]
        return left, bottom, right, top

    def origin(self, place: int) -> tuple[float, float]:
        """Where a letter begins on its baseline, in PDF space."""
        _char_origin(self._page, place, self._x_slots[0], self._y_slots[0])
        x, y = self._points[:2]
        return x, y

    def ink(self, place: int) -> Box:
        """The box around what is drawn of a letter."""
        _ink_box(self._page, place, *self._side_slots)
        west, east, south, north = (side.value for side in self._sides)
        return west, south, east, north

    def font(self, text_object: int | None) -> int:
        """The font of a text object; 0 for none."""
        if text_object is None:
            return 0
        font = self._fonts.get(text_object)
        if font is None:
            font = self._fonts[text_object] = _font_of(pointer(text_object)) or 0
        return font

    def style(self, place: int, text_object: int | None) -> Style:
        """How a letter is set, asked once for each text object."""
        if text_object is None:
            return self._ask_style(place, None)
        style = self._styles.get(text_object)
        if style is None:
            style = self._styles[text_object] = self._ask_style(place, text_object)
        return style

    def style_at(self, place: int) -> Style:
        """How the letter at a place is set."""
        return self.style(place, _text_object(self._page, place))

    def _ask_style(self, place: int, text_object: int | None) -> Style:
        matrix, font = self._matrix, self.font(text_object)
        _char_matrix(self._page, place, self._matrix_slot)
        size = _font_size(self._page, place) * (math.hypot(matrix.c, matrix.d) or 1.0)
        name, bold = self._look(font, place)
        if text_object and _render_mode(pointer(text_object)) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            name = INVISIBLE + name
        quarter = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        height = self._height(font, size) if text_object and matrix.d > 0 else -1.0
        return Style(round(size, 2) or 1.0, bold, name, quarter, height)

    def _look(self, font: int, place: int) -> tuple[str, bool]:
        """The name of a font and whether it is bold."""
        look = self._looks.get(font)
        if look is None or not font:
            name = _name_of(font) if font else ""
            look = self._looks[font] = name, _is_bold(name, _font_weight(self._page, place))
        return look

    def _height(self, font: int, size: float) -> float:
        """From the descent to the ascent of a font at a size, in points."""
        height = self._heights.get((font, size))
        if height is None:
            at, points, ascent, descent = pointer(font), ctypes.c_float(size), ctypes.c_float(), ctypes.c_float()
            _ascent(at, points, ctypes.byref(ascent))
            _descent(at, points, ctypes.byref(descent))
            height = self._heights[font, size] = ascent.value - descent.value
        return height


@cache
def _room() -> "tuple[array[float], array[float], list[Any], list[Any], list[Any]]":
    """Room for what is asked of letters: boxes, points, and where pdfium writes the box, the x and the y of each. It is one for
    all pages: what pdfium has written is copied before anything else is asked.
    """
    rects, points = array("f", bytes(_BOX * AT_ONCE)), array("d", bytes(_POINT * AT_ONCE))
    at_rects, at_points = rects.buffer_info()[0], points.buffer_info()[0]
    return (
        rects,
        points,
        [pointer(at_rects + _BOX * place) for place in range(AT_ONCE)],
        [pointer(at_points + _POINT * place) for place in range(AT_ONCE)],
        [pointer(at_points + _POINT * place + _POINT // 2) for place in range(AT_ONCE)],
    )


def _text_of(textpage: pdfium.PdfTextPage, page: Any, deadline: Deadline) -> str:  # noqa: ANN401
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
        if not place % AT_ONCE:
            deadline.check()
        code = raw.FPDFText_GetUnicode(textpage, place)
        is_letter = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        letters.append(chr(code) if is_letter else "\ufffd")
    return "".join(letters)


def _name_of(font: int) -> str:
    at = pointer(font)
    length = _base_name(at, None, ctypes.c_size_t(0))
    buffer = ctypes.create_string_buffer(max(1, length))
    _base_name(at, buffer, ctypes.c_size_t(length))
    return buffer.value.decode("utf-8", "replace")


def _is_bold(name: str, weight: int) -> bool:
    lower = name.lower()
    if any(word in lower for word in ("bold", "black", "heavy", "demi")):
        return True
    return weight >= 700 and not any(word in lower for word in ("light", "regular", "roman", "book"))
