"""Which forms are inflections of a word.

A form is taken when a word list says so, or when it is the word with an ending that Norwegian nouns, adjectives and
verbs take and no word list gives the form to another word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kodetre.language import lexicon
from kodetre.language.paradigms import is_adjective, is_noun, is_noun_form, is_short_neuter, is_verb, regular_forms

_AFTER_E = r"(?:n|ns|r|rs|ne|nes|t|ts|de|s|a|as|ande|ende|nde)?"
_NOUN_AFTER_CONSONANT = r"(?:s|ens?|ets?|as?|ers?|enes?|ars?|anes?)?"
_SHORT_NEUTER = r"(?:s|ets?|as?|enes?)?"
_NOTHING = re.compile(r"(?!)")
_INSTEAD_OF_E = r"(?:a|as|ar|ars|ane|anes)"
_AFTER_CONSONANT = (
    r"(?:s|en|ens|et|ets|a|as|er|ers|ene|enes|ar|ars|ane|anes|e|t|te|ere|est|este|are|ast|aste|ende|ande|i|ene)?"
)
_OTHER_WORDS = frozenset(
    "verden verdens planet planets polar seminar revers memoar levere passasjer filter skala kammer hammer tømmer seksten alene "
    "ellers forresten pollen skitten stakkar".split()
)
"""Words that look like forms of others (*verd*, *plan*, *skal*), as which nobody reads them."""


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
        return not others or (form not in others and bool(others & self.lemmas))


def inflect(words: Iterable[str]) -> dict[str, Inflected]:
    """Each word (any form of it, lower case) with its inflections, in one pass over the word lists; one with a hyphen at its end
    is the first part of compounds and nothing else.
    """
    asked = set(words)
    bound = {word: _bound(word) for word in asked if word.endswith("-")}
    lemmas = {word: _lemmas_of(word) for word in asked - bound.keys()}
    forms = lexicon.forms_of(frozenset().union(*lemmas.values()))
    return bound | {word: _inflected(word, own, forms) for word, own in lemmas.items()}


def _bound(part: str) -> Inflected:
    first = part.removesuffix("-")
    return Inflected(first, frozenset({first}), frozenset(), _NOTHING, (first,))


def _lemmas_of(word: str) -> frozenset[str]:
    """A word that others inflect to is meant itself (*leder* is no form of *led*); else what it is a form of."""
    if lexicon.is_lemma(word) or _is_participle(word):
        return frozenset({word})
    return lexicon.lemmas(word) or frozenset({word})


def _is_participle(word: str) -> bool:
    """Whether a word is a verb's present participle, which is an adjective or noun of its own: *gående* is not *gå*."""
    return len(word) > 5 and word.endswith(("ende", "ande"))


def _inflected(word: str, lemmas: frozenset[str], forms: dict[str, set[str]]) -> Inflected:
    listed = {word}
    for lemma in lemmas:
        listed.update(_own(lemma, {form.lower() for form in forms[lemma]}))
        if lemma.endswith("ere") and is_verb(lemma):
            listed.add(lemma + "r")  # which lists have as a noun: one who invests is an investerer
    if lexicon.is_lemma(word + "s") and is_noun(word + "s"):
        listed.discard(word + "s")  # another word: saus is no form of sau
    listed -= _OTHER_WORDS - lemmas - {word}
    bases = sorted(lemmas | {word}, key=len)
    endings = "|".join(map(_with_endings, bases))
    return Inflected(word, lemmas, frozenset(listed), re.compile(endings), _stems(listed | lemmas, bases))


def _with_endings(base: str) -> str:
    """The endings that a word can take as far as its last letters tell."""
    if is_noun(base) and not is_adjective(base) and not base.endswith("e"):
        return re.escape(base) + (_SHORT_NEUTER if is_short_neuter(base) else _NOUN_AFTER_CONSONANT)
    if base.endswith("e"):
        return f"{re.escape(base)}{_AFTER_E}|{re.escape(base[:-1])}{_INSTEAD_OF_E}"
    endings = re.escape(base) + _AFTER_CONSONANT
    if len(base) > 2 and base[-1] in "mn" and base[-2] in "aeiouyæøå":
        endings += "|" + re.escape(base + base[-1]) + _AFTER_CONSONANT[:-1]
    return endings


def _own(lemma: str, listed: set[str]) -> Iterator[str]:
    """The forms of a lemma: the regular ones of a noun or adjective, and what the lists give it beside.

    Lists join words: *vil* and *ville* stand under *vilje*. So a form of a noun that grammar does not expect is its own only
    when no list gives it to another word.
    """
    if lemma.endswith("ere"):
        listed = {form for form in listed if form.startswith(lemma[:-3])}  # orge is none of organisere
    regular = regular_forms(lemma)
    yield from regular
    strict = is_noun(lemma)
    for form in listed:
        others = lexicon.lemmas(form)
        if not strict or (is_noun_form(lemma, form) and form not in others) or others <= {lemma}:
            yield form


def _stems(forms: Iterable[str], bases: Iterable[str]) -> tuple[str, ...]:
    """The word and its lemmas, and the shortest of its other forms, so that each form begins with one of them."""
    kept = sorted(bases, key=len, reverse=True)
    for form in sorted(forms, key=len):
        if not form.startswith(tuple(kept)):
            kept.append(form)
    return tuple(kept)
