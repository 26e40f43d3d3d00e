"""What is gone through after something was learned."""

from datetime import UTC, datetime

import pytest

from kodetre.model.codings import Anchor, Coding, Decision
from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.order import with_drawn
from kodetre.suggestions.queue import Queue


def suggestion(number: int) -> Suggestion:
    return Suggestion("D1", Span(10 * number, 10 * number + 9), "penger", (), 1.0)


ALL = [suggestion(number) for number in range(6)]


def places(queue: Queue) -> list[int]:
    return [suggestion.span.start // 10 for suggestion in queue.open]


def begun() -> Queue:
    """The first is accepted, and the second is looked at."""
    queue = Queue(ALL, [], [], "Kari")
    queue.decide(ALL[0].key, "accept")
    queue.advance()
    return queue


@pytest.mark.parametrize(
    ("coded", "left"),
    [
        ([(0, 15), (5, 8)], [2, 3, 4, 5]),
        ([(12, 14), (11, 35)], [0, 4, 5]),
        ([(9, 10), (19, 20)], [0, 1, 2, 3, 4, 5]),
        ([(40, 41), (20, 30)], [0, 1, 3, 5]),
    ],
)
def test_what_shares_a_letter_with_any_coding_is_decided(coded: list[tuple[int, int]], left: list[int]) -> None:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    codings = [
        Coding(f"c{start}", "D1", Anchor.at("x" * 60, Span(start, end)), "penger", "Kari", when, "manual")
        for start, end in coded
    ]
    assert places(Queue(ALL, codings, [], "Kari")) == left


def test_what_is_left_comes_in_the_new_order_after_what_is_looked_at() -> None:
    queue = begun()
    queue.renew(ALL[::-1], [], [Decision("D1", ALL[0].span, "penger", "accept", "Kari")], in_place=False)
    assert places(queue) == [0, 1, 5, 4, 3, 2]
    assert queue.current == ALL[1]


def test_in_place_what_is_new_stands_where_the_text_has_it() -> None:
    queue = Queue(ALL[:2] + ALL[3:], [], [], "Kari")
    queue.renew(ALL, [], [], in_place=True)
    assert places(queue) == [0, 1, 2, 3, 4, 5]


def test_what_was_decided_before_the_session_does_not_come_back() -> None:
    decided = [Decision("D1", ALL[4].span, "penger", "reject", "Kari")]
    queue = Queue(ALL, [], decided, "Kari")
    queue.renew(ALL, [], decided, in_place=True)
    assert places(queue) == [0, 1, 2, 3, 5]


def test_what_is_not_suggested_any_more_goes_unless_it_was_decided_or_is_looked_at() -> None:
    queue = begun()
    queue.renew(ALL[4:], [], [], in_place=False)
    assert places(queue) == [0, 1, 4, 5]
    assert queue.current == ALL[1]


def test_every_sixth_is_drawn_at_random_and_nothing_comes_twice() -> None:
    mixed = with_drawn([suggestion(number) for number in range(12)], [suggestion(3), suggestion(40)])
    assert [s.span.start // 10 for s in mixed] == [0, 1, 2, 4, 5, 3, 6, 7, 8, 9, 10, 40, 11]
