"""Running headers, footers and page numbers: what is printed on page after page in the same place.

A line in the outer part of a page is furniture when the same text, once its numbers are masked, stands in the same
place on several pages, or when it is a number that counts the pages. It is taken out of the text and kept beside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.boxes import Box, around
from kodetre.ingest.layout.lines import BULLETS, Segment

BAND = 0.12
"""The share of a page's height, at the top and at the bottom, where furniture is looked for."""

_NEAR = 6.0
_USUAL = 0.3
"""The share of a document's pages on which a line must stand to be furniture wherever in its band it is."""
_SAME_LINE = 1.0
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<![^\W_])[ivxlc]{1,6}(?![^\W_])", re.IGNORECASE)
_PAGE_WORD = re.compile(r"(?:side|page|s\.?)\s*$", re.IGNORECASE)
_LONE_NUMBER = re.compile(
    r"[\W_]*(?:(?:side|page|s\.)\s*)?(?P<number>\d{1,4}|[ivxlc]{1,6})(?:\s*(?:av|of|/|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A line of a page that may be furniture: where, in the upper band, the lower one, or (None) the margin.

    `baseline` in points from above, `box` in tenths of a point on the page as shown.
    """

    page: int
    upper: bool | None
    text: str
    size: float
    baseline: float
    left: float
    box: Box

    @classmethod
    def of(cls, segment: Segment, upper: bool | None) -> "Placed":
        """A segment as it is placed."""
        box = around([word.box for word in segment.words])
        return cls(segment.page, upper, segment.text, segment.size, segment.baseline, segment.left, box)


def candidates(height: float, segments: Sequence[Segment], *, ends: bool) -> list[tuple[Placed, Segment]]:
    """The segments of a page (its height in points) that stand where furniture does: in the bands, or, with `ends`, a
    number by itself that is first or last on the page.
    """
    placed = []
    outer = {segments[0]: True, segments[-1]: False} if segments and ends else {}
    for segment in segments:
        if segment.bottom <= BAND * height:
            placed.append((Placed.of(segment, True), segment))
        elif segment.top >= (1 - BAND) * height:
            placed.append((Placed.of(segment, False), segment))
        elif segment in outer and _LONE_NUMBER.fullmatch(segment.text):
            placed.append((Placed.of(segment, outer[segment]), segment))
    return placed


def find(candidates: Sequence[Placed], pages: int) -> list[Placed]:
    """Those that are furniture; `pages` is how many the document has."""
    groups: dict[tuple[str, int, bool | None], list[Placed]] = defaultdict(list)
    for placed in candidates:
        if placed.text not in BULLETS:  # a list may reach into the band
            groups[_masked(placed.text), round(placed.size), placed.upper].append(placed)
    sure: list[Placed] = []
    likely: list[Placed] = []
    fewest = 3 if pages >= 3 else 2
    for (mask, _, _), members in groups.items():
        steady = _steady(members)
        on = len({placed.page for placed in steady})
        if mask.strip("#-–—| ") == "":
            sure.extend(_counting(steady, pages))
        elif on >= max(fewest, _USUAL * pages):
            sure.extend(steady)
        elif on >= fewest:
            likely.extend(steady)
    if pages < 3:
        sure.extend(p for p in candidates if p not in sure and _says_page(p))
    furniture = [*sure, *_outermost(candidates, sure, likely)]
    return [*furniture, *_beside(candidates, furniture)]


def _outermost(candidates: Sequence[Placed], sure: list[Placed], likely: list[Placed]) -> list[Placed]:
    """Those of the likely that nothing but furniture lies outside of on their page: a heading that happens to stand low
    on three pages has text under it.
    """
    known = {*sure, *likely}
    edges: dict[tuple[int, bool | None], float] = {}
    for placed in candidates:
        if placed not in known and placed.upper is not None:
            key = placed.page, placed.upper
            nearest = min if placed.upper else max
            edges[key] = nearest(edges.get(key, placed.baseline), placed.baseline)
    return [
        placed
        for placed in likely
        if (edge := edges.get((placed.page, placed.upper))) is None
        or (placed.baseline < edge + _SAME_LINE if placed.upper else placed.baseline > edge - _SAME_LINE)
    ]


def _masked(text: str) -> str:
    text = _NUMBER.sub("#", text.lower())
    return _ROMAN.sub("#", text) if len(text) < 8 or _PAGE_WORD.search(text[: text.rfind(" ") + 1]) else text


def _steady(members: list[Placed]) -> list[Placed]:
    """Those at heights where at least two others stand too."""
    heights = sorted(placed.baseline for placed in members)
    fewest = min(3, len(members))
    return [
        placed
        for placed in members
        if bisect_right(heights, placed.baseline + _NEAR) - bisect_left(heights, placed.baseline - _NEAR) >= fewest
    ]


def _counting(members: list[Placed], pages: int) -> list[Placed]:
    """Lone numbers that rise with the pages, by one a page or, on spreads, by two."""
    if len(members) < min(3, pages):
        return []
    counted = [(placed, number) for placed in members if (number := number_in(placed.text)) is not None]
    for step in (1, 2):
        shifts = Counter(number - step * placed.page for placed, number in counted)
        if shifts and 2 * sum(count for _, count in shifts.most_common(2)) >= len(members):
            return members
    return []


def _says_page(placed: Placed) -> bool:
    text = placed.text
    return bool(_LONE_NUMBER.fullmatch(text)) and any(
        word in text.lower() for word in ("side", "page", "av ", "/", "- ")
    )


def _beside(candidates: Sequence[Placed], furniture: list[Placed]) -> list[Placed]:
    """What shares its line with furniture on a page: a section's name beside the page number."""
    taken = set(furniture)
    lines: dict[tuple[int, bool | None], list[float]] = defaultdict(list)
    for placed in furniture:
        lines[placed.page, placed.upper].append(placed.baseline)

    def is_beside(placed: Placed) -> bool:
        baselines = lines[placed.page, placed.upper]
        return any(abs(placed.baseline - baseline) < _SAME_LINE for baseline in baselines)

    return [placed for placed in candidates if placed not in taken and is_beside(placed)]


def number_in(text: str) -> int | None:
    """The page number that a line of furniture says, or None; roman numerals are negative, to tell them apart."""
    alone = _LONE_NUMBER.fullmatch(text.strip())
    if alone is None:
        marked = re.search(r"(?:side|page|s\.)\s*(\d{1,4}|[ivxlc]{1,6})\b", text, re.IGNORECASE)
        edge = re.search(r"^(\d{1,4})\s*[|–•·-]|[|–•·-]\s*(\d{1,4})$", text.strip())
        word = marked[1] if marked else (edge[1] or edge[2]) if edge else None
    else:
        word = alone["number"]
    if word is None:
        return None
    return int(word) if word.isdigit() else -_from_roman(word)


def _from_roman(word: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    number = largest = 0
    for value in map(values.__getitem__, reversed(word.lower())):
        number += value if value >= largest else -value
        largest = max(largest, value)
    return number


def to_roman(number: int) -> str:
    """A number in small roman numerals."""
    written = ""
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            written += letters
            number -= value
    return written


def printed_labels(furniture: Sequence[Placed], pages: int) -> dict[int, str]:
    """The label printed on each page, where the printed numbers count the pages; empty where they do not.

    A number is believed when it stands as far from the physical number as most of the others of its kind do.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for placed in furniture:
        printed = number_in(placed.text)
        if printed is not None:
            by_page[placed.page].append(printed)
    numbers: list[tuple[int, int]] = []
    for page, on_page in by_page.items():
        numbers.extend((page, number) for number in on_page)
    arabic = [(page, number) for page, number in numbers if number > 0]
    labels = _spread_labels(arabic) or _single_labels(arabic, pages)
    roman = [(page, -number) for page, number in numbers if number < 0]
    shifts = Counter(number - page for page, number in roman)
    if shifts:
        shift, count = shifts.most_common(1)[0]
        for page, number in roman:
            if number == page + shift and page not in labels and count >= min(2, pages):
                labels[page] = to_roman(number)
    return labels


def _single_labels(numbers: Sequence[tuple[int, int]], pages: int) -> dict[int, str]:
    """The labels of pages with a number each: numbers, by page, that stand as far from the physical one as most do."""
    shifts = Counter(number - page for page, number in numbers)
    if not shifts:
        return {}
    shift, count = shifts.most_common(1)[0]
    if count < min(3, pages):
        return {}
    return {page: str(number) for page, number in numbers if number == page + shift}


def _spread_labels(numbers: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The labels of spreads, which have two numbers each, where more of the numbers count by two a page than by one."""
    by_two = Counter(number - 2 * page for page, number in numbers)
    by_one = Counter(number - page for page, number in numbers)
    if not by_two:
        return {}
    most = by_two.most_common(1)[0][1]
    if most <= max(2, by_one.most_common(1)[0][1]):
        return {}
    left = min(shift for shift, count in by_two.items() if count >= 0.4 * most)
    labels = {}
    for page, number in numbers:
        first = 2 * page + left
        if number in (first, first + 1):
            labels[page] = f"{first}–{first + 1}"
    return labels
