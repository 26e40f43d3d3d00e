"""The discussing session on the whole screen: a place, both codings side by side, and a key to decide with."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from kodetre.errors import KodetreError, NothingMatched, NotPossible, StoreBusy
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.model.documents import Span
from kodetre.session.discussing import KEYS, REASON, Discussing, DiscussingView, Side
from kodetre.session.keys import SessionKey
from kodetre.tui.ask import TextScreen
from kodetre.tui.typeset import shown, shown_lines

_AROUND = 300
"""Characters of the text before and after the place that are shown."""


class DiscussApp(App[None]):
    """Shows a discussing session."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #place { padding: 1 2; height: 1fr; }
    #sides { height: auto; max-height: 40%; }
    .side { width: 1fr; padding: 0 2; height: auto; background: $surface; }
    #head, #told, #keys { padding: 0 2; height: auto; }
    Input { display: none; }
    Input.asking { display: block; }
    """
    _KEYS: ClassVar[dict[str, SessionKey]] = {key.key: key for key in KEYS}

    def __init__(self, session: Discussing, *, theme: str = "dark") -> None:
        super().__init__()
        self.session = session
        self.failed: KodetreError | None = None
        self._told = ""
        self._asking: SessionKey | None = None
        self._answer: str | None = None
        self._wanted_theme = "textual-light" if theme == "light" else "textual-dark"

    def compose(self) -> ComposeResult:
        """Where it stands, the text, both codings, what was done, the keys, and a line to answer in."""
        yield Static(id="head")
        with VerticalScroll(id="place"):
            yield Static(id="text")
        with Horizontal(id="sides"):
            yield Static(id="one", classes="side")
            yield Static(id="other", classes="side")
        yield Static(id="told")
        yield Static(id="keys")
        yield Input(id="answer")

    def on_mount(self) -> None:
        """Show the first."""
        self.theme = self._wanted_theme
        line = "  ".join(f"{key.key} {phrase(key.label).partition(':')[0]}" for key in KEYS)
        self.query_one("#keys", Static).update(Text(line, style="dim"))
        self.query_one(VerticalScroll).focus()
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """A key of the session; while something is asked, keys are what is answered, and Escape leaves it."""
        if self._asking is not None:
            if event.key == "escape":
                self._leave_question()
                event.stop()
            return
        if self._press(event):
            event.stop()
            event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """What was answered: the words or the code that were asked for, then why."""
        key = self._asking
        if key is None:
            return
        if key.asks and self._answer is None:
            self._answer = event.value
            self._ask(phrase(REASON))
            return
        answer, reason = self._answer or "", event.value
        self._leave_question()
        self._do(key.name, answer, reason)

    def _press(self, event: events.Key) -> bool:
        """Do what a key does; whether it does anything."""
        key = self._KEYS.get(event.character or "")
        if key is None:
            return False
        if key.name == "quit":
            self.exit()
        elif key.name == "help":
            lines = [f"{each.key}  {phrase(each.label)}" for each in KEYS]
            self.push_screen(TextScreen(Text("\n".join(lines)), "?"), self._help_closed)
        elif key.name in ("skip", "undo", "redo") or self.session.view() is None:
            self._do(key.name)
        else:
            self._asking, self._answer = key, None
            self._ask(phrase(key.asks or REASON))
        return True

    def _ask(self, what: str) -> None:
        field = self.query_one(Input)
        field.value, field.placeholder = "", what.strip()
        field.add_class("asking")
        field.focus()

    def _leave_question(self) -> None:
        self._asking, self._answer = None, None
        self.query_one(Input).remove_class("asking")
        self.query_one(VerticalScroll).focus()

    def _help_closed(self, key: events.Key | None) -> None:
        """The key that closed the list of keys does its work."""
        if key is not None:
            self.call_after_refresh(self._press, key)

    def _do(self, name: str, answer: str = "", reason: str = "") -> None:
        try:
            self._told = phrase(self.session.do(name, answer, reason))
        except (NotPossible, NothingMatched, StoreBusy) as problem:
            self._told = phrase(problem.sentence())
            self.bell()
        except KodetreError as problem:
            self.failed = problem
            self.exit()
            return
        self._draw()

    def _draw(self) -> None:
        view = self.session.view()
        if view is None:
            done = phrase(msg("Everything is decided. q ends; u takes the last decision back."))
            for name, text in (("#head", ""), ("#text", done), ("#one", ""), ("#other", "")):
                self.query_one(name, Static).update(Text(text))
        else:
            self.query_one("#head", Static).update(_head(view))
            self.query_one("#text", Static).update(_text(view))
            self.query_one("#one", Static).update(_side(1, view.one))
            self.query_one("#other", Static).update(_side(2, view.other))
            self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one("#told", Static).update(Text(shown(self._told), style="italic"))


def _head(view: DiscussingView) -> Text:
    """Where it stands, and which code it is about."""
    info = view.document.info
    page = f", s. {view.page}" if view.page else ""
    left = phrase(msg("{left} of {total} left.", left=view.left, total=view.total))
    head = Text(f"{left}\n", style="dim")
    head.append(shown(f"{info.id} {info.metadata.title}{page}"), "bold")
    if view.section:
        head.append(f"\n{shown(' › '.join(view.section))}", "dim")
    head.append(f"\n{shown(view.label)}", f"bold {view.code.colour}".strip())
    if view.code.definition:
        head.append(f"\n{shown_lines(view.code.definition)}", "dim")
    return head


def _text(view: DiscussingView) -> Text:
    """The place in its text; what one of the two has and the other has not is underlined."""
    text, place = view.document.text, view.span
    before, after = text[: place.start], text[place.end :]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    drawn = Text(shown_lines(before), style="dim")
    one, other = _spans(view.one), _spans(view.other)
    ends = {*map(_start, (*one, *other)), *map(_end, (*one, *other))}
    edges = [place.start, *sorted(end for end in ends if place.start < end < place.end), place.end]
    for start, end in pairwise(edges):
        alone = one and other and not (_holds(one, start, end) and _holds(other, start, end))
        drawn.append(shown_lines(text[start:end]), "bold not dim underline" if alone else "bold not dim")
    drawn.append(shown_lines(after), "dim")
    return drawn


def _spans(side: Side) -> list[Span]:
    return [coding.span for coding in side.codings]


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _holds(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans has all of a stretch."""
    return any(span.start <= start and end <= span.end for span in spans)


def _side(number: int, side: Side) -> Text:
    """What one of the two has coded, with memos."""
    drawn = Text(f"{number} {shown(side.coder)}\n", style="bold")
    if not side.codings:
        drawn.append(f"{phrase(msg('not coded'))}\n", "not bold dim")
    for coding in side.codings:
        drawn.append(f"“{shown_lines(coding.anchor.quote)}”\n", "not bold")
        if coding.memo:
            drawn.append(f"{shown_lines(coding.memo)}\n", "not bold italic")
    if side.others:
        codes = ", ".join(dict.fromkeys(coding.code for coding in side.others))
        drawn.append(shown(phrase(msg("also: {codes}", codes=codes))), "not bold dim")
    return drawn
