"""`kodetre init`: make a project."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.i18n.message import msg
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
    with out.telling(msg("Made a project in {as_posix}/", as_posix=folder.as_posix())):
        _tell(folder.as_posix(), project.settings.codebook)


def _tell(here: str, codebook: str) -> None:
    out.line(msg("Made a project in {here}/", here=here))
    out.line(msg("  kodetre.yaml   its settings"))
    out.line(msg("  {codebook}   the code tree: look at it with kodetre codebook show", codebook=codebook))
    out.line(msg("  corpus/        put your documents here: PDF, DOCX, ODT, RTF, HTML, TXT, MD, VTT, SRT"))
    out.line(msg("  kodetre.db     every coding you make; back it up with kodetre backup"))
    out.line("")
    out.line(msg("Next:"))
    if here != ".":
        out.line(msg("  cd {here}", here=here))
    out.line(msg("  kodetre ingest corpus/    take the documents in"))
    out.line(msg("  kodetre suggest           see what the keywords find"))
    out.line(msg("  kodetre code              begin to code"))
