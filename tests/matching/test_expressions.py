"""Regular expressions of users: they mean what they mean to Python, and end in their time."""

import re
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.errors import SlowPattern
from kodetre.matching.expressions import spans_of

WRITTEN = (
    r"\b\d+ årsverk\b", r"\bå\b", r"\w+", r"\W+", r"[\w-]+", r"[^\w\s]+", r"\bm²\b", r"CO₂\b", r"\B½", r"a{e}", r"(?i)ØL{1,2}",
    r"[[:a]+", r"[a[]", r"[]\]x]+", r"\d{1,3}(?:[ .]\d{3})*", r"(?m)^\S+$", r"(?P<to>\w)(?P=to)", r"(?<=\s)k\w*(?=\.)",
)  # fmt: skip
TEXT = "Kommunen har 12 årsverk på 1.200 m² og slipper ut CO₂, 3½ tonn; à{e} a{e} å gå. [[:a] kk k. øl\nØLL_x ] \\ e\u0301n"


def by_python(expression: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(expression, text) if match.end() > match.start()]


def by_kodetre(expression: str, text: str) -> list[tuple[int, int]]:
    return list(spans_of(expression, text, iter([(0, len(text))])))


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("expression", WRITTEN)
def test_an_expression_finds_what_python_finds(expression: str) -> None:
    assert by_kodetre(expression, TEXT) == by_python(expression, TEXT)


@pytest.mark.filterwarnings("ignore::FutureWarning")
@given(st.sampled_from(WRITTEN), st.text("abkmåøØ²₂½1e{}[]:. \n_-\u0301ⅷ", max_size=30))
def test_it_does_so_in_any_text(expression: str, text: str) -> None:
    assert by_kodetre(expression, text) == by_python(expression, text)


def test_an_expression_stays_within_its_block() -> None:
    assert list(spans_of(r"^\w+$", "en to tre", iter([(0, 2), (3, 5), (6, 9)]))) == [(0, 2), (3, 5), (6, 9)]


@pytest.mark.parametrize("expression", [r"(a|a)+$", r"(a|aa)+b", r"(a+)+$"])
def test_an_expression_that_would_not_end_is_ended(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kodetre.matching.expressions.SECONDS_PER_BLOCK", 0.3)
    begin = monotonic()
    with pytest.raises(SlowPattern, match=re.escape(expression)):
        by_kodetre(expression, "a" * 5000 + "!b")
    assert monotonic() - begin < 20


def test_many_blocks_that_are_each_a_bit_slow_are_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kodetre.matching.expressions.SECONDS_PER_TEXT", 0.3)
    text = ("a" * 21 + "!") * 400
    with pytest.raises(SlowPattern):
        list(spans_of(r"(a|a)+$", text, iter([(start, start + 22) for start in range(0, len(text), 22)])))
