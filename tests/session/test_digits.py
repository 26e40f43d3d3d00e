"""The digits that code by themselves keep their codes for a session."""

import contextlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.session import ARGUMENTS, BOOK, DONE, act, new, session_on

from kodetre.codebook.load import from_text
from kodetre.errors import KodetreError
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.services.corpus import open_corpus
from kodetre.session.actions import Action
from kodetre.session.digits import MOST, Digits
from kodetre.session.session import Session


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


MANY = [f"kode{number}" for number in range(1, 14)]
BIG_BOOK = from_text(
    "dimensions:\n  k:\n    label: K\n    codes:\n"
    + "".join(f"      {key}:\n        label: {key.capitalize()}\n        keywords: [tilskudd]\n" for key in MANY),
    "b.yaml",
)
ACTIONS_WITH_CODES = st.one_of(
    st.tuples(st.sampled_from(["recode", "add"]), st.sampled_from(MANY)),
    st.tuples(st.just("last"), st.sampled_from("123456789")),
    st.tuples(
        st.sampled_from(["accept", "reject", "section", "paragraph", "later", "drop", "undo", "redo"]), st.just("")
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(MANY), max_size=12), st.lists(ACTIONS_WITH_CODES, max_size=60))
def test_whatever_is_done_a_digit_that_has_meant_a_code_codes_with_it(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], actions: list[tuple[str, str]]
) -> None:
    with new(tmp_path_factory.mktemp("digits")) as store:
        for place, code in enumerate(before):
            coding = NewCoding("D1", Span(place, place + 5), code, "manual")
            store.codings.record(StepKind.CODE, "Kari", Change((coding,)))
        corpus = open_corpus(store, BIG_BOOK)
        session = Session(corpus.suggestions(BIG_BOOK), corpus.documents, BIG_BOOK, "Kari", store)
        assert [code for _, code in session.digits] == session.codings_mirror.last_used("Kari", MOST)
        meant: dict[int, str] = {}
        for name, argument in actions:
            with contextlib.suppress(KodetreError):
                session.do(Action(name, argument))
            for digit, code in session.digits:
                assert meant.setdefault(digit, code) == code
        for number, (digit, code) in enumerate(meant.items()):
            session.mark("D1", Span(100 + number, 105 + number))
            session.do(Action("last", str(digit)))
            coding = session.coding
            assert coding is not None
            assert coding.code == code


def test_at_the_start_the_nine_used_last_have_the_digits_the_newest_first(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        for place, code in enumerate(MANY[:11]):
            coding = NewCoding(
                "D1", Span(place, place + 5), code, "manual", created=datetime(2026, 1, place + 1, tzinfo=UTC)
            )
            store.codings.record(StepKind.APPLY, "Kari", Change((coding,)))
        corpus = open_corpus(store, BIG_BOOK)
        session = Session([], corpus.documents, BIG_BOOK, "Kari", store)
        assert list(session.digits) == list(enumerate(reversed(MANY[2:11]), start=1))


def test_a_digit_codes_with_the_code_that_it_showed_after_undo_too(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        session = session_on(store)
        session.do(Action("accept"))
        first = session.digits.code(1)
        session.do(Action("undo"))
        session.do(Action("paragraph"))
        session.do(Action("last", "1"))
        assert [coding.code for coding in store.codings.live()] == [first]
