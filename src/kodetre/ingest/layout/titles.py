"""Headings in the type of running text, which their number and capitals or italics tell."""

from collections.abc import Sequence

from kodetre.ingest.layout.flow import Line
from kodetre.ingest.layout.headings import NUMBERED, is_slanted
from kodetre.pdf.page import Word


def begins_title(line: Line) -> bool:
    """Whether a line in the type of running text begins a heading all the same: a number of several levels, or a bold
    one, and then capitals or italics.
    """
    number = NUMBERED.match(line.text)
    if number is None or len(line.words) < 2 or not ("." in number[1] or line.words[0].bold):
        return False
    return _in_capitals(line.words[1:]) or in_italics(line.words[1:])


def _in_capitals(words: Sequence[Word]) -> bool:
    letters = list(filter(str.isalpha, "".join([word.text for word in words])))
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def in_italics(words: Sequence[Word]) -> bool:
    """Whether all of the words are set in italics."""
    return all(is_slanted(word.font) for word in words)


def set_alike(before: Line, line: Line) -> bool:
    """Whether a line goes on with a heading in capitals or italics."""
    if abs(before.size - line.size) > 0.4:
        return False
    return in_italics(line.words) if in_italics(before.words[1:]) else _in_capitals(line.words)
