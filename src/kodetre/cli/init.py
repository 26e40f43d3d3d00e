"""`kodetre init`: make a project."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.project.templates import EMPTY, templates


class Language(StrEnum):
    """The language of what goes into the thesis."""

    nb = "nb"
    nn = "nn"
    en = "en"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make the project in; made if it is not there.")
    ],
    template: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=f"The shipped codebook to begin with: {', '.join(templates())}. {EMPTY} is empty, to fill in.",
        ),
    ] = EMPTY,
    language: Annotated[Language, typer.Option(help="The language of reports.")] = Language.nb,
) -> None:
    """Make a new project: kodetre.yaml, codebooks/, corpus/ and an empty store."""
    from kodetre.project.create import create

    project = create(folder, template, language.value)
    with out.telling(f"Made a project in {folder.as_posix()}/"):
        _tell(folder.as_posix(), project.settings.codebook)


def _tell(here: str, codebook: str) -> None:
    out.line(f"Made a project in {here}/")
    out.line("  kodetre.yaml   its settings")
    out.line(f"  {codebook}   the code tree: look at it with kodetre codebook show")
    out.line("  corpus/        put your documents here: PDF, DOCX, ODT, RTF, HTML, TXT, MD")
    out.line("  kodetre.db     every coding you make; back it up with kodetre backup")
    out.line("")
    out.line("Next:")
    if here != ".":
        out.line(f"  cd {here}")
    out.line("  kodetre ingest corpus/    take the documents in")
    out.line("  kodetre suggest           see what the keywords find")
    out.line("  kodetre code              begin to code")
