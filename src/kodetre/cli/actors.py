"""`kodetre actors`: who is named in the documents, and of which kind they are."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import answers, out
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.errors import NothingMatched, WrongUse
from kodetre.i18n.message import counted, msg, term

if TYPE_CHECKING:
    from kodetre.actors.gather import Actor

app = typer.Typer(invoke_without_command=True)


class Kind(StrEnum):
    """What an actor is."""

    organisation = "organisation"
    municipality = "municipality"
    agency = "agency"
    person = "person"
    place = "place"
    other = "other"
    unknown = "?"


_KEYS = {
    "o": Kind.organisation,
    "m": Kind.municipality,
    "a": Kind.agency,
    "p": Kind.person,
    "l": Kind.place,
    "e": Kind.other,
}
_QUESTION = msg("[o]rganisation [m]unicipality [a]gency [p]erson p[l]ace [e]lse [n]o name [s]kip [q]uit: ")


@app.callback()
def actors(
    context: typer.Context,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only actors of this kind.")] = None,
    least: Annotated[int, typer.Option("--min", metavar="N", min=1, help="Only those named so often.")] = 1,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List who is named in the documents: organisations, municipalities, agencies, persons, places."""
    if context.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.actors import list_actors

    every = list_actors(find(project))
    shown = [actor for actor in every if len(actor.mentions) >= least and (kind is None or actor.kind == kind.value)]
    if not shown:
        where = msg("with this kind and count") if every else msg("in the documents")
        raise NothingMatched(
            "", msg("nobody is named {where}", where=where), next_step=msg("see everybody: kodetre actors")
        )
    if json:
        for actor in shown:
            out.json_line(_as_json(actor))
        return
    rows = [
        (actor.name, len(actor.mentions), len(actor.documents), term(actor.kind), ", ".join(actor.variants))
        for actor in shown
    ]
    out.table((msg("name"), msg("named"), msg("documents"), msg("kind"), msg("also")), rows, numeric=(1, 2))
    out.line(msg("{actors}.", actors=counted(len(shown), "actor")))


def _as_json(actor: "Actor") -> dict[str, object]:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "asked": actor.asked,
        "named": len(actor.mentions),
        "documents": list(actor.documents),
        "variants": list(actor.variants),
    }


@app.command("set")
def change(
    name: Annotated[str, typer.Argument(help="The actor, by a name that the list has.")],
    kind: Annotated[Kind | None, typer.Option("--kind", help="Of which kind it is.")] = None,
    join: Annotated[list[str] | None, typer.Option("--join", metavar="OTHER", help="Another name of it.")] = None,
    no_name: Annotated[bool, typer.Option("--not", help="It is no name, and is not listed any more.")] = False,
    project: ProjectOption = None,
) -> None:
    """Say of which kind an actor is, that another name means it too, or that it is no name."""
    from kodetre.project.project import find
    from kodetre.services.actors import ActorEdit, edit_actor

    if kind is None and not join and not no_name:
        raise WrongUse(
            "actors set",
            msg("is told nothing"),
            next_step=msg("for example: --kind agency, --join OTHER or --not"),
        )
    if no_name and (kind is not None or join):
        raise WrongUse(
            "--not", msg("says that it is no name, and the rest that it is one"), next_step=msg("leave one of them out")
        )
    actor = edit_actor(find(project), ActorEdit(name, kind.value if kind else "", tuple(join or ()), no_name))
    also = msg(", also {variants}", variants=", ".join(actor.variants)) if actor.variants else ""
    done = (
        msg("{actor}: {kind}{also}", actor=actor.name, kind=term(actor.kind), also=also)
        if actor.is_name
        else msg("{actor_name}: no name", actor_name=actor.name)
    )
    with out.telling(done):
        out.line(done)


@app.command("ask")
def ask(project: ProjectOption = None) -> None:
    """Go through the names whose kind is not known, those named most often first, and ask. Each answer is saved at once.

    In a terminal an answer is one key, without Enter; from a file or pipe, a line.
    """
    from kodetre.project.project import find
    from kodetre.services.actors import ActorEdit, edit_actor, list_actors, unasked

    opened = find(project)
    actors = list_actors(opened)
    waiting = unasked(actors)
    saved: list[str] = []
    with out.telling(lambda: msg("{answers} saved", answers=counted(len(saved), "answer")) if saved else ""):
        for place, actor in enumerate(waiting, 1):
            out.line(
                msg(
                    "{place} of {count}  {actor_name}  ({times})",
                    place=place,
                    count=len(waiting),
                    actor_name=actor.name,
                    times=counted(len(actor.mentions), "time"),
                )
            )
            key = _key()
            if key == "q":
                break
            if key != "s":
                kind = "" if key == "n" else _KEYS[key].value
                edit_actor(opened, ActorEdit(actor.name, kind, no_name=key == "n"), actors)
                saved.append(actor.name)
        out.line(
            msg(
                "{answers} saved; {count} still open.",
                answers=counted(len(saved), "answer"),
                count=len(waiting) - len(saved),
            )
        )


def _key() -> str:
    """What is answered, one of the keys of the question; q where the answers end. Asks again until it is one."""
    while True:
        out.prompt(_QUESTION)
        answer = answers.key()
        out.line(answer if answer is not None and answers.is_terminal() else "")
        key = "q" if answer is None else answer.lower()
        if key in _KEYS or key in ("n", "s", "q"):
            return key
        out.line(msg("'{answer}' is none of the keys.", answer=answer))
