"""The styles that a report in Word has. Those of a thesis are taken as they are; what it has not is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

_LEVELS = 5
"""Levels of headings: that of a table, and those that excerpts stand under."""
_SIZES = (15, 12.5, 11.5, 10.5, 10.5)
"""Points of each."""
_TABLE_SIZE = Pt(9)
_LEAST_SPACE = Pt(6)
TABLE = "APA Table"
"""The name of the table style."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document, each by what it is for."""

    normal: Any
    headings: tuple[Any, ...]
    caption: Any
    number: Any
    """Of letters: Tabell 1."""
    title: Any
    """Of letters: the title under it."""
    cell: Any
    head: Any
    count: Any
    note: Any
    entry: Any
    contents: Any
    listed: Any
    table: Any

    @property
    def keeps_captions(self) -> bool:
        """Whether a caption stays with what follows by its style."""
        return bool(_told(self.caption, lambda style: style.paragraph_format.keep_with_next))

    @property
    def parts_captions(self) -> bool:
        """Whether a caption has room over it by its style."""
        return (_told(self.caption, lambda style: style.paragraph_format.space_before) or 0) >= _LEAST_SPACE


def styles_of(document: Any, room: Length) -> Styles:  # noqa: ANN401
    """The styles of a document, made where it has none of the name; `room` is how wide its lines are."""
    normal = _default(document)
    caption = _style(document, "Caption", normal, _caption)
    cell = _style(document, "Table Text", normal, _table_text)
    return Styles(
        normal=normal,
        headings=tuple(
            _style(document, f"Heading {level}", normal, _heading(level)) for level in range(1, _LEVELS + 1)
        ),
        caption=caption,
        number=_letters(document, "Caption Number", bold=True, italic=False, within=caption),
        title=_letters(document, "Caption Title", bold=False, italic=True, within=caption),
        cell=cell,
        head=_style(document, "Table Heading", cell, _table_head),
        count=_style(document, "Table Number", cell, _table_number),
        note=_style(document, "Table Note", normal, _note),
        entry=_style(document, "Bibliography", normal, _bibliography),
        contents=_style(document, "TOC Heading", normal, _heading(1)),
        listed=_style(document, "TOC 1", normal, _listed(room)),
        table=_table_style(document),
    )


def restyled(document: Any) -> None:  # noqa: ANN401
    """Give a document that is nobody's own the looks of reports: one dark colour, and captions as APA 7 has them (7.10)."""
    normal = _default(document)
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    for level in range(1, _LEVELS + 1):
        _heading(level)(_named(document, f"Heading {level}", WD_STYLE_TYPE.PARAGRAPH))
    _caption(_named(document, "Caption", WD_STYLE_TYPE.PARAGRAPH))


def _default(document: Any) -> Any:  # noqa: ANN401
    """The style of a paragraph that names none."""
    return document.styles.default(WD_STYLE_TYPE.PARAGRAPH) or _named(document, "Normal", WD_STYLE_TYPE.PARAGRAPH)


def _named(document: Any, name: str, kind: Any) -> Any:  # noqa: ANN401
    """The style of a name, however that is written; None where there is none. Programs write Heading 1 and heading 1."""
    for style in document.styles:
        if style.type == kind and (style.name or "").casefold() == name.casefold():
            return style
    return None


def _style(document: Any, name: str, base: Any, make: Callable[[Any], None]) -> Any:  # noqa: ANN401
    if (style := _named(document, name, WD_STYLE_TYPE.PARAGRAPH)) is not None:
        return style
    style = document.styles.add_style(_free(document, name), WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = base, True
    make(style)
    return style


def _free(document: Any, name: str) -> str:  # noqa: ANN401
    """A name that no style of another kind has."""
    taken = {(style.name or "").casefold() for style in document.styles}
    return name if name.casefold() not in taken else f"{name} kodetre"


def _heading(level: int) -> Callable[[Any], None]:
    def make(style: Any) -> None:  # noqa: ANN401
        font, format = style.font, style.paragraph_format
        font.size, font.bold, font.italic = Pt(_SIZES[level - 1]), level != 4, level in (4, 5)
        _colour_of_text(style)
        format.space_before, format.space_after = Pt(16 if level == 1 else 12), Pt(4)
        format.keep_with_next = format.keep_together = True
        if style.name != "TOC Heading":
            _outline(style, level)

    return make


def _colour_of_text(style: Any) -> None:  # noqa: ANN401
    """The colour of the text around it, on paper and on a dark screen."""
    properties = style.element.get_or_add_rPr()
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    colour = properties.get_or_add_color()
    colour.set(qn("w:val"), "auto")


def _outline(style: Any, level: int) -> None:  # noqa: ANN401
    """What contents pages and the pane beside the text find headings by."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:outlineLvl")):
        properties.remove(old)
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    properties.append(outline)


def _caption(style: Any) -> None:  # noqa: ANN401
    font, format = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(10.5), False, False
    _colour_of_text(style)
    format.space_before, format.space_after, format.line_spacing = Pt(14), Pt(4), 1.1
    format.first_line_indent = Cm(0)
    format.keep_with_next = format.keep_together = True


def _table_text(style: Any) -> None:  # noqa: ANN401
    format = style.paragraph_format
    style.font.size = _TABLE_SIZE
    format.space_before = format.space_after = Pt(0)
    format.line_spacing, format.left_indent, format.first_line_indent = 1.0, Cm(0), Cm(0)
    format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _table_head(style: Any) -> None:  # noqa: ANN401
    style.font.bold = True
    style.paragraph_format.keep_with_next = True


def _table_number(style: Any) -> None:  # noqa: ANN401
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _note(style: Any) -> None:  # noqa: ANN401
    format = style.paragraph_format
    style.font.size = Pt(8.5)
    format.space_before, format.space_after, format.line_spacing = Pt(3), Pt(0), 1.0
    format.left_indent, format.first_line_indent = Cm(0), Cm(0)
    format.keep_together = True


def _bibliography(style: Any) -> None:  # noqa: ANN401
    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(1.27), Cm(-1.27)


def _listed(room: Length) -> Callable[[Any], None]:
    def make(style: Any) -> None:  # noqa: ANN401
        style.paragraph_format.tab_stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    return make


def _told(style: Any, of: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    """What a style says, or the one that it is based on; None where none of them says anything."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        if (told := of(style)) is not None:
            return told
        seen.add(style.style_id)
        style = style.base_style
    return None


def _letters(document: Any, name: str, *, bold: bool, italic: bool, within: Any) -> Any:  # noqa: ANN401
    """A style of letters that are to be bold or in italics in paragraphs of a style.

    Both are switches (ISO/IEC 29500-1, 17.7.3): where the paragraph's style has thrown one already, this one throws it back.
    """
    if (style := _named(document, name, WD_STYLE_TYPE.CHARACTER)) is not None:
        return style
    style = document.styles.add_style(_free(document, name), WD_STYLE_TYPE.CHARACTER)
    if bool(_told(within, lambda each: each.font.bold)) != bold:
        style.font.bold = True
    if bool(_told(within, lambda each: each.font.italic)) != italic:
        style.font.italic = True
    return style


def _table_style(document: Any) -> Any:  # noqa: ANN401
    """Rules above and below, thin ones between the rows, and none upright: as APA 7 (7.17) has tables."""
    if (style := _named(document, TABLE, WD_STYLE_TYPE.TABLE)) is not None:
        return style
    style = document.styles.add_style(_free(document, TABLE), WD_STYLE_TYPE.TABLE)
    properties, borders, margins = (OxmlElement(name) for name in ("w:tblPr", "w:tblBorders", "w:tblCellMar"))
    for name, size, colour in (("top", "8", "auto"), ("bottom", "8", "auto"), ("insideH", "4", "BFBFBF")):
        rule = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    for name, width in (("top", "30"), ("left", "80"), ("bottom", "30"), ("right", "80")):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)
    return style
