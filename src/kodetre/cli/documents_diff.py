"""`kodetre documents diff`: what changed in a document's text from one version to the next."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.cli.runs import inline
from kodetre.i18n.plurals import counted

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.services.document_changes import DocumentChanges, NumberedVersion, ParagraphChange

_MARKS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("~", "yellow")}


def diff(
    name: Annotated[str, typer.Argument(metavar="ID", help="The document: D1, or its file name.")],
    versions: Annotated[
        str, typer.Option(metavar="OLD-NEW", help="Which texts, counted from 1; otherwise the last two.")
    ] = "",
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show what changed in the text of a document that was read anew; `[-out-]` and `{+in+}` without colour."""
    from kodetre.project.project import find
    from kodetre.services.document_changes import ChangesRequest, document_changes

    result = document_changes(find(project), ChangesRequest(name, versions))
    if json:
        for paragraph in result.paragraphs:
            change = paragraph.change
            runs = [list(run) for run in change.runs]
            out.json_line({"what": change.what, "label": paragraph.label, "runs": runs})
    else:
        _draw(result)


def _draw(result: "DocumentChanges") -> None:
    talk.say(f"{result.document}: {_named(result.old)} → {_named(result.new)}")
    if not result.paragraphs:
        out.line("The two texts have the same paragraphs.")
    for paragraph in result.paragraphs:
        out.rich(_drawn(paragraph))
    changed = counted(result.count("changed"), "paragraph")
    out.line(f"{changed} changed, {result.count('added')} added, {result.count('removed')} removed.")


def _named(text: "NumberedVersion") -> str:
    version = text.version
    words = counted(version.words, "word")
    return f"text {text.number} ({version.created:%Y-%m-%d}, {version.file}, {words})"


def _drawn(paragraph: "ParagraphChange") -> "Text":
    from rich.text import Text

    mark, colour = _MARKS[paragraph.change.what]
    page = f"[s. {paragraph.label}] "
    return Text.assemble((f"{mark} ", f"bold {colour}"), (page, "dim"), inline(paragraph.change.runs))
