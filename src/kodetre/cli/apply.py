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
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV or JSON Lines with document, code, and quote or start and end; or comments.json of a page; or a Word "
            "file of excerpts with comments.",
        ),
    ],
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the rows that are right, and leave the others.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken.")] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take codings and decisions from a file: all of them or, when one is wrong, none.

    Columns: document (id or file name), code, quote or start and end; coder, memo, decision (accept, reject, defer),
    id, created and origin may be there. A coding that is there already is not made twice.

    The comments.json that a reader saved from a page of report --comments becomes memos with the reader's name. So do the
    comments in the margin of a Word file that report excerpts --format docx wrote, on the codings whose rows they are in.
    """
    from kodetre.project.project import find
    from kodetre.services import apply as service

    applied = service.apply(find(project), service.ApplyRequest(file, coder, partial, dry_run))
    taken = applied.count("taken")
    rows = counted(taken, "comment") if applied.comments else counted(taken, "row")
    with out.telling(msg("Taken: {rows} of {file}", rows=rows, file=file) if taken and not dry_run else ""):
        if json:
            for row in applied.rows:
                out.json_line({"line": row.line, "result": row.outcome, "said": row.message})
        else:
            _draw(applied, file)
            if dry_run:
                out.line(msg("Nothing has been taken in."))
    if (refusal := applied.refusal()) is not None:
        raise refusal


def _draw(applied: "Applied", file: Path) -> None:
    if applied.comments:
        _draw_comments(applied)
        return
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


_OUTCOMES = {"taken": msg("taken"), "known": msg("known"), "gone": msg("not taken"), "elsewhere": msg("not taken")}


def _draw_comments(applied: "Applied") -> None:
    """Every comment by its number in the file; one that could not be taken with all that it says."""
    for row in applied.rows:
        outcome = _OUTCOMES.get(row.outcome, row.outcome)
        out.line(msg("Comment {number}, {outcome}: {message}", number=row.line, outcome=outcome, message=row.message))
    taken, known, gone = applied.count("taken"), applied.count("known"), applied.count("gone")
    out.line(
        msg("Taken: {taken}. There already: {known}. On what is gone: {gone}.", taken=taken, known=known, gone=gone)
    )
    if elsewhere := applied.count("elsewhere"):
        out.line(msg("On no excerpt: {elsewhere}; what they say stands above.", elsewhere=elsewhere))
