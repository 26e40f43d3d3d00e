"""What a command gives: data, on stdout. Text of documents is data and never markup."""

import errno
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre import atomic
from kodetre.cli.talk import printable
from kodetre.errors import OutputFailed

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH_WITHOUT_TERMINAL = 160


def line(text: str = "") -> None:
    """A line of plain text."""
    sys.stdout.write(printable(text) + "\n")


def json_line(value: object) -> None:
    """A value as one line of JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def verbatim(text: str) -> None:
    """Text as it is: a report, which has been made safe for its format."""
    sys.stdout.write(text)


def rich(drawn: "RenderableType") -> None:
    """A table or text of Rich, in colour where stdout is a terminal and NO_COLOR is not set."""
    console().print(drawn)


def console() -> "Console":
    """Where rich things are printed."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Iterable[int] = ()) -> None:
    """A table for people; long cells are folded."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    right = set(numeric)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        drawn.add_column(Text(name), justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Text) else Text(printable(str(cell))) for cell in row))
    rich(drawn)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a result to a file, whole or not at all: what stood there before stays until the new one is safe.

    Raises OutputFailed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_bytes(path, data)
    except OSError as error:
        raise failed(path, error) from error


def failed(path: object, error: OSError) -> OutputFailed:
    """The error for a result that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputFailed(path, "the disk is full", next_step="free some space and try again; nothing was lost")
    reason = (error.strerror or "cannot be written").lower()
    return OutputFailed(path, f"cannot be written ({reason})", next_step="choose another place with --output")
