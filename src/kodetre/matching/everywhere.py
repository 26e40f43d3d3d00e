"""Where patterns hit in a whole corpus, as rows of numbers: nothing is made for a hit.

Words, wildcards, phrases and what is joined by OR are found over the arrays of the index; all other patterns document by document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kodetre.matching.index import Index, IndexedDocument, Numbers, Stretches
from kodetre.matching.patterns import Either, Exact, Pattern, Phrase, Regex, Term, Wildcard, WordPattern
from kodetre.matching.pieces import JointHit

NOWHERE = Stretches(*(np.empty(0, np.uint32) for _ in range(3)))
Keys = NDArray[np.int64]
_MOST_NOTED = 500_000
"""Hits of letters that are noted: more of them are found again."""


class Finder(Protocol):
    """What finds patterns document by document, and the places of words in all: a `find.Matcher`."""

    @property
    def index(self) -> Index:
        """The corpus."""

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Look up all words of some patterns."""

    def places(self, term: Term) -> Numbers:
        """Where a word stands: numbers of words, counted over the documents."""

    def joint(self, word: WordPattern) -> Mapping[str, Sequence[JointHit]]:
        """Where a word is written in pieces, by document."""

    def candidates(self, pattern: Pattern) -> Iterator[IndexedDocument]:
        """The documents in which a pattern can match."""

    def spans(self, document: IndexedDocument, pattern: Pattern) -> list[tuple[int, int]]:
        """Where a pattern matches in a document."""

    def document(self, id: str) -> IndexedDocument:
        """A document by its id."""

    def order(self, id: str) -> int:
        """The place of a document in the index."""


class Everywhere:
    """Finds patterns in all documents of a matcher's index; what was found is kept."""

    def __init__(self, matcher: Finder) -> None:
        self._matcher = matcher
        self._known: dict[Pattern, Stretches] = {}

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Find many patterns at once: the corpus is gone through once for all their words. Raises NoParts."""
        patterns = list(patterns)
        self._matcher.prepare(patterns)
        terms = {term for term in chain.from_iterable(map(_alone, patterns)) if term not in self._known}
        places = {term: self._matcher.places(term) for term in terms}
        words = _in_order_once(list(places.values()))
        stretches = self._matcher.index.stretches(words, words)
        for term, own in places.items():
            plain = stretches.some(np.searchsorted(words, own))
            self._known[term] = _with_pieces(plain, self._in_pieces(term))

    def hits(self, pattern: Pattern) -> Stretches:
        """Where a pattern hits, in the order of the documents and their texts. Raises NoParts, SlowPattern."""
        if pattern not in self._known:
            if isinstance(pattern, WordPattern | Wildcard):
                self.prepare([pattern])
            else:
                self._matcher.prepare([pattern])
                self._known[pattern] = self._find(pattern)
        return self._known[pattern]

    def _find(self, pattern: Pattern) -> Stretches:
        match pattern:
            case Phrase(words):
                return self._phrase(pattern, words)
            case Either(left, right):
                return outermost(in_order(Stretches.joined([self.hits(left), self.hits(right)])))
            case Exact(letters):
                return self._by_letters(f"exact {letters}", pattern)
            case Regex(expression):
                return self._by_letters(f"expression {expression}", pattern)
            case _:
                return self._one_by_one(pattern, self._matcher.candidates(pattern))

    def _by_letters(self, question: str, pattern: Pattern) -> Stretches:
        """Where letters stand, which the texts alone decide: noted where answers are kept, for every text is read for it."""
        noted = self._matcher.index.recall(question)
        if noted is not None:
            return Stretches(*noted.reshape(3, -1))
        hits = self._one_by_one(pattern, self._matcher.candidates(pattern))
        if len(hits) <= _MOST_NOTED:
            every = np.concatenate((hits.document, hits.start, hits.end))
            self._matcher.index.note(question, every.tolist())
        return hits

    def _phrase(self, pattern: Phrase, words: Sequence[Term]) -> Stretches:
        """Words after one another; documents that write one of them in pieces are gone through by themselves."""
        matcher = self._matcher
        first = matcher.places(words[0])
        for shift, word in enumerate(words[1:], start=1):
            first = first[_are_in(first + np.uint32(shift), matcher.places(word))]
            first = first[matcher.index.joined(first + np.uint32(shift))]
        hits = matcher.index.stretches(first, first + np.uint32(len(words) - 1))
        apart = dict.fromkeys(chain.from_iterable(_joint(matcher, word) for word in words))
        if not apart:
            return hits
        alone = np.array([matcher.order(id) for id in apart], np.uint32)
        others = hits.some(~np.isin(hits.document, alone))
        return in_order(Stretches.joined([others, self._one_by_one(pattern, map(matcher.document, apart))]))

    def _one_by_one(self, pattern: Pattern, documents: Iterable[IndexedDocument]) -> Stretches:
        rows: list[tuple[int, int, int]] = []
        for document in documents:
            place = self._matcher.order(document.id)
            rows += [(place, start, end) for start, end in self._matcher.spans(document, pattern)]
        return in_order(_of_rows(rows))

    def _in_pieces(self, term: Term) -> Stretches:
        """Where a word is written in pieces."""
        hits = list(chain.from_iterable(_joint(self._matcher, term).values()))
        if not hits:
            return NOWHERE
        begins = self._matcher.index.first
        first = np.array([int(begins[hit.word.document]) + hit.word.first for hit in hits], np.uint32)
        last = np.array([int(begins[hit.word.document]) + hit.word.last for hit in hits], np.uint32)
        order = np.argsort(first, kind="stable")
        return self._matcher.index.stretches(first[order], last[order])


def _in_order_once(rows: Sequence[Numbers]) -> Numbers:
    """The numbers of some rows, each in order, as one row in order. `np.unique` would load half a library."""
    if len(rows) == 1:
        return rows[0]
    every = np.sort(np.concatenate([np.empty(0, np.uint32), *rows]))
    return every[np.concatenate(([True], every[1:] != every[:-1]))] if len(every) else every


def _alone(pattern: Pattern) -> Iterator[Term]:
    """The words of a pattern whose hits are hits of their own."""
    match pattern:
        case WordPattern() | Wildcard():
            yield pattern
        case Either(left, right):
            yield from _alone(left)
            yield from _alone(right)


def _joint(matcher: Finder, term: Term) -> Mapping[str, Sequence[JointHit]]:
    return matcher.joint(term) if isinstance(term, WordPattern) else {}


def _with_pieces(plain: Stretches, pieces: Stretches) -> Stretches:
    """Hits on single words, which are in order, and those on words in pieces."""
    return in_order(Stretches.joined([plain, pieces])) if len(pieces) else plain


def _of_rows(rows: Sequence[tuple[int, int, int]]) -> Stretches:
    columns = np.array(rows, np.uint32).reshape(-1, 3)
    return Stretches(columns[:, 0], columns[:, 1], columns[:, 2])


def _are_in(wanted: Numbers, there: Numbers) -> NDArray[np.bool_]:
    """Which of some numbers, in order, are among others, in order."""
    at = np.searchsorted(there, wanted)
    at[at == len(there)] = 0
    among: NDArray[np.bool_] = there[at] == wanted if len(there) else np.zeros(len(wanted), bool)
    return among


def at(document: Numbers, offset: Numbers) -> Keys:
    """Places in documents as one number each, which has the order of the corpus."""
    return (document.astype(np.int64) << 32) | offset


def in_order(hits: Stretches) -> Stretches:
    """Hits in the order of the documents and their texts, none twice."""
    hits = hits.some(np.lexsort((hits.end, at(hits.document, hits.start))))
    same = (np.diff(at(hits.document, hits.start)) == 0) & (np.diff(hits.end.astype(np.int64)) == 0)
    return hits.some(np.concatenate(([True], ~same))) if same.any() else hits


def outermost(hits: Stretches) -> Stretches:
    """Hits, in order, without those that lie in another of them."""
    order = widest_first(hits)
    kept = np.sort(order[reaches_further(hits.some(order))])
    return hits.some(kept)


def widest_first(hits: Stretches) -> Keys:
    """The order of hits by their beginnings, of those at one place the widest first, and else as they are."""
    begins = at(hits.document, hits.start)
    order = np.argsort(begins, kind="stable")  # quick for rows of which each is in order
    same = begins[order][1:] == begins[order][:-1]
    if same.any():
        several = np.flatnonzero(np.concatenate((same, [False])) | np.concatenate(([False], same)))
        own = order[several]
        order[several] = own[np.lexsort((-hits.end[own].astype(np.int64), begins[own]))]
    return order


def reaches_further(hits: Stretches) -> NDArray[np.bool_]:
    """Of hits with the widest first: which of them end after all that stand before them in their document."""
    ends = at(hits.document, hits.end)
    furthest = np.maximum.accumulate(ends)
    further = np.ones(len(ends), bool)
    further[1:] = ends[1:] > furthest[:-1]
    return further
