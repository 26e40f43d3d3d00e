"""Conditions on cases: what they say, against Python's own logic."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.document.membership import ProjectCases
from kodetre.document.where import condition_of, parse_where
from kodetre.errors import BadCondition
from kodetre.model.cases import AttributeValue, Case, CaseLink
from kodetre.model.documents import Span

KINDS = ("kommune", "informant")
NUMBERS = range(6)
SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": int.__eq__, "!=": int.__ne__, "<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__,
}  # fmt: skip
HERE = Span(0, 10)


def project(values: dict[str, list[int | None]]) -> ProjectCases:
    """Cases of each kind with a number each, all of one document."""
    cases: list[Case] = []
    for kind, numbers in values.items():
        for place, number in enumerate(numbers):
            attributes = {} if number is None else {"tall": AttributeValue("whole", str(number))}
            cases.append(Case(kind, f"{kind} {place}", "id", attributes, (CaseLink("document", "D1"),)))
        cases.append(Case(kind, "elsewhere", "id", {"tall": AttributeValue("whole", "3")}))
    return ProjectCases(tuple(cases))


Condition = tuple[str, Callable[[dict[str, list[int | None]]], bool]]


def comparison(kind: str, sign: str, number: int) -> Condition:
    def holds(values: dict[str, list[int | None]]) -> bool:
        return any(value is not None and SIGNS[sign](value, number) for value in values[kind])

    return f"{kind}.tall {sign} {number}", holds


def either(one: Condition, other: Condition) -> Condition:
    return f"({one[0]}) or ({other[0]})", lambda values: one[1](values) or other[1](values)


def both(one: Condition, other: Condition) -> Condition:
    return f"({one[0]}) and ({other[0]})", lambda values: one[1](values) and other[1](values)


def neither(one: Condition) -> Condition:
    return f"not ({one[0]})", lambda values: not one[1](values)


LEAVES = st.builds(comparison, st.sampled_from(KINDS), st.sampled_from(sorted(SIGNS)), st.sampled_from(NUMBERS))
CONDITIONS = st.recursive(
    LEAVES, lambda inner: st.builds(either, inner, inner) | st.builds(both, inner, inner) | st.builds(neither, inner)
)
VALUES = st.fixed_dictionaries({kind: st.lists(st.none() | st.sampled_from(NUMBERS), max_size=4) for kind in KINDS})


@given(CONDITIONS, VALUES)
def test_a_condition_holds_as_it_does_in_python(condition: Condition, values: dict[str, list[int | None]]) -> None:
    text, holds = condition
    assert condition_of([text], project(values)).holds("D1", HERE) is holds(values)


@given(LEAVES, LEAVES, LEAVES, VALUES)
def test_and_binds_more_than_or(
    one: Condition, two: Condition, three: Condition, values: dict[str, list[int | None]]
) -> None:
    text = f"{one[0]} or {two[0]} and {three[0]}"
    expected = one[1](values) or (two[1](values) and three[1](values))
    assert condition_of([text], project(values)).holds("D1", HERE) is expected


@given(st.text(max_size=60) | st.text("kommune.tall =<>!()'\"andornot5", max_size=60))
def test_any_text_is_a_condition_or_is_refused_with_its_place(text: str) -> None:
    try:
        parse_where(text)
    except BadCondition as error:
        assert 0 <= error.column <= len(text)


@given(VALUES, st.integers(0, 20), st.integers(1, 20))
def test_a_stretch_fulfils_a_condition_where_it_overlaps_one_that_does(
    values: dict[str, list[int | None]], start: int, length: int
) -> None:
    inside = Span(start, start + length)
    speaker = Case("informant", "Kari", "id", {"tall": AttributeValue("whole", "5")}, (CaseLink("span", "D1", inside),))
    condition = condition_of(["informant.tall = 5"], ProjectCases((speaker,)))
    for place in range(40):
        span = Span(place, place + 3)
        assert condition.holds("D1", span) is span.overlaps(inside)
    assert condition.spans("D1", 50) == [inside]


def test_a_very_deep_condition_is_refused_and_breaks_nothing() -> None:
    with pytest.raises(BadCondition):
        parse_where("(" * 5000 + "a = 1" + ")" * 5000)
    with pytest.raises(BadCondition):
        parse_where("not " * 5000 + "a = 1")
