"""`kodetre assign`: which documents are coded by whom."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, DocumentSelection, JsonOption, ProjectOption, grouped
from kodetre.errors import NothingMatched, WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from kodetre.model.assignments import AssignmentState
    from kodetre.project.project import Project
    from kodetre.services.assign import AssignedDocument


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the documents, and what becomes of them."""

    share: Annotated[
        float | None,
        typer.Option("--share", metavar="SHARE", min=0.0, max=1.0, help="Draw so much of each group, e.g. 0.2."),
    ] = None
    seed: Annotated[int, typer.Option(help="The seed of the draw: the same draws the same.")] = 1
    done: Annotated[bool, typer.Option("--done", help="They have read these documents to the end.")] = False
    drop: Annotated[bool, typer.Option("--drop", help="Take these documents from them again.")] = False


@grouped
def assign(
    choice: Choice,
    selection: DocumentSelection,
    name: Annotated[
        str | None, typer.Argument(metavar="[CODER]", help="To whom; without a name all is listed.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a coder documents to code, by name or by drawing a share of each group, and list who has what."""
    from kodetre.project.project import find
    from kodetre.services.assign import AssignRequest, told
    from kodetre.services.assign import assign as give

    opened = find(project)
    filtered = selection.document or selection.group or selection.where
    asked = choice.share is not None or choice.done or choice.drop or filtered
    if name is None or not asked:
        if asked:
            how = msg("for example: kodetre assign Ola --share 0.2")
            raise WrongUse("assign", msg("wants to know to whom"), next_step=how)
        _list(opened, name, json=json)
        return
    if choice.done and choice.drop:
        raise WrongUse("--drop", msg("and --done say different things"), next_step=msg("leave one of them out"))
    if choice.share is not None and (choice.done or choice.drop):
        how = msg("name the documents: --document ID")
        raise WrongUse("--share", msg("draws documents to give"), next_step=how)
    state: AssignmentState = "done" if choice.done else "dropped" if choice.drop else "assigned"
    request = AssignRequest(name, selection.filters(), choice.share, choice.seed, state, coder)
    assigned = give(opened, request)
    with out.telling(msg("{coder} has {documents}", coder=name, documents=told(assigned))):
        if json:
            out.json_line({"coder": name, "state": state, "documents": list(assigned.documents), "step": assigned.step})
            return
        if not assigned.step:
            out.line(msg("Nothing is new: it is so already."))
            return
        said = {"assigned": msg("is given"), "done": msg("has read to the end"), "dropped": msg("no longer has")}[state]
        out.line(msg("{coder} {said} {documents}.", coder=name, said=said, documents=told(assigned)))
        if state == "assigned":
            named = " ".join(f"--document {id}" for id in assigned.documents)
            out.line(
                msg("They begin with: kodetre code --coder {coder} --blind {documents}", coder=name, documents=named)
            )


def _list(project: "Project", name: str | None, *, json: bool) -> None:
    from kodetre.services.assign import list_assigned

    listed = list_assigned(project, name)
    if not listed:
        how = msg("give some: kodetre assign Ola --share 0.2")
        raise NothingMatched("", msg("nobody has been given any documents"), next_step=how)
    if json:
        for each in listed:
            out.json_line(_as_json(each))
        return
    rows = [
        (each.assignment.document, each.group, each.title, each.assignment.coder, each.assignment.state, each.codings)
        for each in listed
    ]
    out.table(
        (msg("document"), msg("group"), msg("title"), msg("coder"), msg("state"), msg("codings")), rows, numeric=(5,)
    )
    out.line(msg("{documents}.", documents=counted(len(listed), "document")))


def _as_json(each: "AssignedDocument") -> dict[str, object]:
    assignment = each.assignment
    return {
        "document": assignment.document,
        "group": each.group,
        "title": each.title,
        "coder": assignment.coder,
        "state": assignment.state,
        "codings": each.codings,
    }
