"""Blocks before they have offsets, and putting them together into a `Reading`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, pairwise

from kodetre.ingest.layout.hyphens import is_address, joint, spelled, without_hyphen
from kodetre.ingest.layout.lines import is_lowered, is_raised
from kodetre.ingest.layout.word_boxes import add_boxes
from kodetre.language.lexicon import known
from kodetre.model.documents import Block, BlockKind, Page, Part, WordBoxes
from kodetre.pdf.page import LINE_END_HYPHENS, Word

STRUCK = "~~"
"""What is written before and after struck words."""
BETWEEN_BLOCKS = "\n\n"
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 8232, 8233), " ")
"""Control characters become spaces, one for one, so that every offset stays."""


@dataclass(slots=True)
class Draft:
    """A block as it was read: lines of words (from a PDF) or plain text, and for a table its rows of cells.

    `page` is the physical page that plain text stands on; words know their own.
    """

    kind: BlockKind
    level: int = 0
    lines: list[list[Word]] = field(default_factory=list)
    text: str = ""
    table: "list[list[list[Word]]] | None" = None
    rows: list[list[str]] | None = None
    part: Part = "body"
    page: int = 1
    breaks: list[tuple[int, int]] = field(default_factory=list)
    """For plain text that goes on over pages: the offset in it where each further page begins, and that page."""
    header: int | None = None
    """How many of a table's first rows are its header, where the file says it."""
    aside: bool = False
    """Whether it stands in a box beside the text."""
    speaker: str = ""
    """Who says it, in a transcript."""
    times: list[tuple[int, int]] = field(default_factory=list)
    """For plain text: the offset in it where what was said at a time begins, and that time in milliseconds."""
    bold: int = 0
    """How many of the first letters of plain text are in bold type."""
    block: int = -1
    """Its number among the blocks, once it has been written."""


_TOUCHING = 0.2
"""The gap in em under which a raised number stands right against its word."""
_AT_LINE_END = f"-‐{LINE_END_HYPHENS}"
_ENDS_IN_SLASH = re.compile(r"[^\W\d_]/$")
"""A word before the stroke that a line may break after: seldom is there a space («skole/barnehage»)."""
_LONGEST_ADDRESS = 200
"""Letters of an address over several lines that are looked at."""
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmµ]?m|km|ft)$")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_VALUE = re.compile(r"[-–+]?[\d\s.,%]*\d[\d\s.,%]*|[-–]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:\d\d){1,2})?")
_SHORT = frozenset(
    "i å og at av de du en er et ei ein eit for fra frå før få gå ha har hos i inn jo kan kun la med men må ned nye når om "
    "opp oss over per på samt seg selv sin som så til ut var ved vi vil".split()
)
"""Short words that stand at the beginning of a line; the word lists have all letters and many syllables too."""
_SHORTEST_WORD = 3
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"[{_MARKS}]{{30}}")
_JOINER = "\u034f"
"""Parts piles of marks over one letter: putting a long one in order takes time by its square (Unicode UAX #15, 13.2)."""
_INVISIBLE = {0x00AD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}


def clean(text: str) -> str:
    """Text with letters in one piece (å, not a with a ring) and without soft hyphens and other marks of no width."""
    if _PILED.search(text) is not None:
        text = _PILED.sub(lambda pile: f"{pile[0]}{_JOINER}", text)
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def on_one_line(text: str) -> str:
    """Text with one space for every stretch of white space, and none around it."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with everything that points into it."""

    text: str
    blocks: tuple[Block, ...]
    page_starts: dict[int, int]
    boxes: WordBoxes


class Composer:
    """Writes drafts after one another into one text.

    `vocabulary` holds the document's own words in lower case, which line-end hyphens are decided with.
    """

    def __init__(self, vocabulary: Set[str] = frozenset()) -> None:
        self.vocabulary = vocabulary
        self.parts: list[str] = []
        self.length = 0
        self.page_starts: dict[int, int] = {}
        self.boxes = WordBoxes()
        self._settled: list[str] = []
        self._blocks: list[Block] = []
        self._placed: list[Word] = []
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._striking = False

    def take(self, drafts: Iterable[Draft]) -> None:
        """Write drafts, and say of each which block it is."""
        for draft in drafts:
            if self._blocks:
                self.add(BETWEEN_BLOCKS)
            start = self.length
            rows = _write(self, draft)
            if self.length == start:
                if self._blocks:
                    self.parts.pop()
                    self.length -= len(BETWEEN_BLOCKS)
                continue
            draft.block = len(self._blocks)
            (first, last), header = _pages(draft), draft.header or header_rows(rows) if rows else 0
            block = Block(draft.kind, draft.level, start, self.length, first, last, rows, draft.part, header=header)
            if draft.aside or draft.speaker:
                block = replace(block, aside=draft.aside, speaker=draft.speaker)
            self._blocks.append(block)
        self._settle()

    def finish(self, levels: Mapping[int, int] | None = None) -> Composed:
        """The text with its blocks; `levels` says how deep headings are, by the number of the block, with 0 for a paragraph."""
        for place, level in (levels or {}).items():
            self._blocks[place] = replace(self._blocks[place], kind="heading" if level else "paragraph", level=level)
        text = "".join(self._settled)
        self._settled.clear()
        return Composed(text, tuple(self._blocks), self.page_starts, self.boxes)

    def add(self, text: str) -> None:
        """Write a text as it is."""
        self.parts.append(text)
        self.length += len(text)

    def plain(self, text: str) -> None:
        """Text that was not read word by word; its control characters become spaces."""
        self.add(text.translate(_CONTROLS))

    def on_page(self, page: int) -> None:
        """Say that what follows stands on a page."""
        self.page_starts.setdefault(page, self.length)

    def word(self, word: Word, text: str) -> None:
        """Write a word, spelled as `text`, and where it stands on its page."""
        if word.struck and not self._striking:
            self.add(STRUCK)
            self._striking = True
        begin, end = self.length, self.length + len(text)
        if word.page not in self.page_starts:
            self.page_starts[word.page] = begin
        self._placed.append(word)
        self._begins.append(begin)
        self._ends.append(end)
        self.parts.append(text)
        self.length = end

    def _end_strike(self) -> None:
        """Write the end of a struck stretch, where one is open."""
        if self._striking:
            self.add(STRUCK)
            self._striking = False

    def _settle(self) -> None:
        """Put what was gathered since the last time into its compact form."""
        self._settled.append("".join(self.parts))
        self.parts.clear()
        columns = self.boxes
        columns.start.extend(self._begins)
        columns.end.extend(self._ends)
        add_boxes(columns, self._placed)
        for gathered in (self._placed, self._begins, self._ends):
            gathered.clear()

    def words(self, lines: Sequence[Sequence[Word]]) -> None:
        """Lines of words as running text, with line-end hyphens mended."""
        pending: Word | None = None
        spelling, ends_line = "", False
        before = ""  # what closes up with the pending word, on the lines before
        for line in lines:
            last = len(line) - 1
            texts = [spelled(word.text) for word in line]
            goes_on = pending is None or (ends_line and not pending.struck)
            if goes_on and not self._striking and _is_plain(line, texts):
                if pending is not None:
                    self._between(pending, before, spelling, line[0], texts[0], ends_line)
                self._plain_line(line[:last], texts[:last])
                pending, spelling, before, ends_line = line[last], texts[last], "", True
                continue
            for place, (word, text) in enumerate(zip(line, texts, strict=True)):
                if not text:
                    continue
                if pending is None:
                    pass
                elif not ends_line and word.size == pending.size and not self._striking:
                    self.word(pending, spelling)
                    if self._striking and not word.struck:
                        self._end_strike()
                    self.add(" ")
                    before = ""
                else:
                    if word.size < pending.size and not ends_line and _is_mark(word, pending):
                        text = _as_mark(spelling, text)
                    closed = self._between(pending, before, spelling, word, text, ends_line)
                    before = (before + closed)[-_LONGEST_ADDRESS:] if closed and ends_line else ""
                pending, spelling, ends_line = word, text, place == last
        if pending is not None:
            self._last(pending, spelling)

    def _plain_line(self, words: Sequence[Word], texts: Sequence[str]) -> None:
        """Write words that stand on one page in one size, each with a space after it."""
        ends = [*accumulate([len(text) + 1 for text in texts], initial=self.length)]
        self.page_starts.setdefault(words[0].page, self.length)
        self._placed.extend(words)
        self._begins.extend(ends[:-1])
        self._ends.extend([end - 1 for end in ends[1:]])
        self.parts.append(" ".join(texts) + " ")
        self.length = ends[-1]

    def _between(self, word: Word, before: str, text: str, next_word: Word, after: str, ends_line: bool) -> str:
        """A word and what parts it from the next; gives what closes up with the next, where nothing parts them. `before` closes
        up with the word.
        """
        if not ends_line:
            self._written(word, text, next_word)
            if word.size != next_word.size and _belongs(word, next_word):
                return text
            self.add(" ")
            return ""
        if text[-1] not in _AT_LINE_END and not before and not is_address(text):
            self._written(word, text, next_word)
            if _ENDS_IN_SLASH.search(text) and after[0].islower():
                return text
            self.add(" ")
            return ""
        how = joint(before + text, after, self.vocabulary)
        if how == "join":
            text = without_hyphen(text)
        elif text.endswith("\u00ad"):
            text = text[:-1] + ("" if how == "space" else "-")
        if text:
            self._written(word, text, next_word)
        if how in ("space", "hang"):
            self.add(" ")
        return text if how in ("join", "keep") else ""

    def _written(self, word: Word, text: str, next_word: Word) -> None:
        self.word(word, text)
        if not next_word.struck:
            self._end_strike()

    def _last(self, word: Word, text: str) -> None:
        text = text.removesuffix("\u00ad")
        if text:
            self.word(word, text)
        self._end_strike()


def _is_plain(line: Sequence[Word], texts: Sequence[str]) -> bool:
    """Whether a line has two words or more, all in one size, none struck or without letters: there are no marks to look for."""
    count = len(line)
    return (
        count > 1
        and [word.size for word in line].count(line[0].size) == count
        and True not in [word.struck for word in line]
        and "" not in texts
    )


def _touch(word: Word, next_word: Word) -> bool:
    """Whether nothing is printed between two words of a line."""
    return -0.5 < (next_word.left - word.right) / max(word.size, next_word.size) < _TOUCHING


def _is_mark(word: Word, before: Word) -> bool:
    """Whether a word is a raised number right against the one before it."""
    return is_raised(word, before) and _touch(before, word)


def _belongs(word: Word, next_word: Word) -> bool:
    """Whether a raised or lowered number goes with the word before it, or punctuation with the mark that it follows."""
    if not _touch(word, next_word):
        return False
    if is_raised(next_word, word) or is_lowered(next_word, word):
        return True
    return is_raised(word, next_word) and not any(map(str.isalnum, next_word.text))


def _as_mark(before: str, mark: str) -> str:
    """A raised number as it is written: a power of a unit or a number (m², 10⁶), else the mark of a note in brackets."""
    if mark.isdigit() and (before[-1:].isdigit() or (mark in "23" and _UNIT.search(before))):
        return mark.translate(_POWERS)
    return f"[{mark.strip('[]()')}]"


def compose(drafts: Iterable[Draft]) -> Composed:
    """Drafts whose kinds are known as one text with blocks and where each page's first character is."""
    composer = Composer()
    composer.take(drafts)
    return composer.finish()


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of a table's first rows are its header: one, unless there is only one row or the first holds values."""
    values = [cell for cell in rows[0][1:] if _VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return 0 if len(rows) < 2 or values else 1


def _write(composer: Composer, draft: Draft) -> tuple[tuple[str, ...], ...] | None:
    if draft.table is not None:
        return _write_table(composer, draft.table)
    if draft.rows is not None:
        rows = tuple(tuple(map(on_one_line, row)) for row in draft.rows)
        composer.on_page(draft.page)
        composer.plain("\n".join("\t".join(row) for row in rows))
        return rows
    if draft.lines:
        composer.words(draft.lines)
    elif draft.text:
        composer.on_page(draft.page)
        for offset, page in draft.breaks:
            composer.page_starts.setdefault(page, composer.length + offset)
        composer.plain(draft.text)
    return None


def _write_table(composer: Composer, table: list[list[list[Word]]]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for place, row in enumerate(table):
        if place:
            composer.add("\n")
        cells = []
        for column, words in enumerate(row):
            if column:
                composer.add("\t")
            begin = len(composer.parts)
            composer.words(mended(_lines(words), composer.vocabulary))
            cells.append("".join(composer.parts[begin:]))
        rows.append(tuple(cells))
    return tuple(rows)


def mended(lines: list[list[Word]], vocabulary: Set[str]) -> list[list[Word]]:
    """The lines of a cell with the words in one piece that were too long for it and broken without a hyphen: such a word has a
    line of the whole width, and the document or the language has it.
    """
    widest = max((line[-1].right - line[0].left for line in lines), default=0.0)
    for place, (line, following) in enumerate(pairwise(lines)):
        upper, lower = line[-1], following[0]
        alone = len(line) == 1 and upper.right - upper.left > widest - 0.8 * upper.size
        if not alone or not upper.text[-1:].isalpha() or not lower.text[:1].islower():
            continue
        whole = (upper.text + lower.text).strip(".,:;)").lower()
        if whole in vocabulary or known(whole) or not (_is_word(upper, vocabulary) or _is_word(lower, vocabulary)):
            lines[place] = [replace(upper, text=upper.text + "\u00ad")]
    return lines


def _is_word(word: Word, vocabulary: Set[str]) -> bool:
    """Whether a piece of a word is one by itself; the word lists have letters and syllables too."""
    letters = word.text.strip(".,:;)").lower()
    return letters in _SHORT or letters in vocabulary or (len(letters) > _SHORTEST_WORD and known(letters))


def _lines(words: list[Word]) -> list[list[Word]]:
    """The words of a cell by baseline; those of a cell that goes on in the next column of its page come after."""
    if (cut := _next_column(words)) is not None:
        return _lines(words[:cut]) + _lines(words[cut:])
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.page, w.baseline, w.left)):
        if lines and lines[-1][0].page == word.page and abs(lines[-1][0].baseline - word.baseline) < 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.left)
    return lines


def _next_column(words: Sequence[Word]) -> int | None:
    """The place of the first word that stands over all words before it and to the right of them, on their page."""
    if not words:
        return None
    top, right, page = words[0].top, words[0].right, words[0].page
    for place, word in enumerate(words):
        if word.bottom < top and word.left > right and word.page == page:
            return place
        top, right = min(top, word.top), max(right, word.right)
        if word.page != page:
            top, right, page = word.top, word.right, word.page
    return None


def _pages(draft: Draft) -> tuple[int, int]:
    """The first and the last page that a block stands on."""
    if draft.table is not None:
        pages = [word.page for word in chain.from_iterable(chain.from_iterable(draft.table))]
    else:
        pages = [line[0].page for line in draft.lines if line]  # a line stands on one
    pages = pages or [draft.page, *(page for _, page in draft.breaks)]
    return min(pages), max(pages)


def pages_of(starts: dict[int, int], labels: Sequence[str], length: int) -> tuple[Page, ...]:
    """Every page with its range: from its first character to the next page's. A page without text has none."""
    count = len(labels)
    begin = [starts.get(number) for number in range(1, count + 1)]
    following = length
    first: list[int] = [0] * count
    for place in range(count - 1, -1, -1):
        own = begin[place]
        following = own if own is not None else following
        first[place] = following
    if count:
        first[0] = 0
    ends = [*first[1:], length]
    return tuple(
        Page(number, label, start, end)
        for number, label, start, end in zip(range(1, count + 1), labels, first, ends, strict=True)
    )
