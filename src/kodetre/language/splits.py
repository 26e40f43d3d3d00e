"""How a word divides into the words it is made of.

A compound is divided in two, and each part that the lists do not have again: *barnehage|tilbud*, *barne|hage*. Every part costs
something: short ones more than long ones, which are seldom there by chance, and most those short ones that hardly ever stand in
compounds (`parts.txt` has the others); so do links. Of all divisions the cheapest counts, with those that cost hardly more:
*miljø|vinkling*, not *miljø|vin|kling*. A word that the lists have is one word where its cheapest division is dear: *kon|kurs*.

That the fewest and longest parts are most often right, and that frequency tells the rest, is from Koehn and Knight (2003, EACL) and
Sjöbergh and Kann (2004, LREC).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Literal

from kodetre.language import lexicon
from kodetre.language.families import is_verb
from kodetre.language.paradigms import is_adjective, is_noun

Link = Literal["", "s", "e", "-"]
"""What stands between two parts."""
LINKS: tuple[Link, ...] = ("", "s", "e", "-")
_LINK_OF: dict[str, Link] = {"s": "s", "e": "e", "-": "-"}

PARTICLES = frozenset(
    "ut opp be for sam inn av på om til fra frå over under mot med an er ge u van mis und ved etter gjen fore unn tilbake "
    "bort ned opp hen ombe utar for fram frem rede veg vei".split()
)
"""Words before a word that make a new one of it, a verb most often: *utarbeide* holds no *arbeid*."""
LOOSE_PARTICLES = frozenset("etter vei veg ved hoved".split())
"""Particles that also begin compounds: they make another word only where there is such a verb (*veilede*, not *veitransport*)."""
COMBINING = frozenset(
    "agro astro audio auto avant bio cyber el elektro etno euro foto geo halv hel hoved hovud hydro hyper info infra kardio "
    "ikke ikkje krypto kvasi makro medie mega mellom mikro mini moms mono multi nano neuro nær narko nav øko poly proto pseudo "
    "psyko radio retro semi sentral små sosio spesial super tele termo tverr ultra under over vass video videre "
    "eldre foreldre mindre".split()
)
"""What begins compounds and is no word that stands on its own, or none that the lists have."""
ENDINGS = frozenset(
    "het lig leg skap dom isk isme ist ning else sjon inga heit ende ande eri ere ing er en et erer ert erte erende ering "
    "eringa eringen eringer eringene eringar eringane heten heter hetene heita heiter somhet somheten somheit "
    "heitene skapet skapene tor erer eres ismen isten ister slig slige sleg slege ner nere nerne ners ling "
    "linger ell era sera ton rinne".split()
)
"""Endings that are in the lists as words, or look like words of them."""
_NEVER_FIRST = frozenset("overfor utenfor innenfor ovenfor nedenfor utanfor innanfor".split())
"""Words of the lists that no compound begins with."""
_NEVER_LAST = frozenset(
    "han hun man den det de jeg deg meg seg oss dere dem dei som til med fra frå hos men eller når da nå så her der hit dit alle "
    "alt all noe noen noko nokon ingen inga intet ikke ikkje hva hvor hvem hver hva kven kvar min din sin sitt sine dine denne "
    "dette disse har kan vil skal ble blei vart id it bo ny fn eu eøs bar bare te to ti sy".split()
)
"""Words that no compound ends in, unless a hyphen stands before them."""
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
_VOWELS = "aeiouyæøå"

_COST = {2: 7.0, 3: 5.0, 4: 4.0, 5: 3.5}
"""What a part of so many letters costs."""
_LONG = 3.0
"""What a longer part costs."""
_RARE = {3: 7.0, 4: 4.0}
"""What a short part that is seldom one costs beside that."""
_OF_LINK: dict[Link, float] = {"": 0.0, "s": 0.5, "e": 1.0, "-": -1.0}
_OF_COMBINING, _OF_LOOSE, _OF_PARTICLE, _OF_UNKNOWN = 4.0, 4.5, 6.0, 5.0
_IN_TWO = 1.0
"""What a part costs beside its own parts that the lists do not have as a word."""
_DERIVED_ADJECTIVE, _DERIVING = 2.0, ("ig", "leg", "som", "sam", "bar", "isk")
"""What an adjective costs beside, as a first part, that is derived of another word and seldom one."""
_ONE_LETTER_LESS = 0.5
"""What it costs that two parts share a letter: *buss|stopp* is *busstopp*."""
_HARDLY_MORE = 1.6
"""How much more than the cheapest a division may cost to count."""
_DEAR, _DEAR_LETTERS, _A_LETTER = 12.0, 9, 0.6
"""What the cheapest division of a word of the lists costs at most, up to so many letters, and for each letter more."""
_FAR_TOO_DEAR = 5.0
"""What the division of a word that the lists do not have costs more at most."""
_FEWEST_LETTERS, _MOST_LETTERS = 5, 64
"""Letters under and over which a word is not divided."""
_LEAST_OF_TWO, _LEAST = {5: 9.0, 6: 8.0, 7: 7.5, 8: 7.5, 9: 7.0, 10: 7.0, 11: 6.5}, 6.0
"""What two parts cost at least, by the letters of both."""
_SHORT = 4
"""Letters up to which a word is asked whether it is a common part."""


@dataclass(frozen=True, slots=True)
class Division:
    """A word in two parts: the first without its link, the link, the last in the form that it has there, and what it costs."""

    first: str
    link: Link
    last: str
    cost: float


def _words_in(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


@cache
def common_parts() -> frozenset[str]:
    """The short words that compounds are commonly made of."""
    return _words_in("parts.txt")


@cache
def whole_words() -> frozenset[str]:
    """Words that look like compounds and have long been words of their own, in dictionary form."""
    return _words_in("whole.txt")


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
        if half.cost + _LEAST_OF_TWO.get(len(other), _LEAST) > dearest:
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
    """Whether the lists have a word and no division of it is likely."""
    bare = _without_genitive(word)
    if not lexicon.known(bare):
        return False
    likely = divisions(bare)
    return not likely or likely[0].cost > _limit(bare) or _is_action(bare)


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
    """Whether a word is the noun in -ing of a verb that is no compound: *rust-ing, turner-ing*."""
    nouns = [noun for noun in lexicon.lemmas(word) if noun.endswith("ing")]
    verbs = [verb for noun in nouns if is_verb(verb := noun.removesuffix("ing") + "e") and lexicon.is_lemma(verb)]
    return any(is_one_word(verb) for verb in verbs)


def is_of_foreign_verb(left: str, tail: str) -> bool:
    """Whether what looks like *ring* after something is the end of the noun of a verb in -ere: *registre-ringer*."""
    if not (tail.startswith("ring") and left.endswith("e")):
        return False
    return len(left) > _SHORT or lexicon.is_lemma(left + "re")


def _limit(word: str) -> float:
    return _DEAR + _A_LETTER * max(0, len(word) - _DEAR_LETTERS)


def _without_genitive(word: str) -> str:
    """A form that the lists have without its -s only, without that."""
    return word[:-1] if word.endswith("s") and not lexicon.known(word) and lexicon.known(word[:-1]) else word


def _into_words(word: str) -> tuple[list[Division], list[_Half]]:
    """Every division into two words of the lists, and those in which one part is such a word."""
    every: list[Division] = []
    halves: list[_Half] = []
    for cut in range(1, len(word) - 1):
        left, last = word[:cut], word[cut:]
        of_last = _of_last(last)
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
            of_link = _OF_LINK[between]
            if of_first is not None and of_last is not None:
                every.append(Division(first, between, last, of_first + of_last + of_link))
            elif of_first is not None:
                halves.append(_Half(first, between, last, of_first + of_link, True))
            elif of_last is not None:
                halves.append(_Half(first, between, last, of_last + of_link, False))
        if left[-1] == left[-2:-1] and left[-1] not in _VOWELS:
            of_first, of_last = _of_first(left), _of_last(left[-1] + last)
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
        return ends_for_e(first)
    return link == "-" or (first[-1] != "s" and (not first.endswith("e") or is_noun(first) or not is_verb(first)))


def ends_for_e(word: str) -> bool:
    """Whether -e- can stand after a word: after a consonant, or two vowels (*saue|flokk*)."""
    return word[-1:] not in _VOWELS or word[-2:-1] in tuple(_VOWELS)


@lru_cache(maxsize=400_000)
def _of_first(part: str) -> float | None:
    """What a word before another costs; None for what is no word that can be one."""
    if part in COMBINING:
        return _OF_COMBINING
    if part in LOOSE_PARTICLES:
        return _OF_LOOSE
    if part in PARTICLES:
        return _OF_PARTICLE
    if part in common_parts() or (part not in ENDINGS and part not in _NEVER_FIRST and lexicon.is_lemma(part)):
        cost = _of_word(part)
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
    words = {part} if part in common_parts() or lexicon.is_lemma(part) else lexicon.lemmas(part) or {part}
    costs = [cost for word in words if (cost := _of_word(word)) is not None]
    return min(costs, default=None)


def _is_derived_adjective(word: str) -> bool:
    return word.endswith(_DERIVING) and len(word) > _SHORT + 1 and is_adjective(word) and not is_noun(word)


def _of_word(word: str) -> float | None:
    letters = len(word)
    if letters > _SHORT or word in common_parts():
        return _COST.get(letters, _LONG)
    return _COST[letters] + _RARE[letters] if letters in _RARE else None


def _of_two(part: str) -> float | None:
    """What a part costs that is itself two parts."""
    within = divisions(part) if len(part) > _SHORT else ()
    return within[0].cost + _IN_TWO if within else None


@lru_cache(maxsize=200_000)
def is_last(word: str) -> bool:
    """Whether a word of the lists, or one that is derived of such a word, can end a compound."""
    if word in ENDINGS or word in _NEVER_LAST or (len(word) < 3 and word not in common_parts()):
        return False
    if lexicon.known(word) or (word.endswith("s") and len(word) > 3 and lexicon.known(word[:-1])):
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
