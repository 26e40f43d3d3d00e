"""Which paragraphs are headings, with their level, and which are captions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodetre.ingest.drafts import Draft, End, Look

NUMBERED = re.compile(r"^(?:kap(?:ittel|\.)?\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?(?=\s+[^\W\d_])", re.IGNORECASE)
CAPTION = re.compile(
    r"^(tabell|figur|diagram|kart|bilde|bilete|table|figure)\s+\d+(?:[.-]\d+)*\s*[.:–-]?\s", re.IGNORECASE
)
SAYS = re.compile(
    r"^\S+\s+\S+\s+(?:viser|syner|gir|gjev|gir|fremstiller|illustrerer|oppsummerer|summerer|og|i|på|over)\b", re.I
)
"""Running text that begins as a caption does: «Tabell 5.2 viser …»."""
_NO_LETTER = re.compile(r"[\W_]+")
LONGEST_HEADING = 140
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


def classify(drafts: Sequence[Draft], styles: Styles, outline: Mapping[str, int]) -> None:
    """Say of each paragraph that was written whether it is a heading, with its level, or a caption."""
    headings: list[tuple[Draft, tuple[float, bool], int]] = []
    for place, draft in enumerate(drafts):
        look = draft.look
        if draft.kind != "paragraph" or draft.part != "body" or look is None or not look.text:
            continue
        if CAPTION.match(look.text) and _is_caption(look, drafts, place, styles):
            draft.kind = "caption"
            continue
        if _is_heading(look, styles):
            number = NUMBERED.match(look.text)
            depth = number[1].count(".") + 1 if number else 0
            style = half(look.size), look.bold
            headings.append((draft, style, depth or outline.get(plain_title(look.text), 0)))
    _set_levels(headings)


def _is_caption(look: Look, drafts: Sequence[Draft], place: int, styles: Styles) -> bool:
    """Whether what begins as a caption is one: a table stands beside it, or it is set in another way than running text,
    or there is room beside it for what it names.
    """
    if any(draft.kind == "table" for draft in drafts[max(0, place - 1) : place + 2]):
        return True
    if SAYS.match(look.text):
        return False
    slanted = any(name in look.last.font.lower() for name in ("italic", "oblique"))
    if look.last.size < styles.body - 0.3 or slanted or (look.first.bold and not styles.bold):
        return True
    above = drafts[place - 1].look if place else None
    under = drafts[place + 1].look if place + 1 < len(drafts) else None
    return _room(above.last if above else None, look.first, styles) or _room(
        look.last, under.first if under else None, styles
    )


def _room(upper: End | None, lower: End | None, styles: Styles) -> bool:
    """Whether a figure has room between two words of a page."""
    if upper is None or lower is None or upper.page != lower.page:
        return False
    return lower.baseline - upper.baseline > _FIGURE * styles.lead(lower.size)


def _is_heading(look: Look, styles: Styles) -> bool:
    text, size = look.text, half(look.size)
    larger, heavier = size > styles.body + 0.4, look.bold and not styles.bold and size >= styles.body - 1
    if not (larger or heavier) or len(text) > LONGEST_HEADING or look.lines > 4:
        return False
    if sum(letter.isalpha() for letter in text) < 2:
        return False
    if text.endswith((",", ";")) or (text.endswith(".") and not larger) or (text.endswith(":") and not larger):
        return False
    return not (larger and text.endswith(".") and len(text) > 60)


def _set_levels(headings: list[tuple[Draft, tuple[float, bool], int]]) -> None:
    """Depth from numbering or outline; where there is none, from headings of the same looks that have it, else by size."""
    depths: dict[tuple[float, bool], Counter[int]] = {}
    for _, style, depth in headings:
        if depth:
            depths.setdefault(style, Counter())[depth] += 1
    known = {style: counter.most_common(1)[0][0] for style, counter in depths.items()}
    ranked = sorted({style for _, style, _ in headings}, reverse=True)
    level = 0
    levels: dict[tuple[float, bool], int] = {}
    for style in ranked:
        level = known.get(style) or min(level + 1, 6)
        levels[style] = level
    for draft, style, depth in headings:
        draft.kind, draft.level = "heading", depth or levels[style]
