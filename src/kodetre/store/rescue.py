"""A damaged store's rows, written into a new one, with an account of what is gone."""

import sqlite3
import struct
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kodetre.atomic import replacing
from kodetre.errors import NotAStore, OutputFailed
from kodetre.i18n.message import msg
from kodetre.language.tokens import word_count
from kodetre.matching.index import words_of
from kodetre.model.documents import WordBoxes
from kodetre.store.database import APPLICATION_ID, apply_migrations, migrations
from kodetre.store.packing import pack_boxes, pack_words
from kodetre.store.salvage import Row, Salvaged, Shape, roots_of, salvage
from kodetre.userfile import read_bytes

_VERSION_AT, _APPLICATION_AT = 60, 68
_SHORTEST = 512
_LARGEST = 1 << 40
"""Bytes of a store that are read."""
_LOST_TEXT = (
    '["its text was in a damaged part of the store; take the file in again as a newer version of the document"]'
)
_TABLES = "SELECT name, wr FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
_COLUMNS = "SELECT name, type, pk FROM pragma_table_xinfo(?) ORDER BY cid"
_SEQUENCES = Shape(("TEXT", "INTEGER"))
_STEP_COLUMN = "SELECT name FROM pragma_table_xinfo(?) WHERE name = 'step'"
_MISSING_STEPS = "SELECT DISTINCT step FROM {table} WHERE step NOT IN (SELECT id FROM step)"
_ADD_STEP = "INSERT INTO step (id, uuid, name, detail, coder, created, undone) VALUES (?, ?, 'rescued', '', ?, ?, 0)"
_WHO = "SELECT coder, created FROM coding WHERE step = ? LIMIT 1"
_MISSING_DOCUMENTS = """
SELECT document, MIN(step) AS step FROM (
  SELECT document, step FROM version UNION ALL SELECT document, step FROM coding UNION ALL SELECT document, step FROM decision
) WHERE document NOT IN (SELECT id FROM document) GROUP BY document
"""
_MISSING_OF_JUDGEMENTS = """
SELECT document, MIN(step) AS step FROM judgement WHERE document NOT IN (SELECT id FROM document) GROUP BY document
"""
_ADD_DOCUMENT = "INSERT INTO document (id, uuid, step) VALUES (?, ?, ?)"
_MISSING_VERSIONS = """
SELECT version, document, MIN(step) AS step, MIN(created) AS created FROM (
  SELECT version, document, step, created FROM coding UNION ALL SELECT version, document, step, created FROM decision
) WHERE version NOT IN (SELECT id FROM version) GROUP BY version
"""
_ADD_VERSION = """
INSERT INTO version (id, document, sha256, file, text, language, status, notes, paged, words, created, step)
VALUES (?, ?, '', '(lost)', '', 'nb', 'no text', ?, 0, 0, ?, ?)
"""
_NO_BLOCKS = "DELETE FROM block WHERE version = ?"
_PUT_ADRIFT = """
INSERT INTO coding_place (coding, version, found, start, end, quote, before, after, step)
SELECT id, version, 'adrift', NULL, NULL, quote, before, after, step FROM coding WHERE version = ?
"""
_PUT_DECISIONS_ADRIFT = """
INSERT INTO decision_place (decision, version, found, start, end, step)
SELECT id, version, 'adrift', NULL, NULL, step FROM decision WHERE version = ?
"""
_PUT_STRAYS_ADRIFT = """
INSERT INTO coding_place (coding, version, found, start, end, quote, before, after, step)
SELECT coding.id, coding.version, 'adrift', NULL, NULL, coding.quote, coding.before, coding.after, coding.step
FROM coding JOIN version ON version.id = coding.version
WHERE version.text <> '' AND substr(version.text, coding.start + 1, coding.end - coding.start) <> coding.quote
"""
_WITHOUT_WORDS = "SELECT id, text FROM version WHERE id NOT IN (SELECT version FROM words)"
_ADD_WORDS = "INSERT INTO words (version, data) VALUES (?, ?)"
_WITHOUT_BOXES = "SELECT id FROM version WHERE id NOT IN (SELECT version FROM boxes)"
_ADD_BOXES = "INSERT INTO boxes (version, data) VALUES (?, ?)"
_WHERE_THEY_STAND = """
INSERT OR IGNORE INTO standing (coding, version, start, end, code, coder)
SELECT id, version, start, end, code, coder FROM live_coding ORDER BY id
"""
_SET_SEQUENCE = "UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?"
_IDS = "SELECT id FROM {table}"


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was found in a damaged store: rows by table, the numbers of those that are known to be gone, by table, the documents
    whose text is gone, how many pages and cells could not be read, and how many rows break the store's rules.
    """

    rows: Mapping[str, int]
    gone: Mapping[str, Sequence[int]]
    texts_gone: tuple[str, ...]
    broken: int
    refused: int


def rescue(damaged: Path, target: Path) -> Rescued:
    """Write what can be read of a store into a new one. The damaged file is only read.

    Raises NotAStore when nothing of a store is in it, MissingFile and NotAFile when it cannot be read, OutputFailed when there is
    something at `target` or it cannot be written.
    """
    if target.exists():
        raise OutputFailed(target, msg("is there already"), next_step=msg("name another file"))
    data = read_bytes(damaged, _LARGEST)
    try:
        with replacing(target) as part:
            with closing(sqlite3.connect(part, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = MEMORY")  # nothing beside it, should this be killed
                rescued = _fill(connection, data)
                verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok" or not rescued.rows:
                raise NotAStore(
                    damaged, msg("has nothing of a kodetre store in it"), next_step=msg("look for a backup")
                )
    except sqlite3.OperationalError as error:
        step = msg("free some space, or name another place")
        raise OutputFailed(target, msg("cannot be written ({error})", error=error), next_step=step) from error
    except OSError as error:
        raise OutputFailed(target, (error.strerror or msg("cannot be written")).lower()) from error
    return rescued


def _fill(connection: sqlite3.Connection, data: bytes) -> Rescued:
    """Make a store of the damaged one's version, put its rows in, mend what they refer to, and bring it up to date."""
    newest = len(migrations())
    version = _number(data, _VERSION_AT)
    if _number(data, _APPLICATION_AT) != APPLICATION_ID or not 0 < version <= newest:
        version = newest
    connection.execute("PRAGMA foreign_keys = OFF")
    apply_migrations(connection, 0, version)
    columns, shapes = _shapes(connection)
    found = salvage(data, {**shapes, "sqlite_sequence": _SEQUENCES}, roots_of(data))
    connection.execute("BEGIN IMMEDIATE")
    kept, refused = _insert(connection, columns, found)
    gone = _gone(connection, found, columns)
    texts_gone = _mend(connection, columns)
    connection.execute("COMMIT")
    apply_migrations(connection, version, newest)
    connection.execute("DELETE FROM standing")
    connection.execute(_WHERE_THEY_STAND)
    connection.execute("DELETE FROM codebook_pending")
    return Rescued(kept, gone, texts_gone, found.broken + found.unplaced, refused)


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack(">I", data[at : at + 4])[0]) if len(data) >= _SHORTEST else 0


def _shapes(connection: sqlite3.Connection) -> tuple[dict[str, list[str]], dict[str, Shape]]:
    """The columns of every table of a store, and what its rows look like in the file."""
    columns: dict[str, list[str]] = {}
    shapes: dict[str, Shape] = {}
    for name, without_rowid in connection.execute(_TABLES).fetchall():
        declared = connection.execute(_COLUMNS, (name,)).fetchall()
        columns[name] = [column for column, _, _ in declared]
        keys = [place for place, (_, _, key) in enumerate(declared) if key]
        alone = len(keys) == 1 and declared[keys[0]][1] == "INTEGER" and not without_rowid
        shapes[name] = Shape(tuple(kind for _, kind, _ in declared), not without_rowid, keys[0] if alone else -1)
    return columns, shapes


def _insert(
    connection: sqlite3.Connection, columns: Mapping[str, Sequence[str]], found: Salvaged
) -> tuple[dict[str, int], int]:
    """Put rows in; how many of each table, and how many were refused because they break its rules."""
    kept: Counter[str] = Counter()
    refused = 0
    for name, own in columns.items():
        for row in found.rows[name]:
            if name == "version" and not _is_whole_text(dict(zip(own, row, strict=False))):
                continue
            try:
                cursor = connection.execute(_insertion(name, own[: len(row)]), row)
            except sqlite3.Error:
                refused += 1
                continue
            kept[name] += cursor.rowcount
    return dict(kept), refused


def _is_whole_text(version: Mapping[str, object]) -> bool:
    """Whether a text is the one that was written, as far as its words were counted then."""
    text = version.get("text")
    return isinstance(text, str) and "\0" not in text and word_count(text) == version.get("words")


def _insertion(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own schema


def _gone(
    connection: sqlite3.Connection, found: Salvaged, columns: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    """The numbers that were given and are not there: nothing is ever deleted from a store, so those rows are lost."""
    gone: dict[str, list[int]] = {}
    for name, last in _sequences(found.rows["sqlite_sequence"]).items():
        if name not in columns or "id" not in columns[name]:
            continue
        connection.execute(_SET_SEQUENCE, (last, name))
        there = {row[0] for row in connection.execute(_IDS.format(table=name))}
        if missing := [number for number in range(1, last + 1) if number not in there]:
            gone[name] = missing
    return gone


def _sequences(rows: Sequence[Row]) -> dict[str, int]:
    sequences: dict[str, int] = {}
    for row in rows:
        if len(row) == 2 and isinstance(row[0], str) and isinstance(row[1], int) and row[1] < 1 << 32:
            sequences[row[0]] = max(row[1], sequences.get(row[0], 0))
    return sequences


def _mend(connection: sqlite3.Connection, columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Put something in the place of steps, documents and texts that rows refer to and that are gone; the documents without text."""
    for table in columns:
        if connection.execute(_STEP_COLUMN, (table,)).fetchone() is None:
            continue
        for (step,) in connection.execute(_MISSING_STEPS.format(table=table)).fetchall():
            coder, created = connection.execute(_WHO, (step,)).fetchone() or ("", "1970-01-01T00:00:00Z")
            connection.execute(_ADD_STEP, (step, str(uuid.uuid4()), coder, created))
    for document, step in connection.execute(_MISSING_DOCUMENTS).fetchall():
        connection.execute(_ADD_DOCUMENT, (document, str(uuid.uuid4()), step))
    for document, step in connection.execute(_MISSING_OF_JUDGEMENTS).fetchall() if "judgement" in columns else ():
        connection.execute(_ADD_DOCUMENT, (document, str(uuid.uuid4()), step))
    texts: dict[str, None] = {}
    for version, document, step, created in connection.execute(_MISSING_VERSIONS).fetchall():
        connection.execute(_ADD_VERSION, (version, document, _LOST_TEXT, created, step))
        connection.execute(_NO_BLOCKS, (version,))
        connection.execute(_PUT_ADRIFT, (version,))
        connection.execute(_PUT_DECISIONS_ADRIFT, (version,))
        texts[f"D{document}"] = None
    connection.execute(_PUT_STRAYS_ADRIFT)
    for version, text in connection.execute(_WITHOUT_WORDS).fetchall():
        connection.execute(_ADD_WORDS, (version, pack_words(words_of(text))))
    for (version,) in connection.execute(_WITHOUT_BOXES).fetchall():
        connection.execute(_ADD_BOXES, (version, pack_boxes(WordBoxes())))
    return tuple(texts)
