"""The documents of a project: listing and reading them, setting what is known of one, drawing its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kodetre.document.location import Locator
from kodetre.document.metadata_values import ALIASES, BadValue, checked, checked_together
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import counted, msg
from kodetre.model.documents import METADATA_FIELDS, Document, DocumentInfo, Page
from kodetre.project.originals import pdf_of
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as PNG, and the name that its file usually gets."""

    document: DocumentInfo
    page: Page
    png: bytes
    name: str


@dataclass(frozen=True, slots=True)
class DrawPagesRequest:
    """The pages of a document to draw, by their printed label, and the one file that the picture is to go into."""

    name: str
    label: str
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A line that was taken out of a page: its physical number and printed label, where it stood, and what it says."""

    page: int
    label: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class MetadataRequest:
    """What is to be set of a document: each as FIELD=VALUE."""

    name: str
    assignments: tuple[str, ...]
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class MetadataSet:
    """The document (its id), the value of each field that was set, and the fields that had another value before."""

    document: str
    values: dict[str, str]
    changed: frozenset[str]


def list_documents(project: Project) -> Sequence[DocumentInfo]:
    """Every document, in the order they were taken in."""
    with project.store() as store:
        return store.documents.all()


def read_document(project: Project, name: str) -> Document:
    """The document with an id or file name. Raises UnknownDocument."""
    with project.store() as store:
        return store.documents.get(store.documents.find(name).id)


def pages_of(document: Document, label: str | None) -> Sequence[Page]:
    """The pages with a printed label, all of them without one. Raises NothingMatched when there is none."""
    pages = document.reading.pages
    sheet = Locator.of(document).find_sheet(label) if label is not None else None
    wanted = [page for page in pages if label is None or (sheet is not None and page.label == sheet.label)]
    if not wanted:
        between = msg("its pages are {first} to {last}", first=pages[0].label, last=pages[-1].label) if pages else ""
        raise NothingMatched(document.id, msg("has no page '{label}'", label=label), next_step=between)
    return wanted


def furniture_of(document: Document, label: str | None) -> list[TakenOut]:
    """What was taken out of the pages with a printed label, of all of them without one, from the first page on.

    Raises NothingMatched when there is no such page.
    """
    labels = {page.number: page.label for page in pages_of(document, label)}
    furniture = [line for line in document.reading.furniture if line.page in labels]
    return [TakenOut(line.page, labels[line.page], line.place, line.text) for line in furniture]


def draw_pages(project: Project, request: DrawPagesRequest) -> list[DrawnPage]:
    """Pages of a PDF as they look, with an outline around everything that was read.

    Raises UnknownDocument; NothingMatched when no page has the label; NoPrintedPages for what is no PDF; MissingFile when the
    file is gone, ChangedFile when it is not the one that was read; NotPossible when several pages are to go into one file.
    """
    from kodetre.pdf.draw import draw, outlines

    with project.store() as store:
        document = store.documents.get(store.documents.find(request.name).id)
        boxes = store.documents.boxes(document.id)
    pages = pages_of(document, request.label)
    path = pdf_of(project, document)
    if request.target is not None and len(pages) > 1:
        what = msg("is one file for {pages}", pages=counted(len(pages), "page"))
        raise NotPossible(str(request.target), what, next_step=msg("name one with --page"))
    images: list[DrawnPage] = []
    for page in pages:
        png = draw(path, page.number, outlines(document, boxes, page.number), document.reading.furniture)
        images.append(DrawnPage(document.info, page, png, f"{document.id}-side-{page.number}.png"))
    return images


def set_metadata(project: Project, request: MetadataRequest) -> MetadataSet:
    """Set fields of a document, as one step. Raises NotPossible for what is no field and value, UnknownDocument."""
    values = dict(_assignment(written) for written in request.assignments)
    with project.store() as store:
        id = store.documents.find(request.name).id
        try:
            values = checked_together(values)
        except BadValue as error:
            raise NotPossible(id, error.what, next_step=error.next_step) from error
        changed = store.documents.set_metadata({id: values}, project.coder(request.coder), "set").get(id, {})
    return MetadataSet(id, {**values, **changed}, frozenset(changed))


def _assignment(written: str) -> tuple[str, str]:
    """A field and its value, written as FIELD=VALUE."""
    field, equals, value = written.partition("=")
    field = ALIASES.get(field.strip(), field.strip())
    if not equals or field not in METADATA_FIELDS:
        next_step = msg("write FIELD=VALUE, with one of: {metadata_fields}", metadata_fields=", ".join(METADATA_FIELDS))
        raise NotPossible(written, msg("is no field and value"), next_step=next_step)
    try:
        return field, checked(field, value)
    except BadValue as error:
        raise NotPossible(written, error.what, next_step=error.next_step) from error
