"""TODO"""

from dataclasses import dataclass, field
from pathlib import Path

from kodetre.document.filters import Filters, check_origins
from kodetre.errors import WrongUse
from kodetre.report import kinds
from kodetre.report.figures import DRAWN
from kodetre.report.options import Options

_LISTS = ("ris", "bib")
"""Formats that only a list of documents has."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that is wanted: of which kind, in which formats, where, how, and of which codings."""

    kind: str
    formats: tuple[str, ...]
    output: Path | None
    options: Options = field(default_factory=Options)
    filters: Filters = field(default_factory=Filters)
    figures: bool = False
    pages: bool = False
    chapter: str = ""


def check(request: ReportRequest) -> None:
    """Raise WrongUse for what cannot be, before anything is read."""
    check_origins(request.filters.origin)
    kinds.check(request.kind, request.options)
    for format in request.formats:
        if format in _LISTS and request.kind not in ("documents", "references"):
            raise WrongUse(
                f"--format {format}", f"is no format of {request.kind}", next_step="it is for documents and references"
            )
    if request.figures and request.kind not in DRAWN:
        raise WrongUse(
            "--figures", f"{request.kind} has no figures", next_step=f"these have: {', '.join(sorted(DRAWN))}"
        )
    if request.figures and request.output is None:
        raise WrongUse("--figures", "wants a place to write to", next_step="name a folder: --output reports/")
    if request.pages and "html" not in request.formats:
        raise WrongUse("--pages", "is for HTML", next_step="add --format html")
    if request.chapter and "docx" not in request.formats:
        raise WrongUse("--chapter", "is for Word", next_step="add --format docx")
