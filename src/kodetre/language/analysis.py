"""What an analyser says of the words of a text: lemma, part of speech, and where sentences begin.

kodetre's own analyser needs nothing of this: its lemmas are those of `lexicon` and its sentences those of `sentences`. One
that reads words in their context, such as spaCy, says it word by word.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from kodetre.language.sentences import sentences

Numbers = NDArray[np.uint32]
Split = Callable[[int, int], Iterator[tuple[int, int]]]
"""The `(start, end)` of the sentences between two offsets of a text."""

PARTS = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)  # fmt: skip
"""The parts of speech of Universal Dependencies (https://universaldependencies.org/u/pos/), after one for not known."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a text in order: word *i* has the lemma `lemmas[lemma[i]]`, in small letters and empty where it is not
    known, and the part of speech `PARTS[part[i]]`. `sentence` holds the offsets at which sentences begin; it is empty when
    the analyser does not tell.
    """

    lemmas: tuple[str, ...]
    lemma: Numbers
    part: NDArray[np.uint8]
    sentence: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.uint32))


@runtime_checkable
class NameFinder(Protocol):
    """Finds names, as some analysers do as well."""

    def names(self, text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where names of people, organisations and places stand in a text, `[start, end)`, looked for block by block."""


class Analyser(Protocol):
    """Reads words in their context."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def key(self) -> str:
        """What tells this analyser, its model and its version from every other."""

    def analyse(self, text: str, blocks: Sequence[tuple[int, int]], start: Numbers, end: Numbers) -> Analysis:
        """What it says of the words `[start[i], end[i])` of a text, block by block."""


def splitter(text: str, starts: Numbers | None = None) -> Split:
    """How a text is divided into sentences: where an analyser says that they begin, else by kodetre's own rules."""
    if starts is None or not len(starts):
        return lambda start, end: sentences(text, start, end)
    begins = starts.tolist()

    def split(start: int, end: int) -> Iterator[tuple[int, int]]:
        inner = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        for first, after in zip([start, *inner], [*inner, end], strict=True):
            piece = text[first:after]
            if piece.strip():
                yield first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())

    return split
