"""Which written language a text is in: bokmål (nb), nynorsk (nn) or English (en), by its function words and endings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from kodetre.language.telling import BEGINNINGS, ENDINGS, WORDS

_WORDS = {
    "nb": "ikke jeg hun en et de dem fra hva hvor hvem hvordan noe noen bare kun uten gjøre gjør gjøres være blir ble blitt "
    "mye flere hver hvert mellom også samt etter hos disse denne dette deres hvis både nå når sier ser får kommer kommunen "
    "selv mer mest siden gjennom skal ved hadde vært",
    "nn": "ikkje eg ho ein eit dei frå kva kvar kven korleis noko nokon nokre berre utan gjere gjer gjerast vere vert vart "
    "blei mykje fleire kvart mellom desse denne dette deira dersom både no når seier ser får kjem sjølv meir mest sidan "
    "gjennom skal ved hadde vore vere dykk me òg",
    "en": "the of and is that it with was are this which from have not will were been its should would they these there "
    "between into more other than their",
}
_SETS = {standard: frozenset(words.split()) for standard, words in _WORDS.items()}
FUNCTION_WORDS = frozenset().union(*_SETS.values()) | frozenset("og i på er av til som med for om å".split())
"""Small words that every text is full of, in bokmål, nynorsk and English."""


def _told_by_word() -> dict[str, str]:
    """The words that only one of the languages has, with that language."""
    sets = {standard: known | frozenset(WORDS.get(standard, "").split()) for standard, known in _SETS.items()}
    languages = Counter(chain.from_iterable(sets.values()))
    told: dict[str, str] = {}
    for standard, words in sets.items():
        told.update(dict.fromkeys((word for word in words if languages[word] == 1), standard))
    return told


_OF = _told_by_word()
_ENDINGS = {standard: tuple(endings.split()) for standard, endings in ENDINGS.items()}
_BEGINNINGS = {standard: tuple(beginnings.split()) for standard, beginnings in BEGINNINGS.items()}
_PART = 0.4
"""What an ending or a beginning counts against a word that only one of the languages has."""
_REMEMBERED = 2**15
"""Words of which is remembered what they tell: a text has the same ones again and again."""
_LONG = 5
"""Letters from which on a word's ending and beginning tell."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
"""A word, with all that hyphens join to it: the *it* of *it-sektoren* is not English."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much a text speaks for each language."""

    nb: float = 0.0
    nn: float = 0.0
    en: float = 0.0

    def language(self, otherwise: str, least: float = 1.0) -> str:
        """nb, nn or en; `otherwise` when none has `least` and a tenth more than the next."""
        (best, name), (second, _) = sorted(((self.nb, "nb"), (self.nn, "nn"), (self.en, "en")), reverse=True)[:2]
        return name if best >= least and best >= 1.1 * second else otherwise


def together(leanings: Sequence[Leaning]) -> Leaning:
    """How much several texts speak for each language."""
    return Leaning(
        sum([each.nb for each in leanings]), sum([each.nn for each in leanings]), sum([each.en for each in leanings])
    )


def leaning(text: str) -> Leaning:
    """How much a text speaks for bokmål, nynorsk and English."""
    score = {"nb": 0.0, "nn": 0.0, "en": 0.0}
    for spoken in filter(None, map(_tells, _WORD.findall(text.lower()))):
        for standard, much in spoken:
            score[standard] += much
    return Leaning(**score)


@lru_cache(_REMEMBERED)
def _tells(word: str) -> tuple[tuple[str, float], ...]:
    """What a lower-case word speaks for, and how much; most words tell nothing."""
    standard = _OF.get(word)
    if standard is not None:
        return ((standard, 1.0),)
    if len(word) < _LONG:
        return ()
    told: list[tuple[str, float]] = []
    for language in ("nn", "nb"):
        told += [(language, _PART)] * word.endswith(_ENDINGS[language])
        told += [(language, _PART)] * word.startswith(_BEGINNINGS[language])
    return tuple(told)
