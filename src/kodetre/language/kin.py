"""The words of the other written standard that mean the same as a word: its kin, which a keyword takes without being told.

A kin is proven. It stands in the table of this package, or a regular correspondence makes it of the word, both are dictionary forms
in the list of their own standard, of the same kind, and the kin is no word of the other list, where it may mean something else. A
compound has kin when its parts have: *skolevei* is *skuleveg*. An adjective in -lig has one in
-leg when nynorsk has its stem. A word that has none is looked for as it is: false kin is worse than
none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import product

from kodetre.language import lexicon
from kodetre.language.compounds import FormRole, borders, role_of
from kodetre.language.correspondences import nynorsk
from kodetre.language.inflection import Inflected
from kodetre.language.paradigms import is_adjective, is_noun

_LINKS = ("", "s", "e")
_SHORTEST_COMPOUND = 7
"""Letters from which on a word is asked for its parts."""
_BY_RULE = 5
"""Letters from which on a correspondence proves anything: short words are alike by chance."""
_AS_FIRST_PART = {"vann": "vass"}
"""Words that are written otherwise at the head of a compound than alone."""
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
_SHORT = 4
"""Letters up to which a kin ends or begins many a name."""


@lru_cache(maxsize=10_000)
def kin_of(word: str) -> frozenset[str]:
    """The kin of a word in small letters, in the other standard or standards; never the word itself."""
    kin = _known(word, "nn") | _known(word, "nb") or _of_compound(word, "nn") or _of_compound(word, "nb")
    return kin - {word}


def holds_kin(kin: Inflected, form: str, role: FormRole, *, is_name: bool) -> bool:
    """Whether a form that holds a kin in some role counts: not when the lists know it as a word that does not hold it (*veggen*
    is no *veg*, *biskopen* not *open*), nor when it is an adjective in -leg or -lig made of the compound before that ending
    (*høgtidleg*), nor a name that looks like a compound of a short word (*Krokstad*).
    """
    listed = lexicon.lemmas(form)
    if role == "inflection":
        return not listed or form == kin.word or (form in kin.listed and bool(listed & (kin.lemmas | {kin.word})))
    if role == "last" and kin.word.endswith(("leg", "lig")):
        return False
    if listed:
        return any(role_of(kin, lemma) is not None for lemma in listed)
    return not (is_name and len(kin.word) <= _SHORT)


def _known(word: str, standard: str) -> frozenset[str]:
    """The kin of a word in one standard by the table; else by what correspondences prove."""
    known = _table()[standard].get(word)
    if known is not None:
        return known
    return frozenset(_proven(word, standard)) if len(word) >= _BY_RULE else frozenset()


@cache
def _table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The kin of the words that the table has, by the standard of the kin."""
    kin: dict[str, dict[str, frozenset[str]]] = {"nb": {}, "nn": {}}
    for line in (resources.files("kodetre.language") / "kin.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, *others = line.split()
        kin["nn"][word] = frozenset(others)
        for other in others:
            kin["nb"][other] = kin["nb"].get(other, frozenset()) | {word}
    return kin


def _proven(word: str, standard: str) -> Iterator[str]:
    if standard == "nn" and lexicon.is_lemma_in("nb", word) and not lexicon.is_lemma_in("nn", word):
        stem = word.removesuffix("lig")
        if stem != word and lexicon.is_lemma_in("nn", stem) and not lexicon.known_in("nb", stem + "leg"):
            yield stem + "leg"  # an adjective made of a word that nynorsk has
            return
        yield from _first(nynorsk(word), lambda other: _are_kin(word, other))
    elif standard == "nb" and lexicon.is_lemma_in("nn", word) and not lexicon.known_in("nb", word):
        yield from _first(_bokmal(word), lambda other: _are_kin(other, word) and word in _proven(other, "nn"))


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
    if word.endswith("e") and any(
        word in lexicon.lemmas(word.removesuffix("e") + past) for past in ("te", "de", "et", "a", "er", "ar")
    ):
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
    """The kin in one standard of a compound of two parts of which one or both have kin."""
    made_of_adjective = word.endswith("het") and is_adjective(word.removesuffix("het"))
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha() or made_of_adjective:
        return frozenset()
    for border in borders(word):
        left, right = word[:border], word[border:]
        if not (_is_nominal(right) and _stands_alone(left)):
            continue
        lasts = _known(right, standard) or frozenset({right})
        firsts = _as_first_part(left, standard)
        if standard == "nb" and _is_bokmal(left) and lexicon.known_in("nb", right):
            firsts = frozenset({left})  # it may be a compound of bokmål words, whatever they mean in nynorsk
        joined = set(map("".join, product(firsts, lasts))) - {word}
        if joined:
            return frozenset(joined)
    return frozenset()


def _is_nominal(word: str) -> bool:
    return is_noun(word) or is_adjective(word)


def _without_links(left: str) -> list[str]:
    return [left.removesuffix(link) for link in _LINKS if left.endswith(link) and len(left) > len(link) + 1]


def _stands_alone(left: str) -> bool:
    """Whether what is before a border is a word of either list."""
    return any(map(lexicon.is_lemma, _without_links(left)))


def _is_bokmal(left: str) -> bool:
    return any(lexicon.known_in("nb", part) for part in _without_links(left))


def _as_first_part(left: str, standard: str) -> frozenset[str]:
    """What stands before a border in the other standard: with the same link; as it is where nothing is known of it."""
    for part in _without_links(left):
        if standard == "nn" and part in _AS_FIRST_PART:
            return frozenset({_AS_FIRST_PART[part]})
        if kin := _known(part, standard):
            return frozenset(other + left[len(part) :] for other in kin)
    return frozenset({left})
