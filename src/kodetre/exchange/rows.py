"""Rows of decisions and codings from a CSV or JSON Lines file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kodetre import csvfile
from kodetre.csvfile import BadCsv, first_line
from kodetre.errors import BadDecisions
from kodetre.i18n.message import msg
from kodetre.userfile import read_text

FIELDS = ("document", "start", "end", "quote", "code", "coder", "memo", "decision", "id", "created", "origin")
LARGEST = 500_000_000
_ALSO = ("page", "label", "text", "keywords", "score", "verdict", "file")
"""Fields that kodetre's own output has beside, and that say nothing about the coding."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it begins on (1-based) and its values as text."""

    line: int
    values: dict[str, str]


def read_whole(path: Path) -> str:
    """The text of a file. Raises MissingFile, NotAFile, TooLarge, BadEncoding."""
    return read_text(path, LARGEST)


def read_rows(path: Path, text: str | None = None) -> list[Row]:
    """The rows of a file, whose text may have been read: JSON Lines when it ends in .json, .jsonl or .ndjson or begins with a
    brace, else CSV.

    Raises BadDecisions for what cannot be told apart into rows; MissingFile, BadEncoding.
    """
    if text is None:
        text = read_whole(path)
    if not text.strip():
        raise BadDecisions(
            path, msg("is empty"), next_step=msg("one row per coding, with: {fields}", fields=", ".join(FIELDS[:7]))
        )
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson") or text.lstrip()[:1] in "{[":
        return _json_lines(path, text)
    return _csv(path, text)


def _json_lines(path: Path, text: str) -> list[Row]:
    rows = []
    for number, line in enumerate(csvfile.lines(text), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            raise BadDecisions(
                f"{path}:{number}:{column}",
                msg("is no JSON"),
                next_step=msg("one JSON object on each line, as kodetre codings --json prints"),
            ) from error
        if not isinstance(values, dict):
            raise BadDecisions(
                f"{path}:{number}", msg("is no JSON object"), next_step=msg("one JSON object on each line")
            )
        rows.append(Row(number, {str(key): _text(value) for key, value in values.items()}))
    return rows


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv(path: Path, text: str) -> list[Row]:
    separator = max(",;\t", key=first_line(text).count)
    try:
        return _from_cells(path, csvfile.rows(text, separator, LARGEST))
    except BadCsv as error:
        raise BadDecisions(f"{path}:{error.line}", error.what, next_step=error.next_step) from error


def _from_cells(path: Path, listed: Iterator[tuple[int, list[str]]]) -> list[Row]:
    _, names = next(listed)
    header = [name.strip().lower() for name in names]
    unknown = [name for name in header if name and name not in (*FIELDS, *_ALSO)]
    if "code" not in header or "document" not in header or unknown:
        what = (
            msg("unknown column '{unknown}'", unknown=unknown[0])
            if unknown
            else msg("the columns 'document' and 'code' are needed")
        )
        raise BadDecisions(f"{path}:1", what, next_step=msg("the columns are: {fields}", fields=", ".join(FIELDS)))
    rows: list[Row] = []
    for line, cells in listed:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise BadDecisions(
                f"{path}:{line}", msg("{values} values for {columns} columns", values=len(cells), columns=len(header)),
                next_step=msg("put a value that holds the separator in quotation marks"),
            )  # fmt: skip
        rows.append(Row(line, dict(zip(header, cells, strict=False))))
    return rows
