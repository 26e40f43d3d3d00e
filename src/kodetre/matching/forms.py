"""The word forms of a corpus: which a keyword takes, and which go with what has been coded."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kodetre.language import lexicon
from kodetre.language.compounds import FormRole
from kodetre.language.spelling import fold
from kodetre.language.standards import FUNCTION_WORDS
from kodetre.matching.find import Matcher
from kodetre.matching.index import IndexedDocument
from kodetre.matching.patterns import WordPattern
from kodetre.model.documents import Span

Counts = NDArray[np.int64]

ORDER: tuple[FormRole, ...] = ("inflection", "first", "middle", "last", "family")


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form that a keyword takes: in small letters, how, how often, and in how many documents; `kin` is the word of the other
    written standard for whose sake it is taken, empty where the keyword itself takes it.
    """

    form: str
    how: FormRole
    count: int
    documents: int
    kin: str = ""


def taken(matcher: Matcher, word: WordPattern, ids: Container[str] | None = None) -> list[FormCount]:
    """Every form that a word of a pattern takes, in some documents or in all: inflections first, then by how frequent they are."""
    numbers = matcher.taken(word)
    roles: dict[str, FormRole] = {matcher.lower[number]: role for number, role in numbers.items()}
    documents: dict[str, list[int]] = {}
    for form, own in matcher.documents_of(numbers).items():
        documents[form] = [place for place in own if ids is None or matcher.index.ids[place] in ids]
    for joint in sorted(chain.from_iterable(matcher.joint(word).values()), key=lambda hit: hit.word.document):
        document = matcher.index.documents[joint.word.document]
        if ids is not None and document.id not in ids:
            continue
        start, end = document.span_of(joint.word.first, joint.word.last)
        form = " ".join(fold(document.text[start:end]).split())
        roles.setdefault(form, joint.how)
        documents.setdefault(form, []).append(joint.word.document)
    kin = {matcher.lower[number]: other for number, other in matcher.only_kin(word).items()}
    counted = [
        FormCount(form, roles[form], len(places), len(set(places)), kin.get(form, ""))
        for form, places in documents.items()
        if places
    ]
    return sorted(counted, key=lambda form: (ORDER.index(form.how), -form.count, form.form))


def _counts(forms: NDArray[np.uint32], size: int) -> Counts:
    return np.bincount(forms, minlength=size).astype(np.int64)


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word that stands more often in the excerpts of a code than its share of the text: `forms` as they occur there,
    how often in the excerpts and elsewhere, and the log-likelihood (G², over 10.8 is p < 0.001 for one word).
    """

    word: str
    forms: tuple[str, ...]
    inside: int
    outside: int
    strength: float


def key_words(
    matcher: Matcher,
    documents: Sequence[IndexedDocument],
    excerpts: Mapping[str, Sequence[Span]],
    known: Iterable[WordPattern],
    fewest: int = 2,
) -> list[KeyWord]:
    """The words that go with excerpts (by document), strongest first; those that `known` words of patterns take are left
    out, and so are function words, numbers, and words that stand in the excerpts fewer than `fewest` times.

    The measure is the log-likelihood of Dunning (1993, Computational Linguistics 19), as Rayson and Garside (2000) use it
    to compare corpora; forms of one lemma are counted together.
    """
    size = len(matcher.index.forms)
    inside, whole = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for document in documents:
        whole += _counts(document.form, size)
        inside += _counts(document.form[_within(document, excerpts.get(document.id, ()))], size)
    leave = set(map(str.lower, chain.from_iterable(map(matcher.forms, known))))
    groups: dict[str, list[int]] = {}
    for number in np.flatnonzero(inside).tolist():
        form = matcher.lower[number]
        if len(form) > 2 and form.isalpha() and form not in FUNCTION_WORDS and form not in leave:
            groups.setdefault(_lemma(form), []).append(number)
    here, there = int(inside.sum()), int(whole.sum() - inside.sum())
    return sorted(
        _keys(groups, inside, whole, (here, there), matcher, fewest), key=lambda key: (-key.strength, key.word)
    )


def _keys(
    groups: Mapping[str, Sequence[int]],
    inside: Counts,
    whole: Counts,
    sizes: tuple[int, int],
    matcher: Matcher,
    fewest: int,
) -> Iterator[KeyWord]:
    here, there = sizes
    for word, numbers in groups.items():
        own = int(inside[numbers].sum())
        rest = int(whole[numbers].sum()) - own
        if own < fewest or own * there <= rest * here:
            continue
        forms = tuple(dict.fromkeys(matcher.lower[number] for number in numbers))
        yield KeyWord(word, forms, own, rest, round(log_likelihood(own, rest, here, there), 1))


def log_likelihood(own: int, rest: int, here: int, there: int) -> float:
    """G² of a word that stands `own` times in `here` words and `rest` times in `there` others."""
    total = own + rest
    expected = here * total / (here + there), there * total / (here + there)
    return 2 * sum(seen * math.log(seen / due) for seen, due in zip((own, rest), expected, strict=True) if seen and due)


def _within(document: IndexedDocument, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which words of a document lie in one of the spans, each counted once."""
    flags = np.zeros(len(document.form), dtype=bool)
    for span in spans:
        first, last = np.searchsorted(document.start, (span.start, span.end))
        flags[first:last] = True
    return flags


def _lemma(form: str) -> str:
    """One lemma for each form, to count by: the form itself when it is one, else the first in the alphabet."""
    return form if lexicon.is_lemma(form) else min(lexicon.lemmas(form), default=form)
