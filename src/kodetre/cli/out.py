"""What a command gives: data, on stdout. Text of documents is data and never markup. Nothing else writes there."""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

from kodetre import controls
from kodetre.errors import DoneNotTold, OutputFailed
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.segment import Segment
    from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160
_STDOUT = "stdout"
_OF_ANOTHER_WIDTH = re.compile(r"[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027]")
"""Letters that may take no column, or two."""
_MANY = 100
"""Rows over which a table is not left to Rich, which takes two milliseconds for each."""


class ReaderGone(Exception):
    """Whoever read what a command gives has heard enough, as `head` has after ten lines."""


class StdoutFailed(OutputFailed):
    """What a command gives could not be written to stdout."""


class _Closed(io.RawIOBase):
    """Where the output goes of a command that was started without a stdout."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raise OSError(errno.EBADF, msg("is closed"))


class _Stdout(io.TextIOWrapper):
    """stdout that says in our words what went wrong, whoever writes to it."""

    def write(self, text: str) -> int:
        with _told():
            return super().write(text)

    def flush(self) -> None:
        with _told():
            super().flush()


def prepare() -> None:
    """Make stdout ready: it takes every letter, lines end in the same way on every system, and its errors are ours."""
    buffer = sys.stdout.buffer if sys.stdout is not None else io.BufferedWriter(_Closed())
    interactive = sys.stdout is not None and sys.stdout.isatty()
    sys.stdout = _Stdout(buffer, encoding="utf-8", errors="replace", newline="", line_buffering=interactive)


def line(text: str = "") -> None:
    """A line of plain text."""
    _write(controls.shown(phrase(text)) + "\n")


def prompt(text: str) -> None:
    """What is asked, with the answer on the same line."""
    _write(controls.shown(phrase(text)))
    flush()


def json_line(value: object) -> None:
    """A value as one line of JSON."""
    _write(controls.escaped(json.dumps(value, ensure_ascii=False)) + "\n")


def verbatim(text: str) -> None:
    """A report, which has been made safe for its format."""
    _write(controls.of_a_report(text))


def drawn(page: str) -> None:
    """What was drawn of our own words for the screen, with its colours."""
    _write(page)


def rich(drawn: "RenderableType", *, in_one_line: bool = False) -> None:
    """A table or text of Rich, in colour where stdout is a terminal and NO_COLOR is not set; `in_one_line` cuts what is too
    wide.
    """
    from rich.segment import Segments
    from rich.text import Text

    console = _console()
    safe = _shown(drawn) if isinstance(drawn, Text) else drawn
    options = console.options.update(no_wrap=True, overflow="crop") if in_one_line else console.options
    segments = [_seen(segment) for segment in console.render(safe, options) if not segment.control]
    with console.capture() as capture:
        console.print(Segments(segments))
    _write(capture.get())


def styled(*parts: str | tuple[str, str], in_one_line: bool = False) -> None:
    """Parts of a text, each plain or with a style of Rich's name, as `rich` draws them. Where nobody sees styles, and each line has
    room, it is written without Rich.
    """
    if not is_terminal():
        text = "".join(part if isinstance(part, str) else part[0] for part in parts)
        plain = text if text.isprintable() else controls.shown(text)
        if not _OF_ANOTHER_WIDTH.search(plain):
            lines = plain.split("\n")
            if in_one_line:
                lines = [line[:WIDTH_WITHOUT_TERMINAL] for line in lines]
            if max(map(len, lines)) <= WIDTH_WITHOUT_TERMINAL:
                _write("\n".join(lines) + "\n")
                return
    from rich.text import Text

    rich(Text.assemble(*parts), in_one_line=in_one_line)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Iterable[int] = ()) -> None:
    """A table for people; long cells are folded."""
    rows = list(rows)
    if len(rows) > _MANY and not any(map(_has_colours, rows)):
        _long_table(columns, rows, set(numeric))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    right = set(numeric)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        drawn.add_column(
            Text(controls.shown(phrase(name))), justify="right" if place in right else "left", overflow="fold"
        )
    for row in rows:
        drawn.add_row(*(_cell(value) for value in row))
    rich(drawn)


def _has_colours(row: Sequence[object]) -> bool:
    return not all(isinstance(value, str | int | float) for value in row)


def _long_table(columns: Sequence[str], rows: Sequence[Sequence[object]], right: set[int]) -> None:
    """A table of plain text that has too many rows for Rich, and looks the same."""
    from rich.text import Text

    from kodetre.cli import long_table

    console = _console()
    names = [controls.shown(phrase(name)) for name in columns]
    cells = [list(map(_plain, row)) for row in rows]
    widths = long_table.widths_of(names, cells, console.width)

    def wrap(text: str, width: int) -> list[str]:
        return [line.plain.rstrip() for line in Text(text, overflow="fold").wrap(console, width)] or [""]

    line("".rjust(sum(widths) + 3 * len(widths) - 1))
    for head in long_table.drawn([names], widths, right, wrap):
        rich(Text(head, style="bold"))
    line(long_table.rule(widths))
    for drawn in long_table.drawn(cells, widths, right, wrap):
        _write(f"{drawn}\n")
    line("".rjust(sum(widths) + 3 * len(widths) - 1))


def width() -> int:
    """How many columns there are room for."""
    return _console().width if is_terminal() else WIDTH_WITHOUT_TERMINAL


def is_terminal() -> bool:
    """Whether a person sees this as it is written."""
    return sys.stdout.isatty()


def flush() -> None:
    """See that everything is written. Raises StdoutFailed, ReaderGone."""
    with _told():
        sys.stdout.flush()


def let_go() -> None:
    """Write no more to a stdout that takes nothing, also not what is waiting."""
    if not isinstance(sys.stdout, _Stdout):
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    sys.stdout = io.StringIO()


@contextmanager
def telling(done: str | Callable[[], str]) -> Iterator[None]:
    """What is said in the block of something that is done and saved.

    When stdout does not take it, the error says `done`, a sentence without full stop, and the exit code that it is done;
    an empty one means that nothing was. Raises DoneNotTold, StdoutFailed.
    """
    try:
        yield
        flush()
    except StdoutFailed as problem:
        sentence = done if isinstance(done, str) else done()
        if not sentence:
            raise
        raise DoneNotTold(sentence, problem) from problem


def failed(path: object, error: OSError) -> OutputFailed:
    """The error for a result that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputFailed(
            path, msg("the disk is full"), next_step=msg("free some space and try again; nothing was lost")
        )
    reason = (error.strerror or msg("cannot be written")).lower()
    return OutputFailed(
        path, msg("cannot be written ({reason})", reason=reason), next_step=msg("choose another place with --output")
    )


def _console() -> "Console":
    """What draws; what it draws is taken from it and written here."""
    return _drawing(is_terminal())


@cache
def _drawing(terminal: bool) -> "Console":
    from rich.console import Console, detect_legacy_windows

    colours = terminal and not detect_legacy_windows()
    columns = None if terminal else WIDTH_WITHOUT_TERMINAL
    return Console(
        file=io.StringIO(), force_terminal=colours, highlight=False, markup=False, emoji=False, width=columns
    )


def _cell(value: object) -> "Text":
    from rich.text import Text

    if isinstance(value, Text):
        return _shown(value)
    return Text(_plain(value))


def _plain(value: object) -> str:
    return controls.shown(phrase(value) if isinstance(value, str) else str(value))


def _shown(text: "Text") -> "Text":
    """A text without what drives a terminal; sign for sign, so that its colours stay where they are."""
    if text.plain.isprintable():
        return text
    safe = text.copy()
    safe.plain = controls.shown(text.plain)
    return safe


def _seen(segment: "Segment") -> "Segment":
    """A stretch of what is drawn, whatever drew it, without what drives a terminal."""
    return segment if segment.text.isprintable() else segment._replace(text=controls.shown(segment.text))


def _write(text: str) -> None:
    with _told():
        sys.stdout.write(text)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what stdout refuses with into ours."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = msg("the disk is full") if full else (error.strerror or msg("takes nothing")).lower()
        raise StdoutFailed(_STDOUT, reason, next_step=msg("send the output to another place")) from error
