"""Words that could be keywords of a code, best first, each with where it comes from and what it would bring. Pure.

They come from what the codebook says of the code, from what has been coded with it, and from paragraphs that look like it though no
keyword hits them.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import chain

from kodetre.codebook.tree import Code
from kodetre.language import lexicon
from kodetre.language.paradigms import is_adjective, is_noun, is_verb
from kodetre.language.standards import FUNCTION_WORDS
from kodetre.matching.find import Matcher
from kodetre.matching.forms import KeyWord
from kodetre.matching.index import words_of
from kodetre.matching.parse import parse
from kodetre.matching.patterns import Pattern, WordPattern, words_in
from kodetre.suggestions.probable import Units
from kodetre.suggestions.terms import Real


class Source(StrEnum):
    """Where a proposed word comes from."""

    LABEL = "label"
    EXAMPLE = "example"
    DEFINITION = "definition"
    CODINGS = "codings"
    LOOKS_LIKE_IT = "looks like it"


_RIGHT = {
    Source.LABEL: 0.5,
    Source.LOOKS_LIKE_IT: 0.3,
    Source.EXAMPLE: 0.2,
    Source.DEFINITION: 0.15,
    Source.CODINGS: 0.1,
}
"""How much of what a word of each source brings is right, before anything is known of it."""
_STRONGEST = 40.0
"""A word that goes so well with the excerpts (log-likelihood) is as good as one of the label."""
_WEAKEST = 6.63
"""A word that goes less well with the excerpts (p > 0.01) is not proposed for that."""
_AS_MANY = 5
"""What is believed before counts as much as so many paragraphs."""
_EVERYWHERE = 0.2
"""A word that is in more than this share of all paragraphs tells nothing."""
_MOST_OF_SOURCE = 40
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that could be a keyword of a code (its key): the forms that stand in the documents, where it comes from, and the
    paragraphs that it would add, by number: all, those coded with the code, and those rejected. `key_word` counts it in the
    code's excerpts, where it comes from there.
    """

    code: str
    word: str
    forms: tuple[str, ...]
    sources: tuple[Source, ...]
    adds: frozenset[int]
    coded: frozenset[int]
    rejected: frozenset[int]
    key_word: KeyWord | None = None

    def beside(self, taken: frozenset[int]) -> "Proposal":
        """What it would still add when these paragraphs are hit already."""
        return replace(self, adds=self.adds - taken, coded=self.coded - taken, rejected=self.rejected - taken)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a code: the paragraphs that keywords hit, were coded and were rejected, by number; how probable each
    paragraph is; words that go with its excerpts; and the words of paragraphs that look like it, the strongest of each first.
    """

    code: Code
    keywords: Sequence[Pattern]
    hit: frozenset[int]
    coded: frozenset[int]
    rejected: frozenset[int]
    probability: Real
    key_words: Sequence[KeyWord] = ()
    looks_like_it: Sequence[Sequence[str]] = ()


@dataclass(slots=True)
class WordSearch:
    """Looks words up in the documents that are meant; what a word hits is looked up once for all codes."""

    matcher: Matcher
    units: Units
    documents: frozenset[str]
    _hit: dict[str, frozenset[int]] = field(default_factory=dict)

    def paragraphs(self, word: str, pattern: WordPattern) -> frozenset[int]:
        """The numbers of the paragraphs that a word, as a keyword, would hit."""
        if word not in self._hit:
            numbers: set[int] = set()
            for indexed in self.matcher.candidates(pattern):
                if indexed.id in self.documents:
                    for hit in self.matcher.hits(indexed, pattern, word):
                        numbers.update(self.units.overlapping(indexed.id, hit.span))
            self._hit[word] = frozenset(numbers)
        return self._hit[word]

    def forms(self, pattern: WordPattern) -> dict[str, None]:
        """The forms of the corpus, in small letters, that a word takes."""
        return dict.fromkeys(form.lower() for form in self.matcher.forms(pattern))


def proposals(known: Known, search: WordSearch) -> list[Proposal]:
    """The words that could be keywords of a code, best first.

    A word is worth more the more of what it adds is right, and the more it adds: what was coded or rejected tells, elsewhere
    what was learned. Words that a keyword takes are left out, and those of which a better one takes every form are joined to that
    one.
    """
    sources = _candidates(known)
    patterns = {word: pattern for word in sources if (pattern := _as_word(word)) is not None}
    search.matcher.prepare(chain(known.keywords, patterns.values()))
    taken = _taken_by(known, search)
    key_words = {key.word: key for key in known.key_words}
    proposed: list[Proposal] = []
    forms_of: dict[str, dict[str, None]] = {}
    for word, pattern in patterns.items():
        hit = search.paragraphs(word, pattern)
        adds = hit - known.hit
        forms = search.forms(pattern)
        if word in taken or not adds or len(hit) > _EVERYWHERE * search.units.size or taken.issuperset(forms):
            continue
        forms_of[word] = forms
        own = tuple(sources[word])
        proposed.append(
            Proposal(
                known.code.key, word, tuple(form for form in forms if form not in taken), own,
                adds, adds & known.coded, adds & known.rejected, key_words.get(word),
            )
        )  # fmt: skip
    best_first = sorted(proposed, key=partial(_rank, known=known))
    return list(_joined(best_first, forms_of))


def _rank(proposal: Proposal, known: Known) -> tuple[float, str]:
    """How far from the top a proposal stands."""
    open_ones = sorted(proposal.adds - proposal.coded - proposal.rejected)
    right = len(proposal.coded) + float(known.probability[open_ones].sum())
    before = max(_RIGHT[source] for source in proposal.sources)
    if proposal.key_word is not None:
        before = max(before, _RIGHT[Source.LABEL] * min(1.0, proposal.key_word.strength / _STRONGEST))
    share = (right + _AS_MANY * before) / (len(proposal.adds) + _AS_MANY)
    return -round(share * math.log2(1 + len(proposal.adds)), 9), proposal.word


def _joined(best_first: Iterable[Proposal], forms_of: Mapping[str, Mapping[str, None]]) -> Iterator[Proposal]:
    """The proposals without those of which a better one takes every form."""
    kept: list[str] = []
    for proposal in best_first:
        forms = forms_of[proposal.word].keys()
        if not any(forms <= forms_of[word].keys() for word in kept):
            kept.append(proposal.word)
            yield proposal


def _candidates(known: Known) -> dict[str, list[Source]]:
    """The words of every source, each with its sources."""
    code = known.code
    by_source = {
        Source.LABEL: _words(code.label),
        Source.DEFINITION: _words(f"{code.definition} {code.use_when}"),
        Source.EXAMPLE: _words(" ".join(code.examples)),
        Source.CODINGS: [
            key.word for key in known.key_words if key.strength >= _WEAKEST and _names_something(key.word)
        ],
        Source.LOOKS_LIKE_IT: _speaking(known.looks_like_it),
    }
    candidates: dict[str, list[Source]] = {}
    for source, words in by_source.items():
        for word in words[:_MOST_OF_SOURCE]:
            candidates.setdefault(word, []).append(source)
    return candidates


def _words(text: str) -> list[str]:
    """The lemmas of a text's words that say something."""
    forms = [form.lower() for form in words_of(text).forms]
    lemmas = dict.fromkeys(lexicon.lemma_of(form) for form in forms if _says_something(form))
    return [lemma for lemma in lemmas if _names_something(lemma)]


def _speaking(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    """The lemmas of the words of paragraphs, those of most paragraphs first."""
    counts: dict[str, int] = {}
    for forms in paragraphs:
        for lemma in dict.fromkeys(lexicon.lemma_of(form) for form in forms if _says_something(form)):
            if _names_something(lemma):
                counts[lemma] = counts.get(lemma, 0) + 1
    return sorted(counts, key=lambda lemma: (-counts[lemma], lemma))


def _says_something(form: str) -> bool:
    return len(form) >= _SHORTEST and form.isalpha() and form not in FUNCTION_WORDS


def _names_something(lemma: str) -> bool:
    """Whether a word is a noun, an adjective or a verb, or one that the lists do not have, as most compounds and names."""
    return not lexicon.known(lemma) or is_noun(lemma) or is_adjective(lemma) or is_verb(lemma)


def _as_word(word: str) -> WordPattern | None:
    """A word as a keyword; None where it would be read as anything else."""
    pattern = parse(word) if word not in FUNCTION_WORDS else None
    return pattern if isinstance(pattern, WordPattern) else None


def _taken_by(known: Known, search: WordSearch) -> set[str]:
    """The forms that are not to be proposed: keywords', and those that the code leaves out."""
    taken = set(known.code.but_not)
    for word in chain.from_iterable(map(words_in, known.keywords)):
        taken.add(word.word.lower())
        taken.update(search.forms(word))
    return taken
