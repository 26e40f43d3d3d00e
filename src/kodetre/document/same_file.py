"""Finding excerpts again where another program has read the same file in its own way: the letters are the same, and what stands
between them is not (line ends, hyphens, headers). Pure.
"""

from bisect import bisect_left
from collections.abc import Sequence

from kodetre.document.reanchor import find_again
from kodetre.model.codings import Anchor, Place
from kodetre.model.documents import Span

_BESIDE = 12
"""Letters on one side that must be the same where an excerpt's letters stand several times."""
_FEWEST = 3
"""Letters of an excerpt under which they say nothing."""


def find_in_reading(old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
    """Where excerpts of one reading of a file stand in another: by their letters, where these stand as often in both and between
    the same letters; what that does not tell, as in a changed text (`find_again`).
    """
    if old == new:
        return [Place("exact", anchor.span) for anchor in anchors]
    ours, theirs = _Letters(new), _Letters(old)
    places: dict[int, Place] = {}
    for number, anchor in enumerate(anchors):
        span = _by_letters(theirs, ours, anchor.span)
        if span is not None:
            places[number] = Place("exact", _with_edges(anchor.quote, new, span))
    left = [number for number in range(len(anchors)) if number not in places]
    rest = find_again(old, new, [anchors[number] for number in left])
    places |= dict(zip(left, rest, strict=True))
    return [places[number] for number in range(len(anchors))]


def _with_edges(quote: str, text: str, span: Span) -> Span:
    """A stretch with the signs that an excerpt begins and ends with, where they stand there too."""
    letters = [place for place, letter in enumerate(quote) if letter.isalnum()]
    head, tail = quote[: letters[0]], quote[letters[-1] + 1 :]
    start, end = span.start - len(head), span.end + len(tail)
    before = start >= 0 and text[start : span.start] == head
    return Span(start if before else span.start, end if text[span.end : end] == tail else span.end)


class _Letters:
    """The letters and digits of a text in small, with the offset that each had."""

    def __init__(self, text: str) -> None:
        self.offsets = [place for place, letter in enumerate(text) if letter.isalnum()]
        self.text = "".join(text[place].lower()[:1] for place in self.offsets)

    def of(self, span: Span) -> tuple[int, int]:
        """Which of the letters stand in a stretch."""
        return bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)

    def places(self, wanted: str) -> list[int]:
        """Where a sequence of letters begins, each time."""
        found: list[int] = []
        at = self.text.find(wanted)
        while at >= 0 and len(found) < 1000:
            found.append(at)
            at = self.text.find(wanted, at + 1)
        return found

    def span(self, first: int, count: int) -> Span:
        """The stretch of some letters."""
        return Span(self.offsets[first], self.offsets[first + count - 1] + 1)


def _by_letters(old: _Letters, new: _Letters, span: Span) -> Span | None:
    first, last = old.of(span)
    wanted = old.text[first:last]
    if len(wanted) < _FEWEST:
        return None
    before, after = old.places(wanted), new.places(wanted)
    if not before or len(before) != len(after):
        return None
    at = after[before.index(first)]
    if len(before) > 1 and not _same_beside(old, new, first, at, len(wanted)):
        return None
    return new.span(at, len(wanted))


def _same_beside(old: _Letters, new: _Letters, first: int, at: int, count: int) -> bool:
    left = old.text[max(0, first - _BESIDE) : first] == new.text[max(0, at - _BESIDE) : at]
    right = old.text[first + count : first + count + _BESIDE] == new.text[at + count : at + count + _BESIDE]
    return left or right
