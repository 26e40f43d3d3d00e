"""Which forms are inflections of a word.

A form is taken when a word list says so, or when it is the word with an ending that Norwegian nouns, adjectives and
verbs take and no word list gives the form to another word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kodetre.language import lexicon

_AFTER_E = r"(?:n|ns|r|rs|ne|nes|t|ts|de|s|a|as|ande|ende|nde)?"
_AFTER_CONSONANT = (
    r"(?:s|en|ens|et|ets|a|as|er|ers|ene|enes|ar|ars|ane|anes|e|t|te|ere|est|este|are|ast|aste|ende|ande|i|ene)?"
)


@dataclass(frozen=True, slots=True)
class Inflected:
    """A word with the forms it takes: `listed` by the word lists, and what `endings` allows beside."""

    word: str
    lemmas: frozenset[str]
    listed: frozenset[str]
    endings: re.Pattern[str]
    stems: tuple[str, ...]
    """What every form begins with, one of them."""

    def takes(self, form: str) -> bool:
        """Whether a lower-case form is this word, inflected."""
        if form in self.listed or (form.endswith("s") and form[:-1] in self.listed and not lexicon.known(form)):
            return True
        if not self.endings.fullmatch(form):
            return False
        others = lexicon.lemmas(form)
        return not others or bool(others & self.lemmas)


def inflect(words: Iterable[str]) -> dict[str, Inflected]:
    """Each word (any form of it, lower case) with its inflections, in one pass over the word lists."""
    lemmas = {word: _lemmas_of(word) for word in words}
    forms = lexicon.forms_of(frozenset().union(*lemmas.values()))
    return {word: _inflected(word, own, forms) for word, own in lemmas.items()}


def _lemmas_of(word: str) -> frozenset[str]:
    """A word that others inflect to is meant itself (*leder* is no form of *led*); else what it is a form of."""
    if lexicon.is_lemma(word):
        return frozenset({word})
    return lexicon.lemmas(word) or frozenset({word})


def _inflected(word: str, lemmas: frozenset[str], forms: dict[str, set[str]]) -> Inflected:
    by_lemma = chain.from_iterable(forms[lemma] for lemma in lemmas)
    plurals = chain.from_iterable(map(_plurals, lemmas))
    listed = frozenset(map(str.lower, by_lemma)) | {word, *plurals}
    bases = sorted(lemmas | {word}, key=len)
    endings = "|".join(re.escape(base) + (_AFTER_E if base.endswith("e") else _AFTER_CONSONANT) for base in bases)
    doubled = [base for base in bases if len(base) > 2 and base[-1] in "mn" and base[-2] in "aeiouyæøå"]
    if doubled:
        endings += "|" + "|".join(re.escape(base + base[-1]) + _AFTER_CONSONANT[:-1] for base in doubled)
    return Inflected(word, lemmas, listed, re.compile(endings), _stems(listed | lemmas, bases))


def _plurals(noun: str) -> Iterator[str]:
    """The plurals of a noun that ends in a consonant, where the word lists know the form as that of a verb only.

    They give one lemma a form, and *lover* is one of *love* there; a keyword takes a form when any of its lemmas is
    right. A neuter has no plural in -er.
    """
    if not noun or noun[-1] in "aeiouyæøå" or not lexicon.is_lemma(noun):
        return
    common = noun in lexicon.lemmas(noun + "en")
    if not common and noun not in lexicon.lemmas(noun + "et"):
        return
    verbs = {noun + ending for ending in ("e", "a", "ere", "era")}
    for ending in ("er", "ers", "ar", "ars", "ene", "enes", "ane", "anes") if common else ("ene", "enes", "a", "as"):
        lemmas = lexicon.lemmas(noun + ending)
        if lemmas and lemmas <= verbs:
            yield noun + ending


def _stems(forms: Iterable[str], bases: Iterable[str]) -> tuple[str, ...]:
    """The word and its lemmas, and the shortest of its other forms, so that each form begins with one of them."""
    kept = sorted(bases, key=len, reverse=True)
    for form in sorted(forms, key=len):
        if not any(form.startswith(stem) for stem in kept):
            kept.append(form)
    return tuple(kept)
