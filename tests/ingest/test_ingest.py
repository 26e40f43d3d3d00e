"""Reading files: the shipped corpus word for word, every kind of file, and files that are broken."""

import os
import random
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import CORPUS

from kodetre.errors import BadEncoding, DamagedFile, EmptyFile, EncryptedFile, KodetreError, MissingFile, UnknownKind
from kodetre.ingest.find import find
from kodetre.ingest.layout.furniture import to_roman
from kodetre.ingest.layout.hyphens import joint
from kodetre.ingest.read import read
from kodetre.model.documents import Reading

sys.path.insert(0, str(CORPUS.parent / "tools"))
import typeset_corpus

SOURCES = sorted(typeset_corpus.SOURCES.glob("*.md"))
pytestmark = pytest.mark.xdist_group("ingest")  # the corpus is read once for all


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.name: read(path) for path in CORPUS.iterdir() if path.suffix in (".pdf", ".docx")}


def written(source: Any) -> list[tuple[str, str]]:
    """The blocks of a source file: kind and text."""
    kinds = {"paragraph": "paragraph", "caption": "caption"}
    found: list[tuple[str, str]] = []
    for kind, value in source.parts:
        if kind.startswith("heading"):
            found.append(("heading", value))
        elif kind == "table":
            found.append(("table", "\n".join("\t".join(row) for row in value)))
        elif kind == "bullets":
            found += [("list_item", text) for text in value]
        elif kind == "numbers":
            printed = source.head["file"].endswith(".pdf")
            found += [("list_item", f"{n}. {text}" if printed else text) for n, text in enumerate(value, start=1)]
        else:
            found.append((kinds[kind], value))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_block_of_the_corpus_is_read_word_for_word_in_order(path: Path, readings: dict[str, Reading]) -> None:
    source = typeset_corpus.read(path)
    reading = readings[source.head["file"]]
    front = 0 if not source.head["file"].endswith(".pdf") else 1
    blocks = [b for b in reading.blocks if b.part != "contents" and b.page_first > front]
    found = [(b.kind, " ".join(reading.text[b.start : b.end].split(" "))) for b in blocks]
    if not front:
        found = found[1:]  # the title
    assert found == written(source)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_headings_have_the_level_they_were_written_with(path: Path, readings: dict[str, Reading]) -> None:
    source = typeset_corpus.read(path)
    reading = readings[source.head["file"]]
    levels = {reading.text[b.start : b.end]: b.level for b in reading.blocks if b.kind == "heading"}
    expected = {value: int(kind[-1]) for kind, value in source.parts if kind.startswith("heading")}
    assert {title: levels[title] for title in expected} == expected


def test_page_labels_are_those_that_are_printed(readings: dict[str, Reading]) -> None:
    labels = [page.label for page in readings["lindvik-handlingsplan-2023.pdf"].pages]
    assert labels[:5] == ["i", "ii", "iii", "1", "2"]
    assert labels[-1] == str(len(labels) - 3)


def test_every_word_stands_on_the_page_that_the_pdf_says(readings: dict[str, Reading]) -> None:
    from pypdf import PdfReader

    name = "lindvik-handlingsplan-2023.pdf"
    reading = readings[name]
    printed = ["".join(page.extract_text().split()) for page in PdfReader(CORPUS / name).pages]
    for block in reading.blocks:
        for page in reading.pages[block.page_first - 1 : block.page_last]:
            part = reading.text[max(block.start, page.start) : min(block.end, page.end)].strip()
            assert part
            ends = "".join(part.split()[0].split("-")), "".join(part.split()[-1].split("-"))
            assert any(ends[0][:4] in printed[page.number - 1] for _ in ends)


def test_running_headers_and_page_numbers_are_kept_beside_the_text(readings: dict[str, Reading]) -> None:
    reading = readings["lindvik-alkohol-2024.pdf"]
    assert "Side 3" not in reading.text
    assert reading.text.count("Alkoholpolitiske retningslinjer") == 1
    assert {"Alkoholpolitiske retningslinjer", "Lindvik kommune", "Side 3"} <= {f.text for f in reading.furniture}


def test_the_contents_page_and_the_reference_list_are_marked(readings: dict[str, Reading]) -> None:
    reading = readings["lindvik-handlingsplan-2023.pdf"]
    contents = [b for b in reading.blocks if b.part == "contents"]
    assert {b.page_first for b in contents} == {2, 3}
    references = [reading.text[b.start : b.end] for b in reading.blocks if b.part == "references"]
    assert references[0] == "Referanser"
    assert len(references) == 4


def test_a_table_is_rows_of_cells(readings: dict[str, Reading]) -> None:
    (table,) = [b for b in readings["lindvik-alkohol-2024.pdf"].blocks if b.kind == "table"]
    assert table.rows is not None
    assert table.rows[0] == ("År", "Skjenkesteder", "Kontroller", "Brudd")
    assert table.rows[-1] == ("2023", "31", "110", "6")


def check_offsets(reading: Reading) -> None:
    """Whatever was read: blocks, pages and word boxes lie in the text, in order."""
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(reading.text)
        assert 1 <= block.page_first <= block.page_last <= len(reading.pages)
        if block.rows is not None:
            assert reading.text[block.start : block.end] == "\n".join("\t".join(row) for row in block.rows)
        end = block.end
    at = 0
    for number, page in enumerate(reading.pages, start=1):
        assert page.number == number
        assert page.start == at <= page.end
        at = page.end
    if reading.pages:
        assert at == len(reading.text)
    for start, stop, page in zip(reading.boxes.start, reading.boxes.end, reading.boxes.page, strict=True):
        assert start < stop <= len(reading.text)
        assert not reading.text[start:stop].isspace()
        assert reading.pages[page - 1].start <= start < reading.pages[page - 1].end


def test_offsets_agree_with_the_text_in_every_document(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        check_offsets(reading)


def test_reading_twice_gives_the_same(readings: dict[str, Reading]) -> None:
    name = "lindvik-arsmelding-2023.pdf"
    assert read(CORPUS / name) == readings[name]


def pdf(*lines: str, size: int = 11) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for line in lines:
        canvas.setFont("Helvetica", size)
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


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


def test_page_numbers_that_are_only_printed_become_labels(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "uten-etiketter.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 8):
        canvas.drawString(72, 700, f"Dette er avsnitt {chr(64 + number)} om rusarbeidet i kommunen vår, side for side.")
        if number > 2:
            canvas.drawCentredString(297, 30, str(number - 2))
        canvas.showPage()
    canvas.save()
    assert [page.label for page in read(path).pages] == ["[1]", "[2]", "1", "2", "3", "4", "5"]


def columns(path: Path, count: int, gutter: float, *, numbered: bool = False, heading: str = "") -> list[str]:
    """A page of running text in columns; the words in the order they should be read."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    width = (595 - 2 * 72 - gutter * (count - 1)) / count
    dice = random.Random(count)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 12))) for _ in range(2000)]
    spent = 0
    if heading:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 740, heading)
    for column in range(count):
        for line in range(30):
            x, y = 72 + column * (width + gutter), 700 - 14 * line
            if numbered:
                canvas.setFont("Helvetica", 7)
                canvas.drawRightString(60, y, str(line + 1))
            canvas.setFont("Helvetica", 9)
            taken: list[str] = []
            while stringWidth(" ".join([*taken, words[spent]]), "Helvetica", 9) <= width:
                taken.append(words[spent])
                spent += 1
            at = x
            loose = (width - sum(stringWidth(word, "Helvetica", 9) for word in taken)) / (len(taken) - 1)
            for word in taken:
                canvas.drawString(at, y, word)
                at += stringWidth(word, "Helvetica", 9) + loose
    canvas.save()
    return heading.split() + words[:spent]


@pytest.mark.parametrize(("count", "gutter"), [(1, 0), (2, 24), (2, 11), (3, 14)])
def test_columns_are_read_one_after_another_also_with_a_narrow_gutter(
    tmp_path: Path, count: int, gutter: float
) -> None:
    expected = columns(tmp_path / "spalter.pdf", count, gutter, heading="Overskrift over alle spaltene her")
    assert read(tmp_path / "spalter.pdf").text.split() == expected


def test_numbers_of_lines_in_the_margin_are_no_text(tmp_path: Path) -> None:
    expected = columns(tmp_path / "linjer.pdf", 1, 0, numbered=True)
    reading = read(tmp_path / "linjer.pdf")
    assert reading.text.split() == expected
    assert [f.text for f in reading.furniture] == [str(number) for number in range(1, 31)]
    assert {f.place for f in reading.furniture} == {"margin"}


def test_letter_spaced_capitals_are_words_again(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "sperret.pdf"
    canvas = Canvas(str(path), invariant=1)
    for place, line in enumerate(
        ("HØRINGSSVAR OM FORSLAG TIL NY STRATEGI", "KORT OG TETT SATT TEKST MED STORE BOKSTAVER")
    ):
        written = canvas.beginText(72, 700 - 40 * place)
        written.setFont("Helvetica", 11)
        written.setCharSpace(1.2 if place == 0 else 0)
        written.textLine(line)
        canvas.drawText(written)
    canvas.save()
    assert (
        " ".join(read(path).text.split())
        == "HØRINGSSVAR OM FORSLAG TIL NY STRATEGI KORT OG TETT SATT TEKST MED STORE BOKSTAVER"
    )


def test_a_spread_is_cited_by_both_of_its_printed_numbers(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "oppslag.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    for number in range(1, 7):
        canvas.drawString(72, 400, f"Dette er oppslag {chr(64 + number)} om rusarbeidet i kommunen.")
        canvas.drawString(72, 30, str(2 * number))
        canvas.drawRightString(770, 30, str(2 * number + 1))
        canvas.showPage()
    canvas.save()
    reading = read(path)
    assert [page.label for page in reading.pages] == ["2–3", "4–5", "6–7", "8–9", "10–11", "12–13"]
    assert not any(letter.isdigit() for letter in reading.text)


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("hold-", "ninger", "join"),
        ("hold\ufffe", "ninger", "join"),
        ("handlings-", "og", "hang"),
        ("rus-", "eller", "hang"),
        ("FACT-", "team", "keep"),
        ("2023-", "2026", "keep"),
        ("Møre-", "Romsdal", "keep"),
        ("e-", "post", "keep"),
        ("p-", "plass", "keep"),
        ("Dram-", "men", "join"),
        ("helse-", "men", "hang"),
        ("https://lindvik.no/rus-", "arbeid", "keep"),
        ("kommunen", "har", "space"),
        ("–", "dette", "space"),
    ],
)
def test_a_line_end_hyphen_goes_or_stays_as_a_reader_would_have_it(before: str, after: str, how: str) -> None:
    assert joint(before, after, {"e-post"}) == how


def test_the_documents_own_words_decide_first() -> None:
    assert joint("nærmiljø-", "arbeid", {"nærmiljø-arbeid"}) == "keep"
    assert joint("og-", "og", {"ogog"}) == "join"


def test_markdown_and_text_have_the_same_kinds_of_blocks(tmp_path: Path) -> None:
    note = tmp_path / "notat.md"
    note.write_text("# Mål\n\nVi vil *mer*.\n\n- ett\n- to\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "utf-8")
    reading = read(note)
    assert [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("heading", "Mål"), ("paragraph", "Vi vil mer."), ("list_item", "ett"), ("list_item", "to"), ("table", "a\tb\n1\t2"),
    ]  # fmt: skip
    plain = tmp_path / "notat.txt"
    plain.write_text("1 Mål\n\nVi vil ha flere hold-\nninger og ord i planen.\n\n- ett\n- to\n\fSide to.", "utf-8")
    reading = read(plain)
    found = [(b.kind, reading.text[b.start : b.end], b.page_first) for b in reading.blocks]
    assert found == [
        ("heading", "1 Mål", 1), ("paragraph", "Vi vil ha flere holdninger og ord i planen.", 1), ("list_item", "ett", 1),
        ("list_item", "to", 1), ("paragraph", "Side to.", 2),
    ]  # fmt: skip


def test_a_text_in_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "gammel.txt"
    path.write_bytes("Blåbær på øya".encode("cp1252"))
    reading = read(path)
    assert reading.text == "Blåbær på øya"
    assert "Windows-1252" in reading.notes[0]


def test_a_web_page_is_read_without_its_menu(tmp_path: Path) -> None:
    path = tmp_path / "side.html"
    text = "Kommunen har vedtatt en ny plan for rusarbeidet, og den gjelder i fire år fra nyttår. " * 4
    path.write_text(
        f"<html><head><title>Ny plan</title></head><body><nav><a href='/'>Hjem</a> <a href='/k'>Kontakt oss</a></nav>"
        f"<article><h1>Ny plan</h1><h2>Bakgrunn</h2><p>{text}</p><p>{text}</p></article></body></html>",
        "utf-8",
    )
    reading = read(path)
    assert "Kontakt oss" not in reading.text
    assert "rusarbeidet" in reading.text
    assert not reading.paged


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".docx"])
def test_letters_are_in_one_piece_and_soft_hyphens_gone_whatever_the_file_has(tmp_path: Path, ending: str) -> None:
    import unicodedata

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


def test_control_characters_never_reach_the_text(tmp_path: Path) -> None:
    path = tmp_path / "fiendtlig.txt"
    path.write_bytes("Før\x1b[2Jetter og\x9bmer".encode())
    reading = read(path)
    assert "\x1b" not in reading.text
    assert "\x9b" not in reading.text


def test_folders_are_gone_through_in_a_natural_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in (
        "plan-10.txt",
        "plan-2.txt",
        ".skjult.txt",
        "~$plan.docx",
        "bilde.png",
        "gammel.doc",
        "documents.yaml",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "dypt" / "nede").mkdir(parents=True)
    (tmp_path / "dypt" / "nede" / "a.md").write_text("x")
    found = find([tmp_path, tmp_path / "borte"])
    assert [path.name for path in found.files] == ["plan-2.txt", "plan-10.txt", "a.md"]
    assert {path.name for path, _ in found.skipped} == {"bilde.png", "gammel.doc"}
    assert found.refused == ((tmp_path / "borte", "is not there"),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix matter")
def test_a_pipe_or_a_device_is_refused_and_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.pdf"
    os.mkfifo(pipe)
    found = find([pipe, Path(os.devnull)])
    assert not found.files
    assert [path for path, _ in found.refused] == [pipe, Path(os.devnull)]
    assert [path for path, _ in find([tmp_path]).skipped] == [pipe]


@given(st.integers(1, 300))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    from kodetre.ingest.layout.furniture import number_in

    if len(to_roman(number)) <= 6:
        assert number_in(to_roman(number)) == -number


def test_a_reading_can_be_sent_between_processes(readings: dict[str, Reading]) -> None:
    import pickle

    reading = readings["lindvik-horingssvar-2024.docx"]
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert replace(reading) == reading
