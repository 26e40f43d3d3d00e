"""The labels of pages by the numbers that are printed on them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kodetre.ingest.layout.placed import Placed

LONE_NUMBER = re.compile(
    r"[\W_]*(?:(?:side|page|s\.)\s*)?(?P<number>\d{1,4}|[ivxlc]{1,6})(?:\s*(?:av|of|/|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
"""A line that is nothing but a page number, with what is usually set around it."""


def number_in(text: str) -> int | None:
    """The page number that a line of furniture says, or None; roman numerals are negative, to tell them apart."""
    alone = LONE_NUMBER.fullmatch(text.strip())
    if alone is None:
        marked = re.search(r"(?:side|page|s\.)\s*(\d{1,4}|[ivxlc]{1,6})\b", text, re.IGNORECASE)
        edge = re.search(r"^(\d{1,4})\s*[|–•·-]|[|–•·-]\s*(\d{1,4}|[ivxlc]{1,6})$", text.strip())
        word = marked[1] if marked else (edge[1] or edge[2]) if edge else None
    else:
        word = alone["number"]
    if word is None:
        return None
    if word.isdigit():
        return int(word)
    number = _from_roman(word)
    return -number if to_roman(number) == word.lower() else None  # «vil» is no number


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
    return {**_roman_labels(roman, labels, pages), **_without_gaps(labels)}


def _roman_labels(numbers: Sequence[tuple[int, int]], arabic: Mapping[int, str], pages: int) -> dict[int, str]:
    """The labels of the front matter: roman numbers, by page, that stand as far from the physical one as most do, and
    those of the pages around them that have none printed. One number is enough where arabic ones come after it.
    """
    shifts = Counter(number - page for page, number in numbers if page not in arabic)
    if not shifts:
        return {}
    shift, count = shifts.most_common(1)[0]
    printed = [page for page, number in numbers if number == page + shift and page not in arabic]
    begins = min((page for page, label in arabic.items() if label == "1"), default=max(printed) + 1)
    if count < min(2, pages) and not (printed[0] < begins and shift <= 0 and "1" in arabic.values()):
        return {}
    first = max(1, 1 - shift)
    around = range(first, begins) if max(printed) < begins else printed
    return {page: to_roman(page + shift) for page in {*around, *printed} if page not in arabic}


def _without_gaps(labels: Mapping[int, str]) -> dict[int, str]:
    """The labels with those of pages between two that count on over them: the first page of a chapter has none printed."""
    filled = dict(labels)
    for before, after in pairwise(sorted(page for page, label in labels.items() if label.isdigit())):
        first = int(labels[before])
        if after - before > 1 and int(labels[after]) - first == after - before:
            filled.update((page, str(first + page - before)) for page in range(before + 1, after))
    return filled


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
    printed = [page for page, number in numbers if number - 2 * page - left in (0, 1)]
    sheets = range(min(printed), max(printed) + 1)  # also those between that have no number, under a picture
    return {page: f"{2 * page + left}–{2 * page + left + 1}" for page in sheets}
