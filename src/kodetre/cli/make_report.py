"""A report that is wanted, made and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.cli.codings import check_origins
from kodetre.errors import NothingMatched, WrongUse
from kodetre.report import kinds
from kodetre.report.figures import DRAWN, Figure, figures
from kodetre.report.gather import Filters
from kodetre.report.made import Report
from kodetre.report.options import Options
from kodetre.report.render import BINARY, FIGURES, render
from kodetre.reporting import basis_of, collecting_nothing, explorer_of

if TYPE_CHECKING:
    from kodetre.project import Project
    from kodetre.report.basis import Basis

_LISTS = ("ris", "bib")
"""Formats that only a list of documents has."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A report that is wanted: of which kind, in which formats, where, how, and of which codings."""

    kind: str
    formats: tuple[str, ...]
    output: Path | None
    options: Options = field(default_factory=Options)
    filters: Filters = field(default_factory=Filters)
    figures: bool = False
    pages: bool = False
    chapter: str = ""


def make(project: "Project", wish: Wish) -> None:
    """Make one report and write it. Raises WrongUse, NothingMatched, OutputFailed, UnknownDocument."""
    check(wish)
    places = _places(wish)
    with collecting_nothing():
        report, written = _made(project, wish)
        rows = sum(len(table.rows) for table in report.tables)
        for format, place in places:
            data = written[format] if format in written else render(report, format)
            if place is None:
                out.verbatim(data.decode("utf-8"))
            else:
                out.write_bytes(place, data)
                talk.say(f"Wrote {place}: {rows} rows.")
        if wish.figures and wish.output is not None:
            folder = places[0][1]
            assert folder is not None
            _draw(report.figures, folder.parent / FIGURES, report.language)


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


def check(wish: Wish) -> None:
    """Raise WrongUse for what cannot be, before anything is read."""
    check_origins(wish.filters.origin)
    kinds.check(wish.kind, wish.options)
    for format in wish.formats:
        if format in _LISTS and wish.kind not in ("documents", "references"):
            raise WrongUse(
                f"--format {format}", f"is no format of {wish.kind}", next_step="it is for documents and references"
            )
    if wish.figures and wish.kind not in DRAWN:
        raise WrongUse("--figures", f"{wish.kind} has no figures", next_step=f"these have: {', '.join(sorted(DRAWN))}")
    if wish.figures and wish.output is None:
        raise WrongUse("--figures", "wants a place to write to", next_step="name a folder: --output reports/")
    if wish.pages and "html" not in wish.formats:
        raise WrongUse("--pages", "is for HTML", next_step="add --format html")
    if wish.chapter and "docx" not in wish.formats:
        raise WrongUse("--chapter", "is for Word", next_step="add --format docx")


def _places(wish: Wish) -> list[tuple[str, Path | None]]:
    """Where each format goes: the screen, the file that was named, or a file in the folder that was named."""
    if wish.output is None:
        if len(wish.formats) > 1 or wish.formats[0] in BINARY:
            ending = wish.formats[0].partition("-")[0]
            what = "cannot all be on the screen" if len(wish.formats) > 1 else "is no text for the screen"
            where = "reports/" if len(wish.formats) > 1 else f"{wish.kind}.{ending}"
            raise WrongUse(", ".join(wish.formats), what, next_step=f"name a place: --output {where}")
        return [(wish.formats[0], None)]
    if len(wish.formats) == 1 and not wish.output.is_dir() and wish.output.suffix:
        return [(wish.formats[0], wish.output)]
    try:
        wish.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise out.failed(wish.output, error) from error
    return [(format, wish.output / f"{wish.kind}.{format.partition('-')[0]}") for format in wish.formats]


def _draw(drawn: Sequence[Figure], folder: Path, language: str) -> None:
    """Every figure as SVG, PNG and PDF, and its numbers as CSV."""
    from kodetre.report.render.drawing import draw

    for figure in drawn:
        numbers = render(Report((figure.table,), language), "csv")
        for format, data in {**draw(figure, language), "csv": numbers}.items():
            out.write_bytes(folder / f"{figure.name}.{format}", data)
        talk.say(f"Wrote {folder / figure.name}.svg, .png, .pdf and .csv.")
    if not drawn:
        talk.say("There is nothing to draw.")
