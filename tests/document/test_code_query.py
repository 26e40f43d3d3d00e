"""Codes joined by AND, OR and NOT."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.document.code_query import (
    And,
    CodedPlaces,
    CodeQuery,
    Named,
    Not,
    Or,
    codes_meant,
    format_query,
    is_query,
    parse_query,
)
from kodetre.errors import NotPossible
from kodetre.model.documents import Span

KEYS = ("a", "b", "c", "a.x")
QUERIES: st.SearchStrategy[CodeQuery] = st.recursive(
    st.sampled_from(KEYS).map(Named),
    lambda inner: (
        st.builds(And, inner, inner)
        | st.builds(Or, inner, inner)
        | st.builds(lambda left, right: And(left, Not(right)), inner, inner)
    ),
    max_leaves=5,
)
CODED = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 20), st.integers(1, 6)), max_size=12)


def read(written: str) -> CodeQuery:
    return parse_query(written, lambda name: name)


def places(*coded: tuple[str, int, int]) -> CodedPlaces:
    spans: dict[str, list[Span]] = {}
    for code, start, end in coded:
        spans.setdefault(code, []).append(Span(start, end))
    return CodedPlaces({"D1": spans})


def meant(written: str, *coded: tuple[str, int, int]) -> list[tuple[str, int, int]]:
    there, query = places(*coded), read(written)
    return [each for each in coded if there.means(query, each[0], "D1", Span(each[1], each[2]))]


def test_and_is_both_at_words_that_they_share() -> None:
    assert meant("a AND b", ("a", 0, 10), ("b", 5, 15), ("a", 20, 30), ("b", 30, 40)) == [("a", 0, 10), ("b", 5, 15)]


def test_and_does_not_ask_which_comes_first() -> None:
    coded = (("a", 0, 10), ("b", 5, 15), ("c", 7, 8), ("a", 20, 30))
    assert meant("a AND b", *coded) == meant("b AND a", *coded)


def test_not_is_the_first_where_the_second_is_not() -> None:
    assert meant("a NOT b", ("a", 0, 10), ("b", 5, 15), ("a", 20, 30)) == [("a", 20, 30)]


def test_not_alone_is_all_that_shares_no_words_with_it() -> None:
    assert meant("NOT b", ("a", 0, 10), ("b", 5, 15), ("c", 20, 30)) == [("c", 20, 30)]


def test_a_code_stands_for_those_under_it() -> None:
    assert meant("a AND b", ("a.x", 0, 10), ("b", 5, 15)) == [("a.x", 0, 10), ("b", 5, 15)]


def test_and_not_is_not() -> None:
    assert read("a AND NOT b") == read("a NOT b")


def test_and_binds_more_tightly_than_or() -> None:
    assert read("a OR b AND c") == Or(Named("a"), And(Named("b"), Named("c")))
    assert read("(a OR b) AND c") == And(Or(Named("a"), Named("b")), Named("c"))


def test_a_label_of_several_words_is_one_code() -> None:
    assert read("Hvem har ansvar NOT a") == And(Named("Hvem har ansvar"), Not(Named("a")))


def test_a_code_by_itself_is_no_query() -> None:
    assert not is_query("okonomi.tilskudd")
    assert not is_query("Samarbeid and more")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a AND", "missing after 'AND'"),
        ("AND a", "'AND' has no code before it"),
        ("a OR OR b", "missing after 'OR'"),
        ("(a AND b", "not closed"),
        ("a AND b)", "never opened"),
        ("a (b AND c)", "missing before a parenthesis"),
        ("NOT", "missing after 'NOT'"),
        ("a AND ()", "missing after"),
    ],
)
def test_what_cannot_be_read_says_why(written: str, told: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read(written)
    assert told in str(refused.value.what)


@given(QUERIES)
def test_a_query_is_read_as_it_is_written(query: CodeQuery) -> None:
    written = format_query(query)
    assert format_query(read(written)) == written


@given(QUERIES, CODED)
def test_what_is_meant_is_of_a_code_that_is_meant_and_stands_where_the_query_holds(
    query: CodeQuery, coded: list[tuple[str, int, int]]
) -> None:
    there = places(*((code, start, start + length) for code, start, length in coded))
    codes = codes_meant(query)
    for code, start, length in coded:
        span = Span(start, start + length)
        if there.means(query, code, "D1", span):
            assert codes is None or any(code == key or code.startswith(f"{key}.") for key in codes)
            assert there.has(query, "D1", span)


@given(CODED)
def test_and_and_not_part_what_there_is(coded: list[tuple[str, int, int]]) -> None:
    spans = [(code, start, start + length) for code, start, length in coded]
    of_a = [each for each in spans if each[0] in ("a", "a.x")]
    with_b = [each for each in meant("a AND b", *spans) if each in of_a]
    without = meant("a NOT b", *spans)
    assert sorted(with_b + without) == sorted(of_a)


@pytest.mark.parametrize("written", ["(" * 3000 + "a", "NOT " * 3000 + "a", "a" + " AND a" * 3000])
def test_a_query_that_nobody_writes_is_refused(written: str) -> None:
    with pytest.raises(NotPossible, match="nested too deeply"):
        parse_query(written, str)
