"""The ways through the suggestions. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.model.suggestions import Suggestion


class Order(StrEnum):
    """The way through the suggestions: as the documents read, code by code, best keywords first, most probable first with some
    drawn at random, or most doubtful first.
    """

    DOCUMENT = "document"
    CODE = "code"
    SCORE = "score"
    LEARNED = "learned"
    DOUBT = "doubt"

    @property
    def follows_probability(self) -> bool:
        """Whether what was answered changes the order of what is left."""
        return self in (Order.LEARNED, Order.DOUBT)


ONE_DRAWN_IN = 6
"""With the most probable first, every sixth is drawn at random."""
DRAWN = msg(
    "every sixth is drawn at random from all paragraphs, with or without a keyword, to tell how much the others miss"
)


def in_order(
    suggestions: "Sequence[Suggestion]", order: Order, documents: Iterable[str], codes: Iterable[str]
) -> "list[Suggestion]":
    """Suggestions, given with the most probable first, in the order to go through; `documents` are ids and `codes` keys, in
    theirs.
    """
    of_document = {id: number for number, id in enumerate(documents)}
    of_code = {key: number for number, key in enumerate(codes)}
    match order:
        case Order.DOCUMENT:
            return sorted(suggestions, key=lambda s: (of_document[s.document], s.span.start, of_code[s.code]))
        case Order.CODE:
            return sorted(suggestions, key=lambda s: (of_code[s.code], -s.score, of_document[s.document], s.span.start))
        case Order.SCORE:
            return sorted(suggestions, key=lambda s: -s.score)
        case Order.LEARNED:
            return list(suggestions)
        case Order.DOUBT:
            return sorted(suggestions, key=lambda s: abs(s.probability - 0.5))


def with_drawn(suggestions: "Sequence[Suggestion]", drawn: "Sequence[Suggestion]") -> "list[Suggestion]":
    """Suggestions in their order with every sixth drawn at random, as long as there are any; none stands there twice."""
    taken = {suggestion.key for suggestion in drawn}
    others = iter([suggestion for suggestion in suggestions if suggestion.key not in taken])
    mixed: list[Suggestion] = []
    for suggestion in drawn:
        mixed += islice(others, ONE_DRAWN_IN - 1)
        mixed.append(suggestion)
    return [*mixed, *others]
