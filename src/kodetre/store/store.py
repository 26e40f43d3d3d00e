"""An open store: documents, codings and the journal over one SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kodetre.atomic import sweep
from kodetre.codebook.file import CodebookFile
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database
from kodetre.store.documents import Documents
from kodetre.store.pseudonym_key import pseudonym_key

if TYPE_CHECKING:
    from kodetre.model.merged import Merged
    from kodetre.store.assignments import Assignments
    from kodetre.store.cases import Cases
    from kodetre.store.codings import Codings
    from kodetre.store.discussions import Discussions
    from kodetre.store.exchange import Exchange
    from kodetre.store.history import History
    from kodetre.store.judgements import Judgements
    from kodetre.store.merge import MergeOrder
    from kodetre.store.pseudonyms import Pseudonyms
    from kodetre.store.read_log import ReadLog
    from kodetre.store.sources import Sources
    from kodetre.store.speakers import Speakers
    from kodetre.store.steps import Journal
    from kodetre.store.synthesis import Synthesis
    from kodetre.store.written import WrittenFiles


def index_folder(store: Path) -> Path:
    """Where the index of a large corpus is kept: beside the store."""
    return store.with_name(f"{store.name}.index")


class Store:
    """kodetre.db, opened. A context manager; every method of its parts is one transaction. A part's code is read when it is asked
    for: most commands need few of them.

    With the file of the codebook, changes of it and of the codings go together. Raises NotAStore, NewerStore or StoreBusy
    when the file cannot be opened; OutputFailed or CodebookChanged when a change of the codebook that was interrupted cannot be
    completed.
    """

    def __init__(self, path: Path, *, create: bool = False, codebook: CodebookFile | None = None) -> None:
        self._database = Database(path, create=create)
        self.path = path
        sync = CodebookSync(self._database, codebook)
        self.documents = Documents(self._database)
        self._sync = sync
        sweep(path.parent)
        sweep(index_folder(path))
        if codebook is not None:
            codebook.sweep()
        try:
            sync.finish()
        except BaseException:
            self.close()
            raise
        self._changes = 0
        self._seen = self._database.standing()

    def pseudonym_key(self) -> str:
        """The id of the project's key of pseudonyms; empty where it has none."""
        return pseudonym_key(self._database)

    @cached_property
    def judgements(self) -> "Judgements":
        """What was judged of samples."""
        from kodetre.store.judgements import Judgements

        return Judgements(self._database, self._sync)

    @cached_property
    def assignments(self) -> "Assignments":
        """Who codes which documents."""
        from kodetre.store.assignments import Assignments

        return Assignments(self._database)

    @cached_property
    def discussions(self) -> "Discussions":
        """What was settled of what two coders see otherwise."""
        from kodetre.store.discussions import Discussions

        return Discussions(self._database, self._sync)

    @cached_property
    def sources(self) -> "Sources":
        """Searches, candidates, decisions on them, appraisal."""
        from kodetre.store.sources import Sources

        return Sources(self._database)

    @cached_property
    def speakers(self) -> "Speakers":
        """Who speaks in the transcripts."""
        from kodetre.store.speakers import Speakers

        return Speakers(self._database)

    @cached_property
    def pseudonyms(self) -> "Pseudonyms":
        """The names that the store does not hold."""
        from kodetre.store.pseudonyms import Pseudonyms

        return Pseudonyms(self._database, self._sync)

    @cached_property
    def cases(self) -> "Cases":
        """Cases, their attributes, figures and links."""
        from kodetre.store.cases import Cases

        return Cases(self._database, self._sync)

    @cached_property
    def read_log(self) -> "ReadLog":
        """Who has read which pages, and searches that are kept."""
        from kodetre.store.read_log import ReadLog

        return ReadLog(self._database)

    @cached_property
    def synthesis(self) -> "Synthesis":
        """The texts of the synthesis."""
        from kodetre.store.synthesis import Synthesis

        return Synthesis(self._database)

    @cached_property
    def exchange(self) -> "Exchange":
        """What comes from other programs."""
        from kodetre.store.exchange import Exchange

        return Exchange(self._database, self._sync)

    @cached_property
    def history(self) -> "History":
        """What a coder has done, in the order in which it was done."""
        from kodetre.store.history import History

        return History(self._database)

    @cached_property
    def written(self) -> "WrittenFiles":
        """Which files kodetre wrote."""
        from kodetre.store.written import WrittenFiles

        return WrittenFiles(self._database)

    @cached_property
    def codings(self) -> "Codings":
        """Codings, decisions and memos."""
        from kodetre.store.codings import Codings

        return Codings(self._database, self._sync)

    @cached_property
    def journal(self) -> "Journal":
        """The steps: undo, redo, and what each changed."""
        from kodetre.store.steps import Journal

        return Journal(self._database, self._sync)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def take_in(self, other: "Store", order: "MergeOrder", coder: str) -> "Merged":
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
