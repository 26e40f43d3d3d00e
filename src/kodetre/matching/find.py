"""Patterns to hits.

A word of a pattern is decided once for every distinct form of the corpus and remembered; hits are then found over the
arrays of the index.
"""

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kodetre.errors import NoParts, SlowPattern
from kodetre.i18n.message import msg
from kodetre.language.compounds import FormRole
from kodetre.language.families import family_of
from kodetre.language.inflection import Inflected, inflect
from kodetre.language.kin import bound_kin, holds_kin, kin_of
from kodetre.language.spelling import fold, unhyphenated
from kodetre.matching.everywhere import Everywhere
from kodetre.matching.exact import exact_spans, ranges
from kodetre.matching.expressions import spans_of
from kodetre.matching.index import Index, IndexedDocument
from kodetre.matching.joint import JointWords, roles_in
from kodetre.matching.letters import Letters
from kodetre.matching.nearness import LIGHT, Spans, blocks_of, near, widest
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
from kodetre.matching.pieces import JointHit, Pieces
from kodetre.matching.role_numbers import ALL_ROLES, as_numbers, as_roles
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit

Positions = NDArray[np.uint32]
Pairs = Mapping[str, frozenset[str]]

_SHORT = 1 << 16
"""Classes up to which their numbers fit in sixteen bits."""
_HEAD = 6
"""Letters at the head of a kin that the corpus must have for it to be looked for at all."""
_ROLES: dict[str, frozenset[FormRole]] = {
    "any": frozenset({"inflection", "first", "last", "middle"}),
    "inflected": frozenset({"inflection"}),
    "first": frozenset({"first"}),
    "last": frozenset({"last"}),
    "family": frozenset({"inflection", "first", "last", "middle"}),
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
        self._inflected: dict[str, Inflected] = {}
        self._numbers: dict[Term, Positions] = {}
        self._roles: dict[str, dict[int, FormRole]] = {}
        self._of_lemma: dict[str, list[int]] = {}
        for number, lemma in enumerate(index.lemmas):
            if lemma:
                self._of_lemma.setdefault(lemma, []).append(number)
        self._tells_parts = any(index.parts)
        self._first = index.first
        self._order = {id: place for place, id in enumerate(index.ids)}
        self._at: dict[Term, Positions] = {}
        self._kin: dict[str, Mapping[str, str]] = {}
        self._kin_roles: dict[str, dict[int, FormRole]] = {}
        self._prepared: set[Pattern] = set()
        self._known: dict[tuple[str, Pattern], list[Span]] = {}
        self._joint_hits: dict[WordPattern, dict[str, list[JointHit]]] = {}

    @cached_property
    def _letters(self) -> Letters:
        """The forms, to be asked for letters; most keywords were decided before, and nothing is asked."""
        return self.index.letters(self.lower)

    @cached_property
    def _hyphenated(self) -> tuple[Sequence[int], Letters]:
        """The numbers of the forms with a hyphen, and those forms without it."""
        return self.index.hyphenated(self.lower)

    @cached_property
    def _light(self) -> Positions:
        """The numbers of the forms that are no step from one word to another."""
        return np.array(list(chain.from_iterable(map(self._letters.exactly, sorted(LIGHT)))), dtype=np.uint32)

    @cached_property
    def _joint(self) -> Pieces:
        """The compounds that the corpus writes in pieces; worked out when the first word is looked for."""
        kept = self.index.joint
        return kept if kept is not None else JointWords(self.index.documents, self.lower)

    def prepare(self, patterns: Iterable[Pattern]) -> None:
        """Look up all words of some patterns at once: one pass over the word lists and one over the corpus."""
        patterns = set(patterns)
        self._prepared |= patterns
        asked = set(chain.from_iterable(map(terms_in, patterns)))
        terms = {term for term in asked if term not in self._at}
        words = [term for term in terms if isinstance(term, WordPattern)]
        variants = set(chain.from_iterable(map(self._all_variants, words)))
        undecided = {word for word in variants if self.index.recall(f"roles {word}") is None}
        if missing := undecided - self._inflected.keys():
            self._inflected.update(inflect(missing))
        if terms:
            self._locate(terms)
            for word in words:
                self.joint(word)
            self.index.keep_notes()

    def _locate(self, terms: Set[Term]) -> None:
        """Where in the corpus each term stands.

        Forms that the same terms take are one class, so that a term's places are those of some classes.
        """
        asked = list(terms)
        classes: dict[tuple[Term, ...], int] = {(term,): number for number, term in enumerate(asked, start=1)}
        forms = [self._numbers_of(term) for term in asked]
        takers = np.zeros(len(self.lower), np.uint16)
        class_of: NDArray[np.integer] = np.zeros(len(self.lower), np.uint32)
        for number, own in enumerate(forms, start=1):
            takers[own] += 1
            class_of[own] = number
        several: dict[int, list[Term]] = {}
        for term, own in zip(asked, forms, strict=True):
            for form in own[takers[own] > 1].tolist():
                several.setdefault(form, []).append(term)
        for form, of_form in several.items():
            class_of[form] = classes.setdefault(tuple(of_form), len(classes) + 1)
        if len(classes) < _SHORT - 1:
            class_of = class_of.astype(np.uint16)
        of_class = self.index.places(class_of, len(classes))
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

    def document(self, id: str) -> IndexedDocument:
        """A document by its id. Raises KeyError."""
        return self.index.documents[self._order[id]]

    def order(self, id: str) -> int:
        """The place of a document in the index. Raises KeyError."""
        return self._order[id]

    def candidates(self, pattern: Pattern) -> Iterator[IndexedDocument]:
        """The documents in which a pattern can match, made one by one: the others lack a word of it. Raises NoParts."""
        self.prepare([pattern])
        numbers = np.flatnonzero(self._may_hold(pattern)).tolist()
        return (self.index.documents[number] for number in numbers)

    def _may_hold(self, pattern: Pattern) -> NDArray[np.bool_]:
        """For each document whether a pattern can match in it."""
        match pattern:
            case WordPattern() | Wildcard():
                may = np.zeros(len(self.index.documents), dtype=bool)
                may[np.searchsorted(self._first, self.places(pattern), side="right") - 1] = True
                may[[self._order[id] for id in self._joint_of(pattern)]] = True
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
                msg("asks for a part of speech, and nothing in this project tells any"),
                next_step=msg("leave it out, or let spaCy read the words: see docs/patterns.md"),
            )
        wanted = _ROLES[word.mode]
        taken: dict[int, FormRole] = {}
        for other in self.kin(word):
            taken.update((number, role) for number, role in self._of_kin(other).items() if role in wanted)
        for variant in sorted(self._own_variants(word)):
            taken.update((number, role) for number, role in self._decide(variant).items() if role in wanted)
        for variant in sorted(self._family(word)):
            for number in self._decide(variant):
                taken.setdefault(number, "family")
        if not word.part:
            return taken
        return {number: role for number, role in taken.items() if self.index.parts[number] == word.part}

    def forms(self, word: WordPattern) -> dict[str, FormRole]:
        """The forms of the corpus that a word takes, as written, and how. Raises NoParts."""
        return {self.index.forms[number]: role for number, role in self.taken(word).items()}

    def documents_of(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """For each form of some numbers, in small letters, the places in the index of the documents it stands in, a place for each
        time that it does.
        """
        by_form: dict[str, list[int]] = {}
        for number in numbers:
            by_form.setdefault(self.lower[number], []).append(number)
        class_of = np.zeros(len(self.lower), dtype=np.uint32)
        for place, own in enumerate(by_form.values(), start=1):
            class_of[own] = place
        of_class = self.index.places(class_of, len(by_form))[1:]
        documents: dict[str, list[int]] = {}
        for form, places in zip(by_form, of_class, strict=True):
            row = np.concatenate(places or [np.empty(0, np.uint32)])
            documents[form] = (np.searchsorted(self._first, row, side="right") - 1).tolist()
        return documents

    def hits(self, document: IndexedDocument, pattern: Pattern, keyword: str) -> Iterator[Hit]:
        """Where a pattern matches in a document, in the order of the text. Raises NoParts, SlowPattern."""
        key = document.id, pattern
        if key not in self._known:
            self._known[key] = [Span(start, end) for start, end in self.spans(document, pattern)]
        for span in self._known[key]:
            yield Hit(document.id, span, keyword)

    def spans(self, document: IndexedDocument, pattern: Pattern) -> Spans:
        """Where a pattern matches in a document, begin and end, in the order of the text. Raises NoParts, SlowPattern."""
        if pattern not in self._prepared:
            self.prepare([pattern])
        try:
            return sorted(set(self._find(document, pattern)))
        except SlowPattern as slow:
            raise SlowPattern(slow.expression, document.id) from None

    @cached_property
    def everywhere(self) -> Everywhere:
        """What finds patterns in all documents at once."""
        return Everywhere(self)

    def _variants(self, word: WordPattern) -> frozenset[str]:
        return self._own_variants(word) | self.kin(word).keys()

    def _own_variants(self, word: WordPattern) -> frozenset[str]:
        """The word as it is written, and what the codebook pairs it with."""
        lower = fold(word.word)
        return frozenset({lower, unhyphenated(lower)}) | self.pairs.get(lower, frozenset())

    def _family(self, word: WordPattern) -> frozenset[str]:
        """The words that a word stands for beside itself when its family is asked for."""
        if word.mode != "family":
            return frozenset()
        variants = self._variants(word)
        return frozenset(chain.from_iterable(map(family_of, variants))) - variants

    def _all_variants(self, word: WordPattern) -> frozenset[str]:
        return self._variants(word) | self._family(word)

    def kin(self, word: WordPattern) -> Mapping[str, str]:
        """The kin of a word of a pattern whose letters the corpus has, with the word; none where they are turned off, or for
        a word that is asked for without compounds.
        """
        if not word.kin or word.mode == "inflected":
            return {}
        lower = fold(word.word)
        if lower not in self._kin:
            question = f"kin {lower}"
            noted = self.index.recall(question)
            if noted is None:
                others = [other for other in sorted(kin_of(lower) | bound_kin(lower)) if self._occurs(other)]
                self.index.note(question, map(ord, "\n".join(others)))
            else:
                others = "".join(map(chr, noted.tolist())).split("\n") if len(noted) else []
            self._kin[lower] = dict.fromkeys(others, lower)
        return self._kin[lower]

    def _occurs(self, word: str) -> bool:
        """Whether the corpus has a form, or a hanging part, that can be of a word: its letters without the last ones."""
        letters = word[: min(_HEAD, max(2, len(word) - 2))]
        return next(self._letters.holding(letters), None) is not None

    def only_kin(self, word: WordPattern) -> Mapping[int, str]:
        """The numbers of the forms that a word takes for the sake of its kin alone, with the kin. Raises NoParts."""
        kin = self.kin(word)
        if not kin:
            return {}
        own = self.taken(replace(word, kin=False))
        of_kin: dict[int, str] = {}
        wanted = _ROLES[word.mode]
        for other in kin:
            roles = self._of_kin(other)
            of_kin.update((number, other) for number, role in roles.items() if role in wanted and number not in own)
        return of_kin

    def _inflection(self, word: str) -> Inflected:
        if word not in self._inflected:
            self._inflected.update(inflect([word]))
        return self._inflected[word]

    def joint(self, word: WordPattern) -> Mapping[str, Sequence[JointHit]]:
        """Where a word is written in pieces, by document: *rusarbeid* in *rus- og avhengighetsarbeid*. Raises NoParts."""
        if word not in self._joint_hits:
            taken = self.taken(word)
            hits: dict[str, list[JointHit]] = {}
            own = self._variants(word)
            for variant in self._all_variants(word):
                for hit in self._pieces(variant, _ROLES[word.mode]):
                    alone = taken.keys() & hit.word.written  # what one of the pieces says already
                    if not alone and (not word.part or word.part == self.index.parts[hit.word.last_form]):
                        kept = hit if variant in own else replace(hit, how="family")
                        hits.setdefault(self.index.documents[hit.word.document].id, []).append(kept)
            self._joint_hits[word] = hits
        return self._joint_hits[word]

    def _pieces(self, word: str, wanted: Set[FormRole]) -> Iterator[JointHit]:
        """Where the corpus writes a word in pieces, in one of some roles."""
        question = f"pieces {word}"
        noted = self.index.recall(question)
        if noted is None:
            roles = self._joint.roles(self._inflection(word))
            self.index.note(question, as_numbers(roles))
        else:
            roles = as_roles(noted)
        for place, role in roles.items():
            if role in wanted:
                yield from self._joint.at(place, role)

    def _joint_of(self, term: Term) -> Mapping[str, Sequence[JointHit]]:
        return self.joint(term) if isinstance(term, WordPattern) else {}

    def _decide(self, word: str) -> dict[int, FormRole]:
        """The numbers of the forms that hold a word, and how; looked at only where its letters occur."""
        question = f"roles {word}"
        if word not in self._roles and (noted := self.index.recall(question)) is not None:
            self._roles[word] = as_roles(noted)
        if word not in self._roles:
            inflected = self._inflection(word)
            numbers, without_hyphens = self._hyphenated
            roles = {numbers[place]: role for place, role in roles_in(without_hyphens, inflected).items()}
            roles.update(roles_in(self._letters, inflected))
            for lemma in {word, *inflected.lemmas}:
                for number in self._of_lemma.get(lemma, ()):  # what the analyser told
                    roles[number] = "inflection"
            self._roles[word] = roles
            self.index.note(question, as_numbers(roles))
        return self._roles[word]

    def _of_kin(self, other: str) -> dict[int, FormRole]:
        """The numbers of the forms that hold a kin, and how: more strictly than a keyword, for nobody asked for them."""
        question = f"kin roles {other}"
        if other not in self._kin_roles and (noted := self.index.recall(question)) is not None:
            self._kin_roles[other] = as_roles(noted)
        if other not in self._kin_roles:
            strictly = dict(self._decide(other))
            for number in self._decide(other):
                form = self.index.forms[number]
                lower = self.lower[number]
                is_name = form[:1].isupper() and not self.index.is_written_small(lower)
                if not holds_kin(self._inflection(other), lower, strictly[number], is_name=is_name):
                    del strictly[number]
            self._kin_roles[other] = strictly
            self.index.note(question, as_numbers(strictly))
        return self._kin_roles[other]

    def _numbers_of(self, term: Term) -> Positions:
        """The numbers of the forms that a word or wildcard takes."""
        if term not in self._numbers:
            if isinstance(term, Wildcard):
                matches = re.compile(fnmatch.translate(fold(term.letters))).match
                numbers = {number for number, form in enumerate(self.lower) if matches(form)}
            elif term.part:
                numbers = set(self.taken(term))
            else:
                self._numbers[term] = self._taken_rows(term)
                return self._numbers[term]
            self._numbers[term] = np.array(sorted(numbers), dtype=np.uint32)
        return self._numbers[term]

    def _taken_rows(self, word: WordPattern) -> Positions:
        """The numbers of the forms that a word takes, in order, as `taken` has them."""
        wanted = np.array([role in _ROLES[word.mode] for role in ALL_ROLES])
        rows = [self._role_rows("kin roles", other) for other in self.kin(word)]
        rows += [self._role_rows("roles", variant) for variant in self._own_variants(word)]
        numbers = [own[wanted[own % len(ALL_ROLES)]] // len(ALL_ROLES) for own in rows]
        numbers += [self._role_rows("roles", other) // len(ALL_ROLES) for other in self._family(word)]
        every = np.zeros(len(self.lower), bool)
        for own in numbers:
            every[own] = True
        return np.flatnonzero(every).astype(np.uint32)

    def _role_rows(self, question: str, word: str) -> Positions:
        """The forms that hold a word, or a kin, with their roles, each as one number."""
        noted = self.index.recall(f"{question} {word}")
        if noted is None:
            roles = self._of_kin(word) if question == "kin roles" else self._decide(word)
            noted = np.fromiter(as_numbers(roles), np.uint32, len(roles))
        return noted

    def _find(self, document: IndexedDocument, pattern: Pattern) -> Spans:
        match pattern:
            case WordPattern() | Wildcard():
                spans = self._spans(document, self._here(document, pattern), 1)
                joint = self._joint_of(pattern).get(document.id, ())
                return spans + [document.span_of(hit.word.first, hit.word.last) for hit in joint]
            case Phrase(words):
                return self._phrase(document, words)
            case Exact(letters):
                return exact_spans(document, letters)
            case Regex(expression):
                return list(spans_of(expression, document.text, ranges(document)))
            case Either(left, right):
                return widest(self._find(document, left) + self._find(document, right))
            case Both(left, right):
                ours, theirs = self._find(document, left), self._find(document, right)
                in_ours, in_theirs = blocks_of(document, ours), blocks_of(document, theirs)
                shared = set(in_ours) & set(in_theirs)
                both = zip(ours + theirs, in_ours + in_theirs, strict=True)
                return [span for span, block in both if block in shared]
            case Without(left, right):
                ours = self._find(document, left)
                barred = set(blocks_of(document, self._find(document, right))) if ours else set()
                kept = zip(ours, blocks_of(document, ours), strict=True)
                return [span for span, block in kept if block not in barred]
            case Near(left, right, distance):
                sides = self._find(document, left), self._find(document, right)
                return near(document, sides, distance, self._light)

    def _phrase(self, document: IndexedDocument, words: tuple[Term, ...]) -> Spans:
        if any(document.id in self._joint_of(word) for word in words):
            return self._phrase_in_pieces(document, words)
        first = self._here(document, words[0])
        first = first[first <= len(document.form) - len(words)]
        for shift, word in enumerate(words[1:], start=1):
            first = first[document.joined[first + shift]]
            first = first[np.isin(document.form[first + shift], self._numbers_of(word))]
        return self._spans(document, first, len(words))

    def _phrase_in_pieces(self, document: IndexedDocument, words: tuple[Term, ...]) -> Spans:
        """A phrase of which some words may be written in pieces: *psykisk helsetjeneste* in *psykisk helse- og omsorgstjeneste*."""
        begun = {start: [first] for first, start in self._stretches(document, words[0])}
        for word in words[1:]:
            going_on: dict[int, list[int]] = {}
            for first, after in self._stretches(document, word):
                if first in begun and document.joined[first]:
                    going_on.setdefault(after, []).extend(begun[first])
            begun = going_on
        spans: Spans = []
        for after, firsts in begun.items():
            spans.extend(document.span_of(first, after - 1) for first in firsts)
        return spans

    def _stretches(self, document: IndexedDocument, word: Term) -> Iterator[tuple[int, int]]:
        """Where a word stands, whole or in pieces: the number of its first word and of the word after it."""
        for number in self._here(document, word).tolist():
            yield number, number + 1
        for hit in self._joint_of(word).get(document.id, ()):
            yield hit.word.first, hit.word.last + 1

    @staticmethod
    def _spans(document: IndexedDocument, first: Positions, length: int) -> Spans:
        return list(zip(document.start[first].tolist(), document.end[first + length - 1].tolist(), strict=True))


def _merged(slices: list[Positions]) -> Positions:
    """Places of several classes of forms, each in order, as one list in order."""
    if len(slices) < 2:
        return slices[0] if slices else np.empty(0, dtype=np.uint32)
    return np.sort(np.concatenate(slices), kind="stable")
