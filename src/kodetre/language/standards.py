"""Which written language a text is in: bokmål (nb), nynorsk (nn) or English (en), by its function words and endings."""

import re

_WORDS = {
    "nb": "ikke jeg hun en et de dem fra hva hvor hvem hvordan noe noen bare kun uten gjøre gjør gjøres være blir ble blitt "
    "mye flere hver hvert mellom også samt etter hos disse denne dette deres hvis både nå når sier ser får kommer kommunen "
    "selv mer mest siden gjennom skal ved hadde vært",
    "nn": "ikkje eg ho ein eit dei frå kva kvar kven korleis noko nokon nokre berre utan gjere gjer gjerast vere vert vart "
    "blei mykje fleire kvart mellom desse denne dette deira dersom både no når seier ser får kjem sjølv meir mest sidan "
    "gjennom skal ved hadde vore vere dykk me vi òg",
    "en": "the of and to in is that for it with as was on are be by this which from at have has not will their were been "
    "its an or can should would they these there between into more other than",
}
_SETS = {standard: frozenset(words.split()) for standard, words in _WORDS.items()}
_ONLY = {
    standard: words - frozenset().union(*(other for name, other in _SETS.items() if name != standard))
    for standard, words in _SETS.items()
}
FUNCTION_WORDS = frozenset().union(*_SETS.values()) | frozenset("og i på er av til som med for om å".split())
"""Small words that every text is full of, in bokmål, nynorsk and English."""

_NN_ENDINGS = re.compile(r"(?:leg|lege|ane|inga|ingar|ingane|heit|heita|skapen|asjonar|asjonane|ande)$")
_NB_ENDINGS = re.compile(r"(?:lig|lige|ene|ingen|inger|ingene|het|heten|heter|asjoner|asjonene|ende)$")
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, otherwise: str = "nb") -> str:
    """nb, nn or en; `otherwise` when the text is too short or too mixed to say."""
    score = {"nb": 0.0, "nn": 0.0, "en": 0.0}
    for found in _WORD.finditer(text[:200_000]):
        word = found[0].lower()
        for standard, words in _ONLY.items():
            if word in words:
                score[standard] += 1
        if len(word) > 5:
            if _NN_ENDINGS.search(word):
                score["nn"] += 0.4
            elif _NB_ENDINGS.search(word):
                score["nb"] += 0.4
    best, second = sorted(score, key=lambda standard: -score[standard])[:2]
    return best if score[best] >= 1 and score[best] >= 1.3 * score[second] else otherwise
