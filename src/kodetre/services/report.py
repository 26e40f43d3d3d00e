"""A report made from a project: asked of the store, counted, written in the formats that are wanted. The only way to one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kodetre.errors import NothingMatched
from kodetre.exchange import bibtex, csljson, ris
from kodetre.garbage import no_garbage_collection
from kodetre.i18n.message import msg, msg_of
from kodetre.report.data import ReportData
from kodetre.report.figure import Figure
from kodetre.report.figure_rates import rates_in
from kodetre.report.kind import ReportKind
from kodetre.report.options import Format
from kodetre.report.page_data import PageData, page_data
from kodetre.report.render import render
from kodetre.report.report import Report
from kodetre.report.summary import summary
from kodetre.services.page_images import page_images
from kodetre.services.report_data import DataRequest, load_report_data
from kodetre.services.report_request import ReportRequest, check
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A figure as files: a name for them, and their bytes by ending. The numbers are `csv`."""

    name: str
    by_format: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report as it is to be written: its bytes in each format that was wanted, and its figures."""

    by_format: Mapping[str, bytes]
    rows: int
    """How many rows its tables have together."""
    figures: tuple[WrittenFigure, ...] = ()


_ALONE, _IN_TEXT = ("svg", "png"), ("pdf",)
"""Figures as files: with their title, but for PDF, which LaTeX takes in under a caption."""


def _silent(_: str) -> None:
    return


def make(request: ReportRequest, on_progress: Callable[[str], None] = _silent) -> WrittenReport:
    """Make a report; `on_progress` is told what takes long.

    Raises InvalidReport for what cannot be, NothingMatched where there is nothing to report, UnknownDocument for a filter, and
    BadPattern, MissingAnalyser, MissingFile and DamagedFile where patterns, an analyser or pictures of pages are asked for.
    """
    kind = check(request)
    with no_garbage_collection():
        with request.project.store() as store:
            data = load(store, kind, request, on_progress)
            report = _report(store, kind, request, data)
        by_format = {format: _written(report, data, format) for format in request.formats}
        figures = tuple(_written_figure(figure, report.language) for figure in report.figures)
    return WrittenReport(by_format, sum(len(table.rows) for table in report.tables), figures)


def no_documents() -> NothingMatched:
    """The error for a report of nothing that was taken in."""
    next_step = msg("take some in: kodetre ingest corpus/")
    return NothingMatched("", msg("there are no documents to report on"), next_step=next_step)


def no_codings() -> NothingMatched:
    """The error for a report of nothing that was coded."""
    next_step = msg("make some with kodetre code, or loosen the filters")
    return NothingMatched("", msg("no codings to report"), next_step=next_step)


def load(store: Store, kind: ReportKind, request: ReportRequest, on_progress: Callable[[str], None]) -> ReportData:
    """What a report is made from. Raises NothingMatched where there is nothing to report, and what `make` does while it reads."""
    options = request.options
    attributes = {name.lower().partition(".")[2] for name in options.by} | {r.against for r in rates_in(options.rate)}
    wanted = DataRequest(
        request.filters, kind.needs_hits(options), options.pattern, options.recall, frozenset(attributes),
        kind.only_counts and Format.html not in request.formats,
    )  # fmt: skip
    data = load_report_data(request.project, store, wanted, on_progress)
    if not data.documents and kind.needs_documents(options):
        raise no_documents()
    if not data.excerpts and kind.needs_codings(options):
        raise no_codings()
    coders = sorted({excerpt.coding.coder for excerpt in data.excerpts})
    if len(coders) < kind.least_coders(options) and not options.coders:
        by = msg("only {coder} has", coder=coders[0]) if coders else msg("nobody has")
        what = msg("{kind} compares coders, and {by} coded what is selected", kind=kind.name, by=by)
        raise NothingMatched("", what, next_step=msg("take a colleague's work in: kodetre merge OTHER.db"))
    return data


def _report(store: Store, kind: ReportKind, request: ReportRequest, data: ReportData) -> Report:
    """The report before it has a look."""
    tables = tuple(kind.tables(data, request.options))
    if kind.says_when_empty is not None and not any(table.rows for table in tables):
        what, next_step = kind.says_when_empty
        raise NothingMatched("", msg_of(what), next_step=msg_of(next_step))
    figures: list[Figure] = []
    if request.figures and kind.figures is not None:
        figures = [figure for figure in kind.figures(data, request.options) if figure.table.rows]
    page = _page(store, kind, request, data) if Format.html in request.formats else None
    in_short = Format.html in request.formats and kind.summarized
    return Report(
        tables,
        data.language,
        kind.title(data),
        tuple(figures),
        page,
        request.chapter,
        request.width,
        data.footer,
        summary(data) if in_short else None,
        request.read_template(),
    )


def _page(store: Store, kind: ReportKind, request: ReportRequest, data: ReportData) -> PageData | None:
    """What a web page lets its reader look into; None where its counts lead nowhere."""
    if not kind.shows_excerpts(request.options):
        return None
    if not data.excerpts:
        if request.comments:
            raise NothingMatched("", msg("no codings to comment on"), next_step=msg("make some with kodetre code"))
        if request.pages:
            raise NothingMatched(
                "", msg("no codings to show on their pages"), next_step=msg("make some with kodetre code")
            )
        return None
    images = page_images(request.project, store, data.excerpts) if request.pages else {}
    return page_data(data, images, comments=request.comments)


def _written(report: Report, data: ReportData, format: str) -> bytes:
    writers = {Format.ris: ris.written, Format.bib: bibtex.written, Format.csljson: csljson.written}
    if format not in writers:
        return render(report, format)
    sources = [(document, data.years[document.id]) for document in data.in_order(data.documents)]
    return writers[Format(format)](sources).encode("utf-8", "replace")


def _written_figure(figure: Figure, language: str) -> WrittenFigure:
    from kodetre.report.render.drawing import draw

    numbers = render(Report((figure.table,), language), Format.csv)
    alone = draw(figure, language, _ALONE)
    in_text = draw(figure, language, _IN_TEXT, titled=False)
    return WrittenFigure(figure.name, {**alone, **in_text, "csv": numbers})
