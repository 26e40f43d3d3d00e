"""Options that several commands have, in one place."""

from pathlib import Path
from typing import Annotated

import typer

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The project's folder. Otherwise the current one or one above it."),
]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who codes. Otherwise the project's setting, else your login name."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DocumentFilter = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="Only this document (id or file name). Can be repeated."),
]
GroupFilter = Annotated[
    list[str] | None, typer.Option("--group", help="Only documents of this group. Can be repeated.")
]
CodeFilter = Annotated[
    list[str] | None, typer.Option("--code", metavar="KEY", help="Only this code and those under it. Can be repeated.")
]
OriginFilter = Annotated[
    list[str] | None, typer.Option("--origin", help="Only codings made by: manual, keyword, imported. Can be repeated.")
]
