"""How many bokmål keywords find their nynorsk word, with and without kin; and which standard short texts are.

usage: python bench/kin.py [--mistakes]

words/kin.tsv has a bokmål word a line, and the nynorsk words for it that the norm allows, the usual one first. A keyword finds its
nynorsk word when a text that has nothing but the usual one is a hit. Precision is over every kin of every keyword: right are the
words of the line. Halves are drawn by the hash of the word: one may be built on, the other is only measured; --mistakes shows
those of the first. words/kin-unseen.tsv was written after the table of kin, and nothing was built on it. Short texts are rows of
sentences of ../shared/language, in halves too; the detector before words, endings and beginnings were told is beside today's.
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

WORDS = Path(__file__).resolve().parent / "words"
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


def rows(name: str) -> list[tuple[str, list[str]]]:
    """A list's bokmål words, with their nynorsk words."""
    pairs = [line.split("\t") for line in (WORDS / name).read_text("utf-8").splitlines()]
    return [(word, others.split()) for word, others in pairs]


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
    print(
        f"  of the {len(different)} that nynorsk writes otherwise, {len(after.intersection(different)) / len(different):.3f}; "
        f"{len(every)} kin, {right / max(1, len(every)):.3f} of them right"
    )
    if mistakes:
        print("  missed:", "; ".join(f"{word} {others[0]}" for word, others in pairs if word not in after))
        print("  wrong kin:", "; ".join(f"{word} {other}" for word, other, is_right in every if not is_right))


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
    listed = rows("kin.tsv")
    for name in HALVES:
        own = [(word, others) for word, others in listed if half(word) == name]
        keywords(name, own, mistakes="--mistakes" in sys.argv and name == HALVES[0])
    if (WORDS / "kin-unseen.tsv").exists():
        keywords("unseen", rows("kin-unseen.tsv"))
    if not SHARED.exists():
        print(f"no short texts to measure on: there is no {SHARED.name} folder")
        return
    detection("words, endings and beginnings", lambda text: leaning(text).language("nb"))


if __name__ == "__main__":
    main()
