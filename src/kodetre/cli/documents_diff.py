"""`kodetre documents diff`: what changed in a document's text from one version to the next."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.cli.runs import inline
from kodetre.i18n.message import counted, msg

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
    talk.say(
        msg(
            "{document}: {old} → {new}",
            document=result.document,
            old=_named(result.old),
            new=_named(result.new),
        )
    )
    if not result.paragraphs:
        out.line(msg("The two texts have the same paragraphs."))
    for paragraph in result.paragraphs:
        out.rich(_drawn(paragraph))
    changed = counted(result.count("changed"), "paragraph")
    out.line(
        msg(
            "{changed} changed, {added} added, {removed} removed.",
            changed=changed,
            added=result.count("added"),
            removed=result.count("removed"),
        )
    )


def _named(text: "NumberedVersion") -> str:
    version = text.version
    words = counted(version.words, "word")
    return msg(
        "text {number} ({created:%Y-%m-%d}, {file}, {words})",
        number=text.number,
        created=version.created,
        file=version.file,
        words=words,
    )


def _drawn(paragraph: "ParagraphChange") -> "Text":
    from rich.text import Text

    mark, colour = _MARKS[paragraph.change.what]
    page = f"[s. {paragraph.label}] "
    return Text.assemble((f"{mark} ", f"bold {colour}"), (page, "dim"), inline(paragraph.change.runs))
