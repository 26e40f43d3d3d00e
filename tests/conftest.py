"""A project of a few shipped documents, made once and copied for each test, and the command line as tests call it."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from kodetre.cli.main import app

os.environ["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir()) / "kodetre-tests-cache")
settings.register_profile("busy machines", deadline=None)
settings.load_profile("busy machines")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
CORPUS = ROOT / "corpus"
SOME = (
    "hellefjord-handlingsprogram-2024.pdf",
    "lindvik-alkohol-2024.pdf",
    "lindvik-horingssvar-2024.docx",
    "documents.yaml",
)


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Kodetre = Callable[..., Ran]


def call(*arguments: str, answers: str | None = None) -> Ran:
    result = CliRunner().invoke(app, list(arguments), input=answers)
    return Ran(result.exit_code, result.stdout, result.stderr)


GROUPS = {1: "Hellefjord kommune", 2: "Lindvik kommune", 3: "Lindvik kommune"}
"""The group of each document of the project, by the number in its id."""


def rows_of(kodetre: Kodetre, *arguments: str) -> list[dict[str, object]]:
    """The rows of a report of one table, as programs get them."""
    ran = kodetre("report", *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    rows: list[dict[str, object]] = json.loads(ran.out)["rows"]
    return rows


@pytest.fixture
def kodetre() -> Kodetre:
    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three documents and nothing coded."""
    root = tmp_path_factory.mktemp("made") / "prosjekt"
    assert call("init", str(root), "--template", "rusarbeid").code == 0
    for name in SOME:
        shutil.copy(CORPUS / name, root / "corpus" / name)
    ran = call("ingest", str(root / "corpus"), "--project", str(root), "--coder", "Kari")
    assert ran.code == 0, ran.err
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, as the current folder, coded in by Kari unless a test says otherwise."""
    root = tmp_path / "prosjekt"
    shutil.copytree(made, root)
    settings = root / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def coded(project: Path) -> Path:
    """The project with everything that the keywords suggest coded by keywords."""
    assert call("code", "--accept-all").code == 0
    return project


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    before = Path.cwd()
    yield
    os.chdir(before)
