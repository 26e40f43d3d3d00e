"""`kodetre undo`, `redo` and `journal`: what was done, and taking it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.i18n.message import msg, term
from kodetre.model.moments import write_moment

if TYPE_CHECKING:
    from kodetre.model.codings import Step


def undo(coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Take back your last action; again and again, across sessions."""
    from kodetre.project.project import find
    from kodetre.services import journal as service

    _tell(msg("Taken back: {named}", named=_named(service.undo(find(project), coder))))


def redo(coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Do again what you took back last."""
    from kodetre.project.project import find
    from kodetre.services import journal as service

    _tell(msg("Done again: {named}", named=_named(service.redo(find(project), coder))))


def _tell(done: str) -> None:
    with out.telling(done):
        out.line(msg("{done}.", done=done))


def _named(step: "Step") -> str:
    from kodetre.session.steps import told

    return msg("{told}, of {write_moment}", told=told(step), write_moment=write_moment(step.created))


def journal(
    limit: Annotated[int, typer.Option(min=0, help="The last so many; 0 shows all.")] = 20,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List everything that changed the project: when, who, what."""
    from kodetre.project.project import find
    from kodetre.services.journal import steps

    shown = steps(find(project), limit)
    if json:
        for step in shown:
            out.json_line(_as_json(step))
    else:
        out.table(
            ("", msg("when (UTC)"), msg("coder"), msg("what"), "", ""), [_row(step) for step in shown], numeric=(0,)
        )


def _as_json(step: "Step") -> dict[str, object]:
    return {
        "step": step.number,
        "created": write_moment(step.created),
        "coder": step.coder,
        "name": step.name,
        "detail": step.detail,
        "undone": step.undone,
    }


def _row(step: "Step") -> tuple[object, ...]:
    undone = msg("taken back") if step.undone else ""
    return step.number, write_moment(step.created), step.coder, term(step.name), step.detail, undone
