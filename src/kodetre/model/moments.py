"""Times as they are written in the store and in everything that programs read: UTC to the second, 2026-01-31T12:00:00Z."""

import re
from datetime import UTC, datetime

_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def now() -> datetime:
    """The time, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def write_moment(moment: datetime) -> str:
    """A time as it is written."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str) -> datetime:
    """A time that was written. Raises ValueError for anything else."""
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"'{text}' is no time like 2026-01-31T12:00:00Z")
    return datetime.fromisoformat(text)
