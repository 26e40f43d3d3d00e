"""`kodetre`: the commands in one place, and what an error means to the person who typed."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kodetre import __version__
from kodetre.cli import (
    adrift,
    apply,
    backup,
    code,
    codebook,
    codings,
    documents,
    ingest,
    init,
    journal,
    out,
    report,
    rescue,
    search,
    suggest,
    talk,
    words,
)
from kodetre.errors import ExitCode, KodetreError

_ORDER = (
    "init", "ingest", "documents", "codebook", "search", "words", "suggest", "code", "apply", "codings", "adrift", "report",
    "undo", "redo", "journal", "backup", "rescue",
)  # fmt: skip


class Commands(TyperGroup):
    """The commands, each error of theirs told once and turned into its exit code; no traceback reaches a user."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer keeps the class of a context to itself
        """In the order of the work, not of the alphabet."""
        return sorted(self.commands, key=_ORDER.index)

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401
        """Run the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KodetreError as problem:
            talk.error(problem)
            raise typer.Exit(problem.exit_code) from problem
        except KeyboardInterrupt as interrupt:
            talk.say("\nInterrupted. What was saved before is whole.")
            raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
        except BrokenPipeError as closed:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.DONE) from closed
        except OSError as problem:
            talk.error(out.failed(problem.filename or "output", problem))
            raise typer.Exit(ExitCode.NOT_WRITTEN) from problem
        except Exception as problem:
            if isinstance(problem, typer.Exit | typer.Abort) or hasattr(problem, "format_message"):
                raise
            _defect(problem)
            raise typer.Exit(ExitCode.DEFECT) from problem
        return result


def _defect(problem: Exception) -> None:
    """Say that kodetre is at fault, and keep the details in a file for a report of the defect."""
    import tempfile
    import traceback

    log = Path(tempfile.gettempdir()) / f"kodetre-defect-{os.getpid()}.txt"
    details = "".join(traceback.format_exception(problem))
    try:
        log.write_text(f"kodetre {__version__}\n{sys.argv!r}\n{details}", encoding="utf-8")
        kept = f"The details are in {log}; please send them with a report of the defect."
    except OSError:
        kept = f"{type(problem).__name__}: {problem}"
    talk.say(f"kodetre: this is a defect in kodetre, not in your files. What was saved before is whole.\n  {kept}")


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
        out.line(f"kodetre {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


app.command("init")(init.init)
app.command("ingest")(ingest.ingest)
app.add_typer(documents.app, name="documents")
app.add_typer(codebook.app, name="codebook")
app.command("search")(search.search)
app.command("words")(words.words)
app.command("suggest")(suggest.suggest)
app.command("code")(code.code)
app.command("apply")(apply.apply)
app.command("codings")(codings.codings)
app.add_typer(adrift.app, name="adrift")
app.command("undo")(journal.undo)
app.command("redo")(journal.redo)
app.command("journal")(journal.journal)
app.command("report")(report.report)
app.command("backup")(backup.backup)
app.command("rescue")(rescue.rescue)


def run() -> None:
    """The entry point of the `kodetre` command."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")  # data ends its lines in the same way on every system
    app()
