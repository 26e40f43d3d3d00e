"""Who has read which pages, what stood on the screen, and which searches were kept."""

import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from kodetre.errors import UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.codings import StepKind
from kodetre.model.documents import Span
from kodetre.model.moments import now, write_moment
from kodetre.model.read_pages import HitsIn, KeptSearch, OnScreen, ReadState, SignedPages
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import begin
from kodetre.store.stored import Damaged, read_moment, read_text, taking_apart

_VERSION = "SELECT id FROM live_version WHERE document = ?"
_SIGN = """
INSERT INTO page_read (document, version, first, last, state, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SIGNED = """
SELECT live_page_read.document, first, last, state, live_page_read.coder, live_page_read.created,
  version.sha256 = live_version.sha256 AS current
FROM live_page_read
JOIN version ON version.id = live_page_read.version
JOIN live_version ON live_version.document = live_page_read.document
ORDER BY live_page_read.created, live_page_read.id
"""
_SHOW = "INSERT INTO on_screen (document, version, start, end, coder, created) VALUES (?, ?, ?, ?, ?, ?)"
_SHOWN = """
SELECT live_on_screen.document, live_on_screen.start, live_on_screen.end, live_on_screen.coder, live_on_screen.created
FROM live_on_screen
WHERE live_on_screen.version IN (
  SELECT version.id FROM version JOIN live_version ON live_version.document = version.document
  WHERE version.id = live_version.id OR version.text = live_version.text
)
ORDER BY live_on_screen.created, live_on_screen.id
"""
_KEEP = "INSERT INTO kept_search (uuid, pattern, coder, created, step) VALUES (?, ?, ?, ?, ?)"
_KEEP_HITS = "INSERT INTO kept_search_hits (search, document, version, hits) VALUES (?, ?, ?, ?)"
_KEPT = "SELECT id, pattern, coder, created FROM live_kept_search ORDER BY id"
_KEPT_HITS = """
SELECT kept_search_hits.search, kept_search_hits.document, kept_search_hits.hits,
  kept_search_hits.version = live_version.id AS current
FROM kept_search_hits
JOIN live_kept_search ON live_kept_search.id = kept_search_hits.search
JOIN live_document ON live_document.id = kept_search_hits.document
JOIN live_version ON live_version.document = kept_search_hits.document
ORDER BY kept_search_hits.search, kept_search_hits.document
"""


class ReadLog:
    """What was read and looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sign(self, pages: Sequence[SignedPages], coder: str, detail: str) -> int:
        """Sign for pages of the newest versions, or withdraw that, as one step; its number. Raises UnknownDocument."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.READ, coder, detail)
            for each in pages:
                number = document_number(each.document)
                version = _newest(connection, each.document)
                row = (number, version, each.first, each.last, each.state, coder, step.written, step.number)
                connection.execute(_SIGN, row)
        return step.number

    def signed(self) -> list[SignedPages]:
        """All that was signed and withdrawn, oldest first, of documents that are there."""
        with self._database.reading() as connection:
            return [_signed(row) for row in connection.execute(_SIGNED)]

    def show(self, spans: Mapping[tuple[str, int], Sequence[Span]], coder: str) -> None:
        """Keep what stood on a coder's screen, by document and version. It is no step."""
        written = write_moment(now())
        rows: list[tuple[object, ...]] = []
        for (document, version), shown in spans.items():
            rows += [(document_number(document), version, span.start, span.end, coder, written) for span in shown]
        with self._database.writing() as connection:
            connection.executemany(_SHOW, rows)

    def shown(self) -> list[OnScreen]:
        """What stood on whose screen of the texts as they are now, oldest first."""
        with self._database.reading() as connection:
            return [_shown(row) for row in connection.execute(_SHOWN)]

    def keep_search(self, search: KeptSearch, coder: str) -> int:
        """Keep a search of the documents' newest versions, as one step of the coder's; its number. Raises UnknownDocument."""
        with self._database.writing() as connection:
            step = begin(connection, StepKind.SEARCH, coder, search.pattern)
            row = (str(uuid.uuid4()), search.pattern, coder, step.written, step.number)
            number = connection.execute(_KEEP, row).lastrowid
            for each in search.documents:
                version = _newest(connection, each.document)
                connection.execute(_KEEP_HITS, (number, document_number(each.document), version, each.hits))
        return step.number

    def searches(self) -> list[KeptSearch]:
        """The searches that were kept, oldest first."""
        with self._database.reading() as connection:
            hits: dict[int, list[HitsIn]] = {}
            for row in connection.execute(_KEPT_HITS):
                each = HitsIn(f"D{row['document']}", row["hits"], bool(row["current"]))
                hits.setdefault(row["search"], []).append(each)
            return [
                KeptSearch(
                    read_text(row["pattern"]), tuple(hits.get(row["id"], ())), row["coder"], read_moment(row["created"])
                )
                for row in connection.execute(_KEPT)
            ]


def _newest(connection: sqlite3.Connection, document: str) -> int:
    row = connection.execute(_VERSION, (document_number(document),)).fetchone()
    if row is None:
        how = msg("see: kodetre documents")
        raise UnknownDocument(document, msg("is no document of this project any more"), next_step=how)
    version: int = row["id"]
    return version


@taking_apart()
def _signed(row: sqlite3.Row) -> SignedPages:
    if row["state"] not in get_args(ReadState):
        raise Damaged("is nothing that is done to a page")
    state = cast(ReadState, row["state"])
    created = read_moment(row["created"])
    return SignedPages(
        f"D{row['document']}", row["first"], row["last"], state, row["coder"], created, bool(row["current"])
    )


@taking_apart()
def _shown(row: sqlite3.Row) -> OnScreen:
    return OnScreen(f"D{row['document']}", Span(row["start"], row["end"]), row["coder"], read_moment(row["created"]))
