"""The codings that are kept, read as columns: what counts them asks for no quotes, memos or order of the database's."""

import sqlite3

from kodetre.model.coding_columns import CodingColumns
from kodetre.store.stored import read_moment, read_origin

_KEPT = "SELECT document, start, end, id, code, coder, created, origin, found FROM kept_coding"


def read_columns(connection: sqlite3.Connection) -> CodingColumns:
    """The codings that are not taken back and stand in the newest text of their document, by document and place. Raises Damaged."""
    cursor = connection.cursor()
    cursor.row_factory = None
    kept = cursor.execute(_KEPT).fetchall()
    standing = [row for row in kept if row[8] != "adrift"]
    standing.sort(key=lambda row: row[:4])
    rows = [
        (document, start, end, code, coder, read_moment(created), read_origin(origin), found)
        for document, start, end, _, code, coder, created, origin, found in standing
    ]
    return CodingColumns.of_rows(rows, len(kept) - len(standing))
