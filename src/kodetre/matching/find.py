"""Patterns to hits.

A word of a pattern is decided once for every distinct form of the corpus and remembered; hits are then found over the
arrays of the index.
"""

import fnmatch
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from kodetre.language.compounds import Place, place_of
from kodetre.language.inflection import Inflected, inflect
from kodetre.matching.index import Flags, Index, IndexedDocument
from kodetre.matching.patterns import (
    Both,
    Either,
    Exact,
    Near,
    Pattern,
    Phrase,
    Regex,
    Wildcard,
    Without,
    Word,
    words_in,
)
from kodetre.model import Hit, Span

Found = list[tuple[int, int]]
Pairs = Mapping[str, frozenset[str]]

_PLACES: dict[str, frozenset[Place]] = {
    "any": frozenset({"inflection", "first", "last", "middle"}),
    "inflected": frozenset({"inflection"}),
    "first": frozenset({"first"}),
    "last": frozenset({"last"}),
}


class Matcher:
    """Finds patterns in an index.

    `pairs` gives, for a word, the words of the other written standard that it also stands for.
    """

    def __init__(self, index: Index, pairs: Pairs | None = None) -> None:
        self.index = index
        self.pairs = pairs or {}
        self._lower = index.lower
        self._joined = "\n".join(["", *self._lower, ""])
        self._offsets = self._line_offsets()
        self._inflected: dict[str, Inflected] = {}
        self._flags: dict[Word | Wildcard, Flags] = {}
        self._places: dict[str, dict[int, Place]] = {}

    def _line_offsets(self) -> list[int]:
        offsets, at = [], 1
        for form in self._lower:
            offsets.append(at)
            at += len(form) + 1
        return offsets

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Look up the inflections of all words at once; one pass over the word lists instead of one a word."""
        wanted = {
            variant for pattern in patterns for word in words_in(pattern) for variant in self._variants(word.word)
        }
        if missing := wanted - self._inflected.keys():
            self._inflected.update(inflect(missing))

    def forms(self, word: Word) -> dict[str, Place]:
        """The forms of the corpus that a word takes, as written, and how."""
        places = {
            number: place for variant in self._variants(word.word) for number, place in self._decide(variant).items()
        }
        return {self.index.forms[number]: place for number, place in places.items() if place in _PLACES[word.mode]}

    def hits(self, document: IndexedDocument, pattern: Pattern, keyword: str) -> Iterator[Hit]:
        """Where a pattern matches in a document, in the order of the text."""
        self.prepare([pattern])
        for start, end in sorted(set(self._find(document, pattern))):
            yield Hit(document.id, Span(start, end), keyword)

    def _variants(self, word: str) -> frozenset[str]:
        lower = word.lower()
        return frozenset({lower}) | self.pairs.get(lower, frozenset())

    def _decide(self, word: str) -> dict[int, Place]:
        """The numbers of the forms that hold a word, and how; looked at only where its letters occur."""
        if word not in self._places:
            if word not in self._inflected:
                self._inflected.update(inflect([word]))
            inflected = self._inflected[word]
            candidates = {number for stem in inflected.stems for number in self._with_letters(stem)}
            places = {number: place_of(inflected, self._lower[number]) for number in sorted(candidates)}
            self._places[word] = {number: place for number, place in places.items() if place is not None}
        return self._places[word]

    def _with_letters(self, letters: str) -> Iterator[int]:
        at = self._joined.find(letters)
        while at >= 0:
            number = bisect_right(self._offsets, at) - 1
            yield number
            at = self._joined.find(letters, self._offsets[number] + len(self._lower[number]))

    def _flags_of(self, unit: Word | Wildcard) -> Flags:
        if unit not in self._flags:
            flags = np.zeros(len(self._lower), dtype=bool)
            if isinstance(unit, Wildcard):
                matches = re.compile(fnmatch.translate(unit.letters.lower())).match
                numbers = [number for number, form in enumerate(self._lower) if matches(form)]
            else:
                wanted = _PLACES[unit.mode]
                numbers = [
                    number
                    for variant in self._variants(unit.word)
                    for number, place in self._decide(variant).items()
                    if place in wanted
                ]
            flags[numbers] = True
            self._flags[unit] = flags
        return self._flags[unit]

    def _find(self, document: IndexedDocument, pattern: Pattern) -> Found:
        match pattern:
            case Word() | Wildcard():
                return self._spans(document, np.flatnonzero(self._flags_of(pattern)[document.form]), 1)
            case Phrase(words):
                return self._phrase(document, words)
            case Exact(letters):
                return list(_by_letters(document, _exact(letters)))
            case Regex(expression):
                return list(_by_letters(document, re.compile(expression)))
            case Either(left, right):
                return self._find(document, left) + self._find(document, right)
            case Both(left, right):
                ours, theirs = self._find(document, left), self._find(document, right)
                shared = _blocks(document, ours) & _blocks(document, theirs)
                return [span for span in ours + theirs if _block(document, span) in shared]
            case Without(left, right):
                ours = self._find(document, left)
                barred = _blocks(document, self._find(document, right)) if ours else set()
                return [span for span in ours if _block(document, span) not in barred]
            case Near(left, right, distance):
                return _near(document, self._find(document, left), self._find(document, right), distance)

    def _phrase(self, document: IndexedDocument, words: tuple[Word | Wildcard, ...]) -> Found:
        count = len(document.form) - len(words) + 1
        if count <= 0:
            return []
        flags = self._flags_of(words[0])[document.form[:count]].copy()
        for shift, word in enumerate(words[1:], start=1):
            flags &= document.joined[shift : shift + count]
            flags &= self._flags_of(word)[document.form[shift : shift + count]]
        return self._spans(document, np.flatnonzero(flags), len(words))

    @staticmethod
    def _spans(document: IndexedDocument, first: NDArray[np.intp], length: int) -> Found:
        return list(zip(document.start[first].tolist(), document.end[first + length - 1].tolist(), strict=True))


def _exact(letters: str) -> re.Pattern[str]:
    flexible = r"\s+".join(re.escape(part) for part in letters.split())
    left = r"(?<!\w)" if letters.strip()[0].isalnum() else ""
    right = r"(?!\w)" if letters.strip()[-1].isalnum() else ""
    return re.compile(left + flexible + right)


def _by_letters(document: IndexedDocument, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for start, end in zip(document.block_start.tolist(), document.block_end.tolist(), strict=True):
        block = document.text[start:end]
        for found in expression.finditer(block):
            if found.end() > found.start():
                yield start + found.start(), start + found.end()


def _block(document: IndexedDocument, span: tuple[int, int]) -> int:
    return int(np.searchsorted(document.block_start, span[0], side="right")) - 1


def _blocks(document: IndexedDocument, spans: Found) -> set[int]:
    return {_block(document, span) for span in spans}


def _near(document: IndexedDocument, left: Found, right: Found, distance: int) -> Found:
    """Pairs in one block with at most `distance` words from the one to the other; the span reaches over both."""
    found = []
    starts = document.start
    theirs = [(_word(starts, span[0]), _word(starts, span[1] - 1), span) for span in sorted(right)]
    firsts = [first for first, _, _ in theirs]
    for span in left:
        first, last = _word(starts, span[0]), _word(starts, span[1] - 1)
        low = bisect_right(firsts, first - distance - 60)
        for other_first, other_last, other in theirs[low:]:
            if other_first > last + distance:
                break
            apart = other_first - last if other_first > last else first - other_last
            if 1 <= apart <= distance and _block(document, span) == _block(document, other):
                found.append((min(span[0], other[0]), max(span[1], other[1])))
    return found


def _word(starts: NDArray[np.uint32], offset: int) -> int:
    return int(np.searchsorted(starts, offset, side="right")) - 1
