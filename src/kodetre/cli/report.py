"""`kodetre report`: tables for the thesis."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, DocumentFilter, GroupFilter, OriginFilter, ProjectOption
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from kodetre.project import Project
    from kodetre.report.gather import Filters


class Kind(StrEnum):
    """What a report says."""

    excerpts = "excerpts"
    frequencies = "frequencies"
    matrix = "matrix"
    compare = "compare"
    absence = "absence"
    cooccurrence = "cooccurrence"
    documents = "documents"
    codebook = "codebook"
    keywords = "keywords"
    timeline = "timeline"
    progress = "progress"
    memos = "memos"
    everything = "everything"


class Within(StrEnum):
    """What codes occur together in."""

    span = "span"
    paragraph = "paragraph"
    section = "section"
    document = "document"


class CsvDialect(StrEnum):
    """Whose CSV."""

    standard = "standard"
    excel_nb = "excel-nb"


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    csv = "csv"
    html = "html"
    json = "json"
    tex = "tex"
    docx = "docx"
    xlsx = "xlsx"


def report(
    kind: Annotated[
        Kind | None,
        typer.Argument(
            help="excerpts, frequencies, matrix, compare (groups), absence (what is not coded), cooccurrence, documents, codebook, "
            "keywords, timeline, progress, memos, or everything."
        ),
    ] = None,
    format: Annotated[
        list[Format] | None,
        typer.Option("--format", help="Markdown unless said; CSV, HTML, JSON, LaTeX, Word, Excel. Several: with --output DIR."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write to a file, or into a folder, instead of the screen.")
    ] = None,
    within: Annotated[Within, typer.Option(help="What codes of cooccurrence share.")] = Within.paragraph,
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
    """Make tables for the thesis, in Word, Excel, LaTeX, HTML, Markdown, CSV or JSON."""
    from kodetre.cli.recipe import read_recipe
    from kodetre.project import find
    from kodetre.report.gather import Filters

    if (kind is None) == (recipe is None):
        raise WrongUse(
            "report", "wants a kind of report, or --recipe FILE", next_step="for example: kodetre report excerpts"
        )
    filters = Filters(*(tuple(values or ()) for values in (code, group, document, coder, origin)))
    opened = find(project)
    if recipe is not None:
        for wish in read_recipe(recipe):
            make(opened, wish)
        return
    assert kind is not None
    names = tuple(
        "csv-excel" if one is Format.csv and csv_dialect is CsvDialect.excel_nb else one.value
        for one in dict.fromkeys(format or [Format.md])
    )
    make(opened, Wish(kind.value, names, output, within.value, filters))


@dataclass(frozen=True, slots=True)
class Wish:
    """A report that is wanted: of which kind, in which formats, where, and of which codings."""

    kind: str
    formats: tuple[str, ...]
    output: Path | None
    within: "Literal['span', 'paragraph', 'section', 'document']"
    filters: "Filters"


def make(project: "Project", wish: Wish) -> None:
    """Make one report and write it. Raises WrongUse, NothingMatched, OutputFailed."""
    from dataclasses import replace

    from kodetre.cli.codings import check_origins
    from kodetre.report.comparing import cooccurrence
    from kodetre.report.gather import checked
    from kodetre.report.kinds import WITHOUT_CODINGS, tables
    from kodetre.report.render import render
    from kodetre.reporting import basis_of

    places = _places(wish)
    codebook = project.codebook()
    check_origins(wish.filters.origin)
    with project.store() as store:
        filters = checked(store, codebook, wish.filters, project.settings.group_by)
        basis = basis_of(project, store, codebook, wish.kind, replace(filters), talk.say)
    if not basis.documents:
        raise NothingMatched(
            "", "there are no documents to report on", next_step="take some in: kodetre ingest corpus/"
        )
    if not basis.excerpts and wish.kind not in WITHOUT_CODINGS:
        raise NothingMatched("", "no codings to report", next_step="make some with kodetre code, or loosen the filters")
    try:
        made = [cooccurrence(basis, wish.within)] if wish.kind == "cooccurrence" else tables(wish.kind, basis)
    except ValueError as error:
        raise WrongUse("matrix", str(error)) from error
    rows = sum(len(table.rows) for table in made)
    for format, place in places:
        written = render(made, format, project.settings.language)
        if place is None:
            out.verbatim(written.decode("utf-8"))
        else:
            out.write_bytes(place, written)
            talk.say(f"Wrote {place}: {rows} rows.")


def _places(wish: Wish) -> "list[tuple[str, Path | None]]":
    """Where each format goes: the screen, the file that was named, or a file in the folder that was named."""
    from kodetre.report.render import BINARY

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
