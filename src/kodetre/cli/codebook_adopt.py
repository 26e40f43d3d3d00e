"""`kodetre codebook adopt`: codings whose code the codebook has not get one that it has."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import codebook_edit, out, talk
from kodetre.cli.codebook_edit import EditOptions
from kodetre.cli.options import JsonOption, grouped
from kodetre.errors import CodesGone, WrongUse
from kodetre.i18n.message import by_number, msg

if TYPE_CHECKING:
    from kodetre.codebook.tree import Codebook
    from kodetre.project.project import Project
    from kodetre.services.orphans import Orphan


@grouped
def adopt(
    *,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE…]", help="Codes that codings have and the codebook has not.")
    ] = None,
    to: Annotated[str, typer.Option(metavar="CODE", help="The code that their codings get.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All of them, as proposed.")] = False,
    json: JsonOption = False,
    options: EditOptions,
) -> None:
    """Put codings right whose code was taken out of the codebook's file, or renamed in it, by hand; without a code, list them.

    A code that seems to be renamed gives its codings to the new one; else it is put back into the codebook as it was.
    """
    from kodetre.project.project import find
    from kodetre.services import orphans as service

    if codes and every:
        raise WrongUse("", msg("name codes or say --all, not both"))
    project = find(options.project)
    if not codes and not every:
        if to:
            raise WrongUse(
                to, msg("is for codings of which code?"), next_step=msg("name it: kodetre codebook adopt CODE --to NEW")
            )
        _list(service.list_orphans(project), json=json)
        return
    result = service.adopt(project, service.AdoptRequest(tuple(codes or ()), to, options.coder, options.dry_run))
    codebook_edit.show(result, dry_run=options.dry_run)


def check(project: "Project", codebook: "Codebook") -> None:
    """Raises CodesGone when codings of a project have codes that its codebook has not."""
    from kodetre.services.orphans import codes_gone

    if gone := codes_gone(project, codebook):
        names = ", ".join(f"{code} ({count})" for code, count in gone.items())

        what = by_number(
            gone.total(),
            "{number} coding has a code that is not in it: {names}",
            "{number} codings have a code that is not in it: {names}",
            names=names,
        )
        raise CodesGone(project.codebook_path, what)


def _list(orphans: "tuple[Orphan, ...]", *, json: bool) -> None:
    if json:
        for orphan in orphans:
            out.json_line(
                {
                    "code": orphan.code,
                    "codings": orphan.codings,
                    "coders": list(orphan.coders),
                    "documents": list(orphan.documents),
                    "proposed": orphan.proposed,
                    "known": orphan.past is not None,
                }
            )
        return
    if not orphans:
        out.line(msg("Every coding has a code that the codebook has."))
        return
    columns = (msg("code"), msg("codings"), msg("coders"), msg("documents"), msg("what adopt does"))
    out.table(columns, [_row(orphan) for orphan in orphans], numeric=(1,))
    talk.say(msg("  kodetre codebook adopt CODE             as it says here; --all for every one"))
    talk.say(msg("  kodetre codebook adopt CODE --to OTHER  its codings get another code"))


def _row(orphan: "Orphan") -> tuple[object, ...]:
    if orphan.proposed:
        becomes = msg("gives them to {proposed}", proposed=orphan.proposed)
    elif orphan.past is not None:
        becomes = msg("puts it back: {past_label}", past_label=orphan.past.label)
    else:
        becomes = msg("wants --to CODE")
    return orphan.code, orphan.codings, ", ".join(orphan.coders), ", ".join(orphan.documents), becomes
