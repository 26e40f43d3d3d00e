"""The digits that code by themselves: one for each of the codes used last."""

from collections.abc import Iterable, Iterator

MOST = 9
"""How many digits there are: 1 to 9."""


class Digits:
    """Which code each digit stands for. A digit that has been given to a code is that code's until the session ends.

    A code that comes when all are given gets none, for a digit that comes to mean something else codes wrongly unseen.
    """

    def __init__(self, codes: Iterable[str] = ()) -> None:
        self._codes: list[str] = []
        self.give(*codes)

    def give(self, *codes: str) -> None:
        """Give each code that has no digit the next free one, as long as there is any."""
        for code in codes:
            if code not in self._codes and len(self._codes) < MOST:
                self._codes.append(code)

    def code(self, digit: int) -> str | None:
        """The key of the code that a digit stands for; None when it has not been given."""
        return self._codes[digit - 1] if 1 <= digit <= len(self._codes) else None

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Digits with the keys of their codes, from 1."""
        return enumerate(self._codes, start=1)

    def __len__(self) -> int:
        return len(self._codes)
