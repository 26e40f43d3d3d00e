"""Which written language a text is in: bokmål (nb), nynorsk (nn) or English (en), by its function words and endings."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

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
    languages = Counter(chain.from_iterable(_SETS.values()))
    told: dict[str, str] = {}
    for standard, words in _SETS.items():
        told.update(dict.fromkeys((word for word in words if languages[word] == 1), standard))
    return told


_OF = _told_by_word()
_ENDINGS = {
    "nn": ("leg", "lege", "ane", "inga", "ingar", "ingane", "heit", "heita", "skapen", "asjonar", "asjonane", "ande"),
    "nb": ("lig", "lige", "ene", "ingen", "inger", "ingene", "het", "heten", "heter", "asjoner", "asjonene", "ende"),
}
_ENDING = 0.4
"""What an ending counts against a word that only one of the languages has."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much a text speaks for each language."""

    nb: float = 0.0
    nn: float = 0.0
    en: float = 0.0

    def __add__(self, other: "Leaning") -> "Leaning":
        return Leaning(self.nb + other.nb, self.nn + other.nn, self.en + other.en)

    def language(self, otherwise: str, least: float = 1.0) -> str:
        """nb, nn or en; `otherwise` when none has `least` and a third more than the next."""
        (best, name), (second, _) = sorted(((self.nb, "nb"), (self.nn, "nn"), (self.en, "en")), reverse=True)[:2]
        return name if best >= least and best >= 1.3 * second else otherwise


def leaning(text: str) -> Leaning:
    """How much a text speaks for bokmål, nynorsk and English."""
    score = {"nb": 0.0, "nn": 0.0, "en": 0.0}
    for word in _WORD.findall(text.lower()):
        standard = _OF.get(word)
        if standard is not None:
            score[standard] += 1
        elif len(word) > 5:
            if word.endswith(_ENDINGS["nn"]):
                score["nn"] += _ENDING
            elif word.endswith(_ENDINGS["nb"]):
                score["nb"] += _ENDING
    return Leaning(**score)
