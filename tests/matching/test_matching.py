"""Hits over the index."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.matching import found_in, matcher

from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.matching.parse import parse
from kodetre.model.suggestions import Hit
from kodetre.store.packing import pack_words, unpack_words

TEXT = (
    "Kommunen fikk tilskudd til rusarbeidet.\n\n"
    "De frivillige i lokale organisasjoner søker om tilskuddet. Ny start er et tiltak.\n\n"
    "Rådgivende enhet har 3 årsverk, og rådgivende\nenheter finnes ellers. Frustrasjon over NY START."
)


def found(pattern: str, text: str = TEXT) -> list[str]:
    return found_in(pattern, text)


def test_a_word_finds_its_inflections_and_compounds_and_nothing_else() -> None:
    assert found("tilskudd") == ["tilskudd", "tilskuddet"]
    assert found("rus") == ["rusarbeidet"]


def test_a_phrase_finds_each_word_in_any_inflection_over_a_line_break() -> None:
    assert found("rådgivende enhet") == ["Rådgivende enhet", "rådgivende\nenheter"]


def test_a_phrase_does_not_reach_over_punctuation_or_blocks() -> None:
    assert found("rusarbeid frivillig") == []
    assert found("tilskudd ny") == []


def test_exact_letters_heed_case() -> None:
    assert found('"Ny start"') == ["Ny start"]


def test_nearness_is_counted_in_words_in_either_order() -> None:
    assert found("frivillig NEAR/3 organisasjon") == ["frivillige i lokale organisasjoner"]
    assert found("organisasjon NEAR/3 frivillig") == ["frivillige i lokale organisasjoner"]
    assert found("frivillig NEAR/2 organisasjon") == []


def test_boolean_patterns_stay_within_a_block() -> None:
    assert found("tilskudd AND organisasjon") == ["organisasjoner", "tilskuddet"]
    assert found("tilskudd NOT organisasjon") == ["tilskudd"]
    assert found("årsverk OR rusarbeid") == ["rusarbeidet", "årsverk"]


def test_a_regular_expression_stays_within_a_block() -> None:
    assert found(r"/\d+ årsverk/") == ["3 årsverk"]
    assert found(r"/rusarbeidet[\s\S]*frivillige/") == []


def test_a_pair_finds_the_word_of_the_other_standard() -> None:
    text = "Tenesta har fått tilskot til ungdomstenester."
    one = matcher(text, {"tjeneste": frozenset({"teneste"})})
    hits = list(one.hits(one.index.documents[0], parse("tjeneste"), "tjeneste"))
    assert [hit.span.of(text) for hit in hits] == ["Tenesta", "ungdomstenester"]


texts = st.text(st.sampled_from("abc æøå-.,\n🙂’"), max_size=80)


@given(texts)
def test_every_word_of_the_index_is_the_text_at_its_offset(text: str) -> None:
    words = words_of(text)
    for number, start in zip(words.form.tolist(), words.start.tolist(), strict=True):
        form = words.forms[number]
        assert text[start : start + len(form)] == form


@given(texts)
def test_words_packed_and_unpacked_are_the_same(text: str) -> None:
    words, again = words_of(text), unpack_words(pack_words(words_of(text)))
    assert again.forms == words.forms
    assert again.form.tolist() == words.form.tolist()
    assert again.start.tolist() == words.start.tolist()


@given(st.lists(st.sampled_from(["tilskudd", "lønnstilskudd", "og", "plan", "frustrasjon", "🙂"]), max_size=20))
def test_every_hit_is_exactly_the_form_it_stands_for(words: list[str]) -> None:
    text = " ".join(words)
    assert found("tilskudd", text) == [word for word in words if "tilskudd" in word]


texts = st.lists(st.sampled_from(["tilskudd", "tilskuddet", "rusarbeid", "og", "plan", "Planen"]), max_size=12).map(
    " ".join
)


@pytest.mark.slow
@settings(deadline=None, max_examples=15)  # each goes through the word lists
@given(st.lists(texts, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_indexing_in_any_order_gives_the_same_hits(written: list[str], random: Random) -> None:
    numbered = [(f"D{place}", text) for place, text in enumerate(written)]
    shuffled = random.sample(numbered, len(numbered))
    assert all_hits(numbered) == all_hits(shuffled)


def all_hits(documents: list[tuple[str, str]]) -> set[Hit]:
    index = Index()
    for id, text in documents:
        index.add(id, text, words_of(text), [(0, len(text))])
    one = Matcher(index)
    patterns = ["tilskudd", "plan", "rus-", "plan og", "tilskudd NEAR/2 plan"]
    return {hit for document in index.documents for p in patterns for hit in one.hits(document, parse(p), p)}
