"""A session over the cells of the synthesis: which is looked at, and what is said of it. No screen in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from kodetre.errors import CannotUndo
from kodetre.i18n.message import msg
from kodetre.model.cases import Case
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.report.cells import FilledCell
from kodetre.services.cases import all_cases
from kodetre.services.synthesis import CellEdit, OpenSynthesis, record_cell, synthesis_in
from kodetre.store import Store


class Synthesizing:
    """The cells of a project, one of them looked at; what is said is saved before `write` returns."""

    def __init__(self, project: Project, store: Store, coder: str) -> None:
        self._project, self._store = project, store
        self.coder = coder
        self.opened: OpenSynthesis = synthesis_in(project, store)
        self.number = 0
        """The place of the cell that is looked at."""

    @property
    def cells(self) -> tuple[FilledCell, ...]:
        """Every cell, empty ones too."""
        return self.opened.cells

    @property
    def cell(self) -> FilledCell | None:
        """The cell that is looked at; None where the codebook has no codes."""
        return self.cells[self.number] if self.cells else None

    def go(self, count: int) -> None:
        """Some cells on, or back when it is negative."""
        self.number = min(max(0, self.number + count), max(0, len(self.cells) - 1))

    def write(self, edit: CellEdit) -> str:
        """Say something of the cell that is looked at; what was done, in a sentence. Raises NothingMatched, StoreBusy."""
        each = self.cell
        if each is None:
            return msg("There is no cell: the codebook has no codes.")
        edit = CellEdit(edit.text, edit.verdict, edit.expected, self.coder)
        written = record_cell(self._project, self._store, each.cell, self._case_id(each), edit)
        self._read_again()
        return msg("Kept.") if written.step else msg("Nothing is new.")

    def undo(self) -> str:
        """Take the last text back. Raises CannotUndo when the coder's last step is of another kind."""
        last = next(
            (step for step in reversed(self._store.journal.steps()) if step.coder == self.coder and not step.undone),
            None,
        )
        if last is None or last.kind is not StepKind.SYNTHESIS:
            raise CannotUndo(
                "", msg("your last step is no text of the synthesis"), next_step=msg("outside of here: kodetre undo")
            )
        self._store.journal.undo(self.coder)
        self._read_again()
        return msg("Taken back: {cell}.", cell=last.detail)

    def redo(self) -> str:
        """Do again what was taken back. Raises CannotUndo."""
        step = self._store.journal.redo(self.coder)
        self._read_again()
        return msg("Done again: {cell}.", cell=step.detail)

    def _case_id(self, each: FilledCell) -> str:
        cases: list[Case] = all_cases(self._project, self._store, (), figures=False)
        return next((case.id for case in cases if case.key == (each.cell.kind, each.cell.case)), "")

    def _read_again(self) -> None:
        meant = self.cell.cell if self.cell is not None else None
        self.opened = synthesis_in(self._project, self._store)
        self.number = next(
            (at for at, each in enumerate(self.cells) if each.cell == meant), min(self.number, len(self.cells) - 1)
        )


@contextmanager
def open_synthesizing(project: Project, coder: str | None) -> Iterator[Synthesizing]:
    """A session over a project's cells. Raises what the store and codebook raise."""
    with project.store() as store:
        yield Synthesizing(project, store, project.coder(coder))
