"""`kodetre codebook add | rename | move | merge | split | delete | colour`: the file and the codings, in one step."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from kodetre.services.edit_codebook import CodeEdit, EditResult

CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="The code's key, or as much of it as tells it apart.")
]
_STYLES = {"+": "green", "-": "red", "@": "dim"}
"""How a line of the changes is drawn, by its first sign."""


@dataclass(frozen=True, slots=True)
class EditOptions:
    """Who changes the codebook of which project, and whether it is only tried."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")] = False
    coder: CoderOption = None
    project: ProjectOption = None


@dataclass(frozen=True, slots=True)
class NewCode:
    """What is said of a new code."""

    label: Annotated[str, typer.Option(help="What people read; otherwise made from the key.")] = ""
    dimension: Annotated[str, typer.Option(help="The dimension, for a code at the top.")] = ""
    definition: Annotated[str, typer.Option(help="What it means.")] = ""
    keyword: Annotated[list[str] | None, typer.Option(help="A keyword pattern. Can be repeated.")] = None
    colour: Annotated[str, typer.Option(help="As '#0072b2'.")] = ""


@grouped
def add(
    key: Annotated[str, typer.Argument(metavar="KEY", help="With the code above it: okonomi.gaver")],
    new: NewCode,
    options: EditOptions,
) -> None:
    """Add a code to the tree."""
    from kodetre.services.edit_codebook import AddCode

    keywords = tuple(new.keyword or ())
    _change(AddCode(key, new.label, new.dimension, new.definition, keywords, new.colour), options)


@grouped
def rename(
    *,
    code: CodeArgument,
    key: Annotated[str, typer.Option(help="The new last part of its key.")] = "",
    label: Annotated[str, typer.Option(help="The new label.")] = "",
    options: EditOptions,
) -> None:
    """Give a code another key, another label, or both; its codings follow."""
    from kodetre.services.edit_codebook import RenameCode

    if not key and not label:
        raise WrongUse(code, msg("is to be renamed to nothing"), next_step=msg("say --key NEW, --label NEW or both"))
    _change(RenameCode(code, key, label), options)


@grouped
def move(
    *,
    code: CodeArgument,
    under: Annotated[str, typer.Option(metavar="CODE", help="The code to stand under; without it, at the top.")] = "",
    dimension: Annotated[str, typer.Option(help="The dimension, for a code that moves to the top of another.")] = "",
    options: EditOptions,
) -> None:
    """Move a code, with all under it, to another place in the tree; the codings follow."""
    from kodetre.services.edit_codebook import MoveCode

    _change(MoveCode(code, under, dimension), options)


@grouped
def merge(
    code: CodeArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The code that takes it up.")],
    options: EditOptions,
) -> None:
    """Take a code up into another, with its keywords, examples and codings."""
    from kodetre.services.edit_codebook import MergeCode

    _change(MergeCode(code, into), options)


@grouped
def split(
    code: CodeArgument,
    part: Annotated[
        list[str],
        typer.Argument(
            metavar="PART…", help="New codes under it, each with the keywords that go down: stat=tilskudd,rammetilskudd"
        ),
    ],
    options: EditOptions,
) -> None:
    """Give a code parts. Codings whose excerpt holds the keywords of one part alone go down to it; the others stay."""
    from kodetre.services.edit_codebook import SplitCode

    _change(SplitCode(code, tuple(_part(written) for written in part)), options)


def _part(written: str) -> tuple[str, tuple[str, ...]]:
    """A part and its keywords, written as stat=tilskudd,rammetilskudd."""
    name, _, listed = written.partition("=")
    keywords = (keyword.strip() for keyword in listed.split(","))
    return name.strip(), tuple(keyword for keyword in keywords if keyword)


@grouped
def delete(
    *,
    code: CodeArgument,
    to: Annotated[str, typer.Option(metavar="CODE", help="The code that its codings get.")] = "",
    options: EditOptions,
) -> None:
    """Take a code, with all under it, out of the tree. Refused while it has codings, unless told which code they get."""
    from kodetre.services.edit_codebook import DeleteCode

    _change(DeleteCode(code, to), options)


@grouped
def colour(
    code: CodeArgument,
    shade: Annotated[str, typer.Argument(metavar="#RRGGBB", help="In quotes: '#0072b2'")],
    options: EditOptions,
) -> None:
    """Give a code another colour."""
    from kodetre.services.edit_codebook import ColourCode

    _change(ColourCode(code, shade), options)


def _change(edit: "CodeEdit", options: EditOptions) -> None:
    """Make the change and say what it did, or what it would do."""
    from kodetre.project.project import find
    from kodetre.services.edit_codebook import EditRequest, edit_codebook

    result = edit_codebook(find(options.project), EditRequest(edit, options.coder, options.dry_run), talk.say)
    show(result, dry_run=options.dry_run)


def show(result: "EditResult", *, dry_run: bool) -> None:
    """What a change of the codebook has done, or would do."""
    done = msg("The codebook is changed, and {codings} with it", codings=counted(result.effect.codings, "coding"))
    with out.telling("" if dry_run else done):
        _show_changes(result.before, result.after)
        for old, new, count in result.effect.recoded:
            out.line(msg("{old} → {new}: {codings}", old=old, new=new, codings=counted(count, "coding")))
        if dry_run:
            out.line(msg("This is what would be done; nothing was changed."))
        else:
            out.line(msg("{done}. Take it back with: kodetre undo", done=done))


def _show_changes(before: str, after: str) -> None:
    """The lines of the file that change."""
    from difflib import unified_diff

    from rich.text import Text

    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))
    for line in lines[2:]:
        out.rich(Text(line, style=_STYLES.get(line[:1], "")))
