"""Pseudonyms in the store: which key the project has, that no name of it comes in, and that those that are in go out."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Step, StepKind
from kodetre.model.moments import now, write_moment
from kodetre.pseudonyms.edits import without_names
from kodetre.pseudonyms.names import Names
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import APPLICATION_ID, Database
from kodetre.store.open_step import begin
from kodetre.store.packing import unpack_words
from kodetre.store.pseudonym_key import pseudonym_key
from kodetre.store.rewrite import Rewriter, as_word, tables_of, texts_in
from kodetre.store.stored import read_text
from kodetre.store.synthesis import cells_in

_KEY = "SELECT id FROM pseudonym_key"
_SET_KEY = "INSERT INTO pseudonym_key (id, created) VALUES (?, ?)"
_CODERS = "SELECT DISTINCT coder FROM step"
_FILES = "SELECT path FROM written"
_CASES = "SELECT kind, name FROM live_case ORDER BY id"
_TABLES = {
    "document": "document version block page furniture words time_code metadata boxes analysis",
    "memo": "memo",
    "journal": "step undo merged_step",
    "codebook in the journal": "codebook codebook_edit codebook_pending",
    "coding": "coding coding_code coding_place coding_removal standing",
    "decision": "decision decision_code decision_place",
    "judgement": "judgement judgement_code",
    "discussed place": "discussion",
    "case": "study_case case_name case_value case_removal",
    "link to a case": "case_link case_link_place case_unlink",
    "figure": "case_figure",
    "synthesis": "synthesis",
    "speaker": "interviewer",
    "what was read": "page_read on_screen",
    "kept search": "kept_search kept_search_hits",
    "log of sources": "search candidate candidate_decision appraisal",
    "assignment": "assignment",
    "what other programs gave": "exchanged",
    "path of a report": "written",
    "key": "pseudonym_key",
}
KINDS: dict[str, str] = {}
for _kind, _tables in _TABLES.items():
    KINDS.update(dict.fromkeys(_tables.split(), _kind))
"""What people call what a table holds."""


class Pseudonyms:
    """The names that the store does not hold."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def key(self) -> str:
        """The id of the project's key; empty where it has none."""
        return pseudonym_key(self._database)

    def set_key(self, id: str, coder: str) -> None:
        """Say which key the project has, as one step. It stays: a project that has one cannot go on without. Raises NotPossible."""
        with self._database.writing() as connection:
            if connection.execute(_KEY).fetchone() is not None:
                raise NotPossible("", msg("this project has a key already"), next_step=msg("see: kodetre pseudonyms"))
            connection.execute(_SET_KEY, (id, write_moment(now())))
            begin(connection, StepKind.PSEUDONYMS, coder)

    def coders(self) -> list[str]:
        """Everybody who has done a step."""
        with self._database.reading() as connection:
            return [row["coder"] for row in connection.execute(_CODERS)]

    def written(self) -> list[str]:
        """The paths of files that reports were written to."""
        with self._database.reading() as connection:
            return [row["path"] for row in connection.execute(_FILES)]

    def guard(self, names: Names) -> None:
        """From now on nothing is written through this connection that has a name in it: the transaction fails with NameInStore."""
        if names:
            with self._database.reading() as connection:
                tables = tables_of(connection)
            self._database.guard(names.any, [(table.name, table.texts) for table in tables])

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text in the store, taken back or not: what it is, and its words."""
        with self._database.reading() as connection:
            yield from _told(connection)

    def told_apart(self) -> Sequence[Sequence[tuple[str, ...]]]:
        """What is told apart by a kind and a name, its last two words: cases, and what is said of cells of the synthesis."""
        with self._database.reading() as connection:
            cases = [(read_text(row["kind"]), read_text(row["name"])) for row in connection.execute(_CASES)]
            cells = [(cell.code, cell.other, cell.kind, cell.case) for cell in cells_in(connection)]
        return cases, cells

    def apply(self, names: Names, coder: str, detail: Callable[[int], str]) -> tuple[int, int, Step | None]:
        """Put pseudonyms in the place of names everywhere, as one step that cannot be taken back; how many names, in how many
        documents; no step where there was none. Afterwards no byte of the file has one: what it no longer uses is overwritten.
        """
        with self._database.overwriting() as connection:
            self._sync.complete(connection)
            rewriter = Rewriter(connection, names)
            rewriter.rewrite()
            if any(names.any(text) for _, text in _told(connection)):
                raise AssertionError("a name is left")  # nothing is kept then
            step = None
            if rewriter.count:
                opened = begin(connection, StepKind.PSEUDONYMS, coder, detail(rewriter.count))
                step = Step(opened.number, StepKind.PSEUDONYMS.value, coder, opened.created, False)
        return rewriter.count, len(rewriter.documents), step


def check_apart(told_apart: Sequence[Sequence[tuple[str, ...]]], names: Names) -> None:
    """Whether what is told apart by names is so with pseudonyms too, see `Pseudonyms.told_apart`. Raises NotPossible."""
    for each in told_apart:
        met: set[tuple[str, ...]] = set()
        for key in dict.fromkeys(each):
            kind, name = without_names(key[-2], names), without_names(key[-1], names)
            kind = as_word(kind) if kind != key[-2] else kind
            after = (*key[:-2], kind, name)
            if after in met:
                what = msg("would be the name of two cases of kind {kind}", kind=kind)
                how = msg("give one of them another name first (kodetre case rename), or another pseudonym")
                raise NotPossible(name, what, next_step=how)
            met.add(after)


def _told(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table, _, text in texts_in(connection, lambda data: unpack_words(data).forms):
        yield KINDS.get(table, "other rows"), text


def texts_of_copy(path: Path) -> list[tuple[str, str]]:
    """Every text in a copy of a store, of whatever version: what it is, and its words. Empty for what is no store."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return []
            return list(_told(connection))
    except (sqlite3.Error, OSError, ValueError):
        return []
