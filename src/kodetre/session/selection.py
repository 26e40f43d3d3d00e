"""Selecting in a text: the word, sentence or paragraph at a place, moving an end, and excerpts named by their words. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.language.tokens import tokens
from kodetre.model.documents import Span

if TYPE_CHECKING:
    from kodetre.language.analysis import Split

By = Literal["letter", "word", "sentence"]
End = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Push:
    """A move of one end of a selection: which end, by what, and 1 forwards or -1 backwards."""

    end: End
    by: By
    step: int


_NUMBERS = re.compile(r"\s*(\d{1,5})\s*[-–:]\s*(\d{1,5})\s*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")
_CLOSING = ".!?»”)"


def word_at(text: str, around: Span, offset: int) -> Span:
    """The word of a paragraph at a place, or the one before it. Raises NotPossible where there is none."""
    words = _words(text, around)
    if not words:
        raise NotPossible("", msg("there is no word here"))
    return words[max(0, bisect_right([word.start for word in words], offset) - 1)]


def sentence_at(split: "Split", around: Span, offset: int) -> Span:
    """The sentence of a paragraph at a place; the whole paragraph where it has none."""
    sentence = around
    for start, end in split(around.start, around.end):
        if start > offset and sentence is not around:
            break
        sentence = Span(start, end)
        if offset < end:
            break
    return sentence


def moved(text: str, around: Span, split: "Split", span: Span, push: Push) -> Span:
    """A selection with one end moved within its paragraphs by a letter, a word or a sentence; it never becomes empty.

    Going too far is mended by going back. At the last stop, and where it would become empty, it stays as it is.
    """
    stops = _stops(text, around, split, push)
    here = span.start if push.end == "start" else span.end
    place = bisect_right(stops, here) if push.step > 0 else bisect_left(stops, here) - 1
    if not 0 <= place < len(stops):
        return span
    if push.end == "start":
        return Span(stops[place], span.end) if stops[place] < span.end else span
    return Span(span.start, stops[place]) if stops[place] > span.start else span


def _stops(text: str, around: Span, split: "Split", push: Push) -> Sequence[int]:
    """The offsets at which an end can stand, in order."""
    if push.by == "letter":
        return range(around.start, around.end + 1)
    if push.by == "word":
        words = _words(text, around)
        if push.end == "start":
            return [word.start for word in words]
        return [_with_stop(text, around, word).end for word in words]
    sentences = list(split(around.start, around.end))
    return [start if push.end == "start" else end for start, end in sentences]


def from_to(text: str, around: Span, wanted: str) -> Span:
    """The excerpt of a paragraph from one word to another: by number ("3-12") or by letters ("kommunen … tiltak").

    Raises NotPossible when the words are not there in this order.
    """
    words = _words(text, around)
    if (numbers := _NUMBERS.fullmatch(wanted)) is not None:
        first, last = int(numbers[1]), int(numbers[2])
        if not 1 <= first <= last <= len(words):
            raise NotPossible(
                "", msg("the paragraph has words 1 to {count}", count=len(words)), next_step=msg("for example: 3-12")
            )
        return _with_stop(text, around, Span(words[first - 1].start, words[last - 1].end))
    return by_words(text, around, wanted, msg("the paragraph"))


def by_words(text: str, around: Span, wanted: str, where: str) -> Span:
    """The first excerpt that begins and ends with words as they stand: "first … last". Raises NotPossible."""
    ends = [part for part in _ELLIPSIS.split(wanted.strip()) if part]
    if len(ends) not in (1, 2):
        raise NotPossible(
            "",
            msg("'{wanted}' is no excerpt", wanted=wanted),
            next_step=msg("write s, p, word numbers (3-12), or: first words … last words"),
        )
    patterns = [re.compile(r"\s+".join(map(re.escape, part.split())), re.IGNORECASE) for part in ends]
    first = patterns[0].search(text, around.start, around.end)
    last = patterns[-1].search(text, first.start(), around.end) if first else None
    if first is None or last is None:
        missing = ends[0] if first is None else ends[-1]
        raise NotPossible(
            "",
            msg("'{missing}' does not stand in {where}", missing=missing, where=where),
            next_step=msg("copy the words as they stand"),
        )
    return Span(first.start(), last.end())


def _words(text: str, around: Span) -> list[Span]:
    return [Span(around.start + start, around.start + end) for start, end in tokens(around.of(text))]


def _with_stop(text: str, around: Span, span: Span) -> Span:
    """The span with the full stop that ends its last word."""
    end = span.end
    while end < around.end and text[end] in _CLOSING:
        end += 1
    return Span(span.start, end)
