"""Which lines that look like furniture are text all the same, so that no word of a document is lost.

A running header stands outside of the room that text has on the pages of its document, and apart from it. What stands
in that room, goes on with the line beside it, leads something in or begins a list is text, however often it is repeated.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from kodetre.ingest.layout.furniture import beside, is_letterless
from kodetre.ingest.layout.lines import BULLETS, Segment, is_marker
from kodetre.ingest.layout.placed import Placed

_REACH = 1.5
"""Points within which a line still stands in the room of the text."""
_OUTER = 0.4
"""The share of the pages whose text begins farther out than the room of the text does."""
_SAME_PITCH = 1.12
"""How much farther than the next line a line may stand from the text to be set as a part of it."""
_TIGHT = 1.35
"""The same in em where the text is a single line."""
_WIDEST_PITCH = 2.6
_REPEATED = 3
"""Pages on which a line says the very same for it to be a running header that begins in a number."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page with its height (points), all its lines, and those of them that may be furniture."""

    number: int
    height: float
    lines: Sequence[Segment]
    candidates: Mapping[Placed, Segment]


class TextRoom:
    """The room that text has on the pages of a document: how far from the upper and the lower edge it begins.

    Gathered page by page: what was seen of the pages before helps with those after.
    """

    def __init__(self) -> None:
        self._uppers: list[float] = []
        self._lowers: list[float] = []

    def add(self, page: SeenPage, furniture: Set[Segment]) -> None:
        """Take in where the lines of a page that are no furniture begin and end."""
        baselines = [line.baseline for line in page.lines if line not in furniture]
        if baselines:
            self._uppers.append(min(baselines))
            self._lowers.append(page.height - max(baselines))

    def holds(self, placed: Placed, height: float) -> bool:
        """Whether a line stands where most pages have text."""
        distances = self._uppers if placed.upper else self._lowers
        if len(distances) < 2:
            return False
        begins = sorted(distances)[int(_OUTER * (len(distances) - 1))]
        return (placed.baseline if placed.upper else height - placed.baseline) >= begins - _REACH


def without_text(likely: Sequence[Placed], pages: Sequence[SeenPage], room: TextRoom) -> list[Placed]:
    """The furniture of pages: what is likely to be it but for what is text, and what shares its line with it.

    `room` learns of the pages.
    """
    here = list(chain.from_iterable(page.candidates for page in pages))
    furniture = set(likely).intersection(here)
    furniture -= _text_among(furniture, pages)
    furniture.update(beside(here, list(furniture)))
    furniture -= _text_among(furniture, pages)
    for page in pages:
        room.add(page, {segment for placed, segment in page.candidates.items() if placed in furniture})
    furniture -= _text_among(furniture, pages, room)
    return [placed for placed in here if placed in furniture]


def _text_among(furniture: Set[Placed], pages: Sequence[SeenPage], room: TextRoom | None = None) -> set[Placed]:
    """Those of the lines that are text, by what is beside them and, where it is known, by the room that text has."""
    repeated = Counter(placed.text for placed in furniture)
    text: set[Placed] = set()
    for page in pages:
        out = {segment for placed, segment in page.candidates.items() if placed in furniture}
        for placed in _from_the_text_out(page, furniture):
            segment = page.candidates[placed]
            in_room = room is not None and room.holds(placed, page.height)
            if in_room or _begins(segment, repeated) or _is_set_on(segment, page, out, upper=bool(placed.upper)):
                text.add(placed)
                out.discard(segment)
    return text


def _from_the_text_out(page: SeenPage, taken: Set[Placed]) -> list[Placed]:
    """The lines of a page that were taken for furniture and have words, those nearest to its middle first."""
    lines = [
        placed for placed in page.candidates
        if placed in taken and placed.upper is not None and not is_letterless(placed)
    ]  # fmt: skip
    return sorted(lines, key=lambda placed: abs(placed.baseline - page.height / 2))


def _begins(segment: Segment, repeated: Mapping[str, int]) -> bool:
    """Whether a line leads in what comes after it, or begins a list."""
    if segment.text.endswith(":"):
        return True
    first, last = segment.words[0].text, segment.words[-1].text
    if len(segment.words) < 2 or not is_marker(first) or repeated[segment.text] >= _REPEATED:
        return False
    return not (first in BULLETS and last in BULLETS)


def _is_set_on(segment: Segment, page: SeenPage, furniture: Set[Segment], *, upper: bool) -> bool:
    """Whether a line is set as a further line of the text: in its type, and no farther away than its lines are."""
    near = _next_inward(segment, page, furniture, upper=upper)
    if near is None or abs(near.size - segment.size) > 0.3 or near.bold != segment.bold:
        return False
    distance = abs(near.baseline - segment.baseline)
    after = _next_inward(near, page, furniture, upper=upper)
    if after is None or abs(after.size - near.size) > 0.3:
        return distance <= _TIGHT * segment.size
    pitch = abs(after.baseline - near.baseline)
    return distance <= _SAME_PITCH * min(pitch, _WIDEST_PITCH * segment.size)


def _next_inward(segment: Segment, page: SeenPage, furniture: Set[Segment], *, upper: bool) -> Segment | None:
    """The nearest line of text over or under a line on the side that the text is on."""
    best: Segment | None = None
    for line in page.lines:
        if line is segment or line in furniture or line.right <= segment.left or line.left >= segment.right:
            continue
        distance = line.baseline - segment.baseline if upper else segment.baseline - line.baseline
        if distance > 0.3 * segment.size and (best is None or distance < abs(best.baseline - segment.baseline)):
            best = line
    return best
