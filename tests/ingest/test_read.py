"""One file to a reading, whatever its kind."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from support.project import CORPUS

from kodetre.errors import BadEncoding, DamagedFile, EmptyFile, EncryptedFile, MissingFile, UnknownKind
from kodetre.ingest.read import read


def test_broken_files_each_give_their_own_error(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    whole = (CORPUS / "lindvik-alkohol-2024.pdf").read_bytes()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(whole)))
    writer.encrypt("hemmelig")
    locked = BytesIO()
    writer.write(locked)
    for name, content, error in (
        ("tom.pdf", b"", EmptyFile),
        ("side.pdf", b"<!DOCTYPE html><html></html>", DamagedFile),
        ("kuttet.pdf", whole[:300], DamagedFile),
        ("laast.pdf", locked.getvalue(), EncryptedFile),
        ("tom.docx", b"", EmptyFile),
        ("gammel.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, EncryptedFile),
        ("ikke.docx", b"PK\x03\x04 no zip", DamagedFile),
        ("tom.txt", b" \n ", EmptyFile),
        ("binaer.txt", b"a\x00b", BadEncoding),
        ("tom.html", b"", EmptyFile),
        ("bilde.xyz", b"x", UnknownKind),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(error) as raised:
            read(path)
        assert raised.value.next_step, name
        assert name in str(raised.value)
    with pytest.raises(MissingFile):
        read(tmp_path / "finnes-ikke.pdf")


def test_a_paragraph_in_the_other_written_standard_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Kommunen har ikke noen egen plan, og det er flere som venter fra før av enn hva tjenesten kan ta imot nå.\n\n"
        "Kommunen har ikkje nokon eigen plan, og det er fleire som ventar frå før enn kva tenesta kan ta imot.\n\n"
        "Kort.\n\n"
        "Tjenesten må gjøre mye mer uten flere ansatte, og det er ikke noe som blir bedre fra år til år etter dette.",
        "utf-8",
    )
    reading = read(path)
    assert reading.language == "nb"
    assert [block.language for block in reading.blocks] == ["nb", "nn", "", "nb"]


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".docx"])
def test_letters_are_in_one_piece_and_soft_hyphens_gone_whatever_the_file_has(tmp_path: Path, ending: str) -> None:

    said = "Tiltaket gjelder både års\u00adverk og måloppnåelse i kommunen og resten av fylket. " * 4
    path = tmp_path / f"fil{ending}"
    written = unicodedata.normalize("NFD", said)
    if ending == ".docx":
        from docx import Document

        document = Document()
        document.add_paragraph(written)
        document.save(str(path))
    else:
        body = (
            f"<html><body><article><h1>Plan</h1><p>{written}</p></article></body></html>"
            if ending == ".html"
            else written
        )
        path.write_text(body, "utf-8")
    text = read(path).text
    assert "både årsverk og måloppnåelse" in text
    assert unicodedata.is_normalized("NFC", text)
