"""`kodetre`: the commands in one place, and what an error means to the person who typed."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Never

import typer
from typer.core import TyperGroup

from kodetre import __version__
from kodetre.cli import (
    actors,
    adrift,
    answers,
    apply,
    archive,
    assign,
    backup,
    case,
    code,
    codebook,
    codings,
    discuss,
    documents,
    export,
    importing,
    ingest,
    init,
    journal,
    keywords,
    language,
    merge,
    out,
    read,
    report,
    rescue,
    search,
    sources,
    suggest,
    synthesis,
    talk,
    words,
)
from kodetre.cli.wrong_arguments import WrongArguments, told
from kodetre.errors import DoneNotTold, ExitCode, KodetreError, MissingFile, WrongUse
from kodetre.i18n.message import msg

_ORDER = (
    "init", "sources", "ingest", "documents", "codebook", "search", "words", "suggest", "keywords", "actors", "case", "code",
    "apply", "codings", "adrift", "read", "assign", "merge", "discuss", "synthesis", "report", "import", "export", "archive",
    "undo", "redo", "journal",
    "backup", "rescue",
)  # fmt: skip
_CANNOT_BE_READ = (
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG,
)  # fmt: skip


class Commands(TyperGroup):
    """The commands, each error of theirs told once and turned into its exit code; no traceback reaches a user."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer keeps the class of a context to itself
        """In the order of the work, not of the alphabet."""
        return sorted(self.commands, key=_ORDER.index)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Never:  # noqa: ANN401
        """Run a command line, and end with its exit code."""
        given = list(sys.argv[1:] if args is None else args)

        def command() -> object:
            language.choose(given)
            language.translate_help(self)
            return super(Commands, self).main(given, *rest, **options | {"standalone_mode": False})

        sys.exit(_outcome(command, given))

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            talk.say(msg("\nInterrupted. What was saved before is whole."))
            raise typer.Exit(ExitCode.INTERRUPTED) from interrupt


def _outcome(command: Callable[[], object], arguments: Sequence[str]) -> int:
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
    help="Qualitative document analysis: take documents in, code them against a code tree, report excerpts with pages.",
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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    language_name: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="nb|nn|en",
            help="The language of help, messages and the app. Otherwise the project's, else the terminal's.",
        ),
    ] = None,
) -> None:
    pass  # `language.choose` has read it before the command line is taken apart


app.command("init")(init.init)
app.add_typer(sources.app, name="sources")
app.add_typer(case.app, name="case")
app.command("ingest")(ingest.ingest)
app.add_typer(documents.app, name="documents")
app.add_typer(codebook.app, name="codebook")
app.command("search")(search.search)
app.command("words")(words.words)
app.command("suggest")(suggest.suggest)
app.add_typer(keywords.app, name="keywords")
app.add_typer(actors.app, name="actors")
app.command("code")(code.code)
app.command("apply")(apply.apply)
app.command("codings")(codings.codings)
app.add_typer(adrift.app, name="adrift")
app.command("read")(read.read)
app.command("assign")(assign.assign)
app.command("merge")(merge.merge)
app.command("discuss")(discuss.discuss)
app.command("synthesis")(synthesis.synthesis)
app.command("import")(importing.import_)
app.command("export")(export.export)
app.command("archive")(archive.archive)
app.command("undo")(journal.undo)
app.command("redo")(journal.redo)
app.command("journal")(journal.journal)
app.command("report")(report.report)
app.command("backup")(backup.backup)
app.command("rescue")(rescue.rescue)


def run() -> None:
    """The entry point of the `kodetre` command."""
    _open_what_is_closed()
    talk.prepare()
    out.prepare()
    answers.prepare()
    app()


def _open_what_is_closed() -> None:
    """Give numbers 0 to 2 to nothing where they are free, or the next file that is opened would get what is said."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
