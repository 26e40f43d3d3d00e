"""What Word counts and does not write into the text: lists, headings, pages, notes; and what it draws around text."""

from pathlib import Path

import pytest
from support.docx_bodies import CELL, p, read_body

from kodetre.ingest.readers.numbering import numeral
from kodetre.model.documents import Reading

ABSTRACT = (
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl>"
    "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl></w:abstractNum>"
)
NUMBERS = (
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
)
RENDERED = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    properties = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(folder: Path, *items: str) -> list[str]:
    reading = read_body(folder, "".join(items), numbering=ABSTRACT + NUMBERS)
    assert {block.kind for block in reading.blocks} == {"list_item"}
    return texts(reading)


def texts(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


def test_a_list_is_numbered_as_word_counts_it(tmp_path: Path) -> None:
    items = [item("en"), item("under", level=1), item("mer", level=1), item("to"), item("anew", level=1)]
    assert numbered(tmp_path, *items) == ["1. en", "1.a) under", "1.b) mer", "2. to", "2.a) anew"]


def test_a_bullet_is_no_number(tmp_path: Path) -> None:
    assert numbered(tmp_path, item("punkt", 2)) == ["punkt"]


def test_a_numbering_that_begins_anew_begins_once(tmp_path: Path) -> None:
    assert numbered(tmp_path, item("a"), item("b", 3), item("c", 3)) == ["1. a", "5. b", "6. c"]


@pytest.mark.parametrize(
    ("number", "format", "written"),
    [
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (3, "decimalZero", "03"),
        (2, "none", ""),
        (7, "ordinal", "7"),
    ],
)
def test_a_number_is_written_in_its_format(number: int, format: str, written: str) -> None:
    assert numeral(number, format) == written


def test_pages_are_called_what_their_section_says(tmp_path: Path) -> None:
    def section(inside: str) -> str:
        return f"<w:sectPr>{inside}</w:sectPr>"

    front = section("<w:pgNumType w:fmt='lowerRoman' w:start='1'/>")
    roman = f"<w:p><w:pPr>{front}</w:pPr>{RENDERED.format('Forord.')}</w:p>"
    body = f"{p('Omslag.')}{roman}<w:p>{RENDERED.format('Innledning.')}</w:p><w:p>{RENDERED.format('Mål.')}</w:p>"
    reading = read_body(tmp_path, body + section("<w:pgNumType w:start='1'/>"))
    assert [page.label for page in reading.pages] == ["i", "ii", "1", "2"]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(tmp_path: Path) -> None:
    deleted_end = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Vi vil </w:t></w:r></w:p>"
    assert texts(read_body(tmp_path, deleted_end + p("mer."))) == ["Vi vil mer."]


def test_a_deleted_row_is_no_row(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr>{properties}{CELL.format(p(text))}{CELL.format(p('x'))}</w:tr>"
        for text, properties in (("ny", ""), ("gammel", "<w:trPr><w:del w:id='1'/></w:trPr>"), ("til", ""))
    )
    (block,) = read_body(tmp_path, f"<w:tbl>{rows}</w:tbl>").blocks
    assert block.rows == (("ny", "x"), ("til", "x"))


def test_a_cell_over_two_columns_leaves_the_others_in_theirs(tmp_path: Path) -> None:
    over_two = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('over to')}</w:tc>"
    cells = "".join(CELL.format(p(text)) for text in "abc")
    (block,) = read_body(
        tmp_path, f"<w:tbl><w:tr>{over_two}{CELL.format(p('siste'))}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    ).blocks
    assert block.rows == (("over to", "", "siste"), ("a", "b", "c"))


def test_a_table_of_one_cell_is_a_box_around_text(tmp_path: Path) -> None:
    reading = read_body(tmp_path, f"{p('Teksten.')}<w:tbl><w:tr>{CELL.format(p('I boksen.'))}</w:tr></w:tbl>")
    assert [(block.kind, block.aside) for block in reading.blocks] == [("paragraph", False), ("paragraph", True)]


def test_a_note_of_two_paragraphs_has_a_space_between_them(tmp_path: Path) -> None:
    reading = read_body(
        tmp_path,
        "<w:p><w:r><w:t>Tekst</w:t><w:footnoteReference w:id='2'/></w:r></w:p>",
        footnotes=f"<w:footnote w:id='2'>{p('Se loven.')}{p('Og mer.')}</w:footnote>",
    )
    assert texts(reading) == ["Tekst[1]", "1 Se loven. Og mer."]


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    letter = "<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr><w:r><w:t>V</w:t></w:r></w:p>"
    assert texts(read_body(tmp_path, letter + p("i vil mer."))) == ["Vi vil mer."]
