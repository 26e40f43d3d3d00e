"""The synthesis on the whole screen: the cells at the left, what is said of one and what stands there at the right."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from kodetre.controls import shown
from kodetre.document.cited import SHORT
from kodetre.errors import KodetreError, NothingMatched, NotPossible, StoreBusy
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, msg
from kodetre.report.cells import FilledCell
from kodetre.services.synthesis import CellEdit
from kodetre.services.synthesizing import Synthesizing
from kodetre.tui.ask import MemoScreen, NumberScreen

_KEYS = (
    ("↑↓", msg("another cell")), ("PgUp PgDn", msg("scroll")),
    ("e", msg("text")), ("v", msg("verdict")), ("x", msg("expected")), ("n", msg("next empty cell")),
    ("u", msg("undo")), ("U", msg("redo")), ("q", msg("quit")),
)  # fmt: skip
"""The keys that are told."""
_WRITING = 12
"""Lines that the window for a text takes of the screen."""


class CellTextScreen(MemoScreen):
    """Asks for the text of a cell below its excerpts, which stay in sight and can be scrolled."""

    DEFAULT_CSS = f"""
    CellTextScreen {{ align: center bottom; background: transparent; }}
    CellTextScreen > Vertical {{ width: 100%; max-width: 100%; height: {_WRITING}; max-height: {_WRITING}; }}
    CellTextScreen MemoArea {{ height: 1fr; }}
    """
    KEYS: ClassVar[str] = msg("Ctrl+S keeps it, Esc leaves, PgUp PgDn scroll the excerpts")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll(True)", priority=True),
        Binding("pagedown", "scroll(False)", priority=True),
    ]

    def __init__(self, asked: str, text: str, kept: str, scroll: Callable[[bool], None]) -> None:
        super().__init__(asked, text, kept)
        self._scroll = scroll

    def action_scroll(self, up: bool) -> None:
        """Scroll the excerpts."""
        self._scroll(up)


class SynthesisApp(App[None]):
    """Shows a session over the cells."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #list { width: 53%; max-width: 46; padding: 0 1; border-right: solid $primary; }
    #cells { text-wrap: nowrap; text-overflow: ellipsis; }
    #cell { padding: 0 2; }
    #told, #keys { padding: 0 1; height: auto; }
    """
    _MOVES: ClassVar[dict[str, int]] = {
        "up": -1,
        "down": 1,
        "home": -(10**6),
        "end": 10**6,
    }

    def __init__(self, session: Synthesizing, *, theme: str = "dark") -> None:
        super().__init__()
        self.session = session
        self.failed: KodetreError | None = None
        """What ended the app, when it was not the person."""
        self._told = ""
        self._wanted_theme = "textual-light" if theme == "light" else "textual-dark"

    def compose(self) -> ComposeResult:
        """The cells, one of them, what was done, and the keys."""
        with Horizontal():
            with VerticalScroll(id="list", can_focus=False):
                yield Static(id="cells")
            with VerticalScroll(id="cell", can_focus=False):
                yield Static(id="said")
        yield Static(id="told")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Show the first."""
        self.theme = self._wanted_theme
        keys = "  ".join(f"{key} {phrase(label)}" for key, label in _KEYS)
        self.query_one("#keys", Static).update(Text(keys, style="dim"))
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """A key of the session, or a move; nothing while a window is open."""
        if len(self.screen_stack) > 1:
            return
        key = event.character or ""
        if event.key in ("pageup", "pagedown"):
            self._scroll(event.key == "pageup")
            event.stop()
            return
        if event.key in self._MOVES:
            self.session.go(self._MOVES[event.key])
        elif key == "q":
            self.exit()
            return
        elif key == "u":
            self._do(self.session.undo)
        elif key == "U":
            self._do(self.session.redo)
        elif key == "n":
            self._next_empty()
        elif key in ("e", "v", "x") and (each := self.session.cell) is not None:
            self._ask(key, each)
        else:
            return
        event.stop()
        self._draw()

    def _scroll(self, up: bool) -> None:
        pane = self.query_one("#cell", VerticalScroll)
        (pane.scroll_page_up if up else pane.scroll_page_down)(animate=False)

    def _ask_for_text(self, asked: str, text: str, kept: str) -> None:
        """Ask for a text where its excerpts can be read; `kept` is what the store has."""
        panes = self.query_one(Horizontal)
        panes.styles.margin = (0, 0, _WRITING, 0)
        for id in ("#told", "#keys"):
            self.query_one(id).display = False

        def given(text: str | None) -> None:
            panes.styles.margin = 0
            for id in ("#told", "#keys"):
                self.query_one(id).display = True
            self._text_given(text)

        self.push_screen(CellTextScreen(asked, text, kept, self._scroll), given)

    def _ask(self, key: str, each: FilledCell) -> None:
        name = self.session.opened.name_of(each.cell)
        if key == "e":
            self._ask_for_text(phrase(msg("{cell}: text", cell=name)), each.text.text, each.text.text)
        elif key == "x":
            asked = phrase(msg("{cell}: what the theory expected", cell=name))
            self.push_screen(MemoScreen(asked, each.text.expected), self._expected_given)
        else:
            labels = [Text(shown(label)) for label in self.session.opened.labels.values()]
            self.push_screen(NumberScreen(phrase(msg("{cell}: verdict", cell=name)), labels), self._verdict_given)

    def _text_given(self, text: str | None) -> None:
        if text is not None:
            self._write(CellEdit(text=text))

    def _expected_given(self, expected: str | None) -> None:
        if expected is not None:
            self._write(CellEdit(expected=expected))

    def _verdict_given(self, number: str | None) -> None:
        names = list(self.session.opened.labels)
        if number and 0 < int(number) <= len(names):
            self._write(CellEdit(verdict=names[int(number) - 1]))

    def _write(self, edit: CellEdit) -> None:
        self._do(lambda: self.session.write(edit), edit)
        self._draw()

    def _do(self, act: Callable[[], str], edit: CellEdit | None = None) -> None:
        try:
            self._told = phrase(act())
        except (NotPossible, NothingMatched, StoreBusy) as problem:
            self._told = phrase(problem.sentence())
            self.bell()
            if (
                edit is not None and edit.text and (each := self.session.cell) is not None
            ):  # what was written is not lost
                name = self.session.opened.name_of(each.cell)
                asked = f"{phrase(msg('{cell}: text', cell=name))}\n{self._told}"
                self._ask_for_text(asked, edit.text, each.text.text)
        except KodetreError as problem:
            self.failed = problem
            self.exit()

    def _next_empty(self) -> None:
        cells = self.session.cells
        after = [*range(self.session.number + 1, len(cells)), *range(self.session.number)]
        number = next((at for at in after if cells[at].text.is_empty), None)
        if number is None:
            self._told = phrase(msg("No cell is empty."))
        else:
            self.session.number = number

    def _draw(self) -> None:
        self.query_one("#cells", Static).update(self._listed())
        self.query_one("#list", VerticalScroll).scroll_to(y=max(0, self._line() - self.size.height // 2), animate=False)
        self.query_one("#said", Static).update(self._said())
        self.query_one("#cell", VerticalScroll).scroll_home(animate=False)
        self.query_one("#told", Static).update(Text(shown(self._told), style="italic"))

    def _line(self) -> int:
        """The line of the list that the cell stands on: the perspectives are headings of it."""
        codes = [each.cell.code for each in self.session.cells[: self.session.number + 1]]
        return self.session.number + len(dict.fromkeys(codes))

    def _listed(self) -> Text:
        drawn = Text(no_wrap=True, overflow="ellipsis")
        opened, before = self.session.opened, None
        for at, each in enumerate(self.session.cells):
            if each.cell.code != before:
                before = each.cell.code
                drawn.append(shown(f"{opened.data.codebook.label_path(before)}\n"), "bold")
            mark = "●" if each.text.text else "◐" if not each.text.is_empty else "○"
            label = opened.data.codebook.label_path(each.cell.other) if each.cell.other else ""
            name = ", ".join(part for part in (label, each.cell.case) if part)
            style = "reverse" if at == self.session.number else "" if each.excerpts else "dim"
            drawn.append(shown(f"{mark} {len(each.excerpts):>3}  {name}\n"), style)
        return drawn

    def _said(self) -> Text:
        each, opened = self.session.cell, self.session.opened
        if each is None:
            return Text(phrase(msg("There is no cell: the codebook has no codes.")))
        said, drawn = each.text, Text()
        drawn.append(shown(f"{opened.name_of(each.cell)}\n\n"), "bold")
        for label, text in (
            (msg("expected"), said.expected),
            (msg("verdict"), opened.labels.get(said.verdict, said.verdict)),
        ):
            drawn.append(f"{phrase(label)}: ", "dim")
            drawn.append(shown(f"{text or '–'}\n"))
        drawn.append("\n")
        drawn.append(
            shown(said.text) if said.text else phrase(msg("Nothing is written yet: e")), "" if said.text else "dim"
        )
        for id in each.gone:
            drawn.append(f"\n{phrase(msg('{id} is cited and is no excerpt any more', id=id))}", "bold red")
        drawn.append(f"\n\n{phrase(counted(len(each.excerpts), 'excerpt'))}\n", "bold")
        for excerpt in each.excerpts:
            drawn.append(f"[[{excerpt.coding.id[:SHORT]}]] ", "bold")
            drawn.append(shown(f"{excerpt.citation} {' '.join(excerpt.coding.anchor.quote.split())}\n"), "dim")
        return drawn
