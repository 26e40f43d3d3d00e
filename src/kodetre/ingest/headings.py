"""Which paragraphs are headings, with their level, and which are captions."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kodetre.ingest.drafts import Draft
from kodetre.ingest.glyphs import Word
from kodetre.ingest.lines import Segment

NUMBERED = re.compile(r"^(?:kap(?:ittel|\.)?\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?(?=\s+[^\W\d_])", re.IGNORECASE)
CAPTION = re.compile(
    r"^(tabell|figur|diagram|kart|bilde|bilete|table|figure)\s+\d+(?:[.-]\d+)*\s*[.:–-]?\s", re.IGNORECASE
)
SAYS = re.compile(
    r"^\S+\s+\S+\s+(?:viser|syner|gir|gjev|gir|fremstiller|illustrerer|oppsummerer|summerer|og|i|på|over)\b", re.I
)
"""Running text that begins as a caption does: «Tabell 5.2 viser …»."""
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
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def classify(drafts: list[Draft], styles: Styles, outline: Mapping[str, int]) -> None:
    """Say of each paragraph whether it is a heading, with its level, or a caption."""
    headings: list[tuple[Draft, tuple[float, bool], int]] = []
    for place, draft in enumerate(drafts):
        if draft.kind != "paragraph" or draft.part != "body" or not draft.lines:
            continue
        words = [word for line in draft.lines for word in line]
        text = " ".join(word.text for word in words)
        if CAPTION.match(text) and len(text) < 300 and _is_caption(text, words, drafts, place, styles):
            draft.kind = "caption"
            continue
        style = _style(words)
        if _is_heading(text, style, len(draft.lines), styles):
            number = NUMBERED.match(text)
            depth = number[1].count(".") + 1 if number else 0
            headings.append((draft, style, depth or outline.get(plain_title(text), 0)))
    _set_levels(headings)


def _is_caption(text: str, words: list[Word], drafts: list[Draft], place: int, styles: Styles) -> bool:
    """Whether what begins as a caption is one: a table stands beside it, or it is set in another way than running text,
    or there is room beside it for what it names.
    """
    if any(draft.kind == "table" for draft in drafts[max(0, place - 1) : place + 2]):
        return True
    if SAYS.match(text):
        return False
    first = words[: 2 if words[1:] else 1]
    lead, rest = first[0], words[-1]
    slanted = any(name in rest.font.lower() for name in ("italic", "oblique"))
    if rest.size < styles.body - 0.3 or slanted or (lead.bold and not styles.bold):
        return True
    above = drafts[place - 1].lines[-1][-1] if place and drafts[place - 1].lines else None
    under = drafts[place + 1].lines[0][0] if drafts[place + 1 : place + 2] and drafts[place + 1].lines else None
    return _room(above, lead, styles) or _room(rest, under, styles)


def _room(upper: Word | None, lower: Word | None, styles: Styles) -> bool:
    """Whether a figure has room between two words, or one of them stands alone at an end of its page."""
    if upper is None or lower is None or upper.page != lower.page:
        return False
    return lower.baseline - upper.baseline > _FIGURE * styles.lead(lower.size)


def _style(words: list[Word]) -> tuple[float, bool]:
    whole = Segment(words)
    return half(whole.size), whole.bold


def _is_heading(text: str, style: tuple[float, bool], lines: int, styles: Styles) -> bool:
    size, bold = style
    larger, heavier = size > styles.body + 0.4, bold and not styles.bold and size >= styles.body - 1
    if not (larger or heavier) or len(text) > LONGEST_HEADING or lines > 4:
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
