"""Finding excerpts again in a text that has changed. Pure.

The two texts are aligned as wholes first (`alignment`), so that an excerpt's place follows from the order of the document and from
what stands around it, and never from its own words alone: those may stand elsewhere too. Only what is certain is a place. What is
likely is proposed and stays adrift until somebody confirms it.

How alike two stretches are is the normalised Indel similarity of their letters and digits (Bergroth et al. 2000), as RapidFuzz
computes it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from kodetre.document.alignment import Alignment, Words
from kodetre.model.codings import Anchor, Place
from kodetre.model.documents import Span

NEAR = 75.0
"""How alike, of 100, a stretch must be to be taken for a changed excerpt."""

_ALL_BUT = 90.0
"""How alike, of 100, excerpts or paragraphs must be where the alignment tells too few of their words."""
_MARGIN = 8.0
"""How much less alike, of 100, the next likeliest stretch must be."""
_RUN = 8
"""Words in a row that are the same in both texts and leave no doubt."""
_TELLS_ITSELF = 40
"""Letters from which an excerpt is told by its own words, where they stand once between the same neighbours."""
_CONTEXT = 3
"""Words on either side that tell apart excerpts of the same words."""
_WORD = re.compile(r"\w+")


def find_again(old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
    """Where excerpts of an old text stand in a new one: "exact" or "near" with a span, or "adrift" with none.

    One that is adrift may have a span that is proposed.
    """
    if not anchors:
        return []
    if old == new:
        return [Place("exact", anchor.span) for anchor in anchors]
    finder = Reanchorer(old, new)
    return [finder.find(anchor) for anchor in anchors]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text, in small, with the offset that each had in it."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> "_Letters":
        small: list[str] = []
        offsets: list[int] = []
        for offset, letter in enumerate(text[start:end], start):
            if letter.isalnum():
                in_small = letter.lower()  # of two letters, for a few
                small.append(in_small)
                offsets.extend([offset] * len(in_small))
        return cls("".join(small), offsets)

    def spans_of(self, wanted: str) -> list[Span]:
        """Where a sequence of letters stands."""
        starts = _starts(self.text, wanted)
        return [Span(self.offsets[start], self.offsets[start + len(wanted) - 1] + 1) for start in starts]


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """An excerpt that is looked for: its words in the old text, its letters, and the stretch of it that they reach over."""

    anchor: Anchor
    words: range
    letters: str
    span: Span


class Reanchorer:
    """Finds excerpts of an old text in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.alignment = Alignment(old, new)
        self._old_letters = _Letters.of(old)
        self._new_letters = _Letters.of(new)

    def find(self, anchor: Anchor) -> Place:
        """Where an excerpt stands now: "exact" or "near" with its span, or "adrift", perhaps with a span that is proposed."""
        if anchor.span.of(self.old) != anchor.quote:
            return self._by_context(anchor)
        excerpt = self._excerpt(anchor)
        if excerpt is None:
            return Place("adrift", None)
        if (span := self._aligned(excerpt)) is not None:
            return self._found(excerpt, span)
        certain, likely = self._between_neighbours(excerpt)
        if certain is None and likely is None:
            certain, likely = self._moved(excerpt)
        elif certain is not None and not self._has_its_letters(excerpt, certain):
            certain, likely = self._unless_moved(excerpt, certain)
        if certain is not None:
            return self._found(excerpt, certain)
        return Place("adrift", None, self._with_edges(anchor.quote, likely) if likely is not None else None)

    def _excerpt(self, anchor: Anchor) -> _Excerpt | None:
        old = self.alignment.old
        words = old.within(anchor.span.start, anchor.span.end)
        letters = _Letters.of(self.old, anchor.span.start, anchor.span.end)
        if not words or not letters.text:
            return None
        return _Excerpt(anchor, words, letters.text, Span(letters.offsets[0], letters.offsets[-1] + 1))

    def _found(self, excerpt: _Excerpt, span: Span) -> Place:
        whole = self._with_edges(excerpt.anchor.quote, span)
        return Place("exact" if whole.of(self.new) == excerpt.anchor.quote else "near", whole)

    def _by_context(self, anchor: Anchor) -> Place:
        """Where an excerpt stands that was adrift in the old text already: known by its words and by what stood around them."""
        spans = [Span(start, start + len(anchor.quote)) for start in _starts(self.new, anchor.quote)]
        fitting = [span for span in spans if self._surroundings(anchor, span) == 1]
        if len(fitting) == 1:
            return Place("exact", fitting[0])
        likely = max(fitting or spans, key=lambda span: self._surroundings(anchor, span), default=None)
        return Place("adrift", None, likely)

    # By the alignment of the two texts

    def _aligned(self, excerpt: _Excerpt) -> Span | None:
        """The stretch whose words are all known to be the excerpt's, in a run that is long enough to leave no doubt."""
        partner, words = self.alignment.partner, excerpt.words
        if any(partner[number] < 0 for number in words):
            return None
        if partner[words[-1]] - partner[words[0]] != len(words) - 1:
            return None
        run = self.alignment.run_around(words)
        if len(run) < _RUN and not self._is_whole_paragraph(run):
            return None
        return self._in_new(excerpt, partner[words[0]], partner[words[-1]])

    def _in_new(self, excerpt: _Excerpt, first: int, last: int) -> Span:
        """The stretch of new words that are the excerpt's first and last, which it may begin and end inside."""
        old, new = self.alignment.old, self.alignment.new
        start = new.starts[first] + max(0, excerpt.span.start - old.starts[excerpt.words[0]])
        end = new.ends[last] - max(0, old.ends[excerpt.words[-1]] - excerpt.span.end)
        return Span(start, end)

    def _is_whole_paragraph(self, run: range) -> bool:
        old = self.alignment.old
        start, end = old.starts[run[0]], old.ends[run[-1]]
        before = self.old[old.ends[run[0] - 1] if run[0] else 0 : start]
        after = self.old[end : old.starts[run[-1] + 1] if run[-1] + 1 < len(old.words) else len(self.old)]
        first = run[0] == 0 or "\n" in before
        last = run[-1] + 1 == len(old.words) or "\n" in after
        return first and last and len(run) >= 2

    # By what can stand between the neighbours that are known

    def _between_neighbours(self, excerpt: _Excerpt) -> tuple[Span | None, Span | None]:
        """The place between the same neighbours as before, certain or likely; neither where the excerpt is not there."""
        old_gap, new_gap = self.alignment.between(excerpt.words)
        new_start, new_end = self._stretch(self.alignment.new, new_gap)
        if new_start >= new_end:
            return None, None
        same = self._whole_words(_Letters.of(self.new, new_start, new_end).spans_of(excerpt.letters))
        if same:
            return self._same_words(excerpt, old_gap, new_gap, same)
        return self._changed_words(excerpt, old_gap, new_gap)

    def _same_words(
        self, excerpt: _Excerpt, old_gap: range, new_gap: range, same: list[Span]
    ) -> tuple[Span | None, Span | None]:
        """Which of the places with the excerpt's very words it is: certain where there is one, and was one before."""
        old_start, old_end = self._stretch(self.alignment.old, old_gap)
        new_start, _ = self._stretch(self.alignment.new, new_gap)
        before = _Letters.of(self.old, old_start, old_end).spans_of(excerpt.letters)
        if len(same) == len(before) == 1:
            return (same[0], None) if self._is_told(excerpt, same[0]) else (None, same[0])
        if self._is_unchanged(old_gap, new_gap):
            shift = new_start - old_start
            return Span(excerpt.span.start + shift, excerpt.span.end + shift), None
        return None, max(same, key=lambda span: self._surroundings(excerpt.anchor, span))

    def _is_told(self, excerpt: _Excerpt, now: Span) -> bool:
        """Whether the only place with the excerpt's words between its neighbours is the excerpt's: by the words, when they stand
        once in each text and are many or partly known; else by the paragraph and what stands beside it.
        """
        before, after = self._old_letters.spans_of(excerpt.letters), self._new_letters.spans_of(excerpt.letters)
        if len(before) == len(after) == 1 and (
            len(excerpt.letters) >= _TELLS_ITSELF or self._known(excerpt, now) >= _CONTEXT
        ):
            return True
        return self._is_same_spot(excerpt.span, now, sides=1 if len(before) == len(after) else 2)

    def _is_unchanged(self, old_gap: range, new_gap: range) -> bool:
        """Whether all that stands between the same neighbours is letter by letter what it was."""
        old, new = self._stretch(self.alignment.old, old_gap), self._stretch(self.alignment.new, new_gap)
        return self.old[slice(*old)] == self.new[slice(*new)]

    def _known(self, excerpt: _Excerpt, span: Span) -> int:
        """How many of the excerpt's words are known, from the alignment, to stand in a stretch of the new text."""
        words = self.alignment.new.within(span.start, span.end)
        return sum(self.alignment.partner[number] in words for number in excerpt.words)

    def _changed_words(self, excerpt: _Excerpt, old_gap: range, new_gap: range) -> tuple[Span | None, Span | None]:
        """The stretch that the excerpt has become, where its words have changed."""
        old, new = self.alignment.old, self.alignment.new
        wanted = [old.words[number] for number in excerpt.words]
        stretches = list(self._stretches(wanted, new, new_gap, excerpt.letters))
        if not stretches:
            return None, None
        alike, words = stretches[0]
        span = self._in_new(excerpt, words[0], words[-1])
        if span.start >= span.end:
            return None, None
        known = self._known(excerpt, span)
        rival = stretches[1][0] if len(stretches) > 1 else 0.0
        told = len(excerpt.letters) >= _TELLS_ITSELF or known >= 2 or self._is_same_spot(excerpt.span, span, sides=2)
        if alike < NEAR or alike - rival < _MARGIN or not told:
            return None, span if alike >= NEAR else None
        if 2 * known < len(excerpt.words) and (alike < _ALL_BUT or not self._is_origin(excerpt, old_gap, words)):
            return None, span
        return span, None

    def _is_origin(self, excerpt: _Excerpt, old_gap: range, words: range) -> bool:
        """Whether no other stretch of the old text between the same neighbours is as like what the excerpt seems to be now."""
        new = self.alignment.new
        wanted = [new.words[number] for number in words]
        letters = _Letters.of(self.new, new.starts[words[0]], new.ends[words[-1]]).text
        stretches = list(self._stretches(wanted, self.alignment.old, old_gap, letters))
        if not stretches:
            return False
        ours = _overlap(stretches[0][1], excerpt.words) * 2 >= len(excerpt.words)
        return ours and (len(stretches) == 1 or stretches[0][0] - stretches[1][0] >= _MARGIN)

    def _stretches(self, wanted: Sequence[str], text: Words, gap: range, letters: str) -> Iterator[tuple[float, range]]:
        """The stretches of a gap that are most like some words, the likeliest first: how alike, and the words' numbers."""
        likely: list[tuple[float, range]] = []
        for part in _parts(text, gap, len(wanted)):
            window = [text.words[number] for number in part]
            run = _closest_run(wanted, window)
            if run is None:
                continue
            lead, first, last, trail = run
            start = _reach(text, part[first], -lead, gap)
            end = _reach(text, part[last], trail, gap)
            there = _Letters.of(text.text, text.starts[start], text.ends[end]).text
            likely.append((fuzz.ratio(letters, there), range(start, end + 1)))
        likely.sort(key=lambda entry: (-entry[0], entry[1].start))
        chosen: list[range] = []
        for alike, words in likely:
            if all(_overlap(words, other) * 2 < min(len(words), len(other)) for other in chosen):
                chosen.append(words)
                yield alike, words

    # Elsewhere

    def _moved(self, excerpt: _Excerpt) -> tuple[Span | None, Span | None]:
        """A place with the excerpt's very words, or with its paragraph's, that is nothing else's home: it was moved there."""
        around = _paragraph(self.old, excerpt.span)
        paragraph = _Letters.of(self.old, around.start, around.end)
        before = bisect_left(paragraph.offsets, excerpt.span.start)
        after = bisect_left(paragraph.offsets, excerpt.span.end)
        homes = self._homes(paragraph.text)
        if len(homes) == len(self._old_letters.spans_of(paragraph.text)) == 1:
            now = _Letters.of(self.new, homes[0].start, homes[0].end)
            span = Span(now.offsets[before], now.offsets[after - 1] + 1)
            return (span, None) if len(paragraph.text) >= _TELLS_ITSELF else (None, span)
        free = [span for span in self._homes(excerpt.letters) if not self._is_taken(span)]
        likely = len(excerpt.letters) >= _TELLS_ITSELF and free
        return None, max(free, key=lambda span: self._surroundings(excerpt.anchor, span)) if likely else None

    def _unless_moved(self, excerpt: _Excerpt, changed: Span) -> tuple[Span | None, Span | None]:
        """The stretch that an excerpt seems to have become, when its very words have not moved to another place instead."""
        moved, likely = self._moved(excerpt)
        if moved is not None:
            return moved, None
        if len(excerpt.letters) >= _TELLS_ITSELF and self._homes(excerpt.letters):
            return None, likely or changed
        return changed, None

    def _has_its_letters(self, excerpt: _Excerpt, span: Span) -> bool:
        return _Letters.of(self.new, span.start, span.end).text == excerpt.letters

    def _homes(self, letters: str) -> list[Span]:
        return self._whole_words(self._new_letters.spans_of(letters))

    def _is_taken(self, span: Span) -> bool:
        words = self.alignment.new.within(span.start, span.end)
        return any(self.alignment.taken[number] for number in words)

    # What stands around

    def _is_same_spot(self, was: Span, now: Span, sides: int) -> bool:
        """Whether two places are in paragraphs that are alike, with the same words next to these on one side, or on both."""
        before, after = _paragraph(self.old, was), _paragraph(self.new, now)
        letters = (_Letters.of(self.old, before.start, before.end), _Letters.of(self.new, after.start, after.end))
        if fuzz.ratio(letters[0].text, letters[1].text) < _ALL_BUT:
            return False
        old, new = self.alignment.old, self.alignment.new
        beside = [_same_words_beside(old, before, new, after, side) for side in (-1, 1)]
        return sum(count >= _CONTEXT for count in beside) >= sides or (min(beside) >= 1 and sum(beside) >= _CONTEXT)

    def _surroundings(self, anchor: Anchor, span: Span) -> float:
        """How alike what stands before and after is, 0 to 1."""
        before = self.new[max(0, span.start - len(anchor.before)) : span.start]
        after = self.new[span.end : span.end + len(anchor.after)]
        return (fuzz.ratio(anchor.before, before) + fuzz.ratio(anchor.after, after)) / 200

    def _whole_words(self, spans: Sequence[Span]) -> list[Span]:
        """Those that begin and end where words do."""
        whole: list[Span] = []
        for span in spans:
            before, after = self.new[max(0, span.start - 1) : span.start], self.new[span.end : span.end + 1]
            if not before.isalnum() and not after.isalnum():
                whole.append(span)
        return whole

    def _with_edges(self, quote: str, span: Span) -> Span:
        """The span with the punctuation that the excerpt began and ended with, where it stands there still."""
        start, end = span.start, span.end
        first = next((place for place, letter in enumerate(quote) if letter.isalnum()), 0)
        last = next((place for place, letter in enumerate(reversed(quote)) if letter.isalnum()), 0)
        for mark in reversed(quote[:first]):
            if self.new[max(0, start - 1) : start] == mark:
                start -= 1
        for mark in quote[len(quote) - last :]:
            if self.new[end : end + 1] == mark:
                end += 1
        return Span(start, end)

    @staticmethod
    def _stretch(text: Words, gap: range) -> tuple[int, int]:
        """Where a gap's words begin and end in their text."""
        return (text.starts[gap[0]], text.ends[gap[-1]]) if gap else (0, 0)


def _starts(text: str, wanted: str) -> Iterator[int]:
    """Where a sequence begins in a text; occurrences may overlap."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _same_words_beside(old: Words, was: Span, new: Words, now: Span, side: int) -> int:
    """How many words next to two places are the same, up to `_CONTEXT`; the end of a text is like the end of another."""
    if side < 0:
        first, second = bisect_left(old.starts, was.start) - 1, bisect_left(new.starts, now.start) - 1
    else:
        first, second = bisect_left(old.starts, was.end), bisect_left(new.starts, now.end)
    count = 0
    while count < _CONTEXT:
        ended = (not 0 <= first < len(old.words), not 0 <= second < len(new.words))
        if any(ended):
            return _CONTEXT if all(ended) else count
        if old.words[first] != new.words[second]:
            return count
        count, first, second = count + 1, first + side, second + side
    return count


def _paragraph(text: str, span: Span) -> Span:
    """The paragraph, or the paragraphs, that a stretch stands in."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def _overlap(one: range, other: range) -> int:
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def _parts(text: Words, gap: range, size: int) -> Iterator[range]:
    """Windows over a gap, each half over the one before, so wide that an excerpt of `size` words lies whole in one."""
    width = max(12, 3 * size)
    step = max(4, size)
    for start in range(gap.start, max(gap.start + 1, gap.stop - size), step):
        yield range(start, min(gap.stop, start + width))


def _closest_run(wanted: Sequence[str], window: Sequence[str]) -> tuple[int, int, int, int] | None:
    """The part of a window that best agrees with some words: how many of them stand before it, its first and last word, and how
    many stand after it. None where nothing agrees.
    """
    matched: list[tuple[int, int]] = []
    for step in Indel.opcodes(wanted, window):
        if step.tag == "equal":
            both = zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
            matched.extend(both)
    run = _densest(matched)
    if not run:
        return None
    return run[0][0], run[0][1], run[-1][1], len(wanted) - 1 - run[-1][0]


def _densest(matched: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
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


def _reach(text: Words, place: int, steps: int, gap: range) -> int:
    """The word that changed words at an end of the excerpt reach to, without leaving the paragraph or the gap."""
    reached = place
    for _ in range(abs(steps)):
        following = reached + (1 if steps > 0 else -1)
        if following not in gap:
            break
        low, high = min(reached, following), max(reached, following)
        if "\n" in text.text[text.ends[low] : text.starts[high]]:
            break
        reached = following
    return reached


def shared(old: str, new: str) -> float:
    """The share of an old text's sequences of four words that stand in a new one too, 0 to 1 (Broder's containment,
    1997); 1 for a text that has none.
    """
    had, has = _shingles(old), _shingles(new)
    return len(had & has) / len(had) if had else 1.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [found[0].lower() for found in _WORD.finditer(text)]
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
