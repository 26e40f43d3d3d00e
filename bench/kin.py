"""How many bokmål keywords find their nynorsk word, with and without kin; and which standard short texts are.

usage: python bench/kin.py [--mistakes]

words/kin.tsv has a bokmål word and its nynorsk word a line. A keyword finds its nynorsk word when a text that has nothing but that
word is a hit. Precision is over the kin that keywords have: right is what the list says. Halves are drawn by the hash of the
word: one may be built on, the other is only measured; --mistakes shows those of the first. Short texts are rows of sentences of
../shared/language, in halves too.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kodetre.language.correspondences import nynorsk
from kodetre.language.kin import kin_of
from kodetre.language.standards import leaning
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.matching.patterns import Pattern, WordPattern

WORDS = Path(__file__).resolve().parent / "words" / "kin.tsv"
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KODETRE_SHARED", ROOT.parent / "shared")) / "language"
HALVES = ("built on", "held out")


def half(text: str) -> str:
    """Which half a word or text belongs to."""
    return HALVES[hashlib.sha256(text.encode()).digest()[0] % 2]


def finds(keyword: Pattern, text: str) -> bool:
    """Whether a keyword is found in a text."""
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    return any(Matcher(index).hits(index.documents[0], keyword, ""))


def keywords() -> None:
    """Recall with and without kin, and the precision of kin."""
    rows = [line.split("\t") for line in WORDS.read_text("utf-8").splitlines()]
    for name in HALVES:
        pairs = [(word, other) for word, other in rows if half(word) == name]
        before = [word for word, other in pairs if finds(WordPattern(word, kin=False), other)]
        missed = [f"{word} {other}" for word, other in pairs if not finds(WordPattern(word), other)]
        proposed = [word for word, other in pairs if word == other or other in nynorsk(word)]
        with_kin = [(word, other, kin_of(word)) for word, other in pairs if kin_of(word)]
        wrong = [f"{word} {sorted(kin)}" for word, other, kin in with_kin if other not in kin]
        size = len(pairs)
        print(
            f"{name}: of {size} keywords, {len(before) / size:.3f} without kin, {1 - len(missed) / size:.3f} with kin",
            end="",
        )
        print(f" ({len(set(before) | set(proposed)) / size:.3f} if every proposal were taken over)")
        print(f"  {len(with_kin)} have kin, {1 - len(wrong) / max(1, len(with_kin)):.3f} of them the one in the list")
        if "--mistakes" in sys.argv and name == HALVES[0]:
            print("  missed:", "; ".join(missed), "| other kin:", "; ".join(wrong))


def sentences(standard: str) -> list[str]:
    """The sentences of a treebank."""
    lines = (SHARED / f"{standard}-dev.conllu").read_text("utf-8").splitlines()
    return [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


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
    keywords()
    if not SHARED.exists():
        print(f"no short texts to measure on: there is no {SHARED.name} folder")
        return
    detection("words, endings and beginnings", lambda text: leaning(text).language("nb"))


if __name__ == "__main__":
    main()
