"""How commands take their options."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer
import typer.main
from typer.testing import CliRunner

from kodetre.cli.listed import COMMANDS
from kodetre.cli.main import app
from kodetre.cli.options import grouped

MOST_PARAMETERS = 6


def functions(group: typer.Typer) -> Iterator[tuple[str, object]]:
    """Every command of a group with its function, and of the groups in it."""
    if group.registered_callback is not None and group.registered_callback.callback is not None:
        yield str(group.info.help), group.registered_callback.callback
    for command in group.registered_commands:
        yield str(command.name), command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from functions(inner.typer_instance)


def all_functions() -> Iterator[tuple[str, object]]:
    """Every command of kodetre with its function."""
    for name, listed in COMMANDS.items():
        file, _, attribute = listed.where.partition(":")
        found = getattr(import_module(f"kodetre.cli.{file}"), attribute)
        yield from functions(found) if isinstance(found, typer.Typer) else [(name, found)]


def test_a_command_takes_a_few_parameters_and_the_rest_in_groups() -> None:
    named = dict(all_functions())
    assert len(named) > 40
    for name, function in named.items():
        own = inspect.signature(inspect.unwrap(function))  # type: ignore[arg-type]
        assert len(own.parameters) <= MOST_PARAMETERS, name


def test_the_list_of_all_commands_says_what_their_help_begins_with() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert list(commands) == list(COMMANDS)
    for name, command in commands.items():
        assert COMMANDS[name].summary == " ".join(command.help.split("\n\n")[0].split()), name


def test_a_list_of_all_reads_no_command_and_a_command_none_of_the_others() -> None:
    for arguments, read in ((["--help"], set()), (["undo", "--help"], {"journal"})):
        script = (
            "import sys\n"
            "from typer.testing import CliRunner\n"
            "from kodetre.cli.main import app\n"
            f"assert CliRunner().invoke(app, {arguments}).exit_code == 0\n"
            "print([name.rpartition('.')[2] for name in sys.modules if name.startswith('kodetre.cli.')])\n"
        )
        ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        files = {listed.where.partition(":")[0] for listed in COMMANDS.values()}
        assert set(ast.literal_eval(ran.stdout.strip())) & files == read


@dataclass(frozen=True)
class Size:
    width: Annotated[int, typer.Option(help="How wide.")] = 10
    height: Annotated[int, typer.Option(help="How high.")] = 20


def test_the_fields_of_a_group_are_options_in_the_order_in_which_they_stand() -> None:
    shown = typer.Typer()

    @shown.command()
    @grouped
    def draw(
        *,
        name: Annotated[str, typer.Argument(help="What.")],
        loud: Annotated[bool, typer.Option("--loud", help="Loud.")] = False,
        size: Size,
    ) -> None:
        """Draw."""
        print(name, loud, size.width, size.height)

    run = CliRunner().invoke
    assert run(shown, ["sirkel", "--height", "3"]).stdout == "sirkel False 10 3\n"
    help = run(shown, ["--help"]).stdout
    assert help.index("--loud") < help.index("--width") < help.index("--height")
    assert run(shown, ["sirkel", "--height", "tre"]).exit_code == 2
