"""`kodetre codebook import`: codes out of a table or a codebook of another program's."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.codebook_edit import EditOptions
from kodetre.cli.options import JsonOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from kodetre.services.import_codebook import ImportedCodes


@grouped
def import_(
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, XLSX, a table in DOCX, or a REFI-QDA codebook (.qdc).")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="The column that a field is in: label=Navn. Can be repeated."),
    ] = None,
    options: EditOptions,
    json: JsonOption = False,
) -> None:
    """Put the codes of a file into the codebook, as one step that undo takes back.

    Columns are told by their names: key, label, parent, definition, use_when, not_when, examples, keywords, colour, in bokmål,
    nynorsk or English. With --dry-run nothing is changed, and which column was taken for what is shown. A code that is there
    already is left as it is.
    """
    from kodetre.project.project import find
    from kodetre.services.import_codebook import import_codebook
    from kodetre.services.import_project import ImportRequest

    given: dict[str, str] = {}
    for one in column or ():
        field, sign, name = one.partition("=")
        if not sign:
            raise WrongUse(f"--column {one}", msg("names no column"), next_step=msg("write it as --column label=Navn"))
        given[field.strip()] = name.strip()
    request = ImportRequest(file, options.coder, options.dry_run)
    result = import_codebook(find(options.project), request, given)
    with out.telling(msg("Taken in: {file}", file=file) if result.imported.step else ""):
        if json:
            codes = result.imported.count("codes")
            losses = [asdict(loss) for loss in result.imported.losses]
            said = {"file": str(file), "new": codes.new, "known": codes.known, "step": result.imported.step}
            out.json_line({**said, "columns": dict(result.columns), "left": list(result.left), "losses": losses})
        else:
            _draw(result)


def _draw(result: "ImportedCodes") -> None:
    if result.columns:
        out.table((msg("field"), msg("column")), list(result.columns.items()))
    if result.left:
        out.line(msg("Columns that were left: {columns}.", columns=", ".join(result.left)))
    codes = result.imported.count("codes")
    out.line(
        msg("New: {new}. There already: {known}.", new=counted(codes.new, "code"), known=counted(codes.known, "code"))
    )
    if result.imported.losses:
        rows = [(loss.count, loss.what, loss.why) for loss in result.imported.losses]
        out.table((msg("number"), msg("what"), msg("why")), rows, numeric=(0,))
    if result.imported.dry_run:
        out.line(msg("Nothing has been taken in."))
