"""The coding session line by line: for SSH, screen readers and scripts. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.excerpt import marked
from kodetre.errors import KodetreError, NothingMatched, NotPossible
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, msg, term
from kodetre.language.tokens import tokens
from kodetre.model.codings import Coding
from kodetre.session.actions import TOPICS, Action, ActionKind, Question, key_line
from kodetre.session.reasons import why
from kodetre.session.session import Session
from kodetre.session.state import View


class Plain:
    """Shows a session on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Session, answers: TextIO) -> None:
        self.session = session
        self.answers = answers
        self._by_key = {kind.key: kind for kind in session.actions}
        self._answered = 0

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        return (
            msg("{answers} of the session carried out", answers=counted(self._answered, "answer"))
            if self._answered
            else ""
        )

    def run(self) -> None:
        """Go on until the person quits, or everything is decided and the answer is empty, or the answers end."""
        total = len(self.session.queue.open)
        if total:
            out.line(
                msg(
                    "{suggestions} to go through, as coder {coder}. Answer with one key and Enter; ? helps.",
                    suggestions=counted(total, "suggestion"),
                    coder=self.session.coder,
                )
            )
        while True:
            self._catch_up()
            if self.session.learning_is_due:
                self.session.learn()
            self._look()
            if not self._answer():
                break
        out.line(
            msg(
                "{left} left to decide. Everything is saved; go on at any time with: kodetre code",
                left=self.session.left,
            )
        )

    def _catch_up(self) -> None:
        """Say that others have changed something."""
        try:
            changed = self.session.catch_up()
        except KodetreError as problem:
            out.line(problem.sentence())
            return
        if changed:
            out.line(msg("Somebody else has changed the project; this is how it is now."))

    def _look(self) -> None:
        """Show what an answer would be about."""
        session = self.session
        view = session.view()
        if session.focus in ("selection", "coding"):
            self._show_excerpt()
        elif view is None:
            out.line(
                msg("Everything is decided. u takes back the last action; Enter ends; ? shows what else there is.")
            )
        else:
            self._show(view)

    def _answer(self) -> bool:
        """One answer; False when the session ends. Asks again until an answer changes what is shown."""
        while True:
            finished = self.session.view() is None and self.session.focus == "nothing"
            answer = self._ask("> " if finished else self._prompt())
            if answer is None:
                out.line("")
                return False
            if finished and not answer.strip():
                return False
            key, _, argument = answer.strip().partition(" ")
            if key.isdecimal() and len(key) == 1:
                key, argument = "l", key
            kind = self._by_key.get(key)
            if kind is None:
                keys = ", ".join(self._by_key)
                out.line(msg("'{key}' is no answer. The keys are: {keys}; ? says what each does.", key=key, keys=keys))
            elif kind.shows == "end":
                return False
            elif kind.shows == "keys":
                self._help()
            elif self._do(kind, argument) and kind.shows in ("view", "selection", "place"):
                return True

    def _prompt(self) -> str:
        """The keys that answer a suggestion most often."""
        keys = [kind.key for kind in key_line(self.session.actions, "prompt")]
        return f"{'/'.join(keys)}> "

    def _do(self, kind: ActionKind, argument: str) -> bool:
        """Do an action, after asking for what it wants and was not given; whether it was done."""
        question = kind.question
        if question is not None and not argument.strip():
            self._before_asking(question)
            answer = self._ask(question.prompt)
            while answer is not None and answer.startswith("?") and question.wanted in ("codes", "new_code"):
                self._list_codes(answer[1:])
                answer = self._ask(question.prompt)
            if answer is None or not (answer.strip() or question.optional):
                out.line(msg("Nothing was changed."))
                return False
            argument = answer
        try:
            told = self.session.do(Action(kind.name, argument.strip()))
        except (NotPossible, NothingMatched) as problem:
            out.line(problem.sentence())
            return False
        self._answered += 1
        out.line(told)
        return True

    def _before_asking(self, question: Question) -> None:
        """What somebody needs to see in order to answer."""
        session = self.session
        match question.wanted:
            case "excerpt":
                self._number_words()
            case "digit":
                for digit, key in session.digits:
                    out.line(f"  {digit}  {session.codebook.label_path(key)}")
            case "coding":
                for number, coding in enumerate(session.codings_mirror.of(session.document), start=1):
                    out.line(msg("  {number}  {described}", number=number, described=_described(coding)))
            case "memo" if question.memo_on != "coding":
                text = session.memo_on(question.memo_on, session.subject_of_memo(question.memo_on))
                if text:
                    out.line(msg("It says now: {text}", text=text))

    def _list_codes(self, typed: str) -> None:
        """The codes that a part of a name fits, the best first."""
        from kodetre.codebook.fitting import fitting

        codes = fitting(self.session.codebook.codes(), typed)
        for code in codes:
            out.line(f"  {code.key}  {self.session.codebook.label_path(code.key)}")
        if not codes:
            out.line(msg("No code fits '{typed}'.", typed=typed.strip()))

    def _ask(self, prompt: str) -> str | None:
        out.prompt(prompt)
        line = self.answers.readline()
        return line.rstrip("\n") if line else None

    def _show(self, view: View) -> None:
        from rich.text import Text

        info = view.document.info
        place = " › ".join(view.section)
        deferred = msg(", {deferred} of them deferred", deferred=view.deferred) if view.deferred else ""
        out.line("")
        out.line(
            msg(
                "{left} of {total} left{deferred}.{time}",
                left=view.left,
                total=view.total,
                deferred=deferred,
                time=self._time(),
            )
        )
        page = f", s. {view.page}" if view.page else ""
        out.rich(Text.assemble((f"{info.id} {info.metadata.title}{page}", "bold")))
        if place:
            out.rich(Text(place, style="dim"))
        hits = [hit.span for hit in view.suggestion.hits]
        out.line("")
        out.rich(marked(view.document.text, view.paragraph, hits, excerpt=view.excerpt))
        self.session.services.shows(info.id, info.version, [view.paragraph])
        out.line("")
        label = self.session.codebook.label_path(view.code.key)
        begin = phrase(msg("Code:"))
        out.rich(Text.assemble(f"{begin} ", (label, f"bold {view.code.colour}"), (f"  {view.code.key}", "dim")))
        suggestion = view.suggestion
        out.rich(
            Text(
                phrase(msg("{in_ten} of 10, because of: {why}", in_ten=suggestion.in_ten, why=why(suggestion))),
                style="dim",
            )
        )
        if view.excerpt != view.suggestion.span:
            out.line(msg("The excerpt is now: «{of}»", of=view.excerpt.of(view.document.text)))
        if view.verdict:
            out.line(
                msg("You have answered this one: {verdict}. A new answer replaces it.", verdict=term(view.verdict))
            )

    def _show_excerpt(self) -> None:
        """A selection or a coding, in its paragraph."""
        from rich.text import Text

        excerpt = self.session.excerpt
        if excerpt is None:
            return
        id, span = excerpt
        document, locator = self.session.documents[id], self.session.locator(id)
        page = locator.page_at(span.start)
        out.line("")
        title = document.info.metadata.title
        out.rich(Text.assemble((f"{id} {title}{f', s. {page}' if page else ''}", "bold")))
        out.rich(Text(" › ".join(locator.section(span.start)), style="dim"))
        out.line("")
        out.rich(marked(document.text, locator.paragraph(span.start), [span], excerpt=span))
        self.session.services.shows(id, document.info.version, [locator.paragraph(span.start)])
        out.line("")
        if (coding := self.session.coding) is not None:
            out.line(
                msg(
                    "{described}. c gives it another code, - takes it away, n goes back to the suggestions.",
                    described=_described(coding),
                )
            )
        else:
            out.line(msg("Selected. c codes it, z lets it go, n goes back to the suggestions."))

    def _time(self) -> str:
        minutes = self.session.progress().minutes
        return msg(" About {minutes} at your pace.", minutes=counted(minutes, "minute")) if minutes else ""

    def _number_words(self) -> None:
        from rich.text import Text

        view = self.session.view()
        if view is None:
            return
        text = view.paragraph.of(view.document.text)
        numbered = (f"{place}:{text[start:end]}" for place, (start, end) in enumerate(tokens(text), start=1))
        out.rich(Text(" ".join(numbered)))

    def _help(self) -> None:
        for topic, title in TOPICS.items():
            out.line(title)
            for kind in self.session.actions:
                if kind.topic == topic:
                    out.line(msg("  {key}  {label}", key=kind.key, label=kind.label))
        out.line(msg("What a key asks for can follow it on the line: c okonomi.tilskudd"))


def _described(coding: Coding) -> str:
    words = " ".join(coding.anchor.quote.split())
    short = words if len(words) <= 70 else f"{words[:69]}…"
    return msg("{code}, by {coder}: «{short}»", code=coding.code, coder=coding.coder, short=short) + (
        msg(" (memo: {memo})", memo=coding.memo) if coding.memo else ""
    )
