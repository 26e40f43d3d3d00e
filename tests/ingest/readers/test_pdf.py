"""A PDF to a reading, also where it is damaged."""

import random
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import Paragraph
from support.project import CORPUS
from support.typesetting import AFTER, BEFORE, BODY, check_offsets, typeset

from kodetre.errors import DamagedFile, EncryptedFile, KodetreError
from kodetre.ingest.read import read


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
    for _ in range(60):
        data = bytearray(whole[: dice.randrange(200, len(whole))] if dice.random() < 0.3 else whole)
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        try:
            check_offsets(read(path))
        except KodetreError as refused:
            assert isinstance(refused, DamagedFile | EncryptedFile)
