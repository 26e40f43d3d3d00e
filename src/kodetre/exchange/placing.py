"""Selections at their places in a text as kodetre keeps it. Pure."""

from dataclasses import replace
from itertools import chain

from kodetre.exchange.cleaned import cleaned
from kodetre.exchange.offsets import Raw, place
from kodetre.exchange.qda import QdaSelection


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
