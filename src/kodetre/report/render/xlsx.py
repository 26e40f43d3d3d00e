"""Reports as an Excel workbook: a sheet for each table, with filters and a header row that stays in view."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from kodetre.i18n.formats import Day, Number
from kodetre.i18n.messages import word
from kodetre.report.figure import Figure
from kodetre.report.render.xml_text import clean
from kodetre.report.report import Report
from kodetre.report.table import Column, Indented, Marked, Runs, Table

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = {"excerpt": 70, "citation": 34, "memo": 40, "title": 44, "label": 36, "section": 28, "reference": 28}
_DEEPEST = 6
"""How far in the label of a code is written at most."""
_LONGEST_CELL = 32_767
"""Characters that a cell of a workbook may hold."""


def render(report: Report) -> bytes:
    """The workbook, with every column, those too that are left out where people read. The same tables, the same bytes.

    Text is written as text: a spreadsheet never runs it as a formula or opens it as an address.
    """
    written = BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"author": "kodetre", "created": datetime(2000, 1, 1)})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "day": book.add_format({"valign": "top", "num_format": "dd.mm.yyyy"}),
        "note": book.add_format({"italic": True}),
    }
    for depth in range(_DEEPEST + 1):
        looks[f"text{depth}"] = book.add_format({"text_wrap": True, "valign": "top", "indent": depth})
    names: set[str] = set()
    for table in report.tables:
        _sheet(book.add_worksheet(_name(table.title, names)), table, report.language, looks)
    for figure in report.figures:
        sheet = book.add_worksheet(_name(figure.title, names))
        _sheet(sheet, figure.table, report.language, looks)
        _picture(sheet, figure, len(figure.table.columns), report.language)
    book.close()
    return written.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have, once."""
    plain = _NOT_IN_NAMES.sub(" ", clean(title)).strip()[:28] or "kodetre"
    name, number = plain, 2
    while name.lower() in taken:
        name, number = f"{plain[:26]} {number}", number + 1
    taken.add(name.lower())
    return name


def _sheet(sheet: Any, table: Table, language: str, looks: dict[str, Any]) -> None:  # noqa: ANN401
    columns = _columns(table, language)
    for place, (_, label, width, _) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, clean(label), looks["head"])
    for number, row in enumerate(table.rows, start=1):
        for place, (source, _, _, second) in enumerate(columns):
            value = row[source]
            if isinstance(value, Marked):
                value = word(language, "yes" if value.expected else "no") if second else value.count
            if isinstance(value, Day):
                if value.iso:
                    sheet.write_datetime(number, place, date.fromisoformat(value.iso), looks["day"])
            elif isinstance(value, Number):
                sheet.write_number(number, place, round(value.value, 6), looks["number"])
            elif isinstance(value, int):
                sheet.write_number(number, place, value, looks["number"])
            else:
                text = value.format(language) if isinstance(value, Runs | Indented) else value
                depth = min(value.depth, _DEEPEST) if isinstance(value, Indented) else 0
                sheet.write_string(number, place, clean(text)[:_LONGEST_CELL], looks[f"text{depth}"])
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)
    for place, note in enumerate(table.notes):
        sheet.write_string(len(table.rows) + 2 + place, 0, clean(note), looks["note"])


def _picture(sheet: Any, figure: Figure, columns: int, language: str) -> None:  # noqa: ANN401
    """The figure beside its numbers."""
    from kodetre.report.render.drawing import draw

    picture = BytesIO(draw(figure, language, ("png",))["png"])
    sheet.insert_image(
        0,
        columns + 1,
        f"{figure.name}.png",
        {"image_data": picture, "x_scale": 0.32, "y_scale": 0.32, "description": clean(figure.title)},
    )


def _columns(table: Table, language: str) -> list[tuple[int, str, int, bool]]:
    """Each column of the sheet: which of the table's, its heading, its width, and whether it says if a count is expected."""
    columns: list[tuple[int, str, int, bool]] = []
    for place, column in enumerate(table.columns):
        columns.append((place, column.label, _width(column), False))
        if any(isinstance(row[place], Marked) for row in table.rows):
            columns.append((place, f"{column.label}: {word(language, 'expected')}", 12, True))
    return columns


def _width(column: Column) -> int:
    return _WIDTHS.get(column.key, 10 if column.numeric else 18)
