"""What changed between two texts of a document, paragraph by paragraph and word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

_PIECE = re.compile(r"\w+|[^\w\s]|\s+")
_SAME_PARAGRAPH = 50.0
"""How alike, of 100, two paragraphs must be for one to be a change of the other."""
_MOST_PAIRS = 400

Run = tuple[Literal["same", "out", "in"], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph that is new, gone or changed: where it stands (index in the old and the new blocks, None where it does
    not) and its words as runs that stayed, went out or came in.
    """

    old: int | None
    new: int | None
    runs: tuple[Run, ...]

    @property
    def what(self) -> Literal["added", "removed", "changed"]:
        """In a word."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Changed]:
    """The paragraphs that differ, in the order of the new text; those that are the same are passed over."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what != "equal":
            yield from _between(old, new, range(old_start, old_end), range(new_start, new_end))


def _between(old: Sequence[str], new: Sequence[str], gone: range, arrived: range) -> Iterator[Changed]:
    """Paragraphs of a stretch that differs, each paired with the one after the last pair that is most like it."""
    first = gone.start
    for place in arrived:
        best, likest = None, _SAME_PARAGRAPH
        for candidate in range(first, min(gone.stop, first + _MOST_PAIRS)):
            alike = fuzz.ratio(old[candidate], new[place], score_cutoff=likest)
            if alike > likest:
                best, likest = candidate, alike
        if best is None:
            yield Changed(None, place, (("in", new[place]),))
            continue
        for left in range(first, best):
            yield Changed(left, None, (("out", old[left]),))
        yield Changed(best, place, tuple(words(old[best], new[place])))
        first = best + 1
    for left in range(first, gone.stop):
        yield Changed(left, None, (("out", old[left]),))


def words(old: str, new: str) -> Iterator[Run]:
    """Two versions of a paragraph as runs of words that stayed, went out or came in."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(before[a:b])
            continue
        if a < b:
            yield "out", "".join(before[a:b])
        if c < d:
            yield "in", "".join(after[c:d])
