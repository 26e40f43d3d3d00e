"""Promises about the whole: what starting up costs, and that what is documented is what there is."""

import inspect
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import typer
from packaging.requirements import Requirement
from support.project import Kodetre

from kodetre import errors
from kodetre.cli.main import app
from kodetre.session.session import ACTIONS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LIGHT = frozenset({"typer", "rich", "markdown-it-py"})
"""What `--help` may load: the commands themselves, and what rich reads Markdown with."""


def normal(name: str) -> str:
    """The name of a package as indexes compare names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def modules_of(requirements: set[str]) -> set[str]:
    """What one imports of some packages, as they are installed here."""
    return {
        module
        for module, packages in packages_distributions().items()
        if not requirements.isdisjoint(map(normal, packages))
    }


def test_help_loads_none_of_the_heavy_libraries() -> None:
    heavy = modules_of({normal(Requirement(wanted).name) for wanted in PROJECT["dependencies"]} - LIGHT) | {
        "sqlite3",
        "spacy",
    }
    assert {"numpy", "yaml", "ruamel", "textual", "matplotlib", "xlsxwriter", "docx", "lxml"} <= heavy
    script = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from kodetre.cli.main import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "print(' '.join(sorted(name for name in sys.modules if '.' not in name)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "kodetre" in loaded
    assert loaded & heavy == set()


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
    for name in ("requirements.lock", "requirements-dev.lock", "Makefile"):
        assert "://" not in (ROOT / name).read_text("utf-8"), name
    assert "index-url" not in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_pin_every_dependency_within_its_bounds(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    pinned = {normal(name): version for name, _, version in (line.partition("==") for line in lines)}
    wanted = list(PROJECT["dependencies"])
    if lock == "requirements-dev.lock":
        wanted += PROJECT["optional-dependencies"]["dev"]
    for requirement in map(Requirement, wanted):
        assert pinned[normal(requirement.name)] in requirement.specifier, requirement
