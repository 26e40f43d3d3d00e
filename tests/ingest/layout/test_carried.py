"""Tables that go on in the next column or on the next page, where too little of them stands to be a table by itself."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from support.typesetting import check_offsets, tables

from kodetre.ingest.read import read

VALUES = [
    ["Tiltak", "Frist", "Kroner"],
    ["Kurs", "2024", "120"],
    ["Leir", "2025", "85"],
    ["Hjelp", "2026", "9"],
    ["Mer", "2027", "17"],
    ["Sum", "2028", "231"],
]
TEXT = "kommunen skal gi et godt tilbud til alle som bor"


def rows_at(canvas: Canvas, rows: list[list[str]], left: float, top: float) -> None:
    for number, row in enumerate(rows):
        for text, x in zip(row, (left, left + 100, left + 160), strict=True):
            canvas.drawString(x, top - 16 * number, text)


def text_at(canvas: Canvas, left: float, top: float, count: int) -> None:
    for place in range(count):
        canvas.drawString(left, top - 13 * place, TEXT)


def test_the_last_row_at_the_head_of_the_next_page_belongs_to_the_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "side.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    text_at(canvas, 72, 780, 48)
    rows_at(canvas, VALUES[:4], 72, 130)
    canvas.showPage()
    canvas.setFont("Helvetica", 9)
    rows_at(canvas, VALUES[4:], 72, 780)
    text_at(canvas, 72, 740, 30)
    canvas.save()
    reading = read(tmp_path / "side.pdf")
    check_offsets(reading)
    assert tables(reading) == [VALUES]


def test_the_header_at_the_foot_of_the_page_before_belongs_to_the_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "fot.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    text_at(canvas, 72, 780, 50)
    rows_at(canvas, VALUES[:2], 72, 110)
    canvas.showPage()
    canvas.setFont("Helvetica", 9)
    rows_at(canvas, VALUES[2:], 72, 770)
    text_at(canvas, 72, 690, 30)
    canvas.save()
    assert tables(read(tmp_path / "fot.pdf")) == [VALUES]


def test_a_table_goes_on_in_the_next_column(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "spalte.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    text_at(canvas, 60, 740, 43)
    rows_at(canvas, VALUES[:4], 60, 160)
    rows_at(canvas, VALUES[4:], 320, 739)
    text_at(canvas, 320, 700, 43)
    canvas.save()
    assert tables(read(tmp_path / "spalte.pdf")) == [VALUES]


def test_text_at_the_head_of_the_next_page_is_no_row_of_a_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "tekst.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    text_at(canvas, 72, 780, 48)
    rows_at(canvas, VALUES, 72, 140)
    canvas.showPage()
    canvas.setFont("Helvetica", 9)
    text_at(canvas, 72, 780, 30)
    canvas.save()
    assert tables(read(tmp_path / "tekst.pdf")) == [VALUES]


def test_a_row_that_the_tables_before_and_after_might_take_is_read_once(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "tre.pdf"), invariant=1)
    for page, rows in enumerate((VALUES[:3], VALUES[3:4], VALUES[4:])):
        canvas.setFont("Helvetica", 9)
        if page == 0:
            text_at(canvas, 72, 780, 49)
        rows_at(canvas, rows, 72, 120 if page == 0 else 780)
        if page == 2:
            text_at(canvas, 72, 700, 30)
        canvas.showPage()
    canvas.save()
    reading = read(tmp_path / "tre.pdf")
    assert reading.text.count("Hjelp") == 1
