"""Every other report in one. Pure."""

from kodetre.codebook.tree import Codebook
from kodetre.report.data import ReportData
from kodetre.report.figure import Figure
from kodetre.report.kind import ReportKind, always, load_kind, never
from kodetre.report.options import Options
from kodetre.report.summary import leads_to
from kodetre.report.table import Table
from kodetre.report.tables import NAMES


def everything(data: ReportData, options: Options) -> list[Table]:
    """The tables of every report that can be made of the codebook, those that have rows."""
    tables: list[Table] = []
    for kind in parts(data.codebook):
        if not kind.says_something(data):
            continue
        tables += [table for table in kind.tables(data, options) if table.rows and table not in tables]
    return tables


def figures(data: ReportData, options: Options) -> list[Figure]:
    """The figures of every report that can be made of the codebook; none where nothing is coded."""
    figures: list[Figure] = []
    for kind in parts(data.codebook):
        if kind.figures is not None and data.excerpts:
            figures += kind.figures(data, options)
    return figures


def parts(codebook: Codebook) -> list[ReportKind]:
    """The kinds of report that it is made of, in their order."""
    others = [load_kind(name) for name in NAMES if name != KIND.name]
    return sorted((kind for kind in others if kind.place and kind.fits(codebook)), key=lambda kind: kind.place)


def _title(data: ReportData) -> str:
    return data.say("report_of", title=data.codebook.title)


KIND = ReportKind(
    name="everything",
    tables=everything,
    figures=figures,
    options=frozenset({"within"}),
    needs_codings=never,
    needs_hits=always,
    shows_excerpts=always,
    title=_title,
    leads_to=leads_to,
    summarized=True,
)
