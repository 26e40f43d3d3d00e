"""Boxes beside and between the text: what is one, where it is read, and that nothing of a page changes its place."""

from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas
from support.pages import cells, page, row
from support.typesetting import check_offsets

from kodetre.ingest.layout.asides import boxes_of, sidebars
from kodetre.ingest.layout.lines import rows_of, segments
from kodetre.ingest.read import read
from kodetre.model.documents import Reading
from kodetre.pdf.page import Area, Rule

SENTENCE = "Kommunen skal gi et godt tilbud til alle som trenger det, også i de ytre bygdene, og"
BOXED = ["Visste du at hver tredje", "innbygger har vært frivillig", "det siste året?"]
FILL, FRAME, RULES, NOTHING = "filled", "framed", "between rules", "with nothing around it"


def page_with_box(canvas: Canvas, drawn: str, *, top: float = 700, lines: int = 40, last: str = "slutt.") -> None:
    """A page of one paragraph whose lines go around a box at the right."""
    canvas.setFont("Helvetica", 10)
    beside = top - 5, top - 75
    for place in range(lines):
        y = 760 - 14 * place
        text = SENTENCE.replace("Kommunen", "kommunen") if place else SENTENCE
        if place == lines - 1:
            text = last
        if beside[0] + 12 > y > beside[1] - 12:
            text = text[:45].rpartition(" ")[0]
        canvas.drawString(72, y, text)
    if drawn == FILL:
        canvas.setFillColor(HexColor("#e0e8f0"))
        canvas.rect(320, top - 75, 200, 70, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
    elif drawn == FRAME:
        canvas.rect(320, top - 75, 200, 70, stroke=1, fill=0)
    elif drawn == RULES:
        canvas.line(320, top - 5, 520, top - 5)
        canvas.line(320, top - 75, 520, top - 75)
    canvas.setFont("Helvetica", 9)
    lines_of_box = BOXED if drawn != NOTHING else [*BOXED, "Frivillige gjør mye arbeid", "som ingen ellers gjør."]
    for place, text in enumerate(lines_of_box):
        canvas.drawString(330, top - 24 - 11 * place, text)
    canvas.showPage()


def drawn_page(folder: Path, drawn: str) -> Reading:
    canvas = Canvas(str(folder / "boks.pdf"), invariant=1)
    page_with_box(canvas, drawn)
    canvas.save()
    return read(folder / "boks.pdf")


@pytest.mark.parametrize("drawn", [FILL, FRAME, RULES, NOTHING])
def test_a_box_is_read_after_the_paragraph_that_it_interrupts(tmp_path: Path, drawn: str) -> None:
    reading = drawn_page(tmp_path, drawn)
    check_offsets(reading)
    text, *boxed = reading.blocks
    assert not text.aside
    assert text.span.of(reading.text).endswith("slutt.")
    assert all(block.aside for block in boxed)
    assert boxed[0].span.of(reading.text) == " ".join(BOXED)


def test_a_box_that_is_filled_in_white_is_not_seen_and_is_none(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "hvit.pdf"), invariant=1)
    canvas.setFillColor(white)
    canvas.rect(70, 600, 450, 120, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    for place in range(6):
        canvas.drawString(80, 700 - 14 * place, SENTENCE)
    canvas.save()
    assert not any(block.aside for block in read(tmp_path / "hvit.pdf").blocks)


def test_a_box_is_cited_by_its_own_page_also_when_the_paragraph_goes_on_over_to_the_next(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "over.pdf"), invariant=1)
    page_with_box(canvas, FILL, top=300, last=SENTENCE.replace("Kommunen", "kommunen"))
    canvas.setFont("Helvetica", 10)
    for place, text in enumerate((SENTENCE.replace("Kommunen", "kommunen"), "til slutt er det ferdig.")):
        canvas.drawString(72, 760 - 14 * place, text)
    canvas.save()
    reading = read(tmp_path / "over.pdf")
    check_offsets(reading)
    box, text = reading.blocks
    assert (box.aside, box.page_first, box.page_last) == (True, 1, 1)
    assert (text.page_first, text.page_last) == (1, 2)


def test_a_box_that_goes_on_on_the_next_page_is_one_run_and_the_text_after_it_another(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "boks.pdf"), pagesize=(595, 842), invariant=1)
    for lines, up, first in ((BOXED[:2], 90.0, 150), ([*BOXED[2:], "Det er mange."], 730.0, 700)):
        canvas.setFillColor(HexColor("#e0e8f0"))
        canvas.rect(72, up, 420, 36, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Helvetica", 9)
        for place, text in enumerate(lines):
            canvas.drawString(80, up + 24 - 11 * place, text)
        canvas.setFont("Helvetica", 10)
        for place in range(12):
            text = "Slutt." if place == 11 else f"{SENTENCE} slutt."
            canvas.drawString(72, first + 14 * (11 - place) if up < 100 else first - 14 * place, text)
        canvas.showPage()
    canvas.save()
    reading = read(tmp_path / "boks.pdf")
    boxes = [block for block in reading.blocks if block.aside]
    assert [reading.text[box.start : box.end] for box in boxes] == [
        "Visste du at hver tredje innbygger har vært frivillig det siste året? Det er mange."
    ]
    assert (boxes[0].page_first, boxes[0].page_last) == (1, 2)
    check_offsets(reading)


def test_what_is_large_in_a_box_is_no_heading_of_the_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "fakta.pdf"), invariant=1)
    canvas.setFont("Helvetica", 10)
    for place in range(8):
        canvas.drawString(72, 760 - 14 * place, SENTENCE)
    canvas.rect(72, 500, 450, 100, stroke=1, fill=0)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(80, 575, "Fakta om kommunen")
    canvas.setFont("Helvetica", 10)
    for place in range(3):
        canvas.drawString(80, 555 - 14 * place, SENTENCE[:70])
    canvas.save()
    blocks = read(tmp_path / "fakta.pdf").blocks
    assert {block.kind for block in blocks} == {"paragraph"}
    assert [block.aside for block in blocks if block.aside]


TEXT = [word for place in range(10) for word in row("tekst som fyller hele linjen på siden", 72, 300 + 14 * place)]


def test_what_stands_across_the_edge_of_a_box_says_that_it_is_drawn_over_the_text() -> None:
    content = page(TEXT)
    assert boxes_of(content, TEXT, [Area(100, 150, 290, 400)], []) == []


def test_shaded_rows_of_a_table_are_no_boxes() -> None:
    words = [*cells(("Kurs", "2023", "120"), (80, 180, 280), 110), *cells(("mer", "", ""), (80, 180, 280), 122)]
    content = page([*words, *TEXT])
    assert boxes_of(content, content.words, [Area(70, 400, 100, 130)], []) == []


def test_a_heading_on_a_coloured_bar_is_no_box() -> None:
    words = row("Overskrift på farge", 80, 110, size=14)
    content = page([*words, *TEXT])
    assert boxes_of(content, content.words, [Area(70, 500, 95, 120)], []) == []


def test_what_holds_most_of_a_page_is_its_ground() -> None:
    assert boxes_of(page(TEXT), TEXT, [Area(60, 500, 280, 450)], []) == []


def test_text_between_two_rules_in_a_column_of_its_own_is_no_pull_quote() -> None:
    words = [word for place in range(6) for word in row("tekst i en spalte", 72, 100 + 14 * place)]
    other = [word for place in range(6) for word in row("tekst i den andre", 330, 100 + 14 * place)]
    content = page([*words, *other], [Rule(72, 290, 106, 106), Rule(72, 290, 150, 150)])
    assert boxes_of(content, content.words, [], []) == []


def test_cells_that_share_the_lines_of_the_text_beside_them_are_no_sidebar() -> None:
    words = [word for place in range(12) for word in cells(("navn på noe", "verdi"), (72, 300), 100 + 14 * place)]
    rows = rows_of(words)
    assert sidebars(rows, segments(rows)) == []
