"""Where a quote stands in a text, whatever the kind of its spaces, dashes and quotation marks. Pure."""

import re

from kodetre.model.documents import Span

_ALIKE = (("'", "’‘‚`´"), ('"', "“”„«»"), ("-", "–—‐‑−"), (" ", "\u00a0\u2009\u202f"))
"""A plain sign, and those that stand for it in print."""
_FOLD: dict[int, str] = {}
for _plain, _marks in _ALIKE:
    _FOLD.update(str.maketrans(dict.fromkeys(_marks, _plain)))


def is_quote_of(text: str, quote: str) -> bool:
    """Whether a quote has the words of a text, whatever the kind of its spaces, dashes and quotation marks."""
    return " ".join(text.translate(_FOLD).split()) == " ".join(quote.translate(_FOLD).split())


def occurrences(text: str, quote: str) -> list[Span]:
    """Where a quote stands, whatever the kind of its spaces, dashes and quotation marks."""
    words = quote.translate(_FOLD).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [Span(match.start(), match.end()) for match in pattern.finditer(text.translate(_FOLD))]
