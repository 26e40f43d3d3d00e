"""`kodetre import`: the project of another program, its codebook, or highlights."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg, term

if TYPE_CHECKING:
    from kodetre.project.project import Project
    from kodetre.services.import_highlights import HighlightsRequest
    from kodetre.services.import_project import Imported

_LONGEST = 60
HIGHLIGHTS = "highlights"
"""The word before a PDF whose highlights are meant."""


@dataclass(frozen=True, slots=True)
class HighlightOptions:
    """How highlights are read."""

    map_: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="YAML",
            help="What the colours of highlights stand for; written to be filled in when it is not there.",
        ),
    ] = None
    document: Annotated[
        str,
        typer.Option(
            "--document", metavar="ID", help="The document that the PDF with highlights is, where it cannot be told."
        ),
    ] = ""


@grouped
def import_(
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="A project (.qdpx) or codebook (.qdc) of NVivo, ATLAS.ti, MAXQDA …; a QualCoder, Requal or Taguette project; or "
            "highlights FILE.pdf for what has been highlighted in a PDF; or highlights FILE.json of Zotero's annotations.",
        ),
    ],
    highlights: HighlightOptions,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken in.")] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take another program's project in: texts, codes, codings with their coders and times, memos, cases; or the highlights of a
    PDF.

    All of it is one step that undo takes back, or nothing is taken in. What is there already is not made twice. How the offsets
    of each source are to be read is found out and said; what cannot be placed is adrift, and all that does not come is listed.
    """
    from kodetre.project.project import find
    from kodetre.services import import_project as service

    if len(files) == 2 and str(files[0]) == HIGHLIGHTS:
        from kodetre.services.import_highlights import HighlightsRequest

        _highlights(
            find(project), HighlightsRequest(files[1], highlights.map_, highlights.document, coder, dry_run), json=json
        )
        return
    if len(files) != 1:
        raise WrongUse(
            "import",
            msg("takes one file, and {len} are named", len=len(files)),
            next_step=msg("import them one after another"),
        )
    if highlights.map_ is not None or highlights.document:
        raise WrongUse(
            "--map" if highlights.map_ is not None else "--document",
            msg("is for highlights alone"),
            next_step=msg("kodetre import highlights plan.pdf"),
        )
    imported = service.import_project(find(project), service.ImportRequest(files[0], coder, dry_run))
    _tell(imported, files[0], json=json)


def _tell(imported: "Imported", file: Path, *, json: bool) -> None:
    with out.telling(msg("Taken in: {file}", file=file) if imported.step else ""):
        if json:
            out.json_line(_as_json(imported))
        else:
            _draw(imported)


def _highlights(project: "Project", request: "HighlightsRequest", *, json: bool) -> None:
    from kodetre.exchange.zotero import ENDINGS
    from kodetre.services.import_highlights import import_highlights
    from kodetre.services.import_zotero import import_zotero

    is_export = request.file.suffix.lower() in ENDINGS
    result = import_zotero(project, request) if is_export else import_highlights(project, request)
    with out.telling(msg("Taken in: {file}", file=request.file) if result.imported.step else ""):
        if json:
            out.json_line(
                {**_as_json(result.imported), "colours": [asdict(use) for use in result.colours], "map": result.map}
            )
            return
        if result.colours:
            rows = [(use.colour, use.count, use.code, use.words[:_LONGEST]) for use in result.colours]
            out.table((msg("colour"), msg("highlights"), msg("code"), msg("words of one")), rows, numeric=(1,))
        if result.map:
            out.line(
                msg(
                    "Written: {map}. Fill in which code each colour stands for, and run the same command again.",
                    map=result.map,
                )
            )
            return
        _draw(result.imported)
    if any(not use.code for use in result.colours):
        talk.say(msg("Colours without a code were left out: --map farger.yaml writes a map to fill in"))


def _as_json(imported: "Imported") -> dict[str, object]:
    return {
        "file": imported.file,
        "origin": imported.origin,
        "dry_run": imported.dry_run,
        "step": imported.step,
        "rows": [asdict(row) for row in imported.rows],
        "sources": [asdict(source) for source in imported.sources],
        "losses": [asdict(loss) for loss in imported.losses],
    }


def _draw(imported: "Imported") -> None:
    columns = ("", msg("made anew"), msg("there already"), msg("in changed words"), msg("adrift"))
    rows = [(term(row.what), row.new, row.known, row.near, row.adrift) for row in imported.rows]
    out.table(columns, rows, numeric=range(1, 5))
    if imported.sources:
        listed = [
            (one.document, one.name[:_LONGEST], one.codings + one.known, one.adrift, one.left, one.reading)
            for one in imported.sources
        ]
        out.table(
            (
                msg("document"),
                msg("source"),
                msg("codings"),
                msg("adrift"),
                msg("left out"),
                msg("offsets are read as"),
            ),
            listed,
            numeric=(2, 3, 4),
        )
    if imported.losses:
        out.line(msg("What does not come, or comes otherwise:"))
        out.table(
            (msg("number"), msg("what"), msg("why")),
            [(loss.count, loss.what, loss.why) for loss in imported.losses],
            numeric=(0,),
        )
    if imported.dry_run:
        out.line(msg("Nothing has been taken in."))
    elif not imported.step:
        out.line(msg("All of it was there already; nothing was changed."))
    else:
        said = counted(imported.count("codings").new, "coding")
        out.line(
            msg(
                "Taken in as step {step} of the journal, with {said}; kodetre undo takes it back.",
                step=imported.step,
                said=said,
            )
        )
    if imported.count("codings").adrift and imported.step:
        talk.say(msg("Some codings are adrift: kodetre adrift"))
