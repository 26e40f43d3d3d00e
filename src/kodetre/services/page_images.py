"""Pictures of the pages that excerpts stand on."""

from collections.abc import Sequence
from pathlib import Path

from kodetre.document.boxes import Box, boxes_of
from kodetre.model.documents import Document, WordBoxes
from kodetre.pdf.draw import Picture, pictures
from kodetre.project.originals import is_pdf, pdf_of
from kodetre.project.project import Project
from kodetre.report.data import Excerpt, by_document
from kodetre.report.page_data import PageImage, ShareBox
from kodetre.store import Store


def page_images(project: Project, store: Store, excerpts: Sequence[Excerpt]) -> dict[str, list[PageImage]]:
    """The pages of every PDF that has excerpts, those that they stand on, by the document's id.

    Raises MissingFile and DamagedFile for a PDF that is not the one that was read.
    """
    images = {}
    for id, own in by_document(excerpts).items():
        document = own[0].citer.locator.document
        if is_pdf(document):
            images[id] = _images(pdf_of(project, document), document, own, store.documents.boxes(id))
    return images


def _images(path: Path, document: Document, excerpts: Sequence[Excerpt], words: WordBoxes) -> list[PageImage]:
    """The pages of one PDF."""
    boxes_by_id = {excerpt.coding.id: boxes_of(words, excerpt.coding.span) for excerpt in excerpts}
    numbers: set[int] = set()
    for boxes_by_page in boxes_by_id.values():
        numbers.update(boxes_by_page)
    drawn = pictures(path, sorted(numbers))
    labels = {page.number: page.label for page in document.reading.pages}
    images = []
    for number in sorted(numbers):
        picture, shares = drawn[number], {}
        for id, boxes_by_page in boxes_by_id.items():
            if number in boxes_by_page:
                shares[id] = [_share(box, picture) for box in boxes_by_page[number]]
        images.append(PageImage(labels[number], picture.jpeg, picture.width, picture.height, shares))
    return images


def _share(box: Box, page: Picture) -> ShareBox:
    """A box in tenths of a point as left, top, width and height in shares of the page."""
    left, top, right, bottom = box
    across, down = 10 * page.width, 10 * page.height
    width, height = (right - left) / across, (bottom - top) / down
    return round(left / across, 4), round(top / down, 4), round(width, 4), round(height, 4)
