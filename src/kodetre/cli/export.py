"""`kodetre export`: the project for other programs."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import ForceOption, JsonOption, ProjectOption
from kodetre.i18n.plurals import counted

if TYPE_CHECKING:
    from kodetre.services.export_project import Exported


class For(StrEnum):
    """The program that a REFI-QDA project is for."""

    spec = "spec"
    nvivo = "nvivo"
    maxqda = "maxqda"
    atlasti = "atlasti"
    qualcoder = "qualcoder"


def export(
    target: Annotated[
        Path, typer.Argument(metavar="FILE", help="*.qdpx for the project, *.qdc for the codebook (REFI-QDA).")
    ],
    profile: Annotated[
        For, typer.Option(help="The program that it is for, where the standard leaves something open.")
    ] = For.spec,
    force: ForceOption = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Write the project for another program, and list what that cannot hold.

    The same project gives the same bytes, with the same GUIDs.
    """
    from kodetre.cli.outputs import Outputs
    from kodetre.project.project import find
    from kodetre.services.export_project import export_project

    opened = find(project)
    outputs = Outputs(opened, force=force)
    outputs.check([target])
    exported = export_project(opened, target, profile.value)
    outputs.write_with(target, exported.write)
    with out.telling(f"Written: {target}"):
        _tell(target, exported, json=json)


def _tell(target: Path, exported: "Exported", *, json: bool) -> None:
    if json:
        counts = {name: getattr(exported, name) for name in ("documents", "codes", "codings", "memos")}
        out.json_line({"file": str(target), **counts, "losses": [asdict(loss) for loss in exported.losses]})
        return
    said = [
        counted(exported.documents, "document"),
        counted(exported.codes, "code"),
        counted(exported.codings, "coding"),
    ]
    talk.say(f"{target}: {', '.join(said)}.")
    if exported.losses:
        out.line("What does not go out, or goes out otherwise:")
        out.table(
            ("number", "what", "why"), [(loss.count, loss.what, loss.why) for loss in exported.losses], numeric=(0,)
        )
