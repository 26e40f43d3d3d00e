"""Lines of words to the rows of a table: which lines are one row, and a cell's lines belong together.

Rules between the rows say it. Otherwise a cell's lines stand closer to one another than the lines of two rows; where they
do not, a row begins where there is a value, or where the words would have had room on the line before.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import mean

from kodetre.ingest.layout.lines import rows_of
from kodetre.language.lexicon import known
from kodetre.pdf.page import LINE_END_HYPHENS, Word

_IN_HEADER = re.compile(r"(?:19|20)\d\d(?:[-–/]\d+)?|1\s?000|.*kr|%", re.IGNORECASE)
"""Values that may be the second line of a header."""
_GROUP = re.compile(r"\d{3}")
"""The further digits of an amount: 1 200 000."""

Cells = Sequence[Sequence[Word]]
"""A line of a table: the words of each of its columns."""
Row = list[list[Word]]

_CLOSE, _ROUNDING = 1.06, 0.04
"""Lines of one cell are apart by the smallest distance, times the first and, in em, the second."""
_MANY = 0.4
"""The share of lines that would have had room on the line before, over which they are no further lines of cells."""
_SPACE = 0.25
"""The width of a space, in em."""
_VALUES = 0.6
"""The share of a column's lines that are values where rows begin with them."""
_FEWEST_ALONE = 2
"""Further lines of cells that show that they do not begin with capitals."""
_NAMES = 0.2
"""The share of them that may begin in a capital: a name."""
_FEW = 0.2
"""The share of bands between rules that may hold two rows when a band is a row."""
_VALUE = re.compile(
    r"[-–+(~<>]?\s*(?:kr\.?|nok|ca\.?)?\s*\d[\d\s.,:/%–-]*(?:kr|%|‰|,-|mill\.?|mrd\.?)*|[-–]", re.IGNORECASE
)


def is_value(words: Sequence[Word]) -> bool:
    """Whether a cell's line is a number, an amount, a year or a date, of which there is one in a row."""
    return len(words) <= 4 and _VALUE.fullmatch(" ".join([word.text for word in words])) is not None


def _holds_value(cell: Sequence[Word]) -> bool:
    return bool(cell) and is_value(cell)


def is_one_amount(upper: Sequence[Word], lower: Sequence[Word]) -> bool:
    """Whether two lines may be one amount in a column too narrow for it."""
    groups = [word.text for word in (*upper[1:], *lower)]
    return 1 <= len(upper[0].text) <= 3 and all(_GROUP.fullmatch(group) for group in groups)


def table_rows(
    lines: Sequence[Cells], rules: Sequence[float] = (), wide: Collection[int] = (), widths: Sequence[float] = ()
) -> list[Row]:
    """The rows of a table, from its lines by columns, from above, the y of the rules across it, in points, and the numbers of the
    lines with a cell over several columns, which in a header are rows of their own. `widths` is how wide each column is at least,
    where more is known of it than these lines.
    """
    finder = _Finder(lines, widths)
    bands = [list(band) for band in _bands(finder.baselines, rules)]
    each_is_a_row = len(bands) > 2 and finder.each_is_a_row(bands)
    rows: list[Row] = []
    headers = 1
    if len(bands) > 1 and any(place in wide for place in bands[0]):
        cuts = [place + 1 for place in bands[0] if place in wide and place + 1 < len(bands[0])]
        ends = [*cuts, len(bands[0])]
        bands[:1] = [bands[0][begin:end] for begin, end in zip([0, *cuts], ends, strict=True)]
        headers = len(ends)
    for number, band in enumerate(bands):
        is_header = number < headers < len(bands) and finder.is_header(band)
        is_row = is_header or (each_is_a_row and not finder.holds_several(band))
        rows += [finder.joined(band)] if is_row else map(finder.joined, finder.parted(band))
    return rows


def several_in_one(rows: Sequence[Sequence[Sequence[Word]]]) -> list[list[Row]]:
    """For each row of a grid (its words, cell by cell) the rows that it is: more than itself where no line is drawn between two
    rows that each have values.
    """
    lines: list[Cells] = []
    bands: list[range] = []
    for row in rows:
        begin = len(lines)
        column_of: dict[Word, int] = {}
        for column, words in enumerate(row):
            column_of.update(dict.fromkeys(words, column))
        for line in rows_of(column_of):
            cells: Row = [[] for _ in row]
            for word in line:
                cells[column_of[word]].append(word)
            lines.append(cells)
        bands.append(range(begin, len(lines)))
    finder = _Finder(lines)
    parted: list[list[Row]] = []
    for band in bands:
        parts = finder.parted(band) if finder.holds_several(band) else [band]
        parted.append([finder.joined(part) for part in parts])
    return parted


def without_header(header: Row, rows: list[Row]) -> list[Row]:
    """The rows of a table's further page without the header that is repeated there, also where the row under it, which no line
    parts from it, was read as one with it.
    """
    first = rows[0]
    for cell, words in zip(header, first, strict=True):
        if [word.text for word in words[: len(cell)]] != [word.text for word in cell]:
            return rows
    under = [words[len(cell) :] for cell, words in zip(header, first, strict=True)]
    return [under, *rows[1:]] if any(under) else rows[1:]


def is_rest_of_row(rows: Sequence[Row], first: Row) -> bool:
    """Whether the first row of a table's further page goes on with the last row of the page before: it has none of the values
    that all other rows have, or, where there are none, no cell that could begin one.
    """
    last = rows[-1]
    if not any(first) or any(more and not cell for cell, more in zip(last, first, strict=True)):
        return False
    enough = max(2, _VALUES * (len(rows) - 1))
    keys = []
    for place, column in enumerate(zip(*rows, strict=True)):
        if sum(map(_holds_value, column)) >= enough:
            keys.append(place)
    if keys:
        return not any(first[key] for key in keys)
    return any(not cell for cell in first) and all(cell[0].text[:1].islower() for cell in first if cell)


def _bands(baselines: Sequence[float], rules: Sequence[float]) -> Iterator[range]:
    """The places of the lines that no rule parts."""
    begin = 0
    for place, (before, after) in enumerate(pairwise(baselines), start=1):
        if any(before < rule < after for rule in rules):
            yield range(begin, place)
            begin = place
    yield range(begin, len(baselines))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lines after one another in a column: their places, how far apart they are in em, whether the second would have had
    room on the first, and whether the second is a value of its own.
    """

    above: int
    below: int
    gap: float
    fits: bool
    values: bool


class _Finder:
    """What is seen of a table's columns as a whole, and the parting of some of its lines into rows."""

    def __init__(self, lines: Sequence[Cells], widths: Sequence[float] = ()) -> None:
        self.lines = lines
        self.baselines = [next(chain.from_iterable(line)).baseline for line in lines]
        self._columns = range(len(lines[0]))
        self._values = [list(map(_holds_value, line)) for line in lines]
        self._keys = [column for column in self._columns if self._is_of_values(column)]
        self._has_names = [False for _ in self._columns]
        self._sentences = [column for column in self._columns if self._begins_in_capitals(column)]
        self._widths = [self._width(column) for column in self._columns]
        if widths:
            self._widths = list(map(max, self._widths, widths))

    def joined(self, places: Sequence[int]) -> Row:
        """Lines as one row."""
        row: Row = [[] for _ in self._columns]
        for place in places:
            for column, words in enumerate(self.lines[place]):
                row[column] += words
        return row

    def is_header(self, places: Sequence[int]) -> bool:
        """Whether the lines over a rule are a header: they have no values, or only such as a header has, under its words."""
        for place in places:
            for column in self._columns:
                if self._values[place][column] and (place == places[0] or not self._may_head(place, column)):
                    return False
        return True

    def _may_head(self, place: int, column: int) -> bool:
        return _IN_HEADER.fullmatch(" ".join([word.text for word in self.lines[place][column]])) is not None

    def each_is_a_row(self, bands: Sequence[Sequence[int]]) -> bool:
        """Whether what stands between two rules is a row, everywhere: a row has no column with two values."""
        several = sum(map(self.holds_several, bands))
        return several <= _FEW * len(bands)

    def holds_several(self, places: Sequence[int]) -> bool:
        """Whether lines are more than a row for certain: a column has a value under something else."""
        return any(pair.values for pair in self._pairs(places))

    def parted(self, places: Sequence[int]) -> list[list[int]]:
        """Lines in rows."""
        pairs = self._pairs(places)
        wrapped = [pair for pair in pairs if not pair.values]
        if len(places) < 2 or not wrapped:
            return [[place] for place in places]
        smallest = min(pair.gap for pair in wrapped)
        close = smallest * _CLOSE + _ROUNDING
        inside = [pair for pair in wrapped if pair.gap <= close]
        if not self._has_gaps(places, close):
            return self._by_room(places, close)
        by_distance = self._by_distance(places, inside)
        each_has_a_value = self._keys and all(self._has_key(row) for row in by_distance[1:])
        if not each_has_a_value and mean([pair.fits for pair in inside]) >= _MANY:
            return self._by_room(places, close)
        rows: list[list[int]] = []
        for row in by_distance:
            rows += self._by_room(row, close) if self.holds_several(row) else [row]
        return rows

    def _has_key(self, places: Iterable[int]) -> bool:
        """Whether there is a value, among some lines, in a column in which rows begin with one."""
        return any(map(self._begins_in_value, places))

    def _begins_in_value(self, place: int) -> bool:
        return any(self._values[place][key] for key in self._keys)

    def _has_gaps(self, places: Sequence[int], close: float) -> bool:
        """Whether some lines are farther apart than the lines of a cell."""
        for above, below in pairwise(places):
            size = max(word.size for word in chain(*self.lines[above], *self.lines[below]))
            if self.baselines[below] - self.baselines[above] > close * size:
                return True
        return False

    def _by_distance(self, places: Sequence[int], inside: Sequence[_Pair]) -> list[list[int]]:
        """Lines in rows where the lines of a cell are closer: a row ends where no cell reaches across."""
        reach = {place: place for place in places}
        for pair in inside:
            reach[pair.above] = max(reach[pair.above], pair.below)
        rows: list[list[int]] = []
        end = -1
        for place in places:
            if place > end:
                rows.append([])
            rows[-1].append(place)
            end = max(end, reach[place])
        return rows

    def _by_room(self, places: Sequence[int], close: float) -> list[list[int]]:
        """Lines in rows where all are as far apart: a row begins with a value, or where there was room for the words."""
        rows = [[places[0]]]
        for place in places[1:]:
            if self._begins_in_value(place) or not self._goes_on(rows[-1], place, close):
                rows.append([place])
            else:
                rows[-1].append(place)
        return rows

    def _goes_on(self, row: Sequence[int], place: int, close: float) -> bool:
        """Whether the cells of a line go on with the line above them in their columns: all of them, or, in a table whose rows
        begin with values, any.
        """
        if any(self._begins_sentence(place, column) for column in self._sentences):
            return False
        goes_on = []
        for column, words in enumerate(self.lines[place]):
            if not words:
                continue
            above = next((earlier for earlier in reversed(row) if self.lines[earlier][column]), None)
            if above is None:
                return False
            pair = self._pair(column, above, place)
            if pair.gap > close or pair.values or self.lines[above][column][0].bold != words[0].bold:
                return False
            goes_on.append(not pair.fits or (bool(self._keys) and words[0].text[:1].islower()))
        return any(goes_on) if self._keys else all(goes_on)

    def _begins_sentence(self, place: int, column: int) -> bool:
        """Whether a line has several cells, and one that begins with a capital in a column where further lines of cells do not;
        where they may, it is no name.
        """
        words = self.lines[place][column]
        if not words or not words[0].text[:1].isupper() or sum(map(bool, self.lines[place])) < 2:
            return False
        return not self._has_names[column] or known(words[0].text.lower())

    def _begins_in_capitals(self, column: int) -> bool:
        """Whether the lines of a column that have nothing beside them, and so are further lines of cells, begin in small
        letters; where rows do not begin with values, but for a name now and then.
        """
        alone = [line[column] for line in self.lines if line[column] and sum(map(bool, line)) == 1]
        names = sum(words[0].text[:1].isupper() for words in alone)
        self._has_names[column] = names > 0
        return len(alone) >= _FEWEST_ALONE and names <= (0 if self._keys else _NAMES * len(alone))

    def _pairs(self, places: Sequence[int]) -> list[_Pair]:
        pairs = []
        for column in self._columns:
            filled = [place for place in places if self.lines[place][column]]
            pairs += [self._pair(column, above, below) for above, below in pairwise(filled)]
        return pairs

    def _pair(self, column: int, above: int, below: int) -> _Pair:
        upper, lower = self.lines[above][column], self.lines[below][column]
        size = max(upper[0].size, lower[0].size)
        needed = upper[-1].right - upper[0].left + _SPACE * size + lower[0].right - lower[0].left
        broken = upper[-1].text[-1] in "-" + LINE_END_HYPHENS
        fits = not broken and needed < self._widths[column] - 0.1 * size
        values = self._is_its_own(above, below, column) and (fits or not is_one_amount(upper, lower))
        return _Pair(above, below, (lower[0].baseline - upper[0].baseline) / size, fits, values)

    def _is_its_own(self, above: int, below: int, column: int) -> bool:
        """Whether a line is a value that does not belong to the line above it, as a year does to the word over it in a header."""
        if not self._values[below][column]:
            return False
        upper, lower = self.lines[above][column], self.lines[below][column]
        if self._values[above][column] or upper[0].bold != lower[0].bold:
            return True
        return column in self._keys and not self._may_head(below, column)

    def _is_of_values(self, column: int) -> bool:
        filled = [place for place, line in enumerate(self.lines) if line[column]]
        values = sum(self._values[place][column] for place in filled)
        return values >= 2 and values >= _VALUES * (len(filled) - 1)

    def _width(self, column: int) -> float:
        """How wide the widest line of a column is, in points."""
        cells = [line[column] for line in self.lines if line[column]]
        return max((cell[-1].right - cell[0].left for cell in cells), default=0.0)
