"""Tables as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter

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
    return _written(report, excel=False)


def render_for_excel(report: Report) -> str:
    """The same as Norwegian Excel opens it: semicolons, a comma in decimals, CRLF and a byte order mark."""
    return "\ufeff" + _written(report, excel=True)


def _written(report: Report, *, excel: bool) -> str:
    language = report.language
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if excel else "\n", delimiter=";" if excel else ",")
    as_safe = _Safe()
    for number, table in enumerate(report.tables):
        if number:
            writer.writerow([])
        writer.writerow(_header(table, language))
        writer.writerows(_rows(table, language, as_safe, excel=excel))
    return out.getvalue()


def _rows(table: Table, language: str, as_safe: "_Safe", *, excel: bool) -> Iterable[Sequence[str | int]]:
    """The rows as they are written, made column by column: most columns are texts alone."""
    columns = list(zip(*table.rows, strict=True))
    types = [set(map(type, column)) for column in columns]
    plain = partial(_cells, language=language, excel=excel)
    if not columns or any(Marked in of_column for of_column in types):
        return [list(chain.from_iterable(map(plain, row))) for row in table.rows]
    written: list[Iterable[str | int]] = []
    for column, of_column in zip(columns, types, strict=True):
        if of_column == {str}:
            written.append(map(as_safe.__getitem__, column))
        else:
            written.append(map(itemgetter(0), map(plain, column)))
    return zip(*written, strict=True)


class _Safe(dict[str, str]):
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
