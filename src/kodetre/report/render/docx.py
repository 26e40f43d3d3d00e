"""Reports as a Word document: real tables with captions that Word numbers, header rows that repeat, a contents page."""

import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from kodetre.i18n.formats import unbroken
from kodetre.i18n.messages import word
from kodetre.model.row_marks import bookmark_name
from kodetre.report.figure import Figure
from kodetre.report.render.columns import WIDE, captioned, in_parts, is_too_wide, parted, widths
from kodetre.report.render.docx_fields import bookmark, field
from kodetre.report.render.docx_page import Pages
from kodetre.report.render.docx_styles import Styles, restyled, styles_of
from kodetre.report.render.docx_template import open_template
from kodetre.report.render.layout import (
    Section,
    Shown,
    Stack,
    at,
    caption_of,
    depth_of,
    on_paper,
    printed,
    sections_of,
)
from kodetre.report.render.paper import filled, stacked, told_once
from kodetre.report.render.xml_text import clean
from kodetre.report.report import Report
from kodetre.report.table import Column, Runs, Table

_LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_INDENT = Cm(0.4)
"""How far in the label of a code stands for each step down its tree."""
_LETTER = Cm(0.165)
"""About the width of a letter in a table."""
_LAST_ROWS = 2
"""Rows of a table that stay with the notes under it, so that no page holds these alone."""
_UNDER_A_TABLE = Pt(12)
"""Room over a caption that stands under another table, where its style leaves none."""
_FEW_TEXTS = 2
"""Columns of text that have room enough beside many columns of numbers."""
_ROW_MARKS = 1_000_000
"""The number after which bookmarks of rows are counted; those of headings are before it."""
_FEW_PARTS = 3
"""Parts of a report that nobody needs a contents page for."""


def render(report: Report) -> bytes:
    """The document. The same report gives the same bytes. Raises what `open_template` does of a template that is none."""
    document = _opened(report)
    writer = _Writer(document, report)
    titles = [table.title for table in report.tables]
    if report.figures:
        titles.append(word(report.language, "figures"))
    several, listed = len(titles) > 1, len(titles) > _FEW_PARTS
    if listed:
        writer.contents(titles)
    for number, table in enumerate(report.tables):
        writer.table(table, number, titles[number], several=several, first=number == 0 and not listed)
    if report.figures:
        writer.figures(report.figures, len(titles) - 1, titles[-1])
    if several:
        writer.about(report)
    written = BytesIO()
    document.save(written)
    return _steady(written.getvalue())


def _opened(report: Report) -> Any:  # noqa: ANN401
    """An empty document in the looks of reports, or in those of a template."""
    if report.template is not None:
        document = open_template(report.template.path, report.template.data)
    else:
        document = Document()
        restyled(document)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), _LOCALES[report.language])
        document.styles["Normal"].element.get_or_add_rPr().append(spoken)
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.comments = "kodetre", "kodetre", ""
    properties.title, properties.subject, properties.keywords, properties.category = clean(report.title), "", "", ""
    properties.created = properties.modified = datetime(2000, 1, 1)
    properties.last_printed, properties.revision = datetime(2000, 1, 1), 1
    return document


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A section as it is drawn: what is over it, and its columns and rows."""

    section: Section
    columns: list[Column]
    caption: str


class _Writer:
    """Writes the parts of a report one after another, in the styles of its document."""

    def __init__(self, document: Any, report: Report) -> None:  # noqa: ANN401
        self._document, self._language, self._chapter = document, report.language, report.chapter
        self._pages = Pages(document, templated=report.template is not None)
        self._styles: Styles = styles_of(document, self._pages.room)
        self._basis = frozenset(report.basis)
        self._counts = {"table": 0, "figure": 0}
        self._marked: Counter[str] = Counter()
        self._marks = _ROW_MARKS

    def contents(self, titles: Sequence[str]) -> None:
        """A contents page: every title, and a field that Word and LibreOffice work its page out with when they open it."""
        self._paragraph(word(self._language, "contents"), self._styles.contents)
        for number, title in enumerate(titles):
            paragraph = self._paragraph(f"{title}\t", self._styles.listed)
            field(paragraph, f" PAGEREF del{number} \\h ", "…")

    def table(self, table: Table, number: int, title: str, *, several: bool, first: bool) -> None:
        """A table under its heading, on a page as it needs it."""
        parts = told_once(table)
        plans = [self._planned(part) for part in parts]
        wide = any(self._is_wide(plan) for plan in plans)
        self._pages.begin(wide=wide, first=first)
        self._heading(title, number)
        notes = [note for note in table.notes if not (several and note in self._basis)]
        for part, plan in zip(parts, plans, strict=True):
            if part.prose:
                self._entries(part)
            else:
                self._sections(plan, notes=bool(notes) and part is parts[-1])
        for note in notes:
            self._paragraph(note, self._styles.note).paragraph_format.keep_with_next = note is not notes[-1]

    def figures(self, figures: Sequence[Figure], number: int, title: str) -> None:
        """The figures, each under its caption."""
        from kodetre.report.render.drawing import draw

        self._pages.begin(wide=False, first=False)
        self._heading(title, number)
        for figure in figures:
            self._caption("figure", figure.title)
            paragraph = self._paragraph("", self._styles.normal)
            drawing = draw(figure, self._language, ("png",), titled=False)["png"]
            picture = paragraph.add_run().add_picture(BytesIO(drawing), width=min(Cm(16), self._pages.room))
            self._pages.fit(picture)
            picture._inline.docPr.set("descr", clean(figure.title))

    def about(self, report: Report) -> None:
        """What all of the report was made from, once."""
        if report.basis:
            self._paragraph(word(self._language, "about"), self._styles.headings[1])
        for note in report.basis:
            self._paragraph(note, self._styles.note)

    def _paragraph(self, text: str, style: Any) -> Any:  # noqa: ANN401
        return self._document.add_paragraph(clean(text), style=style)

    def _heading(self, title: str, number: int) -> None:
        bookmark(self._paragraph(title, self._styles.headings[0]), number, f"del{number}")

    def _caption(self, kind: Literal["table", "figure"], text: str) -> None:
        """A caption over a table or a figure as APA 7 (7.10) has it, number and title in one paragraph.

        So a list of tables that Word makes has the title too.
        """
        self._counts[kind] += 1
        paragraph = self._document.add_paragraph(style=self._styles.caption)
        if not self._styles.keeps_captions:
            paragraph.paragraph_format.keep_with_next = True
        if not self._styles.parts_captions and paragraph._p.getprevious().tag == qn("w:tbl"):
            paragraph.paragraph_format.space_before = _UNDER_A_TABLE
        name, before = word(self._language, kind), f"{self._chapter}." if self._chapter else ""
        paragraph.add_run(f"{name}\u00a0{before}", style=self._styles.number)
        field(paragraph, f" SEQ {name} \\* ARABIC ", str(self._counts[kind]), style=self._styles.number)
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(clean(text), style=self._styles.title)

    def _planned(self, table: Table) -> list[_Drawn]:
        """The sections of a table that have rows, each without the columns that are empty in it."""
        places = on_paper(table)
        columns = [table.columns[place] for place in places]
        drawn: list[_Drawn] = []
        for section in sections_of(table, places):
            if section.rows and not table.prose:
                kept, rows = stacked(table, columns, section, self._language)
                kept, rows = filled(kept, rows, self._language)
                drawn.append(_Drawn(rows, kept, caption_of(table, section)))
        return drawn

    def _is_wide(self, plan: Sequence[_Drawn]) -> bool:
        """Whether a table stands on its side: it has many columns of text, or words that stand whole only there."""
        letters = self._letters(self._pages.room_upright)
        for group in _alike(plan):
            columns = group[0].columns
            texts = sum(not column.numeric for column in columns)
            if len(columns) >= WIDE and texts > _FEW_TEXTS:
                return True
            if is_too_wide(columns, _rows_of(group), self._language, letters):
                return True
        return False

    def _letters(self, room: int) -> int:
        return max(20, int(room / _LETTER))

    def _entries(self, table: Table) -> None:
        """Rows as paragraphs: as in a reference list, or as text under the headings that sections have."""
        places = on_paper(table)
        style = self._styles.normal if table.sections else self._styles.entry
        for section in sections_of(table, places):
            headings = (*section.above, (len(section.path), section.heading))
            for level, heading in headings if section.heading else ():
                self._paragraph(heading, self._styles.headings[min(level + 1, len(self._styles.headings) - 1)])
            for row in section.rows:
                paragraph = self._document.add_paragraph(style=style)
                for value, place in zip(row, places, strict=True):
                    self._write(paragraph, value, table.columns[place])

    def _sections(self, plan: Sequence[_Drawn], *, notes: bool) -> None:
        """The sections of a table. Those that have the same columns have them equally wide."""
        letters = self._letters(self._pages.room)
        looks: dict[int, list[tuple[list[int], list[float]]]] = {}
        for group in _alike(plan):
            rows, columns = _rows_of(group), group[0].columns
            chosen = []
            for places in in_parts(columns, rows, self._language, letters):
                of_part = [at(row, places) for row in rows]
                shares = widths([columns[place] for place in places], of_part, self._language, letters)
                chosen.append((places, shares))
            looks.update({id(drawn): chosen for drawn in group})
        for drawn in plan:
            for level, heading in drawn.section.above:
                self._paragraph(heading, self._styles.headings[min(level + 1, len(self._styles.headings) - 1)])
            chosen = looks[id(drawn)]
            parts = parted(drawn.columns, drawn.section, [places for places, _ in chosen])
            for part, (_, shares) in zip(parts, chosen, strict=True):
                self._caption("table", captioned(drawn.caption, part, self._language))
                last = notes and drawn is plan[-1] and part is parts[-1]
                self._rows(part.columns, part.section, shares, kept=last)

    def _rows(self, columns: Sequence[Column], section: Section, shares: Sequence[float], *, kept: bool) -> None:
        """The rows of a section as one table; `kept`: the last ones stay with what follows."""
        drawn = self._document.add_table(rows=1, cols=len(columns), style=self._styles.table)
        drawn.autofit = False
        wide = [Length(int(self._pages.room * share)) for share in shares]
        for place, width in enumerate(wide):
            drawn.columns[place].width = width
        for cell, column, width in zip(drawn.rows[0].cells, columns, wide, strict=True):
            paragraph = self._first(cell, width, self._styles.head)
            paragraph.add_run(clean(column.label))
            if column.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _repeats(drawn.rows[0])
        codings = section.ids or ("",) * len(section.rows)
        for number, (row, coding) in enumerate(zip(section.rows, codings, strict=True)):
            cells = drawn.add_row()
            _stays_whole(cells)
            stays = kept and number >= len(section.rows) - _LAST_ROWS
            for cell, value, column, width in zip(cells.cells, row, columns, wide, strict=True):
                self._cell(cell, value, column, width, stays=stays)
            if coding:
                self._mark(cells.cells[0].paragraphs[0], coding)

    def _mark(self, paragraph: Any, coding: str) -> None:  # noqa: ANN401
        """Mark a row as that of a coding, so that comments on it come back to it."""
        self._marked[coding] += 1
        self._marks += 1
        bookmark(paragraph, self._marks, bookmark_name(coding, self._marked[coding]))

    def _cell(self, cell: Any, value: Shown, column: Column, width: Length, *, stays: bool) -> None:  # noqa: ANN401
        style = self._styles.count if column.numeric else self._styles.cell
        paragraph = self._first(cell, width, style)
        if isinstance(value, Stack):
            for number, (label, text) in enumerate(value.parts):
                if number:
                    paragraph = cell.add_paragraph(style=style)
                if value.depth:
                    paragraph.paragraph_format.left_indent = value.depth * _INDENT
                if label:
                    paragraph.add_run(f"{label}: ").italic = True
                paragraph.add_run(clean(text)).bold = (value.named and number == 0) or None
        else:
            self._write(paragraph, value, column)
        if stays:
            for each in cell.paragraphs:
                each.paragraph_format.keep_with_next = True

    def _first(self, cell: Any, width: Length, style: Any) -> Any:  # noqa: ANN401
        """The paragraph of a cell."""
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        return paragraph

    def _write(self, paragraph: Any, value: Shown, column: Column) -> None:  # noqa: ANN401
        """A value's letters, in italics where it has some."""
        if depth := depth_of(value):
            paragraph.paragraph_format.left_indent = depth * _INDENT
        if not isinstance(value, Runs):
            paragraph.add_run(clean(printed(value, column, self._language)))
            return
        for text, italic in value.parts:
            paragraph.add_run(clean(unbroken(text, self._language))).italic = italic or None


def _alike(plan: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """The sections of a table by the columns that they have."""
    groups: dict[tuple[Column, ...], list[_Drawn]] = {}
    for drawn in plan:
        groups.setdefault(tuple(drawn.columns), []).append(drawn)
    return list(groups.values())


def _rows_of(group: Sequence[_Drawn]) -> list[tuple[Shown, ...]]:
    rows: list[tuple[Shown, ...]] = []
    for drawn in group:
        rows += drawn.section.rows
    return rows


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
