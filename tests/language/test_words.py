"""Norwegian words: inflections, compounds, sentences, tokens, written standards."""

import pytest

from kodetre.language.compounds import role_of
from kodetre.language.inflection import inflect
from kodetre.language.sentences import sentences
from kodetre.language.splits import borders, divisions, is_one_word, parts_of
from kodetre.language.standards import leaning
from kodetre.language.tokens import tokens


@pytest.mark.parametrize(
    ("word", "form", "place"),
    [
        ("tilskudd", "tilskuddet", "inflection"),
        ("tilskudd", "lønnstilskuddet", "last"),
        ("tilskudd", "tilskuddsordninger", "first"),
        ("organisasjon", "brukerorganisasjonene", "last"),
        ("organisasjon", "organisasjonar", "inflection"),
        ("tjeneste", "rustjenestene", "last"),
        ("enhet", "enhetsleder", "first"),
        ("leder", "virksomhetslederen", "last"),
        ("rus", "rusarbeid", "first"),
        ("rus", "russcene", "first"),
        ("bok", "bøker", "inflection"),
        ("fylke", "fylkeskommunen", "first"),
        ("team", "fact-teamet", "last"),
        ("rus", "rusteamet", "first"),
        ("råd", "forliksrådet", "last"),
        ("del", "bydelsutvalg", "middle"),
        ("rett", "rettssaken", "first"),
        ("sak", "rettssaken", "last"),
        ("fag", "realfagskompetanse", "middle"),
        ("rus", "rusmiddelbruk", "first"),
        ("rus", "ruspåvirkelse", "first"),
        ("mål", "hovedmålet", "last"),
        ("energi", "bioenergi", "last"),
        ("lønn", "etterlønn", "last"),
        ("transport", "veitransport", "last"),
        ("gass", "klimagassutslippene", "middle"),
        ("helse", "folkehelsen", "last"),
        ("samarbeid", "samarbeidsmessige", "first"),
        ("stopp", "busstopp", "last"),
        ("buss", "busstoppet", "first"),
        ("dom", "straffedommen", "last"),
        ("lege", "fastlegene", "last"),
        ("ting", "fylkestinget", "last"),
        ("mål", "målrettethet", "first"),
        ("penger", "foreldrepenger", "last"),
        ("politi", "politistasjonen", "first"),
        ("bank", "bankvesenet", "first"),
        ("bank", "bank-id", "first"),
        ("lønn", "lederlønninger", "last"),
        ("kommune", "fylkeskommunar", "last"),
        ("direktoratet", "brønnøysunddirektoratet", "last"),
        ("land", "utlandet", "last"),
        ("bygd", "tafjordbygda", "last"),
        ("trygd", "folketrygda", "last"),
        ("utdanning", "etterutdanningskurs", "middle"),
        ("elev", "medelevene", "last"),
        ("investere", "investerer", "inflection"),
    ],
)
def test_a_word_is_found_in_its_inflections_and_compounds(word: str, form: str, place: str) -> None:
    assert role_of(inflect([word])[word], form) == place


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("rus", "frustrasjon"),
        ("rus", "trussel"),
        ("rus", "brus"),
        ("mål", "spørsmål"),
        ("mål", "måler"),
        ("leder", "veileder"),
        ("leder", "ungdomsveileder"),
        ("leder", "led"),
        ("politi", "politikk"),
        ("arbeid", "utarbeide"),
        ("stat", "statistikk"),
        ("råd", "område"),
        ("sak", "årsak"),
        ("sak", "hovedårsakene"),
        ("ramme", "handlingsprogrammet"),
        ("sak", "fredsaktør"),
        ("del", "overtredelser"),
        ("del", "nydelege"),
        ("stat", "konstaterte"),
        ("rett", "idrettshaller"),
        ("del", "stemmeseddelens"),
        ("rus", "russland"),
        ("rus", "russegrensen"),
        ("dom", "ungdom"),
        ("dom", "sykdoms"),
        ("lege", "daglege"),
        ("hav", "innehavere"),
        ("bil", "stabil"),
        ("holdning", "husholdningene"),
        ("vei", "veiledning"),
        ("bane", "bankvesenet"),
        ("fisk", "fotografisk"),
        ("vei", "veiledere"),
        ("ting", "rustesting"),
        ("ting", "slakting"),
        ("tak", "fritaket"),
        ("tak", "taker"),
        ("mark", "markeder"),
        ("vin", "vinner"),
        ("stil", "klimatilpasningstiltak"),
        ("kunst", "kunstnerstipender"),
        ("mat", "automat"),
        ("barn", "barnslig"),
        ("gjeld", "gjelde"),
        ("sol", "solidaritet"),
        ("ro", "roman"),
        ("sport", "landtransporten"),
        ("tak", "syntaks"),
        ("tur", "matkultur"),
        ("ring", "registreringer"),
        ("lag", "høringsforslaget"),
        ("rus", "opprusting"),
        ("bruker", "forbrukersamfunn"),
        ("sau", "karamellsaus"),
    ],
)
def test_letters_that_merely_occur_are_no_hit(word: str, form: str) -> None:
    assert role_of(inflect([word])[word], form) is None


def test_a_word_divides_where_that_is_cheapest_and_its_parts_again() -> None:
    likeliest = divisions("barnehagetilbud")[0]
    assert (likeliest.first, likeliest.link, likeliest.last) == ("barnehage", "", "tilbud")
    assert borders("barnehagetilbud") == (5, 9)
    assert parts_of("barnehagetilbud") >= {"barnehage", "tilbud", "hage"}


def test_a_word_that_divides_by_chance_is_one_word() -> None:
    assert is_one_word("konkurs")
    assert not is_one_word("sykehus")
    assert borders("konkurs") == ()


def test_a_word_of_any_length_is_divided_or_left_in_a_moment() -> None:
    assert divisions("a" * 100_000) == ()
    assert divisions("rusarbeid" * 7) is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kommunen har f.eks. to tilbud, jf. kap. 5.3. Det er nok.", 2),
        ("Vedtatt 1. januar 2023 av kommunestyret. Rådmannen følger opp.", 2),
        ("Det kostet 2 mill. kroner. Hvem betaler? Staten!", 3),
        ("Planen gjelder rus, psykisk helse mv. Den er kort.", 2),
        ("Etter Prop. 92 L skal kommunen ha koordinator.", 1),
        ("Kommunen følger opp.[3] Fylket også.[12]", 2),
        ("Overlege P. Hansen ledet møtet.", 1),
        ("Målet var klart … men midlene manglet.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


def test_sentences_lie_in_the_text_without_the_space_around_them() -> None:
    text = "Først dette. Så det andre.  Til slutt."
    assert [text[a:b] for a, b in sentences(text)] == ["Først dette.", "Så det andre.", "Til slutt."]


def test_tokens_keep_what_belongs_together() -> None:
    text = "FACT-teamet fikk 1,5 mill. i 2023–2026 (jf. post@lindvik.no), rus- og psykisk helse."
    found = [text[a:b] for a, b in tokens(text)]
    assert found[:3] == ["FACT-teamet", "fikk", "1,5"]
    assert "2023–2026" in found
    assert "post@lindvik.no" in found
    assert "rus" in found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Kommunen har ikke noen egen plan, og det er flere som venter fra før av enn hva tjenesten kan ta imot.",
            "nb",
        ),
        ("Kommunen har ikkje nokon eigen plan, og det er fleire som ventar frå før enn kva tenesta kan ta imot.", "nn"),
        ("The municipality has no plan of its own, and there are more who wait than the service can take.", "en"),
    ],
)
def test_the_written_standard_is_told_from_function_words(text: str, language: str) -> None:
    assert leaning(text).language("nb") == language
