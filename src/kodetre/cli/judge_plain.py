"""The judging session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.cli.keyed import answer
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, msg, term
from kodetre.session.judging import KEYS, Judging, JudgingView
from kodetre.session.keys import SessionKey


class JudgePlain:
    """Shows a judging session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Judging, answers: TextIO) -> None:
        self.session = session
        self.answers = answers
        self._answered = 0

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        return (
            msg("{answers} of the session carried out", answers=counted(self._answered, "answer"))
            if self._answered
            else ""
        )

    def run(self) -> None:
        """Go on until everything is answered, the person quits, or the answers end."""
        session = self.session
        count = counted(len(session.asked), "paragraph")
        out.line(
            msg(
                "{count} to judge, as coder {coder}. Answer with one key and Enter; ? helps.",
                count=count,
                coder=session.coder,
            )
        )
        while (view := session.view()) is not None:
            self._show(view)
            if not self._answer():
                break
        left = msg("{left} left to judge.", left=session.left) if session.left else msg("Everything is judged.")
        out.line(msg("{left} Everything is saved.", left=left))

    def _answer(self) -> bool:
        """One answer that changes what is shown; False when the session ends."""
        return answer("y/n/d/b/u> ", KEYS, self.answers, self._do)

    def _do(self, key: SessionKey) -> bool:
        """Do it; whether it was done."""
        try:
            told = self.session.do(key.name)
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
        out.line(msg("{left} of {total} left.", left=view.left, total=view.total))
        out.rich(Text(f"{info.id} {info.metadata.title}{page}", style="bold"))
        if view.section:
            out.rich(Text(" › ".join(view.section), style="dim"))
        out.line("")
        out.rich(marked(view.document.text, view.span, ()))
        out.line("")
        out.rich(Text.assemble(phrase(msg("Does it belong to ")), (view.label, f"bold {view.code.colour}"), "?"))
        for name, text in (
            ("", view.code.definition),
            (msg("Use when: "), view.code.use_when),
            (msg("Not when: "), view.code.not_when),
        ):
            if text:
                out.rich(Text(phrase(msg("{name}{text}", name=name, text=text)), style="dim"))
        if view.answer is not None:
            out.line(msg("You have answered this one: {answer}. A new answer replaces it.", answer=term(view.answer)))
