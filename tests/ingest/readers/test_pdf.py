"""A PDF to a reading, also where it is damaged."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from support.project import CORPUS
from support.typesetting import AFTER, BEFORE, BODY, check_offsets, typeset

from kodetre.errors import DamagedFile, EncryptedFile, KodetreError
from kodetre.ingest.read import read
from kodetre.ingest.readers import ocr
from kodetre.ingest.readers import pdf as pdf_reader
from kodetre.pdf import file as pdf_file


def test_a_file_that_pdfium_cannot_open_is_read_otherwise_and_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = typeset(tmp_path / "plan.pdf", Paragraph(BEFORE, BODY), Paragraph(AFTER, BODY))

    def refuse(path: Path) -> None:
        raise pdfium.PdfiumError("Failed to load document")

    monkeypatch.setattr(pdfium, "PdfDocument", refuse)
    reading = read(tmp_path / "plan.pdf")
    assert (reading.status, reading.text, len(reading.boxes)) == ("partly", whole.text, len(whole.boxes))
    assert "damaged" in reading.notes[0]
    (tmp_path / "tom.pdf").write_bytes(b"%PDF-1.4 nothing %%EOF")
    with pytest.raises(DamagedFile):
        read(tmp_path / "tom.pdf")


def test_damaged_pdfs_are_read_or_refused_and_never_crash(tmp_path: Path) -> None:
    whole = bytearray((CORPUS / "hellefjord-handlingsprogram-2024.pdf").read_bytes())
    dice = random.Random(7)
    path = tmp_path / "skadd.pdf"
    refusals = 0
    for _ in range(60):
        data = bytearray(whole[: dice.randrange(200, len(whole))] if dice.random() < 0.3 else whole)
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        try:
            check_offsets(read(path))
        except KodetreError as refused:
            assert isinstance(refused, DamagedFile | EncryptedFile)
            refusals += 1
    assert 0 < refusals < 60, "some are read, some are refused"


def pages(path: Path, count: int) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for number in range(count):
        canvas.drawString(72, 700, f"Dette er avsnitt {chr(65 + number % 26)} om rusarbeidet i kommunen vår.")
        canvas.showPage()
    canvas.save()
    return path


def test_a_document_read_in_batches_is_the_document_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = CORPUS / "lindvik-handlingsplan-2023.pdf"
    whole = pdf_reader.read(path)
    monkeypatch.setattr(pdf_reader, "BATCH", 6)
    parts = pdf_reader.read(path)
    assert parts.text == whole.text
    assert [page.label for page in parts.pages] == [page.label for page in whole.pages]


def test_a_page_that_takes_too_long_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pages(tmp_path / "plan.pdf", 3)
    whole = pdf_file.PdfFile.page

    def second_is_slow(file: pdf_file.PdfFile, index: int) -> object:
        if index == 1:
            monkeypatch.setattr(pdf_file, "SECONDS_PER_PAGE", -1)
        try:
            return whole(file, index)
        finally:
            monkeypatch.setattr(pdf_file, "SECONDS_PER_PAGE", 60)

    monkeypatch.setattr(pdf_file.PdfFile, "page", second_is_slow)
    reading = pdf_reader.read(path)
    assert (reading.status, reading.notes) == ("partly", ("page 2 could not be read",))
    assert "avsnitt A" in reading.text and "avsnitt B" not in reading.text and "avsnitt C" in reading.text


def test_a_file_of_which_no_page_can_be_read_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "SECONDS_PER_PAGE", -1)
    with pytest.raises(DamagedFile, match="no page of it can be read"):
        pdf_reader.read(pages(tmp_path / "plan.pdf", 2))


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Rusplan for Lindvik", "Rusplan for Lindvik"),
        ("Microsoft Word - plan.docx", ""),
        ("rusplan.indd", ""),
        ("Plan", ""),
    ],
)
def test_a_title_that_a_program_made_is_no_title(title: str, kept: str) -> None:
    assert pdf_reader._metadata(pdf_file.Info(title, "Kari\x00  Nordmann", "D:20230131")).title == kept


def test_the_year_is_that_of_the_date_the_file_was_created() -> None:
    metadata = pdf_reader._metadata(pdf_file.Info(author="Kari\x00  Nordmann", created="D:20230131120000Z"))
    assert (metadata.author, metadata.year) == ("Kari Nordmann", "2023")


def test_labels_of_the_file_come_before_those_that_are_printed_and_plain_numbers_do_not() -> None:
    assert pdf_reader._labels(["i", "ii", "1"], []) == ["i", "ii", "1"]
    assert pdf_reader._labels(["1", "2", "3"], []) == ["1", "2", "3"]
    assert pdf_reader._labels(["", "", ""], []) == ["1", "2", "3"]


def test_recognised_text_takes_the_place_of_a_picture_and_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "skannet.pdf"), invariant=1)
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.drawString(72, 700, "Denne siden har tekst som kan leses av alle.")
    canvas.save()

    @contextmanager
    def recognised(path: Path, numbers: list[int]) -> Iterator[Path]:
        assert numbers == [1]
        yield pages(tmp_path / "kopi.pdf", 2)

    monkeypatch.setattr(ocr, "missing", lambda: "")
    monkeypatch.setattr(ocr, "recognised", recognised)
    reading = pdf_reader.read(tmp_path / "skannet.pdf", "auto")
    texts = [reading.text[page.start : page.end].strip() for page in reading.pages]
    assert texts[0] == "Dette er avsnitt A om rusarbeidet i kommunen vår."
    assert texts[1] == "Denne siden har tekst som kan leses av alle."
    assert reading.status == "ok"
