"""A report made from a project: what is wanted, asked of the store, with what the keywords hit where that is told."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kodetre.document.boxes import Box, boxes_of
from kodetre.errors import NothingMatched, WrongUse
from kodetre.model.documents import Document, WordBoxes
from kodetre.pdf.draw import Picture, pictures
from kodetre.project.originals import is_pdf, pdf_of
from kodetre.project.project import Project
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.explorer import SHOWN, Explorer, PageImage, chosen, explorer
from kodetre.report.options import Options
from kodetre.store import Store


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Keep Python from looking for garbage: a report keeps all that it reads, and looking takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def explorer_of(
    project: Project, store: Store, data: ReportData, kind: str, options: Options, *, pages: bool
) -> Explorer | None:
    """What a web page of a report lets its reader look into; with `pages`, pictures of the pages too.

    Raises NothingMatched when there are no pages to show, MissingFile, DamagedFile.
    """
    if not chosen(kind, options, data.excerpts):
        if pages and kind in SHOWN and not data.excerpts:
            raise NothingMatched("", "no codings to show on their pages", next_step="make some with kodetre code")
        if pages:
            raise WrongUse("--pages", f"{kind} shows no excerpts", next_step="use it with excerpts or everything")
        return None
    images = {}
    if pages:
        for id in dict.fromkeys(one.document.id for one in data.excerpts):
            own = [one for one in data.excerpts if one.document.id == id]
            document = own[0].citer.locator.document
            if is_pdf(document):
                images[id] = _images(pdf_of(project, document), document, own, store.documents.boxes(id))
    return explorer(data, images)


def _images(path: Path, document: Document, own: Sequence[Excerpt], words: WordBoxes) -> list[PageImage]:
    """The pages of a PDF that excerpts stand on."""
    found = {one.coding.id: boxes_of(words, one.coding.span) for one in own}
    wanted = sorted({page for boxes in found.values() for page in boxes})
    drawn = pictures(path, wanted)
    labels = {page.number: page.label for page in document.reading.pages}
    return [
        PageImage(
            labels[page], drawn[page].jpeg, drawn[page].width, drawn[page].height,
            {id: [_share(box, drawn[page]) for box in boxes[page]] for id, boxes in found.items() if page in boxes},
        )
        for page in wanted
    ]  # fmt: skip


def _share(box: Box, page: Picture) -> tuple[float, float, float, float]:
    """A box in tenths of a point as left, top, width and height in shares of the page."""
    left, top, right, bottom = box
    across, down = 10 * page.width, 10 * page.height
    shares = (left / across, top / down, (right - left) / across, (bottom - top) / down)
    return tuple(round(share, 4) for share in shares)  # type: ignore[return-value]
