"""Pages without text, and pages whose text cannot be read or was recognised by a program."""

from pathlib import Path

import pytest
from support.pages import page, row

from kodetre.ingest.read import read
from kodetre.ingest.readers.text_layer import TextLayers, look_at
from kodetre.pdf.page import INVISIBLE, PageContent, Word


def test_a_page_that_is_a_picture_is_said_so(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "skannet.pdf"
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.drawString(72, 700, "Denne siden har tekst som kan leses av alle.")
    canvas.save()
    reading = read(path)
    assert reading.status == "partly"
    assert reading.notes == ("page 1 is a picture without text (scanned)",)


TEXT = "Planen gjelder for fire år og rulleres hvert år sammen med økonomiplanen for kommunen. " * 3


def seen(*contents: PageContent, broken: tuple[int, ...] = ()) -> TextLayers:
    return look_at(contents, broken, known=lambda _: False)


def in_font(font: str) -> list[Word]:
    return [Word(one.text, one.left, one.right, one.baseline, one.size, one.bold, font, one.page) for one in row(TEXT)]


def test_pages_are_told_apart_by_what_is_wrong_with_them() -> None:
    layers = seen(
        page(row(TEXT), number=1),
        page([], number=2, pictured=0.9),
        page([], number=3),
        page(row("\ue001\ue002\ue003 " * 40), number=4),
        page([], number=5),
        page(in_font(INVISIBLE + "Arial"), number=6),
        page(in_font("GlyphLessFont"), number=7),
        broken=(5,),
    )
    assert (layers.scanned, layers.blank, layers.garbage, layers.broken) == ([2], [3], [4], [5])
    assert layers.recognised == [6, 7]
    assert layers.for_recognition == [2, 4]


@pytest.mark.parametrize(
    ("layers", "status"),
    [
        (TextLayers(2), "ok"),
        (TextLayers(2, blank=[1]), "ok"),
        (TextLayers(2, scanned=[1]), "partly"),
        (TextLayers(2, broken=[1], garbage=[2]), "no text"),
        (TextLayers(1, recognised=[1]), "ok"),
    ],
)
def test_the_status_of_a_document_follows_from_its_pages(layers: TextLayers, status: str) -> None:
    assert layers.status == status


def test_notes_name_the_pages_and_the_first_ten_of_many() -> None:
    layers = TextLayers(30, broken=[4], scanned=list(range(5, 20)))
    assert layers.notes == (
        "page 4 could not be read",
        "pages 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 5 more are pictures without text (scanned)",
    )


def test_what_is_seen_of_further_pages_is_added_and_a_remark_said_once() -> None:
    layers = TextLayers(4, scanned=[1], remarks=["OCR is missing"])
    layers.add(TextLayers(2, scanned=[3], blank=[4], remarks=["OCR is missing"]))
    assert (layers.scanned, layers.blank, layers.remarks) == ([1, 3], [4], ["OCR is missing"])
