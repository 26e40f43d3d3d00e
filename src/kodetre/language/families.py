"""The words of one family: those that are derived from one another with the same stem.

A verb has nouns of the act and of who does it (*avkriminalisere, avkriminalisering*; *veilede, veileder*), an adjective one of
the quality (*trygg, trygghet*), a noun adjectives (*kommune, kommunal*; *barn, barnlig*). The endings are those of Norsk
referansegrammatikk, 2.3; a derivation counts when the word lists have it as a dictionary form, or when its ending goes with
every such word. Prefixes make another word: *utrygg* is not of the family of *trygg*.
"""

from collections.abc import Iterator
from functools import lru_cache

from kodetre.language import lexicon
from kodetre.language.paradigms import is_adjective, is_noun

_OF_VERBS = ("ing", "ning", "else", "ende", "ande", "er", "ar", "bar", "elig", "eleg")
_OF_VERBS_IN_ERE = ("asjon", "sjon", "ator", "ør")
_OF_VERBS_IN_TA = ("king", "kelse", "ker", "kar", "gelse")
"""*delta, deltaking, deltakelse, deltaker*; *unnta, unntagelse*."""
_OF_ADJECTIVES = ("het", "heit", "dom")
_OF_NOUNS = ("lig", "leg", "slig", "sleg", "isk", "messig", "aktig", "løs", "laus", "full", "som", "sam")
_OF_NOUNS_WITHOUT_E = ("al", "isk", "ell")
_LONG_ENOUGH = 5
"""Letters over which a noun in -e can have an adjective without it: *kommunal*, but *legal* is none of *lege*."""
_SHORTEST = 3
"""Letters of the shortest stem that is looked for behind an ending."""


@lru_cache(maxsize=5_000)
def family_of(word: str) -> frozenset[str]:
    """The other words of a lower-case word's family, in their dictionary forms; empty when none is known.

    Goes to the word that it is derived from itself, one step, and out from there: *avkriminalisering* gives *avkriminalisere*.
    """
    roots = {word, *_roots(word)}
    members = roots.copy()
    for root in roots:
        members.update(_derived(root))
    return frozenset(members - {word})


def _roots(word: str) -> Iterator[str]:
    """What a word is derived from, where that derives it again."""
    for ending in {*_OF_VERBS, *_OF_VERBS_IN_ERE, *_OF_VERBS_IN_TA, *_OF_ADJECTIVES, *_OF_NOUNS, *_OF_NOUNS_WITHOUT_E}:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST:
            continue
        for root in (stem, stem + "e", stem + "ere"):
            if lexicon.is_lemma(root) and word in _derived(root):
                yield root


@lru_cache(maxsize=20_000)
def _derived(word: str) -> frozenset[str]:
    members: set[str] = set()
    if is_verb(word):
        members.update(_of_verb(word))
    if word.endswith("ta") and len(word) > _SHORTEST:
        members.update(word + ending for ending in _OF_VERBS_IN_TA if is_noun(word + ending))
    if is_adjective(word):
        members.update(word + ending for ending in _OF_ADJECTIVES if lexicon.is_lemma(word + ending))
        members.update(_always(word))
    if is_noun(word):
        members.update(word + ending for ending in _OF_NOUNS if is_adjective(word + ending))
        if word.endswith("e") and len(word) > _LONG_ENOUGH:
            adjectives = (word[:-1] + ending for ending in _OF_NOUNS_WITHOUT_E)
            members.update(adjective for adjective in adjectives if is_adjective(adjective))
    return frozenset(members)


def _of_verb(verb: str) -> Iterator[str]:
    stem = verb[:-1]
    if verb.endswith("ere") and len(verb) > 5:
        yield stem + "ing"  # of every verb in -ere
        yield from (verb[:-3] + ending for ending in _OF_VERBS_IN_ERE if is_noun(verb[:-3] + ending))
    for ending in _OF_VERBS:
        derived = stem + ending
        if ending in ("ende", "ande"):
            if lexicon.known(derived):
                yield derived
        elif lexicon.is_lemma(derived) and (is_noun(derived) or is_adjective(derived)):
            yield derived


def _always(adjective: str) -> Iterator[str]:
    """The quality of an adjective whose ending takes -het in bokmål and -heit in nynorsk."""
    if adjective.endswith(("ig", "bar", "som", "sam")):
        yield from (adjective + "het", adjective + "heit")


@lru_cache(maxsize=50_000)
def is_verb(word: str) -> bool:
    """Whether the word lists give a word in -e a present and a past tense."""
    if len(word) <= _SHORTEST or not word.endswith("e"):
        return False
    stem = word[:-1]
    present = any(word in lexicon.lemmas(form) for form in (word + "r", stem + "ar"))
    past = any(word in lexicon.lemmas(form) for form in (stem + "te", word + "de", stem + "et", stem + "a", stem + "t"))
    return (present and past) or (word.endswith("ere") and not is_noun(word))
