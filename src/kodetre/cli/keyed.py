"""Sessions in which each question is answered with one key: on the whole screen, or line by line."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TextIO

from kodetre.cli import answers as given
from kodetre.cli import out
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.errors import KodetreError
    from kodetre.session.keys import SessionKey


class Screen(Protocol):
    """A session on the whole screen; `failed` is what ended it, None for the person."""

    failed: "KodetreError | None"

    def run(self) -> object:
        """Go on until it is over."""
        ...


class Lines(Protocol):
    """A session line by line."""

    def done(self) -> str:
        """What has been done so far."""
        ...

    def run(self) -> None:
        """Go on until it is over."""
        ...


def go_through(screen: Callable[[], Screen] | None, lines: Callable[[TextIO], Lines]) -> None:
    """Go through a session on the whole screen, where one is given and a person sits at it, else line by line. Raises what ended
    it.
    """
    if screen is not None and given.is_terminal() and out.is_terminal():
        app = screen()
        app.run()
        if app.failed is not None:
            raise app.failed
        return
    face = lines(given.stream())
    with out.telling(face.done):
        face.run()


def ask(prompt: str, answers: TextIO) -> str | None:
    """What is answered on a line; None at the end of the answers."""
    out.prompt(prompt)
    line = answers.readline()
    if not line:
        out.line("")
        return None
    return line.rstrip("\n")


def answer(prompt: str, keys: "Sequence[SessionKey]", answers: TextIO, do: "Callable[[SessionKey], bool]") -> bool:
    """One key that `do` could carry out; asks again until there is one. False when the session ends."""
    by_key = {key.key: key for key in keys}
    while (line := ask(prompt, answers)) is not None:
        pressed = by_key.get(line.strip())
        if pressed is None:
            names = ", ".join(by_key)
            out.line(
                msg(
                    "'{answer}' is no answer. The keys are: {keys}; ? says what each does.",
                    answer=line.strip(),
                    keys=names,
                )
            )
        elif pressed.name == "quit":
            return False
        elif pressed.name == "help":
            for key in keys:
                out.line(msg("  {key}  {label}", key=key.key, label=key.label))
        elif do(pressed):
            return True
    return False
