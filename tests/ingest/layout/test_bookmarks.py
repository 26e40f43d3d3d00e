"""Bookmarks: the depths of headings, where they are those of the text."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from support.pages import lines

from kodetre.ingest.layout.bookmarks import Bookmarks
from kodetre.ingest.read import read
from kodetre.pdf.file import Bookmark


def test_depths_come_from_an_outline_that_leaves_the_numbers_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=1)
    y = 760
    for depth, number, title in (
        (0, "A", "Bakgrunn for planen"),
        (1, "A1", "Mandat og arbeidsform"),
        (0, "B", "Tiltak som følger"),
    ):
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, y, title)
        canvas.bookmarkPage(number)
        canvas.addOutlineEntry(title, number, depth)
        canvas.setFont("Helvetica", 10)
        for line in range(6):
            canvas.drawString(72, y - 20 - 13 * line, "Et avsnitt med vanlig tekst som fyller en linje på siden.")
        y -= 130
    canvas.save()
    reading = read(path)
    assert [block.level for block in reading.blocks if block.kind == "heading"] == [1, 2, 1]


def seen(*texts: str) -> Bookmarks:
    bookmarks = Bookmarks([Bookmark("Mål", 1), Bookmark("1.1 Tiltak for unge", 2), Bookmark("Økonomi", 1)])
    bookmarks.see([lines(texts)])
    return bookmarks


def test_depths_are_believed_when_most_titles_stand_in_the_text() -> None:
    assert seen("Mål", "noe annet", "Økonomi").depths() == {"mål": 1, "11tiltakforunge": 2, "økonomi": 1}
    assert seen("Mål", "noe annet").depths() == {}


def test_a_title_is_found_with_another_number_and_when_it_goes_on_on_the_next_line() -> None:
    assert seen("4 Mål", "5 Økonomi").depths()
    long = Bookmarks([Bookmark("Tiltak for unge i alle kommunens bygder", 1)])
    long.see([lines(["Tiltak for unge i", "alle kommunens bygder"])])
    assert long.depths() == {"tiltakforungeiallekommunensbygder": 1}


def test_titles_are_looked_for_over_several_batches() -> None:
    bookmarks = seen("Mål")
    bookmarks.see([lines(["Økonomi"])])
    assert bookmarks.depths()


def test_the_first_of_two_bookmarks_with_one_title_counts_and_an_empty_title_does_not() -> None:
    bookmarks = Bookmarks([Bookmark("Mål", 1), Bookmark("MÅL", 3), Bookmark(" – ", 1)])
    assert bookmarks.titles == {"mål": 1}


def test_a_file_without_bookmarks_gives_no_depths() -> None:
    bookmarks = Bookmarks()
    bookmarks.see([lines(["Mål"])])
    assert bookmarks.depths() == {}
