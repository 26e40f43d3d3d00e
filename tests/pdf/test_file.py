"""An open PDF gives plain values, and one that cannot be opened says why."""

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from reportlab.pdfgen.canvas import Canvas

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.pdf import file as pdf_file
from kodetre.pdf.file import Bookmark, BrokenPdf, Info, UnreadablePage, open_pdf, pdfium_document


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "plan.pdf"), invariant=1)
    canvas.setTitle("Rusplan")
    canvas.setAuthor("Lindvik kommune")
    for number, title in enumerate(("Mål", "Delmål"), start=1):
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, number - 1)
        canvas.drawString(72, 700, f"Side {number}")
        canvas.showPage()
    canvas.save()
    return tmp_path / "plan.pdf"


def test_bookmarks_and_info_and_pages_are_plain_values(plan: Path) -> None:
    with open_pdf(plan) as file:
        assert file.page_count == 2
        assert file.bookmarks() == [Bookmark("Mål", 1), Bookmark("Delmål", 2)]
        assert (file.info().title, file.info().author) == ("Rusplan", "Lindvik kommune")
        assert file.info().created.startswith("D:")
        assert [file.page(index).text for index in range(2)] == ["Side 1", "Side 2"]


def test_bookmarks_that_go_in_a_circle_end_and_no_library_speaks_of_them(
    plan: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writer = PdfWriter(clone_from=plan)
    first = writer.root_object["/Outlines"]["/First"]
    first["/First"][NameObject("/First")] = first.indirect_reference
    writer.write(plan)
    with open_pdf(plan) as file:
        assert file.bookmarks() == [Bookmark("Mål", 1), Bookmark("Delmål", 2)]
    assert caplog.messages == []


def test_labels_are_those_that_the_file_says(plan: Path) -> None:
    writer = PdfWriter(clone_from=plan)
    writer.set_page_label(0, 0, style="/r")
    writer.set_page_label(1, 1, style="/D")
    writer.write(plan)
    with open_pdf(plan) as file:
        assert file.labels() == ["i", "1"]


def test_a_page_that_takes_too_long_or_is_not_there_is_unreadable(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_pdf(plan) as file:
        monkeypatch.setattr(pdf_file, "SECONDS_PER_PAGE", -1)
        with pytest.raises(UnreadablePage, match="took more than"):
            file.page(0)


def test_a_page_with_too_many_words_is_a_drawing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "_MOST_WORDS", 1)
    with open_pdf(plan) as file, pytest.raises(UnreadablePage, match="more than 1 words"):
        file.page(0)


def test_damaged_bookmarks_and_info_are_none(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise pdfium.PdfiumError("damaged")

    monkeypatch.setattr(pdfium.PdfDocument, "get_toc", damaged)
    monkeypatch.setattr(pdfium.PdfDocument, "get_metadata_dict", damaged)
    with open_pdf(plan) as file:
        assert file.bookmarks() == []
        assert file.info() == Info()


def locked(whole: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(whole)))
    writer.encrypt("hemmelig")
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("harm", "error", "what"),
    [
        (lambda _: b"", EmptyFile, "is empty"),
        (lambda _: b"<!DOCTYPE html><html></html>", DamagedFile, "is no PDF but a web page"),
        (lambda _: b"ren tekst", DamagedFile, "is no PDF but something else"),
        (lambda whole: whole[:300], DamagedFile, "cut off"),
        (lambda _: b"%PDF-1.4 nothing %%EOF", BrokenPdf, "damaged"),
        (locked, EncryptedFile, "asks for a password"),
    ],
    ids=["empty", "web page", "text", "cut off", "damaged", "locked"],
)
def test_a_file_that_cannot_be_opened_says_why_and_what_to_do(
    plan: Path, harm: object, error: type[DamagedFile], what: str
) -> None:
    plan.write_bytes(harm(plan.read_bytes()))
    with pytest.raises(error, match=what) as raised, open_pdf(plan):
        pass
    assert type(raised.value) is error
    assert raised.value.next_step


def test_whatever_pdfium_cannot_do_with_an_open_file_is_damage_of_it(plan: Path) -> None:
    with pytest.raises(DamagedFile, match="cannot be drawn"), pdfium_document(plan, "cannot be drawn") as document:
        document[7]
