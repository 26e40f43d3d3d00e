"""`kodetre documents show ID --page LABEL --image`: a page as it looks, with what was read outlined."""

from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out
from kodetre.errors import WrongUse

if TYPE_CHECKING:
    from kodetre.model.documents import Document, Page, WordBoxes
    from kodetre.project.project import Project


def write(
    project: "Project", document: "Document", boxes: "WordBoxes", pages: "list[Page]", target: Path | None
) -> None:
    """Draw the pages, one PNG each, and say where they are.

    Raises WrongUse for what is no PDF, MissingFile when the file is gone or is not the one that was read.
    """
    from kodetre.pdf.draw import draw, outlines
    from kodetre.project.originals import pdf_of

    path = pdf_of(project, document)
    if target is not None and len(pages) > 1:
        raise WrongUse(str(target), f"is one file for {len(pages)} pages", next_step="name one with --page")
    for page in pages:
        name = f"{document.id}-side-{page.number}.png"
        marked = outlines(document, boxes, page.number)
        out.write_bytes(target or Path(name), draw(path, page.number, marked, document.reading.furniture))
        out.line(f"{target or name}: page {page.label} of {document.id} {document.info.metadata.title}")
