"""What stands in the head or the foot of pages and is text all the same: no word of a document is lost."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table
from support.project import CORPUS
from support.typesetting import typeset

from kodetre.ingest.layout.hyphens import spelled
from kodetre.ingest.read import read
from kodetre.model.documents import Reading
from kodetre.pdf.file import open_pdf

TEXT = "kommunen vil følge opp arbeidet i samråd med dem det gjelder"
HEIGHT = 842.0
Page = Sequence[tuple[float, float, str]]
"""Lines of a page: points from the left, points from above, and what they say."""


def body(page: int, top: float = 90, bottom: float = 740) -> Page:
    """Lines of running text, no two of them alike."""
    count = int((bottom - top) / 14) + 1
    return [(72, top + 14 * line, f"Linje {chr(65 + line)}{page} sier at {TEXT}.") for line in range(count)]


def printed(path: Path, pages: Sequence[Page]) -> Reading:
    """What is read of pages with these lines."""
    canvas = Canvas(str(path), pagesize=(595, HEIGHT), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        for left, down, text in page:
            canvas.drawString(left, HEIGHT - down, text)
        canvas.showPage()
    canvas.save()
    return read(path)


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def letters_on_pages(path: Path) -> Counter[str]:
    counted: Counter[str] = Counter()
    with open_pdf(path) as file:
        for number in range(file.page_count):
            content = file.page(number)
            for word in (*content.words, *content.turned):
                counted += letters(spelled(word.text))
    return counted


def letters_read(reading: Reading) -> Counter[str]:
    return letters(" ".join([reading.text, *(line.text for line in reading.furniture)]))


@pytest.mark.parametrize("lead_in", ["Tiltak:", "Mål for perioden:", "Kommunen vil:"])
def test_a_lead_in_at_the_top_of_every_page_is_text(tmp_path: Path, lead_in: str) -> None:
    reading = printed(tmp_path / "plan.pdf", [[(72, 76, lead_in), *body(page)] for page in range(1, 9)])
    assert reading.text.count(lead_in) == 8


def test_a_lead_in_without_a_colon_that_stands_elsewhere_too_is_text(tmp_path: Path) -> None:
    pages = [
        [(72, 60, "Vi vil"), *body(page, 90, 300), (72, 330, "Vi vil"), *body(page + 20, 350)] for page in range(1, 9)
    ]
    assert printed(tmp_path / "program.pdf", pages).text.count("Vi vil") == 16


def test_list_numbers_that_stand_apart_are_text_with_their_items(tmp_path: Path) -> None:
    numbers = (7, 3, 12, 5, 9, 2, 8)
    pages = [
        [
            (72, 76, f"{number}."),
            (130, 76, f"Sikre nok plasser til dem som venter {page}"),
            *body(page),
            (300, 810, str(page)),
        ]
        for page, number in enumerate(numbers, start=1)
    ]
    reading = printed(tmp_path / "program.pdf", pages)
    assert [f"{number}. Sikre nok plasser" in reading.text for number in numbers] == [True] * 7
    assert [line.text for line in reading.furniture] == [str(page) for page in range(1, 8)]


def test_what_stands_in_another_column_on_the_line_of_a_page_number_is_text(tmp_path: Path) -> None:
    pages: list[Page] = []
    for page in range(1, 7):
        left = [(60.0, 90 + 14 * line, f"Venstre {page} {line} om {TEXT[:30]}") for line in range(48)]
        right = [(320.0, 90 + 14 * line, f"Høyre {page} {line} om {TEXT[:30]}") for line in range(53)]
        pages.append([*left, *right, (60.0, 90 + 14 * 52, str(page))])
    reading = printed(tmp_path / "spalter.pdf", pages)
    assert all(f"Høyre {page} 52 om" in reading.text for page in range(1, 7))


def test_a_line_that_is_set_as_one_of_the_text_is_text_on_every_page(tmp_path: Path) -> None:
    first = "Den samme linjen begynner hver side, og går videre i den neste:"[:-1]
    reading = printed(tmp_path / "likt.pdf", [[(72, 76, first), *body(page)] for page in range(1, 7)])
    assert reading.text.count("Den samme linjen begynner") == 6


def test_a_heading_that_counts_with_the_pages_is_text_where_the_text_begins(tmp_path: Path) -> None:
    pages = [[(72, 80, f"Tiltak {page}"), *body(page, 110)] if page % 2 else body(page, 80) for page in range(1, 13)]
    reading = printed(tmp_path / "tiltak.pdf", pages)
    assert [f"Tiltak {page}" in reading.text for page in range(1, 13, 2)] == [True] * 6


def test_a_running_header_and_what_is_beside_the_page_number_are_no_text(tmp_path: Path) -> None:
    pages = [
        [
            (72, 40, "Rusplan for Lindvik"),
            *body(page),
            (72, 812, f"Sak {40 + page // 3}/21"),
            (500, 812, f"Side {page} av 9"),
        ]
        for page in range(1, 10)
    ]
    reading = printed(tmp_path / "plan.pdf", pages)
    assert not any(words in reading.text for words in ("Rusplan for Lindvik", "Sak 4", "Side "))
    assert len(reading.furniture) == 27


def _columns(path: Path) -> Reading:
    return printed(path, [[(72, 40, "Lindvik"), *body(page), (500, 812, str(page))] for page in range(1, 6)])


def _long_table(path: Path) -> Reading:
    rows = [["Tiltak", "Ansvarlig", "Frist"], *([f"Tiltak {n} i planen", "NAV", str(2020 + n % 8)] for n in range(90))]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    return typeset(path, Table(rows, colWidths=[200, 100, 60], style=grid, repeatRows=1))


@pytest.mark.parametrize("make", [_columns, _long_table])
def test_text_and_furniture_together_are_the_page(tmp_path: Path, make: Callable[[Path], Reading]) -> None:
    path = tmp_path / "dokument.pdf"
    reading = make(path)
    assert letters_read(reading) == letters_on_pages(path)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda path: path.stem)
def test_no_letter_of_the_shipped_corpus_is_lost(path: Path) -> None:
    assert letters_read(read(path)) == letters_on_pages(path)


def test_much_in_lines_that_are_not_repeated_is_said(tmp_path: Path) -> None:
    pages = [
        [
            *body(page, 90, 400),
            (72, 812, f"Noe helt eget om {chr(97 + page) * 5} som ikke står på flere sider enn denne"),
            (540, 812, str(page)),
        ]
        for page in range(1, 9)
    ]
    (note,) = printed(tmp_path / "rart.pdf", pages).notes
    assert "were taken for running headers, footers and page numbers" in note
    assert printed(tmp_path / "vanlig.pdf", [[*body(page), (540, 812, str(page))] for page in range(1, 9)]).notes == ()


def test_the_name_of_a_short_chapter_in_the_running_header_is_no_text(tmp_path: Path) -> None:
    """A longer chapter's header is repeated; this stands on two pages, where the others have theirs."""
    pages: list[Page] = []
    for page in range(1, 13):
        name = "Innledning" if page < 6 else "Økonomi" if page < 8 else "Gjennomføring"
        top = [(72, 40, name)] if page % 2 == 0 or page > 6 else [(400, 40, "Plan for Lindvik")]
        pages.append([*top, *body(page)] if page != 6 else [*top, (72, 76, "Økonomi"), *body(page, 104)])
    reading = printed(tmp_path / "plan.pdf", pages)
    assert reading.text.count("Økonomi") == 1
    assert [line.page for line in reading.furniture if line.text == "Økonomi"] == [6, 7]
