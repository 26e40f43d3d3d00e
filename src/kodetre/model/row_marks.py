"""What marks the row of a coding in a report that comes back. Pure."""

import hashlib
import re
from uuid import UUID

_MARK = re.compile(r"_k([0-9a-f]{32})(?:_\d+)?")
"""Word hides bookmarks that begin with an underscore, and cuts their names at 40 signs."""


def mark_of(coding: str) -> str:
    """What the row of a coding is marked by: 32 hexadecimal digits, those of its id where that is a GUID."""
    try:
        return UUID(coding).hex
    except ValueError:
        return hashlib.sha256(coding.encode("utf-8", "replace")).hexdigest()[:32]


def bookmark_name(coding: str, number: int) -> str:
    """The name of the bookmark in a coding's row, where it has so many rows (1-based): a name stands once in a document."""
    return f"_k{mark_of(coding)}" if number == 1 else f"_k{mark_of(coding)}_{number}"


def mark_in(name: str) -> str:
    """The mark in a bookmark's name; empty where the bookmark is not one of a row."""
    match = _MARK.fullmatch(name)
    return match[1] if match else ""
