"""Every kind of report is one file, and what is said of it elsewhere is there."""

import ast
import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from support.project import ROOT

from kodetre.cli.main import app
from kodetre.cli.report import KindName
from kodetre.errors import KodetreError
from kodetre.i18n.messages import languages, words_by_number
from kodetre.report import tables
from kodetre.report.kind import ReportKind, load_kind
from kodetre.report.options import Options
from kodetre.report.tables import NAMES

FOLDER = Path(tables.__file__).parent
SAYING = {"say": languages, "say_for": words_by_number}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_a_file_with_the_kind_of_that_name(name: str) -> None:
    kind = load_kind(name)
    assert isinstance(kind, ReportKind)
    assert kind.name == name


def test_every_file_has_its_name_in_the_list() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert files == {name.replace("-", "_") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_has_a_place_in_the_documentation(name: str) -> None:
    assert f"\n| `{name}` | " in (ROOT / "docs/reports.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_takes_options_that_there_are(name: str) -> None:
    assert load_kind(name).options <= {field.name for field in dataclasses.fields(Options)}


def test_everything_is_made_of_all_the_others_and_each_has_a_place_of_its_own() -> None:
    places = [load_kind(name).place for name in NAMES if name != "everything"]
    assert 0 not in places
    assert len(set(places)) == len(places)
    assert load_kind("everything").place == 0


def words_of(path: Path) -> Iterator[tuple[str, str]]:
    """What a file has said, as a pattern of the word's name, with how it is said."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYING:
            for name in names_in(node.args[0]):
                yield node.func.attr, name


def names_in(node: ast.AST) -> Iterator[str]:
    """The texts that an expression can come to, as patterns."""
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*names_in(node.body), *names_in(node.orelse))


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_says_nothing_that_a_language_has_no_word_for(name: str) -> None:
    words = list(words_of(FOLDER / f"{name.replace('-', '_')}.py"))
    assert words
    for saying, pattern in words:
        for language, known in SAYING[saying]().items():
            assert any(re.fullmatch(pattern, word) for word in known), (language, pattern)


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(KodetreError, match="tull: is no kind of report"):
        load_kind("tull")


def test_a_file_without_a_kind_is_told_from_one_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("kodetre.report.tables.memos.KIND", raising=True)
    with pytest.raises(TypeError, match=r"memos has no ReportKind"):
        load_kind("memos")


def test_the_command_takes_every_kind_and_explains_it() -> None:
    kind = next(parameter for parameter in report_command().params if parameter.name == "kind")
    assert [str(name) for name in KindName] == [*NAMES, "pdf"]
    assert set(NAMES) <= set(re.findall(r"[\w-]+", kind.help))


def report_command() -> Any:
    return typer.main.get_command(app).commands["report"]  # type: ignore[attr-defined]


def test_help_reads_the_file_of_no_kind() -> None:
    script = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from kodetre.cli.main import app\n"
        "assert CliRunner().invoke(app, ['report', '--help']).exit_code == 0\n"
        "print([name for name in sys.modules if name.startswith('kodetre.report.tables.')])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_only_the_file_of_a_kind_is_read(project: Path) -> None:
    script = (
        "import sys\n"
        "from kodetre.project.project import find\n"
        "from kodetre.services.report import make\n"
        "from kodetre.services.report_request import ReportRequest\n"
        "make(ReportRequest(find(None), 'documents'))\n"
        "print([name for name in sys.modules if name.startswith('kodetre.report.tables.')])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=project)
    assert ran.stdout.strip() == "['kodetre.report.tables.documents']"
