"""Tables as a Word document: real tables with captions that Word numbers, and header rows that repeat on every page."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kodetre.report.render.shape import SHARES, Section, caption_of, on_paper, said, sections_of
from kodetre.report.render.xml_text import clean
from kodetre.report.tables import Column, Table
from kodetre.report.words import word

_WIDE = 7
"""Columns from which a table stands on a page on its side."""
_LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_MARGIN = Cm(2.5)


def render(tables: Sequence[Table], language: str) -> bytes:
    """The document. The same tables give the same bytes."""
    document = Document()
    _prepare(document, language)
    for place, table in enumerate(tables):
        places = on_paper(table)
        columns = [table.columns[place] for place in places]
        _page(document, len(columns) >= _WIDE, first=place == 0)
        document.add_heading(clean(table.title), level=1)
        for section in sections_of(table, places):
            _section(document, table, columns, section, language)
        for note in table.notes:
            document.add_paragraph(clean(note), style="Note")
    written = BytesIO()
    document.save(written)
    return _steady(written.getvalue())


def _prepare(document: Any, language: str) -> None:  # noqa: ANN401
    """Styles and properties: one look for all reports, in the report's language, and no clock."""
    from docx.enum.style import WD_STYLE_TYPE

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    language_of = OxmlElement("w:lang")
    language_of.set(qn("w:val"), _LOCALES[language])
    normal.element.get_or_add_rPr().append(language_of)
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.font.italic = normal, Pt(8.5), True
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.comments = "kodetre", "kodetre", ""
    properties.created = properties.modified = datetime(2000, 1, 1)


def _page(document: Any, wide: bool, *, first: bool) -> None:  # noqa: ANN401
    """A4, on its side for a wide table."""
    section = document.sections[0] if first else document.add_section()
    short, long = Cm(21.0), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _section(document: Any, table: Table, columns: Sequence[Column], section: Section, language: str) -> None:  # noqa: ANN401
    if not section.rows:
        return
    _caption(document, word(language, "table"), clean(caption_of(table, section)))
    drawn = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    drawn.autofit = False
    room = document.sections[-1].page_width - 2 * _MARGIN
    shares = [SHARES.get(column.key, 1.0) for column in columns]
    widths = [int(room * share / sum(shares)) for share in shares]
    for place, width in enumerate(widths):
        drawn.columns[place].width = width
    for cell, column, width in zip(drawn.rows[0].cells, columns, widths, strict=True):
        _fill(cell, column.label, column, width, bold=True)
    _repeats(drawn.rows[0])
    for row in section.rows:
        cells = drawn.add_row()
        _stays_whole(cells)
        for cell, value, column, width in zip(cells.cells, row, columns, widths, strict=True):
            _fill(cell, said(value, column, language), column, width)
    document.add_paragraph()


def _fill(cell: Any, text: str, column: Column, width: int, *, bold: bool = False) -> None:  # noqa: ANN401
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(9)


def _caption(document: Any, name: str, text: str) -> None:  # noqa: ANN401
    """«Tabell 1 …» over the table, with a number that Word counts itself, and kept with what follows."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(f"{name} ")
    for kind, content in (
        ("begin", None),
        (None, " SEQ Tabell \\* ARABIC "),
        ("separate", None),
        (None, None),
        ("end", None),
    ):
        run = paragraph.add_run()
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run._r.append(mark)
        elif content is not None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = content
            run._r.append(instruction)
        else:
            run.text = str(_numbered(document))
    paragraph.add_run(f" {text}")


def _numbered(document: Any) -> int:  # noqa: ANN401
    """The number that a caption has until Word counts anew: one more than there are tables."""
    return len(document.tables) + 1


def _repeats(row: Any) -> None:  # noqa: ANN401
    """The row stands at the top of every page that the table goes on over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    _stays_whole(row)


def _stays_whole(row: Any) -> None:  # noqa: ANN401
    """The row is not parted by a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _steady(data: bytes) -> bytes:
    """A zip file without the time of its making."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            target.writestr(info, source.read(entry.filename))
    return out.getvalue()
