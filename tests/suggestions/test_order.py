"""The ways through the suggestions."""

from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.order import Order, in_order

BEST_FIRST = [
    Suggestion("D2", Span(0, 9), "folk", (), 3.0),
    Suggestion("D10", Span(5, 9), "penger", (), 2.0),
    Suggestion("D2", Span(0, 9), "penger", (), 1.0),
    Suggestion("D10", Span(0, 4), "penger", (), 1.0),
]


def ordered(order: Order) -> list[tuple[str, int, str]]:
    suggestions = in_order(BEST_FIRST, order, ["D2", "D10"], ["penger", "folk"])
    return [(suggestion.document, suggestion.span.start, suggestion.code) for suggestion in suggestions]


def test_by_document_they_come_as_the_documents_read_and_at_one_place_as_the_codebook_has_the_codes() -> None:
    assert ordered(Order.DOCUMENT) == [
        ("D2", 0, "penger"),
        ("D2", 0, "folk"),
        ("D10", 0, "penger"),
        ("D10", 5, "penger"),
    ]


def test_by_code_they_come_code_by_code_the_best_first_and_then_as_the_documents_read() -> None:
    assert ordered(Order.CODE) == [("D10", 5, "penger"), ("D2", 0, "penger"), ("D10", 0, "penger"), ("D2", 0, "folk")]


def test_by_score_the_best_comes_first() -> None:
    assert ordered(Order.SCORE) == [("D2", 0, "folk"), ("D10", 5, "penger"), ("D2", 0, "penger"), ("D10", 0, "penger")]
