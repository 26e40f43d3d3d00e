"""`kodetre apply`: decisions and codings from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.i18n.message import counted, msg, term

if TYPE_CHECKING:
    from kodetre.services.apply import Applied


def apply(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV or JSON Lines with document, code, and quote or start and end.")
    ],
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the rows that are right, and leave the others.")
    ] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take codings and decisions from a file: all of them or, when one is wrong, none.

    Columns: document (id or file name), code, quote or start and end; coder, memo, decision (accept, reject, defer),
    id, created and origin may be there. A coding that is there already is not made twice.
    """
    from kodetre.project.project import find
    from kodetre.services import apply as service

    applied = service.apply(find(project), service.ApplyRequest(file, coder, partial))
    taken = applied.count("taken")
    with out.telling(msg("Taken: {rows} of {file}", rows=counted(taken, "row"), file=file) if taken else ""):
        if json:
            for row in applied.rows:
                out.json_line({"line": row.line, "result": row.outcome, "said": row.message})
        else:
            _draw(applied, file)
    if (refusal := applied.refusal()) is not None:
        raise refusal


def _draw(applied: "Applied", file: Path) -> None:
    for row in applied.rows:
        if row.outcome == "refused":
            talk.say(msg("{file}:{line}: {message}", file=file, line=row.line, message=row.message))
        else:
            out.line(
                msg(
                    "{file_name}:{line}: {outcome}: {message}",
                    file_name=file.name,
                    line=row.line,
                    outcome=term(row.outcome),
                    message=row.message,
                )
            )
    taken, known, refused = applied.count("taken"), applied.count("known"), applied.count("refused")
    out.line(
        msg("Taken: {taken}. There already: {known}. Refused: {refused}.", taken=taken, known=known, refused=refused)
    )
