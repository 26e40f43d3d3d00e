"""Words that a line is drawn through."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from support.pages import page, row
from support.typesetting import text_of

from kodetre.ingest.layout.struck import with_struck
from kodetre.ingest.read import read
from kodetre.model.documents import Strike
from kodetre.pdf.page import Rule


def amendment(path: Path, raised: float = 2.6, *, thin_box: bool = False) -> Path:
    """A line of an amendment whose second to third words have a line `raised` points over the baseline."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    for line in range(10):
        canvas.drawString(72, 700 - 14 * line, f"Kommunen vil følge opp arbeidet med dem det gjelder linje {line}.")
    canvas.drawString(72, 500, "Avgiften skal være høyt satt høyeste lovlige")
    left = 72 + stringWidth("Avgiften skal være ", "Helvetica", 10)
    right = left + stringWidth("høyt satt", "Helvetica", 10)
    if thin_box:
        canvas.rect(left, 500 + raised, right - left, 0.6, stroke=0, fill=1)
    else:
        canvas.line(left, 500 + raised, right, 500 + raised)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("thin_box", [False, True])
@pytest.mark.parametrize(
    ("strike", "written"),
    [
        ("mark", "skal være ~~høyt satt~~ høyeste lovlige"),
        ("keep", "skal være høyt satt høyeste lovlige"),
        ("drop", "skal være høyeste lovlige"),
    ],
)
def test_struck_words_are_marked_kept_or_dropped(
    tmp_path: Path, strike: Strike, written: str, *, thin_box: bool
) -> None:
    reading = read(amendment(tmp_path / "endring.pdf", thin_box=thin_box), strike=strike)
    assert text_of(reading, reading.blocks[-1]).endswith(written)
    assert [line.text for line in reading.furniture] == (["høyt satt"] if strike == "drop" else [])


@pytest.mark.parametrize("raised", [-1.5, 9.0])
def test_a_line_under_words_or_over_them_strikes_none(tmp_path: Path, raised: float) -> None:
    assert "~~" not in read(amendment(tmp_path / "strek.pdf", raised)).text


def test_a_rule_that_runs_on_beside_the_words_strikes_none() -> None:
    words = row("tre ord her", 72, 100)
    across = page(words, [Rule(60, 300, 97, 97)])
    assert with_struck(across) == across


def test_a_line_that_strikes_words_is_no_rule_of_a_table() -> None:
    words = row("tre ord her og fem ord til", 72, 100)
    struck = with_struck(page(words, [Rule(words[0].left, words[1].right, 97, 97)]))
    assert [word.struck for word in struck.words] == [True, True, *[False] * 5]
    assert struck.rules == []


def test_a_struck_stretch_over_a_line_end_is_one(tmp_path: Path) -> None:
    from dataclasses import replace

    from kodetre.ingest.layout.drafts import Draft, compose

    first, second = row("Vi vil ikke", 72, 100), row("lenger ha det", 72, 112)
    lines = [[*first[:2], replace(first[2], struck=True)], [replace(second[0], struck=True), *second[1:]]]
    assert compose([Draft("paragraph", lines=lines)]).text == "Vi vil ~~ikke lenger~~ ha det"
