"""The window for a new code: what it comes under, chosen by typing, its label and its key."""

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kodetre.codebook.fitting import fitting
from kodetre.codebook.tree import Code, Codebook
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.session.commands.annotate import short_key
from kodetre.tui.typeset import shown

_ROWS = 7


class NewCodeScreen(ModalScreen[tuple[str, str] | None]):
    """Asks for the code above, the label and the key. Gives the whole key and the label, or None when it was left.

    With `words` the label is these, and only the key is asked for. The key is made of the label until it is edited.
    """

    DEFAULT_CSS = """
    NewCodeScreen { align: center middle; }
    NewCodeScreen > Vertical { width: 76; max-width: 94%; height: auto; max-height: 90%;
      background: $surface; border: round $primary; padding: 0 1; }
    NewCodeScreen #codes { height: 7; }
    NewCodeScreen #words { max-height: 5; }
    """

    def __init__(self, codebook: Codebook, asked: str, words: str) -> None:
        super().__init__()
        self.codebook = codebook
        self.asked = asked
        self.words = words
        self.above: Code | None = None
        self._codes: list[Code | None] = []
        self._row = 0
        self._first = 0

    def compose(self) -> ComposeResult:
        """A line for each question, and the codes to come under."""
        with Vertical():
            yield Static(Text(shown(self.asked), style="bold"))
            yield Static(Text(phrase(msg("Under which code? Type part of its name; ↑ ↓ choose.")), style="dim"))
            yield Input(id="above", compact=True)
            yield Static(id="codes")
            yield Static(Text(phrase(msg("Label")), style="dim"))
            if self.words:
                yield Static(Text(shown(self.words)), id="words")
            else:
                yield Input(id="label", compact=True)
            yield Static(Text(phrase(msg("Key")), style="dim"), id="under")
            yield Input(short_key(self.words), id="key", compact=True)
            yield Static(
                Text(phrase(msg("Enter goes on and at the end does it, Tab to the next line, Esc leaves")), style="dim")
            )

    def on_mount(self) -> None:
        """All codes to begin with."""
        for line in self.query(Input):
            line.cursor_blink = False
        self.query_one("#above", Input).focus()
        self._narrow("")

    def _narrow(self, typed: str) -> None:
        """The codes that what was typed fits, the best first; without anything typed the top, and all."""
        codes = fitting(self.codebook.codes(), typed)
        self._codes = list(codes) if typed.strip() else [None, *codes]
        self._row = self._first = 0
        self._draw()

    def _draw(self) -> None:
        self.above = self._codes[self._row] if self._codes else None
        self._first = max(0, min(self._first, self._row), self._row - _ROWS + 1)
        lines = []
        for place, code in enumerate(self._codes[self._first : self._first + _ROWS], start=self._first):
            name = msg("(at the top)") if code is None else shown(self.codebook.label_path(code.key))
            lines.append(
                Text(name, style="reverse bold" if place == self._row else "", no_wrap=True, overflow="ellipsis")
            )
        if not self._codes:
            lines.append(Text(phrase(msg("No code fits what is typed; it comes to the top.")), style="dim"))
        self.query_one("#codes", Static).update(Text("\n").join(lines))
        under = f"{self.above.key}." if self.above is not None else ""
        self.query_one("#under", Static).update(
            Text(phrase(msg("Key: {under}…", under=under) if under else "Key"), style="dim")
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as is typed; the key follows the label."""
        if event.input.id == "above":
            self._narrow(event.value)
        elif event.input.id == "label":
            self.query_one("#key", Input).value = short_key(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next line, and from the last one give it."""
        if event.input.id != "key":
            self.focus_next(Input)
            return
        key = event.value.strip()
        if key:
            whole = f"{self.above.key}.{key}" if self.above is not None else key
            self.dismiss((whole, self.words or self.query_one("#label", Input).value.strip()))

    def on_key(self, event: events.Key) -> None:
        """Move in the list, leave."""
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in ("up", "down") and self._codes:
            self._row = (self._row + (1 if event.key == "down" else -1)) % len(self._codes)
            self._draw()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down the list."""
        event.stop()
        self._row = min(self._row + 1, max(0, len(self._codes) - 1))
        self._draw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up the list."""
        event.stop()
        self._row = max(0, self._row - 1)
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the code that was clicked."""
        area = self.query_one("#codes", Static).region
        place = self._first + event.screen_y - area.y
        if area.contains(event.screen_x, event.screen_y) and place < len(self._codes):
            self._row = place
            self._draw()
