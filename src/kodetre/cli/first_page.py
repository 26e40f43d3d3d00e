"""The page that `kodetre --help` gives, drawn without typer and Rich, which take longer to load than all else it needs.

The page is the one that typer draws of the same words, and a test holds the two together. Where it cannot be sure of that (a
terminal that is asked for something special, a narrow one), it draws nothing and leaves the page to typer.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kodetre.cli import language, out
from kodetre.cli.listed import ABOUT, COMMANDS, ROOT_OPTIONS
from kodetre.i18n.interface import phrase, spoken, translated
from kodetre.i18n.message import msg_of, translatable

_SPECIAL = (
    "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TERMINAL_WIDTH",
    "TYPER_USE_RICH", "_TYPER_FORCE_DISABLE_TERMINAL", "JUPYTER_COLUMNS", "_KODETRE_COMPLETE",
)  # fmt: skip
"""Variables by which typer and Rich draw otherwise than they do by themselves."""

_WITHOUT_TERMINAL = 80
_LEAST_HELP = 22
"""Columns under which Rich makes the other columns narrower, too."""
_MARKED = re.compile(r"[\[\\\x00-\x1f\x7f-\x9f<]|:\w+:|(?:^|\W)-\w|[^\u0000-\u024f\u2010-\u2026]")
"""What Rich draws otherwise than it is written: markup, emoji, switches, letters that are not one column wide."""

_BOLD, _DIM, _OPTION, _SWITCH = "1", "2", "1;36", "1;32"
_TYPE, _TYPE_MARK, _USAGE = "1;33", "1;2;33", "1;33"
_TITLES = (translatable("Options"), translatable("Commands"))
_GIVEN = "[OPTIONS] COMMAND [ARGS]..."
_NAMES = {"kodetre": "kodetre", "__main__.py": "python -m kodetre"}
"""How the program calls itself, by the name of the file that was started."""


def page() -> str | None:
    """The first page in the language that is spoken, for this stdout; None where typer has to draw it."""
    name = _NAMES.get(Path(sys.argv[0]).name)
    if name is None or os.name == "nt" or any(map(os.environ.get, _SPECIAL)):
        return None
    terminal = out.is_terminal()
    if terminal and os.environ.get("TERM", "").strip().lower() in ("dumb", "unknown"):
        return None
    return drawn(name, columns(), in_colour=terminal)


def columns() -> int:
    """How wide Rich takes the screen to be: COLUMNS, else the first terminal of stdin, stdout and stderr, else 80."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit():
        return int(given) or _WITHOUT_TERMINAL
    for number in range(3):
        try:
            return os.get_terminal_size(number).columns or _WITHOUT_TERMINAL
        except OSError:
            continue
    return _WITHOUT_TERMINAL


def drawn(name: str, width: int, *, in_colour: bool) -> str | None:
    """The page of a program of this name in so many columns; None where it does not fit or a text is more than plain words."""
    drawing = _Drawing(name, width, in_colour)
    try:
        return "".join(f"{line}\n" for line in drawing.lines())
    except _NotPlain:
        return None


class _NotPlain(Exception):
    """A text that is better left to Rich."""


class _Drawing:
    """The page for one width: panels with a border, in them names and, wrapped beside them, what is said of each."""

    def __init__(self, name: str, width: int, in_colour: bool) -> None:
        self.name = name
        self.width = width
        self.in_colour = in_colour

    def lines(self) -> Iterator[str]:
        blank = " " * self.width
        usage = translated(language.USAGE, spoken())
        yield blank
        yield self._usage(usage)
        yield blank
        for text in _wrapped(_said(ABOUT), self.width - 2):
            yield f" {text.ljust(self.width - 1)}"
        yield blank
        yield from self._panel(_TITLES[0], self._options())
        yield from self._panel(_TITLES[1], self._commands())
        yield ""

    def _usage(self, usage: str) -> str:
        given = f"{self.name} {_GIVEN}"
        if len(usage) + len(given) > self.width - 2:
            raise _NotPlain
        rest = given.ljust(self.width - 1 - len(usage))
        # Rich knows the English word alone
        return f" {self._in(_USAGE if usage == language.USAGE else _BOLD, usage)}{self._in(_BOLD, rest)}"

    def _panel(self, title: str, rows: Iterator[str]) -> Iterator[str]:
        name = f" {translated(str(title), spoken())} "
        yield self._in(_DIM, f"╭─{name}{'─' * (self.width - len(name) - 3)}╮")
        side = self._in(_DIM, "│")
        for row in rows:
            yield f"{side} {row} {side}"
        yield self._in(_DIM, f"╰{'─' * (self.width - 2)}╯")

    def _options(self) -> Iterator[str]:
        """The long name, the short one, room for two that none has, the type, and what is said."""
        long = max(len(option.long) for option in ROOT_OPTIONS)
        short = max(len(option.short) for option in ROOT_OPTIONS)
        kind = max(len(option.kind) for option in ROOT_OPTIONS)
        for option in ROOT_OPTIONS:
            first = (
                f"{self._in(_OPTION, option.long)}{' ' * (long - len(option.long))}  "
                f"{self._in(_SWITCH, option.short)}{' ' * (short - len(option.short))}      "
                f"{self._type(option.kind)}{' ' * (kind - len(option.kind))}  "
            )
            yield from self._beside(first, long + short + kind + 10, _said(option.summary))

    def _commands(self) -> Iterator[str]:
        longest = max(map(len, COMMANDS))
        for name, listed in COMMANDS.items():
            yield from self._beside(f"{self._in(_OPTION, name.ljust(longest))}  ", longest + 2, _said(listed.summary))

    def _beside(self, first: str, taken: int, text: str) -> Iterator[str]:
        """A text in the room that is left beside what stands first."""
        room = self.width - 4 - taken
        if room < _LEAST_HELP:
            raise _NotPlain
        for line in _wrapped(text, room):
            yield f"{first}{line.ljust(room)}"
            first = " " * taken

    def _type(self, kind: str) -> str:
        """The type of an option: its signs fainter than its words."""
        parts = re.split(r"([<>|])", kind)
        return "".join(self._in(_TYPE_MARK if part in "<>|" else _TYPE, part) for part in parts if part)

    def _in(self, style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.in_colour and text else text


def _said(text: str) -> str:
    said = phrase(msg_of(text))
    if _MARKED.search(said):
        raise _NotPlain
    return said


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of whole words, as many on each as there is room for."""
    line = ""
    for word in text.split(" "):
        if not word or len(word) > width:
            raise _NotPlain
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
