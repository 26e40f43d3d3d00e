"""The judging session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.plurals import counted
from kodetre.session.judging import KEYS, Judging, JudgingView


class JudgePlain:
    """Shows a judging session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Judging, answers: TextIO) -> None:
        self.session = session
        self.answers = answers
        self._names = {key.key: key.name for key in KEYS}
        self._answered = 0

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        return f"{counted(self._answered, 'answer')} of the session carried out" if self._answered else ""

    def run(self) -> None:
        """Go on until everything is answered, the person quits, or the answers end."""
        session = self.session
        count = counted(len(session.asked), "paragraph")
        out.line(f"{count} to judge, as coder {session.coder}. Answer with one key and Enter; ? helps.")
        while (view := session.view()) is not None:
            self._show(view)
            if not self._answer():
                break
        left = f"{session.left} left to judge." if session.left else "Everything is judged."
        out.line(f"{left} Everything is saved.")

    def _answer(self) -> bool:
        """One answer; False when the session ends. Asks again until an answer changes what is shown."""
        while True:
            out.prompt("y/n/d/b/u> ")
            line = self.answers.readline()
            if not line:
                out.line("")
                return False
            name = self._names.get(line.strip(), "")
            if name == "quit":
                return False
            if name == "help":
                for key in KEYS:
                    out.line(f"  {key.key}  {key.label}")
            elif not name:
                out.line(
                    f"'{line.strip()}' is no answer. The keys are: {', '.join(self._names)}; ? says what each does."
                )
            elif self._do(name):
                return True

    def _do(self, name: str) -> bool:
        """Do it; whether it was done."""
        try:
            told = self.session.do(name)
        except (NotPossible, NothingMatched) as problem:
            out.line(problem.sentence())
            return False
        self._answered += 1
        out.line(told)
        return True

    def _show(self, view: JudgingView) -> None:
        from rich.text import Text

        info = view.document.info
        page = f", s. {view.page}" if view.page else ""
        out.line("")
        out.line(f"{view.left} of {view.total} left.")
        out.rich(Text(f"{info.id} {info.metadata.title}{page}", style="bold"))
        if view.section:
            out.rich(Text(" › ".join(view.section), style="dim"))
        out.line("")
        out.rich(marked(view.document.text, view.span, ()))
        out.line("")
        out.rich(Text.assemble("Does it belong to ", (view.label, f"bold {view.code.colour}"), "?"))
        for name, text in (
            ("", view.code.definition),
            ("Use when: ", view.code.use_when),
            ("Not when: ", view.code.not_when),
        ):
            if text:
                out.rich(Text(f"{name}{text}", style="dim"))
        if view.answer is not None:
            out.line(f"You have answered this one: {view.answer}. A new answer replaces it.")
