"""Somebody else's store, opened for reading: a copy of it, so that theirs stays as it is, of whichever version it is."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from kodetre.errors import MissingFile, NewerStore, NotAFile, NotAStore
from kodetre.i18n.message import msg
from kodetre.store.store import Store


@contextmanager
def colleague(path: Path) -> Iterator[Store]:
    """A copy of a store, brought up to date, which is gone after the block.

    Raises MissingFile and NotAFile when there is no such file, NotAStore and NewerStore when it is no store that can be read.
    """
    if not path.exists():
        raise MissingFile(path, msg("is not there"), next_step=msg("name the kodetre.db of your colleague's project"))
    if not path.is_file():
        raise NotAFile(path, msg("is no file"), next_step=msg("name the kodetre.db in that folder"))
    with tempfile.TemporaryDirectory(prefix="kodetre-merge-") as folder:
        copy = Path(folder) / "kodetre.db"
        _copy(path, copy)
        try:
            store = Store(copy)
        except NotAStore as error:
            raise NotAStore(
                path, error.what, next_step=msg("name the kodetre.db of your colleague's project")
            ) from error
        except NewerStore as error:
            raise NewerStore(path, error.what, next_step=error.next_step) from error
        with store:
            yield store


def _copy(path: Path, copy: Path) -> None:
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        how = msg("ask for a copy that was made with: kodetre backup")
        raise NotAStore(path, msg("cannot be read as a store ({error})", error=error), next_step=how) from error
