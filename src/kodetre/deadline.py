"""A limit on how long a piece of work may take, looked at from within the loops that may be long: no alarm clock is needed."""

from time import monotonic


class TookTooLong(Exception):
    """The work was not done in its time."""


class Deadline:
    """So many seconds from now."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then; 0 when the time is over."""
        return max(0.0, self._end - monotonic())

    def check(self) -> None:
        """Raise TookTooLong when the time is over."""
        if monotonic() > self._end:
            raise TookTooLong
