"""Running headers, footers and page numbers: out of the text, and the labels of the pages."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from support.pages import row
from support.typesetting import text_of

from kodetre.ingest.layout.furniture import beside, candidates, find
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.page_labels import number_in, printed_labels, to_roman
from kodetre.ingest.layout.placed import Placed
from kodetre.ingest.read import read


def test_a_page_number_under_a_short_page_of_text_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "brede-marger.pdf"
    canvas = Canvas(str(path), invariant=1)
    for page in range(1, 6):
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            canvas.drawString(130, 620 - 13 * line, f"Side {page} har linje {line} med ganske vanlig tekst.")
        canvas.drawCentredString(300, 200, str(page + 10))
        canvas.showPage()
    canvas.save()
    reading = read(path)
    assert [page.label for page in reading.pages] == ["11", "12", "13", "14", "15"]
    assert len(reading.furniture) == 5
    assert not any(text_of(reading, block).isdigit() for block in reading.blocks)


def test_page_numbers_that_are_only_printed_become_labels(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "uten-etiketter.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 8):
        canvas.drawString(72, 700, f"Dette er avsnitt {chr(64 + number)} om rusarbeidet i kommunen vår, side for side.")
        if number > 2:
            canvas.drawCentredString(297, 30, str(number - 2))
        canvas.showPage()
    canvas.save()
    assert [page.label for page in read(path).pages] == ["[1]", "[2]", "1", "2", "3", "4", "5"]


def test_a_spread_is_cited_by_both_of_its_printed_numbers(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "oppslag.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    for number in range(1, 7):
        canvas.drawString(72, 400, f"Dette er oppslag {chr(64 + number)} om rusarbeidet i kommunen.")
        canvas.drawString(72, 30, str(2 * number))
        canvas.drawRightString(770, 30, str(2 * number + 1))
        canvas.showPage()
    canvas.save()
    reading = read(path)
    assert [page.label for page in reading.pages] == ["2–3", "4–5", "6–7", "8–9", "10–11", "12–13"]
    assert not any(letter.isdigit() for letter in reading.text)


@given(st.integers(1, 300))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:

    if len(to_roman(number)) <= 6:
        assert number_in(to_roman(number)) == -number


def placed(text: str, page: int, baseline: float = 30, *, upper: bool | None = True) -> Placed:
    return Placed.of(Segment(row(text, 72, baseline, page=page)), upper)


def test_a_line_in_the_same_place_on_most_pages_is_furniture_and_another_text_is_not() -> None:
    headers = [placed("Lindvik kommune", page) for page in range(1, 6)]
    own = [placed(f"Noe {'x' * page} annet", page, 40) for page in range(1, 6)]
    assert find([*headers, *own], 5) == headers


def test_a_line_with_a_number_that_changes_is_the_same_line() -> None:
    headers = [placed(f"Handlingsplan side {page}", page) for page in range(1, 6)]
    assert find(headers, 5) == headers


def test_numbers_that_rise_with_the_pages_are_furniture_and_others_are_not() -> None:
    rising = [placed(str(page + 2), page, 810, upper=False) for page in range(1, 7)]
    assert find(rising, 6) == rising
    values = [placed(str(number), page, 810, upper=False) for page, number in enumerate((17, 3, 940, 12, 55, 8), 1)]
    assert find(values, 6) == []


def test_a_bullet_in_the_band_is_text() -> None:
    assert find([placed("•", page) for page in range(1, 8)], 7) == []


def test_what_shares_its_line_with_furniture_goes_with_it() -> None:
    numbers = [placed(str(page), page, 810, upper=False) for page in range(1, 6)]
    name = placed("Kapittel 2", 3, 810, upper=False)
    assert beside([*numbers, name], numbers) == [name]


def test_candidates_are_the_lines_in_the_bands_and_a_lone_number_at_an_end() -> None:
    top, body, last = (Segment(row(text, 72, y)) for text, y in (("Topp", 40), ("Tekst", 400), ("12", 600)))
    assert [segment for _, segment in candidates(842, [top, body, last], ends=True)] == [top, last]
    assert [segment for _, segment in candidates(842, [top, body, last], ends=False)] == [top]


def test_a_printed_number_is_a_label_where_it_counts_the_pages() -> None:
    numbers = [placed(str(page - 2), page) for page in range(3, 9)]
    assert printed_labels(numbers, 8) == {page: str(page - 2) for page in range(3, 9)}
    assert printed_labels([placed("1998", 1), placed("4", 2), placed("77", 3)], 3) == {}


def test_one_roman_number_is_enough_for_the_front_matter_where_arabic_ones_follow() -> None:
    numbers = [placed("ii", 2), *(placed(str(page - 3), page) for page in range(4, 9))]
    assert list(printed_labels(numbers, 8).values()) == ["i", "ii", "iii", "1", "2", "3", "4", "5"]
    assert printed_labels([placed("ii", 2)], 4) == {}


def test_a_page_without_a_number_between_two_that_count_on_has_the_one_between() -> None:
    numbers = [placed(str(page + 10), page) for page in (1, 2, 4, 5)]
    assert printed_labels(numbers, 6) == {page: str(page + 10) for page in range(1, 6)}
    apart = [*(placed(str(page), page) for page in (1, 2, 3)), *(placed(str(page + 7), page) for page in (5, 6))]
    assert 4 not in printed_labels(apart, 6)


def test_a_spread_without_numbers_between_two_that_have_them_has_those_between() -> None:
    numbers = [placed(str(2 * page + side), page) for page in (1, 2, 3, 5, 6) for side in (0, 1)]
    assert printed_labels(numbers, 6)[4] == "8–9"


def test_page_numbers_elsewhere_on_the_first_pages_of_chapters_are_no_text() -> None:
    upper = [placed(str(page), page, 40) for page in (2, 3, 5, 6, 8, 9)]
    lower = [placed(str(page), page, 810, upper=False) for page in (4, 7)]
    assert set(find([*upper, *lower], 9)) == {*upper, *lower}


def test_a_roman_numeral_in_words_is_a_page_number_and_a_word_of_such_letters_is_none() -> None:
    footers = [
        placed(f"Side {number} av 9", page, 810, upper=False) for page, number in enumerate(("ii", "1", "2", "3"), 2)
    ]
    assert find(footers, 5) == footers
    assert number_in("vil") is None


def test_roman_numbers_label_the_pages_before_the_arabic_ones() -> None:
    roman = [placed(text, page) for page, text in enumerate(("i", "ii", "iii"), 1)]
    arabic = [placed(str(page - 3), page) for page in range(4, 9)]
    assert list(printed_labels([*roman, *arabic], 8).values()) != []
    assert printed_labels([*roman, *arabic], 8) == {1: "i", 2: "ii", 3: "iii"} | {
        page: str(page - 3) for page in range(4, 9)
    }
