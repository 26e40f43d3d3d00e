"""Where hits stand to one another: which block they are in, and how many words lie between them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kodetre.matching.index import IndexedDocument
from kodetre.model.suggestions import Hit

Spans = list[tuple[int, int]]

LIGHT = frozenset("og en ei et ein eit den det de dei".split())
"""Words that are no step from one word to another: *og* and the articles."""


def blocks_of(document: IndexedDocument, spans: Spans) -> list[int]:
    """The number of the block that each span begins in."""
    return _numbered(document.block_start, [start for start, _ in spans])


def widest(spans: Spans) -> Spans:
    """Spans without those that lie in another of them, in the order of the text: the same words are hit once."""
    kept: Spans = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def counted_once(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in one document without those on words that another hit holds already, in the order of the text; of hits on
    the very same words the first is kept.
    """
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end)):
        if not kept or hit.span.end > kept[-1].span.end:
            kept.append(hit)
    return kept


def near(document: IndexedDocument, sides: tuple[Spans, Spans], distance: int, light: NDArray[np.uint32]) -> Spans:
    """Pairs in one block with at most `distance` words from the one to the other; the span reaches over both.

    `light` holds the numbers of the forms that are not counted as words between.
    """
    ours, theirs = sides
    if not ours or not theirs:
        return []
    steps = np.concatenate(([0], np.cumsum(~np.isin(document.form, light))))
    left, right = _in_words(document, ours, steps), _in_words(document, sorted(theirs), steps)
    furthest = max(word.last_step - word.first_step for word in right)
    firsts = [word.first_step for word in right]
    pairs = []
    for word in left:
        low = bisect_left(firsts, word.first_step - distance - furthest)
        for other in right[low:]:
            if other.first_step - word.last_step >= distance:
                break
            before, after = (word, other) if word.first < other.first else (other, word)
            between = after.first_step - before.last_step
            if after.first > before.last and between < distance and word.block == other.block:
                pairs.append((min(word.span[0], other.span[0]), max(word.span[1], other.span[1])))
    return pairs


@dataclass(frozen=True, slots=True)
class _InWords:
    """A span by its words: the numbers of the first and the last, how many words that count stand before it and up to its
    end, and the number of its block.
    """

    first: int
    last: int
    first_step: int
    last_step: int
    block: int
    span: tuple[int, int]


def _in_words(document: IndexedDocument, spans: Spans, steps: NDArray[np.int64]) -> list[_InWords]:
    firsts = _numbered(document.start, [start for start, _ in spans])
    lasts = _numbered(document.start, [end - 1 for _, end in spans])
    before, through = steps[firsts].tolist(), steps[np.array(lasts) + 1].tolist()
    rows = zip(firsts, lasts, before, through, blocks_of(document, spans), spans, strict=True)
    return [_InWords(*row) for row in rows]


def _numbered(starts: NDArray[np.uint32], offsets: list[int]) -> list[int]:
    """For each offset the number of the last start that is not after it. Offsets of the same type: NumPy would convert
    all starts for each call otherwise.
    """
    numbers: list[int] = (np.searchsorted(starts, np.array(offsets, dtype=starts.dtype), side="right") - 1).tolist()
    return numbers
