"""Many words as one text, so that those with some letters in them are found at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol


class WordLetters(Protocol):
    """Words in a row, by their places in it, that can be asked for letters."""

    @property
    def words(self) -> Sequence[str]:
        """The words."""

    def holding(self, letters: str) -> Iterator[int]:
        """The places of the words that hold these letters, in order."""

    def exactly(self, word: str) -> Iterator[int]:
        """The places of the words that are just this one, in order."""


class SupportsNumbers(Protocol):
    """Numbers in order, by their place: a list of them, or an array."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> int: ...


class Letters:
    """Words in a row, by their places in it. `text` and `starts` are those of the words, where they are known already."""

    def __init__(self, words: Sequence[str], text: str | None = None, starts: SupportsNumbers | None = None) -> None:
        self.words = words
        self._text = text if text is not None else joined(words)
        self._starts = starts if starts is not None else starts_of(words)

    def holding(self, letters: str) -> Iterator[int]:
        """The places of the words that hold these letters, in order."""
        at = self._text.find(letters)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(letters, self._text.index("\n", at))

    def exactly(self, word: str) -> Iterator[int]:
        """The places of the words that are just this one, in order."""
        line = f"\n{word}\n"
        at = self._text.find(line)
        while at >= 0:
            yield bisect_right(self._starts, at + 1) - 1
            at = self._text.find(line, at + 1)


def joined(words: Sequence[str]) -> str:
    """Words as one text: each between two line ends."""
    return "\n".join(["", *words, ""])


def starts_of(words: Sequence[str]) -> list[int]:
    """Where each word begins in the text of all."""
    starts: list[int] = []
    at = 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts
