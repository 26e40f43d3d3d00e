"""Municipalities by the company that they are named in: after *kommunene*, or in a row of municipalities. Pure."""

import re
from collections.abc import Iterator, Sequence

from kodetre.actors.names import Mention
from kodetre.actors.register import is_municipality
from kodetre.model.documents import Document

_BETWEEN = re.compile(r"\s*(?:,|;|\bog|\beller|\bsamt|\bmed|, og)?\s+|\t")
_MUNICIPALITIES = re.compile(r"\bkommun(?:ene|ane|er|ar)[ \t]*(?:[:(][ \t]*)?$", re.IGNORECASE)
_BEFORE = 16
"""Letters before a row that are looked at."""
_ROW = 3
"""Municipalities after one another from which each of them is meant as one."""


def municipalities_in(document: Document, mentions: Sequence[Mention]) -> set[str]:
    """Names that stand for municipalities, of mentions in the order of the text."""
    names: set[str] = set()
    for row in _rows(document, mentions):
        start = row[0].span.start
        after_word = _MUNICIPALITIES.search(document.text, max(0, start - _BEFORE), start)
        if after_word is not None:
            names.update(mention.name for mention in row if " " not in mention.name or is_municipality(mention.name))
        elif len(row) >= _ROW and all(is_municipality(mention.name) for mention in row):
            names.update(mention.name for mention in row)
    return names


def _rows(document: Document, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Names with nothing but commas and *og* between them."""
    row: list[Mention] = []
    for mention in mentions:
        if row and not _BETWEEN.fullmatch(document.text, row[-1].span.end, mention.span.start):
            yield row
            row = []
        row.append(mention)
    if row:
        yield row
