"""A document's texts, one after another, and where codings and decisions stand in each."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kodetre.language.tokens import word_count
from kodetre.matching.index import words_of
from kodetre.model.codings import Anchor, Moved, Place
from kodetre.model.documents import Block, ReadFile, Reading, Span
from kodetre.store.open_step import OpenStep
from kodetre.store.packing import pack_boxes, pack_words

FindAgain = Callable[[str, str, Sequence[Anchor]], Sequence[Place]]
"""Old text, new text, excerpts of the old: where each stands in the new."""

_ADD_VERSION = """
INSERT INTO version (document, sha256, file, text, language, status, notes, paged, words, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_PAGE = "INSERT INTO page (version, number, label, start, end) VALUES (?, ?, ?, ?, ?)"
_ADD_BLOCK = """
INSERT INTO block (version, place, kind, level, start, end, page_first, page_last, part, rows, language, header)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_FURNITURE = """
INSERT INTO furniture (version, place, page, kind, text, left, top, right, bottom) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_BOXES = "INSERT INTO boxes (version, data) VALUES (?, ?)"
_ADD_WORDS = "INSERT INTO words (version, data) VALUES (?, ?)"
_KEPT_CODINGS = """
SELECT kept_coding.id, kept_coding.quote, kept_coding.before, kept_coding.after,
  COALESCE(kept_coding.start, coding.start) AS start
FROM kept_coding JOIN coding ON coding.id = kept_coding.id
WHERE kept_coding.document = ? ORDER BY kept_coding.id
"""
_LIVE_DECISIONS = "SELECT id, start, end FROM live_decision WHERE document = ? ORDER BY id"
_ADD_CODING_PLACE = """
INSERT INTO coding_place (coding, version, found, start, end, quote, before, after, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_DECISION_PLACE = (
    "INSERT INTO decision_place (decision, version, found, start, end, step) VALUES (?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """What is worked out of a text before the store is held for writing: its boxes and words as bytes, and its length."""

    boxes: bytes
    words: bytes
    count: int

    @classmethod
    def of(cls, reading: Reading) -> "Packed":
        """Of what was read."""
        return cls(pack_boxes(reading.boxes), pack_words(words_of(reading.text)), word_count(reading.text))


def write_version(connection: sqlite3.Connection, document: int, read: ReadFile, packed: Packed, step: OpenStep) -> int:
    """Write a text with its pages, blocks, furniture, boxes and words; the number of the version."""
    run, reading = connection.execute, read.reading
    notes = json.dumps(list(reading.notes), ensure_ascii=False)
    version = run(
        _ADD_VERSION,
        (
            document, read.sha256, read.file, reading.text, reading.language, reading.status, notes, int(reading.paged),
            packed.count, step.written, step.number,
        ),
    ).lastrowid  # fmt: skip
    assert version is not None
    connection.executemany(_ADD_PAGE, [(version, p.number, p.label, p.start, p.end) for p in reading.pages])
    connection.executemany(_ADD_BLOCK, [_block_row(version, place, b) for place, b in enumerate(reading.blocks)])
    connection.executemany(
        _ADD_FURNITURE, [(version, place, f.page, f.place, f.text, *f.box) for place, f in enumerate(reading.furniture)]
    )
    run(_ADD_BOXES, (version, packed.boxes))
    run(_ADD_WORDS, (version, packed.words))
    return version


def _block_row(version: int, place: int, block: Block) -> tuple[object, ...]:
    rows = json.dumps(block.rows, ensure_ascii=False) if block.rows is not None else None
    return (
        version, place, block.kind, block.level, block.start, block.end, block.page_first, block.page_last, block.part,
        rows, block.language, block.header,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A coding or decision of a document, by its row, with where it stands now or stood last."""

    row: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Standing:
    """The codings and decisions that stand in a document's text, those adrift too."""

    codings: Sequence[StandingRow]
    decisions: Sequence[StandingRow]


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that takes another's place: the number of its version, the old text and the new."""

    version: int
    old: str
    new: str


def kept_codings(connection: sqlite3.Connection, document: int) -> list[StandingRow]:
    """The codings of a document that are not taken back, those adrift too."""
    rows: list[StandingRow] = []
    for row in connection.execute(_KEPT_CODINGS, (document,)):
        span = Span(row["start"], row["start"] + len(row["quote"]))
        rows.append(StandingRow(row["id"], Anchor(span, row["quote"], row["before"], row["after"])))
    return rows


def live_decisions(connection: sqlite3.Connection, document: int, text: str) -> list[StandingRow]:
    """The decisions on a document's text."""
    return [
        StandingRow(row["id"], Anchor.at(text, Span(row["start"], row["end"])))
        for row in connection.execute(_LIVE_DECISIONS, (document,))
    ]


def write_places(
    connection: sqlite3.Connection, text: NewText, standing: Standing, find: FindAgain, step: OpenStep
) -> Moved:
    """Write down where codings and decisions stand in a new version."""
    rows = (*standing.codings, *standing.decisions)
    places = find(text.old, text.new, [row.anchor for row in rows])
    assert len(places) == len(rows)
    count = len(standing.codings)
    for coding, place in zip(standing.codings, places[:count], strict=True):
        add_coding_place(connection, PlacedCoding(coding.row, text.version, coding.anchor), place, text.new, step)
    for decision, place in zip(standing.decisions, places[count:], strict=True):
        start, end = _ends(place)
        connection.execute(_ADD_DECISION_PLACE, (decision.row, text.version, place.found, start, end, step.number))
    return _counted(places[:count])


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding that is given a place: its row, the version that the place is in, and the anchor that it was last known by."""

    row: int
    version: int
    last: Anchor


def add_coding_place(
    connection: sqlite3.Connection, coding: PlacedCoding, place: Place, text: str, step: OpenStep
) -> None:
    """Write down where a coding stands in a version, whose text is given; of one adrift, the anchor that it was last known by."""
    anchor = Anchor.at(text, place.span) if place.span is not None else coding.last
    start, end = _ends(place)
    values = (place.found, start, end, anchor.quote, anchor.before, anchor.after, step.number)
    connection.execute(_ADD_CODING_PLACE, (coding.row, coding.version, *values))


def _ends(place: Place) -> tuple[int | None, int | None]:
    return (place.span.start, place.span.end) if place.span is not None else (None, None)


def _counted(places: Iterable[Place]) -> Moved:
    found = [place.found for place in places]
    return Moved(found.count("exact"), found.count("near"), found.count("adrift"))
