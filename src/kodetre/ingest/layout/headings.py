"""Which paragraphs are headings, with their level, and which are captions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.layout.lines import Segment
from kodetre.pdf.page import Word

NUMBERED = re.compile(r"^(?:kap(?:ittel|\.)?\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?(?=\s+[^\W\d_])", re.IGNORECASE)
CAPTION = re.compile(
    r"^(tabell|figur|diagram|kart|bilde|bilete|table|figure)\s+\d+(?:[.-]\d+)*\s*[.:–-]?\s", re.IGNORECASE
)
SAYS = re.compile(
    r"^\S+\s+\S+\s+(?:viser|syner|gir|gjev|gir|fremstiller|illustrerer|oppsummerer|summerer|og|i|på|over)\b", re.I
)
"""Running text that begins as a caption does: «Tabell 5.2 viser …»."""
_NO_LETTER = re.compile(r"[\W_]+")
CHAPTER = re.compile(
    r"(?:kapittel|kapitel|kap\.|del|chapter|part|vedlegg)\s+(?:\d{1,2}|[ivx]{1,5}|[a-h])\.?", re.IGNORECASE
)
"""The first line of a chapter's title that is set over it."""
_TOTAL = re.compile(r"(?:sum|total(?:t|e|sum)?|i alt|til saman|til sammen)\b.*\d", re.IGNORECASE)
_FARTHEST_TITLE = 4.0
"""Ems that a chapter's title stands under its number at most."""
_LINES_OF_A_TITLE, _SHORTEST_TITLE = 3, 4
_WORDS_OF_A_LEAD_IN = 6
_REPEATED = 3
"""Times that a lead-in stands in a document for it to be one kind throughout."""
_CELL_GAP, _MOST_PIECES = 1.8, 2
"""The gap in em that parts cells, and the pieces that a heading has at most: a narrow justified column may part it once."""
LONGEST_HEADING = 140
_PITCH = 2.4
"""Ems from the line that heads a table's columns to its first row, at most."""
_SAME_SIZE = 0.6
"""Points by which the letters of one table differ at most."""
_DEEPEST = 6
"""The deepest level that a heading is given by its size."""
_FIGURE = 4.0
"""Lines of room that there must be beside a caption in the type of running text for it to be one."""


@dataclass(frozen=True, slots=True)
class Styles:
    """What is usual in a document: body size, whether the body is bold, and the leading by size."""

    body: float
    bold: bool
    leading: dict[float, float]

    def lead(self, size: float) -> float:
        """The usual distance between baselines at a size, in points."""
        return self.leading.get(half(size), 1.25 * size)


def half(size: float) -> float:
    """A size to the nearest half point."""
    return round(size * 2) / 2


def plain_title(text: str) -> str:
    """A title for comparing: no case, no punctuation, no spaces."""
    return _NO_LETTER.sub("", text.casefold())


def is_slanted(font: str) -> bool:
    """Whether a font of this name is an italic one."""
    return any(name in font.lower() for name in ("italic", "oblique"))


def without_number(text: str) -> str:
    """A title without the number it begins with, which bookmarks often leave out."""
    return NUMBERED.sub("", text, count=1)


@dataclass(slots=True)
class End:
    """The first or last word of a draft: where it stands and what it looks like. Nobody changes it (see `Word`)."""

    page: int
    baseline: float
    size: float
    bold: bool
    font: str

    @classmethod
    def of(cls, word: Word) -> "End":
        """What is kept of a word."""
        return cls(word.page, word.baseline, word.size, word.bold, word.font)


@dataclass(slots=True)
class Look:
    """How lines of words look, for telling headings and captions: their text, the size and weight that most letters
    have, how many lines, and their ends. Of a text that is too long for either (`LONGEST`), none is kept. Nobody changes it (see
    `Word`).
    """

    text: str
    size: float
    bold: bool
    lines: int
    first: End
    last: End
    cells: int = 1
    """Into how many pieces wide gaps part a single line."""

    @classmethod
    def of(cls, lines: Sequence[list[Word]]) -> "Look":
        """The look of lines, at least one."""
        whole = Segment(list(chain.from_iterable(lines)))
        text = whole.text if len(whole.text) < LONGEST else ""
        cells = _cells(lines[0]) if len(lines) == 1 and text else 1
        return cls(text, whole.size, whole.bold, len(lines), End.of(lines[0][0]), End.of(lines[-1][-1]), cells)


def _cells(line: Sequence[Word]) -> int:
    """The pieces of a line that wide gaps part; that after a number does not."""
    words = line[1:] if NUMBERED.match(" ".join([word.text for word in line[:2]])) else line
    return 1 + sum(after.left - before.right > _CELL_GAP * after.size for before, after in pairwise(words))


LONGEST = 300
"""Characters that a heading or a caption has fewer than."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: which block, its looks, the depth its number says (0 without one), and what it says."""

    block: int
    style: tuple[float, bool]
    depth: int
    text: str


class Headings:
    """Tells headings and captions from paragraphs, batch by batch, and in the end how deep the headings are."""

    def __init__(self, titles: Mapping[str, int] | None = None) -> None:
        self._titles = titles or {}
        self._headings: list[_Heading] = []
        self._lead_ins: dict[str, list[tuple[bool, _Heading]]] = {}
        self._above: Draft | None = None

    def classify(self, drafts: Sequence[Draft], styles: Styles) -> None:
        """Say of the next drafts which paragraphs are headings and which are captions. `titles` are those of the file's outline
        (see `plain_title`): what says the same and stands by itself is a heading, whatever it looks like.
        """
        _join_chapters(drafts, styles)
        around = [self._above, *drafts, None]
        for place, draft in enumerate(drafts, start=1):
            if draft.kind != "paragraph" or draft.part != "body" or not draft.lines:
                continue
            look = Look.of(draft.lines)
            if not look.text:
                continue
            if CAPTION.match(look.text) and _is_caption(look, around[place - 1], around[place + 1], styles):
                draft.kind = "caption"
            elif (
                not draft.aside
                and (_is_heading(look, styles) or self._is_title(look))
                and not _heads_table(look, around[place - 1], around[place + 1])
            ):
                draft.kind = "heading"
        self._above = drafts[-1] if drafts else self._above

    def _is_title(self, look: Look) -> bool:
        if not self._titles or look.lines > _LINES_OF_A_TITLE or look.text.endswith((".", ",", ";", ":")):
            return False
        titles = (plain_title(look.text), plain_title(without_number(look.text)))
        return any(len(title) >= _SHORTEST_TITLE and title in self._titles for title in titles)

    def remember(self, drafts: Iterable[Draft]) -> None:
        """Take note of the headings among drafts that have been written."""
        for draft in drafts:
            if draft.part != "body" or draft.block < 0 or draft.aside or not draft.lines:
                continue
            is_heading = draft.kind == "heading"
            is_lead_in = len(draft.lines) == 1 and len(draft.lines[0]) <= _WORDS_OF_A_LEAD_IN
            if not is_heading and not (is_lead_in and draft.kind == "paragraph"):
                continue
            look = Look.of(draft.lines)
            number = NUMBERED.match(look.text)
            depth = number[1].count(".") + 1 if number else 0
            heading = _Heading(draft.block, (half(look.size), look.bold), depth, look.text)
            if is_lead_in and not number:
                self._lead_ins.setdefault(plain_title(look.text), []).append((is_heading, heading))
            if is_heading:
                self._headings.append(heading)

    def _same_throughout(self) -> tuple[list[_Heading], list[int]]:
        """The headings, with lead-ins that are repeated (SV vil) being one kind throughout, what most of them are; and the blocks
        that therefore are none.
        """
        headings = {heading.block: heading for heading in self._headings}
        others: list[int] = []
        for lead_ins in self._lead_ins.values():
            count = sum(is_heading for is_heading, _ in lead_ins)
            if len(lead_ins) < _REPEATED or count in (0, len(lead_ins)):
                continue
            for _, heading in lead_ins:
                if 2 * count >= len(lead_ins):
                    headings[heading.block] = heading
                else:
                    headings.pop(heading.block, None)
                    others.append(heading.block)
        return [headings[block] for block in sorted(headings)], others

    def levels(self, bookmarks: Mapping[str, int]) -> dict[int, int]:
        """The level of each heading by the number of its block; 0 for what is none after all.

        Depth from numbering or bookmarks (see `Bookmarks.depths`); where there is none, from headings of the same looks that
        have it, else by size.
        """
        by_style: dict[tuple[float, bool], Counter[int]] = {}
        headings, others = self._same_throughout()
        depths = {heading.block: heading.depth or _depth_in(bookmarks, heading.text) for heading in headings}
        for heading in headings:
            if depth := depths[heading.block]:
                by_style.setdefault(heading.style, Counter())[depth] += 1
        usual = {style: counter.most_common(1)[0][0] for style, counter in by_style.items()}
        level = 0
        levels: dict[tuple[float, bool], int] = {}
        for style in sorted({heading.style for heading in headings}, reverse=True):
            level = usual.get(style) or min(level + 1, _DEEPEST)
            levels[style] = level
        by_block = {heading.block: depths[heading.block] or levels[heading.style] for heading in headings}
        return by_block | dict.fromkeys(others, 0)


def _depth_in(bookmarks: Mapping[str, int], text: str) -> int:
    """How deep a heading is among the bookmarks, with its number or without; 0 when it is not there."""
    return bookmarks.get(plain_title(text), 0) or bookmarks.get(plain_title(without_number(text)), 0)


def _is_caption(look: Look, above: Draft | None, under: Draft | None, styles: Styles) -> bool:
    """Whether what begins as a caption is one: a table stands beside it, or it is set in another way than running text,
    or there is room beside it for what it names.
    """
    if any(draft is not None and draft.kind == "table" for draft in (above, under)):
        return True
    if SAYS.match(look.text):
        return False
    if look.last.size < styles.body - 0.3 or is_slanted(look.last.font) or (look.first.bold and not styles.bold):
        return True
    before = End.of(above.lines[-1][-1]) if above is not None and above.lines else None
    after = End.of(under.lines[0][0]) if under is not None and under.lines else None
    return _room(before, look.first, styles) or _room(look.last, after, styles)


def _room(upper: End | None, lower: End | None, styles: Styles) -> bool:
    """Whether a figure has room between two words of a page."""
    if upper is None or lower is None or upper.page != lower.page:
        return False
    return lower.baseline - upper.baseline > _FIGURE * styles.lead(lower.size)


def _heads_table(look: Look, above: Draft | None, under: Draft | None) -> bool:
    """Whether a line heads the columns of a table right under it: it falls apart, or stands between this and its caption."""
    if under is None or not under.table or look.lines > 1:
        return False
    first = next(chain.from_iterable(chain.from_iterable(under.table)), None)
    if first is None or first.page != look.last.page:
        return False
    is_of_it = abs(look.size - first.size) < _SAME_SIZE
    is_close = 0 < first.baseline - look.last.baseline < _PITCH * first.size
    return is_of_it and is_close and (look.cells > 1 or (above is not None and above.kind == "caption"))


def _join_chapters(drafts: Sequence[Draft], styles: Styles) -> None:
    """Put «Kapittel 1» and the title under it together, as one heading."""
    for number, title in pairwise(drafts):
        if not all(_may_be_head(draft) for draft in (number, title)):
            continue
        head = " ".join([word.text for word in number.lines[0]])
        if len(number.lines) > 1 or not CHAPTER.fullmatch(head):
            continue
        look, under = Look.of(number.lines), Look.of(title.lines)
        is_near = look.last.page == under.first.page and (
            0 < under.first.baseline - look.last.baseline < _FARTHEST_TITLE * max(look.size, under.size)
        )
        if is_near and under.text and _is_heading(under, styles) and not CHAPTER.match(under.text):
            title.lines = [*number.lines, *title.lines]
            number.lines = []


def _may_be_head(draft: Draft) -> bool:
    return draft.kind == "paragraph" and draft.part == "body" and bool(draft.lines) and not draft.aside


def _is_heading(look: Look, styles: Styles) -> bool:
    text, size = look.text, half(look.size)
    larger, heavier = size > styles.body + 0.4, look.bold and not styles.bold and size >= styles.body - 1
    if not (larger or heavier) or len(text) > LONGEST_HEADING or look.lines > 4:
        return False
    if sum(map(str.isalpha, text)) < max(2, sum(map(str.isdigit, text)) // 2) or _TOTAL.match(text):
        return False  # a line of years, the total of a table
    if look.cells > _MOST_PIECES:
        return False  # the head of a table
    if text.endswith((",", ";")) or (text.endswith(".") and not larger) or (text.endswith(":") and not larger):
        return False
    return not (larger and text.endswith(".") and len(text) > 60)
