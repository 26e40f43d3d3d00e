"""The words of a PDF page, with boxes, sizes and weights, as pdfium has them.

Text is had in one call per page; only the first and the last letter of a word are asked where they stand.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise, repeat, starmap

import numpy as np
import pypdfium2 as pdfium

from kodetre.deadline import Deadline
from kodetre.document.boxes import Box
from kodetre.pdf.frame import Frame
from kodetre.pdf.letters import Letters, Style
from kodetre.pdf.page import APART, ASCENT, DESCENT, FARTHEST_POINT, PageContent, Word, on_page
from kodetre.pdf.rules import drawn_on
from kodetre.pdf.upright import Columns, Places, columns_of, words_in

_SHEET = (0.0, 0.0, 595.0, 842.0)
"""An A4 sheet, in points."""
_LEAST_SIDE = 1.0
"""Points under which a page has no room for anything."""
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=\w[.,;:!?»\"”’)\]])|(?<=\w[.,;:!?»\"”’)\]]{2}))(?P<mark>\d{1,3})(?![^\W_])"
    r"|(?:(?<!\S)|(?<=[\x02\ufffe]))(?P<note>\d{1,3})(?=[^\W\d_«(])"
)
"""A number right after a word, or right before one at its beginning: the mark of a note, when it is raised."""
_RAISED = 0.12
"""How much higher than the letter beside it a raised digit stands, in em."""
_DIGIT = 0.7
"""How high a digit is, in em."""
_WIDE = 0.75
"""Mean width of a letter in em over which a word is looked at letter by letter for spaces that were left out."""


@dataclass(frozen=True, slots=True)
class _PageText:
    """A page's letters as pdfium has them, and what its words are placed by."""

    letters: Letters
    frame: Frame
    number: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class _Mark:
    """A raised number that stands against a word: its place among the letters, its own baseline (points from above) and size."""

    start: int
    end: int
    baseline: float
    size: float


def read_page(document: pdfium.PdfDocument, index: int, deadline: Deadline) -> PageContent:
    """The words, rules and pictures of a page (0-based index).

    Raises pdfium.PdfiumError when it cannot be opened, TookTooLong when the deadline is over.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage, index + 1, deadline)
        finally:
            textpage.close()
    finally:
        page.close()


def _read(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int, deadline: Deadline) -> PageContent:
    frame = frame_of(page)
    text = _PageText(Letters(textpage, deadline), frame, number, deadline)
    upright = _upright(text)
    if upright is not None:
        main, words, turned = 0, upright, []
    else:
        by_quarter = list(_by_quarter(text))
        quarters = Counter(quarter for quarter, _ in by_quarter)
        main = quarters.most_common(1)[0][0] if quarters else 0
        words = [word for quarter, word in by_quarter if quarter == main]
        turned = [word for quarter, word in by_quarter if quarter != main]
    drawn = drawn_on(page, frame, main, deadline)
    width, height = frame.extent(main)
    visible = _visible(words, (width, height))
    return PageContent(
        number, width, height, visible, turned, drawn.rules, drawn.areas, drawn.shapes, drawn.pictured,
        outside=len(words) - len(visible),
    )  # fmt: skip


def frame_of(page: pdfium.PdfPage) -> Frame:
    """What of a page is shown: its crop box as far as it lies in its media box, either of them inherited or written from any
    two corners. Where that is nothing, or larger than a page may be, its media box or else a sheet at the origin.
    """
    for box in (page.get_bbox(), page.get_mediabox(), _SHEET):
        left, right = sorted((box[0], box[2]))
        bottom, top = sorted((box[1], box[3]))
        if _LEAST_SIDE <= right - left <= FARTHEST_POINT and _LEAST_SIDE <= top - bottom <= FARTHEST_POINT:
            break
    return Frame(left, bottom, right, top, page.get_rotation())


def _visible(words: list[Word], extent: tuple[float, float]) -> list[Word]:
    """The words that stand on the page at least in part: a printer's notes beside it are seen by nobody."""
    width, height = extent
    if words and _all_on(words, width, height):
        return words
    return [
        word
        for word in words
        if 0 < word.right < FARTHEST_POINT
        and -FARTHEST_POINT < word.left < width
        and 0 < word.baseline < height + word.size
    ]


def _all_on(words: Sequence[Word], width: float, height: float) -> bool:
    """Whether all words stand on the page for certain."""
    lefts, rights = [word.left for word in words], [word.right for word in words]
    baselines = [word.baseline for word in words]
    return (
        min(lefts) >= 0
        and max(lefts) < width
        and min(rights) > 0
        and max(rights) < FARTHEST_POINT
        and min(baselines) > 0
        and max(baselines) < height
    )


def _upright(text: _PageText) -> list[Word] | None:
    """The words of a page that is not turned and whose letters all stand upright; None when one does not.

    Nearly every page is such, and then a page is worked out at once.
    """
    if text.frame.rotation:
        return None
    marks = _marks(text)
    starts, ends = _spans(text, marks.values())
    if not len(starts):
        return []
    columns = columns_of(text.letters, starts, ends)
    if columns is None:
        return None
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    apart = _looked_at(text, spans, ends - starts, columns, marks)
    if apart is None:
        return None
    whole, west, north = text.letters.text, text.frame.left, text.frame.top
    words = list(
        map(
            Word,
            [whole[start:end] for start, end in spans],
            (columns.x - west).tolist(),
            (columns.right - west).tolist(),
            (north - columns.y).tolist(),
            [style.size for style in columns.styles],
            [style.bold for style in columns.styles],
            [style.font for style in columns.styles],
            repeat(text.number),
        )
    )
    for place in sorted(apart, reverse=True):
        words[place : place + 1] = apart[place]
    return words


def _looked_at(
    text: _PageText, spans: Sequence[tuple[int, int]], lengths: Places, columns: Columns, marks: Mapping[int, _Mark]
) -> dict[int, list[Word]] | None:
    """What stands in the place of words that are marks, have a number raised against them, or are too wide to be one word; None
    when a word does not stand upright.
    """
    apart: dict[int, list[Word]] = {}
    if marks:
        for place, (start, end) in enumerate(spans):
            if start in marks:
                apart[place] = [_as_mark(_word(text, start, end, columns.styles[place]), marks[start])]
    several = lengths > 1
    for place in np.flatnonzero(several & (columns.rise > _RAISED * columns.height)).tolist():
        start, end = spans[place]
        if place not in apart and text.letters.text[start:end].isdecimal():
            apart[place] = list(_with_power(text, start, end, columns.styles[place]))
    tilted = several & columns.steady & (np.abs(columns.rise) > 0.5 * columns.size)
    if any(place not in apart for place in np.flatnonzero(tilted).tolist()):
        return None
    backwards = columns.right <= columns.x
    wide = several & (backwards | (columns.right - columns.x > _WIDE * columns.size * lengths))
    looked_at = [place for place in np.flatnonzero(wide).tolist() if place not in apart]
    styles = [columns.styles[place] for place in looked_at]
    all_parts = _split(text, [spans[place] for place in looked_at], styles)
    for place, style, parts in zip(looked_at, styles, all_parts, strict=True):
        if len(parts) > 1:
            apart[place] = [_word(text, begin, stop, style) for begin, stop in parts]
        elif backwards[place]:
            return None
    return apart


def _with_power(text: _PageText, start: int, end: int, style: Style) -> tuple[Word, Word]:
    """The two words of a number with a raised number against it."""
    height = text.letters.origin(end - 1)[1]
    cut = end - 1
    while cut - 1 > start and abs(text.letters.origin(cut - 1)[1] - height) < 0.05 * style.size:
        cut -= 1
    return _word(text, start, cut, style), _word(text, cut, end, text.letters.style_at(cut))


def _as_mark(word: Word, mark: _Mark) -> Word:
    """The word of a mark, where it stands and as large as it looks."""
    return replace(word, baseline=mark.baseline, size=min(mark.size, word.size))


def _spans(text: _PageText, marks: Collection[_Mark]) -> tuple[Places, Places]:
    """Where the words of a page begin and end; a mark is parted from the word that it stands against."""
    starts, ends = words_in(text.letters.text)
    if not marks or not len(starts):
        return starts, ends
    cuts = np.unique([(mark.start, mark.end) for mark in marks])
    word = np.maximum(np.searchsorted(starts, cuts, side="right") - 1, 0)
    inside = cuts[(starts[word] < cuts) & (cuts < ends[word])]
    return np.sort(np.concatenate((starts, inside))), np.sort(np.concatenate((ends, inside)))


def _marks(text: _PageText, *, turned: bool = False) -> dict[int, _Mark]:
    """The raised numbers that stand against a word, by where they begin.

    They are known by where their ink is: some fonts have raised digits of their own, which stand on the line as others do.
    Letters are asked which way they run where some are `turned`; otherwise they stand upright.
    """
    marks: dict[int, _Mark] = {}
    letters, frame = text.letters, text.frame
    for digits in _DIGITS.finditer(letters.text):
        match = _MARK.match(letters.text, digits.start())
        if match is None:
            continue
        first, end = match.span()
        letter = end if match["note"] else _letter_before(letters.text, first)
        quarter = letters.style_at(letter).quarter if turned else 0
        _, base = frame.along(*letters.origin(letter), quarter)
        west, south, east, north = letters.box(letter)
        _, highest = frame.along(west, north, quarter)
        _, lowest = frame.along(east, south, quarter)
        bottom, top = _ink(text, first, quarter)
        if base - bottom > _RAISED * abs(lowest - highest) and bottom > top:
            marks[first] = _Mark(first, end, bottom, round((bottom - top) / _DIGIT, 2))
    return marks


def _ink(text: _PageText, place: int, quarter: int) -> tuple[float, float]:
    """How low and how high the ink of a letter reaches, in points from above as its text runs."""
    west, south, east, north = text.letters.ink(place)
    _, one_end = text.frame.along(west, south, quarter)
    _, other_end = text.frame.along(east, north, quarter)
    return max(one_end, other_end), min(one_end, other_end)


def _letter_before(letters: str, place: int) -> int:
    """The nearest place before one where no punctuation stands."""
    place -= 1
    while place > 0 and not letters[place].isalnum():
        place -= 1
    return place


def _by_quarter(text: _PageText) -> Iterator[tuple[int, Word]]:
    """The words of a page letter by letter, each with the quarters of a turn that its letters are turned by."""
    marks = _marks(text, turned=True)
    for start, end in zip(*map(np.ndarray.tolist, _spans(text, marks.values())), strict=True):
        text.deadline.check()
        style = text.letters.style_at(start)
        word = _word(text, start, end, style)
        if start in marks:
            yield style.quarter, _as_mark(word, marks[start])
            continue
        length = word.right - word.left
        if end - start > 1 and (length > _WIDE * style.size * (end - start) or length <= 0):
            for begin, stop in _split(text, [(start, end)], [style])[0]:
                yield style.quarter, _word(text, begin, stop, style)
        else:
            yield style.quarter, word


def _word(text: _PageText, start: int, end: int, style: Style) -> Word:
    frame = text.frame
    x, y = text.letters.origin(start)
    west, south, east, north = text.letters.box(end - 1)
    left, baseline = frame.along(x, y, style.quarter)
    ends = (frame.along(west, south, style.quarter)[0], frame.along(east, north, style.quarter)[0])
    right = max(ends)
    return Word(
        text.letters.text[start:end], left, right, baseline, style.size, style.bold, style.font, text.number,
        _shown_box(x, y, right - left, style, frame) if style.quarter or frame.rotation else None,
    )  # fmt: skip


def _shown_box(x: float, y: float, length: float, style: Style, frame: Frame) -> Box:
    """The word's box on the page as shown, from its origin, its length and the height of its letters."""
    angle = math.radians(90 * style.quarter)
    along, up = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    over, under = ASCENT * style.size, -DESCENT * style.size
    corners = [
        frame.shown(x + along[0] * a + up[0] * b, y + along[1] * a + up[1] * b)
        for a, b in ((0, under), (0, over), (length, under), (length, over))
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return _tenths(min(xs)), _tenths(min(ys)), _tenths(max(xs)), _tenths(max(ys))


def _tenths(points: float) -> int:
    return on_page(round(points * 10))


def _split(text: _PageText, spans: Sequence[tuple[int, int]], styles: Sequence[Style]) -> list[list[tuple[int, int]]]:
    """Where too wide runs fall apart: gaps between letters that are wider than a space."""
    places = list(chain.from_iterable(starmap(range, spans)))
    origins, boxes = text.letters.origins(places).tolist(), text.letters.boxes(places).tolist()
    letters = zip(places, origins, boxes, strict=True)
    return [
        _parts(text.frame, islice(letters, end - start), style)
        for (start, end), style in zip(spans, styles, strict=True)
    ]


def _parts(
    frame: Frame, letters: Iterable[tuple[int, list[float], list[float]]], style: Style
) -> list[tuple[int, int]]:
    """Where a run falls apart whose letters have these places, origins and boxes."""
    quarter, widest = style.quarter, APART * style.size
    cuts: list[int] = []
    place, before = -1, None
    for place, (x, y), (west, north, east, south) in letters:
        left = frame.along(x, y, quarter)[0]
        if before is None or left - before > widest or left < before - 2 * style.size:
            cuts.append(place)
        before = max(frame.along(west, south, quarter)[0], frame.along(east, north, quarter)[0])
    return list(pairwise([*cuts, place + 1]))
