"""OpenDocument texts: headings and lists as they are numbered, tables, notes, boxes, changes, comments and pages."""

import zipfile
from pathlib import Path

import pytest

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.ingest.readers.odt import read
from kodetre.model.documents import Reading

NAMES = "office text table style draw meta dc".split()
URIS = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{'drawing' if name == 'draw' else name}:1.0" for name in NAMES[:-1]
} | {"dc": "http://purl.org/dc/elements/1.1/", "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"}
SPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in URIS.items())
NUMBERED = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def items(*texts: str, style: str = "L1") -> str:
    inside = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def row(*cells: str) -> str:
    inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def read_body(
    folder: Path, body: str, *, styles: str = NUMBERED, outline: str = "", meta: str = "", said: str = ""
) -> Reading:
    with zipfile.ZipFile(folder / "plan.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text {said}>{body}</office:text></office:body></office:document-content>",
        )
        file.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{outline}</office:styles></office:document-styles>",
        )
        file.writestr(
            "meta.xml", f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return read(folder / "plan.odt")


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(reading.text)) for block in reading.blocks]


def test_headings_have_their_level_and_the_number_that_the_outline_gives_them(tmp_path: Path) -> None:
    reading = read_body(tmp_path, h("Mål") + h("Barn", 2) + h("Unge", 2) + h("Tiltak") + h("Helse", 2), outline=OUTLINE)
    assert [text for _, text in blocks(reading)] == ["1 Mål", "1.1 Barn", "1.2 Unge", "2 Tiltak", "2.1 Helse"]
    assert [block.level for block in reading.blocks] == [1, 2, 2, 1, 2]


def test_lists_are_numbered_as_the_program_counts_them(tmp_path: Path) -> None:
    inner = (
        "<text:list>" + "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("x", "y")) + "</text:list>"
    )
    reading = read_body(
        tmp_path, items(p("en") + inner, p("to")) + p("Tekst.") + items(p("ny")) + items(p("a"), style="L2")
    )
    assert [text for _, text in blocks(reading)] == ["1. en", "a) x", "b) y", "2. to", "Tekst.", "1. ny", "a"]
    assert [block.level for block in reading.blocks] == [1, 2, 2, 1, 0, 1, 1]


def test_white_space_is_what_the_format_says_it_is(tmp_path: Path) -> None:
    assert read_body(tmp_path, p("Vi\n  vil<text:tab/>mer<text:s text:c='3'/>enn<text:line-break/>før.")).text == (
        "Vi vil mer enn før."
    )


def test_a_table_is_rows_of_cells_with_its_header(tmp_path: Path) -> None:
    header = f"<table:table-header-rows>{row(p('Tiltak'), p('Frist'))}</table:table-header-rows>"
    spanned = (
        f"<table:table-row><table:table-cell table:number-columns-spanned='2'>{p('over')}{p('to')}</table:table-cell>"
        "<table:covered-table-cell/></table:table-row>"
    )
    (block,) = read_body(tmp_path, f"<table:table>{header}{row(p('Kurs'), p('2025'))}{spanned}</table:table>").blocks
    assert (block.rows, block.header) == ((("Tiltak", "Frist"), ("Kurs", "2025"), ("over to", "")), 1)


def test_a_table_in_a_table_comes_after_it(tmp_path: Path) -> None:
    inner = f"<table:table>{row(p('a'), p('b'))}</table:table>"
    reading = read_body(tmp_path, f"<table:table>{row(p('x') + inner, p('y'))}</table:table>")
    assert blocks(reading) == [("table", "x\ty"), ("table", "a\tb")]


def test_a_note_comes_after_its_paragraph_with_its_mark(tmp_path: Path) -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Se loven.')}</text:note-body></text:note>"
    assert blocks(read_body(tmp_path, p(f"Tekst{note} videre."))) == [
        ("paragraph", "Tekst[1] videre."),
        ("footnote", "1 Se loven."),
    ]


def test_a_text_box_is_an_aside_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{h('Fakta')}{p('I boksen.')}</draw:text-box></draw:frame>"
    reading = read_body(tmp_path, p(f"Tekst {box}videre."))
    assert blocks(reading) == [("paragraph", "Tekst videre."), ("paragraph", "Fakta"), ("paragraph", "I boksen.")]
    assert [block.aside for block in reading.blocks] == [False, True, True]


def test_deleted_text_and_comments_are_out_and_comments_are_said(tmp_path: Path) -> None:
    changes = f"<text:tracked-changes><text:changed-region>{p('gammel')}</text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation>{p('Stemmer dette?')}</office:annotation>"
    reading = read_body(tmp_path, changes + p(f"Ny <text:change text:change-id='1'/>tekst{comment}."))
    assert (reading.text, reading.notes) == ("Ny tekst.", ("1 comment in the margin is left out",))


def test_the_contents_page_is_known(tmp_path: Path) -> None:
    contents = f"<text:table-of-content><text:index-body>{p('Mål 3')}</text:index-body></text:table-of-content>"
    assert [block.part for block in read_body(tmp_path, contents + p("Tekst.")).blocks] == ["contents", "body"]


def test_pages_turn_where_the_program_wrote_it_and_where_somebody_said_so(tmp_path: Path) -> None:
    properties = '<style:paragraph-properties fo:break-before="page"/>'
    properties = '<style:paragraph-properties fo:break-before="page"/>'
    broken = f'<style:style style:name="P1" style:family="paragraph">{properties}</style:style>'
    body = p("Side <text:soft-page-break/>to.") + p("Side tre.", "P1")
    reading = read_body(tmp_path, body, styles=broken, said='text:use-soft-page-breaks="true"')
    assert [(block.page_first, block.page_last) for block in reading.blocks] == [(1, 2), (3, 3)]
    assert not read_body(tmp_path, p("Side en.") + p("Side to.", "P1"), styles=broken).paged


def test_title_author_and_year_are_those_of_the_file(tmp_path: Path) -> None:
    meta = "<dc:title>Rusplan</dc:title><meta:initial-creator>Lindvik kommune</meta:initial-creator>"
    meta += "<meta:creation-date>2021-03-04T10:00:00</meta:creation-date>"
    metadata = read_body(tmp_path, p("Tekst."), meta=meta).metadata
    assert (metadata.title, metadata.author, metadata.year) == ("Rusplan", "Lindvik kommune", "2021")


@pytest.mark.parametrize(
    ("content", "error"), [(b"", EmptyFile), (b"PK\x03\x04 no zip", DamagedFile)], ids=["empty", "no zip"]
)
def test_what_is_no_opendocument_text_has_an_error_of_its_own(tmp_path: Path, content: bytes, error: type) -> None:
    (tmp_path / "plan.odt").write_bytes(content)
    with pytest.raises(error):
        read(tmp_path / "plan.odt")


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.odt", "w") as file:
        file.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        file.writestr("content.xml", "unreadable")
    with pytest.raises(EncryptedFile):
        read(tmp_path / "plan.odt")


def test_entities_are_not_followed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.odt", "w") as file:
        declared = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        body = "<office:body><office:text><text:p>a&secret;b</text:p></office:text></office:body>"
        file.writestr("content.xml", f"{declared}<office:document-content {SPACES}>{body}</office:document-content>")
    assert "root" not in read(tmp_path / "plan.odt").text
