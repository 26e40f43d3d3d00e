"""A kind of report: all that is known of it is one value, which stands beside its table. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from kodetre.codebook.tree import Codebook
from kodetre.errors import InvalidReport
from kodetre.i18n.message import msg
from kodetre.report.data import ReportData
from kodetre.report.figure import Figure
from kodetre.report.options import Format, Options
from kodetre.report.table import Table, Value

_ROOM = "kodetre.report.tables"
Row = Mapping[str, Value]
"""A row of a table by the keys of its columns."""


def always(_: object) -> bool:
    """It is so, whatever is asked for."""
    return True


def never(_: object) -> bool:
    """It is not so, whatever is asked for."""
    return False


def _none(options: Options) -> int:
    return 0


def _anything(options: Options) -> None:
    return


def _nowhere(table: Table, column: str, row: Row) -> dict[str, str]:
    return {}


def _untitled(data: ReportData) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """All that is known of a kind of report. Its file is report/tables/<name>.py, with _ for a hyphen, and it is that file's
    KIND.
    """

    name: str
    """The word on the command line."""
    tables: Callable[[ReportData, Options], list[Table]]
    """Makes its tables. Those of a matrix raise InvalidReport for a codebook with one dimension."""
    figures: Callable[[ReportData, Options], list[Figure]] | None = None
    """Makes its figures; None where it has nothing to draw."""
    options: frozenset[str] = frozenset()
    """The fields of Options that mean something to it."""
    check: Callable[[Options], None] = _anything
    """Raises InvalidReport for options that it takes, but not together."""
    needs_codings: Callable[[Options], bool] = always
    """Whether it says nothing where nothing is coded."""
    least_coders: Callable[[Options], int] = _none
    """How many coders must have coded for it to say something."""
    needs_documents: Callable[[Options], bool] = always
    """Whether it says nothing where there are no documents."""
    says_when_empty: tuple[str, str] | None = None
    """What is told where it has no row, and what to do next; None where a table without rows says something."""
    needs_hits: Callable[[Options], bool] = never
    """Whether it tells what the codebook's keywords hit, and what was said of the suggestions."""
    only_counts: bool = False
    """Whether its tables only count codings, see `report.data.counted`: of a hundred thousand, no object is made."""
    leads_to: Callable[[Table, str, Row], dict[str, str]] = _nowhere
    """What a count of a table leads to on the web page, by the key of its column and its row: the filters that show the
    excerpts behind it, by the names that page.js has for them; none where there are none."""
    shows_excerpts: Callable[[Options], bool] = never
    """Whether its web page has the excerpts and the documents beside the tables."""
    summarized: bool = False
    """Whether its web page begins with a summary of all that there is."""
    formats: tuple[Format, ...] = ()
    """Formats that not every report has."""
    place: int = 0
    """Where it stands in `everything`, the lowest first; 0 is nowhere."""
    fits: Callable[[Codebook], bool] = always
    """Whether it can be made of a codebook; if not, `everything` goes without it."""
    says_something: Callable[[ReportData], bool] = always
    """Whether `everything` has a place for it: not where nobody has done what it tells of."""
    title: Callable[[ReportData], str] = _untitled
    """What all of it is called, where it is more than one table."""


def load_kind(name: str) -> ReportKind:
    """The kind of report of this name; no other's file is read. Raises InvalidReport where there is none."""
    module = f"{_ROOM}.{name.replace('-', '_')}"
    try:
        kind = vars(import_module(module)).get("KIND")
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise InvalidReport(
            name, msg("is no kind of report"), next_step=msg("see them: kodetre report --help")
        ) from error
    if not isinstance(kind, ReportKind):
        raise TypeError(msg("{module} has no ReportKind as its KIND", module=module))
    return kind
