"""The digits that code by themselves keep their codes for a session."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.session import ARGUMENTS, BOOK, DONE, act, new, session_on

from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.session.actions import Action
from kodetre.session.digits import MOST, Digits


@given(
    st.lists(st.text("abcdefghijkl", min_size=1, max_size=2)), st.lists(st.text("abcdefghijkl", min_size=1, max_size=2))
)
def test_a_digit_that_has_a_code_keeps_it_whatever_is_used_then(before: list[str], later: list[str]) -> None:
    digits = Digits(before)
    given_first = dict(digits)
    for code in later:
        digits.give(code)
        assert {digit: code for digit, code in digits if digit in given_first} == given_first
    assert len(digits) <= MOST
    assert len({code for _, code in digits}) == len(digits)


def test_a_tenth_code_gets_no_digit_and_the_nine_stay() -> None:
    digits = Digits(str(number) for number in range(1, 10))
    digits.give("ti")
    assert (digits.code(3), digits.code(9), "ti" in dict(digits).values()) == ("3", "9", False)


def test_in_a_session_a_digit_means_one_code_from_the_first_time_to_the_last(tmp_path: Path) -> None:
    chance = random.Random(7)
    with new(tmp_path) as store:
        codes = [code.key for code in BOOK.codes()]
        for place, code in enumerate(codes):
            store.codings.record(
                StepKind.CODE, "Kari", Change((NewCoding("D1", Span(place, place + 5), code, "manual"),))
            )
        session = session_on(store)
        meant: dict[int, str] = {}
        for name in chance.choices([*DONE, "undo", "redo", "last"], k=300):
            act(session, name, chance)
            for digit, code in session.digits:
                assert meant.setdefault(digit, code) == code
    assert meant
    assert "last" in ARGUMENTS


def test_a_digit_codes_with_the_code_that_it_showed_after_undo_too(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        session = session_on(store)
        session.do(Action("accept"))
        first = session.digits.code(1)
        session.do(Action("undo"))
        session.do(Action("paragraph"))
        session.do(Action("last", "1"))
        assert [coding.code for coding in store.codings.live()] == [first]
