"""Counts with their nouns."""

import pytest

from kodetre.i18n.message import counted


@pytest.mark.parametrize(
    ("count", "noun", "written"),
    [
        (1, "coding", "1 coding"),
        (0, "coding", "0 codings"),
        (2, "coding", "2 codings"),
        (1234, "word", "1234 words"),
        (1, "newer version", "1 newer version"),
        (3, "newer version", "3 newer versions"),
    ],
)
def test_a_noun_is_in_the_singular_only_after_one(count: int, noun: str, written: str) -> None:
    assert counted(count, noun) == written


def test_an_irregular_noun_has_its_own_plural() -> None:
    assert counted(1, "category") == "1 category"
    assert counted(2, "category") == "2 categories"
    assert counted(2, "new entry") == "2 new entries"
