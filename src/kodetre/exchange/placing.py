"""Selections at their places in a text as kodetre keeps it. Pure."""

from dataclasses import replace
from itertools import chain

from kodetre.document.occurrences import occurrences
from kodetre.exchange.cleaned import cleaned
from kodetre.exchange.offsets import TRUSTED, Raw, place
from kodetre.exchange.qda import QdaSelection

_FEWEST = 4
"""Selections without words from which on it can be told whether their offsets fit a text."""
_AT_WORDS = 0.9
"""The share of them that must begin and end at words; of offsets into another text a tenth does."""


def placed_selections(raw: str, selections: tuple[QdaSelection, ...]) -> tuple[str, tuple[QdaSelection, ...], str]:
    """A text as kodetre keeps it, its selections at their places in it, and how their offsets were understood."""
    places = place(raw, [Raw(one.start, one.end, one.quote) for one in selections])
    ends = chain.from_iterable(span for span in places.spans if span is not None)
    text, moved = cleaned(places.text, ends)
    placed: list[QdaSelection] = []
    for one, span in zip(selections, places.spans, strict=True):
        empty = one.start == one.end
        if span is None and not empty:
            placed.append(replace(one, start=-1, end=-1, placed=False))
            continue
        start, end = (moved[span[0]], moved[span[1]]) if span is not None else (0, 0)
        placed.append(replace(one, start=start, end=end, quote=text[start:end]))
    return text, tuple(placed), places.said if selections else ""


def fitted_selections(text: str, selections: tuple[QdaSelection, ...]) -> tuple[tuple[QdaSelection, ...], str]:
    """Selections of a text that is not there, in a text that is perhaps the same, and how that was found out.

    Their offsets are believed where most of them are the words that they name, or, where they name none, where nearly all of at
    least a few begin and end at words. Otherwise each is where its words stand, if that is once; the others are not placed.
    """
    whole = tuple(one for one in selections if one.start != one.end)
    places = place(text, [Raw(one.start, one.end, one.quote) for one in whole])
    named = sum(bool(one.quote.strip()) for one in whole)
    fits = (
        places.named >= TRUSTED * named
        if named
        else len(whole) >= _FEWEST and places.at_words >= _AT_WORDS * len(whole)
    )
    spans = list(places.spans) if fits else [_by_words(text, one.quote) for one in whole]
    placed: list[QdaSelection] = []
    for one, span in zip(whole, spans, strict=True):
        if span is None:
            placed.append(replace(one, start=-1, end=-1, placed=False))
        else:
            placed.append(replace(one, start=span[0], end=span[1], quote=text[span[0] : span[1]]))
    return tuple(placed), places.said if fits and whole else ""


def _by_words(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand that stand once; words that are cut short say less than what was marked."""
    if not words.strip() or words.rstrip().endswith(("…", "...")):
        return None
    found = occurrences(text, words)
    return (found[0].start, found[0].end) if len(found) == 1 else None
