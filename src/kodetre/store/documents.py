"""Documents in the store: taking one in, listing, reading back, metadata."""

import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Literal

from kodetre.document.metadata_values import with_issued
from kodetre.errors import UnknownDocument
from kodetre.i18n.message import msg
from kodetre.language.analysis import Analysis
from kodetre.matching.index import DocumentWords
from kodetre.model.document_list import ids_of, words_of
from kodetre.model.documents import (
    METADATA_FIELDS,
    Document,
    DocumentInfo,
    Metadata,
    Outline,
    Page,
    ReadFile,
    Reading,
    Version,
    WordBoxes,
    number_of,
)
from kodetre.store.block_rows import block_of, furniture_of
from kodetre.store.database import Database, State, unchanged
from kodetre.store.document_columns import (
    MANY,
    ColumnsOfDocuments,
    Part,
    columns_of,
    parts_of,
    told_of,
    told_together,
)
from kodetre.store.list_rows import asked_words, asking_in, metadata_of, metadata_of_some
from kodetre.store.open_step import OpenStep, begin, go_on
from kodetre.store.packing import pack_analysis, unpack_analysis, unpack_boxes, unpack_words
from kodetre.store.stored import read_list, read_moment, read_text

if TYPE_CHECKING:
    from kodetre.model.codings import Moved
    from kodetre.store.versions import FindAgain

Source = Literal["file", "list", "set"]

_INFO = """
SELECT live_document.id, live_document.uuid, live_version.id AS version, live_version.sha256, live_version.file,
  live_version.language, live_version.status, live_version.notes, live_version.paged, live_version.words,
  live_version.created, live_version.pseudonyms, (SELECT COUNT(*) FROM page WHERE page.version = live_version.id) AS pages
FROM live_document JOIN live_version ON live_version.document = live_document.id
"""
_ALL = _INFO + "ORDER BY live_document.id"
_ONE = _INFO + "WHERE live_document.id = ?"
_KNOWN = """
SELECT live_document.id FROM live_document JOIN live_version ON live_version.document = live_document.id
WHERE live_version.sha256 = ?
"""
_AT = """
SELECT MAX(live_document.id) AS id FROM live_document JOIN live_version ON live_version.document = live_document.id
WHERE live_version.file = ?
"""
_ADD_DOCUMENT = "INSERT INTO document (uuid, step) VALUES (?, ?)"
_ADD_METADATA = "INSERT INTO metadata (document, field, value, source, guessed, step) VALUES (?, ?, ?, ?, ?, ?)"
_TEXT = "SELECT text FROM version WHERE id = ?"
_TEXT_AND_NOTES = "SELECT text, notes FROM version WHERE id = ?"
_PAGES = "SELECT number, label, start, end FROM page WHERE version = ? ORDER BY number"
_BLOCKS = "SELECT * FROM block WHERE version = ? ORDER BY place"
_TIMES = "SELECT start, at FROM time_code WHERE version = ? ORDER BY start"
_ASKING = "SELECT speaker FROM live_interviewer WHERE document = ? AND asks = 1"
_OUTLINE = """
SELECT version.id, version.text FROM live_version AS version WHERE version.document = ?
"""
_OUTLINE_BLOCKS = "SELECT kind, part, start, end FROM block WHERE version = ? ORDER BY place"
_FURNITURE = "SELECT page, kind, text, left, top, right, bottom FROM furniture WHERE version = ? ORDER BY place"
_BOXES = "SELECT data FROM boxes WHERE version = ?"
_ANALYSIS = """
SELECT analysis.data FROM analysis JOIN live_version ON live_version.id = analysis.version
WHERE live_version.document = ? AND analysis.analyser = ?
"""
_KEEP_ANALYSIS = "INSERT OR REPLACE INTO analysis (version, analyser, data) VALUES (?, ?, ?)"
_WORDS = """
SELECT words.data FROM words JOIN live_version ON live_version.id = words.version WHERE live_version.document = ?
"""
_WORDS_OF = "SELECT data FROM words WHERE version = ?"
_BLOCK_PLACES = "SELECT start, end FROM block WHERE version = ? ORDER BY place"
_HOW_MANY = "SELECT COUNT(*) FROM document"
_STEPS = "SELECT version.id, step.uuid FROM version JOIN step ON step.id = version.step"
_VERSIONS = """
SELECT version.id, version.created, version.file, version.words, version.sha256, step.coder
FROM version JOIN step ON step.id = version.step
WHERE version.document = ? AND step.undone = 0 ORDER BY version.id
"""


_FILES = "SELECT DISTINCT file, document FROM version ORDER BY document, file"


class Documents:
    """The documents of a project."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listed: tuple[State, Sequence[DocumentInfo]] | None = None

    def add(self, read: ReadFile, coder: str, step: int | None = None) -> tuple[DocumentInfo, int]:
        """Take a document in, in one transaction; the document and the step it was taken in with.

        Give the step back for the next document of the same run, so that the run is undone as one.
        """
        from kodetre.store.versions import Packed, write_version

        packed = Packed.of(read.reading)
        with self._database.writing() as connection:
            run = _run(connection, step, coder, read.file)
            document = connection.execute(_ADD_DOCUMENT, (str(uuid.uuid4()), run.number)).lastrowid
            assert document is not None
            write_version(connection, document, read, packed, run)
            self.add_metadata(connection, document, read, run.number, {})
            return self._info(connection, document), run.number

    def renew(
        self, id: str, read: ReadFile, coder: str, find: "FindAgain", step: int | None = None
    ) -> "tuple[DocumentInfo, int, Moved]":
        """Give a document a newer text, in one transaction, with every coding and decision found again in it.

        `find` says where excerpts of the old text stand in the new one. Nothing is dropped: a coding that is not found
        is adrift. Metadata that somebody set, or that a list gives, wins over the new file's own. Raises
        UnknownDocument.
        """
        from kodetre.store.versions import NewText, Packed, standing_in, write_places, write_version

        number, packed = document_number(id), Packed.of(read.reading)
        with self._database.writing() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
            if row is None:
                raise UnknownDocument(
                    id, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            old = connection.execute(_TEXT, (row["version"],)).fetchone()["text"]
            live = metadata_of(connection, number).get(number, {})
            run = _run(connection, step, coder, read.file)
            standing = standing_in(connection, number, old)
            version = write_version(connection, number, read, packed, run)
            moved = write_places(connection, NewText(version, old, read.reading.text), standing, find, run)
            self.add_metadata(connection, number, read, run.number, live)
            return self._info(connection, number), run.number, moved

    @staticmethod
    def add_metadata(
        connection: sqlite3.Connection,
        document: int,
        read: ReadFile,
        step: int,
        live: Mapping[str, tuple[str, str, bool]],
    ) -> None:
        """The metadata of a new text, but for what is said already or was set by somebody."""
        own = asdict(read.reading.metadata)
        listed = _listed(read.listed, live, own["issued"])
        for name in METADATA_FIELDS:
            source: Source = "list" if listed.get(name) else "file"
            value = listed.get(name) or own[name]
            guessed = name == "year" and source == "file" and read.reading.metadata.year_guessed
            before, by, was_guessed = live.get(name, ("", "file", False))
            differs = (value, guessed) != (before, was_guessed)
            if value and differs and (by == "file" or (by == "list" and source == "list")):
                connection.execute(_ADD_METADATA, (document, name, value, source, guessed, step))

    def known(self, sha256: str) -> str | None:
        """The id of the document with this content, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_KNOWN, (sha256,)).fetchone()
            return f"D{row['id']}" if row else None

    def at(self, file: str) -> str | None:
        """The id of the last document that was read from this path, or None."""
        with self._database.reading() as connection:
            id = connection.execute(_AT, (file,)).fetchone()["id"]
            return f"D{id}" if id is not None else None

    def all(self) -> Sequence[DocumentInfo]:
        """Every document, in the order they were taken in; of many each is made when it is asked for."""
        with self._database.reading() as connection:
            return self._all(connection)

    def _all(self, connection: sqlite3.Connection) -> Sequence[DocumentInfo]:
        """Every document; the list that was made last, when nothing has been written since, by this connection or another."""
        as_it_is = unchanged(connection)
        if self._listed is None or self._listed[0] != as_it_is:
            many = connection.execute(_HOW_MANY).fetchone()[0] >= MANY
            self._listed = as_it_is, self._columns(connection) if many else self._list(connection)
        return self._listed[1]

    @staticmethod
    def _list(connection: sqlite3.Connection) -> tuple[DocumentInfo, ...]:
        metadata, asked = metadata_of(connection), asked_words(connection)
        return tuple(_info(row, metadata.get(row["id"], {}), asked) for row in connection.execute(_ALL))

    def _columns(self, connection: sqlite3.Connection) -> ColumnsOfDocuments:
        path = self._database.path
        folder = path.with_name(f"{path.name}.index")
        return columns_of(connection, folder, partial(asked_words, connection), partial(asking_in, connection))

    def files(self) -> list[tuple[str, str]]:
        """Every file that a text of a document was read from, as `DocumentInfo.file`, and the document's id."""
        with self._database.reading() as connection:
            return [(row["file"], f"D{row['document']}") for row in connection.execute(_FILES)]

    def find(self, name: str) -> DocumentInfo:
        """The document with this id (D1, d1) or file name. Raises UnknownDocument, also when a file name is two's."""
        from kodetre.document.filters import named

        return named(self.all(), name)

    def get(self, id: str) -> Document:
        """A document with everything that was read. Raises UnknownDocument."""
        number = document_number(id)
        with self._database.reading() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
            if row is None:
                raise UnknownDocument(
                    id, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            info = _info(row, metadata_of(connection, number).get(number, {}), asked_words(connection, number))
            reading = _reading(connection, info)
        return Document(info, self._sound(reading))

    def reading(self, info: DocumentInfo) -> Reading:
        """What was read of a document, in the version that `info` is of. Raises UnknownDocument when the store does not have it."""
        with self._database.reading() as connection:
            reading = _reading(connection, info)
        return self._sound(reading)

    def _sound(self, reading: Reading) -> Reading:
        """What was read, when its blocks stand in its text. Raises NotAStore."""
        if any(block.end > len(reading.text) for block in reading.blocks):
            raise self._database.damaged()
        return reading

    def parts(self) -> tuple[Sequence[DocumentInfo], list[Part]]:
        """Every document, and the parts that an index of them is made of, as they are at this moment."""
        with self._database.reading() as connection:
            infos = self._all(connection)
            if isinstance(infos, ColumnsOfDocuments):
                return infos, infos.parts()
            steps: dict[int, str] = dict(map(tuple, connection.execute(_STEPS)))
            asking = asking_in(connection)
        told = [_told(info, steps[info.version], asking) for info in infos]
        numbers, words = [number_of(info.id) for info in infos], [info.words for info in infos]
        ids = ids_of(infos)
        parts = parts_of(numbers, words)
        return infos, [Part(name, told_together(told[first:last]), ids[first:last]) for name, first, last in parts]

    def word_count(self) -> int:
        """How many words all documents have; what interviewers say is not counted."""
        return sum(words_of(self.all()))

    def text_of_version(self, version: int) -> str:
        """One of a document's texts."""
        with self._database.reading() as connection:
            return read_text(connection.execute(_TEXT, (version,)).fetchone()["text"])

    def words_of_version(self, version: int) -> tuple[str, list[tuple[int, int]], DocumentWords]:
        """One of a document's texts, where its blocks stand, and its words."""
        with self._database.reading() as connection:
            text = read_text(connection.execute(_TEXT, (version,)).fetchone()["text"])
            blocks = [(start, end) for start, end in connection.execute(_BLOCK_PLACES, (version,))]
            words = unpack_words(connection.execute(_WORDS_OF, (version,)).fetchone()["data"])
        return text, blocks, words

    def outline(self, id: str) -> Outline:
        """The text of a document and where its blocks stand. Raises UnknownDocument."""
        with self._database.reading() as connection:
            row = connection.execute(_OUTLINE, (document_number(id),)).fetchone()
            if row is None:
                raise UnknownDocument(
                    id, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            blocks = tuple(tuple(block) for block in connection.execute(_OUTLINE_BLOCKS, (row["id"],)))
        return Outline(id, read_text(row["text"]), blocks)

    def versions(self, id: str) -> list[Version]:
        """Every text that a document has had and that is not taken back, oldest first. Raises UnknownDocument."""
        number = document_number(id)
        with self._database.reading() as connection:
            found = [
                Version(row["id"], read_moment(row["created"]), row["file"], row["words"], row["sha256"], row["coder"])
                for row in connection.execute(_VERSIONS, (number,))
            ]
        if not found:
            raise UnknownDocument(id, msg("is no document of this project"), next_step=msg("see: kodetre documents"))
        return found

    def paragraphs(self, version: int) -> list[tuple[str, str]]:
        """The blocks of one of a document's versions: the text of each, and the label of the page it begins on."""
        with self._database.reading() as connection:
            text = connection.execute(_TEXT, (version,)).fetchone()["text"]
            labels = {page["number"]: page["label"] for page in connection.execute(_PAGES, (version,))}
            blocks = [block_of(row) for row in connection.execute(_BLOCKS, (version,))]
        return [(text[block.start : block.end], labels.get(block.page_first, "")) for block in blocks]

    def boxes(self, id: str) -> WordBoxes:
        """Where the words of a document stand on its pages; empty for what is not a PDF."""
        number = document_number(id)
        with self._database.reading() as connection:
            row = connection.execute(_ONE, (number,)).fetchone()
            if row is None:
                raise UnknownDocument(
                    id, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            return unpack_boxes(connection.execute(_BOXES, (row["version"],)).fetchone()["data"])

    def boxes_of_version(self, version: int) -> WordBoxes:
        """Where the words of one of a document's texts stand on its pages."""
        with self._database.reading() as connection:
            return unpack_boxes(connection.execute(_BOXES, (version,)).fetchone()["data"])

    def words(self, id: str) -> DocumentWords:
        """The words of a document, for the index."""
        with self._database.reading() as connection:
            row = connection.execute(_WORDS, (document_number(id),)).fetchone()
            if row is None:
                raise UnknownDocument(
                    id, msg("is no document of this project"), next_step=msg("see: kodetre documents")
                )
            return unpack_words(row["data"])

    def analysis(self, id: str, analyser: str) -> Analysis | None:
        """What an analyser, by its key, said of a document's words; None when it was not asked yet."""
        with self._database.reading() as connection:
            row = connection.execute(_ANALYSIS, (document_number(id), analyser)).fetchone()
            return unpack_analysis(row["data"]) if row is not None else None

    def keep_analysis(self, version: int, analyser: str, analysis: Analysis) -> None:
        """Keep what an analyser said of a version's words, in place of what another one said. No step: it can be asked
        again.
        """
        with self._database.writing() as connection:
            connection.execute(_KEEP_ANALYSIS, (version, analyser, pack_analysis(analysis)))

    def set_metadata(
        self, values: Mapping[str, Mapping[str, str]], coder: str, source: Source
    ) -> dict[str, dict[str, str]]:
        """Set metadata fields of documents, by id; the fields that changed with their values, by id. One step.

        A value that a list gives does not change one that somebody set by hand. A year without a date of issue takes the place
        of one that says otherwise.
        """
        changed: dict[str, dict[str, str]] = {}
        with self._database.writing() as connection:
            live = metadata_of_some(connection, list(map(document_number, values)))
            wanted: list[tuple[str, str, str]] = []
            for id, fields in values.items():
                before = live.get(document_number(id), {})
                issued = before["issued"][0] if "issued" in before else ""
                wanted_of = _listed(fields, before, issued) if source == "list" else with_issued(fields, issued)
                differing = [name for name, value in wanted_of.items() if _differs(before.get(name), value, source)]
                wanted += [(id, name, wanted_of[name]) for name in differing]
            if not wanted:
                return {}
            from kodetre.model.codings import StepKind

            step = begin(connection, StepKind.METADATA, coder, ", ".join(dict.fromkeys(id for id, _, _ in wanted)))
            for id, field, value in wanted:
                connection.execute(_ADD_METADATA, (document_number(id), field, value, source, False, step.number))
                changed.setdefault(id, {})[field] = value
        return changed

    def _info(self, connection: sqlite3.Connection, number: int) -> DocumentInfo:
        row = connection.execute(_ONE, (number,)).fetchone()
        return _info(row, metadata_of(connection, number).get(number, {}), asked_words(connection, number))


def _run(connection: sqlite3.Connection, step: int | None, coder: str, file: str) -> OpenStep:
    """The step of an ingest run: the one that was given, unless it has been taken back in the meantime, or a new one."""
    from kodetre.model.codings import StepKind

    begun = go_on(connection, step) if step is not None else None
    return begun if begun is not None else begin(connection, StepKind.INGEST, coder, file)


def _listed(listed: Mapping[str, str], live: Mapping[str, tuple[str, str, bool]], of_file: str) -> dict[str, str]:
    """What a list gives, with a date of issue that no year gainsays which a person or a list has told, now or before; `of_file` is
    the date that the new text gives itself.
    """
    year, told_by, _ = live.get("year", ("", "file", False))
    holds = told_by == "set" or (told_by == "list" and not listed.get("year"))
    issued, issued_by, _ = live.get("issued", ("", "file", False))
    return with_issued({**listed, "year": year} if holds else listed, issued if issued_by != "file" else of_file)


def _differs(live: tuple[str, str, bool] | None, value: str, source: Source) -> bool:
    """Whether a value is news: another one, or the same by somebody who knows where it was a guess."""
    if live is None:
        return bool(value)
    return (live[0] != value or live[2]) and not (source == "list" and live[1] == "set")


def document_number(id: str) -> int:
    """The number in a document id. Raises UnknownDocument for what is no id."""
    try:
        return number_of(id)
    except ValueError as error:
        raise UnknownDocument(
            id, msg("is no document id"), next_step=msg("ids look like D1; see: kodetre documents")
        ) from error


def _told(info: DocumentInfo, step: str, asking: Mapping[int, Sequence[str]]) -> str:
    """What tells the text of a document from every other text."""
    number = number_of(info.id)
    return told_of(number, (info.version, info.uuid, info.sha256, info.words, step), asking.get(number, ()))


def _info(row: sqlite3.Row, metadata: Mapping[str, tuple[str, str, bool]], asked: Mapping[int, int]) -> DocumentInfo:
    values = {name: value for name, (value, _, _) in metadata.items() if name in METADATA_FIELDS}
    guessed = "year" in metadata and metadata["year"][2]
    return DocumentInfo(
        id=f"D{row['id']}",
        uuid=row["uuid"],
        sha256=row["sha256"],
        file=row["file"],
        metadata=Metadata(**values, year_guessed=guessed),
        language=row["language"],
        status=row["status"],
        pages=row["pages"],
        words=row["words"] - asked.get(row["id"], 0),
        paged=bool(row["paged"]),
        ingested=read_moment(row["created"]),
        version=row["version"],
        pseudonyms=row["pseudonyms"],
    )


def _reading(connection: sqlite3.Connection, info: DocumentInfo) -> Reading:
    """What was read of a document in the version that `info` is of. Raises UnknownDocument."""
    version = info.version
    asking = frozenset(row["speaker"] for row in connection.execute(_ASKING, (number_of(info.id),)))
    text = connection.execute(_TEXT_AND_NOTES, (version,)).fetchone()
    if text is None:
        raise UnknownDocument(info.id, msg("is no document of this project"), next_step=msg("see: kodetre documents"))
    return Reading(
        text=text["text"],
        pages=tuple(Page(**dict(page)) for page in connection.execute(_PAGES, (version,))),
        blocks=tuple(block_of(block, asking) for block in connection.execute(_BLOCKS, (version,))),
        metadata=info.metadata,
        furniture=tuple(furniture_of(row) for row in connection.execute(_FURNITURE, (version,))),
        language=info.language,
        status=info.status,
        notes=tuple(read_list(text["notes"])),
        paged=info.paged,
        times=tuple((row["start"], row["at"]) for row in connection.execute(_TIMES, (version,))),
        pseudonyms=info.pseudonyms,
    )
