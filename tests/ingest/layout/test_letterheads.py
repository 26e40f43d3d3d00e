"""The head of a letter: sender and receiver beside one another."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from support.pages import row
from support.typesetting import text_of

from kodetre.ingest.layout.letterheads import letterhead
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.read import read

SENDER = ["Lindvik kommune", "Helse og mestring", "Storgata 1", "3999 LINDVIK"]
RECEIVER = ["Direktoratet for helse", "Postboks 220", "0213 OSLO"]


def test_sender_and_receiver_are_read_one_after_the_other(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "brev.pdf"), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    for left, lines in ((72, SENDER), (350, RECEIVER)):
        for place, text in enumerate(lines):
            canvas.drawString(left, 760 - 13 * place, text)
    for line in range(12):
        canvas.drawString(
            72, 650 - 14 * line, f"Kommunen vil følge opp arbeidet med dem det gjelder i planen, linje {line}."
        )
    canvas.showPage()
    canvas.save()
    reading = read(tmp_path / "brev.pdf")
    blocks = [text_of(reading, block) for block in reading.blocks]
    assert " ".join(SENDER) in " ".join(blocks)
    assert " ".join(RECEIVER) in " ".join(blocks)
    assert blocks[-1].startswith("Kommunen vil følge opp")


def lines(*rows: tuple[str, str]) -> list[Segment]:
    parts = []
    for place, (left, right) in enumerate(rows):
        parts += [Segment(row(text, x, 80 + 13 * place)) for text, x in ((left, 72), (right, 350)) if text]
    return parts


def test_two_rows_with_a_gap_are_no_head_and_a_line_across_ends_one() -> None:
    assert letterhead(lines(("Lindvik kommune", "Oslo"), ("Storgata 1", "1. mai")), 842) is None
    across = "en linje som går helt over fra den ene spalten til den andre spalten her"
    head = letterhead(
        lines(("Lindvik", "Oslo"), ("Storgata 1", "Boks 2"), ("3999 LINDVIK", "0213 OSLO"), (across, "")), 842
    )
    assert head is not None
    assert [[line.text for line in column] for column in head] == [
        ["Lindvik", "Storgata 1", "3999 LINDVIK"],
        ["Oslo", "Boks 2", "0213 OSLO"],
    ]
