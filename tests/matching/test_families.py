"""Words of one family, asked for with ~."""

import pytest
from support.matching import found_in, matcher

from kodetre.language.families import family_of
from kodetre.matching.forms import taken
from kodetre.matching.patterns import WordPattern

TEXT = "Vi vil avkriminalisere. Avkriminaliseringen er ute i en avkriminaliseringsdebatt, og kriminelle er inne."


def test_a_family_is_found_with_its_inflections_and_compounds() -> None:
    assert found_in("avkriminalisere~", TEXT) == ["avkriminalisere", "Avkriminaliseringen", "avkriminaliseringsdebatt"]


def test_a_family_is_found_only_when_asked_for() -> None:
    assert found_in("avkriminalisere", TEXT) == ["avkriminalisere"]


def test_forms_that_are_taken_for_the_family_are_marked() -> None:
    words = matcher(TEXT)
    forms = taken(words, WordPattern("avkriminalisere", "family"))
    assert {form.form: form.how for form in forms} == {
        "avkriminalisere": "inflection",
        "avkriminaliseringen": "family",
        "avkriminaliseringsdebatt": "family",
    }


@pytest.mark.parametrize(
    ("word", "kin"),
    [
        ("avkriminalisering", "avkriminalisere"),
        ("behandle", "behandling"),
        ("delta", "deltakelse"),
        ("trygg", "trygghet"),
        ("fattigdom", "fattig"),
        ("kommune", "kommunal"),
        ("organisere", "organisasjon"),
    ],
)
def test_a_word_is_derived_of_another(word: str, kin: str) -> None:
    assert kin in family_of(word)


@pytest.mark.parametrize(("word", "other"), [("trygg", "utrygg"), ("lege", "legal"), ("rus", "ruse"), ("vei", "veie")])
def test_a_word_of_another_stem_is_no_kin(word: str, other: str) -> None:
    assert other not in family_of(word)
