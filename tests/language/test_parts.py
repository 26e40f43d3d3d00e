"""What compounds are made of: which of several divisions wins, what is no part, and how often words are parts."""

from collections import Counter

import part_frequencies
import pytest

from kodetre.language.compounds import role_of
from kodetre.language.frequency import frequencies
from kodetre.language.inflection import inflect
from kodetre.language.paradigms import is_noun
from kodetre.language.splits import divisions, is_one_word


def takes(word: str, form: str) -> bool:
    return role_of(inflect([word])[word], form) is not None


@pytest.mark.parametrize(
    ("word", "other", "form"),
    [
        ("stein", "tein", "tomtesteinene"),
        ("skinn", "kinn", "ulveskinn"),
        ("skatt", "katt", "bygdeskatt"),
        ("leder", "sleder", "driftslederne"),
    ],
)
def test_the_more_frequent_word_wins_where_letters_fit_two(word: str, other: str, form: str) -> None:
    assert (takes(word, form), takes(other, form)) == (True, False)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("bær", "bæreevnen"),
        ("regn", "regnearkene"),
        ("tank", "tankekartet"),
        ("kong", "kongehusene"),
        ("mål", "målemetode"),
    ],
)
def test_a_link_is_not_the_last_letter_of_another_word(word: str, form: str) -> None:
    assert not takes(word, form)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("fisk", "fiskekvoten"),
        ("straff", "straffesaker"),
        ("barn", "barnetallet"),
        ("hjelp", "hjelpebehov"),
        ("hund", "hundehold"),
    ],
)
def test_a_noun_has_its_link_though_a_verb_looks_like_both(word: str, form: str) -> None:
    assert takes(word, form)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("lende", "smertestillende"),
        ("enhet", "beskjedenheten"),
        ("ting", "bosetting"),
        ("sett", "bosettinga"),
        ("ring", "tydeliggjøring"),
        ("gran", "faktagransker"),
        ("stasjon", "leveprestasjonen"),
        ("leik", "djupleiken"),
    ],
)
def test_what_is_left_of_a_derived_word_is_no_part(word: str, form: str) -> None:
    assert not takes(word, form)


@pytest.mark.parametrize(("word", "form"), [("lag", "kornlager"), ("bygg", "systembygger"), ("nett", "netter")])
def test_a_neuter_has_no_plural_that_is_another_word(word: str, form: str) -> None:
    assert not takes(word, form)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("utvikling", "utviklingsmidlar"),
        ("salg", "høstutsalget"),
        ("verdi", "merverdien"),
        ("vegg", "ytterveggene"),
        ("verdi", "spektrometerverdi"),
    ],
)
def test_a_part_is_found_behind_what_is_no_word_of_its_own(word: str, form: str) -> None:
    assert takes(word, form)


def test_a_form_of_a_word_that_does_not_divide_does_not_divide() -> None:
    assert is_one_word("granskar")


def test_two_words_that_are_in_many_compounds_are_the_cheapest() -> None:
    best = divisions("bilhavn")[0]

    assert (best.first, best.link, best.last) == ("bil", "", "havn")


@pytest.mark.parametrize("noun", ["lyst", "form"])
def test_nynorsk_feminines_have_their_definite_form_though_it_looks_like_a_verb(noun: str) -> None:
    assert is_noun(noun)
    assert inflect([noun])[noun].takes(noun + "a")


def test_a_compound_of_an_irregular_noun_is_irregular() -> None:
    assert inflect(["brannmann"])["brannmann"].takes("brannmennene")


def test_the_frequencies_tell_frequent_words_from_seldom_ones() -> None:
    known = frequencies()

    assert known.first["bil"] > known.first["sti"]
    assert "omsorg" in known.always
    assert "kirke" in known.never


def test_frequencies_are_counted_by_what_else_the_lists_have() -> None:
    known = frozenset("bilvei bilhavn bilkø gangvei havn gang vei bil lvei".split())
    ways = {word: list(part_frequencies.divided(word, known)) for word in known if len(word) > 4}

    counts = part_frequencies.counted({word: way for word, way in ways.items() if way})

    assert counts.last["vei"] > counts.last["lvei"]
    assert isinstance(counts.first, Counter)
    assert counts.first["bil"] > counts.first["gang"]


def test_derived_words_are_not_counted() -> None:
    assert part_frequencies.is_derived("vasking", frozenset({"vaske"}))
    assert not part_frequencies.is_derived("ørering", frozenset({"øre"}))
