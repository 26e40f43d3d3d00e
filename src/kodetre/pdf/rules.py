"""Ruling lines, box edges and pictures of a PDF page."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.deadline import Deadline
from kodetre.pdf.ctypes_calls import address, plain, pointer
from kodetre.pdf.frame import Frame
from kodetre.pdf.page import Area, Rule

_MOST = 20_000
"""Rules of a page after which no more are looked at: it is a map or a drawing."""
_DEEPEST = 4
"""Forms within forms that are gone into."""
_THIN = 3.0
"""Points under which a filled box is a line."""
_NARROWEST_AREA, _LOWEST_AREA = 40.0, 14.0
"""The least that a box with text in it measures, in points."""
_EDGES_OF_A_BOX = 4
_SMALLEST_SHAPE = 1.2
"""Points that a shape is at least wide and high."""
_GROUND = 0.7
"""The share of the page's sides over which a shape is its ground."""
_MOST_SHAPES = 3_000
"""Shapes of a page after which no more are looked at."""
_WHITE = 250
"""Colours over this in red, green and blue are not seen on paper."""


_page_object = plain(raw.FPDFPage_GetObject, ctypes.c_void_p)
_page_objects = plain(raw.FPDFPage_CountObjects, ctypes.c_int)
_form_object = plain(raw.FPDFFormObj_GetObject, ctypes.c_void_p)
_form_objects = plain(raw.FPDFFormObj_CountObjects, ctypes.c_int)
_kind_of = plain(raw.FPDFPageObj_GetType, ctypes.c_int)
_bounds_of = plain(raw.FPDFPageObj_GetBounds, ctypes.c_int)
_matrix_of = plain(raw.FPDFPageObj_GetMatrix, ctypes.c_int)
_draw_mode = plain(raw.FPDFPath_GetDrawMode, ctypes.c_int)
_fill_color = plain(raw.FPDFPageObj_GetFillColor, ctypes.c_int)
_segment_count = plain(raw.FPDFPath_CountSegments, ctypes.c_int)
_segment = plain(raw.FPDFPath_GetPathSegment, ctypes.c_void_p)
_segment_kind = plain(raw.FPDFPathSegment_GetType, ctypes.c_int)
_segment_point = plain(raw.FPDFPathSegment_GetPoint, ctypes.c_int)

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page: straight lines and box edges, boxes that may hold text, whatever is more than a line and stands out
    from the paper (bullets, bars of a chart), and the share of the page that pictures cover (0 to 1).
    """

    rules: list[Rule]
    areas: list[Area]
    shapes: list[Area]
    pictured: float


def drawn_on(page: pdfium.PdfPage, frame: Frame, quarter: int, deadline: Deadline) -> Drawn:
    """The rules, boxes and pictures of a page. Raises TookTooLong when the deadline is over."""
    rules: list[Rule] = []
    areas: list[Area] = []
    shapes: list[Area] = []
    area = (frame.right - frame.left) * (frame.top - frame.bottom) or 1.0
    pictured = 0.0
    for kind, path, (left, bottom, right, top) in _objects(pointer(address(page.raw)), _page_objects, _page_object):
        deadline.check()
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += max(0.0, right - left) * max(0.0, top - bottom) / area
            continue
        if (shape := _shape(path, (left, bottom, right, top), frame, quarter)) and len(shapes) < _MOST_SHAPES:
            shapes.append(shape)
        edges = _edges(path, (left, bottom, right, top), frame, quarter)
        if len(edges) == _EDGES_OF_A_BOX:
            if not _is_seen(path):
                edges = [replace(edge, seen=False) for edge in edges]
            elif _may_hold_text(edges):
                areas.append(Area(edges[0].x0, edges[0].x1, edges[0].top, edges[1].top))
        rules.extend(edges)
        if len(rules) > _MOST:
            break
    return Drawn(rules, areas, shapes, min(1.0, pictured))


def _objects(holder: Any, count: Any, get: Any, depth: int = 0) -> Iterator[tuple[int, Any, Bounds]]:  # noqa: ANN401
    """Paths and images of a page or a form, with their bounds in the space of that.

    pypdfium2's own iterator makes an object of every piece of text too, of which a page has hundreds.
    """
    left, bottom, right, top = sides = [ctypes.c_float() for _ in range(4)]
    slots = list(map(ctypes.byref, sides))
    for index in range(count(holder)):
        object_ = pointer(get(holder, ctypes.c_ulong(index)))
        kind = _kind_of(object_)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            if _bounds_of(object_, *slots):
                yield kind, object_, (left.value, bottom.value, right.value, top.value)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = raw.FS_MATRIX()
            _matrix_of(object_, ctypes.byref(matrix))
            for inner, part, bounds in _objects(object_, _form_objects, _form_object, depth + 1):
                yield inner, part, _outside(bounds, matrix)


def _outside(bounds: Bounds, m: Any) -> Bounds:  # noqa: ANN401
    """Bounds in a form's space in the space that the form stands in."""
    left, bottom, right, top = bounds
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    xs = [m.a * x + m.c * y + m.e for x, y in corners]
    ys = [m.b * x + m.d * y + m.f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _edges(path: Any, bounds: Bounds, frame: Frame, quarter: int) -> list[Rule]:  # noqa: ANN401
    """The edges of a path: one of a line or a box as thin as one, four of a box (upper, lower, left, right), none of a shape.

    The square that Word sets where two borders meet is an edge both ways.
    """
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    ax, ay = frame.along(left, top, quarter)
    bx, by = frame.along(right, bottom, quarter)
    x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    middle_y, middle_x = (y0 + y1) / 2, (x0 + x1) / 2
    if width <= _THIN and height <= _THIN:
        is_square = abs(width - height) < 0.25 * max(width, height) and _is_box(path)
        return [Rule(x0, x1, middle_y, middle_y), Rule(middle_x, middle_x, y0, y1)] if is_square else []
    if height <= _THIN or width <= _THIN:
        return [Rule(x0, x1, middle_y, middle_y)] if x1 - x0 > y1 - y0 else [Rule(middle_x, middle_x, y0, y1)]
    if not _is_box(path):
        return []
    return [Rule(x0, x1, y0, y0), Rule(x0, x1, y1, y1), Rule(x0, x0, y0, y1), Rule(x1, x1, y0, y1)]


def _shape(path: Any, bounds: Bounds, frame: Frame, quarter: int) -> Area | None:  # noqa: ANN401
    """Where a path is that is seen, is more than a line, and is not the ground of the page."""
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if width < _SMALLEST_SHAPE or height < _SMALLEST_SHAPE or not _is_seen(path):
        return None
    if width > _GROUND * (frame.right - frame.left) and height > _GROUND * (frame.top - frame.bottom):
        return None
    ax, ay = frame.along(left, top, quarter)
    bx, by = frame.along(right, bottom, quarter)
    return Area(min(ax, bx), max(ax, bx), min(ay, by), max(ay, by))


def _may_hold_text(edges: list[Rule]) -> bool:
    upper, lower = edges[:2]
    return upper.x1 - upper.x0 >= _NARROWEST_AREA and lower.top - upper.top >= _LOWEST_AREA


def _is_seen(path: Any) -> bool:  # noqa: ANN401
    """Whether a box is framed, or filled in a colour that stands out from paper."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not _draw_mode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return False
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not fill.value or not _fill_color(path, *map(ctypes.byref, (red, green, blue, alpha))):
        return False
    return alpha.value > 0 and min(red.value, green.value, blue.value) <= _WHITE


def _is_box(path: Any) -> bool:  # noqa: ANN401
    """Whether a path is made of straight horizontal and vertical strokes only, and few enough to be a box."""
    count = _segment_count(path)
    if not 4 <= count <= 6:
        return False
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pointer(_segment(path, index))
        if _segment_kind(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        _segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((x.value, y.value))
    return all(abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5 for a, b in pairwise(points))
