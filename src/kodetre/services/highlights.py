"""A copy of a PDF with its codings as highlights."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodetre.document.boxes import boxes_of
from kodetre.document.filters import Filters, check_origins
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.documents import WordBoxes
from kodetre.model.moments import write_moment
from kodetre.pdf.annotate import Highlight, highlighted
from kodetre.project.originals import pdf_of
from kodetre.project.project import Project
from kodetre.report.data import ReportData
from kodetre.services.report_data import DataRequest, load_report_data

_TINT = 0.35
"""How much of a code's colour its highlight has."""
_GREY = "999999"


@dataclass(frozen=True, slots=True)
class HighlightRequest:
    """A copy that is wanted: of which document (id or file name), with which of its codings."""

    project: Project
    document: str
    filters: Filters = field(default_factory=Filters)
    """Those of documents are not heeded."""


@dataclass(frozen=True, slots=True)
class HighlightedPdf:
    """The copy, a name for it, the file that it is a copy of, and how many codings it has and has not."""

    data: bytes
    name: str
    original: Path
    highlights: int
    without_place: int
    """Codings none of whose words has a box on a page."""


def highlight(request: HighlightRequest) -> HighlightedPdf:
    """Make the copy.

    Raises UnknownDocument, InvalidReport for what is no PDF, MissingFile when the file is gone or is not the one that was read,
    DamagedFile, and NothingMatched where there is no coding to show.
    """
    check_origins(request.filters.origin)
    project = request.project
    with project.store() as store:
        id = store.documents.find(request.document).id
        filters = replace(request.filters, document=(id,))
        data = load_report_data(project, store, DataRequest(filters), lambda _: None)
        original = pdf_of(project, store.documents.get(id))
        highlights = list(_highlights(data, store.documents.boxes(id)))
    if not data.excerpts:
        next_step = msg("make some with kodetre code, or loosen the filters")
        raise NothingMatched(id, msg("has no codings to show"), next_step=next_step)
    copy = highlighted(original, highlights)
    name = f"{original.stem}-{data.say('coded_file')}.pdf"
    return HighlightedPdf(copy, name, original, len(highlights), len(data.excerpts) - len(highlights))


def _highlights(data: ReportData, words: WordBoxes) -> Iterator[Highlight]:
    """The excerpts of one document as highlights: the code and the memo in the note. Those on no page are left out."""
    colours = {code.key: _light(code.colour) for code in data.codebook.codes()}
    for excerpt in data.excerpts:
        coding = excerpt.coding
        if boxes := boxes_of(words, coding.span):
            memo = f"\n\n{coding.memo}" if coding.memo else ""
            note = data.codebook.label_path(coding.code) + memo
            colour = colours.get(coding.code, _light(""))
            yield Highlight(boxes, colour, coding.coder, note, coding.id, write_moment(coding.created))


def _light(colour: str) -> tuple[int, int, int]:
    """A colour (#0072b2; grey for none) most of the way to white: what is under several highlights can still be read."""
    digits = colour.lstrip("#") or _GREY
    red, green, blue = (round(255 - _TINT * (255 - int(digits[place : place + 2], 16))) for place in (0, 2, 4))
    return red, green, blue
