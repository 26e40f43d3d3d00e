"""TODO"""

from collections.abc import Mapping

from kodetre.cli import talk
from kodetre.errors import NothingMatched
from kodetre.project.project import Project
from kodetre.report import kinds
from kodetre.report.data import ReportData
from kodetre.report.figures import figures
from kodetre.report.report import Report
from kodetre.services.explorer import explorer_of
from kodetre.services.report_data import load_report_data
from kodetre.services.report_request import _LISTS, ReportRequest


def _made(project: "Project", request: ReportRequest) -> tuple[Report, Mapping[str, bytes]]:
    """The report, and what is written of it already."""
    codebook = project.codebook()
    with project.store() as store:
        data = load_report_data(project, store, codebook, request.kind, request.filters, request.options, talk.say)
        if not data.documents:
            raise NothingMatched(
                "", "there are no documents to report on", next_step="take some in: kodetre ingest corpus/"
            )
        if not data.excerpts and kinds.needs_codings(request.kind, request.options):
            raise NothingMatched(
                "", "no codings to report", next_step="make some with kodetre code, or loosen the filters"
            )
        tables = tuple(kinds.tables(request.kind, data, request.options))
        drawn = tuple(figures(request.kind, data, request.options)) if request.figures else ()
        explorer = None
        if "html" in request.formats:
            explorer = explorer_of(project, store, data, request.kind, request.options, pages=request.pages)
    lists = {format: _listed(data, format) for format in request.formats if format in _LISTS}
    title = data.say("report_of", title=codebook.title) if request.kind == kinds.EVERYTHING else ""
    return Report(tables, data.language, title, drawn, explorer, request.chapter), lists


def _listed(data: "ReportData", format: str) -> bytes:
    from kodetre.exchange import bibtex, ris

    found = [(document, data.years[document.id]) for document in data.in_order(data.documents)]
    return (ris.written(found) if format == "ris" else bibtex.written(found)).encode("utf-8", "replace")
