"""Lines in reading order to blocks: headings, paragraphs, list items, tables, captions and footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from kodetre.ingest.layout.cells import text_of
from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.layout.flow import AT_EDGE, Aside, Flow, Line, goes_on_in
from kodetre.ingest.layout.footnotes import Footnotes, is_lone_mark, marks_in, put_to
from kodetre.ingest.layout.headings import CAPTION, NUMBERED, SAYS, Styles
from kodetre.ingest.layout.list_items import is_enumerated, is_lettered, starts_item, without_bullet
from kodetre.ingest.layout.table_parts import add_rows, goes_on, rows_of_table, words_in
from kodetre.ingest.layout.tables import FoundTable
from kodetre.ingest.layout.titles import begins_title, in_italics, set_alike
from kodetre.model.documents import BlockKind
from kodetre.pdf.page import LINE_END_HYPHENS, Word

_FINAL = re.compile(r"[.!?:;…][\"'»”’)\]]*\d{0,2}$")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\d{0,2}$")
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:jf|jfr|ca|nr|kap|pkt|bl\.a|m\.a|f\.eks|t\.d|d\.v\.s|dvs|inkl|ekskl|evt|ev|hhv|pga|mht|iht|osv|mill|mrd|kl|fig|tab|tlf|avd)\.$",
    re.IGNORECASE,
)
"""Ends of lines that end no sentence where the next line begins in a small letter."""
_LEADERS = re.compile(r"(?:[.·…_‥]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$", re.IGNORECASE)
_ENDS_IN_NUMBER = re.compile(r"\S\s+(?:\d{1,3}|[ivxlc]{1,5})\s*$")
_CONTENTS = re.compile(
    r"^(?:innhold(?:sfortegnelse|soversikt)?|innhald(?:sliste|soversyn)?|contents|table of contents)\W*$", re.I
)
_SAME_LEFT = 2.0
"""Points within which two lines begin at the same indent."""
_CENTRED = 0.8
"""The share of a column's lines that are set in its middle where they are."""
_OUTDENT = 0.7
"""How far left of an item's text, in em, a line stands that does not go on with it."""
_TWO_CAPTIONS = 3
"""A caption, its table, and the caption again."""


@dataclass(slots=True)
class Builder:
    """Goes through the columns of a document in order and gathers their lines into drafts."""

    styles: Styles
    """May be said anew between two pages, as more of the document is seen."""
    drafts: list[Draft] = field(default_factory=list)
    _open: Draft | None = None
    _last: Line | None = None
    _flow: Flow | None = None
    _item_left: float = 0.0
    _bullet_left: float = 0.0
    """Where the text of the last list item begins, and where its bullet or number does, in points."""
    _number: int = 0
    """The number of the last list item that has one."""
    _letter: str = " "
    """The letter of the last list item that has one."""
    _hanging: int = 0
    """How many more further lines of list items stand under their text than under their bullet."""
    _indents: list[float] = field(default_factory=list)
    """How far in the items of the list that is open stand, level by level, in points."""
    _notes: list[Draft] = field(default_factory=list)
    repeated: list[list[Word]] = field(default_factory=list)
    """The header rows that tables say again on a further page, which are left out of their rows."""
    _contents: bool = False
    _waiting: list[list[Aside]] = field(default_factory=list)
    """Boxes that come when the open block has ended; one that goes on over a column or page is several."""
    _notes_of: Footnotes = field(default_factory=Footnotes)

    def page(self, flows: Sequence[Flow]) -> None:
        """Take in the columns of the next page."""
        self._contents = self._is_contents(flows)
        columns, notes, going_on = self._parted(flows)
        placed = False
        if columns and (self._notes or self._waiting):
            columns[0], rest = self._without_rest_of_box(columns[0])
            placed = self._place_notes(columns[0], going_on, rest) if columns[0].items else False
        if going_on and not placed:
            notes.insert(0, Draft("footnote", 0, going_on))
        for flow in columns:
            for place, item in enumerate(flow.items):
                if isinstance(item, FoundTable):
                    self._table(item)
                elif isinstance(item, Aside):
                    self._wait(item, is_first=not place)
                elif self._contents and self._contents_line(item):
                    pass
                else:
                    self._take(item, flow, fresh=not any(isinstance(other, Line) for other in flow.items[:place]))
            self._flow = flow
        self._notes.extend(notes)

    def _parted(self, flows: Sequence[Flow]) -> tuple[list[Flow], list[Draft], list[list[Word]]]:
        """The columns of a page without their footnotes, these, and the lines that go on with a note of the page before."""
        if self._contents:
            return list(flows), [], []
        marks = marks_in(flows)
        columns: list[Flow] = []
        notes: list[Draft] = []
        going_on: list[list[Word]] = []
        for flow in flows:
            parted = self._notes_of.part(flow, self.styles, marks)
            (notes[-1].lines if notes else going_on).extend(parted.going_on)
            notes.extend(parted.notes)
            if parted.text.items:
                columns.append(parted.text)
        return columns, notes, going_on

    def settled(self) -> list[Draft]:
        """The drafts that no further page can change; they are let go of."""
        last = len(self.drafts) - 1
        place = self.drafts.index(self._open) if self._open is not None else last
        done = self.drafts[: max(0, min(place, last))]
        del self.drafts[: len(done)]
        return done

    def finish(self) -> list[Draft]:
        """The drafts that are left when there are no more pages."""
        self.drafts += self._asides()
        rest = [*self.drafts, *self._notes]
        self.drafts, self._notes = [], []
        return rest

    def _wait(self, box: Aside, *, is_first: bool) -> None:
        """Keep a box until the open block has ended; the first item of a column may go on with the last box."""
        if is_first and self._waiting and goes_on_in(self._waiting[-1][-1], box):
            self._waiting[-1].append(box)
        elif box.flows:
            self._waiting.append([box])

    def _without_rest_of_box(self, flow: Flow) -> tuple[Flow, Aside | None]:
        """The first column of a page without the box at its top that goes on with the one at the foot of the last, and it."""
        first = flow.items[0]
        if not (isinstance(first, Aside) and self._waiting and goes_on_in(self._waiting[-1][-1], first)):
            return flow, None
        after = next((item for item in flow.items if not isinstance(item, Aside)), None)
        if self._open is not None and isinstance(after, Line) and self._continues(after, flow, fresh=True):
            return flow, None  # text and box cannot both go on, and stand on their pages
        return replace(flow, items=flow.items[1:]), first

    def _place_notes(self, flow: Flow, going_on: list[list[Word]], rest: Aside | None = None) -> bool:
        """Footnotes and boxes come after the text of their page, and before a paragraph that goes on over to the next: what
        stands on a page is cited by it.

        Lines that go on with the last of the notes are put to it, and it says so; before a paragraph that goes on they would
        stand on the wrong page. `rest` goes on with the last of the boxes, which then come after the notes.
        """
        if rest is not None:
            self._waiting[-1].append(rest)
            self.drafts += [*self._notes, *self._asides()]
            self._notes, self._open = [], None
            return False
        page = self._waiting[0][0].flows[0].page if self._waiting else self._notes[0].lines[0][0].page
        asides, notes = self._asides(), self._notes
        first = next((item for item in flow.items if not isinstance(item, Aside)), None)
        place = self._place_of_what_goes_on(first, flow, page)
        if place is not None:
            self.drafts[place:place] = [*asides, *notes]
        else:
            if notes:
                notes[-1].lines.extend(going_on)
            self.drafts += [*asides, *notes]
            self._open = None
        self._notes = []
        return bool(notes) and place is None

    def _place_of_what_goes_on(self, first: "Line | FoundTable | None", flow: Flow, page: int) -> int | None:
        """The place among the drafts of the paragraph, or of the table with its caption, that begins on a page and goes on with the
        first that stands on the next; None where nothing does.
        """
        if isinstance(first, Line):
            if (
                self._open is None
                or not self._continues(first, flow, fresh=True)
                or self._open.lines[0][0].page != page
            ):
                return None
            return self.drafts.index(self._open)
        last = self.drafts[-1] if self.drafts else None
        if first is None or last is None or last.table is None or words_in(last.table)[0].page != page:
            return None
        if not goes_on(last.table, rows_of_table(first), first.page):
            return None
        has_caption = len(self.drafts) > 1 and self.drafts[-2].kind == "caption"
        return len(self.drafts) - 1 - has_caption

    def _is_contents(self, flows: Sequence[Flow]) -> bool:
        items = chain.from_iterable(flow.items for flow in flows)
        lines = [item for item in items if isinstance(item, Line)]
        if len(lines) < 3:
            return False
        ending = [line.text for line in lines if _may_end_in_number(line.text)]
        leaders = sum(1 for text in ending if _LEADERS.search(text))
        numbers = sum(1 for text in ending if _ENDS_IN_NUMBER.search(text))
        titled = any(_CONTENTS.match(line.text) for line in lines[:6])
        if titled:
            return 3 * max(leaders, numbers) >= len(lines)
        return 2 * leaders >= len(lines) or (self._contents and 2 * max(leaders, numbers) >= len(lines))

    def _contents_line(self, line: Line) -> bool:
        titled = bool(_CONTENTS.match(line.text))
        numbered = NUMBERED.match(line.text) and not self._stands_out(line)  # else it is a heading under the contents
        if not (titled or numbered or _LEADERS.search(line.text) or _ENDS_IN_NUMBER.search(line.text)):
            return False
        self._add(Draft("heading" if titled else "paragraph", int(titled), [line.words], part="contents"), None)
        return True

    def _table(self, table: FoundTable) -> None:
        rows = rows_of_table(table)
        if self._says_caption_again(rows, table.page):
            self.repeated.extend(self.drafts.pop().lines)
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.table is not None and goes_on(last.table, rows, table.page):
            self.repeated.extend(add_rows(last.table, rows))
        else:
            self._add(Draft("table", 0, table=rows, page=table.page), None)
        self._open = None

    def _says_caption_again(self, rows: list[list[list[Word]]], page: int) -> bool:
        """Whether the last that was read is the caption of the table before it, which goes on with these rows on the next page."""
        if len(self.drafts) < _TWO_CAPTIONS:
            return False
        caption, table, again = self.drafts[-_TWO_CAPTIONS:]
        return (
            table.table is not None and bool(again.lines) and bool(caption.lines) and again.lines[0][0].page == page
            and _letters(again) == _letters(caption) and goes_on(table.table, rows, page)
        )  # fmt: skip

    def _take(self, line: Line, flow: Flow, *, fresh: bool) -> None:
        if self._open is not None and self._last is not None and is_lone_mark(line, self._last):
            self._open.lines[-1].append(put_to(self._last, line.words[0]))
            return
        if self._open is not None and self._continues(line, flow, fresh=fresh):
            if fresh and self._flow is not None:  # the item stands in another column now
                self._item_left += flow.left - self._flow.left
                self._bullet_left += flow.left - self._flow.left
            elif self._open.kind == "list_item":
                self._hanging += 1 if line.left > self._item_left - _SAME_LEFT else -1
            self._open.lines.append(line.words)
            self._last = line
            return
        if begins_title(line):
            self._add(Draft("heading", 1, [line.words]), line)
            self._flow = flow
            return
        words, bullet = without_bullet(line.words)
        larger = line.size > self.styles.body + 0.4
        marked = (bullet and not larger) or (is_enumerated(line) and not (line.all_bold or larger))
        kind: BlockKind = "list_item" if marked else "paragraph"
        self._bullet_left = line.left - line.pushed
        self._item_left = words[0].left if bullet else words[min(1, len(words) - 1)].left
        if marked:
            number = line.words[0].text.strip("().")
            self._number = int(number) if number.isdecimal() else self._number
            self._letter = number if len(number) == 1 and number.isalpha() else self._letter
        draft = Draft(kind, self._level_of(line, flow) if marked else 0, [words])
        self._add(draft, line)
        self._flow = flow

    def _level_of(self, line: Line, flow: Flow) -> int:
        """The level of a list item by how far in it stands among those right before it."""
        indent = line.left - line.pushed - flow.left
        if not self.drafts or self.drafts[-1].kind != "list_item":
            self._indents.clear()
        while self._indents and indent < self._indents[-1] - _SAME_LEFT:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + _SAME_LEFT:
            self._indents.append(indent)
        return len(self._indents)

    def _asides(self) -> list[Draft]:
        """The drafts of the boxes that wait. What stands large in one is no heading of the text."""
        placed: list[Draft] = []
        for parts in self._waiting:
            if parts[0].figure:
                items = chain.from_iterable(flow.items for flow in parts[0].flows)
                placed.append(Draft("caption", 0, [item.words for item in items if isinstance(item, Line)]))
                continue
            inner = Builder(self.styles)
            for part in parts:
                inner.page(part.flows)
            for draft in inner.finish():
                draft.aside = True
                if draft.kind == "heading":
                    draft.kind, draft.level = "paragraph", 0
                placed.append(draft)
        self._waiting = []
        return placed

    def _add(self, draft: Draft, line: Line | None) -> None:
        self.drafts += self._asides()
        self.drafts.append(draft)
        self._open, self._last = (draft, line) if line is not None else (None, None)

    def _continues(self, line: Line, flow: Flow, *, fresh: bool) -> bool:
        """Whether a line goes on with the open block."""
        before, open_, old = self._last, self._open, self._flow
        if before is None or open_ is None or old is None:
            return False
        if abs(line.size - before.size) > 0.4 + 0.02 * line.size or _changes_weight(before, line):
            return False
        if begins_title(line):
            return False
        if open_.kind == "heading":
            return not fresh and self._continues_title(before, line, open_, flow)
        text = before.ending
        hyphen = text[-1] in "-" + LINE_END_HYPHENS
        if (
            starts_item(line)
            and self._may_be_next(line, before)
            and (
                _FINAL.search(text)
                or open_.kind == "list_item"
                or not is_enumerated(line)
                or (fresh is False and self._fits(before, line, flow))
            )
        ):
            return False
        if NUMBERED.match(line.text) and self._stands_out(line):
            return False
        if CAPTION.match(line.text) and not SAYS.match(line.text) and not hyphen:
            return False
        if fresh:
            return self._continues_over(line, old, flow)
        gap = line.baseline - before.baseline
        lead = self.styles.lead(line.size)
        if gap > lead + max(1.5, 0.22 * line.size) or gap < -1:
            return False
        if self._stands_out(before) and self._stands_out(line):
            return not _FINAL.search(text) or not self._fits(before, line, flow)
        if (
            open_.kind == "list_item"
            and self._hanging > 0
            and line.left - line.pushed < self._bullet_left - _OUTDENT * line.size
        ):
            return False
        if (
            open_.kind == "list_item"
            and line.left < self._item_left - _OUTDENT * line.size
            and before.left >= self._item_left - 2
        ):
            return False
        if (
            open_.kind == "list_item"
            and len(open_.lines) == 1
            and line.left < self._item_left - 0.5 * line.size
            and self._stands_under_bullet(line, before, flow)
        ):
            return False
        indent = line.left - line.pushed - (before.left - before.pushed)
        is_indented = indent > 0.8 * line.size and not _are_centred(before, line, flow)
        if open_.kind != "list_item" and is_indented and _FINAL.search(text):
            return False
        return not (_FINAL.search(text) and self._fits(before, line, flow)) or hyphen

    def _stands_under_bullet(self, line: Line, before: Line, flow: Flow) -> bool:
        """Whether the second line of an item, which does not stand under its text, is a paragraph after it: where the document's
        items hang, or where a new sentence was begun on a line of its own.
        """
        hangs = self._hanging > 0
        if hangs and _FINAL.search(before.ending):
            return True
        is_new = hangs or (line.text[:1].isupper() and abs(line.left - self._bullet_left) < _SAME_LEFT)
        return is_new and self._fits(before, line, flow)

    def _may_be_next(self, line: Line, before: Line) -> bool:
        """Whether a line that begins in a number or letter right under another may be a list item: it counts on, begins the count,
        or, for a number, stands at another indent. «Meld. St. / 19. juni» is none, and no more is «bl. / a. dette».
        """
        number = line.words[0].text.strip("().")
        if is_lettered(line):
            begins = number == "a" and (abs(line.left - before.left) > _SAME_LEFT or line.words[1].text[:1].isupper())
            return begins or ord(number) == ord(self._letter) + 1
        if not number.isdecimal() or abs(line.left - before.left) > _SAME_LEFT:
            return True
        return int(number) in (1, self._number + 1)

    def _continues_title(self, before: Line, line: Line, title: Draft, flow: Flow) -> bool:
        """Whether a line goes on with a heading in the type of running text.

        What changes its looks in the middle of the line was none, but a paragraph that begins in capitals.
        """
        if line.baseline - before.baseline > 1.6 * line.size:
            return False
        if set_alike(before, line):
            return True
        first = line.words[:1]
        begins_alike = in_italics(first) if in_italics(before.words[1:]) else first[0].text.isupper()
        if abs(line.size - before.size) > 0.4 or not begins_alike or self._fits(before, line, flow):
            return False
        title.kind, title.level = "paragraph", 0
        return True

    def _continues_over(self, line: Line, old: Flow, flow: Flow) -> bool:
        """Whether the first line of a column (`flow`) goes on with what the last one ended in."""
        before, open_ = self._last, self._open
        assert before is not None
        assert open_ is not None
        if self._stands_out(line) or line.page > before.page + 1:
            return False
        text = before.ending
        if text[-1] in "-" + LINE_END_HYPHENS:
            return True
        if line.text[:1].islower():
            return not _SENTENCE_END.search(text) or _ABBREVIATED.search(text) is not None
        indent = self._item_left - old.left - _OUTDENT * line.size
        if open_.kind == "list_item" and self._hanging > 0 and line.left - flow.left < indent and _FINAL.search(text):
            return False  # it does not stand under the item's text
        if _FINAL.search(text):
            short = old.justified and before.right < min(old.right, before.room) - 2 * AT_EDGE
            return not short and not self._fits(before, line, old)
        return not self._fits(before, line, old, slack=6)

    def _stands_out(self, line: Line) -> bool:
        return line.size > self.styles.body + 0.4 or (line.all_bold and not self.styles.bold)

    @staticmethod
    def _fits(before: Line, line: Line, flow: Flow, slack: float = 0.0) -> bool:
        """Whether the first word of a line would have had room on the line before: then somebody broke it."""
        first = line.words[0]
        room = min(flow.right, before.room) - before.right
        if _are_centred(before, line, flow):
            room = flow.right - flow.left - (before.right - before.left)
        return 0.28 * line.size + (first.right - first.left) + slack * line.size < room - 0.3 * line.size


def _are_centred(before: Line, line: Line, flow: Flow) -> bool:
    """Whether two lines begin and end apart and have one middle, as nearly all lines of their column do."""
    middle = before.left + before.right
    if abs(before.left - line.left) <= _SAME_LEFT or abs(middle - line.left - line.right) >= _SAME_LEFT:
        return False
    lines = [item for item in flow.items if isinstance(item, Line)]
    alike = sum(abs(middle - other.left - other.right) < 2 * _SAME_LEFT for other in lines)
    return alike >= _CENTRED * len(lines)


def _may_end_in_number(text: str) -> bool:
    """Whether the last letter of a line may be that of a number, roman ones too: a look that spares most lines a search."""
    last = text.rstrip()[-1:]
    return not last.isascii() or last.isdecimal() or last in "ivxlcIVXLC"


def _letters(draft: Draft) -> str:
    return " ".join(map(text_of, draft.lines))


def _changes_weight(before: Line, line: Line) -> bool:
    if before.all_bold == line.all_bold:
        return False
    goes_on = line.text[:1].islower() and not _FINAL.search(before.text)
    return not goes_on
