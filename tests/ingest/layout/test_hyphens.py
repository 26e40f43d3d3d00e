"""Words broken at a line end, and how a PDF's letters are spelled."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.ingest.layout.hyphens import joint, spelled, without_hyphen


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("hold-", "ninger", "join"),
        ("hold\ufffe", "ninger", "join"),
        ("handlings-", "og", "hang"),
        ("rus-", "eller", "hang"),
        ("FACT-", "team", "keep"),
        ("2023-", "2026", "keep"),
        ("Møre-", "Romsdal", "keep"),
        ("e-", "post", "keep"),
        ("p-", "plass", "keep"),
        ("Dram-", "men", "join"),
        ("helse-", "men", "hang"),
        ("https://lindvik.no/rus-", "arbeid", "keep"),
        ("1-", "1", "keep"),
        ("1\u00ad", "1.", "keep"),
        ("8\ufffe", "mannsrom", "keep"),
        ("taxfree\u00ad", "salg", "keep"),
        ("SvarUt-", "tjenesten", "keep"),
        ("ikke-", "vold", "keep"),
        ("rus\u00ad", "og", "hang"),
        ("helselederfo\u00ad", "rumet", "join"),
        ("førstegangsfor-", "eldre", "join"),
        ("lavterskel-", "tilbud", "join"),
        ("Trond-", "heim", "join"),
        ("familier/på-", "rørende", "join"),
        ("https://www.lindvik.no/", "dokumenter/plan-2024", "keep"),
        ("https://www.lindvik.no/dok", "/plan", "keep"),
        ("www.lindvik.", "no/planer", "keep"),
        ("www.lindvik.no", "eller", "space"),
        ("www.lindvik.no/", "og", "space"),
        ("www.lindvik.no/", "Vår", "space"),
        ("www.lindvik.no.", "Planen", "space"),
        ("kommunen", "har", "space"),
        ("–", "dette", "space"),
    ],
)
def test_a_line_end_hyphen_goes_or_stays_as_a_reader_would_have_it(before: str, after: str, how: str) -> None:
    assert joint(before, after, {"e-post"}) == how


def test_digits_keep_their_hyphen_whatever_numbers_the_document_has() -> None:
    assert joint("1-", "5", {"15"}) == "keep"


def test_the_documents_own_words_decide_first() -> None:
    assert joint("nærmiljø-", "arbeid", {"nærmiljø-arbeid"}) == "keep"
    assert joint("og-", "og", {"ogog"}) == "join"


@pytest.mark.parametrize(
    ("letters", "read"),
    [
        ("plan", "plan"),
        ("e\ufb03sient", "effisient"),
        ("hold\ufffe", "hold-"),
        ("års\u00adverk", "årsverk"),
        ("hold\u00ad", "hold\u00ad"),
        ("a\u030apen", "åpen"),
        ("\uf0b7", "•"),
        ("\uf0a8", "☐"),
        ("a\x07b", "ab"),
    ],
)
def test_letters_of_a_pdf_are_spelled_as_they_are_read(letters: str, read: str) -> None:
    assert spelled(letters) == read


@given(st.text(max_size=20))
def test_what_is_spelled_is_in_one_piece_and_spelled_again_the_same(letters: str) -> None:
    once = spelled(letters)
    assert unicodedata.is_normalized("NFC", once)
    assert "\ufb01" not in once


def test_a_hyphen_is_taken_off_the_end() -> None:
    assert without_hyphen("hold-") == "hold"
