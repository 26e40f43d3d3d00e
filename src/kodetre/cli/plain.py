"""The coding session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.cli.talk import printable
from kodetre.coding.session import ACTIONS, Action, ActionKind, Session, View
from kodetre.errors import KodetreError, NothingMatched, WrongUse
from kodetre.language.tokens import tokens

_BY_KEY = {kind.key: kind for kind in ACTIONS}


class Plain:
    """Shows a session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Session, answers: TextIO) -> None:
        self.session = session
        self.answers = answers

    def run(self) -> None:
        """Go on until everything is decided, or the person quits, or the answers end."""
        total = len(self.session.queue)
        if total:
            out.line(
                f"{total} suggestions to go through, as coder {self.session.coder}. Answer with one key and Enter; ? helps."
            )
        while True:
            view = self.session.view()
            if view is None:
                out.line("Everything is decided. u takes back the last action; anything else ends.")
                answer = self._ask("> ")
                if answer is None or answer.strip() != "u":
                    break
                self._do(_BY_KEY["u"], "")
                continue
            self._show(view)
            if not self._answer():
                break
        out.line(f"{self.session.left} left to decide. Everything is saved; go on at any time with: kodetre code")

    def _answer(self) -> bool:
        """One answer; False when the session ends. Asks again until an answer changes what is shown."""
        while True:
            answer = self._ask("a/r/d/c/+/x/m/u/b/q> ")
            if answer is None:
                out.line("")
                return False
            key, _, argument = answer.strip().partition(" ")
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
            if self._do(kind, argument):
                return True

    def _do(self, kind: ActionKind, argument: str) -> bool:
        if kind.asks and not argument.strip():
            if kind.name == "span":
                self._number_words()
            asked = self._ask({"code": "Which code? ", "excerpt": "s, p, or from–to: ", "memo": "Memo: "}[kind.asks])
            if asked is None or not asked.strip():
                out.line("Nothing was changed.")
                return False
            argument = asked
        try:
            out.line(self.session.do(Action(kind.name, argument.strip())))
        except (WrongUse, NothingMatched) as problem:
            out.line(_in_words(problem))
            return False
        return True

    def _ask(self, prompt: str) -> str | None:
        import sys

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
        out.line(f"{view.left} of {view.total} left{deferred}.")
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
        for kind in ACTIONS:
            out.line(f"  {kind.key}  {kind.label}")
        out.line("  What a key asks for can follow it on the line: c okonomi.tilskudd")


def _in_words(problem: KodetreError) -> str:
    said = f"{problem.where}: {problem.what}" if problem.where else problem.what
    return f"{said[:1].upper()}{said[1:]}." + (f" {problem.next_step}." if problem.next_step else "")
