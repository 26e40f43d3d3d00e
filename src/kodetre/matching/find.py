"""Patterns to hits.

A word of a pattern is decided once for every distinct form of the corpus and remembered; hits are then found over the
arrays of the index.
"""

import fnmatch
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set

import numpy as np
from numpy.typing import NDArray

from kodetre.errors import NoParts
from kodetre.language.compounds import Place, place_of
from kodetre.language.inflection import Inflected, inflect
from kodetre.matching.index import Index, IndexedDocument
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
    units_in,
)
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit

Found = list[tuple[int, int]]
Unit = Word | Wildcard
Positions = NDArray[np.uint32]
Pairs = Mapping[str, frozenset[str]]

_STRETCH = 1 << 19
"""Words that are gone through at a time."""
_SHORT = 1 << 16
"""Classes up to which their numbers fit in sixteen bits."""
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
        self.lower = index.lower
        """The forms of the index in small letters, worked out once."""
        self._joined = "\n".join(["", *self.lower, ""])
        self._offsets = self._line_offsets()
        self._inflected: dict[str, Inflected] = {}
        self._numbers: dict[Unit, Positions] = {}
        self._places: dict[str, dict[int, Place]] = {}
        self._of_lemma: dict[str, list[int]] = {}
        for number, lemma in enumerate(index.lemmas):
            if lemma:
                self._of_lemma.setdefault(lemma, []).append(number)
        self._tells_parts = any(index.parts)
        sizes = [len(document.form) for document in index.documents]
        self._first = np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)
        self._form = np.concatenate([document.form for document in index.documents] or [np.empty(0, dtype=np.uint32)])
        self._order = {document.id: place for place, document in enumerate(index.documents)}
        self._at: dict[Unit, Positions] = {}
        self._known: dict[tuple[str, Pattern], list[Span]] = {}

    def _line_offsets(self) -> list[int]:
        offsets, at = [], 1
        for form in self.lower:
            offsets.append(at)
            at += len(form) + 1
        return offsets

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Look up all words of some patterns at once: one pass over the word lists and one over the corpus."""
        units = {unit for pattern in patterns for unit in units_in(pattern) if unit not in self._at}
        words = {variant for unit in units if isinstance(unit, Word) for variant in self._variants(unit.word)}
        if missing := words - self._inflected.keys():
            self._inflected.update(inflect(missing))
        if units:
            self._locate(units)

    def _locate(self, units: Set[Unit]) -> None:
        """Where in the corpus each unit stands.

        Forms that the same units take are one class. The corpus is gone through in stretches that fit in the processor's
        cache; in each the words of any class are sorted by class, so that a unit's places are slices of them.
        """
        takers: dict[int, list[Unit]] = {}
        for unit in units:
            for number in self._numbers_of(unit).tolist():
                takers.setdefault(number, []).append(unit)
        classes: dict[tuple[Unit, ...], int] = {}
        class_of = np.zeros(len(self.lower), dtype=np.uint16 if len(takers) < _SHORT - 1 else np.uint32)
        for number, found in takers.items():
            class_of[number] = classes.setdefault(tuple(found), len(classes) + 1)
        of_class: list[list[Positions]] = [[] for _ in range(len(classes) + 1)]
        for start in range(0, len(self._form), _STRETCH):
            here = class_of[self._form[start : start + _STRETCH]]
            where = np.flatnonzero(here)
            here = here[where]
            where = where[np.argsort(here, kind="stable")]  # NumPy sorts sixteen bits by radix
            places = (where + start).astype(np.uint32)
            counts = np.bincount(here, minlength=len(classes) + 1)
            bounds = np.cumsum(counts).tolist()
            for number in np.flatnonzero(counts).tolist():
                of_class[number].append(places[bounds[number - 1] : bounds[number]])
        slices: dict[Unit, list[Positions]] = {unit: [] for unit in units}
        for found_by, number in classes.items():
            for unit in found_by:
                slices[unit].extend(of_class[number])
        for unit in units:
            self._at[unit] = _merged(slices[unit])

    def places(self, unit: Unit) -> Positions:
        """Where a word or wildcard stands in the corpus: numbers of words, counted over the documents in their order."""
        if unit not in self._at:
            self._locate({unit})
        return self._at[unit]

    def _here(self, document: IndexedDocument, unit: Unit) -> Positions:
        """The numbers of a document's words that a unit takes."""
        found, number = self.places(unit), self._order[document.id]
        first, last = np.searchsorted(found, self._first[number : number + 2])
        here: Positions = found[first:last] - self._first[number]
        return here

    def candidates(self, pattern: Pattern) -> list[IndexedDocument]:
        """The documents in which a pattern can match: the others lack a word of it. Raises NoParts."""
        self.prepare([pattern])
        return [self.index.documents[number] for number in np.flatnonzero(self._may_hold(pattern)).tolist()]

    def _may_hold(self, pattern: Pattern) -> NDArray[np.bool_]:
        """For each document whether a pattern can match in it."""
        match pattern:
            case Word() | Wildcard():
                may = np.zeros(len(self.index.documents), dtype=bool)
                may[np.searchsorted(self._first, self.places(pattern), side="right") - 1] = True
                return may
            case Phrase(words):
                held: NDArray[np.bool_] = np.logical_and.reduce([self._may_hold(word) for word in words])
                return held
            case Either(left, right):
                return self._may_hold(left) | self._may_hold(right)
            case Both(left, right) | Near(left, right, _):
                return self._may_hold(left) & self._may_hold(right)
            case Without(left, _):
                return self._may_hold(left)
            case Exact() | Regex():
                return np.ones(len(self.index.documents), dtype=bool)

    def taken(self, word: Word) -> dict[int, Place]:
        """The numbers of the forms that a word takes, and how. Raises NoParts."""
        if word.part and not self._tells_parts and self.index.forms:
            raise NoParts(
                f"{word.word}:{word.part}",
                "asks for a part of speech, and nothing in this project tells any",
                next_step="leave it out, or let spaCy read the words: see docs/patterns.md",
            )
        wanted = _PLACES[word.mode]
        return {
            number: place
            for variant in self._variants(word.word)
            for number, place in self._decide(variant).items()
            if place in wanted and (not word.part or self.index.parts[number] == word.part)
        }

    def forms(self, word: Word) -> dict[str, Place]:
        """The forms of the corpus that a word takes, as written, and how. Raises NoParts."""
        return {self.index.forms[number]: place for number, place in self.taken(word).items()}

    def hits(self, document: IndexedDocument, pattern: Pattern, keyword: str) -> Iterator[Hit]:
        """Where a pattern matches in a document, in the order of the text. Raises NoParts."""
        key = document.id, pattern
        if key not in self._known:
            self.prepare([pattern])
            self._known[key] = [Span(start, end) for start, end in sorted(set(self._find(document, pattern)))]
        for span in self._known[key]:
            yield Hit(document.id, span, keyword)

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
            places = {number: place_of(inflected, self.lower[number]) for number in sorted(candidates)}
            told = (number for lemma in {word, *inflected.lemmas} for number in self._of_lemma.get(lemma, ()))
            self._places[word] = {
                **{number: place for number, place in places.items() if place is not None},
                **dict.fromkeys(told, "inflection"),
            }
        return self._places[word]

    def _with_letters(self, letters: str) -> Iterator[int]:
        at = self._joined.find(letters)
        while at >= 0:
            number = bisect_right(self._offsets, at) - 1
            yield number
            at = self._joined.find(letters, self._offsets[number] + len(self.lower[number]))

    def _numbers_of(self, unit: Unit) -> Positions:
        """The numbers of the forms that a word or wildcard takes."""
        if unit not in self._numbers:
            if isinstance(unit, Wildcard):
                matches = re.compile(fnmatch.translate(unit.letters.lower())).match
                numbers = {number for number, form in enumerate(self.lower) if matches(form)}
            else:
                numbers = set(self.taken(unit))
            self._numbers[unit] = np.array(sorted(numbers), dtype=np.uint32)
        return self._numbers[unit]

    def _find(self, document: IndexedDocument, pattern: Pattern) -> Found:
        match pattern:
            case Word() | Wildcard():
                return self._spans(document, self._here(document, pattern), 1)
            case Phrase(words):
                return self._phrase(document, words)
            case Exact(letters):
                if not all(part in document.text for part in letters.split()):
                    return []
                return list(_by_letters(document, _exact(letters)))
            case Regex(expression):
                return list(_by_letters(document, re.compile(expression)))
            case Either(left, right):
                return self._find(document, left) + self._find(document, right)
            case Both(left, right):
                ours, theirs = self._find(document, left), self._find(document, right)
                in_ours, in_theirs = _blocks(document, ours), _blocks(document, theirs)
                shared = set(in_ours) & set(in_theirs)
                both = zip(ours + theirs, in_ours + in_theirs, strict=True)
                return [span for span, block in both if block in shared]
            case Without(left, right):
                ours = self._find(document, left)
                barred = set(_blocks(document, self._find(document, right))) if ours else set()
                kept = zip(ours, _blocks(document, ours), strict=True)
                return [span for span, block in kept if block not in barred]
            case Near(left, right, distance):
                return _near(document, self._find(document, left), self._find(document, right), distance)

    def _phrase(self, document: IndexedDocument, words: tuple[Unit, ...]) -> Found:
        first = self._here(document, words[0])
        first = first[first <= len(document.form) - len(words)]
        for shift, word in enumerate(words[1:], start=1):
            first = first[document.joined[first + shift]]
            first = first[np.isin(document.form[first + shift], self._numbers_of(word))]
        return self._spans(document, first, len(words))

    @staticmethod
    def _spans(document: IndexedDocument, first: Positions, length: int) -> Found:
        return list(zip(document.start[first].tolist(), document.end[first + length - 1].tolist(), strict=True))


def _merged(slices: list[Positions]) -> Positions:
    """Places of several classes of forms, each in order, as one list in order."""
    if len(slices) < 2:
        return slices[0] if slices else np.empty(0, dtype=np.uint32)
    return np.sort(np.concatenate(slices), kind="stable")


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


def _blocks(document: IndexedDocument, spans: Found) -> list[int]:
    """The number of the block that each span begins in."""
    return _numbered(document.block_start, [start for start, _ in spans])


def _numbered(starts: NDArray[np.uint32], offsets: list[int]) -> list[int]:
    """For each offset the number of the last start that is not after it. Offsets of the same type: NumPy would convert
    all starts for each call otherwise.
    """
    found: list[int] = (np.searchsorted(starts, np.array(offsets, dtype=starts.dtype), side="right") - 1).tolist()
    return found


def _near(document: IndexedDocument, left: Found, right: Found, distance: int) -> Found:
    """Pairs in one block with at most `distance` words from the one to the other; the span reaches over both."""
    theirs, ours = _in_words(document, sorted(right)), _in_words(document, left)
    firsts = [first for first, _, _, _ in theirs]
    found = []
    for first, last, block, span in ours:
        low = bisect_right(firsts, first - distance - 60)
        for other_first, other_last, other_block, other in theirs[low:]:
            if other_first > last + distance:
                break
            apart = other_first - last if other_first > last else first - other_last
            if 1 <= apart <= distance and block == other_block:
                found.append((min(span[0], other[0]), max(span[1], other[1])))
    return found


def _in_words(document: IndexedDocument, spans: Found) -> list[tuple[int, int, int, tuple[int, int]]]:
    """Each span with the numbers of its first and last word and of its block."""
    firsts = _numbered(document.start, [start for start, _ in spans])
    lasts = _numbered(document.start, [end - 1 for _, end in spans])
    return list(zip(firsts, lasts, _blocks(document, spans), spans, strict=True))
