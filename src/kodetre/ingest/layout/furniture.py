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
    found = []
    outer = {id(segments[0]): True, id(segments[-1]): False} if segments and ends else {}
    for segment in segments:
        if segment.bottom <= BAND * height:
            found.append((Placed.of(segment, True), segment))
        elif segment.top >= (1 - BAND) * height:
            found.append((Placed.of(segment, False), segment))
        elif id(segment) in outer and _LONE_NUMBER.fullmatch(segment.text):
            found.append((Placed.of(segment, outer[id(segment)]), segment))
    return found


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
    known = {id(placed) for placed in (*sure, *likely)}
    edges: dict[tuple[int, bool | None], float] = {}
    for placed in candidates:
        if id(placed) not in known and placed.upper is not None:
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
    taken = {id(placed) for placed in furniture}
    lines: dict[tuple[int, bool | None], list[float]] = defaultdict(list)
    for placed in furniture:
        lines[placed.page, placed.upper].append(placed.baseline)
    return [
        placed
        for placed in candidates
        if id(placed) not in taken
        and any(abs(placed.baseline - line) < _SAME_LINE for line in lines[placed.page, placed.upper])
    ]


def number_in(text: str) -> int | None:
    """The page number that a line of furniture says, or None; roman numerals are negative, to tell them apart."""
    found = _LONE_NUMBER.fullmatch(text.strip())
    if found is None:
        marked = re.search(r"(?:side|page|s\.)\s*(\d{1,4}|[ivxlc]{1,6})\b", text, re.IGNORECASE)
        edge = re.search(r"^(\d{1,4})\s*[|–•·-]|[|–•·-]\s*(\d{1,4})$", text.strip())
        word = marked[1] if marked else (edge[1] or edge[2]) if edge else None
    else:
        word = found["number"]
    if word is None:
        return None
    return int(word) if word.isdigit() else -_from_roman(word)


def _from_roman(word: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    numbers = [values[letter] for letter in word.lower()]
    return sum(-n if any(later > n for later in numbers[place + 1 :]) else n for place, n in enumerate(numbers))


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
    said: dict[int, list[int]] = defaultdict(list)
    for placed in furniture:
        number = number_in(placed.text)
        if number is not None:
            said[placed.page].append(number)
    roman = Counter(-n - page for page, numbers in said.items() for n in numbers if n < 0)
    labels: dict[int, str] = {}
    fewest = min(3, pages)
    single = Counter(n - page for page, numbers in said.items() for n in numbers if n > 0)
    spread = Counter(n - 2 * page for page, numbers in said.items() for n in numbers if n > 0)
    if spread and spread.most_common(1)[0][1] > max(2, (single.most_common(1) or [(0, 0)])[0][1]):
        left = min(shift for shift, count in spread.items() if count >= 0.4 * spread.most_common(1)[0][1])
        for page, numbers in said.items():
            both = 2 * page + left, 2 * page + left + 1
            if any(number in numbers for number in both):
                labels[page] = f"{both[0]}–{both[1]}"
    elif single and single.most_common(1)[0][1] >= fewest:
        shift = single.most_common(1)[0][0]
        labels = {page: str(page + shift) for page, numbers in said.items() if page + shift in numbers}
    if roman:
        shift, count = roman.most_common(1)[0]
        for page, numbers in said.items():
            if -(page + shift) in numbers and page not in labels and count >= min(2, pages):
                labels[page] = to_roman(page + shift)
    return labels
