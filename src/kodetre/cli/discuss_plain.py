"""The discussing session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import counted, joined, msg, msg_of
from kodetre.session.discussing import KEYS, REASON, Discussing, DiscussingKey, DiscussingView, Side

_LONGEST = 400
"""Characters of a coding that are shown."""


class DiscussPlain:
    """Shows a discussing session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Discussing, answers: TextIO) -> None:
        self.session = session
        self.answers = answers
        self._keys = {key.key: key for key in KEYS}
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
        """One answer; False when the session ends. Asks again until an answer changes what is shown."""
        while True:
            line = self._ask("1/2/b/n/s/c/k/u> ")
            key = self._keys.get((line or "").strip())
            if line is None or (key is not None and key.name == "quit"):
                return False
            if key is None:
                keys = ", ".join(self._keys)
                out.line(
                    msg(
                        "'{answer}' is no answer. The keys are: {keys}; ? says what each does.",
                        answer=line.strip(),
                        keys=keys,
                    )
                )
            elif key.name == "help":
                for each in KEYS:
                    out.line(joined((f"  {each.key}  ", msg_of(each.label))))
            elif self._do(key):
                return True

    def _ask(self, what: str) -> str | None:
        out.prompt(what)
        line = self.answers.readline()
        if not line:
            out.line("")
            return None
        return line.rstrip("\n")

    def _do(self, key: DiscussingKey) -> bool:
        """Do it; whether it was done."""
        answer = self._ask(msg_of(key.asks)) if key.asks else ""
        decides = key.name not in ("skip", "undo", "redo")
        reason = self._ask(msg_of(REASON)) if decides and answer is not None else ""
        try:
            told = self.session.do(key.name, answer or "", reason or "")
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
