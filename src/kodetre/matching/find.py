"""Patterns to hits.

A word of a pattern is decided once for every distinct form of the corpus and remembered; hits are then found over the
arrays of the index.
"""

import fnmatch
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kodetre.errors import NoParts, SlowPattern
from kodetre.language.compounds import FormRole, role_of
from kodetre.language.inflection import Inflected, inflect
from kodetre.matching.expressions import spans_of
from kodetre.matching.index import Index, IndexedDocument
from kodetre.matching.patterns import (
    Both,
    Either,
    Exact,
    Near,
    Pattern,
    Phrase,
    Regex,
    Term,
    Wildcard,
    Without,
    WordPattern,
    terms_in,
)
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit

Spans = list[tuple[int, int]]
Positions = NDArray[np.uint32]
Pairs = Mapping[str, frozenset[str]]

_STRETCH = 1 << 19
"""Words that are gone through at a time."""
_SHORT = 1 << 16
"""Classes up to which their numbers fit in sixteen bits."""
_ROLES: dict[str, frozenset[FormRole]] = {
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
        self._numbers: dict[Term, Positions] = {}
        self._roles: dict[str, dict[int, FormRole]] = {}
        self._of_lemma: dict[str, list[int]] = {}
        for number, lemma in enumerate(index.lemmas):
            if lemma:
                self._of_lemma.setdefault(lemma, []).append(number)
        self._tells_parts = any(index.parts)
        sizes = [len(document.form) for document in index.documents]
        self._first = np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)
        self._form = np.concatenate([document.form for document in index.documents] or [np.empty(0, dtype=np.uint32)])
        self._order = {document.id: place for place, document in enumerate(index.documents)}
        self._at: dict[Term, Positions] = {}
        self._known: dict[tuple[str, Pattern], list[Span]] = {}

    def _line_offsets(self) -> list[int]:
        offsets, at = [], 1
        for form in self.lower:
            offsets.append(at)
            at += len(form) + 1
        return offsets

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Look up all words of some patterns at once: one pass over the word lists and one over the corpus."""
        terms = set(chain.from_iterable(map(terms_in, patterns))) - self._at.keys()
        words = chain.from_iterable(self._variants(term.word) for term in terms if isinstance(term, WordPattern))
        if missing := set(words) - self._inflected.keys():
            self._inflected.update(inflect(missing))
        if terms:
            self._locate(terms)

    def _locate(self, terms: Set[Term]) -> None:
        """Where in the corpus each term stands.

        Forms that the same terms take are one class. The corpus is gone through in stretches that fit in the processor's
        cache; in each the words of any class are sorted by class, so that a term's places are slices of them.
        """
        takers: dict[int, list[Term]] = {}
        for term in terms:
            for number in self._numbers_of(term).tolist():
                takers.setdefault(number, []).append(term)
        classes: dict[tuple[Term, ...], int] = {}
        class_of = np.zeros(len(self.lower), dtype=np.uint16 if len(takers) < _SHORT - 1 else np.uint32)
        for number, of_form in takers.items():
            class_of[number] = classes.setdefault(tuple(of_form), len(classes) + 1)
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
        slices: dict[Term, list[Positions]] = {term: [] for term in terms}
        for same_terms, number in classes.items():
            for term in same_terms:
                slices[term].extend(of_class[number])
        for term in terms:
            self._at[term] = _merged(slices[term])

    def places(self, term: Term) -> Positions:
        """Where a word or wildcard stands in the corpus: numbers of words, counted over the documents in their order."""
        if term not in self._at:
            self._locate({term})
        return self._at[term]

    def _here(self, document: IndexedDocument, term: Term) -> Positions:
        """The numbers of a document's words that a term takes."""
        places, number = self.places(term), self._order[document.id]
        first, last = np.searchsorted(places, self._first[number : number + 2])
        here: Positions = places[first:last] - self._first[number]
        return here

    def candidates(self, pattern: Pattern) -> list[IndexedDocument]:
        """The documents in which a pattern can match: the others lack a word of it. Raises NoParts."""
        self.prepare([pattern])
        return [self.index.documents[number] for number in np.flatnonzero(self._may_hold(pattern)).tolist()]

    def _may_hold(self, pattern: Pattern) -> NDArray[np.bool_]:
        """For each document whether a pattern can match in it."""
        match pattern:
            case WordPattern() | Wildcard():
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

    def taken(self, word: WordPattern) -> dict[int, FormRole]:
        """The numbers of the forms that a word takes, and how. Raises NoParts."""
        if word.part and not self._tells_parts and self.index.forms:
            raise NoParts(
                f"{word.word}:{word.part}",
                "asks for a part of speech, and nothing in this project tells any",
                next_step="leave it out, or let spaCy read the words: see docs/patterns.md",
            )
        wanted = _ROLES[word.mode]
        taken: dict[int, FormRole] = {}
        for variant in self._variants(word.word):
            roles = self._decide(variant)
            taken.update((number, role) for number, role in roles.items() if role in wanted)
        if not word.part:
            return taken
        return {number: role for number, role in taken.items() if self.index.parts[number] == word.part}

    def forms(self, word: WordPattern) -> dict[str, FormRole]:
        """The forms of the corpus that a word takes, as written, and how. Raises NoParts."""
        return {self.index.forms[number]: role for number, role in self.taken(word).items()}

    def hits(self, document: IndexedDocument, pattern: Pattern, keyword: str) -> Iterator[Hit]:
        """Where a pattern matches in a document, in the order of the text. Raises NoParts, SlowPattern."""
        key = document.id, pattern
        if key not in self._known:
            self.prepare([pattern])
            try:
                spans = sorted(set(self._find(document, pattern)))
            except SlowPattern as slow:
                raise SlowPattern(slow.expression, document.id) from None
            self._known[key] = [Span(start, end) for start, end in spans]
        for span in self._known[key]:
            yield Hit(document.id, span, keyword)

    def _variants(self, word: str) -> frozenset[str]:
        lower = word.lower()
        return frozenset({lower}) | self.pairs.get(lower, frozenset())

    def _decide(self, word: str) -> dict[int, FormRole]:
        """The numbers of the forms that hold a word, and how; looked at only where its letters occur."""
        if word not in self._roles:
            if word not in self._inflected:
                self._inflected.update(inflect([word]))
            inflected = self._inflected[word]
            candidates = set(chain.from_iterable(map(self._with_letters, inflected.stems)))
            roles: dict[int, FormRole] = {}
            for number in sorted(candidates):
                role = role_of(inflected, self.lower[number])
                if role is not None:
                    roles[number] = role
            for lemma in {word, *inflected.lemmas}:
                for number in self._of_lemma.get(lemma, ()):  # what the analyser told
                    roles[number] = "inflection"
            self._roles[word] = roles
        return self._roles[word]

    def _with_letters(self, letters: str) -> Iterator[int]:
        at = self._joined.find(letters)
        while at >= 0:
            number = bisect_right(self._offsets, at) - 1
            yield number
            at = self._joined.find(letters, self._offsets[number] + len(self.lower[number]))

    def _numbers_of(self, term: Term) -> Positions:
        """The numbers of the forms that a word or wildcard takes."""
        if term not in self._numbers:
            if isinstance(term, Wildcard):
                matches = re.compile(fnmatch.translate(term.letters.lower())).match
                numbers = {number for number, form in enumerate(self.lower) if matches(form)}
            else:
                numbers = set(self.taken(term))
            self._numbers[term] = np.array(sorted(numbers), dtype=np.uint32)
        return self._numbers[term]

    def _find(self, document: IndexedDocument, pattern: Pattern) -> Spans:
        match pattern:
            case WordPattern() | Wildcard():
                return self._spans(document, self._here(document, pattern), 1)
            case Phrase(words):
                return self._phrase(document, words)
            case Exact(letters):
                if not all(part in document.text for part in letters.split()):
                    return []
                return list(_by_letters(document, _exact(letters)))
            case Regex(expression):
                return list(spans_of(expression, document.text, _ranges(document)))
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

    def _phrase(self, document: IndexedDocument, words: tuple[Term, ...]) -> Spans:
        first = self._here(document, words[0])
        first = first[first <= len(document.form) - len(words)]
        for shift, word in enumerate(words[1:], start=1):
            first = first[document.joined[first + shift]]
            first = first[np.isin(document.form[first + shift], self._numbers_of(word))]
        return self._spans(document, first, len(words))

    @staticmethod
    def _spans(document: IndexedDocument, first: Positions, length: int) -> Spans:
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


def _ranges(document: IndexedDocument) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends."""
    return zip(document.block_start.tolist(), document.block_end.tolist(), strict=True)


def _by_letters(document: IndexedDocument, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for start, end in _ranges(document):
        for match in expression.finditer(document.text[start:end]):
            if match.end() > match.start():
                yield start + match.start(), start + match.end()


def _blocks(document: IndexedDocument, spans: Spans) -> list[int]:
    """The number of the block that each span begins in."""
    return _numbered(document.block_start, [start for start, _ in spans])


def _numbered(starts: NDArray[np.uint32], offsets: list[int]) -> list[int]:
    """For each offset the number of the last start that is not after it. Offsets of the same type: NumPy would convert
    all starts for each call otherwise.
    """
    numbers: list[int] = (np.searchsorted(starts, np.array(offsets, dtype=starts.dtype), side="right") - 1).tolist()
    return numbers


def _near(document: IndexedDocument, left: Spans, right: Spans, distance: int) -> Spans:
    """Pairs in one block with at most `distance` words from the one to the other; the span reaches over both."""
    theirs, ours = _in_words(document, sorted(right)), _in_words(document, left)
    firsts = [first for first, _, _, _ in theirs]
    near = []
    for first, last, block, span in ours:
        low = bisect_right(firsts, first - distance - 60)
        for other_first, other_last, other_block, other in theirs[low:]:
            if other_first > last + distance:
                break
            apart = other_first - last if other_first > last else first - other_last
            if 1 <= apart <= distance and block == other_block:
                near.append((min(span[0], other[0]), max(span[1], other[1])))
    return near


def _in_words(document: IndexedDocument, spans: Spans) -> list[tuple[int, int, int, tuple[int, int]]]:
    """Each span with the numbers of its first and last word and of its block."""
    firsts = _numbered(document.start, [start for start, _ in spans])
    lasts = _numbered(document.start, [end - 1 for _, end in spans])
    return list(zip(firsts, lasts, _blocks(document, spans), spans, strict=True))
