"""White strips between columns, and numbers of lines in a margin."""

from pathlib import Path

from support.pages import row, texts, word
from support.typesetting import columns

from kodetre.ingest.layout.gutters import gutters, line_numbers, parted
from kodetre.ingest.read import read
from kodetre.pdf.page import Word


def test_numbers_of_lines_in_the_margin_are_no_text(tmp_path: Path) -> None:
    expected = columns(tmp_path / "linjer.pdf", 1, 0, numbered=True)
    reading = read(tmp_path / "linjer.pdf")
    assert reading.text.split() == expected
    assert [f.text for f in reading.furniture] == [str(number) for number in range(1, 31)]
    assert {f.place for f in reading.furniture} == {"margin"}


TEXT = "tekst som fyller hele spalten her"


def two_columns(count: int, right: float = 300) -> list[list[Word]]:
    return [[*row(TEXT, 72, 100 + 12 * n), *row(TEXT, right, 100 + 12 * n)] for n in range(count)]


def test_a_gutter_is_found_in_the_middle_of_the_white_between_two_columns() -> None:
    rows = two_columns(12)
    end = max(word.right for word in row(TEXT))
    (gutter,) = gutters(rows)
    assert abs(gutter - (end + 300) / 2) < 2


def test_a_heading_over_both_columns_does_not_hide_the_gutter() -> None:
    heading = row("en overskrift som går over begge spaltene på denne siden i planen vår")
    assert len(gutters([heading, *two_columns(12)])) == 1


def test_a_few_rows_with_a_gap_make_no_gutter() -> None:
    assert gutters(two_columns(5)) == []


def test_running_text_has_no_gutter() -> None:
    assert gutters([row(f"linje {n} " + TEXT, 72, 100 + 12 * n) for n in range(20)]) == []


def test_neighbours_are_parted_by_a_gutter_between_them_and_by_no_other() -> None:
    before, after = word("her"), word("der", 100)
    assert parted(before, after, [(before.right + 100) / 2])
    assert not parted(before, after, [50.0, 200.0])


def numbered(numbers: list[int]) -> list[Word]:
    """Lines of text with a number each, set to the right, in the margin."""
    words: list[Word] = []
    for place, number in enumerate(numbers):
        baseline = 100 + 12 * place
        width = word(str(number)).right - word(str(number)).left
        words += [word(str(number), 60 - width, baseline), *row(TEXT, 72, baseline)]
    return words


def test_numbers_that_count_the_lines_beside_the_text_are_found() -> None:
    assert texts(line_numbers(numbered([1, 2, 3, 4, 5, 6]))) == ["1", "2", "3", "4", "5", "6"]
    assert texts(line_numbers(numbered([5, 10, 15, 20, 25]))) == ["5", "10", "15", "20", "25"]


def test_years_beside_the_text_do_not_count_its_lines() -> None:
    assert line_numbers(numbered([2023, 1998, 2011, 2004, 2020, 1977])) == []
