"""Nynorsk words that are made of their stems as the bokmål words are: *forurenser* is of *forurense*, so it is *forureinar*."""

from collections.abc import Callable, Iterator

from kodetre.language import lexicon
from kodetre.language.paradigms import is_adjective, is_noun

KinOf = Callable[[str, str], frozenset[str]]
"""The kin of a word in a standard, which a derivation asks for the kin of a stem."""

_LONG = 9
"""Letters from which on a noun in -else is in nynorsk one in -ing, if the lists have that: shorter ones are often another word."""
_OF_NAMES = ("iker", "aner", "enser")
"""How nouns in -er of persons end that are made of no verb."""
_IN_HEIT = ("ig", "sk", "bar")
"""How adjectives end of which nynorsk too makes nouns in -heit."""
_PREFIXES = {
    "u": "u", "mis": "mis", "ut": "ut", "inn": "inn", "opp": "opp", "ned": "ned", "av": "av", "på": "på", "til": "til",
    "om": "om", "over": "over", "under": "under", "etter": "etter", "gjennom": "gjennom", "med": "med", "mot": "mot", "sam": "sam",
    "fra": "frå", "frem": "fram",
}  # fmt: skip
"""What stands before words and leaves their kin as it is, with what it is in nynorsk."""


def derived(word: str, kin_of: KinOf) -> frozenset[str]:
    """The nynorsk words that are derived as a bokmål word is; empty for a word that nynorsk has too or bokmål has not."""
    if not lexicon.known_in("nb", word) or lexicon.is_lemma_in("nn", word):
        return frozenset()
    return frozenset(_derived(word, kin_of))


def _derived(word: str, kin_of: KinOf) -> Iterator[str]:
    if word.endswith("er") and word in lexicon.lemmas(word + "e") and is_agent(word):
        yield from _of_verb(word[:-2], "ar", kin_of)
    elif word.endswith("ende") and lexicon.is_lemma_in("nb", word[:-4] + "e"):
        yield from _of_verb(word[:-4], "ande", kin_of)
    elif word.endswith("lig") and not word.endswith("llig") and is_adjective(word):
        yield word.removesuffix("lig") + "leg"
    elif word.endswith("het") and word[:-3].endswith(_IN_HEIT) and is_adjective(word[:-3]):
        adjective = word.removesuffix("het")
        yield from (other + "heit" for other in kin_of(adjective, "nn") or {adjective})
    elif word.endswith("het") and (kin := _in_leik(word.removesuffix("het"), kin_of)):
        yield from kin
    elif word.endswith("ning") and lexicon.is_lemma_in("nn", word[:-4] + "ing"):
        yield word.removesuffix("ning") + "ing"
    elif word.endswith("else") and len(word) >= _LONG and lexicon.is_lemma_in("nn", word[:-4] + "ing"):
        yield word.removesuffix("else") + "ing"
    else:
        yield from _prefixed(word, kin_of)


def _in_leik(adjective: str, kin_of: KinOf) -> list[str]:
    """The nouns in -leik of an adjective that only nynorsk has: *renhet* is *reinleik*."""
    nouns = sorted(other + "leik" for other in kin_of(adjective, "nn") or {adjective})
    return [noun for noun in nouns if lexicon.is_lemma_in("nn", noun) and not lexicon.known_in("nb", noun)]


def is_agent(word: str) -> bool:
    """Whether a noun in -er is made of a verb, or of a name or field: *politiker, bergenser*, but not *minister, hjerter*."""
    if word.endswith(_OF_NAMES):
        return True
    verb = word.removesuffix("r")
    return _is_regular(verb) or (verb in lexicon.lemmas(verb[:-1] + "a") and not is_noun(verb))


def _is_regular(verb: str) -> bool:
    """Whether the lists give a word a past in -te or -de, which no noun has."""
    return any(verb in lexicon.lemmas(verb[:-1] + past) for past in ("te", "de"))


def _of_verb(stem: str, ending: str, kin_of: KinOf) -> Iterator[str]:
    """What an ending makes of the kin of the verb with a stem, or of the stem where the verb has none."""
    verbs = kin_of(stem + "e", "nn") or {stem + "e"}
    if is_noun(stem + "e") and not _is_regular(stem + "e"):
        verbs = {verb for verb in verbs if not is_noun(verb)}  # *bilde* is *bilete* as a noun only
    of_one_root = {verb for verb in verbs if verb[0] == stem[0]}
    yield from (verb[:-1] + ending for verb in of_one_root or verbs)


def _prefixed(word: str, kin_of: KinOf) -> Iterator[str]:
    for prefix, other in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 2 and (kin := kin_of(rest, "nn")):
            yield from (other + base for base in kin)
            return
