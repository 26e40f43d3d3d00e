"""Texts to look for patterns in."""

from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.matching.parse import parse


def matcher(text: str, pairs: dict[str, frozenset[str]] | None = None) -> Matcher:
    """A matcher over one text, whose blocks stand apart by an empty line."""
    index = Index()
    blocks, at = [], 0
    for block in text.split("\n\n"):
        blocks.append((at, at + len(block)))
        at += len(block) + 2
    index.add("D1", text, words_of(text), blocks)
    return Matcher(index, pairs)


def found_in(pattern: str, text: str) -> list[str]:
    """The words of a text that a pattern hits."""
    one = matcher(text)
    return [hit.span.of(text) for hit in one.hits(one.index.documents[0], parse(pattern), pattern)]
