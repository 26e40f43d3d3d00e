"""How wide the columns of a table are on paper: no word is divided, and what is left makes the table short."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kodetre.i18n.messages import word
from kodetre.report.render.layout import Section, Shown, at, cell_text, depth_of, sections_of
from kodetre.report.table import Column, Table

WIDE = 7
"""Columns from which a table stands on a page on its side."""
_CELL = 3.0
"""Letters that the space within a cell's borders takes."""
STEP = 2.5
"""Letters that a label stands further in for each step down its tree."""
_LONGEST = 40.0
"""Letters from which on something without a space is no word any more: it may be divided."""
_BOLD = 1.15
_SPARE = 1.13
"""How much wider than on paper with the usual fonts a text is thought to be: fonts differ from machine to machine."""
_LOOKED_AT = 120
"""Rows by which what the words leave is shared out."""
_SHARINGS = 40
"""Steps in which it is."""
_SPACES = re.compile(r"[ \t\n]+")
"""Where a line may end: a no-break space is none."""
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_][-–])(?=[^\W\d_]{2})")
_SIGNS = re.compile(r"[\\_@|=<>\[\]{}*?#/]|\w\.\w{2}")
"""What is in addresses, names of files and patterns, and not in words."""
_LETTER = re.compile(r"[^\W\d_]")
_RUNS = re.compile(r"[^\W_]+")
_NARROW = frozenset("iljtfrI.,:;!'|()[]·‹›/-–\u00a0")
_BROAD = frozenset("mwMW%—…@&ÆŒæœ+=<>×−")


def letters_of(text: str) -> float:
    """How wide a text is, in lower-case letters of the middling sort."""
    width = 0.0
    for letter in text:
        if letter in _NARROW:
            width += 0.62
        elif letter in _BROAD:
            width += 1.5
        elif letter.isupper():
            width += 1.16
        else:
            width += 1.08 if letter.isdigit() else 1.0
    return width


def _longest_word(texts: Iterable[str]) -> float:
    """How wide the widest word of some texts is; what is no word counts by the letters that stand together in it."""
    tokens: set[str] = set()
    for text in texts:
        tokens.update(_SPACES.split(text))
    words: set[str] = set()
    for token in tokens:
        if (len(token) > _LONGEST or _SIGNS.search(token)) and _LETTER.search(token):
            words.update(_RUNS.findall(token))
        else:
            words.update(_AFTER_HYPHEN.split(token))
    return min(_LONGEST, max(map(letters_of, words), default=0.0))


def least_widths(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str) -> list[float]:
    """How many letters wide each column is at least: no word is divided in it."""
    least = []
    for place, column in enumerate(columns):
        by_depth: dict[int, set[str]] = {}
        for row in rows:
            by_depth.setdefault(depth_of(row[place]), set()).add(cell_text(row[place], column, language))
        body = max((STEP * depth + _longest_word(texts) for depth, texts in by_depth.items()), default=0.0)
        least.append(_CELL + max(_BOLD * _longest_word([column.label]), body))
    return least


def widths(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str, letters: int) -> list[float]:
    """How much of a line of so many letters each column has, in shares that sum to 1.

    No column is narrower than its longest word, with some to spare where there is room. What is left goes, little by little,
    to the column of text that makes most rows shorter by it.
    """
    least = least_widths(columns, rows, language)
    if sum(least) < letters:
        spare = min(_SPARE, letters / sum(least))
        least = [spare * letters_of_it for letters_of_it in least]
        least = _shared_out(columns, rows, language, least, letters - sum(least))
    return [width / sum(least) for width in least]


def _shared_out(
    columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str, least: list[float], left: float
) -> list[float]:
    """Widths with what is left added to them."""
    texts = [place for place, column in enumerate(columns) if not column.numeric]
    lengths: list[list[float]] = []
    for row in rows[:: max(1, len(rows) // _LOOKED_AT)]:
        of_row = []
        for place in texts:
            length = STEP * depth_of(row[place]) + letters_of(cell_text(row[place], columns[place], language))
            of_row.append(_SPARE * length)
        lengths.append(of_row)
    given, step = list(least), left / _SHARINGS
    for _ in range(_SHARINGS):
        gains = _gains(lengths, [given[place] - _CELL for place in texts], step)
        best = max(range(len(texts)), key=lambda number: gains[number], default=None)
        if best is None or gains[best] <= 0:
            break
        given[texts[best]] += step
    rest = sum(least) + left - sum(given)
    return [width * (1 + rest / sum(given)) for width in given]


def _gains(lengths: Sequence[Sequence[float]], widths: Sequence[float], step: float) -> list[float]:
    """How many lines the rows are shorter together if one of the columns is a step wider, for each column."""
    gains = [0.0] * len(widths)
    for row in lengths:
        lines = [length / width for length, width in zip(row, widths, strict=True)]
        highest = max(range(len(lines)), key=lines.__getitem__, default=0)
        if not lines or lines[highest] <= 1:
            continue
        others = max((line for number, line in enumerate(lines) if number != highest), default=0.0)
        gains[highest] += lines[highest] - max(1.0, others, row[highest] / (widths[highest] + step))
    return gains


@dataclass(frozen=True, slots=True)
class Part:
    """Some columns of a section that is too wide for one table, which of how many parts they are (1-based)."""

    columns: Sequence[Column]
    section: Section
    number: int
    count: int


def in_parts(
    columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str, letters: int
) -> list[list[int]]:
    """The places of the columns of each of the tables that a table has to be on lines of so many letters.

    One, where all of them fit, or where most of what is beside the names of its rows is text. Otherwise each begins with
    those names, and columns of one family (counts, ratios) stay together where they can.
    """
    least = least_widths(columns, rows, language)
    names = _leading(columns)
    beside = columns[len(names) :]
    numbers = sum(column.numeric for column in beside)
    if _SPARE * sum(least) <= letters or not names or 2 * numbers < len(beside) or 2 * _sum(least, names) > letters:
        return [list(range(len(columns)))]
    room = letters / _SPARE
    parts: list[list[int]] = []
    for family in _families(columns, len(names)):
        in_room = letters if len(family) == 1 else room  # a column alone, as a total, is better tight than by itself
        if not parts or _sum(least, parts[-1]) + _sum(least, family) > in_room:
            parts.append([*names])
        for place in family:
            if len(parts[-1]) > len(names) and _sum(least, parts[-1]) + least[place] > in_room:
                parts.append([*names])
            parts[-1].append(place)
    return parts


def on_its_side(table: Table, places: Sequence[int], language: str, letters: int) -> bool:
    """Whether a table stands on a page on its side: it has many columns, or more than fit on lines of so many letters."""
    columns = [table.columns[place] for place in places]
    if len(columns) >= WIDE:
        return True
    sections = () if table.prose else sections_of(table, places)
    return any(is_too_wide(columns, section.rows, language, letters) for section in sections)


def is_too_wide(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str, letters: int) -> bool:
    """Whether the words of a table do not stand whole on lines of so many letters."""
    return _SPARE * sum(least_widths(columns, rows, language)) > letters


def parts_of(columns: Sequence[Column], section: Section, language: str, letters: int) -> list[Part]:
    """A section as the tables that it has to be on lines of so many letters; the whole of it where it fits."""
    return parted(columns, section, in_parts(columns, section.rows, language, letters))


def parted(columns: Sequence[Column], section: Section, chosen: Sequence[Sequence[int]]) -> list[Part]:
    """A section as a table for each choice of columns, by their places."""
    parts = []
    for number, places in enumerate(chosen, start=1):
        rows = tuple(at(row, places) for row in section.rows)
        part = replace(section, rows=rows)
        parts.append(Part([columns[place] for place in places], part, number, len(chosen)))
    return parts


def captioned(caption: str, part: Part, language: str) -> str:
    """A caption that says which part of a table it is over."""
    if part.count == 1:
        return caption
    return f"{caption} ({word(language, 'part_of', number=part.number, count=part.count)})"


def _sum(least: Sequence[float], places: Iterable[int]) -> float:
    """How wide some columns are together at least."""
    return sum(least[place] for place in places)


def _leading(columns: Sequence[Column]) -> list[int]:
    """The places of the columns of text that a table begins with: they name its rows."""
    for place, column in enumerate(columns):
        if column.numeric:
            return list(range(place))
    return list(range(len(columns)))


def _families(columns: Sequence[Column], first: int) -> list[list[int]]:
    """The places of the columns from one on, those of one kind together: count:Drammen and count:Bergen."""
    families: list[list[int]] = []
    last = None
    for place, column in enumerate(columns[first:], start=first):
        kind = column.key.partition(":")[0]
        if kind != last:
            families.append([])
        families[-1].append(place)
        last = kind
    return families
