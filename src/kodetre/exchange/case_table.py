"""A table of cases, as people and Statistics Norway's StatBank give it: told apart into cases, years and values. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kodetre.document.case_values import checked_attribute, checked_name, common_type, guessed, number
from kodetre.document.metadata_values import BadValue
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.cases import AttributeType

MISSING = frozenset({"", ".", "..", "...", ":", "-", "–", "…", "na", "n/a", "null", "none"})
"""How a table says that a value is not known, or cannot be (StatBank's .., . and :). A hyphen is StatBank's for nothing, which is
not the same as 0 in every table, and so it is not read as a number either.
"""
_NAMES = frozenset("case name navn namn kommune region sak tilfelle informant".split())
"""What the column with the names of the cases is called, where it is not said."""
_YEARS = frozenset("år year".split())
_YEAR = re.compile(r"([12][0-9]{3})")
_YEAR_LAST = re.compile(r"(.*\S)\s+([12][0-9]{3})")
_LABELS = frozenset({"statistikkvariabel", "contents"})
"""What StatBank calls the column that says what the number of a row is."""
_PERIOD = re.compile(r"\s*\((?:-\s*[0-9]{4}|[0-9]{4}\s*-\s*(?:[0-9]{4})?)\)$")
"""When a region has been one, as StatBank puts it after the name: Drammen (2020-2023)."""
_NUMBERED = re.compile(r"(?:K-)?([0-9]{4})\s+(\S.*)")
"""A region as StatBank may name it, with its number before the name: 3005 Drammen."""
_LEAST_CELLS = 2


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure of a table: whose, what, of which year, the number."""

    case: str
    name: str
    year: int
    value: str


@dataclass(frozen=True, slots=True)
class TableRequest:
    """How a table is to be read where that cannot be told: the column with the cases' names, and columns that are attributes under
    other names.
    """

    case_column: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """Column, attribute; an empty attribute leaves the column out."""
    numbered: bool = False
    """Whether a number before a name (3005 Drammen) is part of it."""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """What a table holds: its title, where it had one; the cases in order, with values by attribute as they were written; figures
    by year; the columns that were left out, and rows that say nothing, with their lines.
    """

    title: str
    cases: Mapping[str, Mapping[str, str]]
    figures: tuple[TableFigure, ...]
    missing: int
    """Values that the table itself says are not known."""
    left: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    """What a row said otherwise than one before of the same case: CASE: ATTRIBUTE."""
    no_numbers: tuple[str, ...] = ()
    """Cells of figures that hold no number."""


def case_table(rows: Sequence[Sequence[str]], request: TableRequest) -> CaseTable | None:
    """The cases of a table. Lines above its header are its title, and lines below it with one cell are notes. None where no row
    names columns. Raises NotPossible for a column that is asked for and not there.
    """
    header, first, above = _header(rows)
    if not header:
        return None
    title = next((" ".join(cell.split()) for cell in chain.from_iterable(above) if cell.strip()), "")
    body = [row for row in rows[first:] if _says_something(row, len(header))]
    case_at = _case_column(header, request)
    year_at = next((place for place, name in enumerate(header) if name.casefold() in _YEARS), None)
    label_at = next((place for place, name in enumerate(header) if name.casefold() in _LABELS), None)
    meanings, left = _meanings(header, request, (case_at, year_at, label_at), title)
    return _Reader(request, title, case_at, year_at, label_at, meanings).read(body, left)


def _says_something(row: Sequence[str], columns: int) -> bool:
    """Whether a row is no note: it has two cells, or all of them with a name in the first."""
    filled = sum(bool(cell.strip()) for cell in row)
    return filled >= _LEAST_CELLS or (len(row) >= columns > 1 and filled == 1 and bool(row[0].strip()))


def _header(rows: Sequence[Sequence[str]]) -> tuple[list[str], int, Sequence[Sequence[str]]]:
    """The names of the columns, the row that the table begins on, and what stands above. In a workbook of StatBank's they stand in
    several rows, the first cell of each empty: Folkemengde above 2021.
    """
    for place, row in enumerate(rows):
        filled = [cell for cell in row if cell.strip()]
        below_nothing = bool(filled) and not row[0].strip()
        if len(filled) < _LEAST_CELLS and not below_nothing:
            continue
        header, last = _filled([" ".join(cell.split()) for cell in row], repeats=below_nothing), place + 1
        while below_nothing and last < len(rows) and rows[last] and not rows[last][0].strip():
            header = _below(header, [" ".join(cell.split()) for cell in rows[last]])
            last += 1
        return header, last, rows[:place]
    return [], 0, ()


def _filled(cells: list[str], *, repeats: bool) -> list[str]:
    """Cells, each empty one as the one before it where a heading stands over several columns."""
    if not repeats:
        return cells
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _below(above: list[str], cells: list[str]) -> list[str]:
    """Headings with those of the next row below them."""
    width = max(len(above), len(cells))
    above = _filled(above + [""] * (width - len(above)), repeats=True)
    cells = cells + [""] * (width - len(cells))
    return [
        f"{one} {other}".strip() if place else "" for place, (one, other) in enumerate(zip(above, cells, strict=True))
    ]


def _case_column(header: Sequence[str], request: TableRequest) -> int:
    if request.case_column:
        for place, name in enumerate(header):
            if name.casefold() == " ".join(request.case_column.split()).casefold():
                return place
        there = ", ".join(f"'{name}'" for name in header[:12] if name)
        raise NotPossible(
            request.case_column, msg("is no column of the table"), next_step=msg("there are: {there}", there=there)
        )
    named = (place for place, name in enumerate(header) if name.casefold() in _NAMES)
    return next(named, 0)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a column holds: an attribute, or a figure of a year."""

    name: str
    year: int | None = None


def _meanings(
    header: Sequence[str], request: TableRequest, taken: tuple[int | None, ...], title: str
) -> tuple[dict[int, _Meaning], list[str]]:
    """What each column holds; and those that are left out. A column whose heading ends in a year holds a figure."""
    meanings: dict[int, _Meaning] = {}
    left: list[str] = []
    names = {" ".join(column.split()).casefold(): attribute for column, attribute in request.names.items()}
    headings = {heading.casefold() for heading in header}
    if unknown := [name for name in names if name not in headings]:
        there = ", ".join(f"'{name}'" for name in header[:12] if name)
        raise NotPossible(
            unknown[0], msg("is no column of the table"), next_step=msg("there are: {there}", there=there)
        )
    for place, heading in enumerate(header):
        if place in taken:
            continue
        given = names.get(heading.casefold())
        named, alone = _YEAR_LAST.fullmatch(heading), _YEAR.fullmatch(heading)
        if not heading or given == "":
            left.append(heading)
        elif given is not None:
            meanings[place] = _Meaning(attribute_of(given))
        elif alone is not None:
            meanings[place] = _Meaning(attribute_of(title or "figure"), int(alone[1]))
        else:
            meanings[place] = _Meaning(attribute_of(named[1] if named else heading), int(named[2]) if named else None)
    return meanings, [heading for heading in left if heading]


def attribute_of(heading: str) -> str:
    """A column's heading as the name of an attribute: Folkemengde (personer) is folkemengde_personer. Raises NotPossible."""
    plain = re.sub(r"[^\w-]+", "_", heading.casefold()).strip("_-")
    if plain[:1].isdigit():
        plain = f"n_{plain}"
    return checked_attribute(plain)


@dataclass(slots=True)
class _Reader:
    """Reads the rows below a header: where the cases' names, a year and the name of what is counted stand, and what the other
    columns hold.
    """

    request: TableRequest
    title: str
    case_at: int
    year_at: int | None
    label_at: int | None
    meanings: Mapping[int, _Meaning]
    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    figures: dict[tuple[str, str, int], TableFigure] = field(default_factory=dict)
    missing: int = 0
    twice: dict[str, None] = field(default_factory=dict)
    no_numbers: dict[str, None] = field(default_factory=dict)

    def read(self, body: Sequence[Sequence[str]], left: Sequence[str]) -> CaseTable:
        """All of it."""
        for row in body:
            if name := _name(_cell(row, self.case_at), self.request):
                self._row(name, row)
        figures = tuple(self.figures.values())
        return CaseTable(
            self.title, self.cases, figures, self.missing, tuple(left), tuple(self.twice), tuple(self.no_numbers)
        )

    def _row(self, name: str, row: Sequence[str]) -> None:
        own = self.cases.setdefault(name, {})
        year = _YEAR.fullmatch(_cell(row, self.year_at))
        label = _cell(row, self.label_at)
        for place, meaning in self.meanings.items():
            written = _cell(row, place)
            if written.casefold() in MISSING:
                self.missing += bool(written)
                continue
            of_year = meaning.year or (int(year[1]) if year is not None else None)
            attribute = attribute_of(label) if label else meaning.name
            if of_year is not None:
                self._figure(name, attribute, of_year, written)
            elif own.setdefault(attribute, written) != written:
                self.twice[f"{name}: {attribute}"] = None

    def _figure(self, case: str, name: str, year: int, written: str) -> None:
        try:
            figure = TableFigure(case, name, year, number(written))
        except BadValue:
            self.no_numbers[f"{case}: {name} {year} ({written})"] = None
            return
        if self.figures.setdefault((case, name, year), figure) != figure:
            self.twice[f"{case}: {name} {year}"] = None


def _cell(row: Sequence[str], place: int | None) -> str:
    return " ".join(row[place].split()) if place is not None and place < len(row) else ""


def _name(written: str, request: TableRequest) -> str:
    """A case's name; without the number that StatBank puts before it."""
    plain = " ".join(written.split())
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is not None and not request.numbered:
        plain = _PERIOD.sub("", numbered[2])
    return checked_name(plain) if plain else ""


def column_types(table: CaseTable, declared: Mapping[str, AttributeType]) -> dict[str, AttributeType]:
    """The type of each attribute: as it has been declared or used, else the one that all values of its column have together."""
    values: dict[str, list[AttributeType]] = {}
    for own in table.cases.values():
        for attribute, written in own.items():
            values.setdefault(attribute, []).append(guessed(written).type)
    return {name: declared.get(name) or common_type(types) for name, types in values.items()}
