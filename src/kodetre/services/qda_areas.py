"""The words in a box on a page of a PDF."""

from collections.abc import Sequence

from kodetre.exchange.qda import QdaArea
from kodetre.model.documents import Span, WordBoxes
from kodetre.pdf.frame import Frame

_GAP = 3
"""Words outside of a box that may stand between two that are in it."""


def place_area(area: QdaArea, text: str, words: WordBoxes, frames: Sequence[Frame]) -> Span | None:
    """The stretch of a text that a box holds: the words that it says where they stand on its page, else those whose middle is in
    it.

    None where there is no page of that number, or no word in the box.
    """
    if not 0 <= area.page < max(len(frames), 1 + max(words.page, default=0)):
        return None
    on_page = [place for place in range(len(words)) if words.page[place] == area.page + 1]
    if not on_page:
        return None
    if area.text.strip() and (span := _by_words(area.text, text, words, on_page)) is not None:
        return span
    if area.page >= len(frames):
        return None
    return inside(_box(area, frames[area.page]), words, on_page)


def inside(box: tuple[float, float, float, float], words: WordBoxes, on_page: Sequence[int]) -> Span | None:
    """The longest run of words whose middle is in a box (tenths of a point from the upper left, as the words' own)."""
    left, top, right, bottom = box
    runs: list[list[int]] = []
    for place in on_page:
        across = (words.left[place] + words.right[place]) / 2
        down = (words.top[place] + words.bottom[place]) / 2
        if not (left <= across <= right and top <= down <= bottom):
            continue
        if runs and place - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    if not runs:
        return None
    longest = max(runs, key=len)
    return Span(words.start[longest[0]], words.end[longest[-1]])


def _box(area: QdaArea, frame: Frame) -> tuple[float, float, float, float]:
    first_x, first_y, second_x, second_y = area.corners
    one, other = frame.shown(first_x, first_y), frame.shown(second_x, second_y)
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return 10 * left, 10 * top, 10 * right, 10 * bottom


def _by_words(wanted: str, text: str, words: WordBoxes, on_page: Sequence[int]) -> Span | None:
    """Where the letters of a text stand on a page, whatever stands between them; None unless that is one place."""
    first, last = words.start[on_page[0]], words.end[on_page[-1]]
    letters: list[str] = []
    offsets: list[int] = []
    for offset in range(first, last):
        if text[offset].isalnum():
            letters.append(text[offset].casefold()[:1])
            offsets.append(offset)
    plain = "".join(letter.casefold()[:1] for letter in wanted if letter.isalnum())
    page = "".join(letters)
    at = page.find(plain) if plain else -1
    if at < 0 or page.find(plain, at + 1) >= 0:
        return None
    return Span(offsets[at], offsets[at + len(plain) - 1] + 1)
