"""What rows hold, taken apart: a value that kodetre did not write means that the store is damaged."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from kodetre.i18n.message import msg
from kodetre.model import moments
from kodetre.model.marks import ORIGINS, Origin


class Damaged(Exception):
    """A row holds what kodetre never writes there. Told as NotAStore by the database."""


@contextmanager
def taking_apart() -> Iterator[None]:
    """Whatever goes wrong in the block is the row's fault: nothing is done in it but taking apart what a row holds. Raises Damaged.

    It can stand over a function, too.
    """
    try:
        yield
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, zlib.error) as error:
        raise Damaged(str(error)) from error


@lru_cache(maxsize=1 << 14)
def read_moment(written: str) -> datetime:
    """A time. Raises Damaged. Many rows are of one moment: that of their step."""
    try:  # `taking_apart` would take longer than the reading, for a hundred thousand of them
        return moments.read_moment(written)
    except (TypeError, ValueError) as error:
        raise Damaged(str(error)) from error


def read_text(written: object) -> str:
    """A text. Raises Damaged, for pages that changed places hold other kinds of values."""
    if not isinstance(written, str):
        raise Damaged(msg("{written!r:.40} is no text", written=written))
    return written


@taking_apart()
def read_list(written: str) -> list[Any]:
    """A list that was written as JSON. Raises Damaged."""
    listed = json.loads(written)
    if not isinstance(listed, list):
        raise Damaged(msg("'{written}' is no list", written=written[:40]))
    return listed


def read_cells(written: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table. Raises Damaged."""
    rows = read_list(written)
    if not all(isinstance(row, list) for row in rows):
        raise Damaged(msg("'{written}' is no table", written=written[:40]))
    return tuple(tuple(row) for row in rows)


def read_origin(written: str) -> Origin:
    """How a coding was made. Raises Damaged."""
    for origin in ORIGINS:
        if written == origin:
            return origin
    raise Damaged(msg("'{written!r:.40}' is no origin of a coding", written=written))
