"""Sheets with two printed pages: which they are, and on which of the two a word stands. Pure."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import compress

from kodetre.model.documents import Page, Span, WordBoxes

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−/", "-"))
_TWO = re.compile(r"(\d+)-(\d+)")


def plain_label(label: str) -> str:
    """A page label as it is compared: no case, any dash as a hyphen, no space around it."""
    return re.sub(r"\s*-\s*", "-", label.translate(_DASHES).strip()).casefold()


class Spreads:
    """The sheets of a document that have two printed pages, by what is printed on them: 62–63.

    A label with a dash is one of these only when all such labels of the document count on by one, for some documents number
    their pages by chapter: 3-4 is the fourth page of the third there.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        printed: dict[int, tuple[str, str]] = {}
        counted_by_chapter = False
        for page in pages:
            two = _TWO.fullmatch(plain_label(page.label))
            if two is None:
                continue
            if int(two[2]) == int(two[1]) + 1:
                printed[page.number] = (two[1], two[2])
            else:
                counted_by_chapter = True
        self._printed: Mapping[int, tuple[str, str]] = {} if counted_by_chapter else printed

    def __bool__(self) -> bool:
        return bool(self._printed)

    @property
    def sheets(self) -> Collection[int]:
        """The physical numbers of the sheets with two pages."""
        return self._printed.keys()

    def printed(self, page: Page) -> tuple[str, ...]:
        """The printed labels of a sheet: two, or its one."""
        return self._printed.get(page.number, (page.label,))


class Halves:
    """On which half of a sheet the words of a document stand.

    The fold is halfway between the outermost words of all sheets with two pages: their margins are alike, and one sheet may have
    text on one half only.
    """

    def __init__(self, boxes: WordBoxes, sheets: Collection[int]) -> None:
        self._boxes = boxes
        on_sheets = [place for place, page in enumerate(boxes.page) if page in sheets]
        left = min((boxes.left[place] for place in on_sheets), default=0)
        right = max((boxes.right[place] for place in on_sheets), default=0)
        self._fold = (left + right) / 2

    def half(self, sheet: int, span: Span) -> int | None:
        """0 when all words of a span on a sheet stand on its left half, 1 on its right; None when on both, or not known."""
        boxes = self._boxes
        first = max(0, bisect_left(boxes.start, span.start) - 1)
        if first < len(boxes) and boxes.end[first] <= span.start:
            first += 1
        words = slice(first, bisect_left(boxes.start, span.end))
        left, right, pages = boxes.left[words], boxes.right[words], boxes.page[words]
        if pages.count(sheet) != len(pages):  # a span of several pages has words on others
            left = array("H", compress(left, map(sheet.__eq__, pages)))
            right = array("H", compress(right, map(sheet.__eq__, pages)))
        if not left:
            return None
        if max(right) <= self._fold:
            return 0
        return 1 if min(left) >= self._fold else None

    def begin(self, sheet: int, half: int) -> int | None:
        """Where the words on a half of a sheet begin; None where there are none, or it is not known."""
        boxes = self._boxes
        on_half = (
            boxes.start[place]
            for place in range(len(boxes))
            if boxes.page[place] == sheet and self._half_of(place) == half
        )
        return min(on_half, default=None)

    def _half_of(self, place: int) -> int | None:
        """The half that a word stands on; None for one over the fold."""
        if self._boxes.right[place] <= self._fold:
            return 0
        return 1 if self._boxes.left[place] >= self._fold else None
