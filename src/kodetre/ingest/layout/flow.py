"""A column of a page: its lines and tables from top to bottom, and what is usual for the lines of a document."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from kodetre.ingest.layout.columns import Piece, usual_right
from kodetre.ingest.layout.headings import Styles, half
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import Word

AT_EDGE = 1.0
"""Points within which a line ends at the edge of its column."""
_FEWEST_JUSTIFIED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text: the words on one baseline of a column."""

    words: list[Word]
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    all_bold: bool
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A column of one page: its lines and tables from top to bottom, and its edges."""

    items: "list[Line | FoundTable]"
    left: float
    right: float
    page: int
    justified: bool = False
    """Whether its lines are set to end at the right edge, so that one that does not ends a paragraph."""


def flow_of(pieces: Sequence[Piece]) -> Flow:
    """A column's pieces as lines and tables; segments on one baseline are one line."""
    items: list[Line | FoundTable] = []
    row: list[Segment] = []
    for piece in pieces:
        if isinstance(piece.content, FoundTable):
            if row:
                items.append(_line(row))
                row = []
            items.append(piece.content)
            continue
        segment = piece.content
        if row and abs(row[0].baseline - segment.baseline) > max(1.5, 0.2 * segment.size):
            items.append(_line(row))
            row = []
        row.append(segment)
    if row:
        items.append(_line(row))
    first = pieces[0].content
    right = usual_right([p.right for p in pieces])
    lines = [item for item in items if isinstance(item, Line)]
    full = sum(1 for line in lines if abs(line.right - right) < AT_EDGE)
    justified = len(lines) >= _FEWEST_JUSTIFIED and full >= 0.5 * len(lines)
    return Flow(items, min(p.left for p in pieces), right, first.page, justified)


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
                if isinstance(item, FoundTable):
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
