"""Which language commands, errors and the app speak, and help in it.

`--language` before the command, else KODETRE_LANGUAGE, else the language of the project, else that of the terminal.
"""

import gettext
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kodetre.errors import WrongUse
from kodetre.i18n.interface import LANGUAGES, LOCALE, language_of, speak, spoken, translated
from kodetre.i18n.message import msg

OPTION = "--language"
VARIABLE = "KODETRE_LANGUAGE"
_SETTINGS = "kodetre.yaml"
_OF_THE_TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")
_WRITTEN = re.compile(r"^language\s*:\s*['\"]?(\w+)", re.MULTILINE)
_MOST = 64 * 1024
"""Bytes of kodetre.yaml that are looked at for its language."""

HELP = msg("Show this message and exit.")
USAGE = "Usage: "


def choose(arguments: Sequence[str]) -> None:
    """Speak the language that a command line, the project and the terminal ask for. Raises WrongUse for an unknown one."""
    speak(_set_in(VARIABLE) or _of_the_project(arguments) or _of_the_terminal() or "en")
    if asked_for := _asked_for(arguments):
        speak(asked_for)
    language = spoken()
    if language != "en":
        os.environ["LANGUAGE"] = language
        gettext.bindtextdomain("kodetre", str(LOCALE))
        gettext.textdomain("kodetre")


def _asked_for(arguments: Sequence[str]) -> str | None:
    """The language after `--language` before the command."""
    for place, argument in enumerate(arguments):
        if not argument.startswith("-"):
            return None
        name, equals, value = argument.partition("=")
        if name == OPTION:
            following = arguments[place + 1] if place + 1 < len(arguments) else ""
            return _known(value if equals else following)
    return None


def _known(name: str) -> str:
    if language := language_of(name):
        return language
    raise WrongUse(OPTION, msg("'{name}' is no language of kodetre", name=name), next_step=_there_are())


def _there_are() -> str:
    return msg("there are: {languages}", languages=", ".join(LANGUAGES))


def _set_in(variable: str) -> str | None:
    value = os.environ.get(variable, "")
    if value == "xx":
        return value  # no language: what a test of the catalogues speaks
    return language_of(value) if value else None


def _of_the_terminal() -> str | None:
    """The language of the first locale that is set, as POSIX has it (XBD 8.2)."""
    for variable in _OF_THE_TERMINAL:
        if os.environ.get(variable):
            return _set_in(variable)
    return None


def _of_the_project(arguments: Sequence[str]) -> str | None:
    """The language that kodetre.yaml names, read before the file is checked; None where it says none."""
    for folder in _folders(arguments):
        settings = folder / _SETTINGS
        try:
            with settings.open("rb") as file:
                text = file.read(_MOST).decode("utf-8", "replace")
        except OSError:
            continue
        written = _WRITTEN.search(text)
        return language_of(written[1]) if written else None
    return None


def _folders(arguments: Sequence[str]) -> Sequence[Path]:
    """Where a project's settings may be: in the folder that is named, or in this one and those above."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--project" and (equals or place + 1 < len(arguments)):
            return (Path(value if equals else arguments[place + 1]),)
    try:
        here = Path.cwd()
    except OSError:
        return ()
    return (here, *here.parents)


def translate_help(command: Any, *, deep: bool = True) -> None:  # noqa: ANN401 - typer keeps the class to itself
    """Put the help of a command, and of all under it where `deep`, into the language that is spoken."""
    language = spoken()
    if language == "en":
        return
    _in_language(command, language)
    for below in getattr(command, "commands", {}).values() if deep else ():
        translate_help(below)


def _in_language(command: Any, language: str) -> None:  # noqa: ANN401 - typer keeps the class to itself
    if command.help:
        command.help = translated(command.help, language)
    if epilog := getattr(command, "epilog", None):
        command.epilog = translated(epilog, language)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translated(parameter.help, language)
    own_help = command.get_help_option

    def help_option(ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        option = own_help(ctx)
        if option is not None:
            option.help = translated(HELP, language)
        return option

    def format_usage(ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        pieces = " ".join(command.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=translated(USAGE, language))

    command.get_help_option = help_option
    command.format_usage = format_usage
