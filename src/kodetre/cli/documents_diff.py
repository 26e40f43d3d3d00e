"""`kodetre documents diff`: what changed in a document's text from one version to the next."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.cli.runs import inline
from kodetre.errors import NothingMatched

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.document.diff import Changed
    from kodetre.model.documents import Version

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
    from kodetre.document.diff import changes
    from kodetre.project.project import find

    with find(project).store() as store:
        id = store.documents.find(name).id
        known = store.documents.versions(id)
        old, new = _chosen(id, known, versions)
        before, after = store.documents.paragraphs(known[old].number), store.documents.paragraphs(known[new].number)
    found = list(changes([text for text, _ in before], [text for text, _ in after]))
    labels = [after[c.new][1] if c.new is not None else before[c.old or 0][1] for c in found]
    if json:
        for change, label in zip(found, labels, strict=True):
            out.json_line({"what": change.what, "label": label, "runs": [list(run) for run in change.runs]})
        return
    talk.say(f"{id}: {_said(old, known[old])} → {_said(new, known[new])}")
    if not found:
        out.line("The two texts have the same paragraphs.")
    for change, label in zip(found, labels, strict=True):
        out.rich(_shown(change, label))
    counts = [sum(change.what == what for change in found) for what in ("changed", "added", "removed")]
    out.line(f"{counts[0]} paragraphs changed, {counts[1]} added, {counts[2]} removed.")


def _chosen(id: str, known: "list[Version]", wanted: str) -> tuple[int, int]:
    """The places of the two versions in the list of all."""
    if len(known) < 2:
        raise NothingMatched(id, "has only one text", next_step="a changed file makes a newer one: kodetre ingest FILE")
    if not wanted:
        return len(known) - 2, len(known) - 1
    ends = wanted.replace("–", "-").split("-")
    if len(ends) != 2 or not all(end.strip().isdigit() and 1 <= int(end) <= len(known) for end in ends):
        raise NothingMatched(
            wanted, f"names no two texts of {id}", next_step=f"it has 1 to {len(known)}: --versions 1-2"
        )
    return int(ends[0]) - 1, int(ends[1]) - 1


def _said(place: int, version: "Version") -> str:
    return f"text {place + 1} ({version.created:%Y-%m-%d}, {talk.printable(version.file)}, {version.words} words)"


def _shown(change: "Changed", label: str) -> "Text":
    from rich.text import Text

    mark, colour = _MARKS[change.what]
    return Text.assemble((f"{mark} ", f"bold {colour}"), (f"[s. {talk.printable(label)}] ", "dim"), inline(change.runs))
