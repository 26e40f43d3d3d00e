"""A document's texts, one after another, and where codings and decisions stand in each."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from kodetre.matching.index import words_of
from kodetre.model.codings import Anchor, Moved, Place
from kodetre.model.documents import Block, ReadFile, Reading, Span
from kodetre.store.open_step import OpenStep
from kodetre.store.packing import pack_boxes, pack_words
from kodetre.store.standing import settle

FindAgain = Callable[[str, str, Sequence[Anchor]], Sequence[Place]]
"""Old text, new text, excerpts of the old: where each stands in the new."""

_ADD_VERSION = """
INSERT INTO version (document, sha256, file, text, language, status, notes, paged, words, pseudonyms, created, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_PAGE = "INSERT INTO page (version, number, label, start, end) VALUES (?, ?, ?, ?, ?)"
_ADD_BLOCKS = """
INSERT INTO block
  (version, place, kind, level, start, end, page_first, page_last, part, rows, language, header, aside, speaker)
VALUES {rows}
"""  # for each of some rows a `_BLOCK`: a third of the time that they take one by one
_BLOCK = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_AT_ONCE = 60
"""Blocks that are written in one go; with 14 values each they stay under the 999 that any SQLite takes."""
_ADD_FURNITURE = """
INSERT INTO furniture (version, place, page, kind, text, left, top, right, bottom) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_BOXES = "INSERT INTO boxes (version, data) VALUES (?, ?)"
_ADD_TIME = "INSERT OR REPLACE INTO time_code (version, start, at) VALUES (?, ?, ?)"
_ADD_WORDS = "INSERT INTO words (version, data) VALUES (?, ?)"
_KEPT_CODINGS = """
SELECT kept_coding.id, kept_coding.quote, kept_coding.before, kept_coding.after,
  kept_coding.start, kept_coding.code, kept_coding.coder
FROM kept_coding WHERE kept_coding.document = ? ORDER BY kept_coding.id
"""
_LIVE_DECISIONS = "SELECT id, start, end FROM live_decision WHERE document = ? ORDER BY id"
_LIVE_LINKS = """
SELECT id, quote, before, after, start, end FROM live_case_link WHERE document = ? AND marked_in IS NOT NULL ORDER BY id
"""
_ADD_LINK_PLACE = """
INSERT INTO case_link_place (link, version, start, end, quote, before, after, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_CODING_PLACE = """
INSERT INTO coding_place (coding, version, found, start, end, quote, before, after, proposed_start, proposed_end, step)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        words = words_of(reading.text)
        return cls(pack_boxes(reading.boxes), pack_words(words), len(words.form))


def write_version(
    connection: sqlite3.Connection, document: int, read: ReadFile, packed: Packed, step: OpenStep, created: str = ""
) -> int:
    """Write a text with its pages, blocks, furniture, boxes and words; the number of the version. `created` is when it was
    taken in, unless that is now.
    """
    run, reading = connection.execute, read.reading
    notes = json.dumps(list(reading.notes), ensure_ascii=False)
    version = run(
        _ADD_VERSION,
        (
            document, read.sha256, read.file, reading.text, reading.language, reading.status, notes, int(reading.paged),
            packed.count, reading.pseudonyms, created or step.written, step.number,
        ),
    ).lastrowid  # fmt: skip
    assert version is not None
    connection.executemany(_ADD_PAGE, [(version, p.number, p.label, p.start, p.end) for p in reading.pages])
    rows = [_block_row(version, place, block) for place, block in enumerate(reading.blocks)]
    for begin in range(0, len(rows), _AT_ONCE):
        some = rows[begin : begin + _AT_ONCE]
        run(_ADD_BLOCKS.format(rows=", ".join([_BLOCK] * len(some))), list(chain.from_iterable(some)))
    connection.executemany(
        _ADD_FURNITURE, [(version, place, f.page, f.place, f.text, *f.box) for place, f in enumerate(reading.furniture)]
    )
    connection.executemany(_ADD_TIME, [(version, start, at) for start, at in reading.times])
    run(_ADD_BOXES, (version, packed.boxes))
    run(_ADD_WORDS, (version, packed.words))
    return version


def _block_row(version: int, place: int, block: Block) -> tuple[object, ...]:
    rows = json.dumps(block.rows, ensure_ascii=False) if block.rows is not None else None
    return (
        version, place, block.kind, block.level, block.start, block.end, block.page_first, block.page_last, block.part,
        rows, block.language, block.header, int(block.aside), block.speaker,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A coding or decision of a document, by its row, with where it stands; of one that is adrift the anchor has its last words,
    and no stretch of the text. `owner` is a coding's code and coder.
    """

    row: int
    anchor: Anchor
    owner: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """The codings, decisions and stretches of cases that stand in a document's text, those adrift too."""

    codings: Sequence[StandingRow]
    decisions: Sequence[StandingRow]
    links: Sequence[StandingRow] = ()


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
        start = row["start"]
        span = Span(start, start + len(row["quote"])) if start is not None else Span(0, 0)
        anchor = Anchor(span, row["quote"], row["before"], row["after"])
        rows.append(StandingRow(row["id"], anchor, (row["code"], row["coder"])))
    return rows


def live_decisions(connection: sqlite3.Connection, document: int, text: str) -> list[StandingRow]:
    """The decisions on a document's text."""
    return [
        StandingRow(row["id"], Anchor.at(text, Span(row["start"], row["end"])))
        for row in connection.execute(_LIVE_DECISIONS, (document,))
    ]


def standing_in(connection: sqlite3.Connection, document: int, text: str) -> Standing:
    """All that stands in a document's text."""
    decisions = live_decisions(connection, document, text)
    return Standing(kept_codings(connection, document), decisions, _live_links(connection, document))


def _live_links(connection: sqlite3.Connection, document: int) -> list[StandingRow]:
    """The stretches of a document that belong to cases."""
    rows: list[StandingRow] = []
    for row in connection.execute(_LIVE_LINKS, (document,)):
        span = Span(row["start"], row["end"]) if row["start"] is not None else Span(0, 0)
        rows.append(StandingRow(row["id"], Anchor(span, row["quote"], row["before"], row["after"])))
    return rows


def write_places(
    connection: sqlite3.Connection, text: NewText, standing: Standing, find: FindAgain, step: OpenStep
) -> Moved:
    """Write down where codings, decisions and stretches of cases stand in a new version."""
    rows = (*standing.codings, *standing.decisions, *standing.links)
    places = find(text.old, text.new, [row.anchor for row in rows])
    assert len(places) == len(rows)
    count = len(standing.codings)
    of_codings = _apart(standing.codings, places[:count])
    for coding, place in zip(standing.codings, of_codings, strict=True):
        add_coding_place(connection, PlacedCoding(coding.row, text.version, coding.anchor), place, text.new, step)
    of_decisions, of_links = places[count : len(rows) - len(standing.links)], places[len(rows) - len(standing.links) :]
    for link, place in zip(standing.links, of_links, strict=True):
        _add_link_place(connection, link, place, text, step)
    for decision, place in zip(standing.decisions, of_decisions, strict=True):
        start, end = _ends(place)
        connection.execute(_ADD_DECISION_PLACE, (decision.row, text.version, place.found, start, end, step.number))
    numbers = [coding.row for coding in standing.codings]
    settle(connection, numbers, {})
    return _counted(of_codings)


def _apart(codings: Sequence[StandingRow], places: Sequence[Place]) -> list[Place]:
    """The places of codings, no two of one coder and code alike: where several have come to one stretch it is the home of the one
    whose words are the same, or whose stretch was the same before, and is proposed for the others.
    """
    claims: dict[tuple[tuple[str, str], Span], list[int]] = {}
    for number, (coding, place) in enumerate(zip(codings, places, strict=True)):
        if place.span is not None:
            claims.setdefault((coding.owner, place.span), []).append(number)
    apart = list(places)
    for (_, span), numbers in claims.items():
        home = _home([codings[number] for number in numbers], [places[number] for number in numbers])
        for claimant, number in enumerate(numbers):
            if len(numbers) > 1 and claimant != home:
                apart[number] = Place("adrift", None, span)
    return apart


def _home(codings: Sequence[StandingRow], places: Sequence[Place]) -> int | None:
    """Which of several codings that claim one stretch it belongs to; None where nothing tells."""
    if len({coding.anchor.span for coding in codings}) == 1:
        return 0
    exact = [number for number, place in enumerate(places) if place.found == "exact"]
    return exact[0] if len(exact) == 1 else None


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
    proposed = (place.proposed.start, place.proposed.end) if place.proposed is not None else (None, None)
    values = (place.found, start, end, anchor.quote, anchor.before, anchor.after, *proposed, step.number)
    connection.execute(_ADD_CODING_PLACE, (coding.row, coding.version, *values))


def _add_link_place(
    connection: sqlite3.Connection, link: StandingRow, place: Place, text: NewText, step: OpenStep
) -> None:
    """Write down where a stretch that belongs to a case stands in a new version; of one adrift, the words it was last known by."""
    anchor = Anchor.at(text.new, place.span) if place.span is not None else link.anchor
    values = (*_ends(place), anchor.quote, anchor.before, anchor.after, step.number)
    connection.execute(_ADD_LINK_PLACE, (link.row, text.version, *values))


def _ends(place: Place) -> tuple[int | None, int | None]:
    return (place.span.start, place.span.end) if place.span is not None else (None, None)


def _counted(places: Sequence[Place]) -> Moved:
    found = [place.found for place in places]
    proposed = sum(place.proposed is not None for place in places)
    return Moved(found.count("exact"), found.count("near"), found.count("adrift"), proposed)
