"""Which words of the other written standard a word has as kin, and what a keyword does with them."""

import pytest

from kodetre.codebook.load import from_text
from kodetre.errors import CodebookError
from kodetre.language.kin import kin_of
from kodetre.language.standards import leaning
from kodetre.matching.find import Matcher
from kodetre.matching.forms import taken
from kodetre.matching.index import Index, words_of
from kodetre.matching.parse import parse
from kodetre.matching.patterns import WordPattern, without_kin


def _matcher(text: str) -> Matcher:
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    return Matcher(index)


def _forms(keyword: WordPattern, text: str) -> set[str]:
    return set(_matcher(text).forms(keyword))


@pytest.mark.parametrize(("word", "kin"), [("kirke", "kyrkje"), ("kyrkje", "kirke"), ("vanskelig", "vanskeleg")])
def test_a_word_has_its_counterpart_as_kin(word: str, kin: str) -> None:
    assert kin in kin_of(word)


def test_a_compound_has_the_kin_of_its_parts() -> None:
    assert "skuleveg" in kin_of("skolevei")


def test_kin_that_nynorsk_writes_in_two_ways_is_kin_in_both() -> None:
    assert kin_of("skolevei") == {"skuleveg", "skoleveg"}


def test_a_noun_in_het_divides_before_a_noun_that_has_kin_of_its_own() -> None:
    assert kin_of("tollfrihet") == {"tollfridom"}


def test_a_first_part_that_is_no_word_counts_before_others_only() -> None:
    text = "Vassforsyninga, vass- og avløpsplanen og grunnvatnet; suppa var vassen."
    assert _forms(WordPattern("vann"), text) == {"Vassforsyninga", "grunnvatnet"}
    assert len(list(_matcher(text).hits(_matcher(text).index.documents[0], WordPattern("vann"), "vann"))) == 3


@pytest.mark.parametrize(
    ("compound", "kin"),
    [
        ("skoleslutt", "skuleslutt"),
        ("veiskilt", "vegskilt"),
        ("yrkesveiledning", "yrkesrettleiing"),
        ("ulykkesberedskap", "ulukkesberedskap"),
        ("billettsalg", "billettsal"),
        ("kjøkkenkniv", "kjøkenkniv"),
    ],
)
def test_a_compound_keeps_its_link_and_its_borders_in_the_other_standard(compound: str, kin: str) -> None:
    assert kin_of(compound) == {kin}


@pytest.mark.parametrize("word", ["robotikk", "boreal", "renovasjon", "polyester", "burger", "spillvarme"])
def test_a_word_that_only_looks_like_another_or_like_a_compound_of_it_has_no_kin(word: str) -> None:
    assert kin_of(word) == frozenset()


@pytest.mark.parametrize("form", ["strømløse", "bildende", "selvangivelse"])
def test_no_kin_is_made_that_the_other_standard_cannot_write(form: str) -> None:
    assert kin_of(form) == frozenset()


@pytest.mark.parametrize("word", ["rett", "plan", "rettighet", "syklist", "xyzzy"])
def test_a_word_whose_counterpart_is_not_proven_has_no_kin(word: str) -> None:
    assert kin_of(word) == frozenset()


def test_kin_are_taken_inflected_and_in_compounds() -> None:
    assert _forms(WordPattern("kirke"), "Kyrkjene og fjellkyrkja.") == {"Kyrkjene", "fjellkyrkja"}


def test_kin_do_not_take_forms_that_the_lists_give_to_another_word() -> None:
    assert _forms(WordPattern("vei"), "Veggen og vegen.") == {"vegen"}


def test_a_word_without_compounds_takes_no_kin() -> None:
    assert _forms(WordPattern("kirke", "inflected"), "Kyrkja.") == set()


def test_a_pattern_without_kin_takes_its_own_words_only() -> None:
    matcher = _matcher("Ny kyrkje og ny kirke.")
    hits = matcher.hits(matcher.index.documents[0], without_kin(parse("ny kirke")), "")
    assert [hit.span.of("Ny kyrkje og ny kirke.") for hit in hits] == ["ny kirke"]


def test_forms_of_kin_are_marked_with_their_word() -> None:
    matcher = _matcher("Kyrkja og kirken.")
    counts = taken(matcher, WordPattern("kirke"), matcher.index.ids)
    assert {count.form: count.kin for count in counts} == {"kyrkja": "kyrkje", "kirken": ""}


_BOOK = """{top}
dimensions:
  d:
    codes:
      a: {{label: A, keywords: [kirke, skole]{own}}}
"""


@pytest.mark.parametrize(
    ("top", "own", "without"),
    [
        ("title: B", "", []),
        ("kin: no", "", ["kirke", "skole"]),
        ("title: B", ", kin: no", ["kirke", "skole"]),
        ("kin: no", ", kin: yes", []),
        ("title: B", ", no_kin: [skole]", ["skole"]),
    ],
)
def test_kin_are_turned_off_for_a_codebook_a_code_or_a_keyword(top: str, own: str, without: list[str]) -> None:
    book = from_text(_BOOK.format(top=top, own=own), "b.yaml")
    keywords = next(book.codes()).keywords
    assert [keyword.written for keyword in keywords if keyword.without_kin] == without


def test_no_kin_that_names_no_keyword_is_a_mistake() -> None:
    with pytest.raises(CodebookError, match="no keyword of this code"):
        from_text(_BOOK.format(top="title: B", own=", no_kin: [valg]"), "b.yaml")


@pytest.mark.parametrize(
    ("text", "standard"),
    [("Innbyggjarane skal oppleve tryggleik heime.", "nn"), ("Innbyggerne skal oppleve trygghet hjemme.", "nb")],
)
def test_one_sentence_tells_its_standard(text: str, standard: str) -> None:
    assert leaning(text).language("", least=0.5) == standard
