"""The entry point of the `kodetre` command: what it is and what it can do are told before typer is loaded."""

import sys
from typing import Never

from kodetre import __version__
from kodetre.cli import language, out
from kodetre.cli.streams import prepare
from kodetre.i18n.message import msg

_TOLD_HERE = (["--help"], ["-h"], ["--version"])


def run() -> None:
    """Answer a command line, and end with its exit code."""
    prepare()
    arguments = sys.argv[1:]
    if arguments in _TOLD_HERE:
        try:
            told = _tell(arguments)
        except Exception as problem:  # noqa: BLE001 - what it means is known where all errors end
            _end_as(problem, arguments)
        if told:
            return
    from kodetre.cli.main import app

    app()


def _tell(arguments: list[str]) -> bool:
    """Print the version or the first page; whether it could be done here."""
    from kodetre.cli import first_page

    language.choose(arguments)
    if arguments == ["--version"]:
        out.line(msg("kodetre {version}", version=__version__))
    elif page := first_page.page():
        out.drawn(page)
    else:
        return False
    out.flush()
    return True


def _end_as(problem: Exception, arguments: list[str]) -> Never:
    from kodetre.cli.main import outcome

    def command() -> None:
        raise problem

    sys.exit(outcome(command, arguments))
