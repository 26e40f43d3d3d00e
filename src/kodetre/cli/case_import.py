"""`kodetre case import`: cases out of a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.i18n.message import counted, joined, msg, term

if TYPE_CHECKING:
    from kodetre.services.import_cases import ImportedCases

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How the table is read."""

    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Their kind. Otherwise what documents are compared by.")
    ] = ""
    case: Annotated[
        str, typer.Option("--case", metavar="COLUMN", help="The column with their names, where it cannot be told.")
    ] = ""
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="COLUMN=ATTRIBUTE",
            help="Which attribute a column is; nothing after = leaves it out. Can be repeated.",
        ),
    ] = None
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="What its figures are counted in.")] = ""
    topic: Annotated[
        str, typer.Option("--topic", metavar="TOPIC", help="The table of report figures that its figures stand in.")
    ] = ""
    known: Annotated[bool, typer.Option("--known", help="Only cases that are there already.")] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken in.")] = False


@grouped
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, also as StatBank (Statistikkbanken) gives it, or XLSX.")
    ],
    options: TableOptions,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take cases in from a table, a row for each and a column for each attribute.

    A column whose heading ends in a year holds figures. All of it is one step that undo takes back, or nothing is taken in. What is
    there already is not made twice; a value of .. or . is not known.
    """
    from kodetre.exchange.case_table import TableRequest
    from kodetre.project.project import find
    from kodetre.services.import_cases import ImportCasesRequest, import_cases, names_given

    table = TableRequest(options.case, names_given(options.column or ()))
    imported = import_cases(
        find(project),
        ImportCasesRequest(
            file, options.kind, table, options.unit, options.topic, options.known, options.dry_run, coder
        ),
    )
    done = msg("{cases} taken in from {file}", cases=counted(len(imported.cases), "case"), file=file.name)
    with out.telling(done if imported.step else ""):
        if json:
            out.json_line(_as_json(imported))
        else:
            _show(imported, done)


def _show(imported: "ImportedCases", done: str) -> None:
    if imported.title:
        out.line(imported.title)
    attributes = [msg("{name} ({type})", name=name, type=term(type)) for name, type in imported.attributes.items()]
    if attributes:
        out.line(msg("Attributes: {attributes}", attributes=joined(attributes, ", ")))
    figures = [f"{name} ({years[0]}–{years[-1]})" for name, years in imported.figures.items()]
    if figures:
        out.line(msg("Figures: {figures}", figures=joined(figures, ", ")))
    rows = [
        (case.name, case.case, msg("new") if case.new else msg("known"), case.values, case.figures)
        for case in imported.cases[:_MOST_SHOWN]
    ]
    columns = (msg("in the table"), msg("case"), "", msg("new values"), msg("new figures"))
    out.table(columns, rows, numeric=(3, 4))
    if len(imported.cases) > _MOST_SHOWN:
        out.line(msg("… and {count} more", count=len(imported.cases) - _MOST_SHOWN))
    if imported.missing:
        talk.say(msg("{values} not known, as the table says.", values=counted(imported.missing, "value")))
    if imported.columns_left:
        talk.say(msg("Columns left out: {columns}", columns=joined(imported.columns_left, ", ")))
    if imported.left_out:
        talk.say(msg("{cases} that are not here left out.", cases=counted(len(imported.left_out), "case")))
    if imported.dry_run:
        out.line(msg("Nothing was changed: --dry-run."))
    elif imported.step:
        out.line(msg("{done}.", done=done))
    else:
        out.line(msg("Nothing is new: it is so already."))


def _as_json(imported: "ImportedCases") -> dict[str, object]:
    return {
        "title": imported.title,
        "kind": imported.kind,
        "attributes": dict(imported.attributes),
        "figures": {name: list(years) for name, years in imported.figures.items()},
        "cases": [
            {"name": case.name, "case": case.case, "new": case.new, "values": case.values, "figures": case.figures}
            for case in imported.cases
        ],
        "left_out": list(imported.left_out),
        "missing": imported.missing,
        "columns_left": list(imported.columns_left),
        "dry_run": imported.dry_run,
        "step": imported.step,
    }
