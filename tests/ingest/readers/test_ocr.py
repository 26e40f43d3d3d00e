"""Text recognition, where it is installed, and what is said where it is not."""

import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import Paragraph
from support.typesetting import BEFORE, BODY, typeset

from kodetre.errors import DamagedFile
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


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_command", lambda: ["ocrmypdf"])
    monkeypatch.setattr(ocr, "_installed", lambda: frozenset({"nor", "eng"}))


def test_the_program_is_asked_for_the_pages_and_the_languages_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None
) -> None:
    asked: list[str] = []

    def run(arguments: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.extend(arguments)
        Path(arguments[-1]).write_bytes(b"%PDF-1.7")
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    with ocr.recognised(tmp_path / "plan.pdf", [7, 1, 2, 3]) as copy:
        assert copy.read_bytes() == b"%PDF-1.7"
    assert not copy.exists()
    assert asked[asked.index("--pages") + 1] == "1-3,7"
    assert asked[asked.index("--language") + 1] == "nor+eng"


def test_a_program_that_fails_says_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None
) -> None:
    def run(arguments: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(arguments, 2, "", "first\nthe last line\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(DamagedFile, match="it says: the last line"), ocr.recognised(tmp_path / "plan.pdf", [1]):
        pass


def test_a_program_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None
) -> None:
    def run(arguments: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        raise subprocess.TimeoutExpired(arguments, 240)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(DamagedFile, match="120 seconds a page"), ocr.recognised(tmp_path / "plan.pdf", [1, 2]):
        pass


def test_what_is_missing_is_said_first_things_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_command", lambda: None)
    assert ocr.missing() == "OCRmyPDF is not installed"
    monkeypatch.setattr(ocr, "_command", lambda: ["ocrmypdf"])
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    assert ocr.missing() == "Tesseract is not installed"
    monkeypatch.setattr(ocr.shutil, "which", lambda name: name)
    monkeypatch.setattr(ocr, "_installed", lambda: frozenset({"eng"}))
    assert ocr.missing() == "Tesseract has no Norwegian (nor)"
