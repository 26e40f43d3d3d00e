"""How another program counts is found out from its selections."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.exchange.cleaned import cleaned
from kodetre.exchange.offsets import Raw, place

TEXT = (
    "Målet er å redusere utslippene 😀 med 55 % innen 2030.\n\nSamarbeid på tvers av sektorer er nødvendig.\n"
    "Kommunen vil 😀 følge opp årlig, og rådet uttaler seg.\nØkonomien er stram; tilskudd dekker halvparten av utgiftene.\n"
) * 3


def counted(letters: str, unit: str) -> int:
    if unit == "utf16":
        return len(letters.encode("utf-16-le")) // 2
    return len(letters.encode()) if unit == "utf8" else len(letters)


def as_another_program_has_it(unit: str, ends: str, counted_ends: str, named: bool) -> tuple[str, list[Raw], list[str]]:
    """A text with its line ends, selections of whole words counted in some way, and the words that are meant."""
    words = [match.span() for match in re.finditer(r"\w+", TEXT)]
    chosen = random.Random(4)
    raws, meant = [], []
    for _ in range(30):
        first = chosen.randrange(len(words) - 6)
        start, end = words[first][0], words[first + chosen.randrange(6)][1]
        before, until = (TEXT[:place].replace("\n", counted_ends) for place in (start, end))
        name = TEXT[start:end] if named else ""
        raws.append(Raw(counted(before, unit), counted(until, unit), name))
        meant.append(TEXT[start:end])
    return TEXT.replace("\n", ends), raws, meant


@pytest.mark.parametrize("named", [True, False], ids=["named", "without names"])
@pytest.mark.parametrize("unit", ["point", "utf16", "utf8"])
@pytest.mark.parametrize(
    ("ends", "counted_ends"), [("\n", "\n"), ("\r\n", "\r\n"), ("\r\n", "\n"), ("\n", "\r\n")], ids=repr
)
def test_every_quote_is_right_however_it_was_counted(unit: str, ends: str, counted_ends: str, named: bool) -> None:
    text, raws, meant = as_another_program_has_it(unit, ends, counted_ends, named)
    for mark in ("", "\ufeff"):
        places = place(mark + text, raws)
        assert [places.text[span[0] : span[1]] for span in places.spans if span is not None] == meant


def test_a_selection_whose_offsets_lead_elsewhere_is_found_by_its_words() -> None:
    text, raws, meant = as_another_program_has_it("point", "\n", "\n", named=True)
    moved = [*raws[:20], *(Raw(raw.start + 7, raw.end + 7, raw.name) for raw in raws[20:])]
    places = place(text, moved)
    assert [places.text[span[0] : span[1]] for span in places.spans if span is not None] == meant
    assert places.found_by_quote == 10


def test_a_selection_that_is_nowhere_has_no_place() -> None:
    places = place("Kort tekst.", [Raw(0, 4, "Kort"), Raw(90, 99, "finnes ikke"), Raw(5, 10, "tekst")])
    assert places.spans == ((0, 4), None, (5, 10))


@given(st.text(st.sampled_from("aeoåøA\u030a\u0308\u0301\u0327 \n\u00ad😀"), max_size=40), st.data())
def test_offsets_follow_letters_that_are_put_into_one_piece(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    new, moved = cleaned(text, [offset])
    assert unicodedata.is_normalized("NFC", new) or new == text
    assert unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", new)
    assert 0 <= moved[offset] <= len(new)
    if offset == len(text) or not unicodedata.combining(text[offset]):
        assert new[: moved[offset]] == unicodedata.normalize("NFC", text[:offset])
