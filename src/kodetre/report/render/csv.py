"""Tables as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter

from kodetre import controls
from kodetre.i18n.formats import Day, Number
from kodetre.i18n.messages import word
from kodetre.report.report import Report
from kodetre.report.table import Indented, Marked, Runs, Table, Value

_FORMULA = re.compile(r"^[=+\-@\t\r]")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that looks like it gets an apostrophe in front. CSV has no way to
    write what drives a terminal by its number, so that is left out.
    """
    text = controls.left_out(text)
    return f"'{text}" if _FORMULA.match(text) else text


def render(report: Report) -> str:
    """The tables with an empty line between; a marked count is two columns, the count and whether it is expected."""
    return written(report, excel=False)


def render_for_excel(report: Report) -> str:
    """The same as Norwegian Excel opens it: semicolons, a comma in decimals, CRLF and a byte order mark."""
    return start_of(excel=True) + written(report, excel=True)


def start_of(*, excel: bool) -> str:
    """What a file begins with: Excel takes it for UTF-8 by its byte order mark."""
    return "\ufeff" if excel else ""


def line_end_of(*, excel: bool) -> str:
    """What ends a row."""
    return "\r\n" if excel else "\n"


def delimiter_of(*, excel: bool) -> str:
    """What stands between cells: a semicolon where a comma is for decimals."""
    return ";" if excel else ","


def written(report: Report, *, excel: bool) -> str:
    """The tables without what the file begins with."""
    language = report.language
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=line_end_of(excel=excel), delimiter=delimiter_of(excel=excel))
    as_safe = Safe()
    for number, table in enumerate(report.tables):
        if number:
            writer.writerow([])
        writer.writerow(_header(table, language))
        writer.writerows(cells_of(table.rows, language, as_safe, excel=excel))
    return out.getvalue()


def cells_of(
    rows: Sequence[Sequence[Value]], language: str, as_safe: "Safe", *, excel: bool
) -> Iterable[Sequence[str | int]]:
    """Rows as they are written, made column by column: most columns are texts alone, or numbers."""
    columns = list(zip(*rows, strict=True))
    types = list(map(_types_in, columns))
    if not columns or any(Marked in of_column for of_column in types):
        return [_row_of(row, language, excel=excel) for row in rows]
    written: list[Iterable[str | int]] = []
    for column, of_column in zip(columns, types, strict=True):
        if of_column == {str}:
            written.append(map(as_safe.__getitem__, column))
        elif of_column == {Indented}:
            written.append(map(as_safe.__getitem__, map(attrgetter("label"), column)))
        elif of_column == {int}:
            written.append(column)
        else:
            written.append(_cells(value, language, excel=excel)[0] for value in column)
    return zip(*written, strict=True)


def _types_in(column: Sequence[object]) -> set[type]:
    return set(map(type, column))


def _row_of(row: Sequence[Value], language: str, *, excel: bool) -> list[str | int]:
    """A row whose values may take several cells."""
    cells: list[str | int] = []
    for value in row:
        cells += _cells(value, language, excel=excel)
    return cells


class Safe(dict[str, str]):
    """Every text as it is written: most stand in many rows."""

    def __missing__(self, text: str) -> str:
        self[text] = written = safe(text)
        return written


def _header(table: Table, language: str) -> list[str]:
    header = []
    for place, column in enumerate(table.columns):
        header.append(safe(column.label))
        if Marked in set(map(type, map(itemgetter(place), table.rows))):
            header.append(safe(f"{column.label}: {word(language, 'expected')}"))
    return header


def _cells(value: Value, language: str, *, excel: bool) -> list[str | int]:
    if isinstance(value, Number):
        plain = f"{round(value.value, 6):g}"
        return [plain.replace(".", ",") if excel else plain]
    if isinstance(value, Marked):
        return [value.count, word(language, "yes" if value.expected else "no")]
    if isinstance(value, Day):
        return [value.iso]
    if isinstance(value, Runs | Indented):
        return [safe(value.format(language))]
    return [safe(value) if isinstance(value, str) else value]
