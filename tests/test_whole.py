"""Promises about the whole: what starting up costs, and that what is documented is what there is."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import typer
from support.project import Kodetre

from kodetre import errors
from kodetre.cli.main import app
from kodetre.session.session import ACTIONS

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "numpy",
    "pypdfium2",
    "pdfplumber",
    "docx",
    "trafilatura",
    "simplemma",
    "yaml",
    "rapidfuzz",
    "jinja2",
    "sqlite3",
    "pebble",
    "lxml",
)


def test_help_loads_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from kodetre.cli.main import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def commands() -> list[str]:
    """Every command as it is typed."""
    group = typer.main.get_command(app)
    found = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in inner] if inner else []
        found.append(name)
    return found


def test_every_command_has_help_and_a_place_in_the_documentation(kodetre: Kodetre) -> None:
    documented = (ROOT / "docs/commands.md").read_text("utf-8")
    for command in commands():
        assert kodetre(*command.split(), "--help").code == 0
        assert f"`kodetre {command}" in documented, command


def test_every_option_has_help() -> None:
    group = typer.main.get_command(app)
    everything = list(group.commands.values())  # type: ignore[attr-defined]
    everything += [inner for command in everything for inner in getattr(command, "commands", {}).values()]
    for command in everything:
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{command.name} {parameter.name}"


def test_every_kind_of_error_has_a_heading_in_the_documentation() -> None:
    documented = (ROOT / "docs/errors.md").read_text("utf-8")
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.KodetreError)]
    assert len(kinds) > 20
    for kind in kinds:
        if kind is not errors.KodetreError:
            assert f"## {kind.__name__} (exit {kind.exit_code})" in documented, kind.__name__


def test_every_key_of_a_session_is_documented() -> None:
    documented = (ROOT / "docs/coding.md").read_text("utf-8")
    for action in ACTIONS:
        assert f"| `{action.key}` |" in documented, action.name


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not target.startswith(("http", "mailto:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_first_commands_of_the_readme_are_the_two_that_set_up_everything() -> None:
    blocks = re.findall(r"```\w*\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    typed = [line.split("#")[0].strip() for line in blocks[0].splitlines()]
    assert "make demo" in typed
    assert "make test" in typed


def test_no_host_of_a_package_index_is_pinned() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml", "Makefile"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text.replace("https://", "://") or name == "pyproject.toml"
        assert "index-url" not in text


def test_the_locks_pin_every_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    }
    for wanted in project["dependencies"]:
        assert re.match(r"[\w.-]+", wanted)[0].lower().replace("_", "-") in pinned  # type: ignore[index]
