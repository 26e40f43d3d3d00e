"""A report that is wanted, and what of it cannot be: found before anything is read."""

from dataclasses import dataclass, field
from pathlib import Path

from kodetre.document.code_query import is_query
from kodetre.document.filters import Filters, check_origins
from kodetre.errors import InvalidReport
from kodetre.i18n.message import joined, msg
from kodetre.i18n.slips import listed
from kodetre.project.project import Project
from kodetre.report.kind import ReportKind, load_kind
from kodetre.report.levels import LEVELS, case_level_named, check_levels, check_periods
from kodetre.report.options import Format, Options
from kodetre.report.render import FORMATS, TERMINAL
from kodetre.report.report import Template
from kodetre.report.tables import NAMES
from kodetre.services.cases import known_kinds
from kodetre.userfile import read_bytes

_LARGEST = 200_000_000
"""Bytes of a template: a thesis with its pictures."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that is wanted: of which project and kind, how, of which codings, in which formats."""

    project: Project
    kind: str
    options: Options = field(default_factory=Options)
    filters: Filters = field(default_factory=Filters)
    formats: tuple[str, ...] = (Format.md.value,)
    """Names of formats: those of `render`, and those that only the kind has."""
    figures: bool = False
    """Whether figures are drawn too."""
    pages: bool = False
    """Whether a web page has pictures of the pages with excerpts."""
    comments: bool = False
    """Whether a reader can write comments in a web page."""
    chapter: str = ""
    """The chapter that Word numbers tables and figures in."""
    width: int = 80
    """How many columns a terminal has that the report is shown in."""
    template: Path | None = None
    """The document whose styles, page, header and footer Word takes."""

    def read_template(self) -> Template | None:
        """The template as it is; raises MissingFile, NotAFile and TooLarge."""
        return Template(self.template, read_bytes(self.template, _LARGEST)) if self.template is not None else None


def check(request: ReportRequest) -> ReportKind:
    """The kind of report that is wanted. Raises InvalidReport for what cannot be, so that nothing is passed over in silence.

    A template is looked into: raises what `open_template` does of one that is none.
    """
    check_origins(request.filters.origin)
    kind = load_kind(request.kind)
    if request.filters.actor and kind.needs_hits(request.options):
        told = f"{kind.name} --typical" if request.options.typical is not None else kind.name
        what = msg("means nothing to {told}, which tells of all that keywords hit", told=told)
        raise InvalidReport(
            "--actor", what, next_step=msg("use it with excerpts, frequencies, actors or another report of codings")
        )
    if request.filters.code and kind.name == "synthesis":
        what = msg("would take away the excerpts that the cells of synthesis are made of")
        raise InvalidReport("--code", what, next_step=msg("choose documents: --group, --document"))
    joined_codes = [written for written in request.filters.code if is_query(written)]
    if joined_codes and kind.least_coders(request.options):
        what = msg("joins codes, which means nothing to {kind_name}", kind_name=kind.name)
        raise InvalidReport(
            f"--code {joined_codes[0]}", what, next_step=msg("name them one by one: --code KEY --code KEY")
        )
    _check_options(kind, request.options)
    _check_by(kind, request)
    _check_formats(kind, request.formats)
    if request.figures and kind.figures is None:
        drawn = sorted(other.name for other in _kinds() if other.figures is not None)
        raise InvalidReport(
            "--figures",
            msg("{kind_name} has no figures", kind_name=kind.name),
            next_step=msg("these have: {drawn}", drawn=", ".join(drawn)),
        )
    if request.pages and Format.html not in request.formats:
        raise InvalidReport("--pages", msg("is for HTML"), next_step=msg("add --format html"))
    if request.pages and not kind.shows_excerpts(request.options):
        raise InvalidReport(
            "--pages",
            msg("{kind_name} shows no excerpts", kind_name=kind.name),
            next_step=msg("use it with excerpts or everything"),
        )
    if request.comments and Format.html not in request.formats:
        raise InvalidReport("--comments", msg("is for HTML"), next_step=msg("add --format html"))
    if request.comments and not kind.shows_excerpts(request.options):
        what = msg("{kind} shows no excerpts", kind=kind.name)
        raise InvalidReport("--comments", what, next_step=msg("use it with excerpts or everything"))
    if request.chapter and Format.docx not in request.formats:
        raise InvalidReport("--chapter", msg("is for Word"), next_step=msg("add --format docx"))
    _check_template(request)
    return kind


def _check_by(kind: ReportKind, request: ReportRequest) -> None:
    """Whether what a report is to be by is there, and can be parted into periods where these are asked for."""
    by, periods = request.options.by, request.options.periods
    other = [name for name in by if name not in LEVELS]
    if not other and len(by) < 2 and not periods:
        return
    kinds = known_kinds(request.project)
    if kind.name == "excerpts":
        check_levels(by, request.project.codebook(), kinds)
    else:
        for name in other:
            if name.partition(".")[0].lower() not in kinds:
                how = msg("there are {levels}, and of cases {kinds}", levels=", ".join(LEVELS), kinds=listed(kinds))
                what = msg("means nothing to {kind_name}", kind_name=kind.name)
                raise InvalidReport(f"--by {name}", what, next_step=how)
            case_level_named(name, kinds)
    if periods:
        check_periods(by or ("year",), kinds)


def _check_template(request: ReportRequest) -> None:
    if request.template is not None and Format.docx not in request.formats:
        raise InvalidReport("--template", msg("is for Word"), next_step=msg("add --format docx"))
    if (template := request.read_template()) is not None:
        from kodetre.report.render.docx_template import open_template  # brings Word's library

        open_template(template.path, template.data)


def _check_options(kind: ReportKind, options: Options) -> None:
    for name in options.asked():
        if name not in kind.options:
            takers = [other.name for other in _kinds() if name in other.options]
            raise InvalidReport(
                f"--{name}",
                msg("means nothing to {kind_name}", kind_name=kind.name),
                next_step=msg("it is for {takers}", takers=", ".join(takers)),
            )
    kind.check(options)


def _check_formats(kind: ReportKind, formats: tuple[str, ...]) -> None:
    for format in formats:
        if format not in (*FORMATS, TERMINAL) and format not in kind.formats:
            having = [other.name for other in _kinds() if format in other.formats]
            next_step = (
                msg("it is for {having}", having=joined(having, ", ", msg(" and ")))
                if having
                else msg("these are: {formats}", formats=", ".join(FORMATS))
            )
            raise InvalidReport(
                f"--format {format}",
                msg("is no format of {kind_name}", kind_name=kind.name),
                next_step=next_step,
            )


def _kinds() -> list[ReportKind]:
    """Every kind of report, in their order."""
    return [load_kind(name) for name in NAMES]
