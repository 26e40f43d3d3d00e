"""Words to line segments: what stands on one baseline without a wide gap."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from math import inf
from operator import attrgetter

from kodetre.document.boxes import around
from kodetre.ingest.layout.gutters import NARROWEST, parted
from kodetre.pdf.page import ASCENT, DESCENT, GLUED, Word

BULLETS = frozenset("•◦▪▫■□●○‣⁃∙·–—-*»›►▶✓✔❖➢➤\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf06f\uf0a8\uf0be\uf071")
_COLUMN_GAP = 1.15
"""A gap of this many em parts a line into segments: columns, table cells, a contents line and its page."""
_LOOSE_GAP = 2.5
"""The same where the gutters of the page are known: narrow justified columns have wide spaces."""

_SAME = 0.02
"""A difference of size or baseline in em that is only rounding."""
_ON_LINE = 0.1
"""Ems off a line within which a small number is printed on it, and not raised."""
_HYPHENS = frozenset("-‐\u00ad\x02\ufffe")
_APART_HYPHEN = 0.2
"""The gap in em under which a line-end hyphen belongs to the word before it; a space is wider."""
_SMALL = 0.85
"""The size that a raised or lowered number is under, as a share of the text's."""
_RAISED = 0.12
"""How much higher than its word the mark of a note stands, in em."""
_LONGEST_MARK = 5
_SIGNS = frozenset(("*", "**", "***", "†", "‡", "§"))
"""Marks of notes that are no numbers."""
_GOOD_PART = 0.15
_TRACKED = 0.2
"""A gap in em under which a letter-spaced row's pieces are one word."""


class Segment:
    """Words on one baseline that belong together, with their common edges (points), size and weight.

    Baseline and size are those that most of its letters have; `bold` is whether most of them are.
    """

    __slots__ = ("baseline", "bold", "bottom", "left", "page", "right", "size", "text", "top", "words")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        first, count = words[0], len(words)
        self.left, self.right = first.left, words[-1].right
        self.page = first.page
        texts = [word.text for word in words]
        self.text = " ".join(texts)
        size, bold = first.size, first.bold
        if [word.size for word in words].count(size) == count and [word.bold for word in words].count(bold) == count:
            baselines, lengths = [word.baseline for word in words], list(map(len, texts))
            self.size, self.bold, self.baseline = size, bold, baselines[lengths.index(max(lengths))]
            self.top, self.bottom = min(baselines) - ASCENT * size, max(baselines) + DESCENT * size
            return
        sizes: dict[float, int] = {}
        for word in words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        self.size = max(sizes, key=lambda size: sizes[size])
        heavy = sum(len(word.text) for word in words if word.bold)
        self.bold = 2 * heavy > sum(sizes.values())
        self.baseline = max(words, key=lambda word: (word.size, len(word.text))).baseline
        self.top = min([word.top for word in words])
        self.bottom = max([word.bottom for word in words])


def segments(rows: Iterable[Sequence[Word]], white: Sequence[float] = ()) -> list[Segment]:
    """The segments of a page's rows (see `rows_of`) from left to right; none reaches over a gutter in `white`."""
    parts: list[Segment] = []
    widest = _LOOSE_GAP if white else _COLUMN_GAP
    narrowest = NARROWEST if white else inf
    for row in rows:
        current: list[Word] = []
        for word in _glued(row):
            if current:
                before = current[-1]
                gap, size = word.left - before.right, word.size
                is_wide = gap > widest * size or gap < -1.5 * size
                if (is_wide and _parts(current, word, widest)) or (
                    gap >= narrowest * size and parted(before, word, white)
                ):
                    parts.append(Segment(current))
                    current = []
            current.append(word)
        if current:
            parts.append(Segment(current))
    return parts


def _parts(current: list[Word], word: Word, widest: float) -> bool:
    before = current[-1]
    gap = word.left - before.right
    size = max(before.size, word.size)
    if -1.5 * size <= gap <= widest * size:
        return False
    if len(current) <= 2 and all(is_marker(marker.text) for marker in current):  # «• a)» is one marker
        return gap > 4 * size
    if gap < -1.5 * size:  # one runs over the other: an address that could not be broken, over the next column
        return True
    return gap > widest * size


def is_marker(text: str) -> bool:
    """Whether a word by itself marks a list item: a bullet, a), (2) or 3."""
    if len(text) == 1:
        return text in BULLETS or text == "o"
    bare = text.strip("().")
    return text[-1] in ").." and bare.isalnum() and (len(bare) == 1 or (bare.isdigit() and len(bare) < 3))


def is_raised(word: Word, beside: Word) -> bool:
    """Whether a word is a raised number or sign that belongs to the one beside it: the mark of a note, or a power."""
    return (
        word.size < _SMALL * beside.size
        and word.baseline < beside.baseline - _RAISED * beside.size
        and len(word.text) <= _LONGEST_MARK
        and _is_sign(word.text)
    )


def is_lowered(word: Word, beside: Word) -> bool:
    """Whether a word is a lowered number that belongs to the one before it: CO₂."""
    return (
        word.size < _SMALL * beside.size
        and word.baseline > beside.baseline + 0.04 * beside.size
        and word.text.isdigit()
    )


def _is_sign(text: str) -> bool:
    return text.strip("*)(,.").isdigit() or text in _SIGNS


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by baseline; a raised or lowered small word (a footnote's number) goes with the line it overlaps."""
    ordered = sorted(words, key=_BY_BASELINE)
    rows: list[list[Word]] = []
    lines: list[float] = []
    small: list[Word] = []
    if not ordered:
        return []
    tiny = 0.8 * _usual_size(ordered)
    row: list[Word] = []
    line = last_size = -inf
    for word in ordered:
        size, baseline = word.size, word.baseline
        if size < tiny and len(word.text) <= 3 and _is_sign(word.text):
            small.append(word)
            continue
        if baseline == line or abs(baseline - line) <= 0.25 * min(size, last_size) + 0.3:
            row.append(word)
        else:
            row, line = [word], baseline
            rows.append(row)
            lines.append(line)
        last_size = size
    for word in small:
        near = [place for place, row in enumerate(rows) if _touches(word, row, lines[place])] or [
            place for place, line in enumerate(lines) if abs(line - word.baseline) < _ON_LINE * word.size
        ]
        if near:
            rows[min(near, key=lambda place: abs(lines[place] - word.baseline))].append(word)
        else:
            rows.append([word])
            lines.append(word.baseline)
    for row in rows:
        row.sort(key=_BY_LEFT)
    return [row for _, row in sorted(zip(lines, rows, strict=True), key=lambda pair: pair[0])]


_BY_BASELINE, _BY_LEFT = attrgetter("baseline", "left"), attrgetter("left")


def _touches(small: Word, row: Sequence[Word], baseline: float) -> bool:
    """Whether a raised or lowered word overlaps a row and stands right beside a word of it."""
    if not -0.3 * small.size < baseline - small.baseline < 0.75 * max([word.size for word in row]):
        return False
    return any(
        abs(word.right - small.left) < 0.6 * word.size or abs(small.right - word.left) < word.size for word in row
    )


def _usual_size(words: Sequence[Word]) -> float:
    """The largest size that a good part of a page's words have: of its text, not of its notes."""
    sizes = Counter([word.size for word in words])
    enough = min(_GOOD_PART * len(words), max(sizes.values()))
    return max(size for size, count in sizes.items() if count >= enough)


def _glued(row: Sequence[Word]) -> list[Word]:
    """Pieces of one word put together: pdfium sees a space where the letters stand against one another."""
    before = row[0]
    joined: list[Word] = [before]
    narrow = _TRACKED if _is_tracked(row) else GLUED
    for word in islice(row, 1, None):
        reach = narrow * word.size
        if (
            -reach < word.left - before.right < reach
            and abs(before.size - word.size) < _SAME * word.size
            and abs(before.baseline - word.baseline) < _SAME * word.size
            and before.struck == word.struck
            and not (len(joined) == 1 and is_marker(before.text))
        ):
            turned = around([before.turned, word.turned]) if before.turned and word.turned else None
            before = joined[-1] = replace(before, text=before.text + word.text, right=word.right, turned=turned)
        else:
            joined.append(word)
            before = word
    return _with_its_hyphen(joined)


def _with_its_hyphen(row: list[Word]) -> list[Word]:
    """A row whose last word has its line-end hyphen: in justified lines it may stand a little apart."""
    if len(row) < 2 or row[-1].text not in _HYPHENS or not row[-2].text[-1].isalnum():
        return row
    before, hyphen = row[-2], row[-1]
    if not -GLUED < (hyphen.left - before.right) / before.size < _APART_HYPHEN or before.size != hyphen.size:
        return row
    turned = around([before.turned, hyphen.turned]) if before.turned and hyphen.turned else None
    return [*row[:-2], replace(before, text=before.text + hyphen.text, right=hyphen.right, turned=turned)]


def _is_tracked(row: Sequence[Word]) -> bool:
    """Whether a row is set with space between its letters (H Ø RINGSSVAR), which pdfium takes for words here and there.

    Then the gaps are of two kinds, clearly narrower and clearly wider than an ordinary space, the pieces are short, and
    most letters are capitals.
    """
    if len(row) < 3 or not (row[0].text.isupper() or row[1].text.isupper() or row[2].text.isupper()):
        return False
    letters = list(filter(str.isalpha, "".join([word.text for word in row])))
    if 10 * sum(letter.isupper() for letter in letters) < 6 * len(letters):
        return False
    gaps = [(after.left - before.right) / after.size for before, after in pairwise(row)]
    narrow = sum(GLUED <= gap < _TRACKED for gap in gaps)
    between = sum(_TRACKED <= gap < _TRACKED + 0.05 for gap in gaps)
    if narrow < 2 or narrow < 0.4 * len(gaps) or between > 0.1 * len(gaps):
        return False
    return len(letters) < 4.5 * len(row)
