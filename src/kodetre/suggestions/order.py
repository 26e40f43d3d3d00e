"""The ways through the suggestions. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodetre.model.suggestions import Suggestion


class Order(StrEnum):
    """The way through the suggestions: as the documents read, code by code, or best score first."""

    DOCUMENT = "document"
    CODE = "code"
    SCORE = "score"


def in_order(
    suggestions: "Sequence[Suggestion]", order: Order, documents: Iterable[str], codes: Iterable[str]
) -> "list[Suggestion]":
    """Suggestions, given with the best first, in the order to go through; `documents` are ids and `codes` keys, in theirs."""
    of_document = {id: number for number, id in enumerate(documents)}
    of_code = {key: number for number, key in enumerate(codes)}
    match order:
        case Order.DOCUMENT:
            return sorted(suggestions, key=lambda s: (of_document[s.document], s.span.start, of_code[s.code]))
        case Order.CODE:
            return sorted(suggestions, key=lambda s: (of_code[s.code], -s.score, of_document[s.document], s.span.start))
        case Order.SCORE:
            return list(suggestions)
