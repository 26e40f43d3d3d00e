"""Excerpts on their page: the boxes of a span, and a copy of a PDF with highlights."""

import ctypes
import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kodetre.document.boxes import Box
from kodetre.pdf.draw import opened

_LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_STREAM = re.compile(rb"\d+\s+\d+\s+obj\s*<<")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<([0-9A-Fa-f]*)>\s*\]")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight: boxes by page number, a colour (red, green, blue from 0 to 255), whose it is, what it says, an id that
    stays, and when it was made (ISO 8601, UTC).
    """

    boxes: Mapping[int, Sequence[Box]]
    colour: tuple[int, int, int]
    by: str
    says: str
    id: str
    made: str


def highlighted(path: Path, highlights: Sequence[Highlight]) -> bytes:
    """A copy of a PDF with highlight annotations (ISO 32000-2, 12.5.6.10) after everything that it held, which stays as it
    was. The same highlights give the same bytes. Raises DamagedFile.
    """
    by_page: dict[int, list[Highlight]] = {}
    for one in highlights:
        for page in one.boxes:
            by_page.setdefault(page, []).append(one)
    written = BytesIO()
    with opened(path, "cannot be given highlights", "save it anew with a PDF program, and take that in") as document:
        for page, found in sorted(by_page.items()):
            with closing(document[page - 1]) as sheet:
                for one in found:
                    _annotate(sheet, one.boxes[page], one, f"{one.id}-{page}")
        document.save(written, flags=raw.FPDF_INCREMENTAL)
    return _steady(_typed(written.getvalue()))


def _annotate(sheet: Any, boxes: Sequence[Box], one: Highlight, name: str) -> None:  # noqa: ANN401
    note = raw.FPDFPage_CreateAnnot(sheet.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    if not note:
        raise pdfium.PdfiumError("no annotation could be made")
    try:
        corners = [_corners(sheet, box) for box in boxes]
        for (left, top), (right, above), (low, under), (far, below) in corners:
            points = raw.FS_QUADPOINTSF(left, top, right, above, low, under, far, below)
            raw.FPDFAnnot_AppendAttachmentPoints(note, points)
        xs = [x for quad in corners for x, _ in quad]
        ys = [y for quad in corners for _, y in quad]
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(min(xs), max(ys), max(xs), min(ys)))
        raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_Color, *one.colour, 255)
        raw.FPDFAnnot_SetFlags(note, raw.FPDF_ANNOT_FLAG_PRINT)
        made = f"D:{re.sub('[^0-9]', '', one.made)[:14]}Z"
        for key, value in (
            (b"Contents", one.says),
            (b"T", one.by),
            (b"NM", name),
            (b"M", made),
            (b"CreationDate", made),
        ):
            _set_text(note, key, value)
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _set_text(note: Any, key: bytes, value: str) -> None:  # noqa: ANN401
    letters = ctypes.create_string_buffer((value.replace("\0", "") + "\0").encode("utf-16-le", "replace"))
    raw.FPDFAnnot_SetStringValue(note, key, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))


def _corners(sheet: Any, box: Box) -> list[tuple[float, float]]:  # noqa: ANN401
    """The corners of a box on the page as it is shown, in PDF space: upper left, upper right, lower left, lower right."""
    width, height = (max(1, round(10 * size)) for size in sheet.get_size())
    left, top, right, bottom = box
    found = []
    for across, down in ((left, top), (right, top), (left, bottom), (right, bottom)):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(sheet.raw, 0, 0, width, height, 0, across, down, x, y)
        found.append((x.value, y.value))
    return found


def _typed(data: bytes) -> bytes:
    """The file with the type and the end of its last cross-reference stream, which pdfium leaves out (ISO 32000-2, table 17,
    wants them, and some readers do not open a file without). Nothing that is pointed at stands after the stream.
    """
    found = _LAST_TABLE.search(data)
    begun = _STREAM.match(data, int(found[1])) if found is not None else None
    if begun is None or b"/Type" in data[begun.end() : data.find(b"stream", begun.end())]:
        return data
    ended = b"" if data.rfind(b"endobj") > data.rfind(b"endstream") else b"\r\nendobj"
    close = data.rfind(b"endstream") + len(b"endstream")
    return b"".join((data[: begun.end()], b"/Type/XRef", data[begun.end() : close], ended, data[close:]))


def _steady(data: bytes) -> bytes:
    """The file with an id that follows from what is in it, in place of a random one."""
    found = list(_ID.finditer(data))
    if not found:
        return data
    start, end = found[-1].span(1)
    made = hashlib.sha256(data[:start] + data[end:]).hexdigest().upper().encode()
    return data[:start] + made[: end - start].ljust(end - start, b"0") + data[end:]
