"""A line of a page that may be furniture."""

from dataclasses import dataclass

from kodetre.document.boxes import Box, around
from kodetre.ingest.layout.lines import Segment


@dataclass(slots=True, eq=False)
class Placed:
    """A line of a page that may be furniture: where, in the upper band, the lower one, or (None) the margin. Nobody changes it
    (see `Word`).

    `baseline` in points from above, `box` in tenths of a point on the page as shown.
    """

    page: int
    upper: bool | None
    text: str
    size: float
    baseline: float
    left: float
    box: Box

    @classmethod
    def of(cls, segment: Segment, upper: bool | None) -> "Placed":
        """A segment as it is placed."""
        box = around([word.box for word in segment.words])
        return cls(segment.page, upper, segment.text, segment.size, segment.baseline, segment.left, box)
