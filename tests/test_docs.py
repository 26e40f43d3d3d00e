"""What the documentation names is there: files, functions and rooms, pictures, decisions in their form."""

import ast
import re
from functools import cache
from pathlib import Path

import draw_rooms
import pytest
from soak.runner import SUITES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kodetre"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
DECISIONS = ROOT / "docs" / "decisions"
NUMBERED = sorted(DECISIONS.glob("[0-9]*.md"))
MOST_STOPS = 8


def in_code_marks(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


@cache
def defined_in(path: Path) -> frozenset[str]:
    """The classes, functions, methods and constants of a module, methods with their class before them."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
                names.add(name)
            case ast.ClassDef(name, body=body):
                names.add(name)
                names.update(f"{name}.{inner.name}" for inner in body if isinstance(inner, ast.FunctionDef))
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                names.add(name)
    return frozenset(names)


def test_every_definition_that_the_architecture_names_is_there() -> None:
    named = [mark.split(":") for mark in in_code_marks(ARCHITECTURE) if re.fullmatch(r"[\w/]+\.py:[\w.]+", mark)]
    assert len(named) > 30
    missing = [f"{file}:{name}" for file, name in named if name not in defined_in(SOURCE / file)]
    assert missing == []


def test_every_file_and_folder_that_the_architecture_names_is_there() -> None:
    named = [mark for mark in in_code_marks(ARCHITECTURE) if re.fullmatch(r"[\w/]+(\.py|\.toml|/)", mark)]
    assert len(named) > 20
    assert [name for name in named if not (SOURCE / name).exists() and not (ROOT / name).exists()] == []


def test_every_room_has_a_row_in_the_order_of_the_layers() -> None:
    rows = re.findall(r"^\| `(\w+)/?` \|", ARCHITECTURE, re.MULTILINE)
    layers: list[str] = []
    for layer in draw_rooms.layers():
        assert set(rows[len(layers) : len(layers) + len(layer)]) == set(layer)
        layers += layer
    assert len(rows) == len(layers)


def test_there_are_four_walks_of_at_most_eight_stops() -> None:
    walks = [re.findall(r"^\d+\. ", part, re.MULTILINE) for part in ARCHITECTURE.split("\n## ")]
    lengths = [len(stops) for stops in walks if stops]
    assert len(lengths) == 4
    assert max(lengths) <= MOST_STOPS


def test_the_versions_of_libraries_that_files_pass_through_are_those_that_are_pinned() -> None:
    rows = re.findall(r"^\| ([\w.-]+) \| ([\d.]+) \| \d{4}-\d{2} \|", SECURITY, re.MULTILINE)
    pinned = set((ROOT / "requirements.lock").read_text("utf-8").splitlines())
    assert len(rows) > 10
    assert [f"{name}=={version}" for name, version in rows if f"{name}=={version}" not in pinned] == []


def test_every_file_that_has_a_limit_is_there() -> None:
    named = [mark for mark in in_code_marks(SECURITY) if re.fullmatch(r"[\w/]+\.py", mark)]
    assert len(named) > 10
    assert [name for name in named if not (SOURCE / name).exists() and not (ROOT / name).exists()] == []


def test_every_suite_of_make_soak_is_in_the_documentation() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", SECURITY, re.MULTILINE)
    assert set(SUITES) <= set(rows)


def test_the_picture_of_the_rooms_is_that_of_the_code() -> None:
    assert draw_rooms.PICTURE.read_text("utf-8") == draw_rooms.picture(), "make rooms"


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_decision_has_a_title_a_date_a_status_its_reason_and_alternatives(path: Path) -> None:
    form = re.compile(
        r"# [^\n]+\n\n"
        r"Date: \d{4}-\d{2}-\d{2}\. Status: (accepted|superseded by \[\d{4}\]\([^)]+\))\.\n\n"
        r"(?!#)\S.*\n\n"
        r"## Alternatives\n\n"
        r"(- \*\*[^*]+\*\*: [^\n]+\n)+",
        re.DOTALL,
    )
    assert form.fullmatch(path.read_text("utf-8"))


def test_decisions_are_numbered_without_gaps_and_stand_in_their_index() -> None:
    numbers = [int(path.name[:4]) for path in NUMBERED]
    assert numbers == list(range(1, len(numbers) + 1))
    index = (DECISIONS / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \| (\S+) \| (.+) \|$", index, re.MULTILINE)
    expected: list[tuple[str, ...]] = []
    for path in NUMBERED:
        lines = path.read_text("utf-8").splitlines()
        date, status = re.findall(r"Date: (\S+)\. Status: (.+)\.", lines[2])[0]
        expected.append((path.name[:4], path.name, lines[0].removeprefix("# "), date, status))
    assert listed == expected
