"""What stands on a page of a PDF: its words, ruling lines and how much of it is pictures. No library is needed here."""

from dataclasses import dataclass, field

from kodetre.document.boxes import Box

INVISIBLE = "invisible "
"""What the name of a font begins with when its letters are not drawn: they lie under a picture of the text."""
LINE_END_HYPHENS = "\x02\ufffe\u00ad"
FARTHEST_POINT = 20_000
"""Points over which a coordinate is damage: a page may be 14,400 (ISO 32000-1, annex C)."""
FARTHEST_TENTH = 65_535
"""The largest coordinate of a word box, in tenths of a point."""
ASCENT, DESCENT = 0.78, 0.22
"""How far letters reach over and under the baseline, in em."""
GLUED, APART = 0.06, 0.30
"""Gaps in em: under the first there is no space, whatever pdfium says; over the second there is one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, or the edge of a box, in points from the upper left of the page."""

    x0: float
    x1: float
    top: float
    bottom: float
    seen: bool = True
    """Whether it stands out from the paper: the edges of a box that is filled in white do not, and are a table's cells all the
    same.
    """


@dataclass(frozen=True, slots=True)
class Area:
    """A box that is drawn on a page, filled or framed, in points from the upper left of the page."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True, eq=False)
class Word:
    """A word on a page, in points from the upper left of the page as its text runs. It is equal to itself alone: the same
    word may be printed twice in one place. Nobody changes it; it is not frozen because making a frozen one takes seven times as
    long, and a page has hundreds.

    `turned` is where it stands on the page as shown (left, top, right, bottom in tenths of a point) when that does not
    follow from the rest: where the page or the text is turned.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    font: str
    page: int
    turned: Box | None = None
    struck: bool = False
    """Whether a line is drawn through it."""

    @property
    def box(self) -> Box:
        """Where it stands on the page as shown: left, top, right, bottom in tenths of a point."""
        if self.turned is not None:
            return self.turned
        size, baseline = self.size, 10 * self.baseline
        left, right = int(10 * self.left + 0.5), int(10 * self.right + 0.5)
        top, bottom = int(baseline - 10 * ASCENT * size + 0.5), int(baseline + 10 * DESCENT * size + 0.5)
        if left < 0 or top < 0 or right > FARTHEST_TENTH or bottom > FARTHEST_TENTH:
            return on_page(left), on_page(top), on_page(right), on_page(bottom)
        return left, top, right, bottom

    @property
    def top(self) -> float:
        """The height of a capital and a bit, over the baseline."""
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The depth of a descender under the baseline."""
        return self.baseline + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page: words in the order of the file, rules, and the share of it that pictures cover (0–1)."""

    number: int
    width: float
    height: float
    words: list[Word]
    turned: list[Word] = field(default_factory=list)
    """Words that run in another direction than most of the page."""
    rules: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    """Boxes that are filled in a colour or framed, and large enough to hold text."""
    shapes: list[Area] = field(default_factory=list)
    """Whatever is drawn and more than a line: bullets, bars, circles, boxes."""
    pictured: float = 0.0
    outside: int = 0
    """Words that stand beside the page, where nobody sees them, and are left out."""

    @property
    def text(self) -> str:
        """Its words with spaces between them, in the order of the file."""
        return " ".join([word.text for word in self.words])


def on_page(tenths: int) -> int:
    """A coordinate in tenths of a point as far as the edges of what a word box can hold."""
    return max(0, min(FARTHEST_TENTH, tenths))
