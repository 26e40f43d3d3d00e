"""A table of many rows, drawn as Rich draws one (`box.SIMPLE_HEAD`), in a tenth of its time: every row of plain text alike."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

_BETWEEN = 3
"""Columns of the terminal between two cells; before the first and after the last there is one."""


def widths_of(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is drawn: as wide as its widest line, and where that is too much for the room, the widest ones
    narrower.
    """
    widths = [max(1, _width(name)) for name in columns]
    for row in rows:
        for place, text in enumerate(row):
            if len(text) * 2 > widths[place] and (width := _width(text)) > widths[place]:
                widths[place] = width
    between = _BETWEEN * (len(widths) - 1) + 2
    while (over := sum(widths) + between - room) > 0 and (widest := max(widths)) > 1:
        following = max((width for width in widths if width != widest), default=0)
        places = [place for place, width in enumerate(widths) if width == widest]
        least = max(1, following)
        for number, place in enumerate(places):
            share = over // len(places) + (number < over % len(places))
            widths[place] = max(least, widest - share)
    return widths


def drawn(
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: Collection[int],
    wrap: Callable[[str, int], Sequence[str]],
) -> Iterator[str]:
    """The lines of the rows; `wrap` breaks a text into lines that are no wider than a number of columns."""
    for row in rows:
        cells = [_lines(text, width, wrap) for text, width in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            parts = [
                _filled(text, width, to_the_right=place in right)
                for place, (text, width) in enumerate(zip(line, widths, strict=True))
            ]
            yield f" {(' ' * _BETWEEN).join(parts)} "


def rule(widths: Sequence[int]) -> str:
    """The line under the head."""
    return f" {'─' * (sum(widths) + _BETWEEN * (len(widths) - 1))} "


def _width(text: str) -> int:
    """The widest of its lines."""
    return max(map(cell_len, text.split("\n"))) if "\n" in text else cell_len(text)


def _lines(text: str, width: int, wrap: Callable[[str, int], Sequence[str]]) -> Sequence[str]:
    if "\n" not in text and (2 * len(text) <= width or cell_len(text) <= width):
        return (text,)
    return wrap(text, width)


def _filled(text: str, width: int, *, to_the_right: bool) -> str:
    """A line of a cell, as wide as its column."""
    space = " " * (width - cell_len(text))
    return space + text if to_the_right else text + space
