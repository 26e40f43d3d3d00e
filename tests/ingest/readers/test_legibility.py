"""A text layer that is garbage is told from other languages."""

import pytest
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
