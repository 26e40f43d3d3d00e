"""How a word divides into the words it is made of.

A compound is divided in two, and each part that the lists do not have again: *barnehage|tilbud*, *barne|hage*. Every part costs
something: short ones less the more compounds they are a part of (`frequency`), long ones, which are seldom there by chance, all the
same; so do links, by the word that they stand behind. Of all divisions the cheapest counts, with those that cost hardly more:
*miljø|vinkling*, not *miljø|vin|kling*. A word that the lists have is one word where its cheapest division is dear: *kon|kurs*.

That the fewest and longest parts are most often right, and that frequency tells the rest, is from Koehn and Knight (2003, EACL) and
Sjöbergh and Kann (2004, LREC).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from kodetre.language import lexicon
from kodetre.language.families import is_verb
from kodetre.language.frequency import frequencies
from kodetre.language.morphemes import (
    BEFORE_E,
    COMBINING,
    END_IN_S,
    ENDINGS,
    LOOSE_PARTICLES,
    NEVER_FIRST,
    NEVER_LAST,
    NOT_BEFORE_E,
    NOT_LISTED,
    PARTICLES,
    common_parts,
    whole_words,
)
from kodetre.language.paradigms import is_adjective, is_noun

Link = Literal["", "s", "e", "-"]
"""What stands between two parts."""
LINKS: tuple[Link, ...] = ("", "s", "e", "-")
_LINK_OF: dict[str, Link] = {"s": "s", "e": "e", "-": "-"}

_ADJECTIVES_IN_COMPOUNDS = re.compile(
    r"(?:messig|løs|fri|rik|aktig|vennlig|venleg|pliktig|basert|rettet?|retta|styrt|vis)(?:e|t|te|(?:het|heit)(?:en|a)?s?)?"
)
"""What makes an adjective of a noun before it, and the noun of that: *samarbeidsmessige*, *rusfri*, *målrettethet*."""
_DERIVES = re.compile(r"(.{3,}?)(?:ning|ing|else|elsa|het|heit|sel)(?:en|a|er|ar|ene|ane)?s?")
"""A noun made of a verb or an adjective, which the lists need not have."""
_MAY_BE_DERIVED = tuple(
    "ing inga ingen inger ingar else elsen elser elsene elsa het heten heter hetene heit heita heiter sel selen ene ane s".split()
)
"""How such a noun can end; asked first, for most words do not."""
_FOREIGN_ENDING = re.compile(r".{0,2}(?:itet|isme|asjon)(?:en|a|er|ene|ar|ane)?s?")
"""An ending of foreign nouns with too few letters before it to be a word."""
_TAKES_S = re.compile(r"\w\w(?:ing|het|heit|sjon|skap|dom|tet|ment)$")
"""Words that have -s- behind them before another: *avdelings|leder* has no *sleder*."""
_LIKE_ENDINGS = ("dom", "skap", "leg", "sam", "bar")
"""Endings that are nouns too: words that they end do not divide, and forms of them may (*straffe|dommen*)."""
_VOWELS = "aeiouyæøå"

_OF_LEVEL = 0.42
"""What a part costs less when it is in twice as many compounds (`frequency`)."""
_FREQUENT = 7.0
"""What a short part costs that is in one compound, with a level for each doubling less."""
_SELDOM = {2: 7.5, 3: 6.8, 4: 7.2, 5: 7.5}
"""What a part of so many letters costs that is in none."""
_TOLD_LEVEL = 3
"""The level at least of a word that `parts.txt` tells."""
_LONG = 4.5
"""What a part of more letters costs."""
_OF_LINK: dict[str, dict[Link, float]] = {
    "": {"": 0.2, "s": 1.0, "e": 1.5, "-": -1.0},
    "always": {"": 1.5, "s": 0.0, "e": 2.5, "-": -1.0},
    "never": {"": 0.0, "s": 2.3, "e": 1.5, "-": -1.0},
}
"""What a link costs behind a word, behind one that has -s- nearly always, and behind one that hardly ever has it."""
_OF_COMBINING, _OF_LOOSE, _OF_PARTICLE, _OF_UNKNOWN = 4.0, 4.5, 4.5, 5.0
_IN_TWO = 1.0
"""What a part costs beside its own parts that the lists do not have as a word."""
_DERIVED_ADJECTIVE, _DERIVING = 2.0, ("ig", "leg", "som", "sam", "bar", "isk")
"""What an adjective costs beside, as a first part, that is derived of another word and seldom one."""
_ONE_LETTER_LESS = 0.5
"""What it costs that two parts share a letter: *buss|stopp* is *busstopp*."""
_HARDLY_MORE = 1.2
"""How much more than the cheapest a division may cost to count."""
_DEAR, _DEAR_LETTERS, _A_LETTER = 12.8, 9, 0.6
"""What the cheapest division of a word of the lists costs at most, up to so many letters, and for each letter more."""
_FAR_TOO_DEAR = 5.0
"""What the division of a word that the lists do not have costs more at most."""
_FEWEST_LETTERS, _MOST_LETTERS = 5, 64
"""Letters under and over which a word is not divided."""
_LEAST = 8.2
"""What a part that is itself two parts costs at least, where it has no hyphen."""
_SHORTEST_VERB = 4
"""Letters of the shortest word that is asked whether it is made of a verb or another word."""
_SHORT = 5
"""Letters up to which a word is asked how frequent a part it is."""


@dataclass(frozen=True, slots=True)
class Division:
    """A word in two parts: the first without its link, the link, the last in the form that it has there, and what it costs."""

    first: str
    link: Link
    last: str
    cost: float


@dataclass(frozen=True, slots=True)
class _Half:
    """A division of which only one part is a word of the lists, with what that part and the link cost."""

    first: str
    link: Link
    last: str
    cost: float
    first_is_known: bool


@lru_cache(maxsize=400_000)
def divisions(word: str) -> tuple[Division, ...]:
    """How a lower-case word divides in two, the cheapest first, with those that cost hardly more; none for a word that divides
    into no words that are known, and for one that is told to be one word.
    """
    if not _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS or _is_whole(word):
        return ()
    every, halves = _into_words(word)
    dearest = _limit(word) + _FAR_TOO_DEAR
    if every:
        dearest = min(dearest, min(division.cost for division in every) + _HARDLY_MORE)
    for half in sorted(halves, key=attrgetter("cost")):
        other = half.last if half.first_is_known else half.first
        if half.cost + _LEAST > dearest and "-" not in other:
            continue
        of_other = _of_two(other) if half.first_is_known else _of_compound(other)
        if of_other is not None:
            every.append(Division(half.first, half.link, half.last, half.cost + of_other))
            dearest = min(dearest, every[-1].cost + _HARDLY_MORE)
    every.sort(key=attrgetter("cost"))
    return tuple(division for division in every if division.cost <= dearest)


def _is_whole(word: str) -> bool:
    return word in whole_words() or not whole_words().isdisjoint(lexicon.lemmas(_without_genitive(word)))


@lru_cache(maxsize=400_000)
def is_one_word(word: str) -> bool:
    """Whether the lists have a word and no division of it, or of what it is a form of, is likely: *speller*, of *spelle*."""
    bare = _without_genitive(word)
    if _does_not_divide(bare):
        return True
    lemmas = lexicon.lemmas(bare)
    if bare in lemmas or not lemmas or any(lemma.endswith(_LIKE_ENDINGS) for lemma in lemmas):
        return False
    return all(map(_does_not_divide, lemmas))


@lru_cache(maxsize=400_000)
def _does_not_divide(word: str) -> bool:
    if not lexicon.known(word):
        return False
    likely = divisions(word)
    return not likely or likely[0].cost > _limit(word) or _is_action(word)


@lru_cache(maxsize=400_000)
def parts_of(word: str) -> frozenset[str]:
    """Every part of the likely divisions of a word and of its parts, as it stands there; none for one word."""
    if is_one_word(word):
        return frozenset()
    parts: set[str] = set()
    for division in divisions(word):
        parts |= {division.first, division.last}
        parts |= parts_of(division.first) | parts_of(division.last)
    return frozenset(parts)


def _is_action(word: str) -> bool:
    """Whether a word is the noun in -ing or -asjon of a verb that is no compound: *rust-ing, turner-ing, prest-asjon*."""
    return any(
        lexicon.is_lemma(verb) and (is_verb(verb) or not is_noun(verb)) and _does_not_divide(verb)
        for verb in _verbs_of_action(word)
    )


def _verbs_of_action(word: str) -> Iterator[str]:
    for noun in lexicon.lemmas(word):
        if noun.endswith("ing"):
            yield noun.removesuffix("ing") + "e"
        elif noun.endswith("asjon"):
            yield noun.removesuffix("asjon") + "ere"


def _is_participle(word: str) -> bool:
    """Whether a word is the present participle of a verb."""
    bare = word.removesuffix("s")
    return bare.endswith(("ende", "ande")) and is_verb(bare[:-4] + "e")


def _is_left_of_derived(last: str, word: str) -> bool:
    """Whether a last part is what is left of a participle, or of the noun of an adjective, when that is divided: *stil|lende*, of
    *stille*; *beskjed|enhet*.
    """
    if last.startswith("enhet"):
        return lexicon.known(word[: -len(last)] + "en")
    return _is_participle(word) and not (len(last.removesuffix("s")) >= _SHORTEST_VERB + 3 and _is_participle(last))


def is_of_foreign_verb(left: str, tail: str) -> bool:
    """Whether what looks like *ring* after something is the end of the noun of a verb in -ere: *registre-ringer*."""
    if not (tail.startswith("ring") and left.endswith("e")):
        return False
    return len(left) > _SHORTEST_VERB or lexicon.is_lemma(left + "re")


def _limit(word: str) -> float:
    return _DEAR + _A_LETTER * max(0, len(word) - _DEAR_LETTERS)


def _without_genitive(word: str) -> str:
    """A form that the lists have without its -s only, without that."""
    return word[:-1] if word.endswith("s") and not lexicon.known(word) and lexicon.known(word[:-1]) else word


def _into_words(word: str) -> tuple[list[Division], list[_Half]]:
    """Every division into two words of the lists, and those in which one part is such a word."""
    every: list[Division] = []
    halves: list[_Half] = []
    derived = "enhet" in word or _is_participle(word)
    for cut in range(1, len(word) - 1):
        left, last = word[:cut], word[cut:]
        of_last = None if derived and _is_left_of_derived(last, word) else _of_last(last)
        link = _LINK_OF.get(left[-1])
        if link == "-" and of_last is None and last in common_parts():
            of_last = _OF_UNKNOWN  # bank-id
        plain: tuple[str, Link] = left, ""
        for first, between in (plain,) if link is None else (plain, (left[:-1], link)):
            if len(first) <= (between != "-"):
                continue
            of_first = _of_first(first)
            if of_first is None and between == "-":
                of_first = _OF_UNKNOWN
            if (of_first is None and of_last is None) or not _takes_link(first, between, last):
                continue
            of_link = _of_link(first, between)
            if of_first is not None and of_last is not None:
                every.append(Division(first, between, last, of_first + of_last + of_link))
            elif of_first is not None:
                halves.append(_Half(first, between, last, of_first + of_link, True))
            elif of_last is not None:
                halves.append(_Half(first, between, last, of_last + of_link, False))
        if left[-1] == left[-2:-1] and left[-1] not in _VOWELS:
            of_first, of_last = _of_first(left), _of_last(left[-1] + last)
            if derived and _is_left_of_derived(left[-1] + last, word):
                continue
            if of_first is not None and of_last is not None:
                every.append(Division(left, "", left[-1] + last, of_first + of_last + _ONE_LETTER_LESS))
    return every, halves


def _takes_link(first: str, link: Link, last: str) -> bool:
    """Whether a part can have a link behind it: -e- stands after consonants, -s- not after s and not after verbs in -e; and
    after some words -s- always stands.
    """
    if link != "-" and link != "" and (first in PARTICLES or first in LOOSE_PARTICLES):
        return False
    if link == "":
        return not is_of_foreign_verb(first, last) and not (
            last.startswith("s") and _TAKES_S.search(first) and _of_last(last[1:]) is not None
        )
    if link == "e":
        return takes_e(first)
    if link == "s" and first + "s" in END_IN_S:
        return False
    return link == "-" or (first[-1] != "s" and (first[-1] != "e" or is_noun(first) or not is_verb(first)))


@lru_cache(maxsize=50_000)
def takes_e(word: str) -> bool:
    """Whether -e- can stand after a word: after a consonant, or two vowels (*saue|flokk*), and where that makes no other noun:
    *tanke|kors* has no *tank*.
    """
    if word[-1:] in _VOWELS and word[-2:-1] not in tuple(_VOWELS):
        return False
    return word in BEFORE_E or not (word in NOT_BEFORE_E or is_noun(word + "e"))


@lru_cache(maxsize=400_000)
def _of_first(part: str) -> float | None:
    """What a word before another costs; None for what is no word that can be one."""
    if part in COMBINING:
        return _OF_COMBINING
    if part in LOOSE_PARTICLES:
        return _OF_LOOSE
    if part in PARTICLES:
        return _OF_PARTICLE
    if part in common_parts() or (part not in ENDINGS and part not in NEVER_FIRST and lexicon.is_lemma(part)):
        cost = _of_word(part, frequencies().first)
        return cost + _DERIVED_ADJECTIVE if cost is not None and _is_derived_adjective(part) else cost
    return None


def _of_compound(first: str) -> float | None:
    """What a first part costs that is itself two parts, and no verb with a particle."""
    within = _of_two(first) if first not in ENDINGS and not lexicon.is_lemma(first) else None
    if within is not None and divisions(first)[0].first in PARTICLES and not is_noun(divisions(first)[0].last):
        return None
    return within


@lru_cache(maxsize=400_000)
def _of_last(part: str) -> float | None:
    """What a word after another costs, in any form; None for what is no word that can be one."""
    if not is_last(part):
        return None
    words = lexicon.lemmas(part) | ({part} if part in common_parts() or lexicon.is_lemma(part) else frozenset())
    costs = [cost for word in words or {part} if (cost := _of_word(word, frequencies().last)) is not None]
    return min(costs, default=None)


def _is_derived_adjective(word: str) -> bool:
    return word.endswith(_DERIVING) and len(word) > _SHORTEST_VERB + 1 and is_adjective(word) and not is_noun(word)


def _of_word(word: str, levels: dict[str, int]) -> float | None:
    letters = len(word)
    if letters > _SHORT:
        return _LONG
    told = word in common_parts()
    if letters < 2 or (letters == 2 and not told):
        return None
    level = max(levels.get(word, 0), _TOLD_LEVEL * told)
    return _FREQUENT - _OF_LEVEL * level if level else _SELDOM[letters]


@lru_cache(maxsize=400_000)
def _of_link(first: str, link: Link) -> float:
    """What a link behind a word costs."""
    known = frequencies()
    if first in known.never:
        return _OF_LINK["never"][link]
    if first in known.always or _TAKES_S.search(first):
        return _OF_LINK["always"][link]
    return _OF_LINK[""][link]


def _of_two(part: str) -> float | None:
    """What a part costs that is itself two parts."""
    within = divisions(part) if len(part) >= _FEWEST_LETTERS else ()
    return within[0].cost + _IN_TWO if within else None


@lru_cache(maxsize=200_000)
def is_last(word: str) -> bool:
    """Whether a word of the lists, or one that is derived of such a word, can end a compound."""
    if word in ENDINGS or word in NEVER_LAST or (len(word) < 3 and word not in common_parts()):
        return False
    if word in NOT_LISTED or lexicon.known(word) or (word.endswith("s") and len(word) > 3 and lexicon.known(word[:-1])):
        return not _FOREIGN_ENDING.fullmatch(word) or any(map(_FOREIGN_ENDING.fullmatch, lexicon.lemmas(word)))
    if len(word) > 3 and _ADJECTIVES_IN_COMPOUNDS.fullmatch(word):
        return True
    if not word.endswith(_MAY_BE_DERIVED) or _FOREIGN_ENDING.fullmatch(word):
        return False
    derived = _DERIVES.fullmatch(word)
    return derived is not None and (lexicon.is_lemma(derived[1]) or lexicon.is_lemma(derived[1] + "e"))


def can_be_first(left: str) -> bool:
    """Whether what stands before a border is one or more known words with a link, or ends in a hyphen."""
    if left.endswith("-") and len(left) > 2:
        return True
    parts = [left.removesuffix(link) for link in LINKS if left.endswith(link)]
    return any(len(part) > 1 and (_of_first(part) is not None or _of_compound(part) is not None) for part in parts)


@lru_cache(maxsize=200_000)
def borders(form: str) -> tuple[int, ...]:
    """Where a lower-case compound has a border between parts, as offsets of its right sides; none for a simple word.

    What links the parts goes with the left one: *omsorgs|tjenester*. A particle is no part: *tilbud* has none.
    """
    if is_one_word(form):
        return ()
    at: set[int] = set()
    for division in divisions(form):
        if division.first in PARTICLES:
            continue
        cut = len(form) - len(division.last)
        at |= {cut, *borders(division.first), *(cut + inner for inner in borders(division.last))}
    return tuple(sorted(at))
