"""A text layer that is garbage is told from other languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typesetting import AFTER, BEFORE

from kodetre.ingest.readers.legibility import illegible
from kodetre.language.lexicon import known

TEXT = BEFORE + " " + AFTER


def shifted(letter: str) -> str:
    """Half the alphabet on."""
    if not letter.isascii():
        return ""
    return letter if letter == " " else chr((ord(letter.lower()) - 84) % 26 + 97)


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (TEXT, False),
        ("".join(TEXT.split()) * 3, True),
        ("".join(chr(0xE000 + ord(letter)) if letter != " " else letter for letter in TEXT), True),
        ("".join(map(shifted, TEXT)), True),
        ("Sámediggi lea sámiid álbmotválljen orgána Norggas, ja das leat vuoiŋŋalaš ja politihkalaš doaimmat. " * 6, False),
        ("Комунен има план за работа с хора, които имат проблеми с наркотици и алкохол, за четири години. " * 6, False),
        ("12 345 67 890 " * 60, False),
    ],
    ids=["text", "no spaces", "private letters", "shifted letters", "Sami", "Cyrillic", "numbers"],
)  # fmt: skip
def test_a_garbage_text_layer_is_told_from_other_languages(text: str, garbage: bool) -> None:

    assert illegible(text, known) is garbage


@given(st.text("abcdefgh æøå.\n", max_size=300))
def test_a_page_whose_words_are_all_known_is_never_garbage_unless_its_spaces_are_missing(text: str) -> None:
    spaced = " ".join(text[place : place + 5] for place in range(0, len(text), 5))
    assert illegible(spaced, lambda _: True) is False


def test_a_few_words_are_not_judged() -> None:
    assert not illegible("xqzt bcdf ghjk " * 5, lambda _: False)
