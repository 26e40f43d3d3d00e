"""`kodetre`: the commands in one place, and what an error means to the person who typed."""

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any, Never

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from kodetre import __version__
from kodetre.cli import language, out, talk
from kodetre.cli.listed import ABOUT, COMMANDS, OF_LANGUAGE, OF_VERSION
from kodetre.cli.plain_values import take_plain_values
from kodetre.cli.streams import prepare
from kodetre.cli.wrong_arguments import WrongArguments, told
from kodetre.errors import DoneNotTold, ExitCode, KodetreError, MissingFile, WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg, msg_of

_CANNOT_BE_READ = (
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG,
)  # fmt: skip


class _Shelf(dict[str, Any]):
    """Commands by name, each made when it is first asked for; their names are those of `COMMANDS`, in that order."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(COMMANDS))

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer keeps the class of a command to itself
        command = super().__getitem__(name)
        if command is None:
            command = self[name] = _made(name)
        return command

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        if name not in self:
            return default
        return self[name]

    def values(self) -> Any:  # noqa: ANN401
        return [self[name] for name in self]

    def items(self) -> Any:  # noqa: ANN401
        return [(name, self[name]) for name in self]


def _made(name: str) -> Any:  # noqa: ANN401
    """A command out of its own file, in the language that is spoken."""
    where, _, attribute = COMMANDS[name].where.partition(":")
    found = getattr(import_module(f"kodetre.cli.{where}"), attribute)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    command = typer.main.get_group(alone).commands[name]
    language.translate_help(command)
    take_plain_values(command)
    return command


class Commands(TyperGroup):
    """The commands, each error of theirs told once and turned into its exit code; no traceback reaches a user."""

    def __init__(self, **about: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**about | {"commands": _Shelf()})
        self._listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer keeps the class of a context to itself
        """In the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """The command; while all are listed, no more than its name and what is said of it there."""
        if self._listing and cmd_name in COMMANDS:
            return TyperCommand(cmd_name, help=phrase(msg_of(COMMANDS[cmd_name].summary)))
        return super().get_command(ctx, cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """The help, with the list of all."""
        with self._listed():
            super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401
        """The commands that begin so."""
        with self._listed():
            return super().shell_complete(ctx, incomplete)

    @contextmanager
    def _listed(self) -> Iterator[None]:
        self._listing = True
        try:
            yield
        finally:
            self._listing = False

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Never:  # noqa: ANN401
        """Run a command line, and end with its exit code."""
        given = list(sys.argv[1:] if args is None else args)

        def command() -> object:
            language.choose(given)
            language.translate_help(self, deep=False)
            take_plain_values(self, deep=False)
            return super(Commands, self).main(given, *rest, **options | {"standalone_mode": False})

        sys.exit(outcome(command, given))

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            talk.say(msg("\nInterrupted. What was saved before is whole."))
            raise typer.Exit(ExitCode.INTERRUPTED) from interrupt


def outcome(command: Callable[[], object], arguments: Sequence[str]) -> int:
    """Run a command; what it ends with. Whatever is raised is told here, once, and no traceback reaches a user."""
    try:
        code = command()
        out.flush()
    except KodetreError as problem:
        talk.error(problem)
        if isinstance(problem, out.StdoutFailed | DoneNotTold):
            out.let_go()
        return problem.exit_code
    except out.ReaderGone:
        out.let_go()
        return ExitCode.DONE
    except OSError as problem:
        told = _of_the_system(problem)
        talk.error(told)
        return told.exit_code
    except UnicodeEncodeError as problem:
        if any(map(_has_no_letters, arguments)):
            wrong = WrongUse(
                "",
                msg("an argument is not written in UTF-8"),
                next_step=msg("set the terminal to UTF-8, and type it again"),
            )
            talk.error(wrong)
            return wrong.exit_code
        _defect(problem)
        return ExitCode.DEFECT
    except Exception as problem:  # noqa: BLE001 - the last place where it can be told
        if isinstance(problem, typer.Abort):
            return ExitCode.INTERRUPTED
        if isinstance(problem, WrongArguments):
            _wrong_arguments(problem)
            return ExitCode.WRONG_USE
        _defect(problem)
        return ExitCode.DEFECT
    return code if isinstance(code, int) else ExitCode.DONE


def _wrong_arguments(problem: WrongArguments) -> None:
    """Say what is wrong with the command line; typer has shown the help already where nothing was asked for."""
    if message := told(problem):
        path = getattr(problem.ctx, "command_path", "kodetre")
        talk.error(WrongUse("", message, next_step=msg("what there is: {path} --help", path=path)))


def _of_the_system(problem: OSError) -> KodetreError:
    """The error for what the operating system refuses and nobody nearer to it has told."""
    if problem.errno in _CANNOT_BE_READ:
        return MissingFile(problem.filename or "a file", (problem.strerror or msg("cannot be read")).lower())
    return out.failed(problem.filename or "output", problem)


def _has_no_letters(argument: str) -> bool:
    """Whether an argument holds bytes that are no text."""
    return any("\ud800" <= character <= "\udfff" for character in argument)


def _defect(problem: Exception) -> None:
    """Say that kodetre is at fault, and keep the details in a file for a report of the defect."""
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(problem))
    try:
        handle, log = tempfile.mkstemp(
            prefix="kodetre-defect-", suffix=".txt"
        )  # made anew, and nobody else may read it
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(
                msg("kodetre {version}\n{argv!r}\n{details}", version=__version__, argv=sys.argv, details=details)
            )
        kept = msg("The details are in {log}; please send them with a report of the defect.", log=log)
    except OSError:
        kept = f"{type(problem).__name__}: {problem}"
    talk.say(
        msg(
            "kodetre: this is a defect in kodetre, not in your files. What was saved before is whole.\n  {kept}",
            kept=kept,
        )
    )


app = typer.Typer(
    name="kodetre",
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        out.line(msg("kodetre {version}", version=__version__))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=OF_VERSION)] = False,
    language_name: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="nb|nn|en",
            help=OF_LANGUAGE,
        ),
    ] = None,
) -> None:
    pass  # `language.choose` has read it before the command line is taken apart


def run() -> None:
    """A command line from the first to the last; `start.run` is what is installed, and the same."""
    prepare()
    app()
