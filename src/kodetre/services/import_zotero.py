"""Annotations that Zotero exports, as codings of the documents that they are in."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from kodetre.errors import KodetreError, NotPossible
from kodetre.exchange.qda import Loss
from kodetre.exchange.zotero import ZoteroExport, ZoteroMark, read_zotero
from kodetre.i18n.message import counted, msg
from kodetre.model.documents import Document
from kodetre.pdf.annotations import Annotation, shown_box
from kodetre.pdf.frame import Frame
from kodetre.pdf.frames import frames_of
from kodetre.project.originals import is_pdf, pdf_of
from kodetre.project.project import Project
from kodetre.services.import_highlights import HighlightsRequest, ImportedHighlights, Marked, Taking, mapped
from kodetre.services.worked_out import worked_out
from kodetre.store import Store

_NAMED = 5
"""Files that are named where they are no documents here."""


def import_zotero(project: Project, request: HighlightsRequest) -> ImportedHighlights:
    """Take annotations in that Zotero has exported, as one step: of all its documents that are in the project.

    Raises NothingMatched where the file has none, NotPossible where it cannot be told which document they are of, DamagedFile,
    BadColourMap, UnknownCode for a code of the map that there is not, UnknownDocument, Overtaken.
    """
    export = read_zotero(request.file)
    return worked_out(lambda: _import(project, request, export))


def _import(project: Project, request: HighlightsRequest, export: ZoteroExport) -> ImportedHighlights:
    colours, writes = mapped(request)
    with project.store() as store:
        taking = Taking(project, store, request, colours, writes=writes)
        by_document, losses = _by_document(store, request, export)
        marked: list[Marked] = []
        for id, marks in by_document.items():
            document = store.documents.get(id)
            frames, why = _frames(project, document)
            losses += why
            reading = replace(document.reading, boxes=store.documents.boxes(id))
            notes = list(chain.from_iterable(_annotations(mark, frames) for mark in marks))
            marked.append(Marked(taking.read(reading, notes), document, _name(document)))
        return taking.taken(marked, losses)


def _name(document: Document) -> str:
    return document.info.file.rpartition("/")[2]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _by_document(
    store: Store, request: HighlightsRequest, export: ZoteroExport
) -> tuple[dict[str, list[ZoteroMark]], list[Loss]]:
    """The annotations by the document that they are of: the one that is named, else the one whose file is called so."""
    losses: list[Loss] = []
    if export.pictures:
        losses.append(Loss(export.pictures, msg("annotations"), msg("are pictures or drawings")))
    parents = {mark.file or mark.parent for mark in export.marks}
    if request.document:
        if len(parents) > 1:
            what = msg("has annotations of {number} files, and one document is named", number=len(parents))
            raise NotPossible(request.file, what, next_step=msg("leave out --document, or export one of them"))
        return {store.documents.find(request.document).id: list(export.marks)}, losses
    ids: dict[str, list[str]] = {}
    for info in store.documents.all():
        ids.setdefault(_plain(info.file.rpartition("/")[2]), []).append(info.id)
    by_document: dict[str, list[ZoteroMark]] = {}
    others: dict[str, int] = {}
    for mark in export.marks:
        same = ids.get(_plain(mark.file), []) if mark.file else []
        if len(same) == 1:
            by_document.setdefault(same[0], []).append(mark)
        else:
            others[mark.file] = others.get(mark.file, 0) + 1
    if not by_document:
        what = msg("does not say which document of the project its annotations are of")
        raise NotPossible(
            request.file, what, next_step=msg("kodetre import highlights {file} --document D1", file=request.file)
        )
    for file, count in list(others.items())[:_NAMED]:
        losses.append(Loss(count, msg("annotations"), msg("of «{file}», which is no document here", file=file or "?")))
    if len(others) > _NAMED:
        left = list(others.items())[_NAMED:]
        why = msg("of {files} that are no documents here", files=counted(len(left), "other file"))
        losses.append(Loss(sum(count for _, count in left), msg("annotations"), why))
    return by_document, losses


def _frames(project: Project, document: Document) -> tuple[Sequence[Frame], list[Loss]]:
    """The pages of a document's PDF; none where it is not there, and then annotations are placed by their words alone."""
    if not is_pdf(document):
        return (), []
    try:
        return frames_of(pdf_of(project, document)), []
    except KodetreError as error:
        why = msg("of {id} are placed by their words alone: {what}", id=document.id, what=error.what)
        return (), [Loss(1, msg("files"), why)]


def _annotations(mark: ZoteroMark, frames: Sequence[Frame]) -> list[Annotation]:
    """An annotation of Zotero's as one of a PDF's; one for each of its tags, and what it says with the first."""
    boxes = []
    if 0 < mark.page <= len(frames):
        for left, low, right, high in mark.rects:
            boxes.append(shown_box(frames[mark.page - 1], (left, right), (low, high)))
    first = Annotation(
        mark.kind, mark.page, tuple(boxes), mark.colour, mark.author, mark.comment, mark.key, mark.created,
        mark.tags[0] if mark.tags else "", mark.text,
    )  # fmt: skip
    others = [
        replace(first, tag=tag, comment="", colour="", id=f"{mark.key} {tag}", is_more=True) for tag in mark.tags[1:]
    ]
    return [first, *others]
