"""One file to a reading, whatever its kind."""

import hashlib
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from support.project import CORPUS

from kodetre.errors import BadEncoding, DamagedFile, EmptyFile, EncryptedFile, MissingFile, UnknownKind
from kodetre.ingest.read import read
from kodetre.userfile import sha256_of


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


def test_the_title_is_the_first_heading_and_else_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Rusplan\n\nTekst.", "utf-8")
    (tmp_path / "b.md").write_text("Bare tekst.", "utf-8")
    assert [read(tmp_path / name).metadata.title for name in ("a.md", "b.md")] == ["Rusplan", "b"]


def test_the_reference_list_ends_at_the_next_heading_of_its_level(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Referanser\n\nHansen 2020\n\n## Nett\n\nside.no\n\n# Vedlegg\n\nTekst.", "utf-8")
    parts = [block.part for block in read(tmp_path / "a.md").blocks]
    assert parts == ["references"] * 4 + ["body"] * 2


def test_a_file_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a.txt") == hashlib.sha256(b"abc").hexdigest()
    with pytest.raises(MissingFile):
        sha256_of(tmp_path / "borte.txt")


def test_the_ending_is_read_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "NOTAT.TXT").write_text("Tekst.", "utf-8")
    assert read(tmp_path / "NOTAT.TXT").text == "Tekst."
