"""A column of a page: its lines and tables from top to bottom, and what is usual for the lines of a document."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import inf

from kodetre.ingest.layout.columns import FoundBox, Piece, usual_right
from kodetre.ingest.layout.headings import Styles, half
from kodetre.ingest.layout.lines import Segment, is_raised
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import Word

AT_EDGE = 1.0
"""Points within which a line ends at the edge of its column."""
_FEWEST_JUSTIFIED = 8
_SENTENCE_END = re.compile(r"[.!?:…][\"'»”’)\]]*$")
_SAME_TYPE = 0.3
"""Points within which two lines are set in the same size."""
_MARGIN = 0.9
"""Ems over and under a box within which lines still go around it."""


@dataclass(slots=True)
class Line:
    """A line of running text: the words on one baseline of a column. Nobody changes it (see `Word`)."""

    words: list[Word]
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    all_bold: bool
    page: int
    text: str
    room: float = inf
    """Where the room ends that a line beside a box has, in points."""
    pushed: float = 0.0
    """How far a box pushes the beginning of a line to the right, in points."""

    @property
    def ending(self) -> str:
        """Its text without the marks of notes at its end."""
        last = len(self.words) - 1
        while last > 0 and is_raised(self.words[last], self.words[last - 1]):
            last -= 1
        if last == len(self.words) - 1:
            return self.text
        return " ".join([word.text for word in self.words[: last + 1]])


@dataclass(frozen=True, slots=True)
class Aside:
    """A box in a column: what stands in it, column by column."""

    flows: "list[Flow]"
    figure: bool = False
    """Whether it is a drawing, and what stands in it its labels."""


def goes_on_in(box: Aside, later: Aside) -> bool:
    """Whether what a box says goes on in a later one, on the same page or the next: it ends within a sentence, in the same type."""
    lines, rest = _lines_of(box), _lines_of(later)
    if box.figure or later.figure or not lines or not rest or rest[0].page > lines[-1].page + 1:
        return False
    return not _SENTENCE_END.search(lines[-1].ending) and abs(lines[-1].size - rest[0].size) < _SAME_TYPE


def _lines_of(box: Aside) -> list[Line]:
    items = chain.from_iterable(flow.items for flow in box.flows)
    return [item for item in items if isinstance(item, Line)]


@dataclass(frozen=True, slots=True)
class Flow:
    """A column of one page: its lines, tables and boxes from top to bottom, and its edges."""

    items: "list[Line | FoundTable | Aside]"
    left: float
    right: float
    page: int
    justified: bool = False
    """Whether its lines are set to end at the right edge, so that one that does not ends a paragraph."""


def flow_of(pieces: Sequence[Piece], boxes: Sequence[FoundBox] = ()) -> Flow:
    """A column's pieces as lines, tables and boxes; segments on one baseline are one line. `boxes` are all those of the page: the
    lines beside one have less room.
    """
    items: list[Line | FoundTable | Aside] = []
    row: list[Segment] = []
    for piece in pieces:
        if not isinstance(piece.content, Segment):
            if row:
                items.append(_line(row))
                row = []
            drawn = piece.content
            items.append(
                Aside(list(map(flow_of, drawn.columns)), drawn.figure) if isinstance(drawn, FoundBox) else drawn
            )
            continue
        segment = piece.content
        if row and abs(row[0].baseline - segment.baseline) > max(1.5, 0.2 * segment.size):
            items.append(_line(row))
            row = []
        row.append(segment)
    if row:
        items.append(_line(row))
    text = [p for p in pieces if not isinstance(p.content, FoundBox)] or pieces
    left, right = min(p.left for p in text), usual_right([p.right for p in text])
    lines = [item for item in items if isinstance(item, Line)]
    full = sum(1 for line in lines if abs(line.right - right) < AT_EDGE)
    justified = len(lines) >= _FEWEST_JUSTIFIED and full >= 0.5 * len(lines)
    for box in boxes:
        items = _around(box, items, left)
    return Flow(items, left, right, pieces[0].content.page, justified)


def _around(box: FoundBox, items: "list[Line | FoundTable | Aside]", left: float) -> "list[Line | FoundTable | Aside]":
    """The items of a column that begins at `left`, in which the lines beside a box know how much room they have."""
    beside = [
        item
        for item in items
        if isinstance(item, Line)
        and box.top - _MARGIN * item.size < item.baseline - 0.3 * item.size < box.bottom + _MARGIN * item.size
        and (item.right < box.x0 or item.left > box.x1)
    ]
    if not beside:
        return items
    room = max((line.right for line in beside if line.right < box.x0), default=inf)
    start = min((line.left for line in beside if line.left > box.x1), default=left)
    narrowed = {
        id(line): replace(line, room=room) if line.right < box.x0 else replace(line, pushed=start - left)
        for line in beside
    }
    return [narrowed.get(id(item), item) for item in items]


def _line(row: list[Segment]) -> Line:
    if len(row) == 1:
        whole = row[0]
        words, right = whole.words, whole.right
    else:
        words = sorted(chain.from_iterable(segment.words for segment in row), key=lambda word: word.left)
        whole = Segment(words)
        right = max(word.right for word in words)
    all_bold = whole.bold and all(word.bold for word in words if any(map(str.isalnum, word.text)))
    return Line(
        words, whole.left, right, whole.baseline, whole.size, whole.bold, all_bold, whole.page, whole.text,
    )  # fmt: skip


class StyleCounts:
    """The sizes, weights and leadings of a document's lines, counted page by page."""

    def __init__(self) -> None:
        self._sizes: Counter[tuple[float, bool]] = Counter()
        self._steps: dict[float, Counter[float]] = {}

    def add(self, flows: Iterable[Flow]) -> None:
        """Count the lines of further columns in."""
        for flow in flows:
            before: Line | None = None
            for item in flow.items:
                if not isinstance(item, Line):
                    if isinstance(item, Aside):
                        self.add(item.flows)
                    before = None
                    continue
                size = half(item.size)
                self._sizes[size, item.bold] += len(item.text)
                if before is not None and half(before.size) == size:
                    step = round(item.baseline - before.baseline, 1)
                    if 0.8 * item.size < step < 2.2 * item.size:
                        self._steps.setdefault(size, Counter())[step] += 1
                before = item

    def styles(self) -> Styles:
        """What is usual, by how many letters have it."""
        if not self._sizes:
            return Styles(10, False, {})
        body, bold = self._sizes.most_common(1)[0][0]
        leading = {}
        for size, counter in self._steps.items():
            common = counter.most_common(1)[0][1]
            leading[size] = min(step for step, count in counter.items() if count >= max(1, 0.5 * common))
        return Styles(body, bold, leading)
