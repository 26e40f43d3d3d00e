"""An open store: documents, codings and the journal over one SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kodetre.atomic import sweep
from kodetre.codebook.file import CodebookFile
from kodetre.model.merged import Merged
from kodetre.store.assignments import Assignments
from kodetre.store.cases import Cases
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.codings import Codings
from kodetre.store.database import Database
from kodetre.store.discussions import Discussions
from kodetre.store.documents import Documents
from kodetre.store.exchange import Exchange
from kodetre.store.history import History
from kodetre.store.judgements import Judgements
from kodetre.store.pseudonyms import Pseudonyms
from kodetre.store.read_log import ReadLog
from kodetre.store.sources import Sources
from kodetre.store.speakers import Speakers
from kodetre.store.steps import Journal
from kodetre.store.synthesis import Synthesis
from kodetre.store.written import WrittenFiles

if TYPE_CHECKING:
    from kodetre.store.merge import MergeOrder


def index_folder(store: Path) -> Path:
    """Where the index of a large corpus is kept: beside the store."""
    return store.with_name(f"{store.name}.index")


class Store:
    """kodetre.db, opened. A context manager; every method of its parts is one transaction.

    With the file of the codebook, changes of it and of the codings go together. Raises NotAStore, NewerStore or StoreBusy
    when the file cannot be opened; OutputFailed or CodebookChanged when a change of the codebook that was interrupted cannot be
    completed.
    """

    def __init__(self, path: Path, *, create: bool = False, codebook: CodebookFile | None = None) -> None:
        self._database = Database(path, create=create)
        self.path = path
        sync = CodebookSync(self._database, codebook)
        self.documents = Documents(self._database)
        self.codings = Codings(self._database, sync)
        self.judgements = Judgements(self._database, sync)
        self.journal = Journal(self._database, sync)
        self.assignments = Assignments(self._database)
        self.discussions = Discussions(self._database, sync)
        self.sources = Sources(self._database)
        self.speakers = Speakers(self._database)
        self.pseudonyms = Pseudonyms(self._database, sync)
        self.cases = Cases(self._database, sync)
        self.read_log = ReadLog(self._database)
        self.synthesis = Synthesis(self._database)
        self._sync = sync
        self.exchange = Exchange(self._database, sync)
        sweep(path.parent)
        sweep(index_folder(path))
        if codebook is not None:
            codebook.sweep()
        try:
            sync.finish()
        except BaseException:
            self.close()
            raise
        self.history = History(self._database)
        self._changes = 0
        self._seen = self._database.standing()
        self.written = WrittenFiles(self._database)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def take_in(self, other: "Store", order: "MergeOrder", coder: str) -> Merged:
        """Take all that coders have done in another store into this one. Raises what `Merging.take_in` raises."""
        from kodetre.store.merge import Merging

        return Merging(self._database, self._sync).take_in(other._database, order, coder)

    def changes(self) -> int:
        """A number that is another one when somebody else has changed the project since it was last asked for; what kodetre
        only notes down for itself, such as which reports it wrote, is no change.
        """
        version, journal = self._database.standing()
        if version != self._seen[0] and journal != self._seen[1]:
            self._changes += 1
        self._seen = version, journal
        return self._changes

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the store for writing in the block, so that no other process changes the project: for the files beside it.

        No method of the store may be called in the block. Raises StoreBusy.
        """
        with self._database.writing():
            yield

    def backup(self, target: Path, *, replace: bool = False) -> None:
        """Write a consistent, checked copy, in the place of what is at `target` when that is wanted. Raises OutputFailed."""
        self._database.backup(target, replace=replace)
