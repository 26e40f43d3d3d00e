"""`kodetre codebook add | rename | move | merge | split | delete | colour`: the file and the codings, in one step."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, ProjectOption
from kodetre.errors import WrongUse

if TYPE_CHECKING:
    from kodetre.codebook.edit import Edited
    from kodetre.codebook.tree import Codebook

CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="The code's key, or as much of it as tells it apart.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]


def add(
    key: Annotated[str, typer.Argument(metavar="KEY", help="With the code above it: okonomi.gaver")],
    label: Annotated[str, typer.Option(help="What people read; otherwise made from the key.")] = "",
    dimension: Annotated[str, typer.Option(help="The dimension, for a code at the top.")] = "",
    definition: Annotated[str, typer.Option(help="What it means.")] = "",
    keyword: Annotated[list[str] | None, typer.Option(help="A keyword pattern. Can be repeated.")] = None,
    colour: Annotated[str, typer.Option(help="As '#0072b2'.")] = "",
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Add a code to the tree."""
    from kodetre.codebook import edit
    from kodetre.codebook.find import label_from

    fields: dict[str, object] = {"definition": definition, "colour": colour, "keywords": list(keyword or ())}
    given = {name: value for name, value in fields.items() if value}

    def change(codebook: "Codebook", file: str) -> "Edited":
        return edit.add(codebook, file, key, label or label_from(key), dimension, given)

    _change(project, coder, dry_run, "add", key, change)


def rename(
    code: CodeArgument,
    key: Annotated[str, typer.Option(help="The new last part of its key.")] = "",
    label: Annotated[str, typer.Option(help="The new label.")] = "",
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a code another key, another label, or both; its codings follow."""
    from kodetre.codebook import edit

    if not key and not label:
        raise WrongUse(code, "is to be renamed to nothing", next_step="say --key NEW, --label NEW or both")
    _change(
        project,
        coder,
        dry_run,
        "rename",
        code,
        lambda book, file: edit.rename(book, file, _key(book, code), key, label),
    )


def move(
    code: CodeArgument,
    under: Annotated[str, typer.Option(metavar="CODE", help="The code to stand under; without it, at the top.")] = "",
    dimension: Annotated[str, typer.Option(help="The dimension, for a code that moves to the top of another.")] = "",
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Move a code, with all under it, to another place in the tree; the codings follow."""
    from kodetre.codebook import edit

    _change(
        project, coder, dry_run, "move", code,
        lambda book, file: edit.move(book, file, _key(book, code), _key(book, under) if under else "", dimension),
    )  # fmt: skip


def merge(
    code: CodeArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The code that takes it up.")],
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take a code up into another, with its keywords, examples and codings."""
    from kodetre.codebook import edit

    _change(
        project, coder, dry_run, "merge", code,
        lambda book, file: edit.merge(book, file, _key(book, code), _key(book, into)),
    )  # fmt: skip


def split(
    code: CodeArgument,
    part: Annotated[
        list[str],
        typer.Argument(
            metavar="PART…", help="New codes under it, each with the keywords that go down: stat=tilskudd,rammetilskudd"
        ),
    ],
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a code parts. Codings whose excerpt holds the keywords of one part alone go down to it; the others stay."""
    from kodetre.codebook import edit

    parts = [_part(one) for one in part]
    _change(
        project, coder, dry_run, "split", code,
        lambda book, file: edit.split(book, file, _key(book, code), parts), parts,
    )  # fmt: skip


def delete(
    code: CodeArgument,
    to: Annotated[str, typer.Option(metavar="CODE", help="The code that its codings get.")] = "",
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take a code, with all under it, out of the tree. Refused while it has codings, unless told which code they get."""
    from kodetre.codebook import edit

    _change(
        project, coder, dry_run, "delete", code,
        lambda book, file: edit.delete(book, file, _key(book, code), _key(book, to) if to else ""),
    )  # fmt: skip


def colour(
    code: CodeArgument,
    shade: Annotated[str, typer.Argument(metavar="#RRGGBB", help="In quotes: '#0072b2'")],
    dry_run: DryRun = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Give a code another colour."""
    from kodetre.codebook import edit

    _change(
        project, coder, dry_run, "colour", code, lambda book, file: edit.colour(book, file, _key(book, code), shade)
    )


def _key(codebook: "Codebook", wanted: str) -> str:
    from kodetre.codebook.find import find_code

    return find_code(codebook, wanted).key


def _part(written: str) -> tuple[str, list[str]]:
    name, _, keywords = written.partition("=")
    return name.strip(), [one.strip() for one in keywords.split(",") if one.strip()]


def _change(
    project: Path | None,
    coder: str | None,
    dry_run: bool,
    name: str,
    detail: str,
    change: "Callable[[Codebook, str], Edited]",
    parts: Sequence[tuple[str, list[str]]] = (),
) -> None:
    from kodetre.model.codings import StepKind
    from kodetre.project.project import find
    from kodetre.services.corpus import open_corpus
    from kodetre.services.recode import EditStep, carry_out, effect_of, parted

    opened = find(project)
    with opened.store() as store:
        codebook = opened.codebook()
        edited = change(codebook, str(opened.codebook_path))
        recoded: list[tuple[str, str]] = []
        if parts:
            corpus = open_corpus(store, codebook, opened.analyser(), talk.say)
            recoded = parted(corpus, codebook, store.codings.live(), _key(codebook, detail), parts)
        if dry_run:
            effect = effect_of(store, edited, recoded)
        else:
            step = EditStep(opened.coder(coder), StepKind(f"codebook {name}"), detail, tuple(recoded))
            effect = carry_out(store, codebook, edited, step)
    _show(codebook.source, edited.source)
    for old, new, count in effect.recoded:
        out.line(f"{old} → {new}: {count} coding{'s' if count != 1 else ''}")
    if dry_run:
        out.line("This is what would be done; nothing was changed.")
    else:
        out.line(f"The codebook is changed, and {effect.codings} codings with it. Take it back with: kodetre undo")


def _show(before: str, after: str) -> None:
    """The lines of the file that change."""
    from difflib import unified_diff

    from rich.text import Text

    styles = {"+": "green", "-": "red"}
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    for line in list(lines)[2:]:
        out.rich(Text(talk.printable(line), style="dim" if line.startswith("@@") else styles.get(line[:1], "")))
