"""`kodetre report`: tables and figures from what has been coded."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli.options import CodeFilter, DocumentFilter, GroupFilter, OriginFilter, ProjectOption
from kodetre.errors import WrongUse
from kodetre.report.options import By, Measure, Per, Within


class Kind(StrEnum):
    """What a report says."""

    excerpts = "excerpts"
    frequencies = "frequencies"
    matrix = "matrix"
    compare = "compare"
    absence = "absence"
    cooccurrence = "cooccurrence"
    documents = "documents"
    references = "references"
    codebook = "codebook"
    keywords = "keywords"
    timeline = "timeline"
    progress = "progress"
    memos = "memos"
    everything = "everything"
    pdf = "pdf"


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    csv = "csv"
    html = "html"
    json = "json"
    tex = "tex"
    docx = "docx"
    xlsx = "xlsx"
    ris = "ris"
    bib = "bib"


class CsvDialect(StrEnum):
    """Whose CSV."""

    standard = "standard"
    excel_nb = "excel-nb"


def report(
    kind: Annotated[
        Kind | None,
        typer.Argument(
            help="excerpts, frequencies, matrix, compare (groups), absence (what is not coded), cooccurrence, documents, "
            "references, codebook, keywords, timeline, progress, memos, everything; pdf: a document with its codings highlighted."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Argument(metavar="[DOCUMENT]", help="The document of report pdf: id or file name.")
    ] = None,
    format: Annotated[
        list[Format] | None,
        typer.Option(
            "--format", help="Markdown unless said; CSV, HTML, JSON, LaTeX, Word, Excel; RIS and BibTeX of documents. Several: "
            "with --output DIR.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write to a file, or into a folder, instead of the screen.")
    ] = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Draw figures too, as SVG, PNG and PDF with their numbers as CSV, in figures/.")
    ] = False,
    pages: Annotated[
        bool, typer.Option("--pages", help="HTML: with a picture of every page that has an excerpt, the excerpt marked.")
    ] = False,
    by: Annotated[
        By | None, typer.Option(help="excerpts by code, document, group or year; frequencies of documents, groups or years.")
    ] = None,
    typical: Annotated[
        int | None,
        typer.Option("--typical", metavar="N", min=1, help="excerpts: the N that use a code's keywords most typically."),
    ] = None,
    measure: Annotated[
        Measure, typer.Option(help="What frequencies count: codings, documents, coded words, their share of the text.")
    ] = Measure.codings,
    per: Annotated[
        Per, typer.Option(help="frequencies plainly, per thousand words, or in per cent of the row or column.")
    ] = Per.plain,
    within: Annotated[Within, typer.Option(help="What codes of cooccurrence share.")] = Within.paragraph,
    rows: Annotated[
        str | None, typer.Option("--rows", metavar="KEY", help="matrix: the dimension, or the code whose parts, are the rows.")
    ] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="KEY", help="matrix: the same for the columns.")] = None,
    pattern: Annotated[
        list[str] | None, typer.Option("--pattern", help="timeline: count this keyword pattern's hits. Can be repeated.")
    ] = None,
    excerpts: Annotated[
        bool, typer.Option("--excerpts", help="matrix, compare, cooccurrence: the excerpts behind the counts after them.")
    ] = False,
    chapter: Annotated[
        str, typer.Option("--chapter", metavar="N", help="Word: number tables and figures in a chapter, Tabell 5.1.")
    ] = "",
    csv_dialect: Annotated[
        CsvDialect, typer.Option(help="excel-nb: CSV as Norwegian Excel opens it (semicolons, decimal commas).")
    ] = CsvDialect.standard,
    recipe: Annotated[
        Path | None, typer.Option("--recipe", metavar="FILE", help="Make all the reports that a YAML file lists (docs/reports.md).")
    ] = None,
    code: CodeFilter = None,
    group: GroupFilter = None,
    document: DocumentFilter = None,
    coder: Annotated[list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's. Can be repeated.")] = None,
    origin: OriginFilter = None,
    project: ProjectOption = None,
) -> None:  # fmt: skip
    """Make tables and figures for the thesis, in Word, Excel, LaTeX, HTML, Markdown, CSV or JSON."""
    from kodetre.cli import highlighted
    from kodetre.cli.make_report import make
    from kodetre.cli.recipe import read_recipe
    from kodetre.document.filters import Filters
    from kodetre.project.project import find
    from kodetre.report.options import Options
    from kodetre.services.report_request import ReportRequest

    if (kind is None) == (recipe is None):
        raise WrongUse(
            "report", "wants a kind of report, or --recipe FILE", next_step="for example: kodetre report excerpts"
        )
    filters = Filters(*(tuple(values or ()) for values in (code, group, document, coder, origin)))
    opened = find(project)
    if recipe is not None:
        for request in read_recipe(recipe):
            make(opened, request)
        return
    assert kind is not None
    if kind is Kind.pdf:
        highlighted.write(opened, name, filters, output)
        return
    if name is not None:
        raise WrongUse(name, f"means nothing to report {kind.value}", next_step=f"use the filter: --document {name}")
    options = Options(
        by=by, typical=typical, measure=measure, per=per, within=within, rows=rows, columns=columns,
        patterns=tuple(pattern or ()), behind=excerpts,
    )  # fmt: skip
    formats = tuple(
        "csv-excel" if one is Format.csv and csv_dialect is CsvDialect.excel_nb else one.value
        for one in dict.fromkeys(format or [Format.md])
    )
    make(opened, ReportRequest(kind.value, formats, output, options, filters, figures, pages, chapter))
