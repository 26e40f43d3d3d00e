"""The words of the other written standard that mean the same as a word: its kin, which a keyword takes without being told.

A kin is proven. It stands in the table of this package, or a regular correspondence makes it of the word, both are dictionary forms
in the list of their own standard, of the same kind, and the kin is no word of the other list, where it may mean something else. A
compound has kin when its parts have: *skolevei* is *skuleveg*. An adjective in -lig has one in -leg when nynorsk has its stem. What
nynorsk may write in two ways is kin in both: *skoleveg* too. A word that has none is looked for as it is: false kin is worse than
none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from kodetre.language import lexicon
from kodetre.language.compounds import FormRole, role_of
from kodetre.language.correspondences import nynorsk
from kodetre.language.derivation import derived, is_agent
from kodetre.language.families import is_verb as is_verb_of_family
from kodetre.language.inflection import Inflected
from kodetre.language.morphemes import COMBINING, LOOSE_PARTICLES, PARTICLES
from kodetre.language.paradigms import is_adjective, is_noun, is_verb
from kodetre.language.splits import Division, divisions, is_one_word
from kodetre.language.two_ways import in_two_ways

_LINKS = ("", "s", "e")
_SHORTEST_COMPOUND = 6
"""Letters from which on a word is asked for its parts."""
_BY_RULE = 5
"""Letters from which on a correspondence proves anything: short words are alike by chance."""
_BACK: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"semd$", "somhet"),
        (r"legheit$", "lighet"),
        (r"heit$", "het"),
        (r"leg$", "lig"),
        (r"sle$", "else"),
        (r"ing$", "else"),
        (r"ing$", "ning"),
        (r"ar$", "er"),
        (r"ande$", "ende"),
        (r"^kv", "hv"),
        (r"ei", "e"),
        (r"øy", "ø"),
        (r"fram", "frem"),
        (r"^føre", "fore"),
        (r"ggj", "gg"),
        (r"gj(?=e)", "g"),
        (r"kj(?=e$)", "k"),
        (r"veg", "vei"),
        (r"hald", "hold"),
        (r"skule", "skole"),
        (r"sjølv", "selv"),
        (r"heim", "hjem"),
        (r"verk", "virk"),
    )
)
_MOST_RULES = 2
_NO_KIN = "!"
"""What the table has before words that are no kin: those with a hyphen as a last part, others that look like compounds of one."""
_ONE_WAY = ">"
"""What the table has before nynorsk words that are bokmål too: they have no kin themselves."""
_SHORTEST_PART = 2
_THRICE = re.compile(r"([^aeiouyæøå])\1\1")
"""A consonant that two parts write three times together, and a compound twice."""
_AS_LIKELY = 1.0
"""How much more than the likeliest division another may cost to be asked too."""
_OF_VERBS = PARTICLES - LOOSE_PARTICLES
"""What makes another word of the word after it: such words are asked as derived ones are."""
_NEVER_AFTER = frozenset(("løse", "løyse", "ende", "ande"))
"""What ends adjectives and participles of compounds in some form and looks like a word of its own: *arbeids|løse*."""
_NO_LAST = ("leg", "lig", "ande", "ende")
"""How kin end that are no last part: adjectives and participles, which are made of compounds (*vidaregåande* is no *gåande*)."""
_SHORT = 4
"""Letters up to which a kin ends or begins many a name."""


@lru_cache(maxsize=10_000)
def kin_of(word: str) -> frozenset[str]:
    """The kin of a word in small letters, in the other standard or standards; never the word itself."""
    return (_kin(word, "nn") | _kin(word, "nb")) - {word}


def holds_kin(kin: Inflected, form: str, role: FormRole, *, is_name: bool) -> bool:
    """Whether a form that holds a kin in some role counts: not when the lists know it as a word that does not hold it (*veggen*
    is no *veg*, *biskopen* not *open*), nor when it is an adjective in -leg or -lig made of the compound before that ending
    (*høgtidleg*), nor a name that looks like a compound of a short word (*Krokstad*).
    """
    listed = lexicon.lemmas(form)
    if role == "inflection":
        return not listed or form == kin.word or (form in kin.listed and bool(listed & (kin.lemmas | {kin.word})))
    if role == "last" and (kin.word.endswith(_NO_LAST) or kin.word in _table().never_last):
        return False
    if len(kin.word) <= _SHORT and not any(_is_clean(kin.word, lemma, role) for lemma in listed or {form}):
        return False
    if listed:
        return any(role_of(kin, lemma) is not None for lemma in listed)
    return not (is_name and len(kin.word) <= _SHORT)


def _is_clean(short: str, compound: str, role: FormRole) -> bool:
    """Whether what a compound has beside a short kin is a word, so that the kin is no chance: *tal|kode*, not *tal|ent*."""
    if compound.endswith(_table().no_compounds):
        return False
    if role == "first":
        rest = compound.removeprefix(short)
        rests = [rest.removeprefix(link) for link in _LINKS if rest.startswith(link)]
        return any(len(part) > _SHORTEST_PART and lexicon.known(part) for part in rests)
    left = compound.rpartition(short)[0]
    lefts = [part for part in _without_links(left) if len(part) > _SHORTEST_PART]
    return role == "middle" or not left or any(map(lexicon.is_lemma, lefts))


@lru_cache(maxsize=50_000)
def _kin(word: str, standard: str) -> frozenset[str]:
    """The kin of a word in one standard: by the table or what correspondences prove, by its parts, or by how it is derived."""
    kin = _known(word, standard) or _of_compound(word, standard)
    if standard != "nn":
        return kin
    if not kin and len(word) >= _BY_RULE:
        kin = derived(word, _kin)
    return kin.union(*(in_two_ways(word, other) for other in kin))


def _known(word: str, standard: str) -> frozenset[str]:
    """The kin of a word in one standard by the table; else by what correspondences prove."""
    known = _table().kin[standard].get(word)
    if known is not None:
        return known
    return frozenset(_proven(word, standard)) if len(word) >= _BY_RULE else frozenset()


@dataclass(frozen=True, slots=True)
class _Table:
    """What the table of kin says: the kin of words by the standard of the kin, first parts of compounds with a hyphen at their end;
    kin that are no last part; and words that look like compounds of a short kin and are not.
    """

    kin: Mapping[str, Mapping[str, frozenset[str]]]
    never_last: frozenset[str]
    no_compounds: tuple[str, ...]


@cache
def _table() -> _Table:
    kin: dict[str, dict[str, frozenset[str]]] = {"nb": {}, "nn": {}}
    never_last: set[str] = set()
    no_compounds: list[str] = []
    for line in Path(__file__).with_name("kin.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, *others = line.split()
        if word == _NO_KIN:
            never_last.update(other[1:] for other in others if other.startswith("-"))
            no_compounds += [other for other in others if not other.startswith("-")]
            continue
        only_nynorsk = [other for other in others if other != _ONE_WAY]
        kin["nn"][word] = frozenset(only_nynorsk)
        if _ONE_WAY in others:
            continue
        for other in only_nynorsk:
            kin["nb"][other] = kin["nb"].get(other, frozenset()) | {word}
    return _Table(kin, frozenset(never_last), tuple(no_compounds))


def bound_kin(word: str) -> frozenset[str]:
    """The first parts of nynorsk compounds that a bokmål noun in small letters is, where that is no word: *vann* is *vass-*."""
    firsts = _table().kin["nn"].get(word + "-", frozenset()) if is_noun(word) else frozenset()
    return frozenset(first for first in firsts if not lexicon.is_lemma_in("nn", first.removesuffix("-")))


def _proven(word: str, standard: str) -> Iterator[str]:
    if standard == "nn" and lexicon.is_lemma_in("nb", word) and not lexicon.is_lemma_in("nn", word):
        stem = word.removesuffix("lig")
        if stem != word and lexicon.is_lemma_in("nn", stem) and not lexicon.known_in("nb", stem + "leg"):
            yield stem + "leg"  # an adjective made of a word that nynorsk has
            return
        yield from _first(nynorsk(word), lambda other: _are_kin(word, other))
    elif standard == "nb" and lexicon.is_lemma_in("nn", word) and not lexicon.known_in("nb", word):
        yield from _first(_bokmal(word), lambda other: _are_kin(other, word) and word in _kin(other, "nn"))


def _first(words: Iterator[str], is_right: Callable[[str], bool]) -> Iterator[str]:
    for word in words:
        if is_right(word):
            yield word
            return


def _are_kin(bokmal: str, other: str) -> bool:
    """Whether two words that a correspondence joins are each a word of one list only, and of the same kind."""
    if not lexicon.is_lemma_in("nn", other) or lexicon.known_in("nb", other):
        return False
    if not lexicon.is_lemma_in("nb", bokmal) or lexicon.is_lemma_in("nn", bokmal):
        return False
    if bokmal.endswith("en") and other.endswith("ein"):
        return False  # the e of an ending is no diphthong
    if bokmal.endswith("er") and other.endswith("ar") and not (is_agent(bokmal) or is_verb_of_family(bokmal[:-1])):
        return False
    return bool(_kinds(bokmal) & _kinds(other))


def _kinds(word: str) -> set[str]:
    """What a word in its dictionary form can be, as far as the lists' forms of it tell."""
    kinds = {"noun"} if is_noun(word) else set()
    if is_adjective(word):
        kinds.add("adjective")
    if is_verb(word):
        kinds.add("verb")
    return kinds


def _bokmal(word: str) -> Iterator[str]:
    """What a nynorsk word may be in bokmål, by up to two rules."""
    reached = {word}
    for _ in range(_MOST_RULES):
        further: set[str] = set()
        for pattern, into in _BACK:
            further.update(pattern.sub(into, known, count=1) for known in reached)
        yield from sorted(further - reached)
        reached |= further


def _of_compound(word: str, standard: str) -> frozenset[str]:
    """The kin in one standard of a compound: of each of its two parts the kin, or the part itself where that standard has it.

    It divides where it does everywhere; of several borders that are as likely, the one with most letters of parts with kin counts.
    """
    of_adjective = word.endswith("het") and is_adjective(
        word.removesuffix("het")
    )  # divides before a noun that the table has only
    both_have_it = lexicon.is_lemma_in(standard, word)
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha() or both_have_it or is_one_word(word):
        return frozenset()
    best: frozenset[str] = frozenset()
    most = 0
    for division in _likely(word):
        if of_adjective and division.last not in _table().kin[standard]:
            continue
        joined, letters = _joined(division, standard)
        if letters > most:
            best, most = joined - {word}, letters
    return best


def _likely(word: str) -> list[Division]:
    """The divisions of a word that cost hardly more than the cheapest and leave whole what looks like a compound and is none."""
    whole = max((len(tail) for tail in _table().no_compounds if word.endswith(tail)), default=0)
    likely = [division for division in divisions(word) if len(division.last) >= whole]
    return [division for division in likely if division.cost <= likely[0].cost + _AS_LIKELY]


def _joined(division: Division, standard: str) -> tuple[frozenset[str], int]:
    """The kin of a divided word, and how many of its letters are of parts with kin; none where the standard lacks a part."""
    first, last = division.first, division.last
    makes_another = first in _OF_VERBS and first + "-" not in _table().kin[standard]
    if makes_another or last in _NEVER_AFTER:
        return frozenset(), 0
    lasts = _as_last_part(last, standard)
    if not lasts and not _is_in(standard, last):
        return frozenset(), 0
    link = division.link
    firsts = _as_first_part(first, link, standard)
    if standard == "nb" and lexicon.known_in("nb", first) and lexicon.known_in("nb", last):
        firsts = frozenset()  # it may be a compound of bokmål words, whatever they mean in nynorsk
    if not firsts and not _stands_before(first, standard):
        return frozenset(), 0
    firsts, lasts = firsts or frozenset([first + link]), lasts or frozenset([last])
    letters = len(first) * (firsts != {first + link}) + len(last) * (lasts != {last})
    return frozenset(_THRICE.sub(r"\1\1", "".join(parts)) for parts in product(firsts, lasts)), letters


def _is_in(standard: str, word: str) -> bool:
    """Whether a standard has a word, or a compound of words that it has."""
    if lexicon.is_lemma_in(standard, word) or word in _table().kin[standard].get(word, ()):
        return True
    if len(word) >= _BY_RULE and _kinds(word) and not any(nynorsk(word) if standard == "nn" else _bokmal(word)):
        return True  # the lists lack it, and no correspondence would make it another: *solvens*
    return any(_stands_before(part.first, standard) and _is_in(standard, part.last) for part in divisions(word)[:1])


def _stands_before(first: str, standard: str) -> bool:
    """Whether a standard has a first part as it is; each takes names and foreign words, which no list has."""
    return first in COMBINING or first in PARTICLES or not lexicon.known(first) or _is_in(standard, first)


def _as_last_part(last: str, standard: str) -> frozenset[str]:
    """What ends a compound in the other standard for what ends it in this; nothing where the word is the same or not known."""
    lasts = _table().kin[standard].get("-" + last)
    return _kin(last, standard) if lasts is None else frozenset(other.removeprefix("-") for other in lasts)


def _as_first_part(first: str, link: str, standard: str) -> frozenset[str]:
    """What begins a compound in the other standard, with its link; nothing where the part is the same or not known."""
    table = _table().kin[standard]
    if (with_link := table.get(first + link + "-")) is not None and link:
        return frozenset(other.removesuffix("-") for other in with_link)
    before = table.get(first + "-")
    if before is None and first in COMBINING:
        return frozenset()
    others = _kin(first, standard) if before is None else frozenset(other.removesuffix("-") for other in before)
    return frozenset(_linked(other, link, first) for other in others)


def _linked(first: str, link: str, own: str) -> str:
    """A first part with its link: none after an -e that the word of the other standard has not (*rørsle|hemming* is
    *bevegelseshemming*), and *vatn* is *vass* before another word.
    """
    if first.endswith("vatn"):
        return first.removesuffix("vatn") + "vass"
    lacks_link = first.endswith("e") and (not own.endswith("e") or own.endswith("else"))
    return first if lacks_link else first + link


def _without_links(left: str) -> list[str]:
    return [left.removesuffix(link) for link in _LINKS if left.endswith(link) and len(left) > len(link) + 1]
