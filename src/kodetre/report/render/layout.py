"""A table as people see it: without the columns that say nothing to them, in its sections."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kodetre.i18n.formats import Day, whole
from kodetre.i18n.messages import word
from kodetre.i18n.quotes import in_quotes
from kodetre.report.table import Column, Indented, Table, Value


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values that people read in one cell: 14 (3,71)."""

    value: Value
    beside: Value

    def format(self, language: str) -> str:
        """The first with the second after it, in brackets unless it has its own; one that is empty leaves the first alone."""
        first, second = _text(self.value, language), _text(self.beside, language)
        if not first or not second:
            return first
        if second.startswith("["):
            return f"{first} {second.replace(' ', _NO_BREAK)}"
        return f"{first} ({second})"


Shown = Value | Pair
"""What stands in a cell that people read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a table under a heading (empty when the table has none), with the values of the columns that are shown.

    `above` are the headings that begin with it, each with its level (0 is the outermost); `path` all that it stands under.
    """

    heading: str
    rows: tuple[tuple["Shown", ...], ...]
    above: tuple[tuple[int, str], ...] = ()
    path: tuple[str, ...] = ()


def caption_of(table: Table, section: Section) -> str:
    """What stands over a section's table where tables have captions: they are read one by one, far from the heading."""
    headings = " › ".join((*section.path, section.heading))
    return f"{table.title}: {headings}" if headings else table.title


WIDE = 7
"""Columns from which a table stands on a page on its side."""
_LONGEST_WORD = 12
"""Letters of a word in a text that a column makes room for; a longer one is divided."""
_CELL = 3.0
"""Letters that the space within a cell's borders takes."""
_LONGEST_NAME = 26
"""The same of a label, which names its row: it is divided in the longest words alone."""
_BOLD = 1.2
_SPARE = 1.25
"""How much wider than on paper with the usual fonts a table of numbers is thought to be: fonts differ from machine to machine."""
_NO_BREAK = "\u00a0"
_LOOKED_AT = 200
"""Rows by which a column's width is judged."""
_EMPTY: frozenset[Value] = frozenset({"", Day(None)})
_ONCE = ("coder", "origin")
SHARES = {
    "excerpt": 8.0, "citation": 2.2, "memo": 2.0, "label": 2.5, "definition": 2.6, "searched": 2.4, "forms": 2.6, "title": 3.0,
    "section": 1.8, "reference": 2.0, "coder": 1.2, "origin": 1.4,
}  # fmt: skip
"""How the room that words leave is parted between columns of text on paper; 1 for the others."""


def on_screen(table: Table) -> list[int]:
    """The places of the columns that are not hidden."""
    return [place for place, column in enumerate(table.columns) if column.key not in table.hidden]


def on_paper(table: Table) -> list[int]:
    """The same, without those that are empty all the way down, and without coder and origin where they are always the same."""
    return [place for place in on_screen(table) if _says_something(table, place)]


def _says_something(table: Table, place: int) -> bool:
    """Whether a column is worth its room on paper."""
    column = table.columns[place]
    if column.numeric:
        return True
    values = {row[place] for row in table.rows} - _EMPTY
    at_least = 2 if column.key in _ONCE and table.kind == "excerpts" else 1
    return len(values) >= at_least


def least_widths(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str) -> list[float]:
    """How many letters wide each column is at least: no word that is not very long is divided in it."""
    least = []
    for place, column in enumerate(columns):
        texts = [cell_text(row[place], column, language) for row in rows[:_LOOKED_AT]]
        body = _longest(" ".join(texts).split(" "))
        head = _longest(column.label.split())
        longest = _LONGEST_NAME if column.key == "label" else _LONGEST_WORD
        least.append(_CELL + max(_BOLD * head, body if column.numeric else min(longest, body)))
    return least


def widths(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], language: str, letters: int) -> list[float]:
    """How much of a line of so many letters each column has, in shares that sum to 1.

    No column is narrower than its longest word, with some to spare where there is room; what is left goes to those
    whose text is long.
    """
    least = least_widths(columns, rows, language)
    left = letters - sum(least)
    if left <= 0:
        return [letters_of / sum(least) for letters_of in least]
    spare = min(_SPARE, letters / sum(least))
    least = [spare * letters_of for letters_of in least]
    left = letters - sum(least)
    shares = [0.0 if column.numeric else SHARES.get(column.key, 1.0) for column in columns]
    total = sum(shares) or 1.0
    given = [at_least + left * share / total for at_least, share in zip(least, shares, strict=True)]
    return [letters_of / sum(given) for letters_of in given]


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
    return any(len(in_parts(columns, section.rows, language, letters)) > 1 for section in sections)


def _sum(least: Sequence[float], places: Iterable[int]) -> float:
    """How wide some columns are together at least."""
    return sum(least[place] for place in places)


def _leading(columns: Sequence[Column]) -> list[int]:
    """The places of the columns of text that a table begins with: they name its rows."""
    for place, column in enumerate(columns):
        if column.numeric:
            return list(range(place))
    return list(range(len(columns)))


@dataclass(frozen=True, slots=True)
class Part:
    """Some columns of a section that is too wide for one table, which of how many parts they are (1-based)."""

    columns: Sequence[Column]
    section: Section
    number: int
    count: int


def parts_of(columns: Sequence[Column], section: Section, language: str, letters: int) -> list[Part]:
    """A section as the tables that it has to be on lines of so many letters; the whole of it where it fits."""
    chosen = in_parts(columns, section.rows, language, letters)
    parts = []
    for number, places in enumerate(chosen, start=1):
        rows = tuple(_at(row, places) for row in section.rows)
        part = Section(section.heading, rows, section.above, section.path)
        parts.append(Part([columns[place] for place in places], part, number, len(chosen)))
    return parts


def _at(row: Sequence[Shown], places: Sequence[int]) -> tuple[Shown, ...]:
    return tuple(row[place] for place in places)


def captioned(caption: str, part: Part, language: str) -> str:
    """A caption that says which part of a table it is over."""
    if part.count == 1:
        return caption
    return f"{caption} ({word(language, 'part_of', number=part.number, count=part.count)})"


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


def _longest(words: Iterable[str]) -> int:
    """How many letters the longest word has."""
    return max((len(word) for word in words), default=0)


def sections_of(table: Table, places: Sequence[int]) -> Iterator[Section]:
    """The sections of a table in order, with what is shown of some columns."""
    by_key = {column.key: place for place, column in enumerate(table.columns)}
    beside = [by_key.get(table.columns[place].beside, -1) for place in places]
    start = 0
    before: tuple[str, ...] = ()
    for number, (heading, count) in enumerate(table.sections or (("", len(table.rows)),)):
        rows = tuple(_cells(row, places, beside) for row in table.rows[start : start + count])
        path = table.above[number] if table.above else ()
        same = _alike(before, path)
        yield Section(heading, rows, tuple(enumerate(path))[same:], path)
        start, before = start + count, path


def _alike(before: Sequence[str], path: Sequence[str]) -> int:
    """How many headings, from the outermost, are the same."""
    for number, (old, new) in enumerate(zip(before, path, strict=False)):
        if old != new:
            return number
    return min(len(before), len(path))


def _cells(row: Sequence[Value], places: Sequence[int], beside: Sequence[int]) -> tuple[Shown, ...]:
    cells: list[Shown] = []
    for place, other in zip(places, beside, strict=True):
        cells.append(row[place] if other < 0 else Pair(row[place], row[other]))
    return tuple(cells)


def cell_text(value: Shown, column: Column, language: str) -> str:
    """A cell in letters: a count that the codebook expects with an asterisk, an excerpt in quotation marks."""
    if column.key == "excerpt" and isinstance(value, str):
        return in_quotes(value, language)
    return value.format(language) if isinstance(value, Pair) else _text(value, language)


def _text(value: Value, language: str) -> str:
    if isinstance(value, str):
        return value
    return whole(value, language) if isinstance(value, int) else value.format(language)


def depth_of(value: Shown) -> int:
    """How far in a label stands; 0 for everything else."""
    return value.depth if isinstance(value, Indented) else 0
