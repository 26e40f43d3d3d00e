"""What is said to a person: messages, warnings, errors, questions and progress, on stderr. Nothing else writes there."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from kodetre.controls import shown
from kodetre.errors import KodetreError
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg

Progress = Callable[[int, int, str], None]
"""Says how many of how many are done, and what comes next."""


class _OnlyTalk(io.TextIOBase):
    """What stands in stderr's place for everybody else: libraries' warnings and logs are for their programmers."""

    def __init__(self, heard: TextIO | None) -> None:
        self.heard = heard

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)

    def fileno(self) -> int:
        if self.heard is None:
            raise OSError(msg("stderr is closed"))
        return self.heard.fileno()


def prepare() -> None:
    """Make stderr ready: it takes every letter, and only what is said here is heard."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    sys.stderr = _OnlyTalk(sys.stderr)


def say(text: str) -> None:
    """A message, on a line of its own."""
    _write(phrase(text) + "\n")


def warn(text: str) -> None:
    """A message that something may need looking at."""
    say(msg("Note: {text}", text=text))


def error(problem: KodetreError) -> None:
    """What went wrong, where, and what to do next."""
    say(msg("kodetre: {problem}", problem=problem.told()))


def is_terminal() -> bool:
    """Whether somebody reads this as it is said."""
    stream = _stream()
    return stream is not None and stream.isatty()


def confirmed(question: str, answers: TextIO) -> bool:
    """Ask, with no as what an empty answer means; whether the answer was yes, in any language."""
    _write(phrase(msg("{question} [y/N] ", question=question)))
    return answers.readline().strip().casefold() in ("y", "yes", "j", "ja")


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar with what comes next beside it; nothing where stderr is no terminal."""
    if not is_terminal():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(file=_stream(), highlight=False, markup=False, emoji=False)
    columns = (
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, following: str) -> None:
            bar.update(task, completed=done, total=total, description=shown(phrase(following)))

        yield show


def _unseen(done: int, total: int, following: str) -> None:
    """Progress that nobody looks at."""


def _stream() -> TextIO | None:
    """Where what is said goes; None where stderr is closed."""
    return sys.stderr.heard if isinstance(sys.stderr, _OnlyTalk) else sys.stderr


def _write(text: str) -> None:
    stream = _stream()
    if stream is None:
        return
    try:
        stream.write(shown(text))
        stream.flush()
    except (OSError, ValueError):
        return  # nobody is listening
