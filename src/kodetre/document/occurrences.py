"""Where a quote stands in a text, whatever the kind of its spaces, dashes and quotation marks. Pure."""

import re

from kodetre.model.documents import Span

_FOLD = {
    ord(mark): plain
    for plain, marks in {"'": "’‘‚`´", '"': "“”„«»", "-": "–—‐‑−", " ": "\u00a0\u2009\u202f"}.items()
    for mark in marks
}


def _same(text: str, quote: str) -> bool:
    return " ".join(text.translate(_FOLD).split()) == " ".join(quote.translate(_FOLD).split())


def occurrences(text: str, quote: str) -> list[Span]:
    """Where a quote stands, whatever the kind of its spaces, dashes and quotation marks."""
    words = quote.translate(_FOLD).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [Span(found.start(), found.end()) for found in pattern.finditer(text.translate(_FOLD))]
