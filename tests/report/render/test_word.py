"""Reports in Word: captions and tables as APA 7 has them, the looks of a thesis, and words that stand whole."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from support.project import Kodetre

from kodetre.errors import KodetreError
from kodetre.report.render import docx as word_document
from kodetre.report.render.columns import least_widths, letters_of, widths
from kodetre.report.render.docx_template import open_template
from kodetre.report.render.html import render as page_of
from kodetre.report.report import Report, Template
from kodetre.report.table import Column, Indented, Table

COLUMNS = (
    Column("code", "Kode"), Column("label", "Navn"), Column("excerpt", "Utdrag"), Column("citation", "Kilde"),
    Column("memo", "Memo"), Column("n", "Tall", True),
)  # fmt: skip
CITED = "(Lindvik kommune, 2024, s. 57)"
ROWS = (
    ("okonomi", "Økonomi", "Et «lite» ord om penger", CITED, "husk s. 57", 7),
    ("okonomi", "Økonomi", "Handlingsprogrammets organisasjonskultur er sein", CITED, "", 3),
    ("geografi", "Geografi", "Tre ord til", CITED, "", 0),
)
TABLE = Table(
    "excerpts", "Kodede utdrag", COLUMNS, ROWS, (("Økonomi (2)", 2), ("Geografi (1)", 1)), frozenset({"code"}),
    ("En note.", "Laget av kodetre."),
)  # fmt: skip
REPORT = Report((TABLE,), "nb", basis=("Laget av kodetre.",))
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def written(report: Report = REPORT) -> Any:
    return Document(BytesIO(word_document.render(report)))


def captions(document: Any) -> list[Any]:
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name.casefold() == "caption"]


def thesis(caption_in_italics: bool = True) -> Any:
    """A thesis with looks of its own: a page of its own, a header, a caption in italics, and much to say."""
    document = Document()
    document.add_paragraph("Forsiden er hemmelig")
    page = document.add_section()
    page.page_width, page.page_height, page.left_margin, page.right_margin = Cm(17), Cm(24), Cm(2), Cm(1.5)
    document.sections[0].header.paragraphs[0].text = "Masteroppgave"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0, 0)
    document.styles["Normal"].font.name = "Garamond"
    caption = document.styles["Caption"]
    caption.font.italic, caption.font.bold, caption.font.size = caption_in_italics, False, Pt(8)
    document.add_paragraph("Brødteksten er hemmelig")
    return document


def template(document: Any) -> Template:
    out = BytesIO()
    document.save(out)
    return Template(Path("mal.docx"), out.getvalue())


def test_a_caption_has_its_number_bold_and_its_title_below_in_italics_by_styles_alone() -> None:
    caption = captions(written())[0]
    assert caption.text == "Tabell\u00a01\nKodede utdrag: Økonomi (2)"
    looks = {run.style.name: (run.style.font.bold, run.style.font.italic) for run in caption.runs if run.text.strip()}
    assert looks == {"Caption Number": (True, None), "Caption Title": (None, True)}
    assert all(run.bold is None and run.italic is None and run.font.size is None for run in caption.runs)
    assert "SEQ Tabell" in caption._p.xml


def test_headings_and_captions_have_the_colour_of_the_text() -> None:
    styles = written().styles
    for name in ("Heading 1", "Heading 2", "Caption"):
        assert styles[name].element.rPr.find(qn("w:color")).get(qn("w:val")) == "auto"


def test_the_looks_of_a_thesis_are_taken_and_nothing_of_what_it_says() -> None:
    looks = template(thesis())
    data = word_document.render(Report((TABLE,), "nb", template=looks))
    document = Document(BytesIO(data))
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0xAA, 0, 0)
    assert document.styles["Normal"].font.name == "Garamond"
    assert document.styles["Caption"].font.size == Pt(8)
    page = document.sections[0]
    assert (round(page.page_width.cm), round(page.page_height.cm), round(page.left_margin.cm)) == (17, 24, 2)
    assert page.header.paragraphs[0].text == "Masteroppgave"
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert not any("hemmelig" in parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    room = page.page_width - page.left_margin - page.right_margin
    assert all(sum(column.width for column in table.columns) <= room + Cm(0.05) for table in document.tables)


def test_a_caption_in_italics_of_a_thesis_is_turned_where_it_should_not_be() -> None:
    document = written(Report((TABLE,), "nb", template=template(thesis())))
    number, title = document.styles["Caption Number"].font, document.styles["Caption Title"].font
    assert (number.bold, number.italic) == (True, True)  # thrown back
    assert (title.bold, title.italic) == (None, None)


def test_styles_that_a_thesis_has_not_are_made() -> None:
    bare = thesis()
    for style in list(bare.styles):
        if not (style.name or "").startswith(("Normal", "Default", "No List")):
            style.delete()
    document = written(Report((TABLE, TABLE, TABLE, TABLE), "nb", template=template(bare)))
    names = {style.name for style in document.styles}
    assert {"Heading 1", "Caption", "TOC Heading", "Table Text", "APA Table"} <= names
    assert captions(document)


def test_a_style_is_known_however_a_program_writes_its_name() -> None:
    other = thesis()
    other.styles["Caption"].element.name_val = "CAPTION"
    styles = [style.name for style in written(Report((TABLE,), "nb", template=template(other))).styles]
    assert [name for name in styles if name.casefold() == "caption"] == ["CAPTION"]


def test_the_words_of_a_thesis_do_not_stay_in_notes_and_comments() -> None:
    data = template(thesis()).data
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        b'<w:footnote w:id="1"><w:p><w:r><w:t>hemmelig fotnote</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                part = part.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rId99" Type="' + kind + b'" Target="footnotes.xml"/></Relationships>',
                )
            changed.writestr(name, part)
        changed.writestr("word/footnotes.xml", notes)
    with zipfile.ZipFile(
        BytesIO(word_document.render(Report((TABLE,), "nb", template=Template(Path("m.docx"), out.getvalue()))))
    ) as parts:
        left = parts.read("word/footnotes.xml")
    assert b"hemmelig" not in left
    assert b"separator" in left


def renamed(kind: str) -> bytes:
    """A Word document that says it is of another kind."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(template(thesis()).data)) as parts, zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(MAIN.encode(), kind.encode()))
    return out.getvalue()


NO_TEMPLATES = {
    "empty.docx": (b"", "is empty"),
    "plan.pdf": (b"%PDF-1.7 ...", "is no Word document"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "asks for a password, or is in Word's old format"),
    "cut.docx": (template(thesis()).data[:4000], "is a broken Word document"),
    "mal.dotx": (renamed(DOTX), "is a Word template (.dotx)"),
    "makro.docm": (renamed("application/vnd.ms-word.document.macroEnabled.main+xml"), "with macros (.docm)"),
    "bok.xlsx": (renamed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "is no Word"),
}


@pytest.mark.parametrize("name", NO_TEMPLATES)
def test_what_is_no_template_is_refused_in_words(name: str) -> None:
    data, what = NO_TEMPLATES[name]
    with pytest.raises(KodetreError, match=what.replace("(", "\\(").replace(")", "\\)")) as refused:
        open_template(Path(name), data)
    assert refused.value.exit_code == 4
    assert refused.value.next_step


def test_a_report_with_a_bad_template_is_not_made(kodetre: Kodetre, coded: Path) -> None:
    (coded / "mal.dotx").write_bytes(NO_TEMPLATES["mal.dotx"][0])
    ran = kodetre("report", "documents", "--format", "docx", "--template", "mal.dotx", "--output", "ut.docx")
    assert (ran.code, ran.out) == (4, "")
    assert "mal.dotx: is a Word template (.dotx)" in ran.err
    assert not (coded / "ut.docx").exists()
    ran = kodetre("report", "documents", "--format", "csv", "--template", "mal.dotx")
    assert ran.code == 2
    assert "--template: is for Word" in ran.err


def test_a_recipe_names_a_template_as_seen_from_itself(kodetre: Kodetre, coded: Path) -> None:
    (coded / "maler").mkdir()
    thesis().save(str(coded / "maler" / "mal.docx"))
    recipe = coded / "maler" / "oppskrift.yaml"
    recipe.write_text("- report: references\n  output: ut.docx\n  template: mal.docx\n", "utf-8")
    assert kodetre("report", "--recipe", str(recipe)).code == 0
    assert round(Document(str(coded / "maler" / "ut.docx")).sections[0].page_width.cm) == 17


def test_no_word_is_wider_than_its_column() -> None:
    columns = (Column("label", "Navn"), Column("other", "Annet"), Column("n", "Antall", True))
    label = Indented("Organisasjonskulturperspektivet", 2)
    rows = ((label, "Handlingsprogrammene har fylkeskommunedirektøren", 3),)
    least = least_widths(columns, rows, "nb")
    assert least[0] > letters_of(label.label) and least[1] > letters_of("fylkeskommunedirektøren")
    assert all(60 * share >= 0.7 * width for share, width in zip(widths(columns, rows, "nb", 60), least, strict=True))
    for letters in (90, 120):
        shares = widths(columns, rows, "nb", letters)
        assert all(letters * share >= width for share, width in zip(shares, least, strict=True))


def test_an_address_does_not_widen_its_column_as_a_word_does() -> None:
    columns = (Column("reference", "Referanse"),)
    (wide,) = least_widths(columns, (("https://www.example.org/" + "a/b" * 40,),), "nb")
    assert wide < 20


def test_a_number_with_its_interval_is_not_divided() -> None:
    cell = "−0,15 [−0,47;\u00a00,17]"
    (wide,) = least_widths((Column("ratio", "x", True),), ((cell,),), "nb")
    assert wide > letters_of("[−0,47;\u00a00,17]")


def test_a_table_whose_words_do_not_fit_stands_on_its_side() -> None:
    names = ("Organisasjonskulturperspektivet", "Rusmiddelforebyggingstiltakene", "Interkommunalt")
    columns = (Column("label", "Navn"), *(Column(f"c:{name}", name, True) for name in names))
    table = Table("matrix", "Matrise", columns, (("Spesialisthelsetjenestetilbud", 1, 2, 3),))
    assert written(Report((table,), "nb")).sections[0].orientation == WD_ORIENT.LANDSCAPE
    few = Table("matrix", "Matrise", columns[:2], (("Økonomi", 1),))
    assert written(Report((few,), "nb")).sections[0].orientation == WD_ORIENT.PORTRAIT


def test_columns_that_a_section_does_not_use_are_left_out_of_it() -> None:
    heads = [[cell.text for cell in table.rows[0].cells] for table in written().tables]
    assert heads == [["Navn", "Utdrag", "Kilde", "Memo", "Tall"], ["Navn", "Utdrag", "Kilde", "Tall"]]


def test_the_excerpt_is_the_widest_column() -> None:
    rows = tuple((*row[:2], "Kommunen har mange ord om penger. " * 6, *row[3:]) for row in ROWS)
    (table,) = written(Report((Table("excerpts", "Kodede utdrag", COLUMNS, rows),), "nb")).tables
    wide = {cell.text: cell.width for cell in table.rows[0].cells}
    assert wide["Utdrag"] > sum(wide.values()) / 3


def test_the_page_of_a_citation_stays_with_its_s() -> None:
    table = written().tables[0]
    assert table.rows[1].cells[2].text == CITED.replace("s. 57", "s.\u00a057")
    assert table.rows[1].cells[3].text == "husk s. 57"
    assert table.rows[1].cells[1].text == "«Et ‹lite› ord om penger»"
    assert "s.\u00a057)" in page_of(REPORT)


def test_the_last_rows_stay_with_the_notes_under_them() -> None:
    document = written()
    rows = document.tables[-1].rows
    kept = [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs) for row in rows[1:]]
    assert kept[-2:] == [True] * len(kept[-2:])
    notes = [p for p in document.paragraphs if p.style.name == "Table Note"]
    assert [bool(p.paragraph_format.keep_with_next) for p in notes] == [True, False]


def test_what_all_of_it_was_made_from_stands_once() -> None:
    report = Report((TABLE, TABLE), "nb", basis=("Laget av kodetre.",))
    said = [paragraph.text for paragraph in written(report).paragraphs]
    assert said.count("Laget av kodetre.") == 1
    assert said.count("En note.") == 2


def test_no_paragraph_is_empty_but_for_its_page() -> None:
    report = Report((TABLE, TABLE), "nb", basis=("Laget av kodetre.",))
    assert all(paragraph.text.strip() for paragraph in written(report).paragraphs)


def test_excerpts_under_headings_are_captioned_by_the_last_of_them_alone() -> None:
    above = (("Perspektiv", "Økonomi"), ("Perspektiv", "Geografi"))
    table = Table("excerpts", "Kodede utdrag", COLUMNS, ROWS, (("Lindvik (2)", 2), ("Lindvik (1)", 1)), above=above)
    document = written(Report((table,), "nb"))
    assert [caption.text.split("\n")[1] for caption in captions(document)] == ["Lindvik (2)", "Lindvik (1)"]
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[1:] == [("Heading 2", "Perspektiv"), ("Heading 3", "Økonomi"), ("Heading 3", "Geografi")]


def test_texts_that_are_stacked_stand_in_one_cell_each_after_its_name() -> None:
    columns = (Column("label", "Navn"), Column("definition", "Definisjon"), Column("keywords", "Nøkkelord"))
    rows = ((Indented("Tilskudd", 1), "Penger fra staten", "tilskudd"), (Indented("Gebyr", 1), "", "gebyr"))
    table = Table("codebook", "Kodebok", columns, rows, stacked=("label", "definition", "keywords"))
    cells = [row.cells[0].text for row in written(Report((table,), "nb")).tables[0].rows]
    assert cells == ["Navn", "Tilskudd\nDefinisjon: Penger fra staten\nNøkkelord: tilskudd", "Gebyr\nNøkkelord: gebyr"]


def test_what_comes_again_with_its_code_is_told_once_in_the_order_of_the_codes() -> None:
    columns = (
        Column("code", "Kode"),
        Column("label", "Navn"),
        Column("searched", "Søkt etter"),
        Column("n", "Treff", True),
    )
    rows = tuple((key, key.upper(), f"{key}*", 0) for key in ("b", "d", "a", "b", "c"))
    table = Table("absence", "Ikke kodet", columns, rows, (("D1", 2), ("D2", 3)), frozenset({"code"}), once="searched")
    tables = written(Report((table,), "nb")).tables
    assert [row.cells[0].text for row in tables[-1].rows] == ["Navn", "A", "B", "C", "D"]
    assert [cell.text for cell in tables[0].rows[0].cells] == ["Navn", "Treff"]
