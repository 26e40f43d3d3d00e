"""TODO"""

from collections.abc import Mapping

from kodetre.cli import talk
from kodetre.errors import NothingMatched
from kodetre.project.project import Project
from kodetre.report import kinds
from kodetre.report.data import Basis
from kodetre.report.figures import figures
from kodetre.report.report import Report
from kodetre.services.explorer import explorer_of
from kodetre.services.report_data import basis_of
from kodetre.services.report_request import _LISTS, Wish


def _made(project: "Project", wish: Wish) -> tuple[Report, Mapping[str, bytes]]:
    """The report, and what is written of it already."""
    codebook = project.codebook()
    with project.store() as store:
        basis = basis_of(project, store, codebook, wish.kind, wish.filters, wish.options, talk.say)
        if not basis.documents:
            raise NothingMatched(
                "", "there are no documents to report on", next_step="take some in: kodetre ingest corpus/"
            )
        if not basis.excerpts and kinds.needs_codings(wish.kind, wish.options):
            raise NothingMatched(
                "", "no codings to report", next_step="make some with kodetre code, or loosen the filters"
            )
        tables = tuple(kinds.tables(wish.kind, basis, wish.options))
        drawn = tuple(figures(wish.kind, basis, wish.options)) if wish.figures else ()
        explorer = None
        if "html" in wish.formats:
            explorer = explorer_of(project, store, basis, wish.kind, wish.options, pages=wish.pages)
    lists = {format: _listed(basis, format) for format in wish.formats if format in _LISTS}
    title = basis.say("report_of", title=codebook.title) if wish.kind == kinds.EVERYTHING else ""
    return Report(tables, basis.language, title, drawn, explorer, wish.chapter), lists


def _listed(basis: "Basis", format: str) -> bytes:
    from kodetre.exchange import bibtex, ris

    found = [(document, basis.years[document.id]) for document in basis.in_order(basis.documents)]
    return (ris.written(found) if format == "ris" else bibtex.written(found)).encode("utf-8", "replace")
