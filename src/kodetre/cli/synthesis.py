"""`kodetre synthesis`: what is said of the cells of the analysis."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from kodetre.project.project import Project
    from kodetre.report.cells import FilledCell
    from kodetre.services.synthesis import CellRequest, CellWritten, OpenSynthesis

_LONGEST = 60
"""Characters of a quote that stand beside its id."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Which cell."""

    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE [CODE]]", help="One code or two, in whichever order; without any all cells are listed."
        ),
    ] = None
    case: Annotated[
        str, typer.Option("--case", metavar="NAME", help="The case: a group, or what kodetre case lists.")
    ] = ""
    kind: Annotated[str, typer.Option("--kind", help="The case's kind, where several have its name.")] = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of it."""

    text: Annotated[
        str | None, typer.Option("--text", help="The text. [[ID]] cites an excerpt, [[ID quote]] with its words.")
    ] = None
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="The text, from a file.")] = None
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict", help="What variation it shows: wanted, unwanted, none, unknown, or the project's own."
        ),
    ] = None
    expected: Annotated[str | None, typer.Option("--expected", metavar="TEXT", help="What the theory expected.")] = None
    edit: Annotated[
        bool, typer.Option("--edit", help="Write it in $EDITOR; without a cell, go through all of them full-screen.")
    ] = False
    remove: Annotated[bool, typer.Option("--remove", help="Take away all that is said of it.")] = False


@grouped
def synthesis(
    meant: Meant, said: Said, json: JsonOption = False, coder: CoderOption = None, project: ProjectOption = None
) -> None:
    """Write what you found: a text, a verdict and what was expected for each perspective, category and case."""
    from kodetre.project.project import find
    from kodetre.services.synthesis import CellEdit, CellRequest, write_cell
    from kodetre.userfile import read_text

    opened = find(project)
    request = CellRequest(tuple(meant.codes or ()), meant.case, meant.kind)
    writes = any(each is not None for each in (said.text, said.file, said.verdict, said.expected))
    _check(request, said, writes=writes)
    if not request.codes:
        if said.edit:
            _full_screen(opened, coder)
        else:
            _list(opened, json=json)
        return
    if said.remove:
        edit = CellEdit("", "", "", coder)
    elif writes:
        text = read_text(said.file) if said.file is not None else said.text
        edit = CellEdit(text, said.verdict, said.expected, coder)
    elif said.edit:
        from kodetre.cli.synthesis_editor import edited

        edit = edited(opened, request, coder)
    else:
        _show(opened, request, json=json)
        return
    _tell(opened, write_cell(opened, request, edit), json=json)


def _check(request: "CellRequest", said: Said, *, writes: bool) -> None:
    """Raise WrongUse for what does not go together."""
    if not request.codes and (writes or said.remove or request.case):
        how = msg("for example: kodetre synthesis okonomi instrumentelt --case 'Lindvik kommune' --verdict wanted")
        raise WrongUse("synthesis", msg("wants to know which cell"), next_step=how)
    if said.text is not None and said.file is not None:
        raise WrongUse("--file", msg("and --text say different things"), next_step=msg("leave one of them out"))
    if sum((writes, said.edit, said.remove)) > 1:
        what = msg("--edit, --remove and what is to be written are three things; choose one")
        raise WrongUse("synthesis", what)


def _tell(project: "Project", result: "CellWritten", *, json: bool) -> None:
    from kodetre.services.synthesis import open_synthesis

    opened = open_synthesis(project)
    name = opened.name_of(result.cell.cell)
    done = msg("{cell}: kept as step {step}", cell=name, step=result.step) if result.step else ""
    with out.telling(done):
        if json:
            out.json_line({**_as_json(result.cell), "step": result.step})
        elif result.step:
            out.line(msg("Kept: {cell}. Take it back with: kodetre undo", cell=name))
        else:
            out.line(msg("Nothing is new: it is so already."))
    _tell_gone([result.cell], opened)


def _tell_gone(cells: "list[FilledCell]", opened: "OpenSynthesis") -> None:
    """Say what is cited and is not there any more."""
    for each in cells:
        for id in each.gone:
            talk.say(msg("{cell} cites {id}, which is no excerpt any more", cell=opened.name_of(each.cell), id=id))


def _list(project: "Project", *, json: bool) -> None:
    from kodetre.services.synthesis import open_synthesis

    opened = open_synthesis(project)
    if json:
        for each in opened.cells:
            out.json_line(_as_json(each))
        return
    rows: list[tuple[object, ...]] = []
    for each in opened.cells:
        said, path = each.text, opened.data.codebook.label_path
        words = len(said.text.split())
        written = counted(words, "word") if words else msg("empty") if said.is_empty else msg("no text")
        verdict = opened.labels.get(said.verdict, said.verdict)
        rows.append((path(each.cell.code), path(each.cell.other), each.cell.case, len(each.excerpts), verdict, written))
    heads = (msg("perspective"), msg("category"), msg("case"), msg("excerpts"), msg("verdict"), msg("text"))
    out.table(heads, rows, numeric=(3,))
    number = sum(not each.text.is_empty for each in opened.cells)
    out.line(msg("{written} of {cells} written.", written=number, cells=counted(len(opened.cells), "cell")))
    _tell_gone(list(opened.cells), opened)


def _show(project: "Project", request: "CellRequest", *, json: bool) -> None:
    from kodetre.services.synthesis import open_cell

    with open_cell(project, request) as (opened, each):
        if json:
            out.json_line(_as_json(each))
            return
        _draw(opened, each)
        _tell_gone([each], opened)


def _draw(opened: "OpenSynthesis", each: "FilledCell") -> None:
    from kodetre.cli.excerpt import short
    from kodetre.document.cited import SHORT

    said = each.text
    out.line(opened.name_of(each.cell))
    out.line("")
    out.line(msg("Expected: {text}", text=said.expected or "–"))
    out.line(msg("Verdict: {verdict}", verdict=opened.labels.get(said.verdict, said.verdict) or "–"))
    out.line("")
    out.line(said.text or msg("Nothing is written yet: --edit, --text or --file."))
    out.line("")
    for excerpt in each.excerpts:
        quote = short(excerpt.coding.anchor.quote, _LONGEST)
        out.line(
            msg("{id}  {citation}  «{quote}»", id=excerpt.coding.id[:SHORT], citation=excerpt.citation, quote=quote)
        )
    number = counted(len(each.excerpts), "excerpt")
    out.line(msg("{excerpts}. Cite one in the text: [[ID]], with its words: [[ID quote]].", excerpts=number))


def _as_json(each: "FilledCell") -> dict[str, object]:
    cell, said = each.cell, each.text
    return {
        "code": cell.code,
        "other": cell.other,
        "kind": cell.kind,
        "case": cell.case,
        "verdict": said.verdict,
        "expected": said.expected,
        "text": said.text,
        "coder": said.coder,
        "excerpts": [excerpt.coding.id for excerpt in each.excerpts],
        "gone": list(each.gone),
    }


def _full_screen(project: "Project", coder: str | None) -> None:
    from kodetre.cli import answers

    if not (answers.is_terminal() and out.is_terminal()):
        how = msg("name a cell with --text, --file or --edit")
        raise WrongUse("--edit", msg("without a cell is full-screen and needs a terminal"), next_step=how)
    from kodetre.services.synthesizing import open_synthesizing
    from kodetre.tui.synthesis import SynthesisApp

    with open_synthesizing(project, coder) as session:
        app = SynthesisApp(session, theme=project.settings.theme)
        app.run()
        if app.failed is not None:
            raise app.failed
