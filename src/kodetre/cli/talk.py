"""What is said to a person: messages, warnings and errors, on stderr."""

import sys

from kodetre.errors import KodetreError


def say(text: str) -> None:
    """A message, on a line of its own."""
    _write(text)


def warn(text: str) -> None:
    """A message that something may need looking at."""
    _write(f"Note: {text}")


def error(problem: KodetreError) -> None:
    """What went wrong, where, and what to do next."""
    _write(f"kodetre: {printable(str(problem))}")


def printable(text: str) -> str:
    """Text without characters that would drive a terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() or c == "\u00ad" else "\ufffd" for c in text)


def _write(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # nobody is listening
