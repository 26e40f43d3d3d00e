"""Small windows: a line of text, a memo, a choice by number, something to read."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from kodetre import controls
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.tui.typeset import shown

_BOX = """
{name} {{ align: center middle; }}
{name} > Vertical {{ width: 76; max-width: 94%; height: auto; max-height: 90%;
  background: $surface; border: round $primary; padding: 0 1; }}
"""


class LineScreen(ModalScreen[str | None]):
    """Asks for a line. Gives it, or None when it was left."""

    DEFAULT_CSS = _BOX.format(name="LineScreen")

    def __init__(self, asked: str) -> None:
        super().__init__()
        self.asked = asked

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical():
            yield Static(Text(shown(self.asked), style="bold"))
            line = Input(compact=True)
            line.cursor_blink = False
            yield line
            yield Static(Text(phrase(msg("Enter does it, Esc leaves")), style="dim"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give it."""
        self.dismiss(event.value)

    def key_escape(self) -> None:
        """Leave."""
        self.dismiss(None)


class MemoArea(TextArea):
    """Where a memo is written: what drives a terminal stays in the text, and is not shown."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn, letter for letter."""
        line = super().get_line(line_index)
        line.plain = controls.shown(line.plain)
        return line


class MemoScreen(ModalScreen[str | None]):
    """Asks for a text of several lines. Gives it, or None when it was left."""

    DEFAULT_CSS = _BOX.format(name="MemoScreen") + "MemoScreen MemoArea { height: 10; }"
    KEYS: ClassVar[str] = msg("Ctrl+S keeps it, Esc leaves")
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "keep", "Keep"), ("escape", "leave", "Leave")]

    def __init__(self, asked: str, text: str, kept: str | None = None) -> None:
        super().__init__()
        self.asked = asked
        self.text = text
        """What stands there at first."""
        self._goes_without_saying = {"", (text if kept is None else kept).strip()}
        """What may be left at once: nothing, and what is kept already, which is the text unless another is given."""

    def compose(self) -> ComposeResult:
        """What it is on, and the text."""
        with Vertical():
            yield Static(Text(shown(self.asked), style="bold"))
            area = MemoArea(self.text)
            area.cursor_blink = False
            yield area
            yield Static(Text(phrase(self.KEYS), style="dim"), id="leaving")

    def on_mount(self) -> None:
        """Begin at the end of what is written."""
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Give it."""
        self.dismiss(self.query_one(MemoArea).text.strip())

    def action_leave(self) -> None:
        """Leave; when something else is written than there was, only after it was said that it goes."""
        written = self.query_one(MemoArea).text.strip()
        if written in self._goes_without_saying:
            self.dismiss(None)
            return
        self._goes_without_saying.add(written)
        told = msg("What you wrote is not kept: Ctrl+S keeps it, Esc once more throws it away")
        self.query_one("#leaving", Static).update(Text(phrase(told), style="bold"))


class NumberScreen(ModalScreen[str | None]):
    """A numbered list: a digit chooses, or the number and Enter where there are more than nine."""

    DEFAULT_CSS = _BOX.format(name="NumberScreen") + "NumberScreen VerticalScroll { height: auto; max-height: 70vh; }"

    def __init__(self, asked: str, entries: Sequence[Text]) -> None:
        super().__init__()
        self.asked = asked
        self.entries = list(entries)
        self.typed = ""

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical():
            yield Static(Text(shown(self.asked), style="bold"))
            with VerticalScroll():
                numbered = [
                    Text.assemble((f"{place:>2}  ", "bold"), entry) for place, entry in enumerate(self.entries, start=1)
                ]
                yield Static(
                    Text("\n").join(numbered) if numbered else Text(phrase(msg("There is none yet.")), style="dim")
                )
            yield Static(
                Text(
                    phrase(
                        msg("A digit chooses, Esc leaves")
                        if len(self.entries) < 10
                        else msg("Number and Enter, Esc leaves")
                    ),
                    style="dim",
                )
            )

    def on_key(self, event: events.Key) -> None:
        """Choose or leave."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.character and event.character.isdecimal():
            self.typed += event.character
            if len(self.entries) < 10:
                self.dismiss(self.typed)
        elif event.key == "enter":
            self.dismiss(self.typed)


class TextScreen(ModalScreen[events.Key | None]):
    """Something to read; any key leaves. Gives the key, which then does its work; None for those that only leave."""

    DEFAULT_CSS = _BOX.format(name="TextScreen")

    def __init__(self, text: Text, key: str) -> None:
        super().__init__()
        self.text = text
        self.key = key
        """The key that opened it, which closes it too."""

    def compose(self) -> ComposeResult:
        """The text."""
        with Vertical():
            with VerticalScroll():
                yield Static(self.text)
            yield Static(
                Text(phrase(msg("↑↓ scroll, Esc leaves; any other key leaves and does its work")), style="dim")
            )

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        """Leave."""
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            only_leaves = event.key in ("escape", "enter") or self.key in (event.key, event.character)
            self.dismiss(None if only_leaves else event)
