"""The pattern language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.errors import BadPattern
from kodetre.matching.parse import parse
from kodetre.matching.patterns import (
    Both,
    Either,
    Exact,
    Near,
    Pattern,
    Phrase,
    Regex,
    Wildcard,
    Without,
    WordPattern,
    format_pattern,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tilskudd", WordPattern("tilskudd")),
        ("rådgivende enhet", Phrase((WordPattern("rådgivende"), WordPattern("enhet")))),
        ("=leder", WordPattern("leder", "inflected")),
        ("tilskudd-", WordPattern("tilskudd", "first")),
        ("-tilskudd", WordPattern("tilskudd", "last")),
        ("tilskudd*", Wildcard("tilskudd*")),
        ("organis?sjon", Wildcard("organis?sjon")),
        ('"Ny start"', Exact("Ny start")),
        ("frivillig NEAR/5 organisasjon", Near(WordPattern("frivillig"), WordPattern("organisasjon"), 5)),
        ("a1 AND b1 NOT c1", Without(Both(WordPattern("a1"), WordPattern("b1")), WordPattern("c1"))),
        ("a1 OR b1 AND c1", Either(WordPattern("a1"), Both(WordPattern("b1"), WordPattern("c1")))),
        ("(a1 OR b1) AND c1", Both(Either(WordPattern("a1"), WordPattern("b1")), WordPattern("c1"))),
        (r"/\b\d+ årsverk\b/", Regex(r"\b\d+ årsverk\b")),
        ("FACT-team", WordPattern("FACT-team")),
        ("lov:NOUN", WordPattern("lov", part="NOUN")),
        ("=leder:noun", WordPattern("leder", "inflected", "NOUN")),
        ("og AND and", Both(WordPattern("og"), WordPattern("and"))),
    ],
)
def test_a_pattern_means_what_the_design_says(written: str, meant: Pattern) -> None:
    assert parse(written) == meant


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("", 0),
        ("(tilskudd", 0),
        ("tilskudd)", 8),
        ("tilskudd AND", 12),
        ("AND tilskudd", 0),
        ('"tilskudd', 0),
        ('""', 0),
        ("tilskudd NEAR/x plan", 9),
        ("tilskudd NEAR/0 plan", 9),
        ("/(/", 1),
        ("/uten slutt", 0),
        ("//", 0),
        ("/a*/", 0),
        ("-midt-", 5),
        ("=", 0),
        ("*", 0),
        ("plan, vedtak", 4),
        ('plan "vedtak"', 5),
    ],
)
def test_a_mistake_in_a_pattern_is_told_with_its_column(written: str, column: int) -> None:
    with pytest.raises(BadPattern) as mistake:
        parse(written)
    assert mistake.value.column == column


words = st.text("abcdefæøå", min_size=2, max_size=8)
terms = st.one_of(
    st.builds(
        WordPattern,
        words,
        st.sampled_from(["any", "inflected", "first", "last"]),
        st.sampled_from(["", "NOUN", "VERB"]),
    ),
    words.map(lambda word: Wildcard(word + "*")),
)
leaves = st.one_of(
    terms,
    st.lists(terms, min_size=2, max_size=3).map(lambda found: Phrase(tuple(found))),
    words.map(Exact),
    words.map(Regex),
)
patterns = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Near, inner, inner, st.integers(1, 100)),
        st.builds(Both, inner, inner),
        st.builds(Either, inner, inner),
        st.builds(Without, inner, inner),
    ),
    max_leaves=6,
)


@given(patterns)
def test_a_pattern_printed_and_parsed_is_itself(pattern: Pattern) -> None:
    assert parse(format_pattern(pattern)) == pattern


@given(st.text(max_size=40))
def test_any_text_is_a_pattern_or_a_mistake_inside_it(written: str) -> None:
    try:
        parse(written)
    except BadPattern as mistake:
        assert 0 <= mistake.column <= len(written)


def test_a_family_is_written_with_a_tilde_and_written_back() -> None:
    assert parse("avkriminalisere~") == WordPattern("avkriminalisere", "family")
    assert format_pattern(parse("behandle~:NOUN")) == "behandle~:NOUN"


@pytest.mark.parametrize(
    ("pattern", "column", "what"),
    [
        ("psykisk helse~", 13, "stands alone"),
        ('"psykisk helse"~', 15, "stands alone"),
        ("(rus OR vold)~", 13, "stands alone"),
        ("organis*~", 8, "goes by its letters"),
        ("=styre~", 6, "takes some of them away"),
        ("-styre~", 6, "takes some of them away"),
        ("styre~~", 5, "once"),
        ("~styre", 0, "stands behind a word"),
        ("~", 0, "missing before ~"),
    ],
)
def test_a_tilde_that_is_not_behind_one_word_is_told_why(pattern: str, column: int, what: str) -> None:
    with pytest.raises(BadPattern, match=what) as mistake:
        parse(pattern)
    assert mistake.value.column == column
