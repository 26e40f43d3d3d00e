"""The words of a page whose letters all stand upright, as columns of numbers: a page is worked out at once, not word by word."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kodetre.pdf.letters import Letters, Style

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
_Key = tuple[int, int]
"""A font, and how high the box of a letter of it is, in hundredths of a point."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Words in the order of a page's text, a row each: where the first letter stands and the last one ends (PDF space), how they
    are set, and what has to be looked at.
    """

    x: Numbers
    y: Numbers
    right: Numbers
    size: Numbers
    height: Numbers
    """How high the first letter's box is."""
    rise: Numbers
    """How much higher than the first letter's box the last one's begins."""
    steady: Flags
    """Whether boxes of letters have the height of their font (see `Style.is_steady`)."""
    styles: list[Style]


SPACES = " \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2009\u200b\u202f\u0000"
"""Letters that stand between words."""
BREAKS = "\x02\ufffe"
"""Letters that end a word, and belong to it: pdfium's marks for a hyphen at a line end."""
_SPACE, _BREAK = 1, 2


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each letter of the first plane is: a space, a break, or (0) any other."""
    kinds = np.zeros(0x10000, dtype=np.uint8)
    kinds[list(map(ord, SPACES))], kinds[list(map(ord, BREAKS))] = _SPACE, _BREAK
    return kinds


def words_in(text: str) -> tuple[Places, Places]:
    """Where the words of a text begin and end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.ones(len(codes) + 2, dtype=np.uint8)
    np.take(_kinds(), codes, mode="clip", out=kinds[1:-1])
    is_word = kinds[1:-1] != _SPACE
    starts = np.flatnonzero(is_word & (kinds[:-2] != 0))
    ends = np.flatnonzero(is_word & ((kinds[2:] == _SPACE) | (kinds[1:-1] == _BREAK))) + 1
    return starts, ends


def columns_of(letters: Letters, starts: Places, ends: Places) -> Columns | None:
    """The words that begin and end at these places of a page's text (at least one); None when one does not stand upright.

    A letter's loose box goes from the descent to the ascent of its font, so that font and height tell the style.
    """
    places = starts.tolist()
    objects, origins, first = letters.objects(places), letters.origins(places), letters.boxes(places)
    last = letters.boxes((ends - 1).tolist())
    height = first[:, 1] - first[:, 3]
    hundredths = (100 * height + 0.5).astype(np.intp)
    asked = np.flatnonzero(_begin_anew(objects, hundredths))
    words = asked.tolist()
    own = [objects[word] for word in words]
    keys = list(zip(letters.fonts(own), hundredths[asked].tolist(), strict=True))
    styles, steady = _styles(letters, [places[word] for word in words], own, height[asked].tolist(), keys)
    if any(style.quarter for style in styles):
        return None
    of_word = np.repeat(np.arange(len(asked)), np.diff(asked, append=len(places)))
    sizes = np.array([style.size for style in styles])
    return Columns(
        origins[:, 0], origins[:, 1], last[:, 2], sizes[of_word], height, last[:, 3] - first[:, 3],
        np.array(steady, dtype=np.bool_)[of_word], [styles[place] for place in of_word.tolist()],
    )  # fmt: skip


def _begin_anew(objects: Sequence[int], hundredths: Places) -> Flags:
    """Which words are of another text object than the one before, or of none, or have boxes of another height."""
    numbers = np.frombuffer(array("Q", objects), dtype=np.uint64)
    begins = np.ones(len(objects), dtype=np.bool_)
    begins[1:] = (numbers[1:] != numbers[:-1]) | (hundredths[1:] != hundredths[:-1]) | (numbers[1:] == 0)
    return begins


def _styles(
    letters: Letters, places: Sequence[int], objects: Sequence[int], heights: Sequence[float], keys: Sequence[_Key]
) -> tuple[list[Style], list[bool]]:
    """The styles of letters, and whether each is a steady one; these are told by font and height."""
    known: dict[_Key, Style] = {}
    first: dict[_Key, int] = {}
    for place, key in enumerate(keys):
        first.setdefault(key, place)
    for key, place in first.items():
        style = letters.style(places[place], objects[place])
        if not style.is_steady(heights[place]):
            break
        known[key] = style
    else:
        return [known[key] for key in keys], [True] * len(keys)
    known.clear()
    styles: list[Style] = []
    steady: list[bool] = []
    for key, text_object, place, height in zip(keys, objects, places, heights, strict=True):
        style = known.get(key) or letters.style(place, text_object)
        if key not in known and style.is_steady(height):
            known[key] = style
        styles.append(style)
        steady.append(key in known)
    return styles, steady
