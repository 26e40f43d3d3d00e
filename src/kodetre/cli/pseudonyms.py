"""`kodetre pseudonyms`: names that the project does not hold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import answers, out, talk
from kodetre.cli.keyed import ask, go_through
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import NamesLeft, NothingMatched
from kodetre.i18n.message import by_number, counted, msg, term

if TYPE_CHECKING:
    from kodetre.services.pseudonyms import Applied

app = typer.Typer(help="Pseudonyms in the place of people's names: the key, names for it, and whether any is left.")
KeyOption = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="Where the key is, or is to be: outside of the project. Otherwise among your settings.",
    ),
]


@app.callback(invoke_without_command=True)
def pseudonyms(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """Say where the key is, and which pseudonyms there are; never the names."""
    if ctx.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.pseudonyms import state

    known = state(find(project))
    if json:
        out.json_line(
            {
                "id": known.id,
                "key": str(known.path),
                "there": known.there,
                "names": known.names,
                "pseudonyms": list(known.pseudonyms),
                "documents": list(known.documents),
            }
        )
        return
    if not known.there:
        out.line(msg("The key should be in {path}, and is not there.", path=known.path))
    else:
        out.line(msg("The key is in {path}.", path=known.path))
        names, pseudonyms = counted(known.names, "name"), counted(len(known.pseudonyms), "pseudonym")
        out.line(msg("{names} with {pseudonyms}.", names=names, pseudonyms=pseudonyms))
        for pseudonym in known.pseudonyms:
            out.line(f"  {pseudonym}")
    if known.documents:
        out.line(msg("Documents with pseudonyms: {documents}.", documents=", ".join(known.documents)))


@app.command("init")
def init(
    key: KeyOption = None, json: JsonOption = False, coder: CoderOption = None, project: ProjectOption = None
) -> None:
    """Make the key of this project, or say where it is on this machine."""
    from kodetre.project.project import find
    from kodetre.services.pseudonyms import begin_key

    path = begin_key(find(project), key, coder)
    with out.telling(msg("the key is in {path}", path=path)):
        if json:
            out.json_line({"key": str(path)})
            return
        out.line(msg("The key is in {path}. Nobody else may read it; keep a copy in a safe place.", path=path))
        out.line(msg("Find the names before you take interviews in: kodetre pseudonyms find FILE..."))


@app.command("add")
def add(
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="CSV with name and pseudonym; - for stdin. Otherwise you are asked."
        ),
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Add names to the key, and replace them at once in what was taken in before.

    Names are not given on the command line: a shell remembers what was typed.
    """
    from kodetre.project.project import find
    from kodetre.services.pseudonyms import add_names, pairs_of, read_pairs

    opened = find(project)
    if source is not None and str(source) != "-":
        pairs = read_pairs(source)
    elif source is not None:
        pairs = pairs_of(answers.stream().read(), "-")
    else:
        pairs = _asked()
    if not pairs:
        raise NothingMatched("", msg("no name was given"), next_step=msg("write a name and its pseudonym"))
    _tell(add_names(opened, pairs, coder), json=json)


def _asked() -> list[tuple[str, str]]:
    pairs = []
    while name := (ask(msg("Name (empty to end): "), answers.stream()) or "").strip():
        pseudonym = (ask(msg("Pseudonym: "), answers.stream()) or "").strip()
        if not pseudonym:
            break
        pairs.append((name, pseudonym))
    return pairs


def _tell(applied: "Applied", *, json: bool) -> None:
    """What was done."""
    done = msg("the key has {names} more", names=counted(applied.added, "name"))
    with out.telling(done if applied.added else ""):
        if json:
            out.json_line(
                {
                    "added": applied.added,
                    "replaced": applied.replaced,
                    "documents": applied.documents,
                    "step": applied.step,
                }
            )
            return
        if applied.added:
            out.line(msg("{names} added to the key.", names=counted(applied.added, "name")))
        if applied.replaced:
            out.line(
                msg(
                    "{places} in the store replaced, in {documents}; this cannot be taken back.",
                    places=counted(applied.replaced, "name"),
                    documents=counted(applied.documents, "document"),
                )
            )
            talk.say(msg("Backups and reports from before still have the names: kodetre pseudonyms check"))
        else:
            out.line(msg("The store has no name of the key."))


@app.command("find")
def find_names(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Files that are not taken in yet; otherwise all documents."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the words to a CSV instead, outside of the project, for add --from."),
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Go through what may be names: speakers, and words with a capital that no word list has. One key for each.

    Every answer is saved in the key at once. At the end the names are replaced in what was taken in before.
    """
    from kodetre.cli.naming_plain import NamingPlain
    from kodetre.project.project import find
    from kodetre.services.pseudonyms import apply as apply_names
    from kodetre.services.pseudonyms import open_naming, write_candidates

    opened = find(project)
    session = open_naming(opened, tuple(paths or ()), coder, talk.say)
    if output is not None or json:
        waiting = session.waiting
        if output is not None:
            write_candidates(opened, output, waiting)
            out.line(
                msg(
                    "{words} in {path}: write a pseudonym for each that is a name, take the other lines out, and: "
                    "kodetre pseudonyms add --from {path}",
                    words=counted(len(waiting), "word"),
                    path=output,
                )
            )
            return
        for each in waiting:
            out.json_line(
                {
                    "name": each.name,
                    "count": each.count,
                    "where": list(each.where),
                    "excerpt": each.excerpt,
                    "speaker": each.speaks,
                }
            )
        return
    go_through(None, lambda stream: NamingPlain(session, stream))
    if session.named:
        _tell(apply_names(opened, coder), json=False)


@app.command("apply")
def apply(json: JsonOption = False, coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Replace the key's names in everything that the store has, with every coding where it was. It cannot be taken back."""
    from kodetre.project.project import find
    from kodetre.services.pseudonyms import apply as service

    _tell(service(find(project), coder), json=json)


@app.command("check")
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders elsewhere that are looked through too."),
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Look for names of the key in the store, the files of the project and its reports; exit code 9 when there is one."""
    from kodetre.project.project import find
    from kodetre.services.names_check import check_names

    with talk.progress() as show:
        checked = check_names(find(project), tuple(paths or ()), lambda name: show(0, 0, name))
    for each in checked.unread:
        talk.say(msg("Not looked through: {file}.", file=each))
    if json:
        for place in checked.places:
            out.json_line(
                {"where": place.where, "kind": place.kind, "pseudonym": place.pseudonym, "count": place.count}
            )
    elif checked.places:
        columns = (msg("where"), msg("what it is"), msg("whose name"), msg("times"))
        out.table(columns, [(p.where, term(p.kind), p.pseudonym, p.count) for p in checked.places], numeric=(3,))
    if checked.places:
        files = len({place.where for place in checked.places})
        raise NamesLeft(
            "",
            by_number(files, "{number} file has a name of the key", "{number} files have names of the key"),
            next_step=msg(
                "the store: kodetre pseudonyms apply; other files: delete them, make reports anew, and keep the files that were "
                "taken in outside of the project"
            ),
        )
    if checked.unread:
        raise NamesLeft("", msg("some files could not be looked through"), next_step=msg("look at them yourself"))
    if not json:
        out.line(msg("No name of the key in the store and {files}.", files=counted(checked.files, "file")))
