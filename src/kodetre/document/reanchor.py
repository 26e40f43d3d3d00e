"""Finding excerpts again in a text that has changed: by their letters, by what stands around them, and nearly.

Three ways, the next where the one before fails: the same characters, told apart by their surroundings where they stand
more than once; the same letters and digits, whatever the spaces and hyphens; and the stretch of the new text that shares
most words with the excerpt, when it is at least `NEAR` alike (normalised Indel similarity, Bergroth et al. 2000, as
RapidFuzz computes it).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from kodetre.model.codings import Anchor, Place
from kodetre.model.documents import Span

NEAR = 75.0
"""How alike, of 100, a stretch must be to be taken for a changed excerpt."""

_TELLS_ITSELF = 40
"""Characters from which an excerpt that stands once in the new text needs no surroundings to be believed."""
_SURROUNDED = 0.5
"""How alike the surroundings of a shorter one must be, 0 to 1."""
_COMMON = 60
"""A word that stands more often than this in a text says nothing of where an excerpt is."""
_CANDIDATES = 5
_WORD = re.compile(r"\w+")


def find_again(old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
    """Where excerpts of an old text stand in a new one: "exact" or "near" with a span, or "adrift" with none."""
    if not anchors:
        return []
    finder = Reanchorer(old, new)
    return [finder.find(anchor) for anchor in anchors]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, in small, with the offset that each had in it."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "_Letters":
        small: list[str] = []
        offsets: list[int] = []
        for offset, letter in enumerate(text):
            if letter.isalnum():
                in_small = letter.lower()  # of two letters, for a few
                small.append(in_small)
                offsets.extend([offset] * len(in_small))
        return cls("".join(small), offsets)

    def span(self, start: int, end: int) -> Span:
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


class Reanchorer:
    """Finds excerpts of an old text in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._letters = _Letters.of(new)
        self._words = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(new)]
        self._at: dict[str, list[int]] = {}
        for place, (word, _, _) in enumerate(self._words):
            self._at.setdefault(word, []).append(place)

    def find(self, anchor: Anchor) -> Place:
        """Where an excerpt stands now: "exact" or "near" with its span, or "adrift" with none."""
        if (span := self._exact(anchor)) is not None:
            return Place("exact", span)
        if (span := self._same_letters(anchor) or self._alike(anchor)) is not None:
            return Place("near", span)
        return Place("adrift", None)

    def _exact(self, anchor: Anchor) -> Span | None:
        size = len(anchor.quote)
        spans = [Span(start, start + size) for start in _occurrences(self.new, anchor.quote)]
        return self._best(anchor, spans)

    def _same_letters(self, anchor: Anchor) -> Span | None:
        letters = _Letters.of(anchor.quote).text
        if not letters:
            return None
        starts = _occurrences(self._letters.text, letters)
        whole = [span for start in starts if self._whole(span := self._letters.span(start, start + len(letters)))]
        best = self._best(anchor, whole)
        return self._with_edges(anchor.quote, best) if best is not None else None

    def _whole(self, span: Span) -> bool:
        """Whether a stretch begins and ends where words do."""
        before, after = self.new[span.start - 1 : span.start], self.new[span.end : span.end + 1]
        return not before.isalnum() and not after.isalnum()

    def _with_edges(self, quote: str, span: Span) -> Span:
        """The span with the punctuation that the excerpt began and ended with, where it stands there still."""
        start, end = span.start, span.end
        for mark in reversed(quote[: len(quote) - len(quote.lstrip("«“\"'(["))]):
            if self.new[start - 1 : start] == mark:
                start -= 1
        tail = quote[len(quote.rstrip(".,;:!?»”\"')]")) :]
        for mark in tail:
            if self.new[end : end + 1] == mark:
                end += 1
        return Span(start, end)

    def _best(self, anchor: Anchor, spans: list[Span]) -> Span | None:
        """The one whose surroundings are most like the excerpt's; none when a short one has other surroundings."""
        if not spans:
            return None
        if len(spans) == 1 and len(anchor.quote) >= _TELLS_ITSELF:
            return spans[0]
        before = _occurrences(self.old, anchor.quote)
        ordinal = bisect_left(before, anchor.span.start) if len(before) == len(spans) else -1
        alike = [
            self._surroundings(anchor, span) + (0.1 if place == ordinal else 0) for place, span in enumerate(spans)
        ]
        best = max(range(len(spans)), key=lambda place: (alike[place], -self._moved(anchor, spans[place])))
        believed = len(anchor.quote) >= _TELLS_ITSELF or alike[best] >= _SURROUNDED
        return spans[best] if believed else None

    def _surroundings(self, anchor: Anchor, span: Span) -> float:
        """How alike what stands before and after is, 0 to 1: the better side counts most, as one may have been edited."""
        before = self.new[max(0, span.start - len(anchor.before)) : span.start]
        after = self.new[span.end : span.end + len(anchor.after)]
        sides = _alike(anchor.before[::-1], before[::-1]), _alike(anchor.after, after)
        return 0.7 * max(sides) + 0.3 * min(sides)

    def _moved(self, anchor: Anchor, span: Span) -> float:
        """How far from its relative place in the text."""
        return abs(span.start / max(1, len(self.new)) - anchor.span.start / max(1, len(self.old)))

    def _alike(self, anchor: Anchor) -> Span | None:
        words = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(anchor.quote)]
        best: tuple[float, Span] | None = None
        wanted = _Letters.of(anchor.quote).text
        for first in self._candidates([word for word, _, _ in words]):
            span = self._aligned(words, first)
            if span is None:
                continue
            span = self._with_edges(anchor.quote, span)
            alike = fuzz.ratio(wanted, _Letters.of(span.of(self.new)).text)
            believed = len(anchor.quote) >= _TELLS_ITSELF or self._surroundings(anchor, span) >= _SURROUNDED
            if alike >= NEAR and believed and (best is None or alike > best[0]):
                best = alike, span
        return best[1] if best is not None else None

    def _candidates(self, words: Sequence[str]) -> Iterator[int]:
        """The word numbers where the excerpt may begin, the likeliest first: its rarer words vote for them."""
        width = max(4, len(words) // 2)
        votes: Counter[int] = Counter()
        for number, word in enumerate(words):
            places = self._at.get(word, ())
            if len(places) <= _COMMON:
                for place in places:
                    votes[max(0, place - number) // width] += 1
        for bin_, _ in votes.most_common(_CANDIDATES):
            yield bin_ * width

    def _aligned(self, words: Sequence[tuple[str, int, int]], first: int) -> Span | None:
        """The stretch around a word number that best agrees with the excerpt, word by word."""
        spare = max(4, len(words) // 2)
        begin, end = max(0, first - spare), min(len(self._words), first + len(words) + 2 * spare)
        window = [word for word, _, _ in self._words[begin:end]]
        wanted = [word for word, _, _ in words]
        matched: list[tuple[int, int]] = []
        for step in Indel.opcodes(wanted, window):
            if step.tag == "equal":
                matched.extend(
                    zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
                )
        run = _closest_run(matched)
        if not run:
            return None
        lead, trail = run[0][0], len(wanted) - 1 - run[-1][0]
        first_word = self._reach(words, begin + run[0][1], -lead)
        last_word = self._reach(words, begin + run[-1][1], trail)
        return Span(self._words[first_word][1], self._words[last_word][2])

    def _reach(self, words: Sequence[tuple[str, int, int]], place: int, steps: int) -> int:
        """The word that changed words at an end of the excerpt reach to, without leaving the paragraph."""
        reached = place
        for _ in range(abs(steps)):
            following = reached + (1 if steps > 0 else -1)
            if not 0 <= following < len(self._words):
                break
            low, high = min(reached, following), max(reached, following)
            if "\n" in self.new[self._words[low][2] : self._words[high][1]]:
                break
            reached = following
        return reached


def _alike(wanted: str, there: str) -> float:
    """How alike what stands beside an excerpt is, 0 to 1; letters next to it tell more than those farther off."""
    if not wanted:
        return _SURROUNDED  # the excerpt stood at an end of the text, which says neither this nor that
    same = next(
        (place for place, (a, b) in enumerate(zip(wanted, there, strict=False)) if a != b), min(len(wanted), len(there))
    )
    return 0.5 * fuzz.ratio(wanted, there) / 100 + 0.5 * same / len(wanted)


def _closest_run(matched: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The part of an alignment with most words in it for the gaps between them: strays at the ends are left out.

    Kadane's maximal sum, a word counting one and a word skipped in the new text half of that against it.
    """
    best: tuple[float, int, int] = (0.0, 0, 0)
    worth, begin = 0.0, 0
    for place in range(len(matched)):
        if place:
            worth -= 0.5 * (matched[place][1] - matched[place - 1][1] - 1)
        if worth <= 0:
            worth, begin = 0.0, place
        worth += 1
        if worth > best[0]:
            best = worth, begin, place + 1
    return matched[best[1] : best[2]]


def _occurrences(text: str, wanted: str) -> list[int]:
    starts, at = [], text.find(wanted)
    while at >= 0:
        starts.append(at)
        at = text.find(wanted, at + 1)
    return starts


def shared(old: str, new: str) -> float:
    """The share of an old text's sequences of four words that stand in a new one too, 0 to 1 (Broder's containment,
    1997); 1 for a text that has none.
    """
    had, has = _shingles(old), _shingles(new)
    return len(had & has) / len(had) if had else 1.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
