"""The coding app: keys and windows over a session. What is done, the session does, and has saved before it returns."""

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from kodetre.errors import KodetreError, NothingMatched, NotPossible, StoreBusy
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import capitalised, msg, term
from kodetre.model.codings import Coding, Decision
from kodetre.model.suggestions import Suggestion
from kodetre.session.actions import CODE_TREE_KEY, Action, ActionKind, Question
from kodetre.session.selection import By, End, Push
from kodetre.session.services import SessionLearning
from kodetre.session.session import Session
from kodetre.tui.ask import TextScreen
from kodetre.tui.keys import foot_line, list_of_keys
from kodetre.tui.panel import Panel
from kodetre.tui.reader import MARGIN, Reader
from kodetre.tui.typeset import shown
from kodetre.tui.windows import Windows

_WIDEST_PANEL = 72
"""Columns; the panel takes what the text leaves of the screen, up to so many."""
_OFTEN = 0.5
"""Seconds between two looks at whether somebody else has changed the project."""
_MOVES_END: Mapping[str, tuple[By, int]] = {
    "right": ("word", 1),
    "left": ("word", -1),
    "shift+right": ("letter", 1),
    "shift+left": ("letter", -1),
    "down": ("sentence", 1),
    "up": ("sentence", -1),
}
"""What the arrows do to an end of the selection: by what it moves, and forwards or backwards."""


Answered = tuple[Sequence[Coding], Sequence[Decision]]


class CodingApp(App[None]):
    """Reads a document, goes through suggestions, codes."""

    TITLE = "kodetre"
    CSS = """
    Screen { layout: vertical; }
    #head { height: 1; background: $primary 25%; padding: 0 1; }
    #answer { height: 1; padding: 0 1; color: $text-muted; }
    #foot { height: 1; background: $primary 15%; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        session: Session,
        *,
        suggestions: Callable[[Callable[[str], None]], Sequence[Suggestion]] | None = None,
        theme: str = "dark",
        width: int = 90,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self._suggestions = suggestions
        self._wanted = f"textual-{theme}"
        self._width = width
        self._end: End = "end"
        self._learning = False
        self.key_of = {kind.name: kind.key for kind in session.actions} | dict(keys or {})
        """The key of each action, by its name."""
        self.keys = {self.key_of[kind.name]: kind for kind in session.actions}
        """The action of each key."""
        self._shows = {kind.name: kind.shows for kind in session.actions}
        self.failed: KodetreError | None = None
        """What ended the app, when it was not the person."""
        self.defect: Exception | None = None
        """What ended the app, when it should not be."""
        self.windows = Windows(self, session, self._say)

    def _handle_exception(self, error: Exception) -> None:
        self.defect = self.defect or error
        super()._handle_exception(error)

    def compose(self) -> ComposeResult:
        """Head, text, panel, what was answered, keys."""
        yield Static(id="head")
        with Horizontal():
            yield Reader(self.session, self._width)
            yield Panel(self.session)
        yield Static(id="answer")
        yield Static(id="foot")

    def on_mount(self) -> None:
        """Show the document, and look for suggestions behind it."""
        self.theme = self._wanted
        self.query_one(Reader).focus()
        panel = self.query_one(Panel)
        panel.looking = self._suggestions is not None
        self.call_after_refresh(self._draw)
        self.set_interval(_OFTEN, self._catch_up)
        if self._suggestions is not None:
            self.run_worker(self._look_for_suggestions, thread=True)

    def _look_for_suggestions(self) -> None:
        assert self._suggestions is not None
        try:
            suggestions = self._suggestions(partial(self.call_from_thread, self._say))
        except KodetreError as problem:
            self.call_from_thread(self._say, problem.sentence())
            return
        self.call_from_thread(self._suggested, suggestions)

    def _suggested(self, suggestions: Sequence[Suggestion]) -> None:
        self.query_one(Panel).looking = False
        self.session.suggest(suggestions)
        self._draw()
        gc.collect()
        gc.freeze()  # the documents stay; going through them again and again would be felt in the keys

    def _catch_up(self) -> None:
        try:
            changed = self.session.catch_up()
        except StoreBusy:
            return
        except KodetreError as problem:
            self._say(problem.sentence())
            return
        if changed:
            self._say(msg("Somebody else has changed the project; this is how it is now."))
            self._draw()

    # Drawing

    def _draw(self, *, top: bool = False) -> None:
        if not self.query(Reader):
            return
        panel = self.query_one(Panel)
        left_over = self.size.width - self._width - MARGIN - 2
        panel.styles.width = max(30, min(_WIDEST_PANEL, left_over, self.size.width // 2))
        self.query_one(Reader).show(top=top)
        panel.draw()
        self.query_one("#head", Static).update(self._head())
        foot = foot_line(self.session.actions, self.session.focus, self.key_of, self.size.width - 2)
        self.query_one("#foot", Static).update(foot)

    def _head(self) -> Text:
        session = self.session
        if not session.documents:
            return Text(phrase(msg("no documents yet")))
        info = session.documents[session.document].info
        locator = session.locator()
        page = locator.page_at(session.offset)
        parts = [
            f"{info.id} {info.metadata.title}",
            f"s. {page}" if page else "",
            " › ".join(locator.section(session.offset)),
        ]
        head = " · ".join(shown(part) for part in parts if part)
        room = self.size.width - 2
        return Text(head if cell_len(head) <= room else head[: room - 1] + "…", style="bold")

    def _say(self, text: str) -> None:
        self.query_one("#answer", Static).update(Text(shown(text)))

    # Keys

    def on_key(self, event: events.Key) -> None:
        """What a key does here; windows above have their own."""
        if len(self.screen_stack) > 1:
            return
        if self._press(event):
            event.stop()

    def _press(self, event: events.Key) -> bool:
        """Do what a key does; whether it does anything."""
        character = event.character if event.character and event.character.isprintable() else None
        kind = self.keys.get(character or "") or self.keys.get(event.key)
        if kind is not None:
            self.begin(kind)
        elif character is not None and character.isdecimal() and character != "0":
            self._code_with_digit(character)
        elif character == CODE_TREE_KEY:
            self.windows.codes("", self._look_at)
        elif event.key == "escape":
            self.carry_out("drop")
        else:
            return self._move(event.key)
        return True

    def _code_with_digit(self, digit: str) -> None:
        if self._in_view(digit):
            self.carry_out("last", digit)

    def _in_view(self, key: str) -> bool:
        """Whether what an action would be done to is on the screen. If not, it is brought there, and nothing else is done."""
        session = self.session
        excerpt = session.excerpt
        if excerpt is None or self.query_one(Reader).sees(*excerpt):
            return True
        session.show_excerpt()
        self._draw()
        self._say(msg("It was not on the screen; nothing was done. Here it is: {key} again.", key=shown(key)))
        return False

    def _move(self, key: str) -> bool:
        """Arrows and their kind: they move an end of what is selected, else the reader."""
        session, reader = self.session, self.query_one(Reader)
        if session.focus == "selection":
            if key in _MOVES_END:
                by, step = _MOVES_END[key]
                session.push(Push(self._end, by, step))
                excerpt = session.excerpt
                if excerpt is not None:
                    session.go_to(excerpt[0], excerpt[1].start if self._end == "start" else excerpt[1].end - 1)
                self._draw()
                return True
            if key == "tab":
                self._end = "start" if self._end == "end" else "end"
                self._say(msg("The arrows move the {end} now.", end=term(self._end)))
                return True
            if key == "enter" and session.coding is not None:
                self.carry_out("span")
                return True
        page = max(1, reader.size.height - 2)
        rolls = {"down": 1, "up": -1, "pagedown": page, "pageup": -page, "space": page, "home": -(10**9), "end": 10**9}
        if key in rolls:
            reader.roll(rolls[key])
            session.go_to(session.document, reader.top_offset())
            self.query_one("#head", Static).update(self._head())
            return True
        if key in ("left", "right"):
            offset = session.locator().next_heading(session.offset, 1 if key == "right" else -1)
            if offset is not None:
                session.go_to(session.document, offset)
                self._draw(top=True)
            return True
        return False

    # Doing

    def begin(self, kind: ActionKind) -> None:
        """Do an action, after asking for what it wants; what it is done to has to be on the screen."""
        if kind.on_excerpt and not self._in_view(self.key_of[kind.name]):
            return
        match kind.shows:
            case "end":
                self.exit()
            case "keys":
                self._read(list_of_keys(self.session.actions, self.key_of), kind)
            case "lines":
                self._read(Text(shown_lines(self.session.do(Action(kind.name)))), kind)
            case "citation":
                self._copy(kind)
            case _ if kind.question is None:
                self.carry_out(kind.name)
            case _:
                self._ask(kind, kind.question)

    def _read(self, text: Text, kind: ActionKind) -> None:
        """Show something to read; the key that closes it does its work."""

        def closed(key: events.Key | None) -> None:
            if key is not None:
                self.call_after_refresh(self._press, key)

        self.push_screen(TextScreen(text, self.key_of[kind.name]), closed)

    def _ask(self, kind: ActionKind, question: Question) -> None:
        """Ask in the window that the question has, and do the action with the answer."""
        session = self.session
        then = partial(self.carry_out, kind.name)
        match question.wanted:
            case "excerpt":
                self._adjust()
            case "coding" if not question.window:
                self.carry_out(kind.name)
            case "coding":
                codings = session.codings_mirror.of(session.document)
                self.windows.number(question, [_line_of(coding) for coding in codings], then)
            case "digit":
                labels = [Text(shown(session.codebook.label_path(key))) for _, key in session.digits]
                self.windows.number(question, labels, then)
            case "memo":
                self.windows.memo(question, then)
            case "codes":
                self.windows.codes(question.window, lambda chosen: then(",".join(chosen)))
            case "line":
                self.windows.line(question, then)
            case "new_code":
                self.windows.new_code(kind, question, then)

    def carry_out(self, name: str, argument: str = "") -> None:
        """Let the session do it, and show how it is then."""
        try:
            answer = self.session.do(Action(name, argument))
        except (NotPossible, NothingMatched, StoreBusy) as problem:
            self._say(problem.sentence())
            self.bell()
            return
        except KodetreError as problem:
            self.failed = problem
            self.exit()
            return
        shows = self._shows[name]
        if shows == "selection":
            self._end = "end"
        self._say(answer.partition("\n")[0])
        self._draw(top=shows == "place")
        self._learn()

    def _learn(self) -> None:
        """Learn from what was answered behind what is shown, when there is something new to learn from."""
        learning = self.session.services.learning
        if self._learning or learning is None or not self.session.learning_is_due:
            return
        self._learning = True
        answered = self.session.what_was_answered()
        self.run_worker(partial(self._learn_behind, learning, answered), thread=True)

    def _learn_behind(self, learning: SessionLearning, answered: Answered) -> None:
        suggestions = learning.suggestions(*answered)
        self.call_from_thread(self._learned, suggestions)

    def _learned(self, suggestions: Sequence[Suggestion]) -> None:
        self._learning = False
        self.session.take_learned(suggestions)
        self._draw()

    def _adjust(self) -> None:
        """Put the excerpt that is looked at into the hands of the arrows."""
        session = self.session
        if session.focus == "selection":
            if session.coding is not None:
                self.carry_out("span")
            return
        excerpt = session.excerpt
        if excerpt is None:
            self._say(msg("Nothing is looked at. s selects the sentence, w the word."))
            return
        self._end = "end"
        try:
            session.take_up()
        except NotPossible as problem:
            self._say(problem.sentence())
            return
        after = msg("Enter keeps it") if session.coding is not None else msg("then a accepts it so, or c codes it")
        self._say(msg("Arrows move the end by words and sentences, Tab takes the other end; {after}.", after=after))
        self._draw()

    def _copy(self, kind: ActionKind) -> None:
        try:
            cited = self.session.do(Action(kind.name))
        except NotPossible as problem:
            self._say(problem.sentence())
            return
        self.copy_to_clipboard(cited)
        self._say(msg("Copied: {cited}", cited=cited))

    def _look_at(self, chosen: Sequence[str]) -> None:
        """Of a code that was chosen in the tree: to what it codes, or to what is suggested for it."""
        if not chosen:
            return
        session = self.session
        if session.focus in ("selection", "coding"):
            if self._in_view(CODE_TREE_KEY):
                self.carry_out("add", chosen[0])
        elif session.turn_to_code(chosen[0]):
            self._say(msg("Suggestions for {chosen}.", chosen=chosen[0]))
            self._draw()
        else:
            self._say(msg("Nothing is suggested for {chosen} that is not decided on.", chosen=chosen[0]))

    # The command palette

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action in the command palette."""
        for kind in self.session.actions:
            title = f"{phrase(capitalised(kind.short_label))} ({shown(self.key_of[kind.name])})"
            yield SystemCommand(title, phrase(kind.label), partial(self.begin, kind))
        yield SystemCommand(
            phrase(msg("Code tree ({key})", key=CODE_TREE_KEY)),
            phrase(msg("look at the codes")),
            lambda: self.windows.codes("", self._look_at),
        )
        yield SystemCommand(phrase(msg("Light or dark")), phrase(msg("change the colours")), self._other_theme)

    def _other_theme(self) -> None:
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"
        self._draw()

    # Messages of the reader

    def on_reader_pointed(self, event: Reader.Pointed) -> None:
        """A click: the coding there, else the place."""
        session = self.session
        session.go_to(session.document, event.offset)
        if any(c.span.start <= event.offset < c.span.end for c in session.codings_mirror.of(session.document)):
            self.carry_out("coding")
        else:
            self._draw()

    def on_reader_chosen(self, event: Reader.Chosen) -> None:
        """Twice: the word. Three times: the sentence."""
        self.session.go_to(self.session.document, event.offset)
        self.carry_out("word" if event.clicks == 2 else "sentence")

    def on_reader_bar_pointed(self, event: Reader.BarPointed) -> None:
        """To the coding whose bar it is."""
        here = [coding.id for coding in self.session.codings_mirror.of(event.coding.document)]
        if event.coding.id in here:
            self.carry_out("coding", str(here.index(event.coding.id) + 1))

    def on_reader_rolled(self) -> None:
        """The place is where the reader begins, for the keys too."""
        self.session.go_to(self.session.document, self.query_one(Reader).top_offset())
        self.query_one("#head", Static).update(self._head())

    def on_panel_pointed(self, event: Panel.Pointed) -> None:
        """A code of the panel was clicked: it codes what is looked at."""
        session = self.session
        if session.excerpt is None:
            self._say(
                msg(
                    "Nothing is looked at that {code} could code: mark some words first, or click twice on a word.",
                    code=event.code,
                )
            )
        elif self._in_view("click"):
            accepts = session.focus == "suggestion" and session.code_in_focus == event.code
            self.carry_out("accept" if accepts else "add", event.code)

    def on_reader_dragged(self, event: Reader.Dragged) -> None:
        """Marked with the mouse."""
        self.session.mark(self.session.document, event.span)
        self._end = "end"
        self._draw()

    def on_resize(self) -> None:
        """Fit what is drawn to the new size."""
        self.call_after_refresh(self._draw)


def shown_lines(text: str) -> str:
    """Text of several lines as a terminal can show it."""
    return "\n".join(shown(line) for line in text.split("\n"))


def _line_of(coding: Coding) -> Text:
    words = " ".join(coding.anchor.quote.split())
    return Text(shown(f"{coding.code}, {coding.coder}: «{words[:60]}{'…' if len(words) > 60 else ''}»"))
