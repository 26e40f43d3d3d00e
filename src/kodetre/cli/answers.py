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


def is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()
