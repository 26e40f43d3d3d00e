"""The journal: every change is a named step; undo flips its flag and writes down that it did."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from kodetre.codebook.change import CodebookEdit
from kodetre.codebook.file import CodebookFile
from kodetre.codebook.load import from_text
from kodetre.errors import CannotUndo, CodebookChanged
from kodetre.model.codings import Step
from kodetre.model.moments import now, read_moment, write_moment
from kodetre.store.database import Database
from kodetre.store.open_step import begin
from kodetre.store.renaming import recode, rename

_ADD_CODEBOOK = "INSERT OR IGNORE INTO codebook (sha256, source, first_used) VALUES (?, ?, ?)"
_LIST = "SELECT id, name, detail, coder, created, undone FROM step ORDER BY id"
_LAST = "SELECT id, name, detail, coder, created, undone FROM step ORDER BY id DESC LIMIT 1"
_LAST_LIVE = "SELECT * FROM step WHERE coder = ? AND undone = 0 ORDER BY id DESC LIMIT 1"
_NEXT_UNDONE = """
SELECT step.* FROM step JOIN undo ON undo.step = step.id
WHERE step.coder = :coder AND step.undone = 1
  AND step.id > COALESCE((SELECT MAX(id) FROM step WHERE coder = :coder AND undone = 0), 0)
GROUP BY step.id ORDER BY MAX(undo.id) DESC LIMIT 1
"""
_FLIP = "UPDATE step SET undone = ? WHERE id = ?"
_WRITE_DOWN = "INSERT INTO undo (step, undone, coder, created) VALUES (?, ?, ?, ?)"
_EDIT = """
SELECT codebook_edit.before, codebook_edit.after, old.source AS old, new.source AS new
FROM codebook_edit
JOIN codebook AS old ON old.sha256 = codebook_edit.before
JOIN codebook AS new ON new.sha256 = codebook_edit.after
WHERE codebook_edit.step = ?
"""
_ADD_EDIT = "INSERT INTO codebook_edit (step, before, after) VALUES (?, ?, ?)"
_EDITS = """
SELECT codebook_edit.before, codebook_edit.after, step.undone
FROM codebook_edit JOIN step ON step.id = codebook_edit.step ORDER BY step.id DESC
"""
_CODES_IN_USE = "SELECT DISTINCT code FROM kept_coding"
_STANDS_ON = """
SELECT 'D' || kept_coding.document AS document, kept_coding.coder AS coder
FROM kept_coding
WHERE kept_coding.step > :step AND (
  kept_coding.document IN (SELECT id FROM document WHERE step = :step)
  OR kept_coding.marked_in IN (SELECT id FROM version WHERE step = :step)
)
LIMIT 1
"""


class Journal:
    """What was done, by whom and when; taking it back and doing it again."""

    def __init__(self, database: Database, file: CodebookFile | None = None) -> None:
        self._database = database
        self._file = file

    def steps(self) -> list[Step]:
        """Every step, oldest first, undone ones too."""
        with self._database.reading() as connection:
            return [_step(row) for row in connection.execute(_LIST)]

    def last_step(self) -> Step | None:
        """The newest step, undone or not; None where nothing has been done."""
        with self._database.reading() as connection:
            row = connection.execute(_LAST).fetchone()
        return _step(row) if row is not None else None

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the coder's last step that is not taken back, and give it.

        With `coding_only` a step that took documents in or set metadata is left alone. Raises CannotUndo when there is
        nothing to take back, or when somebody's codings stand on what the step brought in.
        """
        with self._with_file(), self._database.writing() as connection:
            row = connection.execute(_LAST_LIVE, (coder,)).fetchone()
            if row is None:
                raise CannotUndo("", f"there is nothing of {coder}'s to take back")
            if coding_only and not _step(row).is_coding:
                raise CannotUndo(
                    "",
                    f"all your coding is taken back; before it comes '{row['name']}', which stays",
                    next_step="kodetre undo, outside a session, takes that back too",
                )
            if (stands := connection.execute(_STANDS_ON, {"step": row["id"]}).fetchone()) is not None:
                raise CannotUndo(
                    stands["document"],
                    f"taking back '{row['name']}' would hide codings of {stands['coder']} made since",
                    next_step=f"{stands['coder']} can take those back first: kodetre undo --coder {stands['coder']}",
                )
            return self._flip(connection, row, coder, undone=True)

    def redo(self, coder: str) -> Step:
        """Do again the step that the coder took back last, and give it. Raises CannotUndo when there is none."""
        with self._with_file(), self._database.writing() as connection:
            row = connection.execute(_NEXT_UNDONE, {"coder": coder}).fetchone()
            if row is None:
                raise CannotUndo("", f"there is nothing of {coder}'s to do again")
            return self._flip(connection, row, coder, undone=False)

    def edit_codebook(self, edit: CodebookEdit, coder: str) -> Step:
        """Change the codebook's file, as one step: with it the codings, decisions and memos of codes that have another key, and
        single codings that are given another code.

        Raises CodebookChanged when the file is not the one that the change was made from any more.
        """
        before, after = edit.before, edit.after
        with self._with_file(), self._database.writing() as connection:
            self._stage(before.sha256, after.source)
            step = begin(connection, edit.kind, coder, edit.detail, after)
            connection.execute(_ADD_CODEBOOK, (before.sha256, before.source, step.written))
            connection.execute(_ADD_EDIT, (step.number, before.sha256, after.sha256))
            recode(connection, edit.recoded, step)
            rename(connection, edit.renamed, step)
        return Step(step.number, edit.kind.value, coder, step.created, False, edit.detail)

    def recover(self) -> None:
        """Finish a change of the codebook that was interrupted after the store had it, or let go of one that it has not."""
        if self._file is None or (staged := self._file.staged()) is None:
            return
        there = self._file.sha256()
        with self._database.reading() as connection:
            edits = connection.execute(_EDITS).fetchall()
        for edit in edits:
            if {edit["before"], edit["after"]} == {staged, there}:
                if staged == (edit["before"] if edit["undone"] else edit["after"]):
                    self._file.finish()
                else:
                    self._file.abandon()
                return
        self._file.abandon()

    @contextmanager
    def _with_file(self) -> Iterator[None]:
        """What happens to the codebook's file around a transaction: it is changed when that is kept, and left alone when not."""
        if self._file is None:
            yield
            return
        try:
            yield
        except BaseException:
            self._file.abandon()
            raise
        if self._file.staged() is not None:
            self._file.finish()

    def _stage(self, expected: str, source: str) -> None:
        if self._file is None:
            return
        if self._file.sha256() != expected:
            raise CodebookChanged(
                self._file.path,
                "has been changed by hand since, and that would be lost",
                next_step="take your change out of the file first, or make the change by hand",
            )
        self._file.stage(source)

    def _flip(self, connection: sqlite3.Connection, row: sqlite3.Row, coder: str, *, undone: bool) -> Step:
        connection.execute(_FLIP, (int(undone), row["id"]))
        connection.execute(_WRITE_DOWN, (row["id"], int(undone), coder, write_moment(now())))
        if (edit := connection.execute(_EDIT, (row["id"],)).fetchone()) is not None:
            self._stage(edit["after"] if undone else edit["before"], edit["old"] if undone else edit["new"])
            _all_have_codes(connection, edit, undone=undone)
        return replace(_step(row), undone=undone)


def _all_have_codes(connection: sqlite3.Connection, edit: sqlite3.Row, *, undone: bool) -> None:
    """Whether what is coded with codes of the one codebook has codes in the other. Raises CannotUndo."""
    source, other = (edit["old"], edit["new"]) if undone else (edit["new"], edit["old"])
    known = {code.key for code in from_text(source, "").codes()}
    leaving = {code.key for code in from_text(other, "").codes()} - known
    used = sorted(leaving & {row["code"] for row in connection.execute(_CODES_IN_USE)})
    if used:
        raise CannotUndo(
            used[0],
            "has been coded with since, and there would be no such code",
            next_step=f"see them: kodetre codings --code {used[0]}",
        )


def _step(row: sqlite3.Row) -> Step:
    created = read_moment(row["created"])
    return Step(row["id"], row["name"], row["coder"], created, bool(row["undone"]), row["detail"])
