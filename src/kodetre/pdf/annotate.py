"""Excerpts on their page: the boxes of a span, and a copy of a PDF with highlights."""

import ctypes
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.document.boxes import Box
from kodetre.i18n.message import msg
from kodetre.pdf.file import pdfium_document

_LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_STREAM = re.compile(rb"\d+\s+\d+\s+obj\s*<<")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<([0-9A-Fa-f]*)>\s*\]")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight: boxes by page number, a colour (red, green, blue from 0 to 255), whose it is, what its note says, an id
    that stays, and when it was created (ISO 8601, UTC).
    """

    boxes: Mapping[int, Sequence[Box]]
    colour: tuple[int, int, int]
    author: str
    note: str
    id: str
    created: str


def highlighted(path: Path, highlights: Sequence[Highlight]) -> bytes:
    """A copy of a PDF with highlight annotations (ISO 32000-2, 12.5.6.10) after everything that it held, which stays as it
    was. The same highlights give the same bytes. Raises DamagedFile.
    """
    by_page: dict[int, list[Highlight]] = {}
    for highlight in highlights:
        for page in highlight.boxes:
            by_page.setdefault(page, []).append(highlight)
    written = BytesIO()
    with pdfium_document(
        path, msg("cannot be given highlights"), msg("save it anew with a PDF program, and take that in")
    ) as document:
        for page, on_page in sorted(by_page.items()):
            with closing(document[page - 1]) as sheet:
                for highlight in on_page:
                    _annotate(sheet, highlight, page)
        document.save(written, flags=raw.FPDF_INCREMENTAL)
    return _steady(_typed(written.getvalue()))


def _annotate(sheet: Any, highlight: Highlight, page: int) -> None:  # noqa: ANN401 - pypdfium2 has no types
    note = raw.FPDFPage_CreateAnnot(sheet.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    if not note:
        raise pdfium.PdfiumError(msg("no annotation could be made"))
    try:
        corners = [_corners(sheet, box) for box in highlight.boxes[page]]
        for quad in corners:
            points = raw.FS_QUADPOINTSF(*chain.from_iterable(quad))
            raw.FPDFAnnot_AppendAttachmentPoints(note, points)
        left, bottom, right, top = _bounds(chain.from_iterable(corners))
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(left, top, right, bottom))
        raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_Color, *highlight.colour, 255)
        raw.FPDFAnnot_SetFlags(note, raw.FPDF_ANNOT_FLAG_PRINT)
        created = f"D:{re.sub('[^0-9]', '', highlight.created)[:14]}Z"
        _set_text(note, b"Contents", highlight.note)
        _set_text(note, b"T", highlight.author)
        _set_text(note, b"NM", f"{highlight.id}-{page}")
        _set_text(note, b"M", created)
        _set_text(note, b"CreationDate", created)
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _set_text(note: Any, key: bytes, value: str) -> None:  # noqa: ANN401
    letters = ctypes.create_string_buffer((value.replace("\0", "") + "\0").encode("utf-16-le", "replace"))
    raw.FPDFAnnot_SetStringValue(note, key, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))


def _corners(sheet: Any, box: Box) -> list[tuple[float, float]]:  # noqa: ANN401
    """The corners of a box on the page as it is shown, in PDF space: upper left, upper right, lower left, lower right."""
    width, height = (max(1, round(10 * size)) for size in sheet.get_size())
    left, top, right, bottom = box
    corners = []
    for across, down in ((left, top), (right, top), (left, bottom), (right, bottom)):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(sheet.raw, 0, 0, width, height, 0, across, down, x, y)
        corners.append((x.value, y.value))
    return corners


def _bounds(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The smallest box around points: left, bottom, right, top."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _typed(data: bytes) -> bytes:
    """The file with the type and the end of its last cross-reference stream, which pdfium leaves out (ISO 32000-2, table 17,
    wants them, and some readers do not open a file without). Nothing that is pointed at stands after the stream.
    """
    table = _LAST_TABLE.search(data)
    begun = _STREAM.match(data, int(table[1])) if table is not None else None
    if begun is None or b"/Type" in data[begun.end() : data.find(b"stream", begun.end())]:
        return data
    ended = b"" if data.rfind(b"endobj") > data.rfind(b"endstream") else b"\r\nendobj"
    close = data.rfind(b"endstream") + len(b"endstream")
    return b"".join((data[: begun.end()], b"/Type/XRef", data[begun.end() : close], ended, data[close:]))


def _steady(data: bytes) -> bytes:
    """The file with an id that follows from what is in it, in place of a random one."""
    ids = list(_ID.finditer(data))
    if not ids:
        return data
    start, end = ids[-1].span(1)
    steady = hashlib.sha256(data[:start] + data[end:]).hexdigest().upper().encode()
    return data[:start] + steady[: end - start].ljust(end - start, b"0") + data[end:]
