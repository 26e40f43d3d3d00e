"""Words of a page: their letters, where they stand, and how they look."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from kodetre.deadline import Deadline, TookTooLong
from kodetre.pdf.page import PageContent
from kodetre.pdf.words import read_page


def page_of(path: Path, seconds: float = 60) -> PageContent:
    document = pdfium.PdfDocument(path)
    try:
        return read_page(document, 0, Deadline(seconds))
    finally:
        document.close()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 700, "Planen gjelder")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 600, "Mål")
    canvas.line(72, 590, 300, 590)
    canvas.save()
    return tmp_path / "plan.pdf"


def test_words_have_their_letters_place_size_and_weight(plan: Path) -> None:
    content = page_of(plan)
    assert [(word.text, word.size, word.bold) for word in content.words] == [
        ("Planen", 10, False), ("gjelder", 10, False), ("Mål", 14, True),
    ]  # fmt: skip
    first = content.words[0]
    assert (round(first.left), round(first.baseline), first.page) == (72, 142, 1)
    assert first.left < first.right < content.words[1].left
    assert (content.width, content.height) == (595, 842)


def test_a_line_is_a_rule_at_its_place(plan: Path) -> None:
    (rule,) = page_of(plan).rules
    assert (rule.x0, rule.x1) == pytest.approx((72, 300), abs=1)
    assert rule.top == rule.bottom == pytest.approx(252, abs=1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_its_text_runs_and_its_boxes_are_those_of_the_page_as_shown(
    plan: Path, turn: int
) -> None:
    upright = {word.text: word for word in page_of(plan).words}
    writer = PdfWriter(clone_from=plan)
    writer.pages[0].rotate(turn)
    writer.write(plan)
    turned = {word.text: word for word in page_of(plan).words}
    assert turned.keys() == upright.keys()
    for text, word in turned.items():
        assert (word.left, word.baseline) == pytest.approx((upright[text].left, upright[text].baseline), abs=0.1)
    left, top, right, bottom = upright["Planen"].box
    shown = {
        90: (8420 - bottom, left, 8420 - top, right),
        180: (5950 - right, 8420 - bottom, 5950 - left, 8420 - top),
        270: (top, 5950 - right, bottom, 5950 - left),
    }[turn]
    assert turned["Planen"].box == pytest.approx(shown, abs=2)


def test_words_that_run_in_another_direction_stand_by_themselves(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "side.pdf"), invariant=1)
    canvas.drawString(72, 700, "Planen gjelder for fire")
    canvas.rotate(90)
    canvas.drawString(100, -500, "loddrett")
    canvas.save()
    content = page_of(tmp_path / "side.pdf")
    assert content.text == "Planen gjelder for fire"
    assert [word.text for word in content.turned] == ["loddrett"]


def test_words_beside_the_page_are_seen_by_nobody(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "trykk.pdf"), pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 700, "På siden")
    canvas.drawString(700, 700, "utenfor")
    canvas.save()
    assert page_of(tmp_path / "trykk.pdf").text == "På siden"


def test_a_page_is_given_up_when_its_time_is_over(plan: Path) -> None:
    with pytest.raises(TookTooLong):
        page_of(plan, seconds=-1)


def test_a_word_is_equal_to_itself_alone(plan: Path) -> None:
    word, again = page_of(plan).words[0], page_of(plan).words[0]
    assert word != again
    assert len({word, again}) == 2
