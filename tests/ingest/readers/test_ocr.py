"""Text recognition, where it is installed, and what is said where it is not."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import Paragraph
from support.typesetting import BEFORE, BODY, typeset

from kodetre.ingest.read import read
from kodetre.ingest.readers import ocr


def scan(path: Path) -> None:
    """A PDF whose only page is a picture of text."""
    typeset(path.with_suffix(".source.pdf"), Paragraph(BEFORE, BODY.clone("big", fontSize=14, leading=19)))
    document = pdfium.PdfDocument(path.with_suffix(".source.pdf"))
    document[0].render(scale=200 / 72).to_pil().convert("L").save(path, "PDF", resolution=200)
    document.close()


def test_a_scanned_page_is_said_so_and_recognised_only_when_that_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(tmp_path / "skannet.pdf")
    reading = read(tmp_path / "skannet.pdf")
    assert (reading.status, reading.text) == ("no text", "")
    assert reading.notes[0] == "page 1 is a picture without text (scanned)"
    monkeypatch.setattr(ocr, "missing", lambda: "OCRmyPDF is not installed")
    assert "OCRmyPDF is not installed, so nothing was recognised" in read(tmp_path / "skannet.pdf", "auto").notes


@pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())
def test_a_scanned_page_is_recognised(tmp_path: Path) -> None:
    scan(tmp_path / "skannet.pdf")
    before = (tmp_path / "skannet.pdf").read_bytes()
    reading = read(tmp_path / "skannet.pdf", "auto")
    assert reading.status == "ok"
    assert "rulleres hvert" in reading.text
    assert "recognised by a program (OCR)" in reading.notes[0]
    assert (tmp_path / "skannet.pdf").read_bytes() == before
