"""What interviewers say: it is read, and never counted. Pure."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from kodetre.model.documents import Document, Span

if TYPE_CHECKING:
    from kodetre.model.codings import Coding


def asked_spans(document: Document) -> list[Span]:
    """The paragraphs of those who ask, in order."""
    return [block.span for block in document.reading.blocks if block.asks]


class Asked:
    """Tells what stands wholly in the words of interviewers, in the documents that have any."""

    def __init__(self, spans: Mapping[str, list[Span]]) -> None:
        self._spans = {id: own for id, own in spans.items() if own}

    def __bool__(self) -> bool:
        return bool(self._spans)

    def has(self, document: str, span: Span) -> bool:
        """Whether a span begins and ends in what interviewers say."""
        own = self._spans.get(document, ())
        first = next((each for each in own if each.start <= span.start < each.end), None)
        last = next((each for each in own if each.start < span.end <= each.end), None)
        if first is None or last is None:
            return False
        between = [each for each in own if first.start <= each.start <= last.start]
        gaps = sum(after.start - before.end for before, after in pairwise(between))
        return first is last or gaps <= _BETWEEN * (len(between) - 1)

    def codes(self, coding: "Coding") -> bool:
        """Whether a coding is of nothing but their words."""
        return coding.found != "adrift" and self.has(coding.document, coding.span)


_BETWEEN = 2
"""Letters between two paragraphs that follow one another."""
