"""`kodetre undo`, `redo` and `journal`: what was done, and taking it back."""

from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption


def undo(coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Take back your last action; again and again, across sessions."""
    from kodetre.model.moments import write_moment
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        step = store.journal.undo(opened.coder(coder))
    out.line(f"Taken back: {step.name}{f' ({step.detail})' if step.detail else ''}, of {write_moment(step.created)}.")


def redo(coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Do again what you took back last."""
    from kodetre.model.moments import write_moment
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        step = store.journal.redo(opened.coder(coder))
    out.line(f"Done again: {step.name}{f' ({step.detail})' if step.detail else ''}, of {write_moment(step.created)}.")


def journal(
    limit: Annotated[int, typer.Option(min=0, help="The last so many; 0 shows all.")] = 20,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List everything that changed the project: when, who, what."""
    from kodetre.model.moments import write_moment
    from kodetre.project.project import find

    with find(project).store() as store:
        steps = store.journal.steps()
    shown = steps[-limit:] if limit else steps
    if json:
        for s in shown:
            out.json_line(
                {
                    "step": s.number,
                    "created": write_moment(s.created),
                    "coder": s.coder,
                    "name": s.name,
                    "detail": s.detail,
                    "undone": s.undone,
                }
            )
        return
    out.table(
        ("", "when (UTC)", "coder", "what", "", ""),
        [
            (s.number, write_moment(s.created), s.coder, s.name, s.detail, "taken back" if s.undone else "")
            for s in shown
        ],
        numeric=(0,),
    )
