"""Quotations inside quotations."""

import pytest

from kodetre.document.citation import place_of
from kodetre.i18n.quotes import in_quotes


@pytest.mark.parametrize(
    ("language", "text", "quoted"),
    [
        ("nb", "Vi må «stå sammen»", "«Vi må ‹stå sammen›»"),
        ("nn", "«Vi må stå saman»", "«‹Vi må stå saman›»"),
        ("nb", "“Vi” og 'de'", "«“Vi” og 'de'»"),
        ("en", "We “stand” together", "“We ‘stand’ together”"),
        ("en", "«Vi» står", "“«Vi» står”"),
    ],
)
def test_a_quotation_inside_a_quotation_has_the_marks_of_the_language(language: str, text: str, quoted: str) -> None:
    assert in_quotes(text, language) == quoted


def test_a_section_that_is_cited_by_its_title_is_a_quotation_too() -> None:
    assert place_of((), ("Prosjektet «Ny start»",), "nb") == "«Prosjektet ‹Ny start›»"
