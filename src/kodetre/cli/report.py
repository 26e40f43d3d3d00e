"""`kodetre report`: tables and figures from what has been coded."""

from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.agreement.unit import Unit
from kodetre.cli.options import (
    ActorFilter,
    CodeFilter,
    CoderFilter,
    DocumentFilter,
    ForceOption,
    GroupFilter,
    OriginFilter,
    ProjectOption,
    RecallOption,
    WhereFilter,
    grouped,
)
from kodetre.document.periods import periods_in
from kodetre.errors import WrongUse
from kodetre.i18n.message import msg
from kodetre.report.levels import levels_in
from kodetre.report.options import CSV_FOR_EXCEL, Format, Measure, Options, Per, Repeats, Within
from kodetre.report.tables import NAMES

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from kodetre.document.filters import Filters
    from kodetre.project.project import Project

    KindName = str
else:
    KindName = StrEnum("KindName", [(name, name) for name in (*NAMES, "pdf")])
_PDF = "pdf"
_EXPLAINED = {"compare": msg("compare (groups)"), "absence": msg("absence (what is not coded)")}
"""Kinds of report whose name alone does not say what they are."""
_KINDS = ", ".join(_EXPLAINED.get(name, name) for name in NAMES)


class CsvDialect(StrEnum):
    """Whose CSV."""

    standard = "standard"
    excel_nb = "excel-nb"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported."""

    kind: Annotated[
        KindName | None, typer.Argument(help=f"{_KINDS}; pdf: a document with its codings highlighted.")
    ] = None
    name: Annotated[
        str | None, typer.Argument(metavar="[DOCUMENT]", help="The document of report pdf: id or file name.")
    ] = None


@dataclass(frozen=True, slots=True)
class Written:
    """In which formats, where, and with what."""

    format: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            help="Markdown unless said (in a terminal as text to read); CSV, HTML, JSON, LaTeX, Word, Excel; RIS, "
            "BibTeX and CSL-JSON of documents. Several: with --output DIR.",
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write to a file, or into a folder, instead of the screen."),
    ] = None
    figures: Annotated[
        bool,
        typer.Option("--figures", help="Draw figures too, as SVG, PNG and PDF with their numbers as CSV, in figures/."),
    ] = False
    force: ForceOption = False
    pages: Annotated[
        bool,
        typer.Option("--pages", help="HTML: with a picture of every page that has an excerpt, the excerpt marked."),
    ] = False
    comments: Annotated[
        bool,
        typer.Option(
            "--comments",
            help="HTML: let a reader write comments, which kodetre apply takes in from the file they save.",
        ),
    ] = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How a kind of report is to be made: for each field of `Options` its option."""

    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="LEVELS",
            help="excerpts by code, document, group, year, a dimension, or cases (KIND or KIND.ATTRIBUTE), up to three with "
            "commas; frequencies of document, group, year or cases.",
        ),
    ] = None
    periods: Annotated[
        str | None,
        typer.Option(
            "--periods",
            metavar="PERIODS",
            help='Time in periods, by the documents\' dates or --by KIND.ATTRIBUTE: "before=..2014-08-24,after=2014-08-25..".',
        ),
    ] = None
    typical: Annotated[
        int | None,
        typer.Option(
            "--typical", metavar="N", min=1, help="excerpts: the N that use a code's keywords most typically."
        ),
    ] = None
    measure: Annotated[
        Measure, typer.Option(help="What frequencies count: codings, documents, coded words, their share of the text.")
    ] = Measure.codings
    per: Annotated[
        Per, typer.Option(help="frequencies plainly, per thousand words, or in per cent of the row or column.")
    ] = Per.plain
    repeats: Annotated[
        Repeats,
        typer.Option(help="frequencies: codes that the codebook repeats apart, counted together, or side by side."),
    ] = Repeats.apart
    within: Annotated[Within, typer.Option(help="What codes of cooccurrence share.")] = Within.paragraph
    rows: Annotated[
        str | None,
        typer.Option("--rows", metavar="KEY", help="matrix: the dimension, or the code whose parts, are the rows."),
    ] = None
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="KEY", help="matrix: the same for the columns.")
    ] = None
    pattern: Annotated[
        list[str] | None,
        typer.Option("--pattern", help="timeline: count this keyword pattern's hits. Can be repeated."),
    ] = None
    excerpts: Annotated[
        bool,
        typer.Option("--excerpts", help="matrix, compare, cooccurrence: the excerpts behind the counts after them."),
    ] = False

    coders: Annotated[
        str | None,
        typer.Option(
            "--coders", metavar="NAMES", help="agreement: whose work is compared, with commas. Otherwise everybody's."
        ),
    ] = None
    unit: Annotated[Unit, typer.Option(help="agreement: the pieces of text that coders are compared on.")] = (
        Unit.paragraph
    )
    dimension: Annotated[
        str | None,
        typer.Option(
            "--dimension",
            metavar="KEY",
            help="agreement: a dimension, or a code with parts, whose codes exclude one another: compared as values.",
        ),
    ] = None
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="DATE", help="agreement: one coder's work before this day and as it is now."),
    ] = None
    recall: RecallOption = None
    rate: Annotated[
        list[str] | None,
        typer.Option("--rate", metavar="RATE", help='figures: as rates too: "per 10000 innbyggere". Can be repeated.'),
    ] = None
    margin: Annotated[
        float | None,
        typer.Option(
            "--margin",
            metavar="TIMES",
            help="compare: groups are alike when one has less than so many times as much: 1.5.",
        ),
    ] = None
    minimum: Annotated[
        int | None,
        typer.Option(
            "--minimum",
            metavar="N",
            min=1,
            help="compare: say nothing where two alike groups would have fewer codings each. Otherwise 5.",
        ),
    ] = None

    def options(self) -> Options:
        """As the services want them."""
        return Options(
            by=levels_in(self.by or ""),
            typical=self.typical,
            measure=self.measure,
            per=self.per,
            within=self.within,
            rows=self.rows,
            columns=self.columns,
            pattern=tuple(self.pattern or ()),
            excerpts=self.excerpts,
            coders=tuple(name.strip() for name in (self.coders or "").split(",") if name.strip()),
            unit=self.unit,
            dimension=self.dimension,
            before=self.before,
            recall=self.recall,
            periods=periods_in(self.periods) if self.periods else (),
            rate=tuple(self.rate or ()),
            repeats=self.repeats,
            margin=self.margin,
            minimum=self.minimum,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What single formats want to know, and a recipe instead of all this."""

    chapter: Annotated[
        str, typer.Option("--chapter", metavar="N", help="Word: number tables and figures in a chapter, Tabell 5.1.")
    ] = ""
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="FILE", help="Word: take styles, page, header and footer from this document (.docx)."
        ),
    ] = None
    csv_dialect: Annotated[
        CsvDialect, typer.Option(help="excel-nb: CSV as Norwegian Excel opens it (semicolons, decimal commas).")
    ] = CsvDialect.standard
    recipe: Annotated[
        Path | None,
        typer.Option("--recipe", metavar="FILE", help="Make all the reports that a YAML file lists (docs/reports.md)."),
    ] = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of which codings. Like CodingSelection, in the order in which help of reports has them."""

    code: CodeFilter = None
    group: GroupFilter = None
    document: DocumentFilter = None
    coder: CoderFilter = None
    origin: OriginFilter = None
    actor: ActorFilter = None
    where: WhereFilter = None

    def filters(self) -> "Filters":
        """As the services want them."""
        from kodetre.document.filters import Filters

        return Filters(
            code=tuple(self.code or ()),
            group=tuple(self.group or ()),
            document=tuple(self.document or ()),
            coder=tuple(self.coder or ()),
            origin=tuple(self.origin or ()),
            actor=tuple(self.actor or ()),
            where=tuple(self.where or ()),
        )


@grouped
def report(
    subject: Subject, written: Written, asked: Asked, look: Look, chosen: Chosen, project: ProjectOption = None
) -> None:
    """Make tables and figures for the thesis, in Word, Excel, LaTeX, HTML, Markdown, CSV or JSON."""
    from kodetre.project.project import find

    if (subject.kind is None) == (look.recipe is None):
        raise WrongUse(
            "report",
            msg("wants a kind of report, or --recipe FILE"),
            next_step=msg("for example: kodetre report excerpts"),
        )
    opened = find(project)
    if look.recipe is not None:
        _by_recipe(opened, look.recipe, written)
    elif subject.kind == _PDF:
        _refuse_all_but_filters_and_output(written, asked, look, chosen)
        _highlighted(opened, subject.name, chosen.filters(), written)
    else:
        _one(opened, subject, written, asked, look, chosen)


def _by_recipe(project: "Project", recipe: Path, written: Written) -> None:
    from kodetre.cli.make_report import make_and_write
    from kodetre.cli.outputs import Outputs
    from kodetre.cli.recipe import read_recipe

    make_and_write(read_recipe(recipe, project), Outputs(project, force=written.force))


def _one(project: "Project", subject: Subject, written: Written, asked: Asked, look: Look, chosen: Chosen) -> None:
    from kodetre.cli import out
    from kodetre.cli.make_report import Wanted, make_and_write
    from kodetre.cli.outputs import Outputs
    from kodetre.report.render import TERMINAL
    from kodetre.services.report_request import ReportRequest

    kind = str(subject.kind)
    if (name := subject.name) is not None:
        raise WrongUse(
            name,
            msg("means nothing to report {kind}", kind=kind),
            next_step=msg("use the filter: --document {name}", name=name),
        )
    excel = look.csv_dialect is CsvDialect.excel_nb
    formats = tuple(
        CSV_FOR_EXCEL if excel and format is Format.csv else format.value
        for format in dict.fromkeys(written.format or [Format.md])
    )
    if written.format is None and written.output is None and out.is_terminal():
        formats = (TERMINAL,)
    request = ReportRequest(
        project,
        kind,
        asked.options(),
        chosen.filters(),
        formats,
        figures=written.figures,
        pages=written.pages,
        comments=written.comments,
        chapter=look.chapter,
        width=out.width(),
        template=look.template,
    )
    make_and_write([Wanted(request, written.output)], Outputs(project, force=written.force))


def _highlighted(project: "Project", name: str | None, filters: "Filters", written: Written) -> None:
    from kodetre.cli.highlighted import write
    from kodetre.cli.outputs import Outputs
    from kodetre.services.highlights import HighlightRequest

    if name is None:
        raise WrongUse("report pdf", msg("wants a document"), next_step=msg("for example: kodetre report pdf D1"))
    write(HighlightRequest(project, name, filters), written.output, Outputs(project, force=written.force))


def _refuse_all_but_filters_and_output(written: Written, asked: Asked, look: Look, chosen: Chosen) -> None:
    """Raise WrongUse for what means nothing to report pdf, so that nothing that is asked for is passed over."""
    if chosen.document:
        raise WrongUse(
            "--document",
            msg("means nothing to report pdf, which is of one document"),
            next_step=msg("name it alone: kodetre report pdf {document}", document=chosen.document[0]),
        )
    for name in (*_given(written), *_given(asked), *_given(look)):
        if name not in ("output", "force"):
            raise WrongUse(
                f"--{name.replace('_', '-')}",
                msg("means nothing to report pdf"),
                next_step=msg("it takes --output, --force, --code, --group, --coder, --origin, --actor and --where"),
            )


def _given(group: "DataclassInstance") -> list[str]:
    """The options of a group that are not as they are when nothing is given."""
    return [field.name for field in fields(group) if getattr(group, field.name) != field.default]
