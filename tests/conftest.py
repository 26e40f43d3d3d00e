"""A project of a few shipped documents, made once and copied for each test."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support.project import CORPUS, ROOT, SOME, Kodetre, call

os.environ["KODETRE_CACHE"] = str(Path(tempfile.gettempdir()) / "kodetre-tests-cache")
settings.register_profile("busy machines", deadline=None)
settings.load_profile("busy machines")
sys.path.insert(0, str(ROOT / "tools"))


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
