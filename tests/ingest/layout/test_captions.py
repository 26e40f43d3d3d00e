"""Captions that stand side by side go with their own table or figure."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from support.pages import grid, row
from support.typesetting import text_of

from kodetre.ingest.layout.captions import parted_by_captions
from kodetre.ingest.layout.columns import Piece, piece
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable
from kodetre.ingest.read import read

TEXT = "Kommunen vil følge opp arbeidet i samråd med dem det gjelder, og legge fram en sak."


def chart(canvas: Canvas, left: float, labels: list[str]) -> None:
    for place, label in enumerate(labels):
        canvas.setFillGray(0.4)
        canvas.rect(left + 45 * place, 400, 25, 30 + 15 * place, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(left + 45 * place + 3, 390, label)
        canvas.drawString(left + 45 * place + 3, 434 + 15 * place, str(10 * place + 3))


def sheet(path: Path, *lines: tuple[float, float, str], charts: bool) -> list[tuple[str, str]]:
    """The captions and tables that are read of a page with text over and under these lines."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    if charts:
        chart(canvas, 80, ["Nord", "Sør", "Øst", "Vest"])
        chart(canvas, 320, ["2019", "2020", "2021", "2022"])
    else:
        for left in (80, 320):
            for rule in grid([left, left + 60, left + 120], [440, 426, 412]):
                canvas.line(rule.x0, rule.top, rule.x1, rule.bottom)
    canvas.setFont("Helvetica", 10)
    for place in range(12):
        canvas.drawString(72, 770 - 14 * place, f"{TEXT} {place}")
        canvas.drawString(72, 280 - 14 * place, f"{TEXT} {place + 20}")
    canvas.setFont("Helvetica", 9)
    for left, up, text in lines:
        canvas.drawString(left, up, text)
    canvas.save()
    reading = read(path)
    return [(block.kind, text_of(reading, block)) for block in reading.blocks if block.kind in ("caption", "table")]


def test_figures_side_by_side_have_their_own_captions(tmp_path: Path) -> None:
    captions = [
        (80, 375, "Figur 1: Antall brukere i alt"), (320, 375, "Figur 2: Antall årsverk i alt"),
        (80, 364, "etter sone i kommunen"), (320, 364, "etter år i perioden"),
    ]  # fmt: skip
    shown = sheet(tmp_path / "a.pdf", *captions, charts=True)
    assert [text for _, text in shown][1::2] == [
        "Figur 1: Antall brukere i alt etter sone i kommunen",
        "Figur 2: Antall årsverk i alt etter år i perioden",
    ]
    assert ["Nord" in text for _, text in shown] == [True, False, False, False]


@pytest.mark.parametrize("up", [446, 400])
def test_tables_side_by_side_are_two_with_a_caption_each(tmp_path: Path, up: float) -> None:
    cells = [
        (left + 60 * column + 3, 430 - 14 * line, text)
        for left, texts in ((80, ("Sone", "Antall", "Nord", "12")), (320, ("År", "Kroner", "2024", "99")))
        for (line, column), text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), texts, strict=True)
    ]
    captions = [(80.0, up, "Tabell 1: Brukere"), (320.0, up, "Tabell 2: Utgifter")]
    shown = sheet(tmp_path / "a.pdf", *cells, *captions, charts=False)
    pair = [("table", "Sone\tAntall\nNord\t12"), ("caption", "Tabell 1: Brukere")]
    other = [("table", "År\tKroner\n2024\t99"), ("caption", "Tabell 2: Utgifter")]
    assert shown == ([*pair[::-1], *other[::-1]] if up > 440 else [*pair, *other])


def caption(text: str, left: float, baseline: float) -> Piece:
    return piece(Segment(row(text, left, baseline)))


def test_captions_that_a_table_over_both_runs_under_are_left_as_they_stand() -> None:
    wide = piece(FoundTable(1, [], 72, 110, 500, 160))
    column = [caption("Tabell 1: Ett", 80, 100), caption("Tabell 2: To", 300, 100), wide]
    assert parted_by_captions(column) == [column]


def test_a_column_with_a_caption_alone_is_one() -> None:
    column = [caption("Tabell 1: Ett", 80, 100), caption("Her er teksten", 80, 120)]
    assert parted_by_captions(column) == [column]
