"""What a colleague has written of the cells of the analysis, taken in: no text of either is lost, and twice is the same as once."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from kodetre.document.cited import recited
from kodetre.model.synthesis import Cell, CellText
from kodetre.store.open_step import OpenStep
from kodetre.store.synthesis import add_cell, cells_in, known_rows

_CASE = "SELECT 1 FROM live_case WHERE uuid = ?"


@dataclass(frozen=True, slots=True)
class SynthesisWork:
    """What is said of cells in a store, each with the GUID of its row; and the GUIDs of all that was ever said there."""

    cells: dict[Cell, tuple[CellText, str]]
    known: frozenset[str]


def synthesis_work_in(connection: sqlite3.Connection) -> SynthesisWork:
    """All of it, in a transaction that is open."""
    return SynthesisWork(cells_in(connection), known_rows(connection))


def merge_synthesis(
    connection: sqlite3.Connection,
    step: OpenStep,
    theirs: SynthesisWork,
    code_of: Callable[[str], str],
    id_of: Callable[[str], str],
) -> int:
    """Take in what is said of cells and is not said here, and say of how many.

    Where both have written of one, what came after the other takes its place when its writer had read it; else both texts stay, one
    below the other, and the later verdict. `code_of` gives a code's key here, `id_of` the id that an excerpt is cited by here.
    """
    ours = synthesis_work_in(connection)
    taken = 0
    for cell, (text, row) in theirs.cells.items():
        here = Cell(code_of(cell.code), code_of(cell.other), cell.kind, cell.case)
        known_case = connection.execute(_CASE, (text.case_id,)).fetchone() is not None
        coming = replace(text, cell=here, text=recited(text.text, id_of), case_id=text.case_id if known_case else "")
        own = ours.cells.get(here)
        if own is not None:
            if row in ours.known:
                continue
            if own[1] not in theirs.known:
                coming = _both(own[0], coming)
            if _says(coming) == _says(own[0]):
                continue
        add_cell(connection, step, coming, text.coder, step.written)
        taken += 1
    return taken


def _says(text: CellText) -> tuple[str, str, str]:
    return text.text, text.verdict, text.expected


def _both(own: CellText, other: CellText) -> CellText:
    """Two texts of one cell, each written without knowing the other; the same whichever store is taken into which."""
    earlier, later = sorted((own, other), key=lambda text: (str(text.created), text.text, text.verdict, text.expected))
    return CellText(
        own.cell,
        _joined(earlier.text, later.text),
        later.verdict or earlier.verdict,
        _joined(earlier.expected, later.expected),
        own.case_id or other.case_id,
    )


def _joined(first: str, second: str) -> str:
    """Two texts one below the other; one where it has the other."""
    if first in second:
        return second
    return first if second in first else f"{first}\n\n{second}"
