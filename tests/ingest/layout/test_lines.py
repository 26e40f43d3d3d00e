"""Words to lines: by baseline, in one piece, parted by wide gaps."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from support.pages import row, texts, word

from kodetre.ingest.layout.lines import Segment, is_marker, rows_of, segments
from kodetre.ingest.read import read
from kodetre.pdf.page import Word


def test_letter_spaced_capitals_are_words_again(tmp_path: Path) -> None:

    path = tmp_path / "sperret.pdf"
    canvas = Canvas(str(path), invariant=1)
    for place, line in enumerate(
        ("HØRINGSSVAR OM FORSLAG TIL NY STRATEGI", "KORT OG TETT SATT TEKST MED STORE BOKSTAVER")
    ):
        written = canvas.beginText(72, 700 - 40 * place)
        written.setFont("Helvetica", 11)
        written.setCharSpace(1.2 if place == 0 else 0)
        written.textLine(line)
        canvas.drawText(written)
    canvas.save()
    assert (
        " ".join(read(path).text.split())
        == "HØRINGSSVAR OM FORSLAG TIL NY STRATEGI KORT OG TETT SATT TEKST MED STORE BOKSTAVER"
    )


def test_words_on_one_baseline_are_one_row_from_left_to_right() -> None:
    rows = rows_of([word("plan", 150), word("En", 72), word("neste", 72, 112), word("ny", 100)])
    assert [texts(words) for words in rows] == [["En", "ny", "plan"], ["neste"]]


def test_a_raised_number_goes_with_the_line_it_stands_beside() -> None:
    text = row("Tiltaket er prøvd ut før")
    note = word("3", text[-1].right + 0.5, 96, size=6)
    (only,) = rows_of([*text, note])
    assert texts(only) == ["Tiltaket", "er", "prøvd", "ut", "før", "3"]


def test_a_small_number_far_from_any_word_is_a_row_of_its_own() -> None:
    rows = rows_of([*row("Tiltaket er prøvd ut før"), word("3", 400, 96, size=6)])
    assert [texts(words) for words in rows] == [["3"], ["Tiltaket", "er", "prøvd", "ut", "før"]]


coordinates = st.floats(0, 800, allow_nan=False)
words = st.lists(st.builds(word, st.text("abc1", min_size=1, max_size=6), coordinates, coordinates), max_size=30)


@given(words)
def test_every_word_is_in_exactly_one_row(on_page: list[Word]) -> None:
    rows = rows_of(on_page)
    in_rows = list(chain.from_iterable(rows))
    assert len(in_rows) == len(on_page)
    assert set(in_rows) == set(on_page)
    assert all(words == sorted(words, key=lambda word: word.left) for words in rows)


@given(words)
def test_no_letter_is_lost_when_rows_are_parted_into_segments(on_page: list[Word]) -> None:
    kept = "".join(segment.text.replace(" ", "") for segment in segments(rows_of(on_page)))
    assert sorted(kept) == sorted("".join(texts(on_page)))


def test_a_wide_gap_parts_a_row_and_the_space_after_a_bullet_does_not() -> None:
    apart = [*row("Kapittel en"), *row("12", 300)]
    assert [segment.text for segment in segments([apart])] == ["Kapittel en", "12"]
    item = [word("•"), *row("Gi flere tilbud", 100)]
    assert [segment.text for segment in segments([item])] == ["• Gi flere tilbud"]


def test_pieces_of_a_word_that_stand_against_one_another_are_glued_and_the_pieces_left_as_they_were() -> None:
    first = word("hand")
    second = word("ling", first.right)
    (segment,) = segments([[first, second]])
    assert segment.text == "handling"
    assert (first.text, second.text) == ("hand", "ling")
    assert (segment.left, segment.right) == (first.left, second.right)


def test_no_segment_reaches_over_a_gutter() -> None:
    left = row("venstre spalte")
    right = row("høyre spalte", left[-1].right + 8)
    assert len(segments([[*left, *right]])) == 1
    assert len(segments([[*left, *right]], [left[-1].right + 4])) == 2


def test_a_segment_has_the_size_and_weight_of_most_of_its_letters() -> None:
    segment = Segment([word("1", size=6), *row("Sammendrag av planen", 80, size=12, bold=True)])
    assert (segment.size, segment.bold) == (12, True)


@pytest.mark.parametrize(
    ("text", "marks"),
    [("•", True), ("a)", True), ("(2)", True), ("3.", True), ("o", True), ("og", False), ("123.", False)],
)
def test_a_mark_of_a_list_item_is_told_from_a_word(text: str, marks: bool) -> None:
    assert is_marker(text) is marks


def test_a_line_end_hyphen_that_stands_a_little_apart_belongs_to_its_word() -> None:
    begun = row("som mang")
    hyphen = word("-", begun[-1].right + 1.5)
    (line,) = segments([[*begun, hyphen]])
    assert line.text == "som mang-"
    (line,) = segments([[*begun, word("-", begun[-1].right + 3)]])
    assert line.text == "som mang -"


def test_small_capitals_are_whole_words_and_as_large_as_their_first_letter(tmp_path: Path) -> None:
    """Programs print them as capitals of another size, right against the first."""
    path = tmp_path / "kapiteler.pdf"
    canvas = Canvas(str(path), invariant=1)

    def written(left: float, up: float, size: float, text: str) -> None:
        for place, part in enumerate(text.split("|")):
            own = size if place % 2 == 0 else 0.8 * size
            canvas.setFont("Helvetica", own)
            canvas.drawString(left, up, part)
            left += canvas.stringWidth(part, "Helvetica", own)

    written(72, 760, 13, "B|AKGRUNN OG |M|ANDAT")
    for line in range(12):
        written(72, 720 - 14 * line, 10, f"Etter samtale med H|USBANKEN| vil kommunen følge opp det arbeidet {line}.")
    canvas.save()
    reading = read(path)
    heading, *_ = reading.blocks
    assert (heading.kind, reading.text[heading.start : heading.end]) == ("heading", "BAKGRUNN OG MANDAT")
    assert reading.text.count("med HUSBANKEN vil") == 12
