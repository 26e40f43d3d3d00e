"""The codebook's file and the store, kept in step: what the store has decided is written to the file, and a coding's code is
held against the file.

A change of the codebook is committed together with a row that says which text the file is to have; the row is deleted when the
file has it. Both are done while the store is held for writing, so that nobody repairs what another is in the middle of, and a
process that is killed at any moment leaves either no change or one that the next to open the store completes.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kodetre.codebook.file import CodebookFile
from kodetre.codebook.tree import Codebook
from kodetre.errors import CodebookChanged, StoreBusy, UnknownCode
from kodetre.i18n.message import msg
from kodetre.store.database import Database

_NOTE = "INSERT INTO codebook_pending (id, step, before, after) VALUES (1, ?, ?, ?)"
_PENDING = """
SELECT codebook_pending.before, codebook_pending.after, codebook.source, step.name
FROM codebook_pending
JOIN codebook ON codebook.sha256 = codebook_pending.after
JOIN step ON step.id = codebook_pending.step
"""
_DONE = "DELETE FROM codebook_pending"


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a step makes of the codebook's file: the hash of the text that it has, of the one that it gets, and this text."""

    before: str
    after: str
    source: str


class CodebookSync:
    """Keeps a codebook's file in step with the store. Without a file nothing is written, and codes are not held against any."""

    def __init__(self, database: Database, file: CodebookFile | None) -> None:
        self._database = database
        self._file = file

    def complete(self, connection: sqlite3.Connection) -> None:
        """Write to the file, in a transaction that has begun, what is committed and not yet written, where there is such.

        Raises CodebookChanged when the file has been changed by hand meanwhile, OutputFailed.
        """
        if self._file is None or (pending := connection.execute(_PENDING).fetchone()) is None:
            return
        present = self._file.sha256()
        if present == pending["before"] or not present:
            self._file.write(pending["source"])
        elif present != pending["after"]:
            raise CodebookChanged(
                self._file.path,
                msg(
                    "was changed by hand while '{pending}' was not yet written to it; it stays as it is now",
                    pending=pending["name"],
                ),
                next_step=msg(
                    "what it was to be is in {path_name}.new: take over what you need, then see which codings have "
                    "no code: kodetre codebook check",
                    path_name=self._file.path.name,
                ),
            )
        connection.execute(_DONE)

    def note(self, connection: sqlite3.Connection, step: int, change: FileChange) -> None:
        """Write down what a step makes of the file. `finish`, after the transaction, does it.

        Raises CodebookChanged when the file is not the one that the change was made from, OutputFailed when it cannot be written.
        """
        if self._file is None:
            return
        if self._file.sha256() != change.before:
            raise CodebookChanged(
                self._file.path,
                msg("has been changed by hand since, and that would be lost"),
                next_step=msg("take your change out of the file first, or make the change by hand"),
            )
        self._file.try_to_write(change.source)
        connection.execute(_NOTE, (step, change.before, change.after))

    def finish(self) -> None:
        """Write to the file what is committed and not yet written, where there is such.

        Raises CodebookChanged when the file has been changed by hand meanwhile: it is left as it is, and what it was to be is put
        beside it. Raises OutputFailed, StoreBusy; the next to open the store tries again then.
        """
        if self._file is None:
            return
        with self._database.reading() as connection:
            if not self.is_pending(connection):
                return
        conflict: CodebookChanged | None = None
        try:
            with self._database.writing() as connection:
                try:
                    self.complete(connection)
                except CodebookChanged as error:
                    conflict = error
                    self._put_beside(connection)
        except StoreBusy as error:
            what = msg("is held by another program; the codings are changed, and the codebook's file not yet")
            raise StoreBusy(
                error.where, what, next_step=msg("run any command here: it completes the change")
            ) from error
        if conflict is not None:
            raise conflict

    def is_pending(self, connection: sqlite3.Connection) -> bool:
        """Whether something is committed and not yet written to the file."""
        return self._file is not None and connection.execute(_PENDING).fetchone() is not None

    def known(self, codes: Iterable[str], codebook: Codebook | None) -> Codebook | None:
        """The codebook as its file is now, when it has all of some codes; `codebook` is what a caller believes it to be.

        Raises UnknownCode for a code that it has not, MissingFile or CodebookError when it cannot be read.
        """
        if self._file is None:
            return codebook
        wanted = dict.fromkeys(codes)
        if not wanted and codebook is None:
            return None
        if codebook is None or self._file.sha256() != codebook.sha256:
            codebook = self._file.load()
        for code in wanted:
            if codebook.find(code) is None:
                raise UnknownCode(
                    code,
                    msg("is not in the codebook any more"),
                    next_step=msg("nothing was changed by this; see the codes: kodetre codebook show"),
                )
        return codebook

    def current(self) -> Codebook | None:
        """The codebook as its file is now; None without a file."""
        return self._file.load() if self._file is not None else None

    def _put_beside(self, connection: sqlite3.Connection) -> None:
        """Leave a file that was changed by hand as it is, and put what it was to be beside it."""
        assert self._file is not None
        self._file.put_beside(connection.execute(_PENDING).fetchone()["source"])
        connection.execute(_DONE)
