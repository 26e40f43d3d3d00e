"""The journal: every change is a named step; undo flips its flag and writes down that it did."""

import sqlite3
from dataclasses import replace

from kodetre.codebook.change import CodebookEdit
from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Codebook
from kodetre.errors import AlreadyCoded, CannotEdit, CannotUndo
from kodetre.i18n.message import msg
from kodetre.model.codings import Mark, Step, StepContents, StepKind
from kodetre.model.moments import now, write_moment
from kodetre.store.cases import cases_of_step, check_flipped
from kodetre.store.codebook_sync import CodebookSync, FileChange
from kodetre.store.database import Database
from kodetre.store.exchange import keep_guids
from kodetre.store.mark import check_mark, mark_of
from kodetre.store.open_step import begin, remember
from kodetre.store.renaming import recode, rename
from kodetre.store.standing import codes_of, keys_of, settle, touched_by
from kodetre.store.stored import read_moment, read_text
from kodetre.store.write_change import ChangeWriter

_LIST = "SELECT id, name, detail, coder, created, undone FROM step ORDER BY id"
_LAST = "SELECT id, name, detail, coder, created, undone FROM step ORDER BY id DESC LIMIT 1"
_MERGED = "SELECT id, name, detail, coder, created, undone, step FROM merged_step ORDER BY step, created, id"
_LAST_LIVE = "SELECT * FROM step WHERE coder = ? AND undone = 0 ORDER BY id DESC LIMIT 1"
_NEXT_UNDONE = """
SELECT step.* FROM step JOIN undo ON undo.step = step.id
WHERE step.coder = :coder AND step.undone = 1
  AND step.id > COALESCE((SELECT MAX(id) FROM step WHERE coder = :coder AND undone = 0), 0)
GROUP BY step.id ORDER BY MAX(undo.id) DESC LIMIT 1
"""
_FLIP = "UPDATE step SET undone = ? WHERE id = ?"
_CONTENTS = """
SELECT
  (SELECT COUNT(DISTINCT document) FROM version WHERE step = :step) AS documents,
  (SELECT COUNT(DISTINCT document) FROM metadata WHERE step = :step) AS metadata,
  (SELECT COUNT(*) FROM (
    SELECT id FROM coding WHERE step = :step
    UNION SELECT coding FROM coding_removal WHERE step = :step
    UNION SELECT coding FROM coding_place WHERE step = :step
    UNION SELECT coding FROM coding_code WHERE step = :step
  )) AS codings,
  (SELECT COUNT(*) FROM decision WHERE step = :step) AS decisions,
  (SELECT COUNT(*) FROM memo WHERE step = :step) AS memos
"""
_WRITE_DOWN = "INSERT INTO undo (step, undone, coder, created) VALUES (?, ?, ?, ?)"
_EDIT = """
SELECT codebook_edit.before, codebook_edit.after, old.source AS old, new.source AS new
FROM codebook_edit
JOIN codebook AS old ON old.sha256 = codebook_edit.before
JOIN codebook AS new ON new.sha256 = codebook_edit.after
WHERE codebook_edit.step = ?
"""
_ADD_EDIT = "INSERT INTO codebook_edit (step, before, after) VALUES (?, ?, ?)"
_CODES_IN_USE = "SELECT DISTINCT code FROM kept_coding"
_CODED_SINCE = """
SELECT DISTINCT code FROM kept_coding
WHERE step > :step OR id IN (SELECT coding FROM coding_code WHERE step > :step)
"""
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

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def steps(self) -> list[Step]:
        """Every step, oldest first, undone ones too."""
        with self._database.reading() as connection:
            return [_step(row) for row in connection.execute(_LIST)]

    def merged_steps(self) -> dict[int, list[Step]]:
        """The journals that were taken in with other stores, oldest first, by the number of the step that took them in."""
        merged: dict[int, list[Step]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(_MERGED):
                merged.setdefault(row["step"], []).append(_step(row))
        return merged

    def last_step(self) -> Step | None:
        """The newest step, undone or not; None where nothing has been done."""
        with self._database.reading() as connection:
            row = connection.execute(_LAST).fetchone()
            return _step(row) if row is not None else None

    def mark(self) -> Mark:
        """How far the journal has come, when the codebook's file is in step with it: what a change is worked out from."""
        while True:
            self._sync.finish()
            with self._database.reading() as connection:
                if not self._sync.is_pending(connection):
                    return mark_of(connection)

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the coder's last step that is not taken back, and give it.

        With `coding_only` a step that took documents in or set metadata is left alone. Raises CannotUndo when there is
        nothing to take back, or when somebody's codings stand on what the step brought in.
        """
        with self._database.writing() as connection:
            self._sync.complete(connection)
            row = connection.execute(_LAST_LIVE, (coder,)).fetchone()
            if row is None:
                raise CannotUndo("", msg("there is nothing of {coder}'s to take back", coder=coder))
            if coding_only and not _step(row).is_coding:
                raise CannotUndo(
                    "",
                    msg("all your coding is taken back; before it comes '{row}', which stays", row=row["name"]),
                    next_step=msg("kodetre undo, outside a session, takes that back too"),
                )
            if (stands := connection.execute(_STANDS_ON, {"step": row["id"]}).fetchone()) is not None:
                raise CannotUndo(
                    stands["document"],
                    msg(
                        "taking back '{row}' would hide codings of {stands} made since",
                        row=row["name"],
                        stands=stands["coder"],
                    ),
                    next_step=msg(
                        "{stands} can take those back first: kodetre undo --coder {stands}", stands=stands["coder"]
                    ),
                )
            step = self._flip(connection, row, coder, undone=True)
        self._sync.finish()
        return step

    def redo(self, coder: str) -> Step:
        """Do again the step that the coder took back last, and give it. Raises CannotUndo when there is none."""
        with self._database.writing() as connection:
            self._sync.complete(connection)
            row = connection.execute(_NEXT_UNDONE, {"coder": coder}).fetchone()
            if row is None:
                raise CannotUndo("", msg("there is nothing of {coder}'s to do again", coder=coder))
            step = self._flip(connection, row, coder, undone=False)
        self._sync.finish()
        return step

    def edit_codebook(self, edit: CodebookEdit, coder: str) -> Step:
        """Change the codebook's file, as one step: with it the codings, decisions and memos of codes that have another key, and
        single codings that are given another code; and new codings with the codes that it brings.

        Raises CodebookChanged when the file is not the one that the change was made from any more, CannotEdit when codings would
        be left without a code, Overtaken when the journal has gone on since `edit.seen`, StaleText when a document of `edit.read`
        has a newer text.
        """
        before, after = edit.before, edit.after
        with self._database.writing() as connection:
            self._sync.complete(connection)
            check_mark(connection, edit.seen)
            step = begin(connection, edit.kind, coder, edit.detail, after)
            remember(connection, before, step.written)
            connection.execute(_ADD_EDIT, (step.number, before.sha256, after.sha256))
            recode(connection, edit.recoded, step)
            codes_before = {code.key for code in before.codes()}
            rename(connection, edit.renamed, step, codes_before)
            keep_guids(connection, dict(edit.renamed), step, codes_before)
            writing = ChangeWriter(connection, step)
            writing.check_read(edit.read)
            for coding in edit.codings:
                writing.add_coding(coding)
            _none_without_code(connection, before, after)
            self._sync.note(connection, step.number, FileChange(before.sha256, after.sha256, after.source))
        self._sync.finish()
        return Step(step.number, edit.kind.value, coder, step.created, False, edit.detail)

    def _flip(self, connection: sqlite3.Connection, row: sqlite3.Row, coder: str, *, undone: bool) -> Step:
        """Take a step back, or do it again, when nothing that was done since speaks against it."""
        touched = touched_by(connection, row["id"])
        before, codes = keys_of(connection, touched), codes_of(connection, touched)
        connection.execute(_FLIP, (int(undone), row["id"]))
        connection.execute(_WRITE_DOWN, (row["id"], int(undone), coder, write_moment(now())))
        if (edit := connection.execute(_EDIT, (row["id"],)).fetchone()) is not None:
            old, new = (edit["after"], edit["before"]) if undone else (edit["before"], edit["after"])
            source = edit["old"] if undone else edit["new"]
            _all_have_codes(connection, edit, row, undone=undone)
            self._sync.note(connection, row["id"], FileChange(old, new, source))
        else:
            self._codes_are_there(codes_of(connection, touched) - codes)
        try:
            settle(connection, touched, before)
        except AlreadyCoded as error:
            raise CannotUndo(error.where, error.what, next_step=error.next_step) from error
        check_flipped(connection, row["id"], row["name"], undone=undone)
        contents = StepContents(
            **connection.execute(_CONTENTS, {"step": row["id"]}).fetchone(), cases=cases_of_step(connection, row["id"])
        )
        return replace(_step(row), undone=undone, contents=contents)

    def _codes_are_there(self, codes: set[str]) -> None:
        """Whether the codebook has the codes that codings would have again. Raises CannotUndo."""
        codebook = self._sync.current() if codes else None
        gone = sorted(code for code in codes if codebook is not None and codebook.find(code) is None)
        if gone:
            raise CannotUndo(
                gone[0],
                msg("is not in the codebook any more, and codings with it would come back"),
                next_step=msg("put the code into the codebook first: kodetre codebook add"),
            )


def _none_without_code(connection: sqlite3.Connection, before: Codebook, after: Codebook) -> None:
    """Whether every coding has a code in the codebook as it is to be, when it had one in the codebook before. Raises CannotEdit."""
    used = {row["code"] for row in connection.execute(_CODES_IN_USE)}
    left = sorted(code for code in used if after.find(code) is None and before.find(code) is not None)
    if left:
        what = msg("has codings that would be left without a code")
        raise CannotEdit(left[0], what, next_step=msg("say which code they get: --to CODE"))


def _all_have_codes(connection: sqlite3.Connection, edit: sqlite3.Row, step: sqlite3.Row, *, undone: bool) -> None:
    """Whether what is coded with codes of the one codebook has codes in the other. Raises CannotUndo.

    Codings that had no code before a step put it back into the codebook may have none again.
    """
    old, new = read_text(edit["old"]), read_text(edit["new"])
    source, other = (old, new) if undone else (new, old)
    known = {code.key for code in from_text(source, "").codes()}
    leaving = {code.key for code in from_text(other, "").codes()} - known
    adopted = step["name"] == StepKind.CODEBOOK_ADOPT
    in_use = connection.execute(_CODED_SINCE, {"step": step["id"]}) if adopted else connection.execute(_CODES_IN_USE)
    used = sorted(leaving & {row["code"] for row in in_use})
    if used:
        raise CannotUndo(
            used[0],
            msg("has been coded with since, and there would be no such code"),
            next_step=msg("see them: kodetre codings --code {used}", used=used[0]),
        )


def _step(row: sqlite3.Row) -> Step:
    created = read_moment(row["created"])
    return Step(row["id"], row["name"], row["coder"], created, bool(row["undone"]), row["detail"])
