"""The judging session on the whole screen: a paragraph, a code, and a key to answer with."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from kodetre.errors import KodetreError, NothingMatched, NotPossible, StoreBusy
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg, term
from kodetre.session.judging import KEYS, Judging, JudgingView
from kodetre.tui.ask import TextScreen
from kodetre.tui.typeset import shown, shown_lines


class JudgeApp(App[None]):
    """Shows a judging session."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #paragraph { padding: 1 2; height: 1fr; }
    #code { padding: 0 2; height: auto; max-height: 40%; background: $surface; }
    #head, #told, #keys { padding: 0 2; height: auto; }
    """
    _NAMES: ClassVar[dict[str, str]] = {key.key: key.name for key in KEYS}

    def __init__(self, session: Judging, *, theme: str = "dark") -> None:
        super().__init__()
        self.session = session
        self.failed: KodetreError | None = None
        self._told = ""
        self._wanted_theme = "textual-light" if theme == "light" else "textual-dark"

    def compose(self) -> ComposeResult:
        """Where it stands, the paragraph, the code, what was done, the keys."""
        yield Static(id="head")
        with VerticalScroll(id="paragraph"):
            yield Static(id="text")
        with Vertical(id="code"):
            yield Static(id="question")
        yield Static(id="told")
        yield Static(
            Text(phrase(msg("y yes  n no  d doubtful  b back  u undo  ? keys  q quit")), style="dim"), id="keys"
        )

    def on_mount(self) -> None:
        """Show the first."""
        self.theme = self._wanted_theme
        self.query_one(VerticalScroll).focus()
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """A key of the session; arrows are left to the paragraph."""
        if self._press(event):
            event.stop()

    def _press(self, event: events.Key) -> bool:
        """Do what a key does; whether it does anything."""
        name = self._NAMES.get(event.character or "")
        if name is None:
            return False
        if name == "quit":
            self.exit()
        elif name == "help":
            lines = [f"{key.key}  {phrase(key.label)}" for key in KEYS]
            self.push_screen(TextScreen(Text("\n".join(lines)), "?"), self._help_closed)
        else:
            self._do(name)
        return True

    def _help_closed(self, key: events.Key | None) -> None:
        """The key that closed the list of keys does its work."""
        if key is not None:
            self.call_after_refresh(self._press, key)

    def _do(self, name: str) -> None:
        try:
            self._told = self.session.do(name)
        except (NotPossible, NothingMatched, StoreBusy) as problem:
            self._told = problem.sentence()
            self.bell()
        except KodetreError as problem:
            self.failed = problem
            self.exit()
            return
        self._draw()

    def _draw(self) -> None:
        view = self.session.view()
        if view is None:
            self.query_one("#head", Static).update("")
            self.query_one("#text", Static).update(
                Text(phrase(msg("Everything is judged. q ends; b goes back to the last one.")))
            )
            self.query_one("#question", Static).update("")
        else:
            self.query_one("#head", Static).update(_head(view))
            self.query_one("#text", Static).update(Text(shown_lines(view.span.of(view.document.text))))
            self.query_one("#question", Static).update(_question(view))
            self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one("#told", Static).update(Text(shown(self._told), style="italic"))


def _head(view: JudgingView) -> Text:
    info = view.document.info
    page = f", s. {view.page}" if view.page else ""
    place = shown(" › ".join(view.section))
    left = msg("{left} of {total} left", left=view.left, total=view.total)
    return Text.assemble(
        phrase(msg("{left}\n", left=left)),
        (shown(f"{info.id} {info.metadata.title}{page}"), "bold"),
        (f"\n{place}", "dim"),
    )


def _question(view: JudgingView) -> Text:
    code = view.code
    question = Text.assemble(phrase(msg("Does it belong to ")), (shown(view.label), f"bold {code.colour}"), "?")
    for name, text in (("", code.definition), (msg("Use when: "), code.use_when), (msg("Not when: "), code.not_when)):
        if text:
            question.append(phrase(msg("\n{name}{lines}", name=name, lines=shown_lines(text))), style="dim")
    if view.answer is not None:
        question.append(
            phrase(msg("\nYou have answered this one: {answer}. A new answer replaces it.", answer=term(view.answer)))
        )
    return question
