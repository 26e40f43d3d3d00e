"""The SQLite file: opening, migrating, transactions, and what its errors mean to a person."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from kodetre.atomic import replacing
from kodetre.errors import KodetreError, NameInStore, NewerStore, NotAStore, OldSqlite, OutputFailed, StoreBusy
from kodetre.i18n.message import msg
from kodetre.model.marks import Mark
from kodetre.model.moments import now
from kodetre.store.mark import mark_of
from kodetre.store.stored import Damaged

APPLICATION_ID = 0x6B6F6474  # "kodt"
PATIENCE = 5.0
"""Seconds to wait for another program that holds the store."""

A_NAME = "a name of the key"
"""What a guard of the store says."""
OLDEST_SQLITE = (3, 37, 0)
_OF_ANOTHER_KIND = (TypeError, AttributeError, LookupError, ValueError)
"""What is raised when a column holds another kind of thing than its table says; a mistake of kodetre's raises the same."""
_NOT_YET_WRITTEN = "SELECT COALESCE(MAX(step), 0) FROM codebook_pending"
_SCHEMA = """
SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, rowid
"""


def migrations() -> list[str]:
    """The SQL of every migration, in order; migration *n* brings a store from version *n - 1* to *n*."""
    return [file.read_text("utf-8") for file in _migration_files()]


def newest_version() -> int:
    """The version that the last migration brings a store to."""
    return len(_migration_files())


def _migration_files() -> list[Path]:
    return sorted((Path(__file__).parent / "migrations").glob("*.sql"))


class Database:
    """An open kodetre.db.

    Raises NotAStore, NewerStore or StoreBusy when it cannot be opened. An older store is brought up to date, after a
    backup beside it. With `any_thread` whoever uses it sees to it that two threads never do at once.
    """

    def __init__(self, path: Path, *, create: bool = False, any_thread: bool = False) -> None:
        self.path = path
        self._guarding = True
        if not create and not path.exists():
            raise NotAStore(
                path,
                msg("is missing"),
                next_step=msg("put it back from a backup made by kodetre backup"),
            )
        if path.exists() and not path.is_file():
            raise NotAStore(path, msg("is no file"), next_step=msg("put the right file back from a backup"))
        with self._told():
            self._connection = sqlite3.connect(
                path, timeout=PATIENCE, isolation_level=None, check_same_thread=not any_thread
            )
            self._connection.row_factory = sqlite3.Row
        try:
            with self._understood():
                self._prepare(create)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def damaged(self) -> NotAStore:
        """The error for a store that holds what kodetre never wrote."""
        return NotAStore(self.path, msg("is damaged"), next_step=_what_to_do(self.path))

    def standing(self) -> tuple[int, tuple[Mark, int]]:
        """SQLite's number of the changes that other connections have made (PRAGMA data_version); and how far the journal has
        come, with the step that is not yet written to the codebook's file (0 when there is none). Both are of one moment.
        """
        with self.reading() as connection:
            journal = mark_of(connection), connection.execute(_NOT_YET_WRITTEN).fetchone()[0]
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return version, journal

    def _prepare(self, create: bool) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise OldSqlite(
                self.path,
                msg(
                    "needs SQLite 3.37 or newer, and this Python has {sqlite_version}",
                    sqlite_version=sqlite3.sqlite_version,
                ),
                next_step=msg("use a newer Python"),
            )
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA trusted_schema = OFF")
        application, version = run("PRAGMA application_id").fetchone()[0], run("PRAGMA user_version").fetchone()[0]
        empty = run("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0] == 0
        if not (empty and create) and application != APPLICATION_ID:
            raise NotAStore(
                self.path, msg("is not a kodetre store"), next_step=msg("put the right file back from a backup")
            )
        newest = newest_version()
        if version > newest:
            raise NewerStore(
                self.path,
                msg(
                    "was written by a newer kodetre (store version {version}; this one knows {newest})",
                    version=version,
                    newest=newest,
                ),
                next_step=msg("upgrade kodetre: pipx upgrade kodetre"),
            )
        if version < newest:
            self._migrate(version, backed_up=not empty)

    def _migrate(self, version: int, *, backed_up: bool) -> None:
        copy = None
        if backed_up:
            self._try_migrations(version)
            copy = self._copy_before_migration()
        try:
            apply_migrations(self._connection, version, newest_version())
        except BaseException:
            if copy is not None:
                copy.unlink(missing_ok=True)
            raise

    def _try_migrations(self, version: int) -> None:
        """Whether the tables are those of the version that the store says it has. Raises NotAStore when they are not."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as trial:
            try:
                for row in self._connection.execute(_SCHEMA):
                    trial.execute(row["sql"])
                for sql in migrations()[version:]:
                    for statement in _statements(sql):
                        trial.execute(statement)
            except sqlite3.Error as error:
                raise NotAStore(
                    self.path,
                    msg(
                        "says that it is of version {version}, and its tables are not ({error})",
                        version=version,
                        error=error,
                    ),
                    next_step=_what_to_do(self.path),
                ) from error

    def _copy_before_migration(self) -> Path | None:
        """A copy of the store as it is, beside it; None when there is one with the same bytes already."""
        begins = f"{self.path.name}.before-version-{newest_version()}-"
        before = [path for path in self.path.parent.iterdir() if path.name.startswith(begins)]
        copy = self.path.with_name(f"{begins}{now().strftime('%Y%m%dT%H%M%SZ')}")
        if copy in before:
            return None  # made within this second, of the same store
        self.backup(copy)
        import filecmp

        if any(filecmp.cmp(copy, other, shallow=False) for other in before):
            copy.unlink()
            return None
        return copy

    def backup(self, target: Path, *, replace: bool = False) -> None:
        """Write a consistent, checked copy; what was at `target` is as it was when it fails.

        Raises OutputFailed when the copy cannot be written, or when there is something at `target` that is not to be replaced.
        """
        if target.exists() and not target.is_file():
            raise OutputFailed(target, msg("is no ordinary file"), next_step=msg("name another file"))
        if target.exists() and not replace:
            raise OutputFailed(target, msg("is there already"), next_step=msg("name another file"))
        try:
            with self._told(target), replacing(target) as part:
                with closing(sqlite3.connect(part)) as copy:
                    copy.execute("PRAGMA journal_mode = OFF")  # nothing beside it, should this be killed
                    self._connection.backup(copy)
                    verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
                if verdict != "ok":
                    raise NotAStore(
                        self.path, msg("is damaged: {verdict}", verdict=verdict), next_step=_what_to_do(self.path)
                    )
        except OSError as error:
            raise OutputFailed(target, (error.strerror or msg("cannot be written")).lower()) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything in it is kept, or, whatever is raised, nothing is."""
        with self._understood():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def overwriting(self) -> Iterator[sqlite3.Connection]:
        """One transaction whose old rows are gone when it ends: what they took of the file is overwritten, and so is all else that
        the file does not use.
        """
        with self._told():
            self._connection.execute("PRAGMA secure_delete = ON")
        self._guarding = False  # rows are between the old and the new meanwhile
        try:
            with self.writing() as connection:
                yield connection
        finally:
            self._guarding = True
        with self._told():
            self._connection.execute("VACUUM")

    def guard(self, refused: Callable[[str], bool], tables: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Refuse whatever has a text that is `refused` in one of the columns of a table, for as long as this is open."""
        with self._told():
            self._connection.create_function(
                "refused", 1, lambda text: self._guarding and isinstance(text, str) and refused(text)
            )
            for name, columns in tables:
                if not columns:
                    continue
                when = " OR ".join(f'refused(NEW."{column}")' for column in columns)
                for verb in ("INSERT", "UPDATE"):
                    self._connection.execute(
                        f'CREATE TEMP TRIGGER IF NOT EXISTS "guard_{name}_{verb}" BEFORE {verb} ON main."{name}" WHEN {when} '
                        f"BEGIN SELECT RAISE(ABORT, '{A_NAME}'); END"
                    )

    def _is_whole(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        try:
            verdict: str = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except (sqlite3.Error, UnicodeDecodeError):
            return False
        return verdict == "ok"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view over several questions; nothing is held when it ends."""
        with self._understood():
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def _told(self, target: Path | None = None) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise _meaning(error, target or self.path) from error

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """The same, and what is raised because rows do not hold what kodetre writes. Raises NotAStore."""
        try:
            with self._told():
                yield
        except Damaged as error:
            raise self.damaged() from error
        except _OF_ANOTHER_KIND as error:
            if self._is_whole():
                raise
            raise self.damaged() from error


State = tuple[int, int]
"""What is another number once anything was written: by other connections, and by this one."""


def unchanged(connection: sqlite3.Connection) -> State:
    """What stays the same as long as nothing is written to the store."""
    return connection.execute("PRAGMA data_version").fetchone()[0], connection.total_changes


def apply_migrations(connection: sqlite3.Connection, version: int, target: int) -> None:
    """Bring a store from one version to another, each step in one transaction with its number."""
    for number, sql in enumerate(migrations()[version:target], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                for statement in _statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _what_to_do(path: Path) -> str:
    """What helps with a store that is damaged."""
    return msg("put it back from a backup made by kodetre backup, or save what reads: kodetre rescue {path}", path=path)


def _meaning(error: sqlite3.Error, path: Path) -> KodetreError:
    said = str(error)
    if said == A_NAME:
        return NameInStore(
            "",
            msg(
                "this has a name that the key to the pseudonyms knows, and the store does not hold it; nothing was changed"
            ),
            next_step=msg("write the pseudonym; what was taken in before: kodetre pseudonyms apply"),
        )
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(
            path, msg("is held by another program"), next_step=msg("wait until that is done, and try again")
        )
    if code.startswith("SQLITE_FULL"):
        return OutputFailed(
            path, msg("the disk is full"), next_step=msg("free some space and try again; nothing was lost")
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return OutputFailed(
            path, msg("cannot be written ({said})", said=said), next_step=msg("check the disk and the permissions")
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return NotAStore(path, msg("is not a kodetre store, or is damaged"), next_step=_what_to_do(path))
    return NotAStore(path, msg("SQLite says: {said}", said=said), next_step=_what_to_do(path))


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would commit behind our back."""
    kept = ""
    for line in sql.splitlines(keepends=True):
        kept += line
        if sqlite3.complete_statement(kept):
            yield kept
            kept = ""
