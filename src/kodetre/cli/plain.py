"""The coding session line by line: for SSH, screen readers and scripts. Never clears the screen."""

import sys
from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.cli.talk import printable
from kodetre.errors import NothingMatched, WrongUse
from kodetre.language.tokens import tokens
from kodetre.model.codings import Coding
from kodetre.session.actions import ACTIONS, TOPICS, Action, ActionKind
from kodetre.session.session import Session
from kodetre.session.state import View

_BY_KEY = {kind.key: kind for kind in ACTIONS}
_QUESTIONS = {
    "code": "Which code? ", "codes": "Which code? Several with commas. ", "excerpt": "s, p, from–to, or first … last: ",
    "memo": "Memo: ", "number": "Which number? ", "pattern": "Find: ", "place": "Page, document or heading: ",
    "new": "Key and label: ", "parent": "Under which code? Empty for the top: ",
}  # fmt: skip
_SHOWS = frozenset(
    "accept reject defer section next back recode add last new in_vivo span select word sentence paragraph again drop coding "
    "later earlier uncode merge go find next_hit hit_before undo redo memo".split()
)
"""Actions after which something else may be looked at, so that it is shown anew."""


class Plain:
    """Shows a session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Session, answers: TextIO) -> None:
        self.session = session
        self.answers = answers

    def run(self) -> None:
        """Go on until the person quits, or everything is decided and the answer is empty, or the answers end."""
        total = len(self.session.queue)
        if total:
            out.line(
                f"{total} suggestions to go through, as coder {self.session.coder}. Answer with one key and Enter; ? helps."
            )
        while True:
            if self.session.catch_up():
                out.line("Somebody else has changed the project; this is how it is now.")
            self._look()
            if not self._answer():
                break
        out.line(f"{self.session.left} left to decide. Everything is saved; go on at any time with: kodetre code")

    def _look(self) -> None:
        """Show what an answer would be about."""
        session = self.session
        view = session.view()
        if session.focus in ("selection", "coding"):
            self._show_excerpt()
        elif view is None:
            out.line("Everything is decided. u takes back the last action; Enter ends; ? shows what else there is.")
        else:
            self._show(view)

    def _answer(self) -> bool:
        """One answer; False when the session ends. Asks again until an answer changes what is shown."""
        while True:
            finished = self.session.view() is None and self.session.focus == "nothing"
            answer = self._ask("> " if finished else "a/r/d/c/+/x/m/u/b/q> ")
            if answer is None:
                out.line("")
                return False
            if finished and not answer.strip():
                return False
            key, _, argument = answer.strip().partition(" ")
            if key.isdecimal() and len(key) == 1:
                key, argument = "l", key
            kind = _BY_KEY.get(key)
            if kind is None:
                out.line(
                    f"'{key}' is no answer. The keys are: {', '.join(a.key for a in ACTIONS)}; ? says what each does."
                )
                continue
            if kind.name == "quit":
                return False
            if kind.name == "help":
                self._help()
                continue
            if self._do(kind, argument) and kind.name in _SHOWS:
                return True

    def _do(self, kind: ActionKind, argument: str) -> bool:
        if kind.asks and not argument.strip():
            self._before_asking(kind)
            asked = self._ask(_QUESTIONS[kind.asks])
            if asked is None or not (asked.strip() or kind.optional):
                out.line("Nothing was changed.")
                return False
            argument = asked
        try:
            out.line(self.session.do(Action(kind.name, argument.strip())))
        except (WrongUse, NothingMatched) as problem:
            out.line(problem.sentence())
            return False
        return True

    def _before_asking(self, kind: ActionKind) -> None:
        """What somebody needs to see in order to answer."""
        session = self.session
        if kind.name == "span" and session.view() is not None:
            self._number_words()
        elif kind.name == "last":
            for place, key in enumerate(session.recent, start=1):
                out.line(f"  {place}  {session.codebook.label_path(key)}")
        elif kind.name in ("coding", "merge"):
            for place, coding in enumerate(session.codings_mirror.of(session.document), start=1):
                out.line(f"  {place}  {_said(coding)}")
        elif (kind.name == "memo_document" and (text := session.memo_on("document", session.document))) or (
            kind.name == "memo_code" and (text := session.memo_on("code", session.code_in_focus))
        ):
            out.line(f"It says now: {text}")

    def _ask(self, prompt: str) -> str | None:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = self.answers.readline()
        return line.rstrip("\n") if line else None

    def _show(self, view: View) -> None:
        from rich.text import Text

        info = view.document.info
        place = " › ".join(view.section)
        deferred = f", {view.deferred} of them deferred" if view.deferred else ""
        out.line("")
        out.line(f"{view.left} of {view.total} left{deferred}.{self._time()}")
        page = f", s. {view.page}" if view.page else ""
        out.rich(Text.assemble((f"{info.id} {printable(info.metadata.title)}{page}", "bold")))
        if place:
            out.rich(Text(printable(place), style="dim"))
        hits = [hit.span for hit in view.suggestion.hits]
        out.line("")
        out.rich(marked(view.document.text, view.paragraph, hits, excerpt=view.excerpt))
        out.line("")
        label = self.session.codebook.label_path(view.code.key)
        out.rich(Text.assemble("Code: ", (label, f"bold {view.code.colour}"), (f"  {view.code.key}", "dim")))
        out.rich(Text("Because of: " + "; ".join(view.suggestion.reasons), style="dim"))
        if view.excerpt != view.suggestion.span:
            out.line(f"The excerpt is now: «{view.excerpt.of(view.document.text)}»")
        if view.verdict:
            out.line(f"You have answered this one: {view.verdict}. A new answer replaces it.")

    def _show_excerpt(self) -> None:
        """A selection or a coding, in its paragraph."""
        from rich.text import Text

        found = self.session.excerpt
        if found is None:
            return
        id, span = found
        document, locator = self.session.documents[id], self.session.locator(id)
        page = locator.page_at(span.start)
        out.line("")
        title = printable(document.info.metadata.title)
        out.rich(Text.assemble((f"{id} {title}{f', s. {page}' if page else ''}", "bold")))
        out.rich(Text(printable(" › ".join(locator.section(span.start))), style="dim"))
        out.line("")
        out.rich(marked(document.text, locator.paragraph(span.start), [span], excerpt=span))
        out.line("")
        if (coding := self.session.coding) is not None:
            out.line(f"{_said(coding)}. c gives it another code, - takes it away, n goes back to the suggestions.")
        else:
            out.line("Selected. c codes it, z lets it go, n goes back to the suggestions.")

    def _time(self) -> str:
        minutes = self.session.progress().minutes
        return f" About {minutes} minutes at your pace." if minutes else ""

    def _number_words(self) -> None:
        from rich.text import Text

        view = self.session.view()
        if view is None:
            return
        text = view.paragraph.of(view.document.text)
        numbered = (f"{place}:{text[start:end]}" for place, (start, end) in enumerate(tokens(text), start=1))
        out.rich(Text(printable(" ".join(numbered))))

    @staticmethod
    def _help() -> None:
        for topic, title in TOPICS.items():
            out.line(title)
            for kind in ACTIONS:
                if kind.topic == topic:
                    out.line(f"  {kind.key}  {kind.label}")
        out.line("What a key asks for can follow it on the line: c okonomi.tilskudd")


def _said(coding: Coding) -> str:
    words = " ".join(coding.anchor.quote.split())
    short = words if len(words) <= 70 else f"{words[:69]}…"
    return f"{coding.code}, by {coding.coder}: «{short}»" + (f" (memo: {coding.memo})" if coding.memo else "")
