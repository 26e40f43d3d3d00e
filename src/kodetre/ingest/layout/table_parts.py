"""The parts of a table on several pages, in several columns, or right under one another, as one."""

from collections.abc import Iterable
from itertools import chain

from kodetre.ingest.layout.cells import text_of
from kodetre.ingest.layout.tables import FoundTable, words_of
from kodetre.ingest.layout.wrapped import is_rest_of_row, without_header
from kodetre.pdf.page import Word

_SAME_EDGE, _SAME_PLACE = 12.0, 3.0
"""Points within which a table on the next page begins where it did, and its columns do in another column of text."""
_ROWS_APART = 2.2
"""Ems that the baselines of two rows are apart at most where one table is found in two parts."""
_MOST_HEADERS = 3
"""Rows of a header, at most."""

Rows = list[list[list[Word]]]
"""The words of a table, row by row and cell by cell."""


def add_rows(table: Rows, rows: Rows) -> list[list[Word]]:
    """Put the rows of a table's further part to it, without the header that is said again; gives the words of that, row by row.
    What goes on with the last row is put to that.
    """
    repeated: list[list[Word]] = []
    new = rows
    for header in table[:_MOST_HEADERS]:
        rest = without_header(header, new) if new else new
        if rest is new:
            break
        pairs = zip(header, new[0], strict=True)
        repeated.append(list(chain.from_iterable(words[: len(cell)] for cell, words in pairs)))
        new = rest
    if new and is_rest_of_row(table, new[0]):
        for cell, more in zip(table[-1], new[0], strict=True):
            cell += more
        new = new[1:]
    table.extend(new)
    return repeated


def rows_of_table(table: FoundTable) -> Rows:
    """The words of a table's cells."""
    return [list(map(words_of, row)) for row in table.rows]


def goes_on(table: Rows, rows: Rows, page: int) -> bool:
    """Whether a table goes on with these rows: on the next page with as many columns and the same left edge, or from one column of
    the text to the next, or right under it, with all columns as far from one another.
    """
    if len(table[0]) != len(rows[0]) or _begins_alike(table[0], rows[0]):
        return False
    words, last = words_in(rows), max(word.page for word in words_in(table))
    before = [word for word in words_in(table) if word.page == last]
    shift = min(word.left for word in words) - min(word.left for word in before)
    if last == page - 1 and abs(shift) < _SAME_EDGE:
        return True
    is_beside = last == page and min(word.left for word in words) > max(word.right for word in before)
    if not is_beside and last != page - 1 and not _is_right_under(table[-1], rows[0]):
        return False
    pairs = zip(_lefts(table, last), _lefts(rows, page), strict=True)
    return all(abs(new - old - shift) < _SAME_PLACE for old, new in pairs if old and new)


def _begins_alike(header: list[list[Word]], row: list[list[Word]]) -> bool:
    """Whether a row says the same as a table's first row in its first cell and something else in a further one: it is the first of
    a table of the same form.
    """
    pairs = [(text_of(cell), text_of(other)) for cell, other in zip(header, row, strict=True)]
    return pairs[0][0] == pairs[0][1] != "" and any(upper != lower for upper, lower in pairs[1:])


def _is_right_under(last: list[list[Word]], row: list[list[Word]]) -> bool:
    """Whether a row stands on the page of another, as close under it as rows of one table do."""
    words = list(chain.from_iterable(row))
    page, left, right = words[0].page, min(word.left for word in words), max(word.right for word in words)
    over = [
        word.baseline
        for word in chain.from_iterable(last)
        if word.page == page and word.right > left and word.left < right
    ]
    return bool(over) and 0 < min(word.baseline for word in words) - max(over) < _ROWS_APART * words[0].size


def _lefts(rows: Rows, page: int) -> list[float]:
    """Where the columns of a table begin on a page, in points; 0 for one without words."""
    return [_left_of(chain.from_iterable(column), page) for column in zip(*rows, strict=True)]


def _left_of(words: Iterable[Word], page: int) -> float:
    return min((word.left for word in words if word.page == page), default=0.0)


def words_in(table: Rows) -> list[Word]:
    """The words of a table, cell by cell."""
    return list(chain.from_iterable(chain.from_iterable(table)))
