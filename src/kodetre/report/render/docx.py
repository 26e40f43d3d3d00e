"""Reports as a Word document: real tables with captions that Word numbers, header rows that repeat, a contents page."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kodetre.i18n.messages import word
from kodetre.report.figure import Figure
from kodetre.report.render.docx_fields import bookmark, field
from kodetre.report.render.layout import (
    WIDE,
    Section,
    Shown,
    caption_of,
    captioned,
    cell_text,
    depth_of,
    on_paper,
    parts_of,
    sections_of,
    widths,
)
from kodetre.report.render.xml_text import clean
from kodetre.report.report import Report
from kodetre.report.table import Column, Runs, Table

_LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_MARGIN = Cm(2.5)
_INDENT = Cm(0.4)
"""How far in the label of a code stands for each step down its tree."""
_LETTER = Cm(0.165)
"""About the width of a letter in a table."""


def render(report: Report) -> bytes:
    """The document. The same report gives the same bytes."""
    document = Document()
    _prepare(document, report.language)
    captions = Captions(document, report.language, report.chapter)
    titles = [table.title for table in report.tables]
    if report.figures:
        titles.append(word(report.language, "figures"))
    if len(titles) > 1:
        _contents(document, titles, report.language)
    for number, table in enumerate(report.tables):
        places = on_paper(table)
        columns = [table.columns[place] for place in places]
        _page(document, len(columns) >= WIDE, first=number == 0 and len(titles) < 2)
        bookmark(document.add_heading(clean(table.title), level=1), number, f"del{number}")
        for section in sections_of(table, places):
            _section(document, captions, table, columns, section, report.language)
        for note in table.notes:
            document.add_paragraph(clean(note), style="Note")
    if report.figures:
        _page(document, wide=False, first=False)
        bookmark(document.add_heading(titles[-1], level=1), len(titles) - 1, f"del{len(titles) - 1}")
        for figure in report.figures:
            _figure(document, captions, figure, report.language)
    written = BytesIO()
    document.save(written)
    return _steady(written.getvalue())


class Captions:
    """Captions that Word numbers, tables and figures each by themselves: Tabell 1, with a chapter Tabell 5.1."""

    def __init__(self, document: Any, language: str, chapter: str) -> None:  # noqa: ANN401
        self._document, self._language, self._chapter = document, language, chapter
        self._counts = {"table": 0, "figure": 0}

    def add(self, kind: Literal["table", "figure"], text: str) -> None:
        """A caption; over a table it is kept with what follows."""
        self._counts[kind] += 1
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        before = f"{self._chapter}." if self._chapter else ""
        paragraph.add_run(f"{word(self._language, kind)} {before}")
        field(paragraph, f" SEQ {word(self._language, kind)} \\* ARABIC ", str(self._counts[kind]))
        paragraph.add_run(f" {clean(text)}")


def _contents(document: Any, titles: Sequence[str], language: str) -> None:  # noqa: ANN401
    """A contents page: every title, and a field that Word and LibreOffice work its page out with when they open it."""
    document.add_paragraph(word(language, "contents"), style="TOC Heading")
    for number, title in enumerate(titles):
        paragraph = document.add_paragraph(style="TOC 1")
        paragraph.add_run(f"{clean(title)}\t")
        field(paragraph, f" PAGEREF del{number} \\h ", "…")


def _figure(document: Any, captions: Captions, figure: Figure, language: str) -> None:  # noqa: ANN401
    from kodetre.report.render.drawing import draw

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(draw(figure, language, ("png",))["png"]), width=Cm(16))
    picture._inline.docPr.set("descr", clean(figure.title))
    captions.add("figure", figure.title)


def _prepare(document: Any, language: str) -> None:  # noqa: ANN401
    """Styles and properties: one look for all reports, in the report's language, and no clock."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    language_of = OxmlElement("w:lang")
    language_of.set(qn("w:val"), _LOCALES[language])
    normal.element.get_or_add_rPr().append(language_of)
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.font.italic = normal, Pt(8.5), True
    listed = document.styles.add_style("Bibliography", WD_STYLE_TYPE.PARAGRAPH)
    listed.base_style = normal
    listed.paragraph_format.left_indent, listed.paragraph_format.first_line_indent = Cm(1.27), Cm(-1.27)
    entry = document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
    entry.base_style = normal
    entry.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
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


def _section(
    document: Any,  # noqa: ANN401
    captions: Captions,
    table: Table,
    columns: Sequence[Column],
    section: Section,
    language: str,
) -> None:
    if not section.rows:
        return
    if table.prose:
        for row in section.rows:
            paragraph = document.add_paragraph(style="Bibliography")
            for value, column in zip(row, columns, strict=True):
                _write(paragraph, value, column, language)
        return
    if section.path:
        for level, heading in (*section.above, (len(section.path), section.heading)):
            document.add_heading(clean(heading), level=level + 2)
    room = document.sections[-1].page_width - 2 * _MARGIN
    for part in parts_of(columns, section, language, int(room / _LETTER)):
        captions.add("table", captioned(caption_of(table, section), part, language))
        _rows(document, part.columns, part.section, language)


def _rows(document: Any, columns: Sequence[Column], section: Section, language: str) -> None:  # noqa: ANN401
    """The rows of a section as one table."""
    drawn = document.add_table(rows=1, cols=len(columns))
    drawn.autofit = False
    _rules(drawn)
    room = document.sections[-1].page_width - 2 * _MARGIN
    wide = [int(room * share) for share in widths(columns, section.rows, language, int(room / _LETTER))]
    for place, width in enumerate(wide):
        drawn.columns[place].width = width
    for cell, column, width in zip(drawn.rows[0].cells, columns, wide, strict=True):
        _write(_opened(cell, column, width), column.label, _PLAIN, language, bold=True)
    _repeats(drawn.rows[0])
    for row in section.rows:
        cells = drawn.add_row()
        _stays_whole(cells)
        for cell, value, column, width in zip(cells.cells, row, columns, wide, strict=True):
            _write(_opened(cell, column, width), value, column, language)
    document.add_paragraph()


_PLAIN = Column("", "")


def _rules(drawn: Any) -> None:  # noqa: ANN401
    """Rules above and below, thin ones between the rows, and none upright: as APA 7 (7.17) has tables."""
    borders = OxmlElement("w:tblBorders")
    for name, size, colour in (("top", "8", "000000"), ("bottom", "8", "000000"), ("insideH", "4", "BFBFBF")):
        rule = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    drawn._tbl.tblPr.append(borders)


def _opened(cell: Any, column: Column, width: int) -> Any:  # noqa: ANN401
    """The paragraph of a cell, numbers to the right."""
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _write(paragraph: Any, value: Shown, column: Column, language: str, *, bold: bool = False) -> None:  # noqa: ANN401
    """A value's letters, in italics where it has some."""
    if depth := depth_of(value):
        paragraph.paragraph_format.left_indent = depth * _INDENT
    parts = value.parts if isinstance(value, Runs) else ((cell_text(value, column, language), False),)
    for text, italic in parts:
        run = paragraph.add_run(clean(text))
        run.bold, run.italic = bold, italic
        if column.key != "entry":
            run.font.size = Pt(9)


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
