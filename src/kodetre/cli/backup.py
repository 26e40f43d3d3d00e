"""`kodetre backup`: a consistent copy of the store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import ProjectOption


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; otherwise beside the store, with the time in its name."),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write a consistent, checked copy of every coding, also while a session is open."""
    from kodetre.project.project import find

    opened = find(project)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = file or opened.root / f"kodetre-backup-{stamp}.db"
    with opened.store() as store:
        store.backup(target)
    out.line(f"Wrote {target} ({target.stat().st_size / 1e6:.1f} MB), and checked it.")
    out.line("To go back to it: put it in the place of kodetre.db while no kodetre is running.")
