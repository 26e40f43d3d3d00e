"""Which regular expressions are told from those that can take forever."""

import pytest

from kodetre.matching.trial import endless

ENDLESS = (
    r"(a+)+$", r"(\w+)+$", r"(a|aa)+$", r"(a|a)+b", r"(x+x+)+y", r"(\w+\s?)+årsverk!", r"([a-z]+|[a-z0-9]+)+;", r"(\d+,?)+;",
    r"kommunen (a|a)+\?", r"^(([a-z])+.)+[A-Z]([a-z])+$",
)  # fmt: skip
ORDINARY = (
    r"\b\d+ (?:prosent|%) stilling", r"\w+ årsverk", r"\w+\s*\w+ årsverk", r"tilskudd.*kommune.*plan", r"(?:\w+\s){3}årsverk",
    r"(\w+\s+){1,5}årsverk", r"[^.]*tiltak[^.]*\.", r"kap(?:ittel|\.)?\s*\d+(?:\.\d+)*", r"(?:[A-ZÆØÅ]\w+\s)+kommune",
    r"\d{1,3}(?:[ .]\d{3})*(?:,\d+)?\s*(?:kr|kroner|mill)", r"(?i)\brus\w*\b(?:\W+\w+){0,6}\W+psyk\w*", r"\b(\w+) \1\b",
    r"§+\s*\d+(?:-\d+)?(?:\s*(?:,|og)\s*\d+)*", r"https?://\S+", r"[\w.+-]+@[\w-]+\.[\w.-]+", r"«[^»]+»", r"(?x) a+ # b",
    r"(?P<å>a)+(?P=å)b", r"x{2,4}?y++(?>z+)", r"[]^-]{2,}", r"(?#forklaring)a(?i:B)?", r"a{e}{2}\}",
)  # fmt: skip


@pytest.mark.parametrize("expression", ENDLESS)
def test_what_can_take_forever_is_told_with_a_text_that_shows_it(expression: str) -> None:
    assert endless(expression)


@pytest.mark.parametrize("expression", ORDINARY)
def test_what_people_write_is_let_through(expression: str) -> None:
    assert endless(expression) == ""
