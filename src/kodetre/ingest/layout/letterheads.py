"""The head of a letter: sender and receiver beside one another over the text, each read by itself."""

from collections.abc import Sequence

from kodetre.ingest.layout.lines import Segment

_UPPER = 0.5
"""The share of the page, from above, in which a letter's head stands."""
_FEWEST_LINES, _MOST_LINES = 3, 14
_UNEVEN = 3
"""How many times as long as the other a column is at most."""
_WHITE = 1.8
"""Ems of white between the two columns of a head."""
_STEP = 2.4
"""The most that two lines of a head are apart, in em."""
_LONGEST = 9
"""Words that a line of a head has at most."""


def letterhead(lines: Sequence[Segment], height: float) -> tuple[list[Segment], list[Segment]] | None:
    """The left and the right column of the head of a letter, among the lines of its first page; None where it has none.

    They are short lines that a strip of white parts from top to bottom, whether they stand at the same heights or not.
    """
    upper = sorted(
        (line for line in lines if line.bottom < _UPPER * height), key=lambda line: (line.baseline, line.left)
    )
    for place, line in enumerate(upper):
        for other in upper[place + 1 :]:
            if other.baseline - line.baseline > line.size:
                break
            first, second = sorted((line, other), key=lambda either: either.left)
            if second.left - first.right >= _WHITE * line.size and (head := _from(upper[place:], first, second)):
                return _with_lines_above(head, upper[:place])
    return None


def _from(lines: Sequence[Segment], left: Segment, right: Segment) -> tuple[list[Segment], list[Segment]] | None:
    """The head whose first lines, one in each column, are given, among lines from above that begin with one of them."""
    white, ends = left.right, right.left
    columns: tuple[list[Segment], list[Segment]] = ([], [])
    before = lines[0].baseline
    for line in lines:
        is_left = (line.left + line.right) / 2 < (white + ends) / 2
        new_white, new_ends = (max(white, line.right), ends) if is_left else (white, min(ends, line.left))
        if (
            line.baseline - before > _STEP * line.size
            or len(line.words) > _LONGEST
            or new_ends - new_white < _WHITE * line.size
        ):
            break
        white, ends, before = new_white, new_ends, line.baseline
        columns[0 if is_left else 1].append(line)
    fewest, most = sorted(map(len, columns))
    if (
        any(sum(map(_has_words, column)) < _FEWEST_LINES for column in columns)
        or most > _MOST_LINES
        or most > _UNEVEN * fewest
    ):
        return None
    return columns


def _has_words(line: Segment) -> bool:
    """Whether a line says something: the page numbers of a list of contents do not."""
    return sum(map(str.isalpha, line.text)) > 2


def _with_lines_above(
    head: tuple[list[Segment], list[Segment]], lines: Sequence[Segment]
) -> tuple[list[Segment], list[Segment]]:
    """A head with what stands over it in one of its columns, where the other begins further down."""
    left, right = head
    white, ends = max(line.right for line in left), min(line.left for line in right)
    before = min(left[0].baseline, right[0].baseline)
    for line in reversed(lines):
        if (
            before - line.baseline > _STEP * line.size
            or len(line.words) > _LONGEST
            or (line.left < ends and line.right > white)
        ):
            break
        (left if line.right <= white else right).insert(0, line)
        before = line.baseline
    return left, right
