"""Figures and tables that stand side by side, each read with its own caption: the one that is nearest to it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise

from kodetre.ingest.layout.columns import Piece
from kodetre.ingest.layout.headings import CAPTION
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable

_ON_ONE_LINE = 2.0
"""Points within which two captions stand beside one another."""
_FARTHEST = 4.0
"""Ems of white between a caption and what it belongs to at most."""
_STEP = 1.5
"""The most that two lines of a caption are apart, in em."""


def parted_by_captions(column: list[Piece]) -> list[list[Piece]]:
    """A column of pieces, parted where captions stand beside one another: what is over them, each of them with its table or figure
    and all that stands with it, and what is under them.
    """
    captions = [piece for piece in column if isinstance(piece.content, Segment) and CAPTION.match(piece.content.text)]
    for place, first in enumerate(captions):
        beside = sorted(
            (other for other in captions[place:] if abs(_baseline(other) - _baseline(first)) < _ON_ONE_LINE),
            key=lambda caption: caption.left,
        )
        if len(beside) > 1 and (parts := _parted(column, beside)) is not None:
            return [*parts[:-1], *parted_by_captions(parts[-1])] if parts[-1] else parts[:-1]
    return [column]


def _parted(column: Sequence[Piece], captions: Sequence[Piece]) -> list[list[Piece]] | None:
    """The pieces over captions, those of each caption, and those under them; None where a line runs on from one to the other."""
    drawn = [piece for piece in column if not isinstance(piece.content, Segment)]
    owned = [_nearest(caption, drawn) for caption in captions]
    edges = [
        ((one.right if one else before.right) + (other.left if other else after.left)) / 2
        for (before, one), (after, other) in pairwise(zip(captions, owned, strict=True))
    ]
    if edges != sorted(edges):
        return None
    sides = [float("-inf"), *edges, float("inf")]
    groups: list[list[Piece]] = []
    for caption, own, (start, end) in zip(captions, owned, pairwise(sides), strict=True):
        lines = _lines(caption, [piece for piece in column if start <= piece.left and piece.right <= end])
        groups.append([*([own] if own else []), *lines])
    together = list(chain.from_iterable(groups))
    top, bottom = min([piece.top for piece in together]), max([piece.bottom for piece in together])
    between = [piece for piece in column if top < _middle(piece) < bottom]
    strips: list[list[Piece]] = [[] for _ in captions]
    for piece in between:
        if any(piece.left < edge < piece.right for edge in edges):
            return None
        strips[bisect_right(edges, (piece.left + piece.right) / 2)].append(piece)
    over = [piece for piece in column if _middle(piece) <= top]
    under = [piece for piece in column if _middle(piece) >= bottom]
    return [*([over] if over else []), *strips, under]


def _nearest(caption: Piece, drawn: Sequence[Piece]) -> Piece | None:
    """The table or figure right over or under a caption, or None: tables have theirs over them, figures under them, where it
    could be either.
    """
    assert isinstance(caption.content, Segment)
    farthest = _FARTHEST * caption.content.size
    near = []
    for piece in drawn:
        if piece.left < caption.right and piece.right > caption.left:
            is_under = piece.top >= caption.top
            white = piece.top - caption.bottom if is_under else caption.top - piece.bottom
            usual = isinstance(piece.content, FoundTable) == is_under
            if white < farthest:
                near.append((round(max(0.0, white)), not usual, piece))
    return min(near, key=lambda found: found[:2])[2] if near else None


def _lines(caption: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """A caption and the lines under it that go on with it."""
    assert isinstance(caption.content, Segment)
    lines, last, size = [caption], caption.content.baseline, caption.content.size
    for piece in sorted(pieces, key=_baseline):
        line = piece.content
        if not isinstance(line, Segment) or abs(line.size - size) > 0.3 or line.baseline <= last + 1:
            continue
        if line.baseline - last > _STEP * size or CAPTION.match(line.text):
            break
        lines.append(piece)
        last = line.baseline
    return lines


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _baseline(piece: Piece) -> float:
    return piece.content.baseline if isinstance(piece.content, Segment) else piece.bottom
