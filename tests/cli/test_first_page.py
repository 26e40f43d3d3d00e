"""The first page: drawn without typer and as typer draws it, or left to typer."""

import os
import subprocess
import sys

import pytest

COMPARE = """
import io, os, sys
from kodetre.cli import first_page, language
language.choose([])
import typer.rich_utils
from rich.console import Console
from rich.text import Text
from kodetre.cli.main import app

def typers(width, in_colour):
    os.environ["COLUMNS"] = str(width)
    typer.rich_utils.FORCE_TERMINAL = in_colour or None
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try:
        app(["--help"], prog_name="kodetre")
    except SystemExit:
        return sys.stdout.getvalue()
    finally:
        sys.stdout = stdout

def looks(page):
    console, text = Console(), Text.from_ansi(page)
    return [
        (letter, str(text.get_style_at_offset(console, place)))
        for place, letter in enumerate(text.plain) if not letter.isspace()
    ]

for width in range(60, 170, 3):
    own = first_page.drawn("kodetre", width, in_colour=False)
    if own is None:
        assert width < 75, f"{width} columns are left to typer"
        continue
    assert own == typers(width, False), width
for width in (80, 133):
    own, whole = first_page.drawn("kodetre", width, in_colour=True), typers(width, True)
    assert Text.from_ansi(own).plain == Text.from_ansi(whole).plain, width
    assert looks(own) == looks(whole), width
"""


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A script in a process of its own, without what its caller says of colours."""
    plain = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=plain | environment)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_first_page_is_the_one_that_typer_draws(language: str) -> None:
    ran = run(COMPARE, KODETRE_LANGUAGE=language)
    assert ran.returncode == 0, ran.stderr


STARTED = """
import sys
sys.argv[0] = "/usr/bin/kodetre"
from kodetre.cli.start import run
import atexit
atexit.register(lambda: print("loaded" if {"typer", "rich"} & set(sys.modules) else "light", file=sys.__stderr__))
run()
"""


@pytest.mark.parametrize("asked", ["--help", "-h", "--version"])
def test_what_kodetre_is_and_can_do_is_told_without_typer_and_rich(asked: str) -> None:
    ran = run(STARTED, asked)
    assert (ran.returncode, ran.stderr.strip()) == (0, "light")
    assert "kodetre" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--help"], {"COLUMNS": "40"}),
        (["--help"], {"FORCE_COLOR": "1"}),
        (["--help", "search"], {}),
        (["--version", "--help"], {}),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_typer(arguments: list[str], environment: dict[str, str]) -> None:
    ran = run(STARTED, *arguments, **environment)
    assert (ran.returncode, ran.stderr.strip()) == (0, "loaded")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")  # noqa: PTH110
@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_a_stdout_that_takes_nothing_is_told_as_for_every_command(asked: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        script = "from kodetre.cli.start import run; run()"
        ran = subprocess.run([sys.executable, "-c", script, asked], stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode != 0
    assert "disk is full" in ran.stderr
