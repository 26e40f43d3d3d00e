"""What a person or a pipe answers, on stdin."""

import io
import sys
from typing import TextIO


def prepare() -> None:
    """Make stdin ready: any bytes are read as letters, and one that is closed has no answers."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    elif sys.stdin is None:
        sys.stdin = io.StringIO()


def stream() -> TextIO:
    """The answers, a line each."""
    return sys.stdin


def key() -> str | None:
    """An answer of one key: in a terminal the one that is pressed, without Enter, else a line without its blanks at both ends;
    None where the answers end.

    What was typed before is not read in a terminal: it was no answer to what is asked now. Raises KeyboardInterrupt for Ctrl-C.
    """
    if not is_terminal():
        line = stream().readline()
        return line.strip() if line else None
    import typer

    try:
        return typer.getchar()
    except EOFError:
        return None


def is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()
