"""`kodetre export`: the project for other programs."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import ForceOption, JsonOption, ProjectOption
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kodetre.cli.outputs import Outputs
    from kodetre.exchange.qda import Loss
    from kodetre.project.project import Project
    from kodetre.services.export_project import Exported


class For(StrEnum):
    """The program that a REFI-QDA project is for."""

    spec = "spec"
    nvivo = "nvivo"
    maxqda = "maxqda"
    atlasti = "atlasti"
    qualcoder = "qualcoder"


class As(StrEnum):
    """What is written, where the name of the file does not say it."""

    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    qualcoder = "qualcoder"
    taguette_codebook = "taguette-codebook"


def export(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="*.qdpx for the project, *.qdc for the codebook (REFI-QDA); with --to a folder."
        ),
    ],
    to: Annotated[
        As | None,
        typer.Option(
            help="Tidy tables for pandas, R and spreadsheets into a folder; a QualCoder project; or the codebook for Taguette."
        ),
    ] = None,
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
    if to is not None:
        if profile is not For.spec:
            raise WrongUse("--profile", msg("is for REFI-QDA alone"), next_step=msg("leave it out, or leave out --to"))
        _other(opened, outputs, target, to, json=json)
        return
    outputs.check([target])
    exported = export_project(opened, target, profile.value)
    outputs.write_with(target, exported.write)
    with out.telling(msg("Written: {target}", target=target)):
        _tell(target, exported, json=json)


def _other(project: "Project", outputs: "Outputs", target: Path, to: As, *, json: bool) -> None:
    """Write what is not REFI-QDA."""
    from kodetre.cli.outputs import OutputFile
    from kodetre.services.export_project import qualcoder_folder, taguette_codebook
    from kodetre.services.export_tables import export_tables, file_names

    if to is As.taguette_codebook:
        outputs.check([target])
        codes, losses = taguette_codebook(project)
        outputs.write([OutputFile(target, codes)])
        with out.telling(msg("Written: {target}", target=target)):
            _say_written([target], {}, losses, json=json)
        return
    if to is As.qualcoder:
        folder = qualcoder_folder(project, target)
        outputs.check(target / name for name in folder.files)
        for name, writer in folder.files.items():
            outputs.write_with(target / name, writer)
        with out.telling(msg("Written: {target}", target=target)):
            _tell(target, folder.exported, json=json)
        return
    paths = [target / name for name in file_names(to.value)]
    outputs.check(paths)
    exported = export_tables(project, to.value)
    outputs.write([OutputFile(target / name, data) for name, data in exported.files if isinstance(data, bytes)])
    for name, data in exported.files:
        if not isinstance(data, bytes):
            outputs.write_with(target / name, data)
    with out.telling(msg("Written: {target}", target=target)):
        _say_written(paths, exported.rows, exported.losses, json=json)


def _say_written(paths: "Sequence[Path]", rows: "Mapping[str, int]", losses: "Sequence[Loss]", *, json: bool) -> None:
    if json:
        told = [asdict(loss) for loss in losses]
        out.json_line({"files": [str(path) for path in paths], "rows": dict(rows), "losses": told})
        return
    if rows:
        out.table((msg("table"), msg("rows")), list(rows.items()), numeric=(1,))
        talk.say(msg("{folder}: {files}.", folder=paths[0].parent, files=counted(len(paths), "file")))
    else:
        talk.say(f"{paths[0]}.")
    _tell_losses(losses)


def _tell_losses(losses: "Sequence[Loss]") -> None:
    if losses:
        out.line(msg("What does not go out, or goes out otherwise:"))
        out.table(
            (msg("number"), msg("what"), msg("why")),
            [(loss.count, loss.what, loss.why) for loss in losses],
            numeric=(0,),
        )


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
    _tell_losses(exported.losses)
