"""Tables in several parts: over pages with footnotes, in columns, under one another."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from support.pages import cells, texts
from support.typesetting import check_offsets, tables

from kodetre.ingest.layout.table_parts import Rows, add_rows, goes_on
from kodetre.ingest.read import read

LEFTS = (72, 250, 400)


def part(rows: list[tuple[str, str, str]], top: float, page: int = 1) -> Rows:
    return [
        [cells((text,), (left,), top + 16 * place, page=page) if text else [] for text, left in zip(row, LEFTS, strict=True)]
        for place, row in enumerate(rows)
    ]  # fmt: skip


def said(table: Rows) -> list[list[str]]:
    return [[" ".join(texts(cell)) for cell in row] for row in table]


HEAD = ("Tiltak", "Frist", "Kroner")


def test_a_row_that_goes_on_under_the_repeated_header_of_the_next_page_is_one_row() -> None:
    table = part([HEAD, ("Kurs", "2025", "4"), ("Leir for", "2026", "5")], 700)
    repeated = add_rows(table, part([HEAD, ("ungdom", "", ""), ("Klubb", "2027", "6")], 60, page=2))
    assert said(table)[2:] == [["Leir for ungdom", "2026", "5"], ["Klubb", "2027", "6"]]
    assert [texts(words) for words in repeated] == [list(HEAD)]


def test_a_header_of_two_rows_is_left_out_where_it_is_said_again() -> None:
    second = ("", "2025", "2026")
    table = part([HEAD, second, ("Kurs", "3", "4")], 700)
    add_rows(table, part([HEAD, second, ("Klubb", "5", "6")], 60, page=2))
    assert said(table) == [list(HEAD), list(second), ["Kurs", "3", "4"], ["Klubb", "5", "6"]]


def test_a_form_that_begins_as_the_one_before_is_a_table_of_its_own() -> None:
    form = part([("Nr", "M1", "Navn"), ("Kilde", "hand", "")], 700)
    assert not goes_on(form, part([("Nr", "M2", "Navn"), ("Kilde", "post", "")], 60, page=2), 2)


def test_rows_right_under_a_table_belong_to_it_and_those_farther_do_not() -> None:
    table = part([HEAD, ("Kurs", "2025", "4")], 700)
    assert goes_on(table, part([("Leir", "2026", "5")], 732), 1)
    assert not goes_on(table, part([("Leir", "2026", "5")], 760), 1)


def test_a_footnote_under_the_first_part_of_a_table_does_not_part_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "note.pdf"), invariant=1)
    for page, rows in enumerate(
        ([HEAD, ("Kurs", "2025", "4"), ("Leir", "2026", "5")], [HEAD, ("Klubb", "2027", "6"), ("Hus", "2028", "7")])
    ):
        canvas.setFont("Helvetica", 10)
        top = 780
        if page == 0:
            for place in range(44):
                canvas.drawString(
                    72, top - 14 * place, "Kommunen skal gi et godt tilbud til alle som bor her i bygda vår hele året"
                )
            canvas.setFont("Helvetica", 6)
            canvas.drawString(410, top - 14 * 43 + 4, "1")
            canvas.setFont("Helvetica", 10)
            top = 150
        for place, row in enumerate(rows):
            for text, left in zip(row, LEFTS, strict=True):
                canvas.drawString(left, top - 16 * place, text)
            for left, right in zip(LEFTS, (*LEFTS[1:], 480), strict=True):
                canvas.rect(left - 4, top - 16 * place - 5, right - left, 16)
        if page == 0:
            canvas.setFont("Helvetica", 7)
            canvas.drawString(72, 70, "1 Se vedtak i sak 45 om tiltak for barn og unge i bygda.")
        canvas.showPage()
    canvas.save()
    reading = read(tmp_path / "note.pdf")
    check_offsets(reading)
    assert tables(reading) == [
        [list(HEAD), ["Kurs", "2025", "4"], ["Leir", "2026", "5"], ["Klubb", "2027", "6"], ["Hus", "2028", "7"]]
    ]
    (note,) = [block for block in reading.blocks if block.kind == "footnote"]
    assert note.page_first == 1
    assert note.end <= reading.pages[1].start
