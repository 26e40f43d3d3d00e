"""How commands take their options."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from kodetre.cli.main import app
from kodetre.cli.options import grouped

MOST_PARAMETERS = 6


def functions(group: typer.Typer) -> Iterator[tuple[str, object]]:
    """Every command of an app, and of the apps in it, with its function."""
    if group.registered_callback is not None and group.registered_callback.callback is not None:
        yield str(group.info.help), group.registered_callback.callback
    for command in group.registered_commands:
        yield str(command.name), command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from functions(inner.typer_instance)


def test_a_command_takes_a_few_parameters_and_the_rest_in_groups() -> None:
    for name, function in functions(app):
        own = inspect.signature(inspect.unwrap(function))  # type: ignore[arg-type]
        assert len(own.parameters) <= MOST_PARAMETERS, name


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
