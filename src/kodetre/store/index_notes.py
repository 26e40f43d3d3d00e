"""What was decided about words of patterns over the forms of a kept index, so that the same keyword is not decided twice.

Beside the forms it was decided over, and named by the same key: other forms, or other code that decides, ask for another file.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np

from kodetre.matching.index import Numbers
from kodetre.store.arrays import Array, Arrays, as_bytes, read_arrays, write_arrays

_MOST = 20_000
"""Questions whose answers are kept; when there are more, those of this run alone are."""


class Notes:
    """Answers by question; each is some numbers, or a text."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._kept: Arrays | None = read_arrays(path, key)
        self._new: dict[str, Array] = {}

    def recall(self, question: str) -> Numbers | None:
        """The answer to a question, if it was noted."""
        noted = self._noted(question)
        return noted.view(np.uint32) if noted is not None else None

    def recall_text(self, question: str) -> str | None:
        """The answer to a question, if it was noted, where it is a text."""
        noted = self._noted(question)
        return noted.tobytes().decode("utf-8", "surrogatepass") if noted is not None else None

    def _noted(self, question: str) -> Array | None:
        if question in self._new:
            return self._new[question]
        return self._kept[question] if self._kept is not None and question in self._kept else None

    def note(self, question: str, answer: Iterable[int]) -> None:
        """Note an answer."""
        self._new[question] = np.fromiter(answer, np.uint32)

    def note_text(self, question: str, answer: str) -> None:
        """Note a text as an answer."""
        self._new[question] = as_bytes(answer)

    def keep(self) -> None:
        """Write what is new beside what others have written meanwhile; nothing is said where that cannot be."""
        if not self._new:
            return
        kept = read_arrays(self._path, self._key)
        every = {**(dict(kept) if kept is not None else {}), **self._new}
        with suppress(OSError):
            write_arrays(self._path, self._key, every if len(every) <= _MOST else self._new)
            self._kept = read_arrays(self._path, self._key)
            if self._kept is not None:
                self._new = {}
