"""The document as it reads. Only what is on the screen is laid out and drawn."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kodetre.model.codings import Coding
from kodetre.model.documents import Block, Span
from kodetre.session.session import Session
from kodetre.tui.colours import Colours
from kodetre.tui.typeset import Line, Piece, shown, typeset

_LABEL = 5
_LANES = 3
MARGIN = _LABEL + _LANES + 1
"""Columns at the left: the page's label and the bars of codings."""
_BETWEEN_LINES = 2
"""White space between two lines, or two blocks, that stand one below the other."""
_KEPT = 600
"""Blocks whose lines are kept."""


class Reader(Widget, can_focus=True):
    """A document with its codings, the suggestion or selection that is looked at, and where the reader is in it."""

    DEFAULT_CSS = "Reader { width: 1fr; height: 1fr; }"

    class Pointed(Message):
        """Somebody clicked at an offset."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Chosen(Message):
        """Somebody clicked twice on a word, or three times on a sentence."""

        def __init__(self, offset: int, clicks: int) -> None:
            super().__init__()
            self.offset = offset
            self.clicks = clicks

    class BarPointed(Message):
        """Somebody clicked on the bar of a coding in the margin."""

        def __init__(self, coding: Coding) -> None:
            super().__init__()
            self.coding = coding

    class Rolled(Message):
        """Somebody turned the wheel; the reader begins at another place now."""

    class Dragged(Message):
        """Somebody marked a stretch with the mouse."""

        def __init__(self, span: Span) -> None:
            super().__init__()
            self.span = span

    def __init__(self, session: Session, widest: int = 90) -> None:
        super().__init__()
        self.session = session
        self.widest = widest
        self._document = session.document
        self._top = (0, 0)
        self._lines: OrderedDict[tuple[str, int, int], list[Line]] = OrderedDict()
        self._pressed: int | None = None
        self._dragging = False
        self._screenful: list[Line] | None = None
        self._overlay: tuple[list[Coding], list[tuple[Span, Style]]] | None = None

    @property
    def colours(self) -> Colours:
        """The colours of the app's theme."""
        return Colours.of(self.app.current_theme)

    # Where the reader is

    def show(self, *, top: bool = False) -> None:
        """Bring the place that the session stands at onto the screen, and draw."""
        session = self.session
        if session.document != self._document:
            self._document, self._top = session.document, (0, 0)
        if session.documents and session.locator().blocks:
            self._bring(session.offset, top)
        self.draw()

    def draw(self) -> None:
        """Draw anew what has changed."""
        self._screenful = self._overlay = None
        self.refresh()
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        """Say what stands on the screen now."""
        if self._document not in self.session.documents or not self.is_attached:
            return
        spans: list[Span] = []
        for line in self._on_screen():
            if not 0 <= line.start < line.end:
                continue
            if spans and 0 <= line.start - spans[-1].end <= _BETWEEN_LINES:
                spans[-1] = Span(spans[-1].start, line.end)
            else:
                spans.append(Span(line.start, line.end))
        self.session.services.shows(self._document, self.session.documents[self._document].info.version, spans)

    def roll(self, count: int) -> None:
        """Go some lines down, or up when it is negative."""
        self._top = self._moved(self._top, count)
        self.draw()

    def top_offset(self) -> int:
        """The first offset on the screen."""
        return next((line.start for line in self._on_screen() if line.start >= 0), 0)

    def sees(self, document: str, span: Span) -> bool:
        """Whether any of a stretch is on the screen."""
        if document != self._document:
            return False
        return any(line.start < span.end and span.start < line.end for line in self._on_screen() if line.start >= 0)

    def _bring(self, offset: int, top: bool) -> None:
        number = self.session.locator().block_number(offset)
        lines = self._block(number)
        at = max(0, bisect_right([line.start for line in lines if line.start >= 0], offset) - 1)
        height = max(1, self.size.height)
        if not top and any(
            line.start <= offset < max(line.end, line.start + 1) for line in self._on_screen()[1:-2] if line.start >= 0
        ):
            return
        self._top = self._moved((number, at), 0 if top else -(height // 3))

    def _moved(self, place: tuple[int, int], count: int) -> tuple[int, int]:
        block, line = place
        last = len(self.session.locator().blocks) - 1
        if last < 0:
            return (0, 0)
        line += count
        while line < 0 and block > 0:
            block -= 1
            line += len(self._block(block))
        while block < last and line >= len(self._block(block)):
            line -= len(self._block(block))
            block += 1
        return block, min(max(0, line), max(0, len(self._block(block)) - 1))

    # Laying out

    @property
    def _width(self) -> int:
        return max(20, min(self.widest, self.size.width - MARGIN - 1))

    def _block(self, number: int) -> list[Line]:
        key = (self._document, number, self._width)
        lines = self._lines.get(key)
        if lines is None:
            locator = self.session.locator(self._document)
            lines = typeset(locator.document.text, locator.blocks[number], self._width)
            if _ends_list(locator.blocks, number):
                lines = [*lines, Line(())]
            self._lines[key] = lines
            if len(self._lines) > _KEPT:
                self._lines.popitem(last=False)
        return lines

    def _on_screen(self) -> list[Line]:
        if self._screenful is None:
            lines: list[Line] = []
            block, line = self._top
            blocks = len(self.session.locator(self._document).blocks) if self.session.documents else 0
            while block < blocks and len(lines) < self.size.height:
                lines.extend(self._block(block)[line:])
                block, line = block + 1, 0
            self._screenful = lines[: max(0, self.size.height)]
        return self._screenful

    def _layers(self) -> tuple[list[Coding], list[tuple[Span, Style]]]:
        """The codings on the screen, and what is drawn over the text: later ones over earlier."""
        if self._overlay is None:
            lines = [line for line in self._on_screen() if line.start >= 0]
            seen = Span(lines[0].start, max(line.end for line in lines)) if lines else Span(0, 0)
            codings = [c for c in self.session.codings_mirror.of(self._document) if c.span.overlaps(seen)]
            self._overlay = codings, self._drawn_over(codings, seen)
        return self._overlay

    def _drawn_over(self, codings: Sequence[Coding], seen: Span) -> list[tuple[Span, Style]]:
        session, colours = self.session, self.colours
        over: list[tuple[Span, Style]] = []
        for coding in sorted(codings, key=lambda c: c.span.start - c.span.end):
            shade = self._colour(coding.code)
            over.append((coding.span, colours.tint(shade)))
        for first, second in _pairs(codings):
            shared = Span(max(first.span.start, second.span.start), min(first.span.end, second.span.end))
            over.append((shared, Style(underline=True)))
        if (chosen := session.coding) is not None and chosen.document == self._document:
            over.append((chosen.span, colours.chosen(self._colour(chosen.code))))
        suggestion = session.suggestion
        if suggestion is not None and suggestion.document == self._document and suggestion.span.overlaps(seen):
            if session.focus == "suggestion" and session.excerpt is not None:
                over.insert(0, (session.excerpt[1], colours.suggestion))
            shade = self._colour(suggestion.code)
            over.extend((hit.span, colours.keyword(shade)) for hit in suggestion.hits)
        over.extend(
            (hit.span, colours.hit)
            for hit in session.hits
            if hit.document == self._document and hit.span.overlaps(seen)
        )
        if session.focus == "selection" and session.excerpt is not None and session.excerpt[0] == self._document:
            over.append((session.excerpt[1], colours.selection))
        return over

    def _colour(self, key: str) -> str:
        code = self.session.codebook.find(key)
        return code.colour if code is not None else "#888888"

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        lines = self._on_screen()
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        line = lines[y]
        codings, over = self._layers()
        segments = [*self._margin(line, y, codings)]
        column = 0
        for piece in line.pieces:
            if piece.column > column:
                segments.append(Segment(" " * (piece.column - column), self.rich_style))
                column = piece.column
            segments.extend(self._styled(piece, line, over))
            column += cell_len(shown(piece.text))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _margin(self, line: Line, y: int, codings: Sequence[Coding]) -> list[Segment]:
        label = ""
        if line.start >= 0:
            locator = self.session.locator(self._document)
            before = next((above for above in reversed(self._on_screen()[:y]) if above.start >= 0), None)
            page = locator.page_at(max(line.start, line.end - 1))
            if before is None or locator.page_at(max(before.start, before.end - 1)) != page:
                label = page
        base = self.rich_style
        segments = [Segment(f"{shown(label)[:_LABEL]:>{_LABEL}}", base + Style(dim=True))]
        bars: dict[int, str] = {}
        for coding in codings:
            if line.start >= 0 and coding.span.start < line.end and coding.span.end > line.start:
                lane = self._lane(coding, codings)
                if lane < _LANES:
                    bars[lane] = self._colour(coding.code)
        segments += [
            Segment("▎", base + Style(color=bars[lane])) if lane in bars else Segment(" ", base)
            for lane in range(_LANES)
        ]
        segments.append(Segment(" ", base))
        return segments

    @staticmethod
    def _lane(coding: Coding, codings: Sequence[Coding]) -> int:
        """The column of a coding's bar: the first that no coding before it, and beside it, has."""
        lanes: list[int] = []
        for candidate in codings:
            busy = {lane for other, lane in zip(codings, lanes, strict=False) if other.span.overlaps(candidate.span)}
            lanes.append(next(lane for lane in range(len(lanes) + 1) if lane not in busy))
            if candidate.id == coding.id:
                break
        return lanes[-1]

    def _styled(self, piece: Piece, line: Line, over: Sequence[tuple[Span, Style]]) -> list[Segment]:
        base = self.rich_style + Style(bold=line.bold or None, dim=line.dim or None)
        if piece.start < 0:
            return [Segment(piece.text, base + Style(dim=True))]
        here = [(span, style) for span, style in over if span.start < piece.end and span.end > piece.start]
        cuts = {piece.start, piece.end}
        for span, _ in here:
            cuts.update((max(span.start, piece.start), min(span.end, piece.end)))
        ordered = sorted(cuts)
        segments = []
        for start, end in pairwise(ordered):
            style = base
            for span, own in here:
                if span.start <= start and end <= span.end:
                    style += own
            segments.append(Segment(shown(piece.text[start - piece.start : end - piece.start]), style))
        return segments

    # The mouse

    def _offset_at(self, x: int, y: int) -> int | None:
        lines = self._on_screen()
        if not 0 <= y < len(lines):
            return None
        line, column = lines[y], x - MARGIN
        nearest = [piece for piece in line.pieces if piece.start >= 0]
        for piece in reversed(nearest):
            if column >= piece.column:
                used = piece.column
                for place, letter in enumerate(piece.text):
                    used += cell_len(letter)
                    if column < used:
                        return piece.start + place
                return piece.end
        return nearest[0].start if nearest else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to mark."""
        self._pressed = self._offset_at(event.x, event.y) if event.x >= MARGIN else None
        self._dragging = False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark as far as the mouse is."""
        here = self._offset_at(event.x, event.y)
        if self._pressed is not None and here is not None and here != self._pressed:
            self._dragging = True
            self.post_message(self.Dragged(Span(min(here, self._pressed), max(here, self._pressed))))

    def on_mouse_up(self) -> None:
        """The end of marking."""
        self.release_mouse()
        self._pressed = None

    def on_click(self, event: events.Click) -> None:
        """A click where nothing was marked: on a bar of the margin, at a place, twice on a word, three times on a sentence."""
        if self._dragging:
            return
        if event.x < MARGIN:
            if (coding := self._bar_at(event.x, event.y)) is not None:
                self.post_message(self.BarPointed(coding))
            return
        here = self._offset_at(event.x, event.y)
        if here is not None and event.chain > 1:
            self.post_message(self.Chosen(here, event.chain))
        elif here is not None:
            self.post_message(self.Pointed(here))

    def _bar_at(self, x: int, y: int) -> Coding | None:
        """The coding whose bar is drawn at a place of the margin."""
        lines = self._on_screen()
        if not 0 <= y < len(lines) or lines[y].start < 0:
            return None
        codings, _ = self._layers()
        at = [coding for coding in codings if coding.span.start < lines[y].end and coding.span.end > lines[y].start]
        return next((coding for coding in reversed(at) if self._lane(coding, codings) == x - _LABEL), None)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self.roll(3)
        self.post_message(self.Rolled())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self.roll(-3)
        self.post_message(self.Rolled())

    def on_resize(self) -> None:
        """Lay out anew for the new width, and stay at the place."""
        self._screenful = self._overlay = None
        self.call_after_refresh(self.show)


def _ends_list(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is the last item of a list."""
    following = blocks[number + 1].kind if number + 1 < len(blocks) else ""
    return blocks[number].kind == "list_item" and following != "list_item"


def _pairs(codings: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    """Codings that share text."""
    ordered = sorted(codings, key=lambda c: c.span.start)
    pairs = []
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            if second.span.start >= first.span.end:
                break
            pairs.append((first, second))
    return pairs
