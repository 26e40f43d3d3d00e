"""Hits of keywords, and what they suggest. Pure."""

from dataclasses import dataclass

from kodetre.model.documents import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a keyword matches a document's text."""

    document: str
    span: Span
    keyword: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit of text (a paragraph, a sentence or a table row) with hits for a code, best score first.

    `score` is the sum over its different keywords of how rare each is in the corpus (0 to 1 each, see
    coding/suggestions.py); `reasons` says it in words.
    """

    document: str
    span: Span
    code: str
    hits: tuple[Hit, ...]
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def keywords(self) -> tuple[str, ...]:
        """The different keywords that hit, in the order of their first hit."""
        return tuple(dict.fromkeys(hit.keyword for hit in self.hits))

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What tells one suggestion from another: document, span, code."""
        return self.document, self.span.start, self.span.end, self.code
