"""Footnotes: the lines at the foot of a column that the marks in the text point at."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.layout.flow import Aside, Flow, Line
from kodetre.ingest.layout.headings import Styles
from kodetre.ingest.layout.lines import is_raised
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import LINE_END_HYPHENS, Word

_NUMBERED = re.compile(r"^(?:\d{1,3}(?![\d/:–-]|[.,]\d)|[*†])\W{0,2}\s*\S")
_GLUED_MARK = re.compile(r"(\d{1,3})(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*$")
_SMALLER = 0.4
"""Points by which a note is at least smaller than the text."""
_DIGITS_OF_A_MARK = 4
"""Digits that the mark of a note has fewer than."""
_SIZE_OF_A_MARK = 0.8
"""The size that it is under, as a share of the text's."""
_STEP = 1.5
"""The most that two lines of notes are apart, in em."""
_SHORTEST = 5
"""Characters that the first line of a note has more than."""


def marks_in(flows: Iterable[Flow]) -> frozenset[str]:
    """The raised numbers and signs in the lines of a page, but for those that a line begins with."""
    marks: set[str] = set()
    for flow in flows:
        for item in flow.items:
            if isinstance(item, Line):
                size = item.size
                for place, word in enumerate(item.words[1:], start=1):
                    if word.size < size and is_raised(word, item.words[place - 1]):
                        marks.update(_bare(word).split(","))
    return frozenset(marks)


def is_lone_mark(line: Line, before: Line) -> bool:
    """Whether a line is nothing but the raised number of a note that had no room on the line before."""
    word = line.words[0]
    return (
        len(line.words) == 1
        and line.page == before.page
        and word.text.isdecimal()
        and len(word.text) < _DIGITS_OF_A_MARK
        and word.size < _SIZE_OF_A_MARK * before.size
        and 0 < line.baseline - before.baseline < 1.6 * before.size
        and abs(line.left - before.left) < before.size
    )


def put_to(before: Line, mark: Word) -> Word:
    """The mark of a note as it would stand at the end of the line before; its box is where it is printed."""
    width = mark.right - mark.left
    return replace(
        mark, left=before.right, right=before.right + width, baseline=before.baseline - 0.3 * before.size,
        turned=mark.box,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parted:
    """A column without its footnotes, these, and the lines before them that go on with the note before, which stands in
    another column or on the page before.
    """

    text: Flow
    notes: list[Draft] = field(default_factory=list)
    going_on: list[list[Word]] = field(default_factory=list)


@dataclass(slots=True)
class Footnotes:
    """Parts the footnotes of a document from its text, column by column."""

    _last: list[Word] = field(default_factory=list)
    """The last line of the last note."""
    _pending: frozenset[str] = frozenset()
    """The marks of pages before whose notes have not been seen."""

    def part(self, flow: Flow, styles: Styles, marks: Set[str]) -> Parted:
        """A column and the footnotes at its foot; `marks` are those of its page."""
        awaited = self._pending | marks
        foot = [_with_its_mark(line, awaited) for line in _small_foot(flow.items, styles.body - _SMALLER)]
        small = styles.body - max(1.2, 0.12 * styles.body)
        first = next((place for place, line in enumerate(foot) if _begins(line, awaited, small)), len(foot))
        going_on = foot[:first] if self._goes_on(foot[:first], foot[first:], small) else []
        lines = foot[first:]
        above = flow.items[: len(flow.items) - len(going_on) - len(lines)]
        if not going_on and not (lines and (_marked(lines[0], awaited) or _has_text(above, small, styles))):
            self._pending = frozenset(awaited)
            return Parted(flow)
        notes: list[Draft] = []
        raised = any(_is_mark(line.words) for line in lines)
        for line in lines:
            if not notes or _begins_next(line, awaited, raised, small):
                notes.append(Draft("footnote", 0, [line.words]))
                awaited = awaited - {_bare(line.words[0])}
            else:
                notes[-1].lines.append(line.words)
        self._last = (lines or going_on)[-1].words
        self._pending = frozenset(awaited)
        return Parted(replace(flow, items=above), notes, [line.words for line in going_on])

    def _goes_on(self, lines: Sequence[Line], notes: Sequence[Line], small: float) -> bool:
        """Whether small lines at the foot of a column, before its notes, go on with the last note before: that ends within a
        sentence, or they are set as one with the notes after them.
        """
        before = self._last
        if not lines or not before:
            return False
        if lines[0].page > before[-1].page + 1 or abs(lines[0].size - before[-1].size) > 0.3 or lines[0].all_bold:
            return False
        text = before[-1].text
        if notes and lines[0].size <= small and abs(notes[0].size - lines[-1].size) < 0.1:
            step = notes[0].baseline - lines[-1].baseline
            if 0 < step < _STEP * lines[-1].size:
                return True
        return (
            text[-1] in "-" + LINE_END_HYPHENS
            or not _SENTENCE_END.search(text)
            or (lines[0].size <= small and lines[0].text[:1].islower())
        )


def _small_foot(items: Sequence[Line | FoundTable | Aside], largest: float) -> list[Line]:
    """The lines at the foot of a column that are not larger than this, in points."""
    foot: list[Line] = []
    for item in reversed(items):
        if not isinstance(item, Line) or item.size > largest + 0.05:
            break
        foot.append(item)
    return foot[::-1]


def _with_its_mark(line: Line, awaited: Set[str]) -> Line:
    """A line whose number is apart from its first word, where a mark that the text has is printed right against it: «1Se»."""
    first = line.words[0]
    glued = _GLUED_MARK.match(first.text)
    if glued is None or glued[1] not in awaited:
        return line
    edge = first.left + (first.right - first.left) * len(glued[1]) / len(first.text)
    mark = replace(first, text=glued[1], right=edge)
    rest = replace(first, text=first.text[glued.end() :], left=edge)
    return replace(line, words=[mark, rest, *line.words[1:]], text=f"{glued[1]} {line.text[glued.end() :]}")


def _begins(line: Line, awaited: Set[str], small: float) -> bool:
    """Whether a line at the foot begins a note: with a raised mark, with a mark that the text has, or with a number where
    it is much smaller than the text.
    """
    if len(line.text) <= _SHORTEST:
        return False
    if _is_mark(line.words) or (_bare(line.words[0]) in awaited and len(line.words) > 1):
        return True
    return line.size <= small and _NUMBERED.match(line.text) is not None


def _begins_next(line: Line, awaited: Set[str], raised: bool, small: float) -> bool:
    """Whether a line among notes begins the next: where their marks are raised, only such a mark does."""
    if raised:
        return _is_mark(line.words)
    if awaited and line.words[0].text.isdigit():
        return _bare(line.words[0]) in awaited
    return _begins(line, awaited, small)


def _is_mark(words: Sequence[Word]) -> bool:
    """Whether words begin with a raised number or sign."""
    return len(words) > 1 and is_raised(words[0], words[1])


def _marked(line: Line, awaited: Set[str]) -> bool:
    return _is_mark(line.words) or _bare(line.words[0]) in awaited


def _bare(word: Word) -> str:
    return word.text.strip("[]().")


def _has_text(items: Sequence[Line | FoundTable | Aside], small: float, styles: Styles) -> bool:
    """Whether there is anything among them that a note could belong to."""
    return any(not isinstance(item, Line) or small < item.size < styles.body + 1 for item in items)
