"""Which words of an old text are which words of a new one. Pure.

Sequences of `SHINGLE` words that stand once in each text are the same words (Broder 1997 calls them shingles); those that keep
their order, as many as can (the longest increasing subsequence, Fredman 1975, as in patience diff), align the two documents. What
stands between two of them can only have become what stands between the same two in the new text, unless it was moved.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SHINGLE = 4
"""Words in a sequence that is looked for."""
MOVED = 12
"""Words in a row from which on a stretch that stands in another order is believed to have been moved."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in small letters, with where each begins and ends (code points), and the paragraph it is in."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    paragraphs: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of a text."""
        matches = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in matches]
        starts, ends = [match.start() for match in matches], [match.end() for match in matches]
        breaks = [match.start() for match in re.finditer("\n", text)]
        return cls(text, words, starts, ends, [bisect_left(breaks, start) for start in starts])

    def within(self, start: int, end: int) -> range:
        """The numbers of the words that begin or end inside a stretch of the text."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


class Alignment:
    """Two texts, word by word."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = Words.of(old), Words.of(new)
        self._aligned: list[int] = []
        """The old words that keep their order in the new text."""
        self.partner = self._partners()
        """For each word of the old text the number of the same word in the new one; -1 where it is not known."""
        self.taken = [False] * len(self.new.words)
        """For each word of the new text whether it is known which old word it is."""
        for partner in self.partner:
            if partner >= 0:
                self.taken[partner] = True

    def between(self, words: range) -> tuple[range, range]:
        """The stretch of old words around some that is not aligned, but for them, and the stretch of new words that it became.

        Both reach from the last aligned word before to the first after.
        """
        before = bisect_left(self._aligned, words.start) - 1
        after = bisect_left(self._aligned, words.stop)
        left = self._aligned[before] if before >= 0 else -1
        right = self._aligned[after] if after < len(self._aligned) else len(self.old.words)
        new_left = self.partner[left] if before >= 0 else -1
        new_right = self.partner[right] if after < len(self._aligned) else len(self.new.words)
        return range(left + 1, right), range(new_left + 1, max(new_left + 1, new_right))

    def run_around(self, words: range) -> range:
        """The longest stretch of old words around some, all of them aligned and still next to one another."""
        first, last = words.start, words.stop - 1
        while first > 0 and self.partner[first - 1] >= 0 and self.partner[first - 1] + 1 == self.partner[first]:
            first -= 1
        most = len(self.partner) - 1
        while last < most and self.partner[last + 1] >= 0 and self.partner[last + 1] == self.partner[last] + 1:
            last += 1
        return range(first, last + 1)

    def _partners(self) -> list[int]:
        once_old, once_new = _once(self.old), _once(self.new)
        pairs = sorted((old, once_new[shingle]) for shingle, old in once_old.items() if shingle in once_new)
        partner = [-1] * len(self.old.words)
        in_order = increasing(pairs)
        for old, new in in_order:
            for step in range(SHINGLE):
                partner[old + step] = new + step
        self._aligned = [number for number, other in enumerate(partner) if other >= 0]
        kept = set(in_order)
        self._add_moved([pair for pair in pairs if pair not in kept], partner)
        return partner

    def _add_moved(self, pairs: Sequence[tuple[int, int]], partner: list[int]) -> None:
        """Runs of words that stand in another order now: blocks that were moved, when they are long and not taken."""
        taken = {other for other in partner if other >= 0}
        for run in _runs(pairs):
            olds = range(run[0][0], run[-1][0] + SHINGLE)
            shift = run[0][1] - run[0][0]
            free = [number for number in olds if partner[number] < 0 and number + shift not in taken]
            if len(free) == len(olds) >= MOVED:
                for number in olds:
                    partner[number] = number + shift
                taken.update(number + shift for number in olds)


def _once(text: Words) -> dict[tuple[str, ...], int]:
    """The shingles that stand once, with where each begins. None reaches over the end of a paragraph: where a paragraph is copied
    to the place beside it, its first words would be those of the one copy and its last those of the other.
    """
    places: dict[tuple[str, ...], int] = {}
    for place in range(len(text.words) - SHINGLE + 1):
        if text.paragraphs[place] == text.paragraphs[place + SHINGLE - 1]:
            shingle = tuple(text.words[place : place + SHINGLE])
            places[shingle] = -1 if shingle in places else place
    return {shingle: place for shingle, place in places.items() if place >= 0}


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs, sorted by their first numbers, in runs that go on by one in both."""
    runs: list[list[tuple[int, int]]] = []
    for old, new in pairs:
        if runs and runs[-1][-1] == (old - 1, new - 1):
            runs[-1].append((old, new))
        else:
            runs.append([(old, new)])
    return runs


def increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of some pairs, sorted by their first numbers, in which the second numbers increase too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            last.append(number)
        else:
            ends[length], last[length] = value, number
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
