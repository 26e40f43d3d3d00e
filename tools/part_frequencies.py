"""How often short words are the first and the last part of compounds, counted in the word lists themselves.

usage: python tools/part_frequencies.py

Writes src/kodetre/language/frequency.txt. Nobody has divided the lists' hundred thousand compounds, so what they are made of is
estimated: every division of every dictionary form counts by how likely it is with the frequencies counted so far, beside the
possibility that the form is one word, and that is done again until the counts stand still (expectation-maximisation, as Creutz
and Lagus, 2007, ACM TSLP 4, do for morphs). Forms that are derived of a verb or an adjective are left out, for *vask-ing* would
count for *ing*; so are those of whole.txt.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

from kodetre.language import lexicon
from kodetre.language.morphemes import COMBINING, ENDINGS, NEVER_FIRST, PARTICLES, common_parts, whole_words

FILE = Path(__file__).resolve().parent.parent / "src" / "kodetre" / "language" / "frequency.txt"
HEAD = """\
# How often short words are parts of the compounds that simplemma's word lists (MIT) have, as tools/part_frequencies.py counts.
# first and last with a number: words that are the first or last part of 2 ** (number - 1) compounds or more. always and never:
# words that have -s- behind them before another word nearly always and hardly ever; most words are between.
"""
ROUNDS = 8
A_LETTER = 2.6
"""What a letter costs in a form that is one word, as minus the logarithm of a likelihood."""
TOLD = 4.0
"""Compounds that a word told by hand (parts.txt) counts for beside those that are found."""
SMALLEST = 0.05
"""What a word that is no part counts for."""
LONGEST = 5
"""Letters of the longest words that are written; longer ones are seldom parts by chance."""
MANY_FOR_LINK, ALWAYS, NEVER = 6, 0.9, 0.03
"""Compounds from which on a word's link is told, and the share of -s- over and under which it is."""
DERIVED = {
    "ing": ("e", ""), "ning": ("e", "ne"), "er": ("e", "ere"), "ar": ("e", "a"), "else": ("e",), "ende": ("e", ""),
    "ande": ("e", ""), "et": ("e",), "het": ("",), "heit": ("",), "isk": ("", "e"), "ering": ("ere",), "inne": ("",),
}  # fmt: skip
"""Endings that derive words, with what stands in their place in the word that they derive of."""
Parts = tuple[str, str, str]
"""First part, link, last part."""


def dictionary_forms() -> frozenset[str]:
    """The lemmas of both lists that are words of small letters."""
    listed = (lemma.decode() for lemmas in lexicon.every_lemma() for lemma in lemmas)
    return frozenset(word for word in listed if word.isalpha() and word.islower() and len(word) > 1)


def is_derived(word: str, known: frozenset[str]) -> bool:
    """Whether a word has an ending that derives it of another."""
    return any(
        word.endswith(ending)
        and len(word) > len(ending) + 2
        and any(word.removesuffix(ending) + end in known for end in ends)
        for ending, ends in DERIVED.items()
    )


def divided(word: str, known: frozenset[str]) -> Iterator[Parts]:
    """Every way to divide a word into two that can be parts."""
    told = common_parts()

    def is_first(part: str) -> bool:
        if len(part) < 2 or part in ENDINGS or part in NEVER_FIRST:
            return False
        return part in told or part in COMBINING or part in PARTICLES or (part in known and len(part) > 2)

    for cut in range(2, len(word) - 1):
        left, last = word[:cut], word[cut:]
        if last in ENDINGS or not (last in told or (last in known and len(last) > 2)):
            continue
        if is_first(left):
            yield left, "", last
        without = left[:-1]
        may_link = (left[-1] == "s" != left[-2]) or (left[-1] == "e" and left[-2] not in "aeiouyæøå")
        if may_link and without not in PARTICLES and is_first(without):
            yield without, left[-1], last


class Counts:
    """How often words are parts, and with which link."""

    def __init__(self) -> None:
        self.first: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self.link: Counter[tuple[str, str]] = Counter()
        """By first part and link; by its last two letters and link; and by link alone."""

    def add(self, parts: Parts, much: float) -> None:
        """Count a division."""
        first, link, last = parts
        self.first[first] += much  # type: ignore[assignment]  # counters of shares
        self.last[last] += much  # type: ignore[assignment]
        for whose in (first, f"-{first[-2:]}", "-"):
            self.link[whose, link] += much  # type: ignore[assignment]

    def share(self, whose: str, link: str) -> float:
        """The share of a link behind a word, or behind all words of an ending."""
        every = sum(self.link[whose, other] for other in ("", "s", "e"))
        if whose == "-":
            return self.link[whose, link] / every
        wider = "-" if whose.startswith("-") else f"-{whose[-2:]}"
        return (self.link[whose, link] + 3 * self.share(wider, link)) / (every + 3)


def counted(candidates: dict[str, list[Parts]]) -> Counts:
    """The counts of all divisions after the last round."""
    counts = Counts()
    for ways in candidates.values():
        for parts in ways:
            counts.add(parts, 0.5 / len(ways))
    told = common_parts()
    for _ in range(ROUNDS):
        shares = {(first, link): counts.share(first, link) for ways in candidates.values() for first, link, _ in ways}
        firsts = {word: much + SMALLEST + TOLD * (word in told) for word, much in counts.first.items()}
        lasts = {word: much + SMALLEST + TOLD * (word in told) for word, much in counts.last.items()}
        of_all = counts.first.total() * counts.last.total()
        better = Counts()
        for word, ways in candidates.items():
            likely = [firsts[first] * shares[first, link] * lasts[last] / of_all for first, link, last in ways]
            total = sum(likely) + math.exp(-A_LETTER * len(word))
            for parts, much in zip(ways, likely, strict=True):
                better.add(parts, much / total)
        counts = better
    return counts


def lines(name: str, words: Iterable[str]) -> Iterator[str]:
    """Words in lines that begin with a name."""
    yield from wrap(" ".join(sorted(words)), 140, initial_indent=f"{name} ", subsequent_indent=f"{name} ")


def by_level(name: str, counts: Counter[str]) -> Iterator[str]:
    """Short words with how many compounds they are in, the most frequent first."""
    levels: dict[int, list[str]] = {}
    for word, much in counts.items():
        if much >= 1 and len(word) <= LONGEST:
            levels.setdefault(min(8, int(math.log2(much)) + 1), []).append(word)
    for level in sorted(levels, reverse=True):
        yield from lines(f"{name} {level}", levels[level])


def main() -> None:
    """Count and write."""
    known = dictionary_forms()
    whole = whole_words()
    asked = (word for word in known if len(word) > 4 and word not in whole and not is_derived(word, known))
    candidates = {word: ways for word in sorted(asked) if (ways := list(divided(word, known)))}
    counts = counted(candidates)
    share = {
        word: counts.link[word, "s"] / much
        for word, much in counts.first.items()
        if much >= MANY_FOR_LINK and word not in PARTICLES
    }
    always = (word for word, much in share.items() if much > ALWAYS)
    never = (word for word, much in share.items() if much < NEVER)
    body = [*by_level("first", counts.first), *by_level("last", counts.last)]
    body += [*lines("always", always), *lines("never", never)]
    FILE.write_text(HEAD + "\n".join(body) + "\n", "utf-8")
    print(f"{len(candidates)} forms that can be divided; {FILE.name} has {FILE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
