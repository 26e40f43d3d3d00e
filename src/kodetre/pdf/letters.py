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

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from kodetre.deadline import Deadline
from kodetre.pdf.ctypes_calls import address, plain, pointer
from kodetre.pdf.page import INVISIBLE

_AT_ONCE = 250
"""Letters that are asked of in one go, after which the clock is looked at."""

_text_object = plain(raw.FPDFText_GetTextObject, ctypes.c_size_t)
_loose_box = plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_ink_box = plain(raw.FPDFText_GetCharBox, ctypes.c_int)
_char_origin = plain(raw.FPDFText_GetCharOrigin, ctypes.c_int)
_char_matrix = plain(raw.FPDFText_GetMatrix, ctypes.c_int)
_font_size = plain(raw.FPDFText_GetFontSize, ctypes.c_double)
_font_weight = plain(raw.FPDFText_GetFontWeight, ctypes.c_int)
_font_of = plain(raw.FPDFTextObj_GetFont, ctypes.c_size_t)
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


class _Room:
    """Where pdfium writes what is asked of letters, and the slots that it is given for each. It is one for all pages: what has been
    written is copied before anything else is asked.
    """

    def __init__(self) -> None:
        self.boxes = np.zeros((_AT_ONCE, 4), dtype=np.float32)
        self.points = np.zeros((_AT_ONCE, 2), dtype=np.float64)
        self.matrix = array("f", bytes(24))
        self.box_slots, self.matrix_slot = _slots(self.boxes), pointer(self.matrix.buffer_info()[0])
        self.x_slots, self.y_slots = _slots(self.points), _slots(self.points[:, 1])
        self.sides = [ctypes.c_double() for _ in range(4)]
        self.side_slots = [pointer(ctypes.addressof(side)) for side in self.sides]


@cache
def _room() -> _Room:
    return _Room()


def _slots(rows: NDArray[Any]) -> list[Any]:
    """Where each row of an array is, as an argument of a plain function."""
    begin, step = rows.ctypes.data, rows.strides[0]
    return [pointer(begin + step * row) for row in range(len(rows))]


class Letters:
    """The letters of a page by their places in its text; open as long as the page is.

    A text object is told by its number, 0 for that of a letter that pdfium has made up.
    """

    def __init__(self, textpage: pdfium.PdfTextPage, deadline: Deadline) -> None:
        self._page = pointer(address(textpage.raw))
        self._raw = textpage
        self._deadline = deadline
        self._room = _room()
        self.text = _text_of(textpage, self._page, deadline)
        """One letter for each place; U+FFFD where there is none."""
        self._styles: dict[int, Style] = {}
        self._looks: dict[int, tuple[str, bool]] = {}
        self._heights: dict[tuple[int, float], float] = {}
        self._settings: dict[tuple[float, ...], Style] = {}

    def boxes(self, places: Sequence[int]) -> NDArray[np.float64]:
        """The loose boxes of letters, a row each: left, top, right and bottom in PDF space."""
        room = self._room
        return self._asked(_loose_box, places, room.boxes, room.box_slots)

    def origins(self, places: Sequence[int]) -> NDArray[np.float64]:
        """The origins of letters, a row each: x and y in PDF space."""
        room = self._room
        return self._asked(_char_origin, places, room.points, room.x_slots, room.y_slots)

    def _asked(
        self,
        ask: Any,  # noqa: ANN401
        places: Sequence[int],
        answers: NDArray[Any],
        *slots: list[Any],
    ) -> NDArray[np.float64]:
        """What pdfium answers of each letter, a row each."""
        rows = np.empty((len(places), answers.shape[1]), dtype=np.float64)
        for begin in range(0, len(places), _AT_ONCE):
            self._deadline.check()
            some = places[begin : begin + _AT_ONCE]
            deque(map(ask, repeat(self._page), some, *slots), maxlen=0)
            rows[begin : begin + len(some)] = answers[: len(some)]
        return rows

    def objects(self, places: Sequence[int]) -> list[int]:
        """The text objects that letters belong to."""
        objects: list[int] = []
        for begin in range(0, len(places), _AT_ONCE):
            self._deadline.check()
            objects += map(_text_object, repeat(self._page), places[begin : begin + _AT_ONCE])
        return objects

    def fonts(self, objects: Sequence[int]) -> list[int]:
        """The fonts of text objects; 0 for none."""
        return list(map(_font_of, map(pointer, objects)))

    def box(self, place: int) -> Box:
        """The loose box of a letter: as high as its font is, and as wide as it takes room."""
        _loose_box(self._page, place, self._room.box_slots[0])
        left, top, right, bottom = self._room.boxes[0].tolist()
        return left, bottom, right, top

    def origin(self, place: int) -> tuple[float, float]:
        """Where a letter begins on its baseline, in PDF space."""
        _char_origin(self._page, place, self._room.x_slots[0], self._room.y_slots[0])
        x, y = self._room.points[0].tolist()
        return x, y

    def ink(self, place: int) -> Box:
        """The box around what is drawn of a letter."""
        _ink_box(self._page, place, *self._room.side_slots)
        west, east, south, north = (side.value for side in self._room.sides)
        return west, south, east, north

    def style_at(self, place: int) -> Style:
        """How the letter at a place is set."""
        return self.style(place, _text_object(self._page, place))

    def style(self, place: int, text_object: int) -> Style:
        """How a letter is set, asked once for each text object."""
        style = self._styles.get(text_object)
        if style is None:
            style = self._ask_style(place, text_object)
            if text_object:
                self._styles[text_object] = style
        return style

    def _ask_style(self, place: int, text_object: int) -> Style:
        at, room = pointer(text_object), self._room
        font = _font_of(at) if text_object else 0
        mode = _render_mode(at) if text_object else 0
        _char_matrix(self._page, place, room.matrix_slot)
        setting = (*room.matrix[:4], _font_size(self._page, place), mode, font)
        style = self._settings.get(setting)
        if style is None or not font:
            style = self._settings[setting] = self._style(place, text_object, setting)
        return style

    def _style(self, place: int, text_object: int, setting: "tuple[Any, ...]") -> Style:
        """The style of a letter by its matrix, the size in that, how it is drawn, and its font."""
        a, b, c, d, points, mode, font = setting
        size = points * (math.hypot(c, d) or 1.0)
        name, bold = self._look(font, place)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            name = INVISIBLE + name
        quarter = round(math.degrees(math.atan2(b, a)) / 90) % 4
        height = self._height(font, size) if text_object and d > 0 else -1.0
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
        if not place % _AT_ONCE:
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
