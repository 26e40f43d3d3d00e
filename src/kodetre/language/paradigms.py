"""The regular inflection of Norwegian nouns and adjectives, in bokmål and nynorsk.

The word lists give a form to one lemma only: *veier* is a verb's there, and so the noun *vei* lacks its plural. What a word is
and which gender it has is read from the forms that they do give it; its other forms follow from grammar (Norsk
referansegrammatikk, 3.2 and 3.4).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kodetre.language import lexicon

_VOWELS = "aeiouyæøå"
_NEUTERS_IN_ER = frozenset("blad sted stad stoff verk kurs punkt kompromiss".split())
"""Neuters of one syllable whose plural ends in -er; the others have none (*hus*), and the verb of that form is another word."""
_IRREGULAR = {
    "lønn": "lønninger lønningene lønningar lønningane",
    "barn": "barna borna",
    "øye": "øyet øyne øynene",
    "auge": "auget augo auga",
    "øre": "øret ører ørene øyro",
    "mann": "mannen menn mennene mennar mennane",
    "far": "faren fedre fedrene fedrar fedrane",
    "bror": "broren brødre brødrene brør brørne",
    "mor": "moren mora mødre mødrene",
    "datter": "datteren dattera døtre døtrene",
    "sted": "stedet steder stedene",
    "bonde": "bonden bønder bøndene",
    "tann": "tannen tanna tenner tennene",
    "hånd": "hånden hånda hender hendene",
    "hand": "handa handen hender hendene",
    "and": "anda anden ender endene",
    "natt": "natta natten netter nettene",
    "bok": "boka boken bøker bøkene",
    "fot": "foten føtter føttene",
    "rot": "rota roten røtter røttene",
    "kraft": "krafta kraften krefter kreftene",
    "stad": "staden stader stadene stadar stadane",
    "rand": "randa randen render rendene",
    "strand": "stranda stranden strender strendene",
    "stang": "stanga stangen stenger stengene",
    "tang": "tanga tangen tenger tengene",
    "ku": "kua kuen kuer kyr kyrne kuene",
    "tre": "treet trær trærne tre trea",
    "kne": "kneet knær knærne kne knea",
    "klede": "klede kleda klær klærne",
    "tegn": "tegnet tegna tegnene",
    "museum": "museet museer museene musea",
    "forum": "forumet fora foraene forumene forum",
}
"""Nouns whose other forms follow from no ending; the last part of a compound decides."""
_OWN_KINDS = ("ende", "ande", "het", "ig", "leg", "isk", "ert", "ere")
"""Endings of words that are no nouns of the last part's inflection, whatever their last letters are."""
_NOUN_ENDINGS = frozenset("n t r en et er ene ne a ar ane e i o one or".split())
_SOME_ENDINGS = ("ene", "er", "ar", "ane", "et", "en", "e", "est", "este")
_BEFORE_GENITIVE = ("en", "et", "ene", "ane", "erne", "er", "ar")
"""What a form ends in whose genitive is no verb's passive (*møtes* is one)."""
_FEW = 3
"""Letters of the shortest word whose last part is asked what kind of word it is."""


@lru_cache(maxsize=20_000)
def regular_forms(word: str) -> frozenset[str]:
    """What a noun or adjective in its dictionary form, lower case, inflects to; empty for words of which it is not known that
    they are one, and for verbs.
    """
    known = _known_tail(word)
    if not known:
        return frozenset()
    start = word[: len(word) - len(known)]
    forms = set(_IRREGULAR.get(known, "").split())
    if not forms:
        forms.update(_noun(known))
    adjectives = _adjective(known)
    forms.update(
        (form for form in adjectives if _open(form, known) and form not in lexicon.lemmas(form))
        if is_noun(known)
        else adjectives
    )
    if tail := _irregular_tail(word):
        forms.update(word.removesuffix(tail).removeprefix(start) + form for form in _IRREGULAR[tail].split())
    genitives = {form + "s" for form in forms if form.endswith(_BEFORE_GENITIVE)}
    return frozenset(start + form for form in forms | genitives)


def _known_tail(word: str) -> str:
    """The word itself when the lists inflect it, else the longest last part that they inflect: *vertskommune* is a *kommune*."""
    if word in _IRREGULAR or is_noun(word) or is_adjective(word):
        return word
    if word.endswith(_OWN_KINDS):
        return ""
    for start in range(2, len(word) - _FEW + 1):
        tail = word[start:]
        if (tail in _IRREGULAR or is_noun(tail)) and any(map(lexicon.is_lemma, _without_link(word[:start]))):
            return tail
    return ""


def _irregular_tail(word: str) -> str:
    """The irregular noun that a compound ends in, which the lists may inflect as if it were regular: *teneste|mann*."""
    if word in _IRREGULAR:
        return ""
    ends = (noun for noun in _IRREGULAR if len(noun) > _FEW and word.endswith(noun) and len(word) > len(noun) + _FEW)
    return next((noun for noun in ends if any(map(lexicon.is_lemma, _without_link(word.removesuffix(noun))))), "")


def _without_link(left: str) -> Iterator[str]:
    yield left
    if left.endswith(("s", "e", "-")):
        yield left[:-1]


def _gives(word: str, *forms: str) -> bool:
    return any(word in lexicon.lemmas(form) for form in forms)


@lru_cache(maxsize=50_000)
def is_noun(word: str) -> bool:
    """Whether the word lists inflect a word as a noun."""
    return bool(_genders(word))


@lru_cache(maxsize=50_000)
def _genders(word: str) -> frozenset[str]:
    """The genders that the listed forms of a word speak for: c(ommon), n(euter); empty when it is no noun."""
    if len(word) < 2:
        return frozenset()
    genders: set[str] = set()
    if word.endswith("e"):
        stem = word[:-1]
        if _gives(word, word + "n", word + "ns"):
            genders.add("c")
        if _gives(word, word + "t") and not _gives(word, word + "de", stem + "te"):
            genders.add("n")
        if not genders and _gives(word, word + "ne", stem + "ar", stem + "ane"):
            genders.add("c")
        return frozenset(genders)
    for stem in [word[:-1] + "e", word] if word.endswith("é") else _stems(word):
        if _gives(word, stem + "en", stem + "er", stem + "ar", stem + "ane"):
            genders.add("c")
        if _gives(word, stem + "et"):
            genders.add("n")
    if not genders and any(_gives(word, stem + "ene", stem + "enes") for stem in _stems(word)):
        return frozenset("cn")
    if not genders and not _compared(word):
        return _taken_by_verb(word)
    return frozenset(genders)


def _taken_by_verb(word: str) -> frozenset[str]:
    """The gender of a word whose definite form the lists know as a word's in -e only: *kurven* stands under *kurve*."""
    if not lexicon.is_lemma(word):
        return frozenset()
    for ending, gender in (("en", "c"), ("et", "n")):
        if _gives(word + "e", word + ending) and not _gives(word + "e", word + "te", word + "de"):
            return frozenset(gender)
    return frozenset()


def _stems(word: str) -> list[str]:
    """What endings are put to: the word, with its m doubled, or also without the e of its last syllable (*mangel, mangl-*)."""
    if word.endswith("m") and word[-2:-1] in tuple(_VOWELS) and _gives(word, *_with(word + "m", _SOME_ENDINGS)):
        return [word + "m"]
    if (short := shortened(word)) is not None and _gives(word, *_with(short, _SOME_ENDINGS)):
        return [word, short]
    return [word]


def _with(stem: str, endings: Iterable[str]) -> list[str]:
    return [stem + ending for ending in endings]


_PAST = ("te", "de", "et", "a", "er", "ar")
"""What past and present of verbs in -e have in its place."""


def is_noun_form(word: str, form: str) -> bool:
    """Whether a form looks as if a noun was inflected to it: the noun, or what its endings are put to, and such an ending."""
    bare = form.removesuffix("s")
    stems = [*_stems(word), word.removesuffix("e")]
    return any(bare.startswith(stem) and bare[len(stem) :] in _NOUN_ENDINGS for stem in stems)


def is_short_neuter(word: str) -> bool:
    """Whether a word is a neuter of one syllable only, without a plural ending: *tak*, whose *taker* would be another word."""
    return _genders(word) == {"n"} and _syllables(word) == 1 and word not in _NEUTERS_IN_ER and not word.endswith("e")


def shortened(word: str) -> str | None:
    """A word in -el, -en, -er without that e, and with a double consonant before it single: *middel, midl-*."""
    if len(word) < 4 or word[-3:-2] in tuple(_VOWELS) or word[-2:] not in ("el", "en", "er"):
        return None
    start = word[:-2]
    if start[-1:] == start[-2:-1]:
        start = start[:-1]
    return start + word[-1] if any(letter in _VOWELS for letter in start) else None


def _noun(word: str) -> Iterator[str]:
    genders = _genders(word)
    if not genders:
        return
    yield word
    if word.endswith("e"):
        yield from _noun_in_e(word, genders)
        return
    if word.endswith(("er", "ar")) and _gives(word, word + "e", word + "ne"):
        yield from _with(word, ("en", "e", "ne", "ane", "ar"))
        return
    for stem in [word[:-1] + "e"] if word.endswith("é") else _stems(word):
        if "c" in genders:
            plurals = [stem + "er", stem + "ar"]
            if "n" in genders:  # a neuter has none: lager is no lag, and misbruker no misbruk
                short = _syllables(word) == 1
                plurals = [plural for plural in plurals if not (is_noun(plural) and (short or is_verb(stem + "e")))]
            yield from (stem + "en", stem + "ene", stem + "ane", *plurals)
            if word.endswith("ing") or _open(stem + "a", word) or _is_feminine(word, stem):
                yield stem + "a"
        if "n" in genders:
            yield from (stem + ending for ending in ("et", "ene", "a"))
            own_verb = _gives(word + "e", stem + "er")
            in_er = _gives(word, stem + "er") or _syllables(word) > 1
            if word in _NEUTERS_IN_ER or (in_er and not own_verb and not _is_agent(stem)):
                yield stem + "er"
            if stem != word:
                yield stem + "e"


def _is_feminine(word: str, stem: str) -> bool:
    """Whether nynorsk has a plural in -er and none in -ar of a word, as of feminines: *lyster*, so it has *lysta* too."""
    in_er, in_ar = lexicon.lemma_in("nn", stem + "er"), lexicon.lemma_in("nn", stem + "ar")
    return in_er == word != in_ar or (in_er is not None and in_ar is None)


def _is_agent(stem: str) -> bool:
    """Whether a stem with -er is one who does what the verb says: *misbruker* is no *misbruk*."""
    return (lexicon.is_lemma(stem + "er") or is_noun(stem + "er")) and is_verb(stem + "e")


def _noun_in_e(word: str, genders: frozenset[str]) -> Iterator[str]:
    stem = word[:-1]
    yield from (word + ending for ending in ("r", "ne"))
    yield stem + "a"
    if "c" in genders:
        yield word + "n"
        yield from (stem + ending for ending in ("ar", "ane"))
    if "n" in genders:
        yield word + "t"


def _open(form: str, word: str) -> bool:
    """Whether a form is no other word's, as far as the lists know."""
    lemmas = lexicon.lemmas(form)
    return not lemmas or word in lemmas


def _syllables(word: str) -> int:
    starts = (letter in _VOWELS and before not in _VOWELS for before, letter in zip(" " + word, word, strict=False))
    return sum(starts)


@lru_cache(maxsize=50_000)
def is_adjective(word: str) -> bool:
    """Whether the word lists compare a word or give it a neuter or plural of adjectives."""
    if len(word) < 2 or word.endswith("e"):
        return False
    return _compared(word) or (_gives(word, word + "t") and not is_noun(word))


def _compared(word: str) -> bool:
    """Whether the word lists compare a word: *sikrest*."""
    stem = shortened(word) or word
    return _gives(word, stem + "este", stem + "ste", stem + "aste", word + "este")


def _adjective(word: str) -> Iterator[str]:
    if not is_adjective(word):
        return
    yield word
    if not word.endswith(("ig", "sk", "leg", "t")):
        yield word + "t"
    yield from _with(shortened(word) or _stems(word)[0], ("e", "ere", "are", "ast", "aste"))
    yield from _with(shortened(word) or word, ("st", "ste") if word.endswith(("ig", "leg", "som")) else ("est", "este"))


def is_verb(word: str) -> bool:
    """Whether a word in its dictionary form can be a verb, as far as the lists' forms of it tell."""
    stem = word.removesuffix("e")
    return stem != word and any(word in lexicon.lemmas(stem + past) for past in _PAST)
