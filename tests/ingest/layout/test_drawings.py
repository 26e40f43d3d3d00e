"""Bullets that are drawn, and figures with words in them."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from support.typesetting import text_of

from kodetre.ingest.read import read
from kodetre.model.documents import Block, Reading

SENTENCE = "Kommunen vil følge opp arbeidet med dem det gjelder"


def canvas_of(path: Path) -> Canvas:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    for line in range(12):
        canvas.drawString(72, 760 - 14 * line, f"{SENTENCE} linje {chr(97 + line)}.")
    return canvas


def saved(canvas: Canvas, path: Path) -> Reading:
    canvas.showPage()
    canvas.save()
    return read(path)


def of_kind(reading: Reading, kind: str) -> list[Block]:
    return [block for block in reading.blocks if block.kind == kind]


@pytest.mark.parametrize("shape", ["circle", "square"])
def test_bullets_that_are_drawn_make_list_items(tmp_path: Path, shape: str) -> None:
    canvas = canvas_of(tmp_path / "liste.pdf")
    for place, text in enumerate(("Flere boliger", "Et mottak som er åpent på kveldstid og i helger", "Kurs i skolen")):
        up = 540 - 16 * place
        if shape == "circle":
            canvas.circle(80, up + 3, 1.6, stroke=0, fill=1)
        else:
            canvas.rect(78, up + 1, 4, 4, stroke=0, fill=1)
        canvas.drawString(90, up, text)
    items = of_kind(reading := saved(canvas, tmp_path / "liste.pdf"), "list_item")
    assert [text_of(reading, item) for item in items] == [
        "Flere boliger",
        "Et mottak som er åpent på kveldstid og i helger",
        "Kurs i skolen",
    ]


def test_a_dot_in_the_middle_of_a_line_or_once_on_a_page_is_no_bullet(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "prikk.pdf")
    canvas.drawString(72, 540, "Her er et")
    canvas.circle(118, 543, 1.6, stroke=0, fill=1)
    canvas.drawString(122, 540, "punkt i linjen.")
    canvas.circle(80, 503, 1.6, stroke=0, fill=1)
    canvas.drawString(90, 500, "Et eneste punkt.")
    assert of_kind(saved(canvas, tmp_path / "prikk.pdf"), "list_item") == []


def test_the_labels_of_a_chart_are_one_text_of_the_figure_and_its_caption_follows(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "figur.pdf")
    for place, (name, value) in enumerate((("Gol", 40), ("Nes", 25), ("Ål", 60))):
        canvas.rect(80 + 50 * place, 450, 30, value, stroke=0, fill=1)
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(95 + 50 * place, 440, name)
        canvas.drawCentredString(95 + 50 * place, 453 + value, str(value))
    canvas.drawString(72, 420, "Figur 1: Antall brukere")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 390, f"{SENTENCE} etter figuren.")
    reading = saved(canvas, tmp_path / "figur.pdf")
    labels, caption = of_kind(reading, "caption")
    assert sorted(text_of(reading, labels).split()) == sorted("Gol Nes Ål 40 25 60".split())
    assert text_of(reading, caption) == "Figur 1: Antall brukere"
    assert text_of(reading, reading.blocks[-1]) == f"{SENTENCE} etter figuren."


def test_text_over_coloured_shapes_is_text(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "pynt.pdf")
    canvas.setFillGray(0.8)
    for place in range(4):
        canvas.rect(60 + 110 * place, 440, 100, 100, stroke=0, fill=1)
    canvas.setFillGray(0)
    for line in range(4):
        canvas.drawString(72, 520 - 14 * line, f"{SENTENCE} over former {line}.")
    reading = saved(canvas, tmp_path / "pynt.pdf")
    assert of_kind(reading, "caption") == []
    assert "over former 3." in reading.text


def listed(path: Path, *items: tuple[float, str, str]) -> list[tuple[int, str]]:
    """Level and text of the list items that are read of these: points from the left, marker and text."""
    canvas = canvas_of(path)
    for place, (left, marker, text) in enumerate(items):
        canvas.drawString(left, 540 - 15 * place, marker)
        canvas.drawString(left + 22, 540 - 15 * place, text)
    reading = saved(canvas, path)
    return [(item.level, text_of(reading, item)) for item in of_kind(reading, "list_item")]


def test_the_level_of_a_list_item_is_how_far_in_it_stands(tmp_path: Path) -> None:
    items = (
        (80, "•", "Boliger"),
        (100, "–", "i sentrum"),
        (120, "–", "for unge"),
        (100, "–", "i bygdene"),
        (80, "•", "Mottak"),
    )
    levels = [level for level, _ in listed(tmp_path / "nivå.pdf", *items)]
    assert levels == [1, 2, 3, 2, 1]


def test_a_bullet_and_a_letter_are_one_marker(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "dobbel.pdf")
    for place, letter in enumerate("abc"):
        for left, text in ((80, "•"), (94, f"{letter})"), (125, f"tiltaket {letter} i planen")):
            canvas.drawString(left, 540 - 15 * place, text)
    items = of_kind(reading := saved(canvas, tmp_path / "dobbel.pdf"), "list_item")
    assert [text_of(reading, item) for item in items] == [f"{letter}) tiltaket {letter} i planen" for letter in "abc"]
