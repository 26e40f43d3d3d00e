"""Compounds written in pieces, addresses, and words written with other letters."""

import pytest
from support.matching import found_in, matcher

from kodetre.language.addresses import addresses, may_be_address
from kodetre.language.tokens import tokens
from kodetre.matching.forms import taken
from kodetre.matching.nearness import counted_once
from kodetre.matching.patterns import WordPattern
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit


@pytest.mark.parametrize(
    ("keyword", "text", "hits"),
    [
        ("rusarbeid", "Godt rus- og avhengighetsarbeid.", ["rus- og avhengighetsarbeid"]),
        ("helsetjeneste", "helse- og omsorgstjenester", ["helse- og omsorgstjenester"]),
        ("helsetjeneste", "helse-, sosial- og omsorgstjenesten", ["helse-, sosial- og omsorgstjenesten"]),
        ("barneskole", "barne- eller\nungdomsskoler", ["barne- eller\nungdomsskoler"]),
        ("omsorgstilbud", "omsorgstjenester og -tilbud", ["omsorgstjenester og -tilbud"]),
        ("kommuneplan", "kommune-/fylkesplanen", ["kommune-/fylkesplanen"]),
        ("rusarbeid", "rus- og psykisk helsearbeid", ["rus- og psykisk helsearbeid"]),
        ("rusarbeid", "rus-arbeidet i byen", ["rus-arbeidet"]),
        ("psykisk helsetjeneste", "psykiske helse- og omsorgstjenester", ["psykiske helse- og omsorgstjenester"]),
        ("rus-", "rus- og avhengighetsarbeid", ["rus- og avhengighetsarbeid"]),
        ("rus", "rus- og avhengighetsarbeid", ["rus"]),
        ("avhengighetsarbeid", "rus- og avhengighetsarbeid", ["avhengighetsarbeid"]),
        ("rusarbeid OR rus", "rus- og avhengighetsarbeid", ["rus- og avhengighetsarbeid"]),
        ("rusarbeid", "rus. Og avhengighetsarbeid, rus – og avhengighetsarbeid", []),
        ("rusarbeid", "rus- i byen og avhengighetsarbeid", []),
    ],
)
def test_a_part_that_two_compounds_share_belongs_to_both(keyword: str, text: str, hits: list[str]) -> None:
    assert found_in(keyword, text) == hits


def test_a_part_does_not_hang_over_to_the_next_block() -> None:
    assert found_in("rusarbeid", "Arbeid mot rus- og\n\navhengighetsarbeid") == []


def test_compounds_in_pieces_are_among_the_forms_that_a_keyword_takes() -> None:
    corpus = matcher("Rusarbeid. Rus- og avhengighetsarbeid, rus- og avhengighetsarbeid.")
    counts = taken(corpus, WordPattern("rusarbeid"))
    assert [(count.form, count.how, count.count) for count in counts] == [
        ("rus- og avhengighetsarbeid", "inflection", 2),
        ("rusarbeid", "inflection", 1),
    ]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Se https://www.lindvik.no/rus/plan?x=1.", ["https://www.lindvik.no/rus/plan?x=1"]),
        ("(www.lindvik.no/rus) og rusinfo.no, bl.a.", ["www.lindvik.no/rus", "rusinfo.no"]),
        ("skriv til rus.team@lindvik.no!", ["rus.team@lindvik.no"]),
        ("doi:10.1000/rus.12 og 10.1177/145507251", ["doi:10.1000/rus.12", "10.1177/145507251"]),
        ("rusplan_2023_endelig.pdf, C:\\planer\\rus.docx", ["rusplan_2023_endelig.pdf", "C:\\planer\\rus.docx"]),
        ("lindvik.kommune.no/rus-\ntiltak/2023 er flyttet", ["lindvik.kommune.no/rus-\ntiltak/2023"]),
        ("f.eks. kl. 10.30, jf. kap. 3.2 og rus/psykiatri, Prop. 92 L, m.fl.", []),
        ("ferdig.Neste setning, og/eller 2023/1234", []),
    ],
)
def test_addresses_and_names_of_files_are_told_from_words(text: str, held: list[str]) -> None:
    suspects = [start for start, end in tokens(text) if may_be_address(text[start:end])]
    assert [text[start:end] for start, end in addresses(text, suspects)] == held


@pytest.mark.parametrize("keyword", ["rus", "rus*", "rus-", '"rus"'])
def test_words_in_addresses_are_no_hits(keyword: str) -> None:
    text = "www.rus.no/rus, rus@lindvik.no, 10.1000/rus og rus.pdf"
    assert found_in(keyword, text) == []


def test_an_address_that_is_asked_for_is_found_in() -> None:
    assert found_in('"www.rus.no"', "Se www.rus.no.") == ["www.rus.no"]


def test_conjunctions_and_articles_are_no_steps_from_word_to_word() -> None:
    assert found_in("plan NEAR/1 tiltak", "planen og et tiltak") == ["planen og et tiltak"]
    assert found_in("plan NEAR/1 tiltak", "planen for tiltak") == []


TEXT = "Kommunen fikk tilskudd.\n\nOrganisasjoner søker om tilskuddet."


def test_and_not_is_not() -> None:
    assert found_in("tilskudd AND NOT organisasjon", TEXT) == ["tilskudd"]


def test_ligatures_are_the_letters_they_are_made_of() -> None:
    text = "ﬁnansieringen av ﬂere"
    assert found_in("finansiering", text) == ["ﬁnansieringen"]
    assert found_in("flere", text) == ["ﬂere"]
    assert found_in('"finansieringen av"', text) == ["ﬁnansieringen av"]
    assert found_in("finans*", text) == ["ﬁnansieringen"]


def test_the_same_words_are_one_hit_whatever_keywords_they_come_from() -> None:
    hits = [
        Hit("D1", Span(4, 10), "tilskudd"),
        Hit("D1", Span(0, 10), "søke tilskudd"),
        Hit("D1", Span(0, 10), "søke*"),
        Hit("D1", Span(12, 15), "rus"),
    ]
    assert [(hit.span.start, hit.keyword) for hit in counted_once(hits)] == [(0, "søke tilskudd"), (12, "rus")]
