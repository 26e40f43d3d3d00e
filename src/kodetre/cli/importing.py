"""`kodetre import`: the project of another program, its codebook, or highlights."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.i18n.plurals import counted

if TYPE_CHECKING:
    from kodetre.services.import_project import Imported

_LONGEST = 60


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A project (.qdpx) or codebook (.qdc) of NVivo, ATLAS.ti, MAXQDA …; a QualCoder or Taguette project.",
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken in.")] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take another program's project in: texts, codes, codings with their coders and times, memos, cases.

    All of it is one step that undo takes back, or nothing is taken in. What is there already is not made twice. How the offsets
    of each source are to be read is found out and said; what cannot be placed is adrift, and all that does not come is listed.
    """
    from kodetre.project.project import find
    from kodetre.services import import_project as service

    imported = service.import_project(find(project), service.ImportRequest(file, coder, dry_run))
    with out.telling("" if dry_run or not imported.step else f"Taken in: {file}"):
        if json:
            out.json_line(_as_json(imported))
        else:
            _draw(imported)


def _as_json(imported: "Imported") -> dict[str, object]:
    return {
        "file": imported.file,
        "origin": imported.origin,
        "dry_run": imported.dry_run,
        "step": imported.step,
        "rows": [asdict(row) for row in imported.rows],
        "sources": [asdict(source) for source in imported.sources],
        "losses": [asdict(loss) for loss in imported.losses],
    }


def _draw(imported: "Imported") -> None:
    columns = ("", "new", "there already", "in changed words", "adrift")
    rows = [(row.what, row.new, row.known, row.near, row.adrift) for row in imported.rows]
    out.table(columns, rows, numeric=range(1, 5))
    if imported.sources:
        listed = [
            (one.document, one.name[:_LONGEST], one.codings + one.known, one.adrift, one.left, one.reading)
            for one in imported.sources
        ]
        out.table(
            ("document", "source", "codings", "adrift", "left out", "offsets are read as"), listed, numeric=(2, 3, 4)
        )
    if imported.losses:
        out.line("What does not come, or comes otherwise:")
        out.table(
            ("number", "what", "why"), [(loss.count, loss.what, loss.why) for loss in imported.losses], numeric=(0,)
        )
    if imported.dry_run:
        out.line("Nothing has been taken in.")
    elif not imported.step:
        out.line("All of it was there already; nothing was changed.")
    else:
        said = counted(imported.count("codings").new, "coding")
        out.line(f"Taken in as step {imported.step} of the journal, with {said}; kodetre undo takes it back.")
    if imported.count("codings").adrift and imported.step:
        talk.say("Some codings are adrift: kodetre adrift")
