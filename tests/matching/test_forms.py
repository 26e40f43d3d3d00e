"""Which forms a keyword takes in a corpus, which words go with what was coded, and counting hits."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Kodetre

from kodetre.cli.dispersion import strip
from kodetre.language.correspondences import nynorsk
from kodetre.language.inflection import inflect
from kodetre.matching.find import Matcher
from kodetre.matching.forms import key_words, log_likelihood, taken
from kodetre.matching.index import Index, words_of
from kodetre.matching.pairs import propose
from kodetre.matching.parse import parse
from kodetre.matching.patterns import WordPattern
from kodetre.model.documents import Span

TEXTS = {
    "D1": "Tilskuddet er økt. Kommunen fikk tilskudd, og lønnstilskuddet ble brukt. Tilskuddsordninger finnes.",
    "D2": "Tilskudd TILSKUDD. Frustrasjonen er stor, og russcenen vokser.",
}


@pytest.fixture
def matcher() -> Matcher:
    index = Index()
    for id, text in TEXTS.items():
        index.add(id, text, words_of(text), [(0, len(text))])
    return Matcher(index)


def word(written: str) -> WordPattern:
    found = parse(written)
    assert isinstance(found, WordPattern)
    return found


def test_every_form_that_a_keyword_takes_is_listed_with_how_and_how_often(matcher: Matcher) -> None:
    found = taken(matcher, word("tilskudd"))
    assert [(one.form, one.how, one.count, one.documents) for one in found] == [
        ("tilskudd", "inflection", 3, 2),
        ("tilskuddet", "inflection", 1, 1),
        ("tilskuddsordninger", "first", 1, 1),
        ("lønnstilskuddet", "last", 1, 1),
    ]
    assert [one.form for one in taken(matcher, word("rus"))] == ["russcenen"]
    assert not taken(matcher, word("tilskudd"), [])


def test_the_counts_are_those_of_the_documents_asked_for(matcher: Matcher) -> None:
    (second,) = (document for document in matcher.index.documents if document.id == "D2")
    assert [(one.form, one.count) for one in taken(matcher, word("tilskudd"), [second.id])] == [("tilskudd", 2)]


@pytest.mark.parametrize(
    ("noun", "takes", "not_"),
    [
        ("lov", ["lover", "lovene", "loven"], ["lovte"]),
        ("klubb", ["klubber", "klubbene"], []),
        ("kveld", ["kvelder"], []),
        ("mål", ["målet", "målene"], ["måler", "målte"]),
        ("råd", ["rådet", "rådene"], ["råder"]),
        ("vei", ["veier", "veien"], ["veide"]),
        ("vann", ["vannet"], ["vant"]),
        ("gass", ["gassen"], ["gasset"]),
        ("stoff", ["stoffer"], []),
        ("mangel", ["mangler", "mangelen", "manglane"], ["manglet"]),
        ("middel", ["midler", "midlar", "midlene"], []),
        ("budsjett", ["budsjetter"], ["budsjettert"]),
        ("lønn", ["lønninger"], ["lønne"]),
        ("hånd", ["hender", "hendene"], ["hendt"]),
        ("gard", ["garden", "gardar"], []),
        ("vilje", ["viljen", "viljar"], ["vil", "ville", "vilkår"]),
        ("gående", ["gåendes"], ["gå", "går", "gange"]),
        ("åpen", ["åpne", "åpent"], ["åpner", "åpnet"]),
        ("sikker", ["sikre", "sikrere"], ["sikrer", "sikret"]),
    ],
)
def test_a_regular_form_that_the_lists_know_as_another_word_is_taken_and_the_other_word_is_not(
    noun: str, takes: list[str], not_: list[str]
) -> None:
    found = inflect([noun])[noun]
    assert [form for form in takes if not found.takes(form)] == []
    assert [form for form in not_ if found.takes(form)] == []


def test_words_that_go_with_excerpts_are_found_and_the_rest_left_out() -> None:
    inside = "Kommunen styrker forebygging i skolen. Forebyggende arbeid og forebygging virker."
    outside = "Budsjettet er vedtatt av rådet. " * 30
    index = Index()
    text = inside + " " + outside
    index.add("D1", text, words_of(text), [(0, len(text))])
    keys = key_words(Matcher(index), index.documents, {"D1": [Span(0, len(inside))]}, [])
    assert keys[0].word == "forebygging"
    assert (keys[0].inside, keys[0].outside) == (2, 0)
    assert all("budsjett" not in key.word for key in keys)
    known = [word("forebygging")]
    assert "forebygging" not in {
        k.word for k in key_words(Matcher(index), index.documents, {"D1": [Span(0, 80)]}, known)
    }


@given(st.integers(0, 50), st.integers(0, 50), st.integers(51, 500), st.integers(51, 500))
def test_the_log_likelihood_is_never_negative_and_zero_for_equal_shares(
    own: int, rest: int, here: int, there: int
) -> None:
    assert log_likelihood(own, rest, here, there) >= -1e-9
    assert math.isclose(log_likelihood(own, own, here, here), 0, abs_tol=1e-9)


def test_log_likelihood_is_that_of_rayson_and_garside() -> None:
    """a=10 of c=1000 against b=2 of d=5000: E1=2, E2=10, G2 = 2 (10 ln 5 + 2 ln 0.2)."""
    assert math.isclose(log_likelihood(10, 2, 1000, 5000), 2 * (10 * math.log(5) + 2 * math.log(0.2)))


@given(st.lists(st.integers(0, 999), max_size=50), st.integers(1, 90))
def test_a_dispersion_strip_has_its_width_and_a_sign_for_every_hit(offsets: list[int], width: int) -> None:
    drawn = strip(offsets, 1000, width)
    assert len(drawn) == width
    assert sum(sign != "·" for sign in drawn) == len({offset * width // 1000 for offset in offsets})


def test_words_lists_forms_and_strikes_those_that_the_codebook_bars(kodetre: Kodetre, coded: object) -> None:
    ran = kodetre("words", "tilskudd", "--json")
    found = [json.loads(line) for line in ran.lines]
    assert {"keyword", "form", "how", "count", "documents", "but_not", "kin"} == set(found[0])
    assert "tilskotet" in {one["form"] for one in found}
    assert "first part of a compound" in kodetre("words", "rus").out
    assert kodetre("words").code == 2
    assert kodetre("words", "tilskudd*").code == 2
    assert kodetre("words", "zebra").code == 6


def test_search_counts_by_document_group_and_year_also_where_there_is_nothing(
    kodetre: Kodetre, project: object
) -> None:
    hits = len(kodetre("search", "tilskudd", "--json").lines)
    for by in ("document", "group", "year"):
        rows = [json.loads(line) for line in kodetre("search", "tilskudd", "--count", "--by", by, "--json").lines]
        assert sum(row["hits"] for row in rows) == hits
    assert len([json.loads(line) for line in kodetre("search", "overdose", "--count", "--json").lines]) == 3
    assert kodetre("search", "tilskudd", "--count", "--plot").code == 2


def test_search_shows_whole_sentences_and_where_hits_stand(kodetre: Kodetre, project: object) -> None:
    sentence = kodetre("search", "kommunen", "--sentence").out
    assert "kommunen" in sentence.lower()
    plotted = kodetre("search", "kommunen", "--plot").out
    assert "█" in plotted
    assert "D3" in plotted


@pytest.mark.parametrize(
    ("bokmål", "nynorsk_word"),
    [
        ("virksomhet", "verksemd"),
        ("løsning", "løysing"),
        ("ansvarlig", "ansvarleg"),
        ("undersøkelse", "undersøking"),
        ("hjemmetjeneste", "heimeteneste"),
        ("brukermedvirkning", "brukermedverknad"),
        ("skjenkebevilling", "skjenkeløyve"),
        ("trygghet", "tryggheit"),
    ],
)
def test_what_a_bokmål_word_may_be_in_nynorsk(bokmål: str, nynorsk_word: str) -> None:
    assert nynorsk_word in set(nynorsk(bokmål))


@given(st.text("abcdefghijklmnoprstuvyæøå", min_size=2, max_size=20))
def test_a_word_is_never_proposed_for_itself_and_proposals_end(word: str) -> None:
    proposed = list(nynorsk(word))
    assert word not in proposed
    assert len(proposed) == len(set(proposed))


def test_pairs_are_proposed_from_what_stands_in_the_corpus_and_not_when_they_are_there() -> None:
    text = "Verksemda har løysingar for skulen. Verksemd og skule. Kommunen har løsningen."
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    found = propose(
        Matcher(index), [WordPattern(word, kin=False) for word in ("virksomhet", "skole", "løsning", "tilskudd")]
    )
    assert [(one.word, one.other, one.count) for one in found] == [
        ("skole", "skule", 2),
        ("virksomhet", "verksemd", 2),
        ("løsning", "løysing", 1),
    ]
    paired = Matcher(index, {"skole": frozenset({"skule"})})
    assert [one.word for one in propose(paired, [WordPattern("skole", kin=False)])] == []


def test_codebook_pairs_proposes_and_changes_nothing(kodetre: Kodetre, project: Path) -> None:
    codebook = project / "codebooks" / "kommunalt-rusarbeid.yaml"
    codebook.write_text("kin: no\n" + codebook.read_text("utf-8"), "utf-8")
    before = codebook.read_bytes()
    ran = kodetre("codebook", "pairs")
    assert ran.code == 0
    assert "  - " in ran.out
    assert codebook.read_bytes() == before
    assert {"bokmål", "nynorsk", "forms", "count"} == set(json.loads(kodetre("codebook", "pairs", "--json").lines[0]))
