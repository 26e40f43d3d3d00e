"""A limit on how long a page may take, looked at from within the loops that may be long: no alarm clock is needed."""

from time import monotonic


class TookTooLong(Exception):
    """The work was not done in its time."""


class Deadline:
    """So many seconds from now."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def check(self) -> None:
        """Raise TookTooLong when the time is over."""
        if monotonic() > self._end:
            raise TookTooLong
