"""What was written of the cells of the analysis."""

import sqlite3
import uuid
from collections.abc import Sequence

from kodetre.model.codings import StepKind
from kodetre.model.synthesis import Cell, CellText
from kodetre.store.database import Database
from kodetre.store.open_step import OpenStep, begin
from kodetre.store.stored import read_moment, read_text

_ADD = """
INSERT INTO synthesis (uuid, code, other, case_kind, case_name, case_id, verdict, expected, text, state, coder, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LIVE = """
SELECT live_synthesis.uuid, code, other, COALESCE(live_case.kind, case_kind) AS case_kind,
  COALESCE(live_case.name, case_name) AS case_name, case_id, verdict, expected, text, state, live_synthesis.coder,
  live_synthesis.created
FROM live_synthesis LEFT JOIN live_case ON live_case.uuid = live_synthesis.case_id AND live_synthesis.case_id <> ''
ORDER BY live_synthesis.id
"""


class Synthesis:
    """The cells of a project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, text: CellText, coder: str, detail: str) -> int:
        """Write what is said of a cell, in the place of what was said before, as one step; its number. Empty takes it away."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SYNTHESIS, coder, detail)
            add_cell(connection, step, text, coder, step.written)
        return step.number

    def live(self) -> list[CellText]:
        """What is said of each cell now, in the order in which they were first written."""
        with self._database.reading() as connection:
            return [text for text, _ in cells_in(connection).values()]


def add_cell(connection: sqlite3.Connection, step: OpenStep, text: CellText, coder: str, created: str) -> None:
    """Write a row into a step that has begun."""
    cell = text.cell
    place = cell.code, cell.other, cell.kind, cell.case, text.case_id
    state = "removed" if text.is_empty else "written"
    said = text.verdict, text.expected, text.text, state, coder, created
    connection.execute(_ADD, (str(uuid.uuid4()), *place, *said, step.number))


def cells_in(connection: sqlite3.Connection) -> dict[Cell, tuple[CellText, str]]:
    """What is said of each cell, with the GUID of its row, in a transaction that is open."""
    cells: dict[Cell, tuple[CellText, str]] = {}
    for row in connection.execute(_LIVE):
        cell = Cell(*(read_text(row[name]) for name in ("code", "other", "case_kind", "case_name")))
        said, verdict, expected = (read_text(row[name]) for name in ("text", "verdict", "expected"))
        case, coder = (read_text(row[name]) for name in ("case_id", "coder"))
        text = CellText(cell, said, verdict, expected, case, coder, read_moment(row["created"]))
        cells[cell] = text, row["uuid"]
    return {cell: each for cell, each in cells.items() if not each[0].is_empty}


def known_rows(connection: sqlite3.Connection) -> frozenset[str]:
    """The GUIDs of all that was ever written of a cell and is not taken back."""
    return frozenset(row["uuid"] for row in connection.execute("SELECT uuid FROM live_synthesis"))


def rename_cells(connection: sqlite3.Connection, renamed: Sequence[tuple[str, str]], step: OpenStep) -> None:
    """What is said of cells follows their codes to new keys. Where two cells become one, both texts stay, one below the other."""
    new = dict(renamed)
    cells = {cell: text for cell, (text, _) in cells_in(connection).items()}
    moved: dict[Cell, list[CellText]] = {}
    for cell, text in cells.items():
        there = Cell(new.get(cell.code, cell.code), new.get(cell.other, cell.other), cell.kind, cell.case)
        moved.setdefault(there, []).append(text)
    for cell in cells:
        if cell not in moved:
            add_cell(connection, step, CellText(cell, case_id=cells[cell].case_id), step.coder, step.written)
    for cell, texts in moved.items():
        if len(texts) > 1 or texts[0].cell != cell:
            add_cell(connection, step, together(cell, texts), step.coder, step.written)


def together(cell: Cell, texts: Sequence[CellText]) -> CellText:
    """Several texts of one cell as one: each text and expectation once, one below the other; the last verdict."""
    ordered = sorted(texts, key=lambda text: (str(text.created), text.text))
    written = "\n\n".join(dict.fromkeys(text.text for text in ordered if text.text))
    expected = "\n\n".join(dict.fromkeys(text.expected for text in ordered if text.expected))
    verdict = next((text.verdict for text in reversed(ordered) if text.verdict), "")
    case_id = next((text.case_id for text in ordered if text.case_id), "")
    return CellText(cell, written, verdict, expected, case_id)
