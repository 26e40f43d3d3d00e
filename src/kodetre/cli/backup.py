"""`kodetre backup`: a consistent copy of the store."""

from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import ForceOption, ProjectOption
from kodetre.i18n.message import msg


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; otherwise beside the store, with the time in its name."),
    ] = None,
    force: ForceOption = False,
    project: ProjectOption = None,
) -> None:
    """Write a consistent, checked copy of every coding, also while a session is open."""
    from kodetre.cli.outputs import Outputs
    from kodetre.project.project import find
    from kodetre.services.backup import back_up

    opened = find(project)
    if file is not None:
        Outputs(opened, force=force).check([file])
    written = back_up(opened, file)
    with out.telling(msg("Wrote {path}, and checked it", path=written.path)):
        out.line(msg("Wrote {path} ({size:.1f} MB), and checked it.", path=written.path, size=written.size / 1000000.0))
        out.line(msg("To go back to it: put it in the place of kodetre.db while no kodetre is running."))
