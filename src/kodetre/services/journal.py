"""What was done in a project, and taking it back."""

from kodetre.model.codings import Step
from kodetre.project.project import Project


def undo(project: Project, coder: str | None = None) -> Step:
    """Take back the last action of a coder, and say which it was. Raises CannotUndo when there is none."""
    with project.store() as store:
        return store.journal.undo(project.coder(coder))


def redo(project: Project, coder: str | None = None) -> Step:
    """Do again what a coder took back last, and say what it was. Raises CannotUndo when there is nothing."""
    with project.store() as store:
        return store.journal.redo(project.coder(coder))


def merged_steps(project: Project) -> dict[int, list[Step]]:
    """What colleagues did in the stores that were taken in, oldest first, by the number of the step that took each in."""
    with project.store() as store:
        return store.journal.merged_steps()


def steps(project: Project, limit: int = 0) -> list[Step]:
    """The last so many steps of the journal, oldest first; 0 is all of them."""
    with project.store() as store:
        every = store.journal.steps()
    return every[-limit:] if limit else every
