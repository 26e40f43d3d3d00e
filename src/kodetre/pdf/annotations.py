"""Highlights and notes that people have made in a PDF, whatever program they used (ISO 32000-2, 12.5)."""

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2.raw as raw

from kodetre.document.boxes import Box
from kodetre.pdf.file import pdfium_document
from kodetre.pdf.frame import Frame
from kodetre.pdf.words import frame_of

MOST = 50_000
"""Annotations of a document that are read."""
_KINDS = {
    raw.FPDF_ANNOT_HIGHLIGHT: "highlight", raw.FPDF_ANNOT_UNDERLINE: "underline", raw.FPDF_ANNOT_SQUIGGLY: "squiggly",
    raw.FPDF_ANNOT_STRIKEOUT: "strikeout", raw.FPDF_ANNOT_TEXT: "note",
}  # fmt: skip
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, underline, squiggly, strikeout or note: its page from 1, the boxes that it lies on (one a line; a note's
    place), its colour (#rrggbb), whose it is, what it says with the answers to it, its id, and when it was made, as the file
    writes that.
    """

    kind: str
    page: int
    boxes: tuple[Box, ...]
    colour: str
    author: str
    comment: str
    id: str
    created: str
    tag: str = ""
    """What it is tagged with, where its program keeps that apart from what it says."""
    words: str = ""
    """The words that its program says are under it; empty where it says none."""
    is_more: bool = False
    """Whether it is the one before with another of its tags."""


def annotations_of(path: Path) -> list[Annotation]:
    """The highlights and notes of a PDF, by page. Raises DamagedFile."""
    found: list[Annotation] = []
    with pdfium_document(
        path, "cannot be opened to read its highlights", "save it anew with a PDF program"
    ) as document:
        for index in range(len(document)):
            with closing(document[index]) as sheet:
                found += _on_page(sheet, index + 1, MOST - len(found))
    return found


def _on_page(sheet: Any, page: int, most: int) -> list[Annotation]:  # noqa: ANN401 - pypdfium2 has no types
    frame = frame_of(sheet)
    read: dict[int, Annotation] = {}
    answers: list[tuple[int, str]] = []
    for place in range(min(most, raw.FPDFPage_GetAnnotCount(sheet.raw))):
        with _opened(raw.FPDFPage_GetAnnot(sheet.raw, place)) as note:
            if note is None or (kind := _KINDS.get(raw.FPDFAnnot_GetSubtype(note))) is None:
                continue
            answered = _answered(sheet, note)
            comment = _text(note, b"Contents").replace("\r\n", "\n").replace("\r", "\n").strip()
            if answered is not None:
                who = _text(note, b"T").strip()
                answers.append((answered, f"{who}: {comment}" if who else comment))
                continue
            created = _text(note, b"CreationDate") or _text(note, b"M")
            boxes = tuple(_boxes(note, frame))
            author, id = _text(note, b"T").strip(), _text(note, b"NM").strip()
            read[place] = Annotation(kind, page, boxes, _colour(note), author, comment, id, created)
    for place, said in answers:
        if place in read and said:
            before = read[place]
            comment = f"{before.comment}\n\n{said}" if before.comment else said
            read[place] = Annotation(
                before.kind, page, before.boxes, before.colour, before.author, comment, before.id, before.created
            )
    return list(read.values())


@contextmanager
def _opened(note: Any) -> Iterator[Any]:  # noqa: ANN401
    try:
        yield note or None
    finally:
        if note:
            raw.FPDFPage_CloseAnnot(note)


def _answered(sheet: Any, note: Any) -> int | None:  # noqa: ANN401
    """The place on the page of the annotation that this one answers."""
    with _opened(raw.FPDFAnnot_GetLinkedAnnot(note, b"IRT")) as linked:
        if linked is None:
            return None
        place: int = raw.FPDFPage_GetAnnotIndex(sheet.raw, linked)
        return place


def _text(note: Any, key: bytes) -> str:  # noqa: ANN401
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _colour(note: Any) -> str:  # noqa: ANN401
    """The colour, which pdfium tells of an annotation alone that has no picture of itself: that is taken away, in memory."""
    raw.FPDFAnnot_SetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFAnnot_GetColor(note, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, alpha):
        return ""
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"


def _boxes(note: Any, frame: Frame) -> Iterator[Box]:  # noqa: ANN401
    count = raw.FPDFAnnot_CountAttachmentPoints(note) if raw.FPDFAnnot_HasAttachmentPoints(note) else 0
    for place in range(min(count, 5000)):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(note, place, quad):
            yield shown_box(frame, (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4))
    if not count:
        rectangle = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(note, rectangle):
            yield shown_box(frame, (rectangle.left, rectangle.right), (rectangle.top, rectangle.bottom))


def shown_box(frame: Frame, across: tuple[float, ...], down: tuple[float, ...]) -> Box:
    """The box around points of PDF space on the page as it is shown, in tenths of a point."""
    one, other = frame.shown(min(across), min(down)), frame.shown(max(across), max(down))
    left, right = sorted((_tenths(one[0]), _tenths(other[0])))
    top, bottom = sorted((_tenths(one[1]), _tenths(other[1])))
    return left, top, right, bottom


def _tenths(points: float) -> int:
    return round(10 * max(-100_000.0, min(100_000.0, points))) if points == points else 0
