"""The session about names line by line. Never clears the screen."""

from typing import TextIO

from kodetre.cli import out
from kodetre.cli.keyed import answer, ask
from kodetre.errors import KodetreError
from kodetre.i18n.message import by_number, counted, msg
from kodetre.session.keys import SessionKey
from kodetre.session.naming import KEYS, Naming


class NamingPlain:
    """Shows a session about names on stdout and reads answers, one a line, from a stream."""

    def __init__(self, session: Naming, answers: TextIO) -> None:
        self.session = session
        self.answers = answers

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        count = self.session.answered
        return msg("{answers} of the session carried out", answers=counted(count, "answer")) if count else ""

    def run(self) -> None:
        """Go on until everything is answered, the person quits, or the answers end."""
        session = self.session
        view = session.view()
        if view is None:
            out.line(msg("There is no word that may be a name and is not decided on."))
            return
        out.line(
            msg("{words} that may be names. Answer with one key and Enter; ? helps.", words=counted(view.left, "word"))
        )
        while (view := session.view()) is not None:
            candidate = view.candidate
            where = ", ".join(candidate.where[:3])
            out.line("")
            name, count = candidate.name, candidate.count
            out.line(
                by_number(
                    count, "{name}: once, in {where}", "{name}: {number} times, in {where}", name=name, where=where
                )
            )
            out.line(f"  … {candidate.excerpt} …")
            prompt = msg("A person's name? [y = {proposed}, w, n, d, u, q] ", proposed=view.proposed)
            if not answer(prompt, KEYS, self.answers, self._do):
                break
        out.line(msg("{names} added to the key.", names=counted(session.named, "name")))

    def _do(self, key: SessionKey) -> bool:
        """Carry an answer out; False when it could not be, and the question stands."""
        session = self.session
        try:
            match key.name:
                case "name":
                    session.name()
                case "write":
                    written = ask(msg("Pseudonym: "), self.answers)
                    if not written or not written.strip():
                        return False
                    session.name(written)
                case "no":
                    session.no()
                case "back":
                    if not session.back():
                        out.line(msg("There is no answer to take back."))
                        return False
                case _:
                    session.later()
        except KodetreError as error:
            out.line(error.sentence())
            return False
        return True
