"""Running headers, footers and page numbers: what is printed on page after page in the same place.

A line in the outer part of a page is furniture when the same text, once its numbers are masked, stands in the same
place on several pages, or when it is a number that counts the pages. It is taken out of the text and kept beside it.
What looks like it and is text all the same is told by `body_lines`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from kodetre.ingest.layout.lines import BULLETS, Segment, is_marker
from kodetre.ingest.layout.page_labels import LONE_NUMBER, number_in
from kodetre.ingest.layout.placed import Placed

BAND = 0.12
"""The share of a page's height, at the top and at the bottom, where furniture is looked for."""

_NEAR = 6.0
_USUAL = 0.3
"""The share of a document's pages on which a line must stand to be furniture wherever in its band it is."""
_SAME_LINE = 1.0
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<![^\W_])[ivxlc]{1,6}(?![^\W_])", re.IGNORECASE)
_PAGE_WORD = re.compile(r"(?:side|page|s\.?)\s*$", re.IGNORECASE)
_ROMAN_PAGE = re.compile(r"((?:\b(?:side|page|av|of)|\bs\.)\s+|[|–•·]\s+)[ivxlc]{1,6}(?![^\W_])", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"\b(?:side|page|s\.)\s*[\divxlc]", re.IGNORECASE)
_OUTER_NUMBER = re.compile(r"^\d+\s+(?=\D)|(?<=\D)\s\d+$")
_FEWEST_COUNTED = 3
"""Page numbers that make a count which others go on with."""
_FEWEST_ELSEWHERE = 3
"""Lines outside of the bands with the same words that make them a lead-in and not a running header."""


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
        elif segment in outer and LONE_NUMBER.fullmatch(segment.text):
            placed.append((Placed.of(segment, outer[segment]), segment))
    return placed


def find(candidates: Sequence[Placed], pages: int, elsewhere: Mapping[str, int] | None = None) -> list[Placed]:
    """Those that are repeated as furniture is; `pages` is how many the document has, `elsewhere` how often a short line,
    in lower case, stands outside of the bands.
    """
    groups: dict[tuple[str, int, bool | None], list[Placed]] = defaultdict(list)
    for placed in candidates:
        if placed.text not in BULLETS:  # a list may reach into the band
            groups[_masked(placed.text), round(placed.size), placed.upper].append(placed)
    sure: list[Placed] = []
    likely: list[Placed] = []
    fewest = 3 if pages >= 3 else 2
    for members in groups.values():
        steady = _steady(members)
        if steady[:1] and is_letterless(steady[0]):
            counting = _counting(steady, pages)
            sure.extend(counting)
            steady = [] if counting else _the_same(steady)
        elif steady[:1] and (_is_lead_in(steady, elsewhere or {}) or not _numbers_fit(steady)):
            continue
        on = len({placed.page for placed in steady})
        if on >= max(fewest, _USUAL * pages):
            sure.extend(steady)
        elif on >= fewest:
            likely.extend(steady)
    if pages < 3:
        taken = set(sure)
        sure.extend(p for p in candidates if p not in taken and _says_page(p))
    sure.extend(_further_numbers(candidates, sure))
    found = [*sure, *_outermost(candidates, sure, likely)]
    return [*found, *_outermost(candidates, found, _in_the_same_place(candidates, found, elsewhere or {}))]


def _in_the_same_place(
    candidates: Sequence[Placed], found: Sequence[Placed], elsewhere: Mapping[str, int]
) -> list[Placed]:
    """Lines that stand where other pages have their running header, in its size, and say what another page says there or what
    stands in the text as well: the name of a chapter that is too short for its header to be repeated.
    """
    pages: dict[tuple[bool | None, int], set[int]] = defaultdict(set)
    for placed in found:
        if not is_letterless(placed):
            for height in _heights(placed):
                pages[placed.upper, height].add(placed.page)
    taken, sizes = set(found), defaultdict(set)
    for placed in found:
        sizes[placed.upper].add(round(placed.size, 1))
    there = [
        placed
        for placed in candidates
        if placed not in taken
        and placed.upper is not None
        and not is_letterless(placed)
        and len(pages[placed.upper, round(placed.baseline)]) >= _FEWEST_COUNTED
        and round(placed.size, 1) in sizes[placed.upper]
    ]
    on_pages = {(placed.page, placed.text) for placed in candidates}
    said = Counter(_unnumbered(text) for _, text in on_pages)
    in_text = {_unnumbered(text) for text in elsewhere}
    return [placed for placed in there if said[_unnumbered(placed.text)] > 1 or _unnumbered(placed.text) in in_text]


def _heights(placed: Placed) -> tuple[int, int, int]:
    """The whole points that a line's baseline is near to."""
    height = round(placed.baseline)
    return height - 1, height, height + 1


def _unnumbered(text: str) -> str:
    """What a line says without the page number at its beginning or end."""
    return _OUTER_NUMBER.sub("", text.lower()).strip()


def _is_lead_in(members: Sequence[Placed], elsewhere: Mapping[str, int]) -> bool:
    """Whether the same words stand in the middle of pages so often that they lead in what comes after: «Tiltak»."""
    words = {placed.text.lower() for placed in members}
    others = sum(elsewhere.get(text, 0) for text in words)
    return others >= max(_FEWEST_ELSEWHERE, _USUAL * len(members))


def _numbers_fit(members: Sequence[Placed]) -> bool:
    """Whether the numbers of lines with the same words are what a running header has: one that counts the pages, or ones
    that stay as they are for some pages. Those of list items and notes are neither.
    """
    if _SAYS_PAGE.search(members[0].text):
        return True
    columns = list(zip_longest(*(map(int, _NUMBER.findall(placed.text)) for placed in members), fillvalue=-1))
    if any(_counts(list(zip(members, column, strict=True))) for column in columns):
        return True
    return all(2 * len(set(column)) <= len(members) for column in columns)


def _the_same(members: Sequence[Placed]) -> list[Placed]:
    """The lines without letters that say the same on several pages: a date, the number of a case."""
    counted = Counter(placed.text for placed in members if not any(map(str.isalpha, placed.text)))
    return [placed for placed in members if counted[placed.text] >= max(2, len(members) // 2)]


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


def is_letterless(placed: Placed) -> bool:
    """Whether a line is numbers and marks only, or one roman numeral."""
    return not any(map(str.isalpha, placed.text)) or LONE_NUMBER.fullmatch(placed.text) is not None


def _masked(text: str) -> str:
    text = _ROMAN_PAGE.sub(r"\1#", _NUMBER.sub("#", text.lower()))
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
    """Lone numbers that rise with the pages, by one a page or, on spreads, by two; none when most of them do not.

    With them goes a number of another count (roman ones, a second part) that stands as they do, but no list number.
    """
    if len(members) < min(3, pages):
        return []
    counted = [(placed, number) for placed in members if (number := number_in(placed.text)) is not None]
    counting = _counts(counted)
    if not counting or 2 * len(counting) < len(members):
        return []
    heights = sorted(placed.baseline for placed in counting)
    lowest, highest = heights[0] - _SAME_LINE, heights[-1] + _SAME_LINE
    return [
        placed
        for placed in members
        if placed in counting or (lowest <= placed.baseline <= highest and not is_marker(placed.text.split()[0]))
    ]


def _further_numbers(candidates: Sequence[Placed], sure: Sequence[Placed]) -> list[Placed]:
    """Numbers by themselves that go on with the count of the page numbers though they stand elsewhere, as on the first pages
    of chapters, and a roman one before them that is its page's own number.
    """
    counted = [(placed.page, number) for placed in sure if (number := number_in(placed.text)) is not None]
    shifts = Counter(number - page for page, number in counted if number > 0)
    usual = {shift for shift, count in shifts.items() if count >= _FEWEST_COUNTED}
    begins = min((page for page, number in counted if number - page in usual), default=0)
    taken = set(sure)
    further = []
    for placed in candidates:
        bare = placed.text.strip("#-–—| ")
        if placed in taken or not (bare.isdecimal() or (bare.islower() and bare.isascii())):
            continue
        number = number_in(bare)
        if number is not None and (number - placed.page in usual or (-number == placed.page < begins)):
            further.append(placed)
    return further


def _counts(numbers: Sequence[tuple[Placed, int]]) -> set[Placed]:
    """Those of lines with a number each whose numbers count the pages; none when they are fewer than half.

    Roman numbers are negative, and count by themselves.
    """
    for step in (1, 2):
        shifts = Counter((number < 0, abs(number) - step * placed.page) for placed, number in numbers)
        usual = {shift for shift, count in shifts.most_common(3) if count >= min(2, len(numbers))}
        counting = {placed for placed, number in numbers if (number < 0, abs(number) - step * placed.page) in usual}
        if 2 * len(counting) >= len(numbers):
            return counting
    return set()


def _says_page(placed: Placed) -> bool:
    text = placed.text
    return bool(LONE_NUMBER.fullmatch(text)) and any(
        word in text.lower() for word in ("side", "page", "av ", "/", "- ")
    )


def beside(candidates: Sequence[Placed], furniture: Sequence[Placed]) -> list[Placed]:
    """What shares its line with furniture on a page: a section's name beside the page number."""
    taken = set(furniture)
    lines: dict[tuple[int, bool | None], list[float]] = defaultdict(list)
    for placed in furniture:
        lines[placed.page, placed.upper].append(placed.baseline)

    def is_beside(placed: Placed) -> bool:
        baselines = lines[placed.page, placed.upper]
        return any(abs(placed.baseline - baseline) < _SAME_LINE for baseline in baselines)

    return [placed for placed in candidates if placed not in taken and is_beside(placed)]
