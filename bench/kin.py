"""How many bokmål keywords find their nynorsk word, with and without kin; and which standard short texts are.

usage: python bench/kin.py [--mistakes]

words/kin.tsv has a bokmål word a line, and the words that the norm allows for it, nynorsk and other spellings of bokmål, the usual
nynorsk one first; so have the other lists. A keyword finds its nynorsk word when a text that has only the usual one is a hit.
Precision is over every kin of every keyword: right are the words of the line. Intervals are Wilson's, 95 %.

Only words/kin-later.tsv is held out: nobody has looked at what is missed or wrong there, and nothing was built on it. It was
written before the program was looked at, with words/kin-everyday.tsv: 160 everyday words of plans, halved by hash. The
others are built on, and ways of writing that their authors had left out were added where the norm has them: words/kin.tsv,
words/kin-municipal.tsv, words/kin-unseen.tsv and words/kin-held.tsv, which was held out until two wrong ones in it were looked at.
--mistakes shows those of the lists that are built on. Short texts are rows of sentences of ../shared/language, in halves drawn by
their hash; the detector of before words, endings and beginnings is beside today's.
"""

import hashlib
import math
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import kodetre.language
from kodetre.language.correspondences import nynorsk
from kodetre.language.kin import kin_of
from kodetre.language.standards import leaning
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.matching.patterns import Pattern, WordPattern

WORDS = Path(__file__).resolve().parent / "words"
TABLE = Path(kodetre.language.__file__).with_name("kin.txt")
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KODETRE_SHARED", ROOT.parent / "shared")) / "language"
_FUNCTION_WORDS = {
    "nb": "ikke jeg hun en et de dem fra hva hvor hvem hvordan noe noen bare kun uten gjøre gjør gjøres være blir ble blitt "
    "mye flere hver hvert mellom også samt etter hos disse denne dette deres hvis både nå når sier ser får kommer kommunen "
    "selv mer mest siden gjennom skal ved hadde vært".split(),
    "nn": "ikkje eg ho ein eit dei frå kva kvar kven korleis noko nokon nokre berre utan gjere gjer gjerast vere vert vart "
    "blei mykje fleire kvart mellom desse denne dette deira dersom både no når seier ser får kjem sjølv meir mest sidan "
    "gjennom skal ved hadde vore vere dykk me òg".split(),
    "en": "the of and is that it with was are this which from have not will were been its should would they these there "
    "between into more other than their".split(),
}
_FEW_ENDINGS = {
    "nn": ("leg", "lege", "ane", "inga", "ingar", "ingane", "heit", "heita", "skapen", "asjonar", "asjonane", "ande"),
    "nb": ("lig", "lige", "ene", "ingen", "inger", "ingene", "het", "heten", "heter", "asjoner", "asjonene", "ende"),
}
BUILT_ON = ("kin.tsv", "kin-municipal.tsv", "kin-unseen.tsv", "kin-held.tsv", "kin-everyday.tsv")
HELD_OUT = "kin-later.tsv"
HALVES = ("built on", "held out")


def half(text: str) -> str:
    """Which half a text belongs to."""
    return HALVES[hashlib.sha256(text.encode()).digest()[0] % 2]


def finds(keyword: Pattern, text: str) -> bool:
    """Whether a keyword is found in a text."""
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    return any(Matcher(index).hits(index.documents[0], keyword, ""))


def rows(name: str) -> list[tuple[str, list[str]]]:
    """A list's bokmål words, with their nynorsk words."""
    pairs = [line.split("\t") for line in (WORDS / name).read_text("utf-8").splitlines()]
    return [(word, others.split()) for word, others in pairs]


def share(part: int, whole: int) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    if not whole:
        return "none"
    p, z2 = part / whole, 1.96**2
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half_width = 1.96 * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return f"{p:.3f} ({middle - half_width:.3f} to {min(1.0, middle + half_width):.3f})"


def keywords(name: str, pairs: list[tuple[str, list[str]]], *, mistakes: bool = False) -> None:
    """Recall with and without kin, and the precision of kin."""
    before = {word for word, others in pairs if finds(WordPattern(word, kin=False), others[0])}
    after = {word for word, others in pairs if finds(WordPattern(word), others[0])}
    proposed = {word for word, others in pairs if word == others[0] or others[0] in nynorsk(word)}
    every = [(word, other, other in others) for word, others in pairs for other in sorted(kin_of(word))]
    right = sum(is_right for _, _, is_right in every)
    different = [word for word, others in pairs if others[0] != word]
    size = len(pairs)
    print(
        f"{name}: of {size} keywords, {len(before) / size:.3f} without kin, {len(after) / size:.3f} with kin "
        f"({len(before | proposed) / size:.3f} if every proposal were taken over)"
    )
    found = len(after.intersection(different))
    print(
        f"  of the {len(different)} that nynorsk writes otherwise, {share(found, len(different))}; "
        f"of {len(every)} kin, {share(right, len(every))} right"
    )
    if mistakes:
        print("  missed:", "; ".join(f"{word} {others[0]}" for word, others in pairs if word not in after))
        print("  wrong kin:", "; ".join(f"{word} {other}" for word, other, is_right in every if not is_right))


def sentences(standard: str) -> list[str]:
    """The sentences of a treebank."""
    lines = (SHARED / f"{standard}-dev.conllu").read_text("utf-8").splitlines()
    return [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


def few_words(text: str) -> str:
    """The standard of a text by function words and some endings only, as it was told before."""
    score = dict.fromkeys(_FUNCTION_WORDS, 0.0)
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        own = [standard for standard, words in _FUNCTION_WORDS.items() if word in words]
        if len(own) == 1:
            score[own[0]] += 1
        elif not own and len(word) > 5:
            by_ending = [standard for standard in ("nn", "nb") if word.endswith(_FEW_ENDINGS[standard])]
            for standard in by_ending[:1]:
                score[standard] += 0.4
    best, second = sorted(score, key=lambda standard: score[standard], reverse=True)[:2]
    return best if score[best] >= 1 and score[best] >= 1.3 * score[second] else "nb"


def texts(standard: str, size: int) -> Iterator[str]:
    """Rows of so many sentences."""
    every = sentences(standard)
    for start in range(0, len(every) - size + 1, size):
        yield " ".join(every[start : start + size])


def detection(name: str, language_of: Callable[[str], str]) -> None:
    """The share of short texts whose standard is told rightly; one that tells nothing is taken for bokmål."""
    print(f"the standard of short texts, {name}:")
    for standard in ("nb", "nn"):
        for part in HALVES:
            shares = []
            for size in (1, 2, 3, 6, 12):
                own = [text for text in texts(standard, size) if half(text) == part]
                right = sum(language_of(text) == standard for text in own)
                shares.append(f"{size}: {right / len(own):.3f}")
            print(f"  {standard}, {part:8}  " + "  ".join(shares))


def main() -> None:
    """Keywords, then short texts."""
    for name in BUILT_ON:
        keywords(f"built on, {name}", rows(name), mistakes="--mistakes" in sys.argv)
    keywords(f"held out, {HELD_OUT}", rows(HELD_OUT))
    own_table = {line.split(" ", 1)[0] for line in TABLE.read_text("utf-8").splitlines()}
    keywords(
        "held out, not in the table of kin",
        [(word, others) for word, others in rows(HELD_OUT) if word not in own_table],
    )
    if not SHARED.exists():
        print(f"no short texts to measure on: there is no {SHARED.name} folder")
        return
    detection("function words and some endings, as before", few_words)
    detection("words, endings and beginnings", lambda text: leaning(text).language("nb"))


if __name__ == "__main__":
    main()
