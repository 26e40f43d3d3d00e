"""What kodetre has written into files beside the store: known by path and content."""

from collections.abc import Mapping

from kodetre.store.database import Database

_ONE = "SELECT sha256 FROM written WHERE path = ?"
_KEEP = "INSERT INTO written (path, sha256) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256"


class WrittenFiles:
    """The files that reports and pictures were written to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sha256(self, path: str) -> str | None:
        """The hash of what was written last to an absolute path; None when nothing was."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, (path,)).fetchone()
        return row["sha256"] if row is not None else None

    def remember(self, written: Mapping[str, str]) -> None:
        """Keep what was written, its hash by absolute path. It is no step: nothing of the project has changed."""
        with self._database.writing() as connection:
            connection.executemany(_KEEP, written.items())
