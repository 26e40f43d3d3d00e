"""The store without names: every text in it, whenever it was written, with pseudonyms in their place.

This is the one exception to what the store promises otherwise, that nothing is overwritten (docs/decisions/0050). It is done in one
transaction, with every position that points into a changed text moved with it, so that no coding is lost or stands elsewhere; what
is no longer used of the file is overwritten too.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kodetre.language.tokens import word_count
from kodetre.matching.index import words_of
from kodetre.model.codings import CONTEXT
from kodetre.model.documents import Span
from kodetre.pseudonyms.edits import Replaced, replaced
from kodetre.pseudonyms.names import Names
from kodetre.pseudonyms.reading import moved_boxes, replaced_in
from kodetre.store.packing import pack_boxes, pack_words, unpack_boxes

_TABLES = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
_COLUMNS = "SELECT name, type, pk FROM pragma_table_xinfo(?) ORDER BY cid"
_REFERS = 'SELECT "from" AS name FROM pragma_foreign_key_list(?) WHERE "table" = ?'
_TRIGGERS = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'"
_DOCUMENTS = "SELECT id, document FROM version ORDER BY document, id"
_TEXT = "SELECT text FROM version WHERE id = ?"
_BLOCKS = "SELECT start, end, kind FROM block WHERE version = ? ORDER BY place"
_NEW_TEXT = "UPDATE version SET text = ?, words = ?, pseudonyms = pseudonyms + ? WHERE id = ?"
_COUNT = "UPDATE version SET pseudonyms = pseudonyms + ? WHERE id = ?"
_NEWEST = "SELECT COALESCE(MAX(id), 0) FROM version"
_BOXES = "SELECT data FROM boxes WHERE version = ?"
_NEW_BOXES = "UPDATE boxes SET data = ? WHERE version = ?"
_NEW_WORDS = "UPDATE words SET data = ? WHERE version = ?"
_NO_ANALYSIS = "DELETE FROM analysis WHERE version = ?"
_TIMES = "SELECT start, at FROM time_code WHERE version = ? ORDER BY start"
_NO_TIMES = "DELETE FROM time_code WHERE version = ?"
_ADD_TIME = "INSERT OR IGNORE INTO time_code (version, start, at) VALUES (?, ?, ?)"
_PAGES = "SELECT number, start, end FROM page WHERE version = ? ORDER BY number"
_MOVE_PAGE = "UPDATE page SET start = ?, end = ? WHERE version = ? AND number = ?"
_STANDING = "SELECT coding, start, end, code, coder FROM standing WHERE version = ? ORDER BY coding"
_NOT_STANDING = "DELETE FROM standing WHERE version = ?"
_STANDS = "INSERT OR IGNORE INTO standing (coding, version, start, end, code, coder) VALUES (?, ?, ?, ?, ?, ?)"
_CODEBOOKS = "SELECT sha256, source FROM codebook"
_NEW_CODEBOOK = "UPDATE codebook SET sha256 = ?, source = ? WHERE sha256 = ?"
_SAME_CODEBOOK = "SELECT 1 FROM codebook WHERE sha256 = ?"
_NO_CODEBOOK = "DELETE FROM codebook WHERE sha256 = ?"
_BY_THEMSELVES = frozenset(("time_code", "standing"))
_IDS = frozenset(("uuid", "sha256", "guid", "created", "case_id"))
"""Columns that hold nothing that a person has written."""
_SINGLE_WORDS = frozenset(
    (("study_case", "kind"), ("synthesis", "case_kind"), ("case_value", "attribute"), ("case_figure", "name"))
)
"""Columns, by their tables, whose texts are asked for as one word in small letters."""
_NO_WORD = re.compile(r"[^\w-]+")
_SPANS = (("start", "end"), ("proposed_start", "proposed_end"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its columns: those with text, those that tell a row from others, and those that name a version."""

    name: str
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    version: str = ""


@dataclass(slots=True)
class Rewriter:
    """Writes into a transaction that has begun; counts the names that it replaces."""

    connection: sqlite3.Connection
    names: Names
    count: int = 0
    documents: set[int] = field(default_factory=set)

    def rewrite(self) -> None:
        """Replace every name in every row."""
        connection = self.connection
        connection.execute("PRAGMA defer_foreign_keys = ON")
        triggers = [(row["name"], row["sql"]) for row in connection.execute(_TRIGGERS)]
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER main."{name}"')
        tables = tables_of(connection)
        self._versions(tables)
        self._codebooks(tables)
        for table in tables:
            self._texts(table)
        for _, sql in triggers:
            connection.execute(sql)

    # Texts of documents, and what points into them

    def _versions(self, tables: Sequence[Table]) -> None:
        by_document: dict[int, list[int]] = {}
        for row in self.connection.execute(_DOCUMENTS):
            by_document.setdefault(row["document"], []).append(row["id"])
        for document, versions in by_document.items():
            changed = {version: done for version in versions if (done := self._replaced(version)).names}
            if not changed:
                continue
            self.documents.add(document)
            for version in versions:  # all get new numbers: who has read one of them has another text, and is told so
                if version in changed:
                    self._new_text(version, changed[version], tables)
                self._renumber(version, tables)

    def _replaced(self, version: int) -> Replaced:
        text = self.connection.execute(_TEXT, (version,)).fetchone()["text"]
        blocks = [
            (row["start"], row["end"], row["kind"] == "table") for row in self.connection.execute(_BLOCKS, (version,))
        ]
        return replaced_in(text, blocks, self.names)

    def _new_text(self, version: int, done: Replaced, tables: Sequence[Table]) -> None:
        run = self.connection.execute
        self.count += len(done.names)
        run(_NEW_TEXT, (done.text, word_count(done.text), len(done.names), version))
        if (row := run(_BOXES, (version,)).fetchone()) is not None:
            run(_NEW_BOXES, (pack_boxes(moved_boxes(unpack_boxes(row["data"]), done)), version))
        run(_NEW_WORDS, (pack_words(words_of(done.text)), version))
        run(_NO_ANALYSIS, (version,))
        times = [(version, done.start(row["start"]), row["at"]) for row in run(_TIMES, (version,))]
        run(_NO_TIMES, (version,))
        self.connection.executemany(_ADD_TIME, times)
        standing = [tuple(row) for row in run(_STANDING, (version,))]
        run(_NOT_STANDING, (version,))
        for coding, start, end, code, coder in standing:
            span = done.span(Span(start, end))
            run(_STANDS, (coding, version, span.start, span.end, code, coder))
        for table in tables:
            if table.version and table.name not in _BY_THEMSELVES:
                self._move(table, version, done)
        before = 0
        for row in run(_PAGES, (version,)).fetchall():  # a name that goes over the end of a page stands wholly on it
            start = max(row["start"], before)
            before = max(row["end"], start)
            run(_MOVE_PAGE, (start, before, version, row["number"]))

    def _move(self, table: Table, version: int, done: Replaced) -> None:
        """Move every stretch of a version that a table has rows for, and give each its words anew."""
        spans = [pair for pair in _SPANS if set(pair) <= set(table.columns)]
        if not spans:
            return
        quoted = [name for name in ("quote", "before", "after") if name in table.columns]
        wanted = dict.fromkeys((*table.keys, *chain.from_iterable(spans), *quoted))
        rows = self.connection.execute(
            f'SELECT {_listed(wanted)} FROM "{table.name}" WHERE "{table.version}" = ?',  # noqa: S608 - names of the schema
            (version,),
        ).fetchall()
        for row in rows:
            values: dict[str, object] = {}
            for first, last in spans:
                if row[first] is None or row[last] is None or row[first] < 0:
                    if first == "start" and {"before", "after"} <= set(quoted):  # it may begin or end within a name
                        values |= {"before": row["before"].partition(" ")[2], "after": row["after"].rpartition(" ")[0]}
                    continue
                span = done.span(Span(row[first], row[last]))
                values |= {first: span.start, last: span.end}
                if first == "start" and quoted:
                    values |= {name: text for name, text in _anchor(done.text, span).items() if name in quoted}
            if values:
                self._update(table, values, row)

    def _renumber(self, version: int, tables: Sequence[Table]) -> None:
        number = self.connection.execute(_NEWEST).fetchone()[0] + 1
        self.connection.execute("UPDATE version SET id = ? WHERE id = ?", (number, version))
        for table in tables:
            if table.version:
                self.connection.execute(
                    f'UPDATE "{table.name}" SET "{table.version}" = ? WHERE "{table.version}" = ?',  # noqa: S608
                    (number, version),
                )

    # Codebooks that were in use

    def _codebooks(self, tables: Sequence[Table]) -> None:
        """A codebook is known by its hash, which is another one when its text is."""
        run = self.connection.execute
        for row in run(_CODEBOOKS).fetchall():
            done = replaced(row["source"], self.names)
            if not done.names:
                continue
            self.count += len(done.names)
            old, new = row["sha256"], hashlib.sha256(done.text.encode()).hexdigest()
            if run(_SAME_CODEBOOK, (new,)).fetchone() is None:
                run(_NEW_CODEBOOK, (new, done.text, old))
            else:
                run(_NO_CODEBOOK, (old,))
            for table in tables:
                for column in [row["name"] for row in run(_REFERS, (table.name, "codebook"))]:
                    run(f'UPDATE "{table.name}" SET "{column}" = ? WHERE "{column}" = ?', (new, old))  # noqa: S608

    # All other words

    def _texts(self, table: Table) -> None:
        columns = [name for name in table.texts if name not in _IDS]
        if not columns:
            return
        wanted = dict.fromkeys((*table.keys, *columns))
        rows = self.connection.execute(f'SELECT {_listed(wanted)} FROM "{table.name}"').fetchall()  # noqa: S608
        for row in rows:
            values: dict[str, object] = {}
            for name in columns:
                if isinstance(row[name], str) and self.names.any(row[name]):
                    before = self.count
                    values[name] = self._plain(row[name])
                    if (table.name, name) in _SINGLE_WORDS:
                        values[name] = as_word(str(values[name]))
                    if table.name == "version":
                        self.connection.execute(_COUNT, (self.count - before, row["id"]))
            if values:
                self._update(table, values, row)

    def _plain(self, text: str) -> str:
        """A text without names; of one that is JSON, its texts."""
        if text[:1] in ("[", "{"):
            try:
                value = json.loads(text)
            except ValueError:
                pass
            else:
                return json.dumps(self._value(value), ensure_ascii=False)
        done = replaced(text, self.names)
        self.count += len(done.names)
        return done.text

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            return self._plain(value) if value[:1] not in ("[", "{") else replaced(value, self.names).text
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if isinstance(value, dict):
            return {replaced(str(name), self.names).text: self._value(each) for name, each in value.items()}
        return value

    def _update(self, table: Table, values: dict[str, object], row: sqlite3.Row) -> None:
        places = ", ".join(f'"{name}" = ?' for name in values)
        which = " AND ".join(f'"{name}" IS ?' for name in table.keys)
        keys = [row[name] for name in table.keys]
        verb = "UPDATE OR REPLACE" if table.name == "written" else "UPDATE"  # two files may have one path now
        self.connection.execute(f'{verb} "{table.name}" SET {places} WHERE {which}', (*values.values(), *keys))


def as_word(text: str) -> str:
    """A text as a kind of case or an attribute may be called: Informant 1 is informant-1."""
    return _NO_WORD.sub("-", text.lower()).strip("-")


def tables_of(connection: sqlite3.Connection) -> list[Table]:
    """Every table of the store. One that has a number for each row is known by it, whatever its own key is."""
    tables: list[Table] = []
    for row in connection.execute(_TABLES).fetchall():
        columns = connection.execute(_COLUMNS, (row["name"],)).fetchall()
        keys = tuple(column["name"] for column in columns if column["pk"])
        texts = tuple(column["name"] for column in columns if column["type"] == "TEXT")
        version = connection.execute(_REFERS, (row["name"], "version")).fetchone()
        names = tuple(column["name"] for column in columns)
        tables.append(Table(row["name"], names, texts, keys, version["name"] if version is not None else ""))
    return tables


def texts_in(
    connection: sqlite3.Connection, unpacked: Callable[[bytes], Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """Every text in every row: the table, the column, the text. `unpacked` gives the words of a packed document."""
    for table in tables_of(connection):
        if table.texts:
            for row in connection.execute(f'SELECT {_listed(table.texts)} FROM "{table.name}"'):  # noqa: S608
                for name in table.texts:
                    if name not in _IDS and isinstance(row[name], str):
                        yield table.name, name, row[name]
    for row in connection.execute("SELECT data FROM words"):
        yield "words", "data", "\n".join(unpacked(row["data"]))


def _anchor(text: str, span: Span) -> dict[str, str]:
    return {
        "quote": span.of(text),
        "before": text[max(0, span.start - CONTEXT) : span.start],
        "after": text[span.end : span.end + CONTEXT],
    }


def _listed(names: "Sequence[str] | dict[str, None]") -> str:
    return ", ".join(f'"{name}"' for name in names)
