"""The windows in which the coding app asks for something before an action is carried out."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import App

from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg, msg_of
from kodetre.session.actions import ActionKind, Question
from kodetre.session.session import Session
from kodetre.tui.ask import LineScreen, MemoScreen, NumberScreen
from kodetre.tui.codes import CodesScreen
from kodetre.tui.new_code import NewCodeScreen


class Windows:
    """Opens windows over the app; what is answered goes to a function, and nothing does when the window is left."""

    def __init__(self, app: App[None], session: Session, say: Callable[[str], None]) -> None:
        self._app, self._session, self._say = app, session, say

    def codes(self, asked: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """Choose codes in the tree; `asked` stands above it."""

        def chosen(keys: tuple[str, ...] | None) -> None:
            if keys:
                then(keys)

        self._app.push_screen(CodesScreen(self._session, asked), chosen)

    def new_code(self, kind: ActionKind, question: Question, then: Callable[[str], None]) -> None:
        """A key and a label for a new code, and where it stands; of `in_vivo` only the key, the label being the excerpt."""
        session = self._session
        if kind.name == "in_vivo" and session.excerpt is None:
            self._say(msg("Nothing is looked at. s selects the sentence, w the word."))
            return
        words = session.words(*session.excerpt) if kind.name == "in_vivo" and session.excerpt is not None else ""

        def written(code: tuple[str, str] | None) -> None:
            if code is not None:
                key, label = code
                then(f"={key}" if words else f"{key} {label}")

        self._app.push_screen(NewCodeScreen(session.codebook, question.window, words), written)

    def line(self, question: Question, then: Callable[[str], None]) -> None:
        """Something on a line."""

        def answered(line: str | None) -> None:
            if line is not None and (line.strip() or question.optional):
                then(line)

        self._app.push_screen(LineScreen(question.window), answered)

    def memo(self, question: Question, then: Callable[[str], None]) -> None:
        """A memo on what the question says, with what is written there already."""
        session = self._session
        target = question.memo_on
        subject = session.subject_of_memo(target)
        if target == "code" and not subject:
            self._say(msg("No code is looked at: go to a suggestion or a coding first."))
            return

        def written(text: str | None) -> None:
            if text is not None:
                then(text)

        head = phrase(msg_of(question.window, on=msg("the coding") if target == "coding" else subject))
        self._app.push_screen(MemoScreen(head, session.memo_on(target, subject) if subject else ""), written)

    def number(self, question: Question, entries: Sequence[Text], then: Callable[[str], None]) -> None:
        """One of several by its number."""

        def chosen(number: str | None) -> None:
            if number is not None and (number or question.optional):
                then(number)

        self._app.push_screen(NumberScreen(question.window, entries), chosen)
