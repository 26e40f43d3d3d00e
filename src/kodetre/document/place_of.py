"""The stretch of a document that somebody names, by its words or by its offsets. Pure."""

import re

from kodetre.document.occurrences import occurrences
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import counted, msg
from kodetre.model.documents import Document, Span

_MOST_PLACES = 5
"""Places of a quote that are named."""


def span_written(written: str, document: Document) -> Span:
    """Offsets written as START-END. Raises NotPossible for what is no stretch of the text."""
    numbers = re.fullmatch(r"([0-9]{1,12})-([0-9]{1,12})", written.strip())
    if numbers is None or not int(numbers[1]) < int(numbers[2]) <= len(document.text):
        next_step = msg("START-END, up to {count}", count=len(document.text))
        raise NotPossible(written, msg("is no span of {document_id}", document_id=document.id), next_step=next_step)
    return Span(int(numbers[1]), int(numbers[2]))


def quoted(quote: str, document: Document) -> Span:
    """The one place where words stand. Raises NothingMatched where there is none, or several."""
    places = occurrences(document.text, quote)
    if len(places) == 1:
        return places[0]
    if places:
        spans = ", ".join(f"{place.start}-{place.end}" for place in places[:_MOST_PLACES])
        what = msg("stands {times} in {document_id}", times=counted(len(places), "time"), document_id=document.id)
        raise NothingMatched(quote, what, next_step=msg("use --span: {spans}", spans=spans))
    raise NothingMatched(
        quote,
        msg("does not stand in {document_id}", document_id=document.id),
        next_step=msg("copy the words as they stand"),
    )
