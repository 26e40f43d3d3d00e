"""`kodetre case`: what codes belong to beside documents, with attributes."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import case_links, out
from kodetre.cli.case_shown import KindOption, NameArgument, as_json, shown_value, told_figure, told_link
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import NothingMatched
from kodetre.i18n.message import counted, joined, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodetre.model.cases import Case
    from kodetre.services.cases import CaseDone, CaseRequest

app = typer.Typer(
    help="Cases: municipalities, informants, scenes, with attributes, figures, and what belongs to them.",
    invoke_without_command=True,
)
AssignmentsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ATTRIBUTE=VALUE…]", help="Values of attributes.")
]


@app.callback()
def cases(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the cases of the project."""
    if ctx.invoked_subcommand is None:
        list_(json=json, project=project)


@app.command("add")
def add(
    name: NameArgument,
    assignments: AssignmentsArgument = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Any word: kommune, informant, scene. Otherwise what documents are compared by.",
        ),
    ] = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Make a case. `kodetre undo` takes it back."""
    from kodetre.project.project import find
    from kodetre.services.cases import add_case

    done = add_case(find(project), _request(name, kind, assignments, coder))
    _tell(msg("{name} is a case of kind {kind}", name=done.case.name, kind=done.case.kind), done, json=json)


@app.command("set")
def set_(
    name: NameArgument,
    assignments: Annotated[
        list[str], typer.Argument(metavar="ATTRIBUTE=VALUE…", help="Values of attributes; an empty one takes it away.")
    ],
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a case values of attributes. The first value of an attribute says of which type all are, unless kodetre.yaml does."""
    from kodetre.project.project import find
    from kodetre.services.cases import set_case

    done = set_case(find(project), _request(name, kind, assignments, coder))
    _tell(joined((done.case.name, _attributes(done.case)), ": "), done, json=json)


@app.command("list")
def list_(
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Only cases of this kind.")] = "",
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List the cases, by kind and name."""
    from kodetre.project.project import find
    from kodetre.services.cases import list_cases

    listed = list_cases(find(project), kind)
    if json:
        for case in listed:
            out.json_line(as_json(case))
        return
    if not listed:
        how = msg("make one: kodetre case add NAME --kind KIND")
        raise NothingMatched("", msg("there are no cases yet"), next_step=how)
    columns = (msg("kind"), msg("case"), msg("attributes"), msg("belongs to it"), msg("figures"))
    out.table(columns, [_row(case) for case in listed], numeric=(4,))
    out.line(msg("{cases}.", cases=counted(len(listed), "case")))


@app.command("show")
def show(name: NameArgument, kind: KindOption = "", json: JsonOption = False, project: ProjectOption = None) -> None:
    """Show a case with its attributes, its figures, and what belongs to it."""
    from kodetre.project.project import find
    from kodetre.services.cases import show_case

    case = show_case(find(project), name, kind)
    if json:
        out.json_line(as_json(case))
        return
    out.line(joined((case.name, case.kind), " · "))
    for attribute, value in case.attributes.items():
        out.line(f"  {attribute}: {shown_value(value)}")
    for link in case.links:
        out.line(f"  {told_link(link)}")
    for figure in case.figures:
        out.line(f"  {told_figure(figure)}")


@app.command("rename")
def rename(
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name it gets.")],
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a case another name; documents that name it as what they are compared by name it so too."""
    from kodetre.project.project import find
    from kodetre.services.cases import rename_case

    done = rename_case(find(project), _request(name, kind, None, coder), new)
    _tell(msg("{name} is called {new} now", name=name, new=done.case.name), done, json=json)


@app.command("delete")
def delete(
    name: NameArgument,
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take a case away, with its values and figures. Codings stay. `kodetre undo` brings it back."""
    from kodetre.project.project import find
    from kodetre.services.cases import delete_case

    done = delete_case(find(project), _request(name, kind, None, coder))
    _tell(msg("{name} is no case any more", name=done.case.name), done, json=json)


def _request(name: str, kind: str, assignments: "Sequence[str] | None", coder: str | None) -> "CaseRequest":
    from kodetre.services.cases import CaseRequest

    return CaseRequest(name, kind, tuple(assignments or ()), coder)


def _tell(what: str, done: "CaseDone", *, json: bool) -> None:
    """Say what a step did, or that nothing was new."""
    with out.telling(what if done.step else ""):
        if json:
            out.json_line({**as_json(done.case), "step": done.step})
        elif done.step:
            out.line(msg("{what}.", what=what))
        else:
            out.line(msg("Nothing is new: it is so already."))


def _row(case: "Case") -> tuple[object, ...]:
    links = joined((told_link(link) for link in case.links), ", ")
    return case.kind, case.name, _attributes(case), links, len(case.figures) or ""


def _attributes(case: "Case") -> str:
    return joined((f"{name} {shown_value(value)}" for name, value in case.attributes.items()), ", ")


app.command("link")(case_links.link)
app.command("unlink")(case_links.unlink)
