"""What a codebook says of a code, as one text that comes back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.exchange.description import Described, read, written

line = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
headings = st.sampled_from(["Key: x", "Brukes når: alltid", "- et punkt", "\\Key: x", "  innrykket", "Examples:"])
texts = st.lists(line | headings, max_size=4).map("\n".join).map(str.strip)
entries = st.lists(texts.filter(bool), max_size=3).map(tuple)
words = st.from_regex("[a-zæøå]{1,8}", fullmatch=True)


def described() -> st.SearchStrategy[Described]:
    return st.builds(
        Described, definition=texts, use_when=texts, not_when=texts, examples=entries, keywords=entries, but_not=entries,
        no_kin=entries, expects=entries, key=words | st.just(""),
    )  # fmt: skip


@given(described(), st.sampled_from(["nb", "nn", "en"]))
def test_what_is_written_in_any_language_is_read_whole(meant: Described, language: str) -> None:
    assert read(written(meant, language)) == meant


@pytest.mark.parametrize("text", ["", "Kroner & øre <ikke> timer", "To\n\navsnitt: med kolon"])
def test_a_description_of_another_program_is_a_definition(text: str) -> None:
    assert read(text) == Described(text)
