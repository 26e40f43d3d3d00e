"""Rows of blocks and furniture as what they are."""

import sqlite3

from kodetre.model.documents import Block, Furniture
from kodetre.store.stored import read_cells


def furniture_of(row: sqlite3.Row) -> Furniture:
    """What was taken out of a page."""
    page, kind, text, *box = tuple(row)
    left, top, right, bottom = box
    return Furniture(page, kind, text, (left, top, right, bottom))


def block_of(row: sqlite3.Row, asking: frozenset[str] = frozenset()) -> Block:
    """A block; `asking` are the speakers who are interviewers."""
    rows = read_cells(row["rows"]) if row["rows"] is not None else None
    return Block(
        row["kind"],
        row["level"],
        row["start"],
        row["end"],
        row["page_first"],
        row["page_last"],
        rows,
        row["part"],
        row["language"],
        row["header"],
        bool(row["aside"]),
        row["speaker"],
        bool(row["speaker"]) and row["speaker"] in asking,
    )
