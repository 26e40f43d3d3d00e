"""Characters that drive a terminal: replaced where text is shown, left out of reports, escaped in JSON."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre import controls

DRIVING = [
    "\x1b",
    "\x07",
    "\x08",
    "\r",
    "\x7f",
    "\x80",
    "\x9b",
    "\x9d",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200f",
    "\u061c",
]
texts = st.text(st.characters() | st.sampled_from(DRIVING))


def drives(text: str) -> bool:
    """Whether a text holds a control character, or a mark of direction; seen by the Unicode database alone."""
    odd = {letter for letter in text if unicodedata.category(letter) == "Cc" and letter not in "\n\t"}
    turned = {
        letter
        for letter in text
        if unicodedata.bidirectional(letter) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }
    return bool(odd or turned or set(text) & set("\u200e\u200f\u061c"))  # fmt: skip


@pytest.mark.parametrize("sign", DRIVING, ids=lambda sign: f"{ord(sign):04x}")
def test_each_is_one_sign_where_it_is_shown_and_none_in_a_report(sign: str) -> None:
    assert controls.shown(f"a{sign}b") == f"a{controls.INSTEAD}b"
    assert controls.left_out(f"a{sign}b") == ("a\nb" if sign == "\r" else "ab")


def test_letters_line_ends_and_soft_hyphens_are_shown_and_a_hard_space_is_a_space() -> None:
    assert controls.shown("blåbær\tog\n«tyttebær» – 1\u00a0000\u00ad") == "blåbær\tog\n«tyttebær» – 1 000\u00ad"


@given(texts)
def test_what_is_shown_drives_nothing_and_has_as_many_signs(text: str) -> None:
    shown = controls.shown(text)
    assert not drives(shown)
    assert len(shown) == len(text)


@given(texts)
def test_what_reports_have_drives_nothing(text: str) -> None:
    assert not drives(controls.left_out(text))


@given(texts)
def test_a_report_on_the_screen_drives_nothing(text: str) -> None:
    assert not drives(controls.of_a_report(text).replace("\r\n", "\n"))


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))
def test_json_is_the_same_value_and_drives_nothing(value: object) -> None:
    written = controls.escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(written) == value
    assert not drives(written)


def test_line_ends_of_windows_stay_in_a_report_and_a_byte_order_mark_too() -> None:
    assert controls.of_a_report("\ufeffa;b\r\n") == "\ufeffa;b\r\n"


@given(st.text(st.sampled_from("abæøå 12,«»–…\n\t\u200d\u2060")))
def test_what_is_harmless_stays_in_a_report(text: str) -> None:
    assert controls.of_a_report(text) == text
