"""What a codebook's keywords do in a corpus that deserves a look. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from kodetre.codebook.tree import Code, Codebook, Keyword
from kodetre.language import lexicon
from kodetre.language.standards import FUNCTION_WORDS
from kodetre.language.tokens import tokens
from kodetre.matching.find import Matcher
from kodetre.matching.forms import taken
from kodetre.matching.index import Index, words_of
from kodetre.matching.patterns import WordPattern, terms_in, words_in
from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.rows import KeywordSuggestions

MOST_OF_A_CODE = 0.5
"""The share of a code's paragraphs with hits over which a keyword is said to make most of them."""
EVERYWHERE = 0.2
"""The share of all paragraphs over which a keyword says little."""
FEWEST = 10
"""Paragraphs with hits from which on a share of them is told."""
SHORTEST_WORD = 3
"""Letters from which on a word of a label is looked for."""
_REGULAR = re.compile(r"(?:m|n|t|l|r|s|d|p|k|g|b)?(?:e|a|en|et|er|ar|n|r|t|s|ne|ene|ane|na|te|de|est|ere|are|este)?s?")
"""What regular inflection puts after a word, or after the word without -e: a doubled consonant and an ending."""

FindingKind = Literal["most_hits", "everywhere", "other_word", "no_hits", "same_hits", "label", "self_pair", "kin"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: of which code and keyword (empty where it is of none), what it is, and with which words and numbers.

    `words` are forms with the word that they are of, the other keyword, or the words of the label; `count` of `of` are paragraphs.
    """

    kind: FindingKind
    code: str
    keyword: str
    words: tuple[str, ...] = ()
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Of what a codebook suggests: how many paragraphs the keywords of each code hit; how many each keyword hits, by code and
    keyword; and on how many words two keywords of a code both hit, where neither hits any others (0 where one does).
    """

    of_code: Mapping[str, int]
    of_keyword: Mapping[tuple[str, str], int]
    same: Callable[[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Checked:
    """What keywords are looked at in: the codebook, what it suggests everywhere, and how many paragraphs there are."""

    codebook: Codebook
    suggestions: Sequence[Suggestion] | KeywordSuggestions
    paragraphs: int

    def tally(self) -> Tally:
        """What the keywords hit."""
        suggestions = self.suggestions
        return _tally_of_rows(suggestions) if isinstance(suggestions, KeywordSuggestions) else _tally_of(suggestions)


def _tally_of_rows(suggested: KeywordSuggestions) -> Tally:
    of_keyword: dict[tuple[str, str], int] = {}
    place: dict[tuple[str, str], int] = {}
    for key, rows in suggested.of_code.items():
        for number, written in enumerate(dict.fromkeys(keyword.written for keyword in rows.code.keywords)):
            of_keyword[key, written] = int(rows.spread[number])
            place[key, written] = number

    def same(code: str, keyword: str, other: str) -> int:
        if of_keyword[code, keyword] != of_keyword[code, other]:
            return 0
        hits = [suggested.of_code[code].hits_of(place[code, written]) for written in (keyword, other)]
        return len(hits[0][0]) if all(map(np.array_equal, *hits)) else 0

    return Tally({key: len(rows) for key, rows in suggested.of_code.items()}, of_keyword, same)


def _tally_of(suggestions: Sequence[Suggestion]) -> Tally:
    units: Counter[tuple[str, str]] = Counter()
    of_code: Counter[str] = Counter()
    places: dict[tuple[str, str], set[tuple[str, Span]]] = {}
    for suggestion in suggestions:
        if not suggestion.hits:
            continue
        of_code[suggestion.code] += 1
        for written in suggestion.keywords:
            units[suggestion.code, written] += 1
        for hit in suggestion.hits:
            places.setdefault((suggestion.code, hit.keyword), set()).add((hit.document, hit.span))

    def same(code: str, keyword: str, other: str) -> int:
        here = places.get((code, keyword), set())
        return len(here) if here == places.get((code, other), set()) else 0

    return Tally(of_code, units, same)


def of_hits(checked: Checked) -> list[Finding]:
    """What the hits alone tell: keywords that make most of a code's hits, that are everywhere, that hit nothing, that hit the same
    as another one of their code. In the order of the codebook.
    """
    tally = checked.tally()
    findings: list[Finding] = []
    for code in checked.codebook.codes():
        for keyword in code.keywords:
            count = tally.of_keyword.get((code.key, keyword.written), 0)
            findings += _of_counts(code, keyword, count, tally.of_code.get(code.key, 0), checked.paragraphs)
        findings += _same(code, tally)
    return findings


def _of_counts(code: Code, keyword: Keyword, count: int, of_code: int, paragraphs: int) -> Iterator[Finding]:
    key, written = code.key, keyword.written
    if not count:
        yield Finding("no_hits", key, written)
        return
    if len(code.keywords) > 1 and of_code >= FEWEST and count > MOST_OF_A_CODE * of_code:
        yield Finding("most_hits", key, written, (), count, of_code)
    if paragraphs >= FEWEST and count > EVERYWHERE * paragraphs:
        yield Finding("everywhere", key, written, (), count, paragraphs)


def _same(code: Code, tally: Tally) -> Iterator[Finding]:
    for keyword, other in combinations(code.keywords, 2):
        if words := tally.same(code.key, keyword.written, other.written):
            yield Finding("same_hits", code.key, other.written, (keyword.written,), words, words)


def of_words(codebook: Codebook, matcher: Matcher) -> list[Finding]:
    """What the words tell: keywords that take forms of another word, codes whose label's own word is no keyword, pairs of a word
    with itself. Raises NoParts.
    """
    findings: list[Finding] = []
    labels = _Labels(codebook)
    for code in codebook.codes():
        forms = {keyword.written: _other_words(keyword, matcher) for keyword in code.keywords}
        findings += [Finding("other_word", code.key, written, foreign) for written, foreign in forms.items() if foreign]
        by_kin = {keyword.written: _kin(keyword, matcher) for keyword in code.keywords}
        findings += [Finding("kin", code.key, written, forms) for written, forms in by_kin.items() if forms]
        if code.keywords and (words := labels.without_keyword(code)):
            findings.append(Finding("label", code.key, "", words))
    for word, other in codebook.pairs:
        if word == other:
            findings.append(Finding("self_pair", "", f"{word} = {other}"))
    return findings


def _other_words(keyword: Keyword, matcher: Matcher) -> tuple[str, ...]:
    """The forms in the corpus that a keyword takes as inflections and that are another word's, with that word: vil (ville)."""
    foreign: list[str] = []
    for word in words_in(keyword.pattern):
        variants = {word.word.lower()} | matcher.pairs.get(word.word.lower(), frozenset()) | matcher.kin(word).keys()
        forms = [form.form for form in taken(matcher, word) if form.how == "inflection"]
        of_others = {form: _others(form, variants) for form in forms}
        foreign += [f"{form} ({', '.join(others)})" for form, others in of_others.items() if others]
    return tuple(dict.fromkeys(foreign))


def _kin(keyword: Keyword, matcher: Matcher) -> tuple[str, ...]:
    """The forms in the corpus that a keyword takes for the sake of its kin, with that word: tenesta (teneste)."""
    taken_for: dict[str, None] = {}
    for word in words_in(keyword.pattern):
        for number, other in matcher.only_kin(word).items():
            taken_for[f"{matcher.lower[number]} ({other})"] = None
    return tuple(taken_for)


def _others(form: str, words: Set[str]) -> list[str]:
    """The other words that the lists give a form to; none for a regular form of any of some words, which may be theirs too."""
    own = set(words)
    for word in words:
        if not lexicon.is_lemma(word):  # an inflected keyword stands for the word that it is a form of
            own |= lexicon.lemmas(word)
    others = sorted(lexicon.lemmas(form) - own)
    regular = form not in words and any(_is_regular(form, word) for word in own)
    return [] if regular else others


def _is_regular(form: str, word: str) -> bool:
    """Whether a form is a word with an ending that words take, by its letters."""
    bases = {word, word.removesuffix("e")}
    return any(form.startswith(base) and _REGULAR.fullmatch(form[len(base) :]) for base in bases)


class _Labels:
    """The labels of a codebook's codes as documents, which keywords are looked for in."""

    def __init__(self, codebook: Codebook) -> None:
        index = Index()
        for code in codebook.codes():
            label = code.label or code.key
            index.add(code.key, label, words_of(label), [(0, len(label))])
        self._matcher = Matcher(index, codebook.variants())
        self._documents = {document.id: document for document in index.documents}
        plain: list[WordPattern] = []
        for code in codebook.codes():
            for keyword in code.keywords:
                plain += [WordPattern(word.word, word.mode) for word in words_in(keyword.pattern)]
        self._matcher.prepare(plain)

    def without_keyword(self, code: Code) -> tuple[str, ...]:
        """The words of a code's label when no keyword of the code takes any of them, alone or in company."""
        label = self._documents[code.key]
        words = [label.text[start:end].lower() for start, end in tokens(label.text)]
        telling = [word for word in words if len(word) >= SHORTEST_WORD and word not in FUNCTION_WORDS]
        if not telling or any(self._takes(keyword, code.key) for keyword in code.keywords):
            return ()
        return tuple(telling)

    def _takes(self, keyword: Keyword, key: str) -> bool:
        """Whether a keyword, or a word of it, stands in the label of a code."""
        label = self._documents[key]
        forms = {self._matcher.lower[number] for number in label.form.tolist()}
        for term in terms_in(keyword.pattern):
            plain = WordPattern(term.word, term.mode) if isinstance(term, WordPattern) else term
            if isinstance(plain, WordPattern) and forms & {form.lower() for form in self._matcher.forms(plain)}:
                return True
            if not isinstance(plain, WordPattern) and any(self._matcher.hits(label, plain, keyword.written)):
                return True
        return not words_in(keyword.pattern) and any(self._matcher.hits(label, keyword.pattern, keyword.written))
