"""Reports as plain text for a terminal: tables as wide as the window, with what does not fit left out and named."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from kodetre import controls
from kodetre.i18n.messages import word
from kodetre.report.render.layout import SHARES, Section, Shown, cell_text, depth_of, on_paper, sections_of
from kodetre.report.report import Report
from kodetre.report.table import Column, Table

_GAP = "  "
_STEP = 2
"""Columns of the screen that a label stands further in for each step down its tree."""
_LONGEST_WORD = 14
"""Letters of a word in a text that a column makes room for."""
_FEWEST = {"excerpt": 30, "memo": 20, "definition": 24, "forms": 20, "searched": 20}
"""Columns of the screen that text of a kind has at least."""
_LOOKED_AT = 200
"""Rows by which a column's width is judged."""
_NARROWEST = 20


def render(report: Report) -> str:
    """The tables one after another, for a window of `report.width` columns."""
    width = max(_NARROWEST, report.width)
    lines: list[str] = []
    for table in report.tables:
        lines += [*_table(table, report.language, width), ""]
    return "\n".join(line.rstrip() for line in lines[:-1]) + "\n"


def _table(table: Table, language: str, width: int) -> Iterator[str]:
    yield from _underlined(table.title, "=", width)
    yield ""
    places = on_paper(table)
    columns = [table.columns[place] for place in places]
    if table.prose:
        for section in sections_of(table, places):
            for level, heading in (*section.above, (len(section.path), section.heading)) if section.heading else ():
                yield from _underlined(heading, "-·"[min(1, level)], width)
            for row in section.rows:
                text = " ".join(
                    cell_text(value, table.columns[place], language) for value, place in zip(row, places, strict=True)
                )
                yield from textwrap.wrap(_plain(text), width, subsequent_indent="" if table.sections else "    ")
                if table.sections:
                    yield ""
    else:
        sections = list(sections_of(table, places))
        widths = _widths(columns, sections, language, width)
        for section in sections:
            yield from _section(columns, section, widths, language, width)
        if left_out := [column.label for column in columns[len(widths) :]]:
            named = ", ".join(left_out)
            yield from textwrap.wrap(_plain(word(language, "columns_left_out", columns=named)), width)
            yield ""
    for note in table.notes:
        yield from textwrap.wrap(_plain(note), width)


def _section(
    columns: Sequence[Column], section: Section, widths: Sequence[int], language: str, width: int
) -> Iterator[str]:
    for level, heading in (*section.above, (len(section.path), section.heading)) if section.heading else ():
        yield from _underlined(heading, "-·"[min(1, level)], width)
    shown = columns[: len(widths)]
    yield from _lines(
        [textwrap.wrap(_plain(c.label), w) or [""] for c, w in zip(shown, widths, strict=True)], shown, widths
    )
    yield _GAP.join("─" * wide for wide in widths)
    for row in section.rows:
        cells = []
        for value, column, wide in zip(row, shown, widths, strict=False):
            cells.append(_wrapped(value, column, wide, language))
        yield from _lines(cells, shown, widths)
    yield ""


def _underlined(text: str, mark: str, width: int) -> Iterator[str]:
    lines = textwrap.wrap(_plain(text), width)
    yield from lines
    yield mark * max((_wide(line) for line in lines), default=0)


def _wrapped(value: Shown, column: Column, wide: int, language: str) -> list[str]:
    """The lines of a cell."""
    indent = " " * min(_STEP * depth_of(value), wide // 2)
    text = _plain(cell_text(value, column, language))
    return textwrap.wrap(text, wide, initial_indent=indent, subsequent_indent=indent) or [""]


def _lines(cells: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    """A row of cells as lines of text, numbers to the right."""
    for number in range(max(map(len, cells), default=0)):
        parts = []
        for cell, column, wide in zip(cells, columns, widths, strict=True):
            text = cell[number] if number < len(cell) else ""
            space = " " * max(0, wide - _wide(text))
            parts.append(space + text if column.numeric else text + space)
        yield _GAP.join(parts).rstrip()


def _widths(columns: Sequence[Column], sections: Sequence[Section], language: str, width: int) -> list[int]:
    """How wide each column is, of as many as there is room for; one at least."""
    least, most = [], []
    for place, column in enumerate(columns):
        texts = [_plain(column.label)]
        for section in sections:
            texts += [
                " " * (_STEP * depth_of(row[place])) + _plain(cell_text(row[place], column, language))
                for row in section.rows[:_LOOKED_AT]
            ]
        body = max(_wide(text) for text in texts)
        words = max(_wide(each) for each in " ".join([*texts, "-"]).split())
        head = max((_wide(each) for each in texts[0].split()), default=1)
        numbers = max((_wide(text) for text in texts[1:]), default=1)
        if column.numeric:
            least.append(max(head, numbers))
        else:
            least.append(min(body, max(head, min(words, _LONGEST_WORD), _FEWEST.get(column.key, 0))))
        most.append(max(least[-1], body))
    kept = 1
    while kept < len(columns) and sum(least[: kept + 1]) + len(_GAP) * kept <= width:
        kept += 1
    return _shared_out(columns[:kept], least[:kept], most[:kept], width - len(_GAP) * (kept - 1))


def _shared_out(columns: Sequence[Column], least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """The room that is left goes to columns whose text is longer than they are wide, those first that say most."""
    widths = [min(wide, room) for wide in least]
    for place in sorted(range(len(columns)), key=lambda each: -SHARES.get(columns[each].key, 1.0)):
        left = room - sum(widths)
        wanted = [each for each in range(len(columns)) if widths[each] < most[each]]
        if place in wanted:
            shares = sum(SHARES.get(columns[each].key, 1.0) for each in wanted)
            part = round(left * SHARES.get(columns[place].key, 1.0) / shares)
            widths[place] = min(most[place], widths[place] + max(0, part))
    for place in range(len(columns)):
        widths[place] = min(most[place], widths[place] + max(0, room - sum(widths)))
    return widths


def _plain(text: str) -> str:
    """Text on one line, without what drives a terminal."""
    return " ".join(controls.left_out(text).split())


def _wide(text: str) -> int:
    """How many columns of a screen a text takes."""
    if text.isascii():
        return len(text)
    count = 0
    for letter in text:
        if not unicodedata.combining(letter):
            count += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return count
