"""A coder's answers to probabilities for all suggestions, and to suggestions without any keyword. Pure.

Only what the coder has read teaches: codings of a first pass without reading do not, nor do other coders' answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b

import numpy as np

from kodetre.i18n.message import msg
from kodetre.language.standards import FUNCTION_WORDS
from kodetre.model.codings import Coding, Decision
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.keyword_rows import Flags
from kodetre.suggestions.learn import Answers, KeywordEvidence, Learned, company, learn
from kodetre.suggestions.probable import evidence_of
from kodetre.suggestions.rows import Beyond, KeywordSuggestions, SuggestionRows, Table
from kodetre.suggestions.stopping import Reading, Stratum
from kodetre.suggestions.terms import Real, UnitTerms, Whole, unit_terms

LIKELY = 0.15
"""How probable a paragraph without keywords must be to be suggested."""
FEWEST_ACCEPTED, FEWEST_ANSWERS = 5, 10
"""Before so many answers for a code, nothing without a keyword is suggested for it."""
MOST_WORDS = 5
"""So many words are said to speak for a suggestion."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NOT_ANSWERED = Answers(np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, slots=True)
class CoderWork:
    """What teaches: who the coder is, and all codings and decisions of the project."""

    coder: str
    codings: Sequence[Coding]
    decisions: Sequence[Decision]


@dataclass(frozen=True, slots=True)
class Draw:
    """How many units are to be drawn at random, for which codes, from which documents, beside which suggestions."""

    suggestions: SuggestionRows
    work: CoderWork
    codes: frozenset[str]
    documents: frozenset[str]
    count: int


@dataclass(frozen=True, slots=True)
class CodeLearning:
    """What was learned of a code: for each unit how probable it is, and of those that look like it without a keyword the words that
    speak most for it, the strongest of each first.
    """

    probability: Real
    looks_like_it: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Speaking:
    """The forms of an index that speak for a code, those that do most first, with the words that they are in small letters; and for
    every form of the index its place among them, their number for one that does not speak for it.
    """

    forms: tuple[int, ...]
    words: tuple[str, ...]
    place: Whole


class Learner:
    """Rows of keywords in, suggestions with probabilities out. What is slow is kept: the terms of all units, and of
    each code what was learned from the same answers before.
    """

    def __init__(self, by_keywords: KeywordSuggestions) -> None:
        self._index = by_keywords.matcher.index
        self.units = by_keywords.units
        self.by_keywords = by_keywords
        self._codes = [code.key for code in by_keywords.codebook.codes()]
        self._evidence: dict[str, KeywordEvidence] = {}
        self._known: dict[str, tuple[bytes, Learned]] = {}
        self._company: dict[str, Real] = {}

    @cached_property
    def terms(self) -> UnitTerms:
        """The terms of all units, worked out when something is first learned."""
        return unit_terms(self._index, self.units.coding)

    def suggestions(self, work: CoderWork, *, beyond_keywords: bool) -> SuggestionRows:
        """All suggestions with their probabilities, the most probable first; with `beyond_keywords` those too that no keyword
        stands in.
        """
        return self._table(work, beyond_keywords=beyond_keywords).most_probable_first()

    def _table(self, work: CoderWork, *, beyond_keywords: bool) -> Table:
        answers = self.answers(work)
        probability: dict[str, Real] = {}
        beyond: list[Beyond] = []
        for code in self._codes:
            of_code = answers.get(code)
            probability[code] = self._of_rows(code, of_code)
            if beyond_keywords and of_code is not None and _is_enough(of_code):
                beyond.append(self._beyond_keywords(code, self._learned(code, of_code)))
        return self.by_keywords.table(probability, beyond)

    def _of_rows(self, code: str, answers: Answers | None) -> Real:
        """How probable each unit is that keywords of a code hit."""
        rows = self.by_keywords.of_code.get(code)
        if rows is None:
            return np.empty(0)
        if answers is not None:
            return self._learned(code, answers).probability[rows.unit]
        position = self.units.position[rows.unit]
        evidence = KeywordEvidence(rows.score, rows.different.astype(float), rows.above.astype(float), position)
        return learn(None, evidence, _NOT_ANSWERED).probability

    def of_code(self, code: str, work: CoderWork) -> CodeLearning:
        """What was learned of one code."""
        answers = self.answers(_of_code(work, code)).get(code)
        learned = self._learned(code, answers)
        if answers is None or not _is_enough(answers):
            return CodeLearning(learned.probability, ())
        speaking = self._speaking(learned)
        numbers = self._numbers_beyond_keywords(code, learned)
        return CodeLearning(learned.probability, tuple(tuple(self._words_for(n, speaking)) for n in numbers))

    def _numbers_beyond_keywords(self, code: str, learned: Learned) -> list[int]:
        """The units that look like a code though no keyword hits them."""
        without = self._evidence[code].different == 0
        numbers: list[int] = np.flatnonzero(without & (learned.probability >= LIKELY)).tolist()
        return numbers

    def _beyond_keywords(self, code: str, learned: Learned) -> Beyond:
        numbers = np.array(self._numbers_beyond_keywords(code, learned), np.int64)
        speaking = self._speaking(learned) if len(numbers) else None

        def make(place: int) -> Suggestion:
            return self._without_keyword(code, int(numbers[place]), learned, speaking)

        return Beyond(code, numbers, learned.probability[numbers], make)

    def _speaking(self, learned: Learned) -> _Speaking | None:
        """The forms of the index that speak for a code; None where nothing was learned."""
        if not len(learned.speaks):
            return None
        strength = self.terms.strength_of_forms(learned.speaks)
        words = {form: self._index.forms[form].lower() for form in np.flatnonzero(strength > 0).tolist()}
        speaking = [form for form, word in words.items() if word not in FUNCTION_WORDS]
        speaking.sort(key=words.__getitem__)
        speaking.sort(key=(-strength).tolist().__getitem__)
        place = np.full(len(strength), len(speaking))
        place[speaking] = np.arange(len(speaking))
        return _Speaking(tuple(speaking), tuple(words[form] for form in speaking), place)

    def _without_keyword(self, code: str, number: int, learned: Learned, speaking: _Speaking | None) -> Suggestion:
        document, span = self.units.place(number)
        words = ", ".join(f"«{word}»" for word in self._words_for(number, speaking))
        reason = msg("no keyword; these words speak for it: {words}", words=words) if words else msg("no keyword")
        probability = float(learned.probability[number])
        return Suggestion(document, span, code, (), 0.0, (reason,), probability)

    def _words_for(self, number: int, speaking: _Speaking | None) -> list[str]:
        """The words of a unit, as they stand there, that speak most for the code, the strongest first."""
        if speaking is None:
            return []
        document, first, last = self._words_of_units[number]
        places = set(speaking.place[self._index.documents[document].form[first:last]].tolist())
        places.discard(len(speaking.forms))
        words: dict[int, str] = {}
        for place in sorted(places):
            words.setdefault(self.terms.of_forms.lemma(speaking.forms[place]), speaking.words[place])
            if len(words) == MOST_WORDS:
                break
        return list(words.values())

    @cached_property
    def _words_of_units(self) -> list[tuple[int, int, int]]:
        """Of each unit the place of its document in the index, and which of the document's words stand in it (from, to)."""
        bounds: list[tuple[int, int, int]] = []
        for place, (indexed, units) in enumerate(zip(self._index.documents, self.units.coding, strict=True)):
            starts = np.array([span.start for span in units.spans], indexed.start.dtype)
            ends = np.array([span.end for span in units.spans], indexed.start.dtype)
            first, last = (np.searchsorted(indexed.start, sides).tolist() for sides in (starts, ends))
            bounds += zip([place] * len(first), first, last, strict=True)
        return bounds

    def _learned(self, code: str, answers: Answers | None) -> Learned:
        if code not in self._evidence:
            self._evidence[code] = evidence_of(self.units, self.by_keywords.of_code.get(code))
        if answers is None:
            return learn(None, self._evidence[code], _NOT_ANSWERED)
        key = answers.units.tobytes() + answers.accepted.tobytes()
        known = self._known.get(code)
        if known is None or known[0] != key:
            if code not in self._company:
                self._company[code] = company(self.terms, self._evidence[code])
            known = self._known[code] = key, learn(self.terms, self._evidence[code], answers, self._company[code])
        return known[1]

    # What was answered

    def answers(self, work: CoderWork) -> dict[str, Answers]:
        """The units that the coder has answered for each code, oldest first; of several answers to one the last counts, and
        what is coded is accepted.
        """
        by_code: dict[str, dict[int, tuple[datetime, float]]] = {}
        unread = {
            (coding.document, coding.span.start, coding.span.end, coding.code)
            for coding in work.codings
            if coding.coder == work.coder and coding.origin == "keyword"
        }
        for decision in work.decisions:
            if decision.coder != work.coder or decision.verdict == "defer" or decision.key in unread:
                continue
            number = self.units.number(decision.document, decision.span)
            if number is not None:
                accepted = float(decision.verdict == "accept")
                by_code.setdefault(decision.code, {})[number] = decision.created or _LONG_AGO, accepted
        for coding in work.codings:
            if coding.coder == work.coder and coding.origin != "keyword":
                for number in self.units.overlapping(coding.document, coding.span):
                    answered = by_code.setdefault(coding.code, {})
                    answered[number] = answered.get(number, (coding.created, 1.0))[0], 1.0
        return {code: _in_time(answered) for code, answered in by_code.items()}

    # Drawing at random

    def drawn(self, request: Draw) -> list[Suggestion]:
        """Units of all that there are, with or without a keyword, drawn at random and not answered yet.

        They are the first in an order that is fixed for the project and has nothing to do with what they say, so that the
        same are drawn each time, and those answered so far are a sample of all.
        """
        present = request.suggestions
        codes = [code for code in self._codes if code in request.codes]
        count, documents = request.count, request.documents
        answers = self.answers(request.work)
        of_codes: list[list[Suggestion]] = []
        share = -(-count // max(1, len(codes)))
        for code in codes:
            of_code = answers.get(code)
            done = set(of_code.units.tolist()) if of_code is not None else set()
            learned = self._learned(code, of_code)
            speaking = self._speaking(learned)
            fresh: list[Suggestion] = []
            for number in self._at_random:
                document, span = self.units.place(number)
                if number in done or document not in documents:
                    continue
                place = present.place((document, span.start, span.end, code))
                known = present[place] if place is not None else None
                suggestion = known or self._without_keyword(code, number, learned, speaking)
                fresh.append(replace(suggestion, drawn=True, reasons=(msg("drawn at random"), *suggestion.reasons)))
                if len(fresh) == share:
                    break
            of_codes.append(fresh)
        mixed: list[Suggestion] = []
        for place in range(share):
            mixed += [fresh[place] for fresh in of_codes if place < len(fresh)]
        return mixed[:count]

    @cached_property
    def _at_random(self) -> list[int]:
        """The units in an order that nobody chose: by a hash of their words."""

        draws: list[bytes] = []
        for indexed, units in zip(self._index.documents, self.units.coding, strict=True):
            for span in units.spans:
                words = f"{indexed.id} {span.start} {span.of(indexed.text)}".encode(errors="replace")
                draws.append(blake2b(words, digest_size=8).digest())
        return sorted(range(self.units.size), key=draws.__getitem__)

    @cached_property
    def _drawing_order(self) -> Whole:
        return np.array(self._at_random, np.int64)

    # How much is found

    def reading(self, code: str, work: CoderWork, documents: Iterable[str]) -> Reading:
        """How far the coder has read some documents for a code, as the stopping test and the estimate take it."""
        return self.reading_of(code, self.answers(_of_code(work, code)).get(code), self.units.within(set(documents)))

    def reading_of(self, code: str, answers: Answers | None, inside: Flags) -> Reading:
        """The same of answers that are known, in the units that are flagged."""
        answers = answers if answers is not None else _NOT_ANSWERED
        own = inside[answers.units]
        units, accepted = answers.units[own], answers.accepted[own]
        rows = self.by_keywords.of_code.get(code)
        hit = np.zeros(len(inside), bool)
        if rows is not None:
            hit[rows.unit] = True
        value = np.full(len(inside), np.nan)
        value[units] = accepted
        strata = (self._stratum(hit & inside, value), self._stratum(inside & ~hit, value))
        return Reading(tuple((accepted > 0).tolist()), int(inside.sum()), strata)

    def _stratum(self, members: Flags, value: Real) -> Stratum:
        """Some units with what was answered, no number where nothing was, and the part of them that is a sample: the first, in the
        order that nobody chose, up to the first without an answer.
        """
        in_order = value[self._drawing_order[members[self._drawing_order]]]
        unanswered = np.isnan(in_order)
        sampled = in_order[: int(np.argmax(unanswered)) if unanswered.any() else len(in_order)]
        mine = in_order[~unanswered]
        return Stratum(len(in_order), len(mine), int(mine.sum()), len(sampled), int(sampled.sum()))


def _of_code(work: CoderWork, code: str) -> CoderWork:
    """The work on one code alone."""
    codings = [coding for coding in work.codings if coding.code == code]
    return CoderWork(work.coder, codings, [decision for decision in work.decisions if decision.code == code])


def _is_enough(answers: Answers) -> bool:
    return len(answers.units) >= FEWEST_ANSWERS and float(answers.accepted.sum()) >= FEWEST_ACCEPTED


def _in_time(answered: Mapping[int, tuple[datetime, float]]) -> Answers:
    """Answers by their time, and at one time as the documents read."""
    ordered = sorted(answered, key=lambda number: (answered[number][0], number))
    return Answers(np.array(ordered, np.int64), np.array([answered[number][1] for number in ordered], float))
