"""The words of the other written standard that mean the same as a word: its kin, which a keyword takes without being told.

A kin is proven. It stands in the table of this package, or a regular correspondence makes it of the word, both are dictionary forms
in the list of their own standard, of the same kind, and the kin is no word of the other list, where it may mean something else. A
compound has kin when its parts have: *skolevei* is *skuleveg*. An adjective in -lig has one in
-leg when nynorsk has its stem. A word that has none is looked for as it is: false kin is worse than
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
from kodetre.language.derivation import derived
from kodetre.language.inflection import Inflected
from kodetre.language.paradigms import is_adjective, is_noun, is_verb
from kodetre.language.splits import COMBINING, common_parts, whole_words

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
_SHORT_LAST = 3
"""Letters up to which the last part of a compound must have kin to be taken for one."""
_LONG = 8
"""Letters from which on one part with kin makes a compound."""
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
    return derived(word, _kin) if not kin and standard == "nn" and len(word) >= _BY_RULE else kin


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
    """The kin in one standard of a compound of two parts of which one or both have kin: by the border at which most letters
    have kin, and the last such, for what links the parts is more likely a link than the beginning of a word.
    """
    made_of_adjective = word.endswith("het") and is_adjective(word.removesuffix("het"))
    is_bokmal = standard == "nb" and lexicon.is_lemma_in("nb", word)
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha() or made_of_adjective or is_bokmal or word in whole_words():
        return frozenset()
    own = "nb" if standard == "nn" else "nn"
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART)
    plain = [cut for cut in cuts if lexicon.is_lemma_in(own, word[cut:]) and _stands_alone(word[:cut], own)]
    best: frozenset[str] = frozenset()
    most = 0
    for border in plain or cuts:  # a part may be a compound itself, where no border is between two words of the list
        joined, letters = _joined(word[:border], word[border:], standard)
        if joined and letters >= most:
            best, most = joined - {word}, letters
    return best


def _joined(left: str, right: str, standard: str) -> tuple[frozenset[str], int]:
    """The kin of a compound of two parts, and how many of its letters are of a part with kin; no kin where the parts are none."""
    own = "nb" if standard == "nn" else "nn"
    lasts = _kin(right, standard)
    if not lasts and not (lexicon.is_lemma_in(own, right) and _is_nominal(right) and _is_long(left, right)):
        return frozenset(), 0
    firsts = _as_first_part(left, standard)
    if standard == "nb" and _is_bokmal(left) and lexicon.known_in("nb", right):
        firsts = frozenset()  # it may be a compound of bokmål words, whatever they mean in nynorsk
    if not firsts and not _stands_alone(left, own):
        return frozenset(), 0
    letters = len(left) * bool(firsts) + len(right) * bool(lasts)
    return frozenset(map("".join, product(firsts or {left}, lasts or {right}))), letters


def _is_long(left: str, right: str) -> bool:
    """Whether two parts, of which the last has no kin, are long enough not to be a border by chance: *bent|isk*."""
    if right == "ende":
        return False
    if len(right) <= _SHORT_LAST:
        return len(left) + len(right) >= _LONG and is_noun(right)
    return len(left) + len(right) >= _LONG or is_noun(right)


def _is_nominal(word: str) -> bool:
    return is_noun(word) or is_adjective(word)


def _without_links(left: str) -> list[str]:
    return [left.removesuffix(link) for link in _LINKS if left.endswith(link) and len(left) > len(link) + 1]


def _stands_alone(left: str, standard: str) -> bool:
    """Whether what is before a border is a word of a standard."""
    if left in COMBINING or left + "-" in _table().kin["nn" if standard == "nb" else "nb"]:
        return True
    return any(_is_part(part) and lexicon.is_lemma_in(standard, part) for part in _without_links(left))


def _is_part(word: str) -> bool:
    return len(word) > _SHORTEST_PART or word in common_parts()


def _is_bokmal(left: str) -> bool:
    return any(lexicon.known_in("nb", part) for part in _without_links(left))


def _as_first_part(left: str, standard: str) -> frozenset[str]:
    """What stands before a border in the other standard, with the same link; nothing where nothing is known of it."""
    if firsts := _table().kin[standard].get(left + "-"):
        return frozenset(first.removesuffix("-") for first in firsts)
    for part in _without_links(left):
        if firsts := _table().kin[standard].get(part + "-"):
            return frozenset(first.removesuffix("-") for first in firsts)
    parts = [part for part in _without_links(left) if len(part) > _SHORTEST_PART]
    for kin_of_part in (_known, _kin):  # a word that is known, before a compound that ends in what is a link
        for part in parts:
            if kin := kin_of_part(part, standard):
                return frozenset(_linked(other, left[len(part) :]) for other in kin)
    return frozenset()


def _linked(first: str, link: str) -> str:
    """A first part with its link: none after -e (*rørsle|hemming*), and *vatn* is *vass* before another word."""
    if first.endswith("vatn"):
        return first.removesuffix("vatn") + "vass"
    return first if first.endswith("e") else first + link
