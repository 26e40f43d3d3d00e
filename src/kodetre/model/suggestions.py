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
    """A unit of text (a paragraph, a sentence or a table row) to look at for a code.

    `score` is the sum over its different keywords of how rare each is in the corpus (0 to 1 each, see
    suggestions/keywords.py), 0 where there are none; `reasons` says it in words. `probability` is how probable it is that the
    coder accepts it, 0 to 1 (see suggestions/learn.py). `above` says whether one of its keywords stands in a heading above
    too, `drawn` whether it is there because it was drawn at random.
    """

    document: str
    span: Span
    code: str
    hits: tuple[Hit, ...]
    score: float
    reasons: tuple[str, ...] = ()
    probability: float = 0.0
    above: bool = False
    drawn: bool = False

    @property
    def learned(self) -> bool:
        """Whether no keyword stands in it: it looks like what was accepted, or was drawn at random."""
        return not self.hits

    @property
    def in_ten(self) -> int:
        """How many of ten such suggestions the coder would accept."""
        return round(10 * self.probability)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The different keywords that hit, in the order of their first hit."""
        return tuple(dict.fromkeys(hit.keyword for hit in self.hits))

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What tells one suggestion from another: document, span, code."""
        return self.document, self.span.start, self.span.end, self.code

    def of_probability(self, probability: float) -> "Suggestion":
        """The same suggestion with another probability; there are thousands, and `replace` is slow."""
        return Suggestion(
            self.document,
            self.span,
            self.code,
            self.hits,
            self.score,
            self.reasons,
            probability,
            self.above,
            self.drawn,
        )
