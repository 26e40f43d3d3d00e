"""Whether a word is a part of a compound.

It is when it is a part of the likeliest divisions of the form (`splits`): the first part in its dictionary form, the last in
any form. So *rus* is in *russcene* and *rusarbeid* but not in *frustrasjon*, and *arbeid* not in *utarbeide*: a particle
such as *ut-* makes a new verb, not a compound. A part is looked for in parts that are compounds again.
"""

import re
from typing import Literal

from kodetre.language import lexicon
from kodetre.language.families import is_verb
from kodetre.language.inflection import Inflected
from kodetre.language.morphemes import COMBINING, LOOSE_PARTICLES, PARTICLES, whole_words
from kodetre.language.paradigms import is_adjective, is_noun, is_short_neuter
from kodetre.language.splits import (
    Division,
    can_be_first,
    divisions,
    is_of_foreign_verb,
    is_one_word,
    parts_of,
    takes_e,
)

FormRole = Literal["inflection", "first", "last", "middle", "family"]
"""How a form holds a word; as "family" it holds another that is derived of the same stem."""

_FOREIGN = frozenset(
    "agro astro audio auto bio etno euro foto geo hydro hyper info infra kardio krypto makro mono nano neuro poly proto pseudo "
    "psyko retro sosio tele termo".split()
)
"""Those of other languages: with a very short word behind them they make foreign words (*automat* is no *mat*)."""
_VERY_SHORT = 3
_SUFFIXES_LIKE_NOUNS = frozenset("dom skap leg sam bar".split())
"""Nouns that look like an ending: they are the last part of a compound where something links them (*straffedom*, *ungdom*)."""
_LINKED = ("s", "e", "-")
_VERB_TO_NOUN = re.compile(r"(?:else|ning|ing|er|ar)$")
_ACTIONS = {"tak": "ta", "taker": "ta", "gang": "gå", "slag": "slå", "syn": "se", "stand": "stå", "drag": "dra"}
"""Nouns of verbs that look otherwise: with what stands before they are another word if that verb is (*frita, fritak*)."""
_BEFORE_ACTIONS = frozenset({"del", "fri", "i", "gjen", "unn", "ved"})
"""What stands before such verbs and is no particle otherwise."""
_CONCRETE = frozenset(
    "land mann vann vatn vei veg side mark kant skole skule lege lærer lærar hage rom by elev borger borgar menneske hus arm bein "
    "lår vekt tann kjeve klasse bukse tøy etasje skog kropp "
    "salg sal kjøp verdi pris reise tekst tittel".split()
)
"""Nouns with which particles make compounds, though the lists have these as words: *utland, overvann, medelev*."""
_PUT_TO = frozenset("legge leggje legging".split())
"""Verbs that make one word with the noun before them: *planlegge* is no *plan*."""
_UNKNOWN_LEFT = re.compile(r"[a-zæøå]*[aeiouyæøå][a-zæøå]*")
_LONG_KEYWORD = 6
"""Letters from which a keyword is known by itself, whatever stands before it: a name, or a word that the lists lack."""
_MOST_UNKNOWN = 64
"""Letters of the longest name."""
_VERY_LONG_KEYWORD = 7
"""Letters from which it is even in a word that the lists have."""
_INFLECTED_KEYWORD = 4
"""Letters from which its definite and plural forms are, after a longer name."""
_NAME, _LONG_NAME = 4, 5
"""Letters of a name from which on a keyword, and a form of a short one, stands after it."""
_VERY_LONG_NAME = 9
"""Letters of what is no name but a word that the lists lack: a keyword may be a letter shorter after it (*refraktometer|verdi*)."""
_DERIVED = re.compile(r"(?:els(?:e|en|er|ene|ens|enes|ers|ar|ane)|el[ie]g(?:e|t)?)$")
"""A derivation: letters of a keyword that reach into it are none of the keyword's (*overtred-elser* holds no *del*)."""


def role_of(word: Inflected, form: str) -> FormRole | None:
    """How a lower-case form holds the word: as an inflection, or as first, last or middle part; None when it does not."""
    if form.startswith(word.stems) and word.takes(form):
        return "inflection"
    parts = parts_of(form)
    if not parts:
        return _of_lemma(word, form) or _beside_unknown(word, form)
    if not any(part.startswith(word.stems) for part in parts):
        return None
    if _own_word(form, word) or _reaches_into_ending(word, form):
        return None
    return _part_of(word, form)


def _part_of(word: Inflected, form: str, *, inflected: bool = True) -> FormRole | None:
    """Where the word stands in the likeliest divisions of a form, or in those of their parts; `inflected` says whether the form
    may be one of several, which what stands before another part is not.
    """
    if _of_longer_word(word, form) or is_one_word(form):
        return None
    likely = divisions(form)
    for division in likely:
        if _is_first(word, division, form):
            return "first"
        takes = _takes(word, division.last) if inflected else division.last in {word.word, *word.lemmas}
        if takes and _is_last(word, form[: len(form) - len(division.last)], division.last):
            return "last"
    for division in likely:
        for part, place in ((division.first, "first"), (division.last, "last")):
            within = part not in COMBINING and any(stem in part for stem in word.stems)
            if within and not word.takes(part):
                role = _part_of(word, part, inflected=inflected and place == "last")
                if role is not None:
                    return role if role == place else "middle"
    return None


def _of_lemma(word: Inflected, form: str) -> FormRole | None:
    """The same of the word that a form which does not divide belongs to: *utviklingsmidlar*, of *utviklings|middel*."""
    for lemma in lexicon.lemmas(form) - {form}:
        if len(lemma) > len(word.word) and lemma.islower() and not lexicon.is_lemma(form) and parts_of(lemma):
            return role_of(word, lemma)
    return None


def _takes(word: Inflected, last: str) -> bool:
    """Whether the last part of a compound is the word; nouns have the definite form in -a that the lists may know as a verb's:
    *folke-trygda*.
    """
    if word.takes(last):
        return True
    feminine = word.word + "a"
    return last in (feminine, feminine + "s") and is_noun(word.word) and not is_short_neuter(word.word)


def _is_first(word: Inflected, division: Division, form: str) -> bool:
    """Whether the word is the first part of a division, in its dictionary form, with or without a link that looks like its end."""
    first = division.first
    bases = {word.word, *word.lemmas}
    base = first if first in bases else first.removesuffix("e") if division.link == "" else ""
    if base not in bases or (base != first and not takes_e(base)):
        return False
    if division.link == "" and (division.last in _SUFFIXES_LIKE_NOUNS or base in PARTICLES - LOOSE_PARTICLES):
        return False
    if base in LOOSE_PARTICLES and division.last in _ACTIONS:
        return False
    return not _makes_verb(base, form) and _PUT_TO.isdisjoint(lexicon.lemmas(division.last))


def _is_last(word: Inflected, left: str, tail: str) -> bool:
    """Whether a form of the word that stands after something is the last part of a compound with it."""
    stem = next((stem for stem in word.stems if tail.startswith(stem)), tail)
    if _particle_verb(left, tail, stem) or _ends_action(left + tail, stem):
        return False
    if left in _FOREIGN and len(word.word) <= _VERY_SHORT and lexicon.known(left + tail):
        return False
    return not _is_ending(word, left, left + tail)


def _beside_unknown(word: Inflected, form: str) -> FormRole | None:
    """Whether the word is the last part of a compound whose other part, or which itself, the lists do not have."""
    if divisions(form) or _own_word(form, word):
        return None
    known = lexicon.known(form)
    for stem in word.stems:
        at = form.find(stem)
        left, tail = form[:at], form[at:]
        if at < 2 or len(left) > _MOST_UNKNOWN or not word.takes(tail) or _is_ending(word, left, form):
            continue
        if is_of_foreign_verb(left, tail):
            continue
        if not known and left not in PARTICLES and can_be_first(left):
            return "last"  # the keyword itself is not in the lists
        is_name = len(left) > 2 and left not in PARTICLES and _UNKNOWN_LEFT.fullmatch(left) is not None
        if known and (len(word.word) < _VERY_LONG_KEYWORD or len(left) < _NAME):
            continue
        long_enough = len(stem) >= (_LONG_KEYWORD if len(left) < _VERY_LONG_NAME else _LONG_KEYWORD - 1)
        inflected = len(word.word) >= _INFLECTED_KEYWORD and len(left) >= _LONG_NAME and tail != word.word
        if is_name and (long_enough or inflected):
            return "last"
    return None


def _of_longer_word(word: Inflected, form: str) -> bool:
    """Whether a form is known as one of words that do not hold the word: *markeder*, of *marked*, has no *mark*."""
    longer = lexicon.lemmas(form)
    if form in longer or lexicon.is_lemma(form) or not longer or not all(map(str.islower, longer)):
        return False  # unknown, or a name
    if any(form[at:] in word.listed for at in range(len(form) - 2)) and not all(map(_is_only_adjective, longer)):
        return False
    return all(role_of(word, lemma) is None for lemma in longer)


def _is_only_adjective(word: str) -> bool:
    return is_adjective(word) and not is_noun(word)


def _makes_verb(particle: str, form: str) -> bool:
    """Whether a word that is also a particle makes a verb with what stands after it: *veiledere* holds no *vei*."""
    if particle not in LOOSE_PARTICLES:
        return False
    stems = (form[:end] for end in range(len(particle) + 2, len(form) + 1))
    return any(is_verb(stem + "e") for stem in stems)


def _is_ending(word: Inflected, left: str, form: str) -> bool:
    """Whether the last letters of a form, though those of the keyword, are the ending of an adjective or another noun."""
    if word.word == "lege":
        return is_adjective(form.removesuffix("e"))
    if word.word == "leik":
        return is_adjective(left)
    if word.word in _SUFFIXES_LIKE_NOUNS and not left.endswith(_LINKED):
        return True
    return is_noun(word.word) and not is_adjective(word.word) and is_adjective(form) and not is_noun(form)


def _particle_verb(left: str, tail: str, stem: str) -> bool:
    """Whether a particle before the keyword makes another word of it: *vei-leder* holds no *leder*, *ut-danning* no *danning*."""
    action = _ACTIONS.get(stem)
    if action is not None and (left in PARTICLES or left in _BEFORE_ACTIONS):
        return left in PARTICLES or lexicon.is_lemma(left + action)
    verbs = {stem + "e", _VERB_TO_NOUN.sub("", stem) + "e"}
    if left in LOOSE_PARTICLES:
        return any(lexicon.is_lemma(left + verb) for verb in verbs)
    if left not in PARTICLES or stem in _CONCRETE:
        return False
    return (
        lexicon.known(left + tail)
        or lexicon.is_lemma(left + stem)
        or any(lexicon.is_lemma(left + verb) for verb in verbs)
    )


def _ends_action(form: str, stem: str) -> bool:
    """Whether a keyword in -ing is the end of a noun of an action: *flytt-ing* holds no *ting*."""
    at = form.rfind(stem)
    if not stem.endswith("ing") or is_verb(stem[:-3] + "e"):
        return False  # what is no action, or is the noun of one itself: etter-utdanning
    verb = form[: at + len(stem) - 3] + "e"
    return any(
        lexicon.is_lemma(verb[cut:]) and is_verb(verb[cut:]) and (cut < 2 or can_be_first(verb[:cut]))
        for cut in range(at)
    )


def _reaches_into_ending(word: Inflected, form: str) -> bool:
    """Whether all letters of the word that a form has reach into the ending of a derivation."""
    derived = _DERIVED.search(form)
    if derived is None:
        return False
    places = [(form.find(stem), stem) for stem in word.stems if stem in form and not _DERIVED.search(stem)]
    return bool(places) and all(at < derived.start() < at + len(stem) for at, stem in places)


def _own_word(form: str, word: Inflected) -> bool:
    return any(lemma in whole_words() and lemma != word.word for lemma in lexicon.lemmas(form) | {form})
