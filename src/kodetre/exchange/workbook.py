"""The first sheet of an Excel workbook as rows of text (ECMA-376, SpreadsheetML)."""

import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from kodetre.errors import DamagedFile, TooLarge
from kodetre.i18n.message import msg

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LARGEST = 50_000_000
_MOST_ROWS = 20_000
_MOST_COLUMNS = 2_000


def read_workbook(path: Path) -> list[list[str]]:
    """The cells of the first sheet. Raises DamagedFile, TooLarge."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
            if not names:
                raise DamagedFile(path, msg("is no Excel workbook"), next_step=msg("save it as CSV"))
            first = min(names, key=lambda name: int("".join(filter(str.isdigit, name))))
            shared = (
                _strings(_xml(path, archive, "xl/sharedStrings.xml"))
                if "xl/sharedStrings.xml" in archive.namelist()
                else []
            )
            rows = _rows(_xml(path, archive, first), shared)
            if len(rows) > _MOST_ROWS:
                what = msg("has more than {most:,} rows", most=_MOST_ROWS)
                raise TooLarge(path, what, next_step=msg("part it into several"))
            return rows
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, IndexError, KeyError) as error:
        raise DamagedFile(path, msg("cannot be read as an Excel workbook"), next_step=msg("save it as CSV")) from error


def _xml(path: Path, archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    if archive.getinfo(name).file_size > _LARGEST:
        raise TooLarge(path, msg("unpacks to more than any table is meant to hold"), next_step=msg("save it as CSV"))
    with archive.open(name) as file:
        data = file.read(_LARGEST + 1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data[:_LARGEST], parser)


def _strings(root: Any) -> list[str]:  # noqa: ANN401
    return [_text(entry) for entry in root.iter(f"{_SPACE}si")]


def _text(element: Any) -> str:  # noqa: ANN401
    return "".join(part.text or "" for part in element.iter(f"{_SPACE}t"))


def _rows(root: Any, shared: list[str]) -> list[list[str]]:  # noqa: ANN401
    rows: list[list[str]] = []
    for row in root.iter(f"{_SPACE}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_SPACE}c"):
            column = _column(cell.get("r") or "") if cell.get("r") else len(cells)
            if column < _MOST_COLUMNS:
                cells[column] = _value(cell, shared)
        if "".join(cells.values()).strip():
            rows.append([cells.get(place, "") for place in range(max(cells) + 1)])
        if len(rows) > _MOST_ROWS:
            break
    return rows


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = 26 * number + ord(letter.upper()) - 64
    return number - 1


def _value(cell: Any, shared: list[str]) -> str:  # noqa: ANN401
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.find(f"{_SPACE}v")
    text = (value.text or "") if value is not None else ""
    if cell.get("t") == "s" and text:
        return shared[int(text)]
    if cell.get("t") == "b" and text:
        return "true" if text == "1" else "false"
    return _plain(text) if cell.get("t") in (None, "n") and text else text


def _plain(number: str) -> str:
    """A number as it is shown, with the 15 digits that a workbook knows of it: 12.3 of 12.300000000000001."""
    try:
        return f"{float(number):.15g}" if "." in number or "E" in number.upper() else number
    except ValueError:
        return number
