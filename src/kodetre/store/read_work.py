"""What coders have read and searched in a store, read at once."""

import sqlite3
from dataclasses import dataclass

_SIGNED = """
SELECT live_page_read.document, version.sha256, first, last, state, live_page_read.coder, live_page_read.created
FROM live_page_read JOIN version ON version.id = live_page_read.version ORDER BY live_page_read.id
"""
_SHOWN = """
SELECT live_on_screen.document, live_on_screen.start, live_on_screen.end, live_on_screen.coder, live_on_screen.created
FROM live_on_screen JOIN live_version ON live_version.id = live_on_screen.version ORDER BY live_on_screen.id
"""
_KEPT = "SELECT id, pattern, coder, created FROM live_kept_search ORDER BY id"
_KEPT_HITS = """
SELECT kept_search_hits.search, kept_search_hits.document, version.sha256, kept_search_hits.hits
FROM kept_search_hits JOIN version ON version.id = kept_search_hits.version ORDER BY kept_search_hits.id
"""


@dataclass(frozen=True, slots=True)
class ReadWork:
    """What is live in a store of what was read and searched."""

    signed: tuple[sqlite3.Row, ...]
    shown: tuple[sqlite3.Row, ...]
    searches: tuple[sqlite3.Row, ...]
    hits: tuple[sqlite3.Row, ...]


def read_work_in(connection: sqlite3.Connection) -> ReadWork:
    """All of it, in a transaction that is open."""
    return ReadWork(*(tuple(connection.execute(asked)) for asked in (_SIGNED, _SHOWN, _KEPT, _KEPT_HITS)))
