"""Whether a word is a part of a compound.

Outward from the keyword: what stands to its left must divide into known words in their dictionary form, what stands
to its right must be an ending of the keyword or divide into known words, with -s-, -e- or a hyphen as links. So *rus*
is in *russcene* and *rusarbeid* but not in *frustrasjon*, and *arbeid* not in *utarbeide*: a particle such as *ut-*
makes a new verb, not a compound.
"""

import re
from functools import lru_cache
from typing import Literal

from kodetre.language import lexicon
from kodetre.language.inflection import Inflected

FormRole = Literal["inflection", "first", "last", "middle"]

_PARTICLES = frozenset(
    "ut opp be for sam inn av på om til fra frå over under mot med an er ge u van mis und ved etter gjen fore unn tilbake "
    "bort ned opp hen ombe utar for fram frem rede veg vei".split()
)
_SHORT = frozenset("by is øl år ro bo ny tv id it hiv fn eu eøs mål råd øy sjø kø lov dag uke veg vei nav bil".split())
_ENDINGS = frozenset(
    "het lig leg skap dom isk isme ist ning else sjon inga heit ende ande eri ere ing er en et erer ert erte erende "
    "heten heter hetene heita heiter "
    "heitene skapet skapene ismen isten ister".split()
)
_DERIVED = re.compile(r"(?:els(?:e|en|er|ene|ens|enes|ers|ar|ane)|el[ie]g(?:e|t)?)$")
"""A derivation: letters of a keyword that reach into it are none of the keyword's (*overtred-elser* holds no *del*)."""
_LINKS = ("", "s", "e", "-")

_LEXICALISED = tuple(
    "program årsak spørsmål område flertall mindretall handel statistikk forhold samfunn innhold råde måltid stativ statue "
    "statisk status fagott rettferd idrett sigarett portrett etikett rettesnor seddel svindel mandel kandel slagsmål sakte "
    "saksofon russland russisk russer ruste rustning saktens planet plante plankton transaksjon tidlig identitet partikkel kartong "
    "kommunisme kommunikasjon legering salami skolopender timian helsing landskap miljard boligere stedfortreder".split()
)
"""Words that look like compounds and have long been words of their own, with what they inflect to. A keyword inside one of
them is no hit, whether it stands alone or is itself a part: *årsak* is no *sak*, and neither is *hovedårsakene*.
"""

_OWN = frozenset(_LEXICALISED)


@lru_cache(maxsize=200_000)
def _left_member(word: str) -> bool:
    if word in _PARTICLES or word in _ENDINGS:
        return False
    if len(word) < 3:
        return word in _SHORT
    return lexicon.is_lemma(word) or word in _SHORT


@lru_cache(maxsize=200_000)
def _divides_left(part: str) -> bool:
    """Whether what stands before the keyword is one or more known words, each with its link."""
    if part.endswith("-") and len(part) > 2:
        return True
    for link in _LINKS:
        if not part.endswith(link):
            continue
        rest = part[: len(part) - len(link)] if link else part
        if len(rest) < 2:
            continue
        if _left_member(rest):
            return True
        if any(_left_member(rest[cut:]) and _divides_left(rest[:cut]) for cut in range(2, len(rest) - 2)):
            return True
    return False


@lru_cache(maxsize=200_000)
def _last_member(word: str) -> bool:
    if word in _ENDINGS or (len(word) < 3 and word not in _SHORT):
        return False
    return lexicon.known(word) or (word.endswith("s") and len(word) > 3 and lexicon.known(word[:-1]))


@lru_cache(maxsize=200_000)
def _divides_right(part: str) -> bool:
    """Whether what stands after the keyword is one or more known words, the last one in any form."""
    if _last_member(part):
        return True
    for cut in range(2, len(part) - 2):
        if _left_member(part[:cut]):
            rest = part[cut:]
            if any(rest.startswith(link) and _divides_right(rest[len(link) :]) for link in _LINKS if len(rest) > 4):
                return True
    return False


def _right_of(part: str) -> bool:
    return any(
        part.startswith(link) and len(part) - len(link) > 1 and _divides_right(part[len(link) :]) for link in _LINKS
    )


@lru_cache(maxsize=200_000)
def borders(form: str) -> tuple[int, ...]:
    """Where a lower-case compound has a border between parts, as offsets of its right sides; none for a simple word.

    What links the parts goes with the left one: *omsorgs|tjenester*.
    """
    return tuple(cut for cut in range(2, len(form) - 2) if _last_member(form[cut:]) and _divides_left(form[:cut]))


def role_of(word: Inflected, form: str) -> FormRole | None:
    """How a lower-case form holds the word: as an inflection, or as first, last or middle part; None when it does not."""
    if word.takes(form):
        return "inflection"
    if _own_word(form, word):
        return None
    others = [other for other in _LEXICALISED if other in form and other != word.word and other not in word.lemmas]
    derived = _DERIVED.search(form)
    for stem in word.stems:
        at = form.find(stem)
        while at >= 0:
            role = _role_at(word, form, stem, at)
            if role is not None and not (
                _inside(others, form, at, at + len(stem)) or (derived and at < derived.start() < at + len(stem))
            ):
                return role
            at = form.find(stem, at + 1)
    return None


def _role_at(word: Inflected, form: str, stem: str, at: int) -> FormRole | None:
    if at and (not _divides_left(form[:at]) or _particle_verb(form[:at], form[at:], stem)):
        return None
    if at > 0 and word.takes(form[at:]):
        return "last"
    rest = form[at + len(stem) :]
    if len(rest) < 2 or len(stem) < 2 or not _right_of(rest):
        return None
    return ("middle" if not _divides_better(form, at, at + len(stem)) else None) if at else "first"


def _inside(others: list[str], form: str, start: int, end: int) -> bool:
    """Whether letters of a form belong to another word that stands there as a part."""
    for other in others:
        at = form.find(other)
        while at >= 0:
            if at < start < at + len(other) or (at == start and end <= at + len(other) - 3):
                return True
            at = form.find(other, at + 1)
    return False


def _divides_better(form: str, start: int, end: int) -> bool:
    """Whether a form is two known words with a border elsewhere than around these letters: *freds-aktør* holds no *sak*."""
    for cut in range(3, len(form) - 2):
        if cut in (start, end) or not _last_member(form[cut:]):
            continue
        left = form[:cut]
        if any(
            left.endswith(link) and cut - len(link) != end and _left_member(left[: cut - len(link)]) for link in _LINKS
        ):
            return True
    return False


def _particle_verb(left: str, tail: str, stem: str) -> bool:
    """Whether a particle before the keyword makes another word of it: *ungdoms-vei-leder* holds no *leder*."""
    for length in range(2, min(7, len(left)) + 1):
        particle = left[-length:]
        if particle in _PARTICLES and (lexicon.known(particle + tail) or lexicon.is_lemma(particle + stem)):
            return True
    return False


def _own_word(form: str, word: Inflected) -> bool:
    return any(lemma in _OWN and lemma != word.word for lemma in lexicon.lemmas(form) | {form})
