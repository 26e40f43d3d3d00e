"""Rich Text Format: letters in every way they are written, headings, lists, tables, notes, boxes, and what was deleted."""

from pathlib import Path

import pytest

from kodetre.errors import DamagedFile, EmptyFile
from kodetre.ingest.read import read as read_any
from kodetre.ingest.readers.rtf import read
from kodetre.model.documents import Reading

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b\fs28 heading 1;}{\s5\outlinelevel2\b Undertema;}}"


def reading_of(folder: Path, body: str) -> Reading:
    (folder / "plan.rtf").write_bytes((HEAD + STYLES + body + "}").encode("ascii"))
    return read(folder / "plan.rtf")


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(reading.text)) for block in reading.blocks]


def test_letters_are_read_in_both_ways_that_rtf_writes_them(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, r"\pard Bl\'e5b\u230?r p\u229\'e5 S\'f8r\u248?ya.\par")
    assert reading.text == "Blåbær på Sørøya."


def test_styles_and_outline_levels_are_headings(tmp_path: Path) -> None:
    body = r"\pard\s1 Mal\par\pard\s5 Tema\par\pard\outlinelevel1 Under\par\pard\s0 Tekst.\par"
    reading = reading_of(tmp_path, body)
    assert [(block.kind, block.level) for block in reading.blocks] == [
        ("heading", 1), ("heading", 3), ("heading", 2), ("paragraph", 0),
    ]  # fmt: skip


def test_a_list_has_the_numbers_that_the_program_wrote_and_no_bullets(tmp_path: Path) -> None:
    body = r"{\listtext 1.\tab}En ting.\par{\listtext 2.\tab}En til.\par{\listtext\u8226?\tab}Et punkt.\par"
    assert blocks(reading_of(tmp_path, body)) == [
        ("list_item", "1. En ting."), ("list_item", "2. En til."), ("list_item", "Et punkt."),
    ]  # fmt: skip


ROW = r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl {0}\cell {1}\par mer\cell {2}\cell\row "


def test_a_table_is_rows_of_cells_also_of_several_paragraphs(tmp_path: Path) -> None:
    body = r"\pard For.\par" + ROW.format("a", "b", "c") + ROW.format("d", "e", "f") + r"\pard Etter.\par"
    reading = reading_of(tmp_path, body)
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    assert reading.blocks[1].rows == (("a", "b mer", "c"), ("d", "e mer", "f"))


def test_a_cell_over_two_columns_leaves_the_others_in_theirs(tmp_path: Path) -> None:
    over_two = r"\trowd\cellx2000\cellx3000\pard\intbl over to\cell siste\cell\row "
    (table,) = reading_of(tmp_path, over_two + ROW.format("a", "b", "c")).blocks
    assert table.rows == (("over to", "", "siste"), ("a", "b mer", "c"))


def test_a_footnote_comes_after_its_paragraph(tmp_path: Path) -> None:
    body = r"\pard Tekst{\super\chftn{\footnote\pard\plain Se loven.}} videre.\par Neste.\par"
    assert blocks(reading_of(tmp_path, body)) == [
        ("paragraph", "Tekst[1] videre."), ("footnote", "1 Se loven."), ("paragraph", "Neste."),
    ]  # fmt: skip


def test_a_text_box_is_read_after_the_paragraph_that_it_hangs_on(tmp_path: Path) -> None:
    body = r"\pard Tekst {\shp{\*\shpinst\shpleft0{\shptxt\pard I boksen.\par}}}videre.\par"
    reading = reading_of(tmp_path, body)
    assert blocks(reading) == [("paragraph", "Tekst videre."), ("paragraph", "I boksen.")]
    assert [block.aside for block in reading.blocks] == [False, True]


def test_deleted_text_is_out_inserted_text_in_and_comments_are_said(tmp_path: Path) -> None:
    body = r"\pard {\revised Ny }{\deleted gammel }tekst.{\*\annotation\pard Stemmer dette?}\par"
    reading = reading_of(tmp_path, body)
    assert reading.text == "Ny tekst."
    assert reading.notes == ("1 comment in the margin is left out",)


def test_headers_pictures_and_fonts_are_no_text(tmp_path: Path) -> None:
    body = r"{\header\pard Lindvik kommune\par}{\footer\pard 2\par}{\pict\pngblip 89504e47}\pard Tekst.\par"
    assert reading_of(tmp_path, body).text == "Tekst."


def test_title_author_and_year_are_those_of_the_file(tmp_path: Path) -> None:
    info = r"{\info{\title Rusplan for S\'f8rvik}{\author Lindvik kommune}{\creatim\yr2021\mo3}}"
    metadata = reading_of(tmp_path, info + r"\pard Tekst.\par").metadata
    assert (metadata.title, metadata.author, metadata.year) == ("Rusplan for Sørvik", "Lindvik kommune", "2021")
    assert metadata.year_guessed


@pytest.mark.parametrize(("content", "error"), [(b" \n", EmptyFile), (b"Hei", DamagedFile)], ids=["empty", "other"])
def test_what_is_no_rtf_has_an_error_of_its_own(tmp_path: Path, content: bytes, error: type) -> None:
    (tmp_path / "plan.rtf").write_bytes(content)
    with pytest.raises(error):
        read_any(tmp_path / "plan.rtf")


def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "plan.rtf").write_bytes((HEAD + r"\pard Tekst som{\b er ikke").encode("ascii"))
    assert read(tmp_path / "plan.rtf").text == "Tekst somer ikke"
