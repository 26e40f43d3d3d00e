"""What begins a list item: bullets, numbers and letters."""

from dataclasses import replace

from kodetre.ingest.layout.flow import Line
from kodetre.ingest.layout.lines import BULLETS, is_marker
from kodetre.pdf.page import Word

_GLUED_BULLETS = "•▪■□●◦‣\uf0b7\uf0a7\uf0d8\uf0fc"
"""Bullets that may stand right against the word after them."""
_ROMANS = frozenset("ii iii iv vi vii viii ix xi xii".split())
_MONTHS = frozenset("januar februar mars april mai juni juli august september oktober november desember".split())


def starts_item(line: Line) -> bool:
    """Whether a line begins in a bullet, or in a number or letter that may count list items."""
    first = line.words[0].text
    if len(line.words) > 1 and len(first) == 1 and first in BULLETS:
        return True
    if len(line.words) > 1 and first == "o" and _apart(line.words):
        return True
    if len(first) > 1 and first[0] in _GLUED_BULLETS:
        return True
    may_begin = first[0].isdigit() or first[-1] == ")" or is_lettered(line)
    return is_enumerated(line) and may_begin and _apart_enough(line)


def is_enumerated(line: Line) -> bool:
    """Whether a line begins in a number or letter with a full stop or bracket, and not in a date."""
    first = line.words[0].text
    if len(line.words) < 2 or line.words[1].text.lower() in _MONTHS:  # 14. mars is a date
        return False
    return (is_marker(first) and first[-1] in ")." and len(first) > 1) or _is_roman(first)


def is_lettered(line: Line) -> bool:
    """Whether a line begins in a small letter and a full stop, as «a. » does."""
    first = line.words[0].text
    return len(line.words) > 1 and len(first) == 2 and first[0].islower() and first[1] == "."


def _is_roman(marker: str) -> bool:
    """Whether a word is a small roman numeral of several letters with a bracket after it: ii), (iv)."""
    return marker[-1] == ")" and marker.strip("()") in _ROMANS


def without_bullet(words: list[Word]) -> tuple[list[Word], bool]:
    """The words of a line without the bullet that it begins with, and whether there was one."""
    first = words[0]
    if len(words) > 1 and len(first.text) == 1 and (first.text in BULLETS or (first.text == "o" and _apart(words))):
        return words[1:], True
    if len(first.text) > 1 and first.text[0] in _GLUED_BULLETS:
        return [replace(first, text=first.text[1:]), *words[1:]], True
    return words, False


def _apart_enough(line: Line) -> bool:
    return line.words[1].left - line.words[0].right > 0.15 * line.size


def _apart(words: list[Word]) -> bool:
    return words[1].left - words[0].right > 0.8 * words[0].size
