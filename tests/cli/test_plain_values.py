"""Values of a command line that are taken without pydantic: the same as with it, whatever is written."""

import os
import subprocess
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
import typer.main

from kodetre.cli.plain_values import take_plain_values


class Shape(StrEnum):
    round = "round"
    square = "Square"


def app(taken: list[dict[str, Any]]) -> typer.Typer:
    """A command with every kind of value, which keeps what it is given."""
    shown = typer.Typer(add_completion=False)

    @shown.command()
    def draw(
        name: str,
        rest: Annotated[list[str] | None, typer.Argument()] = None,
        shape: Annotated[Shape, typer.Option()] = Shape.round,
        other: Annotated[Shape | None, typer.Option(case_sensitive=False)] = None,
        word: Annotated[list[str] | None, typer.Option()] = None,
        shapes: Annotated[list[Shape] | None, typer.Option()] = None,
        folder: Annotated[Path | None, typer.Option()] = None,
        there: Annotated[Path | None, typer.Option(exists=True)] = None,
        width: Annotated[int, typer.Option()] = 3,
        share: Annotated[float | None, typer.Option()] = None,
        deep: Annotated[bool, typer.Option("--deep/--shallow")] = False,
    ) -> None:
        taken.append(dict(locals()) | {"taken": None, "shown": None})

    return shown


def run(arguments: list[str], change: Callable[[Any], None]) -> tuple[int, str, str]:
    """What a command line comes to: exit code, what the command was given, what was said."""
    taken: list[dict[str, Any]] = []
    command = typer.main.get_command(app(taken))
    change(command)
    code, said = _invoked(command, arguments)
    return code, repr(taken), said


def _invoked(command: Any, arguments: list[str]) -> tuple[int, str]:
    try:
        command.main(arguments, prog_name="draw", standalone_mode=False)
    except Exception as problem:  # noqa: BLE001 - what is raised is what is compared
        return 1, f"{type(problem).__name__}: {getattr(problem, 'format_message', problem.__str__)()}"
    return 0, ""


LINES = [
    ["a"],
    ["æ", "b", "c"],
    ["a", "--shape", "Square"],
    ["a", "--shape", "square"],
    ["a", "--other", "SQUARE"],
    ["a", "--shape", "oval"],
    ["a", "--word", "x", "--word", ""],
    ["a", "--shapes", "round", "--shapes", "Square"],
    ["a", "--shapes", "round", "--shapes", "x"],
    ["a", "--folder", "x//y/./z"],
    ["a", "--folder", ""],
    ["a", "--there", "/nowhere/at/all"],
    ["a", "--there", "."],
    ["a", "--width", "7"],
    ["a", "--width", "x"],
    ["a", "--share", "0.5"],
    ["a", "--share", ""],
    ["a", "--deep"],
    ["a", "--shallow"],
    [],
]


@pytest.mark.parametrize("arguments", LINES, ids=" ".join)
def test_a_value_is_what_typer_makes_of_it(arguments: list[str]) -> None:
    assert run(arguments, take_plain_values) == run(arguments, lambda _: None)


def test_a_search_loads_neither_pydantic_nor_rich(project: Path) -> None:
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(sorted({'pydantic', 'rich', 'rapidfuzz', 'ruamel'} & set(sys.modules)),"
        " file=sys.__stderr__))\n"
        "from kodetre.cli.start import run\n"
        "run()\n"
    )
    command = [sys.executable, "-c", script, "search", "tilskudd", "--project", str(project)]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"KODETRE_LANGUAGE": "en"})
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == "[]"
