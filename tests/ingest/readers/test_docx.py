"""Word documents: styles to blocks, pages where the file has them, footnotes, and what is no Word document."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.ingest.readers.docx import read


def saved(document: Document, folder: Path) -> Path:
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def test_styles_say_what_a_paragraph_is(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Plan", 0)
    document.add_heading("Mål", 1)
    document.add_paragraph("Vi vil mer.")
    document.add_paragraph("ett", style="List Bullet")
    document.add_paragraph("Figur 1 Antall", style="Caption")
    reading = read(saved(document, tmp_path))
    assert [(block.kind, block.level) for block in reading.blocks] == [
        ("heading", 1), ("heading", 1), ("paragraph", 0), ("list_item", 1), ("caption", 0),
    ]  # fmt: skip
    assert not reading.paged


def test_a_table_is_rows_of_as_many_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Tiltak", "Frist", "Kurs", "2025"), strict=True):
        cell.text = text
    (block,) = read(saved(document, tmp_path)).blocks
    assert block.rows == (("Tiltak", "Frist"), ("Kurs", "2025"))


def test_pages_break_where_word_wrote_that_they_did(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Side en.")
    run = document.add_paragraph().add_run("Over ")
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    rest = OxmlElement("w:t")
    rest.text = "bruddet."
    run._r.append(rest)
    document.add_paragraph("Side to.")
    reading = read(saved(document, tmp_path))
    assert reading.paged
    assert [reading.text[page.start : page.end].strip() for page in reading.pages] == [
        "Side en.\n\nOver",
        "bruddet.\n\nSide to.",
    ]
    assert [(block.page_first, block.page_last) for block in reading.blocks] == [(1, 1), (1, 2), (2, 2)]


def test_text_that_was_deleted_with_changes_tracked_is_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Vi vil mer.")
    deleted, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = " Og dette."
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    assert read(saved(document, tmp_path)).text == "Vi vil mer."


def test_a_list_inside_a_list_is_deeper(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("dypere", style="List Bullet")
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    level = numbering.get_or_add_ilvl()
    level.set(qn("w:val"), "2")
    assert read(saved(document, tmp_path)).blocks[0].level == 3


def test_title_author_and_year_come_from_the_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Tekst.")
    document.core_properties.title, document.core_properties.author = "Rusplan", "Lindvik kommune"
    metadata = read(saved(document, tmp_path)).metadata
    assert (metadata.title, metadata.author) == ("Rusplan", "Lindvik kommune")
    assert metadata.year


def test_a_document_without_text_says_so(tmp_path: Path) -> None:
    reading = read(saved(docx.Document(), tmp_path))
    assert (reading.status, reading.notes) == ("no text", ("there is no text in it",))


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyFile), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, EncryptedFile), (b"PK\x03\x04 no zip", DamagedFile)],
    ids=["empty", "old format", "no zip"],
)
def test_what_is_no_word_document_has_an_error_of_its_own(tmp_path: Path, content: bytes, error: type) -> None:
    (tmp_path / "plan.docx").write_bytes(content)
    with pytest.raises(error):
        read(tmp_path / "plan.docx")


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bombe.docx", "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(51):
            part.write(bytes(10_000_000))
    with pytest.raises(DamagedFile, match="unpacks to more than 500 MB"):
        read(tmp_path / "bombe.docx")
