"""CSV as people's programs write it: any of its separators, any line ends, and every mistake with its line."""

import csv
import io
import re
from collections.abc import Iterator

from kodetre.i18n.message import msg

_LINE_END = re.compile(r"\r\n?|\n")
LONGEST = 131_072
"""Characters of a value over which a quotation mark is probably missing."""


class BadCsv(Exception):
    """The text cannot be told apart into rows; `line` is 1-based."""

    def __init__(self, line: int, what: str, next_step: str) -> None:
        super().__init__(line, what, next_step)
        self.line = line
        self.what = what
        self.next_step = next_step


def first_line(text: str) -> str:
    """The line with the names of the columns."""
    return _LINE_END.split(text, maxsplit=1)[0]


def lines(text: str) -> list[str]:
    """The lines of a text, with any end that a system gives them; what else Unicode takes for one may stand in a value."""
    return _LINE_END.split(text)


def rows(text: str, separator: str, longest: int = LONGEST) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on; `longest` is the most characters that a value may have. Raises BadCsv."""
    if "\x00" in text:
        line = len(lines(text[: text.index("\x00")]))
        raise BadCsv(line, msg("holds a NUL byte"), msg("save it as CSV in UTF-8 anew"))
    csv.field_size_limit(longest)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            what = msg("a value has more than {longest:,} characters", longest=longest)
            raise BadCsv(line, what, msg("is a quotation mark missing, or one too many?")) from error
        raise BadCsv(line, msg("is no CSV: {error}", error=error), msg("save it as CSV anew")) from error
