"""Many words as one text, so that those with some letters in them are found at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence


class Letters:
    """Words in a row, by their places in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._text = "\n".join(["", *words, ""])
        self._starts: list[int] = []
        at = 1
        for word in words:
            self._starts.append(at)
            at += len(word) + 1

    def holding(self, letters: str) -> Iterator[int]:
        """The places of the words that hold these letters, in order."""
        at = self._text.find(letters)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(letters, self._starts[place] + len(self.words[place]))
