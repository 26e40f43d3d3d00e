"""Documents in the store: taking one in, listing, reading back, metadata."""

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal

from kodetre.errors import UnknownDocument
from kodetre.language.tokens import word_count
from kodetre.matching.index import DocumentWords, words_of
from kodetre.model import (
    METADATA_FIELDS,
    Block,
    Document,
    DocumentInfo,
    Furniture,
    Metadata,
    Page,
    Reading,
    WordBoxes,
)
from kodetre.store.database import Database, now
from kodetre.store.packing import pack_boxes, pack_words, unpack_boxes, unpack_words
from kodetre.store.steps import begin

Source = Literal["file", "list", "set"]

_INFO = """
SELECT live_document.id, live_document.uuid, live_version.id AS version, live_version.sha256, live_version.file,
  live_version.language, live_version.status, live_version.notes, live_version.paged, live_version.words,
  live_version.created, (SELECT COUNT(*) FROM page WHERE page.version = live_version.id) AS pages
FROM live_document JOIN live_version ON live_version.document = live_document.id
"""
_ALL = _INFO + "ORDER BY live_document.id"
_ONE = _INFO + "WHERE live_document.id = ?"
_METADATA = "SELECT document, field, value, source FROM live_metadata"
_KNOWN = """
SELECT live_document.id FROM live_document JOIN live_version ON live_version.document = live_document.id
WHERE live_version.sha256 = ?
"""
_ADD_DOCUMENT = "INSERT INTO document (uuid, step) VALUES (?, ?)"
_ADD_VERSION = """
INSERT INTO version (document, sha256, file, text, language, status, notes, paged, words, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_PAGE = "INSERT INTO page (version, number, label, start, end) VALUES (?, ?, ?, ?, ?)"
_ADD_BLOCK = """
INSERT INTO block (version, place, kind, level, start, end, page_first, page_last, part, rows)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_FURNITURE = "INSERT INTO furniture (version, place, page, kind, text) VALUES (?, ?, ?, ?, ?)"
_ADD_BOXES = "INSERT INTO boxes (version, data) VALUES (?, ?)"
_ADD_WORDS = "INSERT INTO words (version, data) VALUES (?, ?)"
_ADD_METADATA = "INSERT INTO metadata (document, field, value, source, step) VALUES (?, ?, ?, ?, ?)"
_TEXT = "SELECT text FROM version WHERE id = ?"
_PAGES = "SELECT number, label, start, end FROM page WHERE version = ? ORDER BY number"
_BLOCKS = "SELECT * FROM block WHERE version = ? ORDER BY place"
_FURNITURE = "SELECT page, kind, text FROM furniture WHERE version = ? ORDER BY place"
_BOXES = "SELECT data FROM boxes WHERE version = ?"
_WORDS = """
SELECT words.data FROM words JOIN live_version ON live_version.id = words.version WHERE live_version.document = ?
"""
_STEP_LIVE = "SELECT 1 FROM step WHERE id = ? AND undone = 0"


class Documents:
    """The documents of a project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, reading: Reading, sha256: str, file: str, listed: Mapping[str, str], coder: str, step: int | None = None
    ) -> tuple[DocumentInfo, int]:
        """Take a document in, in one transaction; the document and the step it was taken in with.

        Give the step back for the next document of the same run, so that the run is undone as one. `listed` is the
        metadata from documents.yaml or a CSV, which wins over the file's own.
        """
        words = words_of(reading.text)
        packed_words, packed_boxes = pack_words(words), pack_boxes(reading.boxes)
        with self._database.writing() as connection:
            run = connection.execute
            if step is None or run(_STEP_LIVE, (step,)).fetchone() is None:
                step = begin(connection, "ingest", coder, file)
            document = run(_ADD_DOCUMENT, (str(uuid.uuid4()), step)).lastrowid
            notes = json.dumps(list(reading.notes), ensure_ascii=False)
            version = run(
                _ADD_VERSION,
                (
                    document, sha256, file, reading.text, reading.language, reading.status, notes, int(reading.paged),
                    word_count(reading.text), now(), step,
                ),
            ).lastrowid  # fmt: skip
            connection.executemany(_ADD_PAGE, [(version, p.number, p.label, p.start, p.end) for p in reading.pages])
            connection.executemany(
                _ADD_BLOCK, [_block_row(version, place, b) for place, b in enumerate(reading.blocks)]
            )
            connection.executemany(
                _ADD_FURNITURE, [(version, place, f.page, f.place, f.text) for place, f in enumerate(reading.furniture)]
            )
            run(_ADD_BOXES, (version, packed_boxes))
            run(_ADD_WORDS, (version, packed_words))
            own = asdict(reading.metadata)
            for name in METADATA_FIELDS:
                if listed.get(name):
                    run(_ADD_METADATA, (document, name, listed[name], "list", step))
                elif own[name]:
                    run(_ADD_METADATA, (document, name, own[name], "file", step))
            assert document is not None
            return self._info(connection, document), step

    def known(self, sha256: str) -> str | None:
        """The id of the document with this content, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_KNOWN, (sha256,)).fetchone()
            return f"D{row['id']}" if row else None

    def all(self) -> list[DocumentInfo]:
        """Every document, in the order they were taken in."""
        with self._database.reading() as connection:
            metadata = _metadata(connection)
            return [_info(row, metadata.get(row["id"], {})) for row in connection.execute(_ALL)]

    def find(self, name: str) -> DocumentInfo:
        """The document with this id (D1, d1) or file name. Raises UnknownDocument, also when a file name is two's."""
        documents = self.all()
        wanted = name.strip()
        same_id = [d for d in documents if d.id.lower() == wanted.lower()]
        same_path = [d for d in documents if d.file == wanted]
        same_name = [d for d in documents if d.file.rsplit("/", 1)[-1] == wanted.rsplit("/", 1)[-1]]
        for found in (same_id, same_path, same_name):
            if len(found) == 1:
                return found[0]
            if len(found) > 1:
                ids = ", ".join(d.id for d in found)
                raise UnknownDocument(name, f"is the name of {len(found)} documents", next_step=f"use an id: {ids}")
        listed = ", ".join(d.id for d in documents[:12]) + (" …" if len(documents) > 12 else "")
        next_step = f"there are: {listed}" if documents else "take documents in with: kodetre ingest corpus/"
        raise UnknownDocument(name, "is no document of this project", next_step=next_step)

    def get(self, id: str) -> Document:
        """A document with everything that was read. Raises UnknownDocument."""
        number = number_of(id)
        with self._database.reading() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
            if row is None:
                raise UnknownDocument(id, "is no document of this project", next_step="see: kodetre documents")
            version = row["version"]
            metadata = _metadata(connection).get(number, {})
            info = _info(row, metadata)
            reading = Reading(
                text=connection.execute(_TEXT, (version,)).fetchone()["text"],
                pages=tuple(Page(**dict(page)) for page in connection.execute(_PAGES, (version,))),
                blocks=tuple(_block(block) for block in connection.execute(_BLOCKS, (version,))),
                metadata=info.metadata,
                furniture=tuple(Furniture(*tuple(f)) for f in connection.execute(_FURNITURE, (version,))),
                language=info.language,
                status=info.status,
                notes=tuple(json.loads(row["notes"])),
                paged=info.paged,
            )
        return Document(info, reading)

    def boxes(self, id: str) -> WordBoxes:
        """Where the words of a document stand on its pages; empty for what is not a PDF."""
        number = number_of(id)
        with self._database.reading() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
            if row is None:
                raise UnknownDocument(id, "is no document of this project", next_step="see: kodetre documents")
            return unpack_boxes(connection.execute(_BOXES, (row["version"],)).fetchone()["data"])

    def words(self, id: str) -> DocumentWords:
        """The words of a document, for the index."""
        with self._database.reading() as connection:
            row = connection.execute(_WORDS, (number_of(id),)).fetchone()
        if row is None:
            raise UnknownDocument(id, "is no document of this project", next_step="see: kodetre documents")
        return unpack_words(row["data"])

    def set_metadata(self, values: Mapping[str, Mapping[str, str]], coder: str, source: Source) -> dict[str, list[str]]:
        """Set metadata fields of documents, by id; which fields changed, by id. One step.

        A value that a list gives does not change one that somebody set by hand.
        """
        changed: dict[str, list[str]] = {}
        with self._database.writing() as connection:
            live = _metadata(connection)
            wanted = [
                (id, field, value)
                for id, fields in values.items()
                for field, value in fields.items()
                if _differs(live.get(number_of(id), {}).get(field), value, source)
            ]
            if not wanted:
                return {}
            step = begin(connection, "metadata", coder, ", ".join(dict.fromkeys(id for id, _, _ in wanted)))
            for id, field, value in wanted:
                connection.execute(_ADD_METADATA, (number_of(id), field, value, source, step))
                changed.setdefault(id, []).append(field)
        return changed

    def _info(self, connection: sqlite3.Connection, number: int) -> DocumentInfo:
        row = connection.execute(_ONE, (number,)).fetchone()
        return _info(row, _metadata(connection).get(number, {}))


def _differs(live: tuple[str, str] | None, value: str, source: Source) -> bool:
    if live is None:
        return bool(value)
    return live[0] != value and not (source == "list" and live[1] == "set")


def number_of(id: str) -> int:
    """The number in a document id. Raises UnknownDocument for what is no id."""
    digits = id[1:] if id[:1] in "Dd" else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise UnknownDocument(id, "is no document id", next_step="ids look like D1; see: kodetre documents")
    return int(digits)


def _metadata(connection: sqlite3.Connection) -> dict[int, dict[str, tuple[str, str]]]:
    found: dict[int, dict[str, tuple[str, str]]] = {}
    for row in connection.execute(_METADATA):
        found.setdefault(row["document"], {})[row["field"]] = (row["value"], row["source"])
    return found


def _info(row: sqlite3.Row, metadata: Mapping[str, tuple[str, str]]) -> DocumentInfo:
    return DocumentInfo(
        id=f"D{row['id']}",
        uuid=row["uuid"],
        sha256=row["sha256"],
        file=row["file"],
        metadata=Metadata(**{name: value for name, (value, _) in metadata.items() if name in METADATA_FIELDS}),
        language=row["language"],
        status=row["status"],
        pages=row["pages"],
        words=row["words"],
        paged=bool(row["paged"]),
        ingested=row["created"],
    )


def _block_row(version: int | None, place: int, block: Block) -> tuple[object, ...]:
    rows = json.dumps(block.rows, ensure_ascii=False) if block.rows is not None else None
    return (
        version, place, block.kind, block.level, block.start, block.end, block.page_first, block.page_last, block.part,
        rows,
    )  # fmt: skip


def _block(row: sqlite3.Row) -> Block:
    rows = tuple(tuple(cells) for cells in json.loads(row["rows"])) if row["rows"] is not None else None
    return Block(
        row["kind"], row["level"], row["start"], row["end"], row["page_first"], row["page_last"], rows, row["part"]
    )
