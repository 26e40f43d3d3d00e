"""Text of Word documents that stands in something: boxes, tables, content controls, changes, notes. Nothing twice, nothing lost."""

from pathlib import Path

import pytest
from support.docx_bodies import CELL, p, read_body

BOX = "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>"
BOX += "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
CASES = {
    "a text box, once, after its paragraph": (
        f"<w:p><w:r><w:t>Teksten</w:t></w:r><w:r>{BOX.format(p('I boksen.') + p('Mer.'))}</w:r>"
        "<w:r><w:t> videre.</w:t></w:r></w:p>",
        ["Teksten videre.", "I boksen.", "Mer."],
    ),
    "a text box in a cell": (
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Celle</w:t></w:r><w:r>{BOX.format(p('Boks.'))}</w:r></w:p></w:tc></w:tr></w:tbl>",
        ["Celle", "Boks."],
    ),
    "inserted text stays, deleted and moved away goes": (
        "<w:p><w:ins><w:r><w:t>Ny </w:t></w:r></w:ins><w:del><w:r><w:delText>gammel</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom><w:r><w:t>tekst.</w:t></w:r></w:p>"
        f"<w:moveFrom>{p('Flyttet avsnitt.')}</w:moveFrom><w:moveTo>{p('Kommet hit.')}</w:moveTo>",
        ["Ny tekst.", "Kommet hit."],
    ),
    "blocks in content controls and custom XML": (
        f"<w:sdt><w:sdtContent>{p('I feltet.')}<w:customXml>{p('I XML.')}</w:customXml></w:sdtContent></w:sdt>",
        ["I feltet.", "I XML."],
    ),
    "a field shows its result": (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr='DATE'><w:r><w:t>i dag</w:t></w:r></w:fldSimple>"
        "<w:smartTag><w:r><w:t> i byen</w:t></w:r></w:smartTag></w:p>",
        ["i dag i byen"],
    ),
    "a formula": ("<w:p><w:r><w:t>Areal </w:t></w:r><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>", ["Areal a=b"]),
    "a table in a table, once": (
        f"<w:tbl><w:tr>{CELL.format(p('ytre') + '<w:tbl><w:tr>' + CELL.format(p('indre')) + '</w:tr></w:tbl>')}"
        f"{CELL.format(p('b'))}</w:tr></w:tbl>",
        ["ytre\tb", "indre"],
    ),
    "a cell in a content control": (
        f"<w:tbl><w:tr>{CELL.format(p('a'))}<w:sdt><w:sdtContent>{CELL.format(p('b'))}</w:sdtContent></w:sdt></w:tr></w:tbl>",
        ["a\tb"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "blocks"), CASES.values(), ids=CASES)
def test_text_that_stands_in_something_is_read_once(tmp_path: Path, body: str, blocks: list[str]) -> None:
    reading = read_body(tmp_path, body)
    assert [reading.text[block.start : block.end] for block in reading.blocks] == blocks
    assert reading.notes == ()


def test_an_endnote_is_read_as_a_footnote_also_from_a_cell(tmp_path: Path) -> None:
    cell = CELL.format("<w:p><w:r><w:t>Celle</w:t><w:endnoteReference w:id='2'/></w:r></w:p>")
    reading = read_body(
        tmp_path,
        f"<w:tbl><w:tr>{cell}{CELL.format(p('b'))}</w:tr></w:tbl>",
        endnotes=f"<w:endnote w:id='2'>{p('Kilden er rapporten.')}</w:endnote>",
    )
    assert [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks] == [
        ("table", "Celle[i]\tb"),
        ("footnote", "i Kilden er rapporten."),
    ]


def test_comments_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    reading = read_body(tmp_path, p("Teksten."), comments=f"<w:comment w:id='1'>{p('Stemmer dette?')}</w:comment>")
    assert reading.text == "Teksten."
    assert reading.notes == ("1 comment in the margin is left out",)


def test_text_after_an_entity_is_there(tmp_path: Path) -> None:
    reading = read_body(tmp_path, p("Før &midt; etter."), "<!DOCTYPE d [<!ENTITY midt 'i midten'>]>")
    assert reading.text == "Før i midten etter."
    assert reading.notes == ()


def test_an_entity_made_of_others_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    declared = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
    reading = read_body(tmp_path, p("Før &b; etter."), declared)
    assert reading.text == "Før  etter."
    assert reading.notes == ("names a text that is not in the file (&b;) and so was left out",)


def test_a_part_in_another_format_is_said(tmp_path: Path) -> None:
    reading = read_body(tmp_path, p("Teksten.") + "<w:altChunk/>")
    assert "kept in another format" in reading.notes[0]
