"""The discussing session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.cli.keyed import answer, ask
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import counted, msg
from kodetre.session.discussing import KEYS, REASON, Discussing, DiscussingView, Side
from kodetre.session.keys import SessionKey

_LONGEST = 400
"""Characters of a coding that are shown."""


class DiscussPlain:
    """Shows a discussing session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Discussing, answers: TextIO) -> None:
        self.session = session
        self.answers = answers
        self._decided = 0

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        return (
            msg("{answers} of the session carried out", answers=counted(self._decided, "decision"))
            if self._decided
            else ""
        )

    def run(self) -> None:
        """Go on until everything is decided, the person quits, or the answers end."""
        session = self.session
        one, other = session.coders
        places = counted(session.left, "place")
        out.line(msg("{places} that {one} and {other} have coded otherwise. Answer with one key and Enter; ? helps.",
                     places=places, one=one, other=other))  # fmt: skip
        while (view := session.view()) is not None:
            self._show(view)
            if not self._answer():
                break
        left = msg("{number} left.", number=session.left) if session.left else msg("Everything is decided.")
        out.line(msg("{left} Everything is saved.", left=left))

    def _answer(self) -> bool:
        """One answer that changes what is shown; False when the session ends."""
        return answer("1/2/b/n/s/c/k/u> ", KEYS, self.answers, self._do)

    def _do(self, key: SessionKey) -> bool:
        """Do it; whether it was done."""
        asked = ask(key.asks, self.answers) if key.asks else ""
        decides = key.name not in ("skip", "undo", "redo")
        reason = ask(REASON, self.answers) if decides and asked is not None else ""
        try:
            told = self.session.do(key.name, asked or "", reason or "")
        except (NotPossible, NothingMatched) as problem:
            out.line(problem.sentence())
            return False
        self._decided += decides
        out.line(told)
        return True

    def _show(self, view: DiscussingView) -> None:
        from rich.text import Text

        info = view.document.info
        page = f", s. {view.page}" if view.page else ""
        out.line("")
        out.line(msg("{left} of {total} left.", left=view.left, total=view.total))
        out.rich(Text(f"{info.id} {info.metadata.title}{page}", style="bold"))
        if view.section:
            out.rich(Text(" › ".join(view.section), style="dim"))
        out.rich(Text(view.label, style=f"bold {view.code.colour}".strip()))
        if view.code.definition:
            out.rich(Text(view.code.definition, style="dim"))
        out.line("")
        out.rich(marked(view.document.text, view.span, ()))
        out.line("")
        for number, side in enumerate((view.one, view.other), start=1):
            for line in side_lines(number, side):
                out.line(line)


def side_lines(number: int, side: Side) -> list[str]:
    """What one of the two has coded, with memos, in lines."""
    if not side.codings:
        lines: list[str] = [msg("{number} {coder}: not coded", number=number, coder=side.coder)]
    else:
        lines = [msg("{number} {coder}: “{quote}”", number=number, coder=side.coder, quote=_short(coding.anchor.quote))
                 for coding in side.codings]  # fmt: skip
        lines += [msg("    memo: {memo}", memo=coding.memo) for coding in side.codings if coding.memo]
    if side.others:
        codes = ", ".join(dict.fromkeys(coding.code for coding in side.others))
        lines.append(msg("    also: {codes}", codes=codes))
    return lines


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= _LONGEST else one_line[: _LONGEST - 2] + " …"
