"""A project of a few shipped documents, taken in once and copied for each test; which tests are quick."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support.hostile import EVIL, make_hostile
from support.project import CORPUS, ROOT, SOME, Kodetre, call, copied

os.environ["KODETRE_CACHE"] = str(Path(tempfile.gettempdir()) / "kodetre-tests-cache")
os.environ["KODETRE_LANGUAGE"] = "en"
os.environ["KODETRE_CONFIG"] = tempfile.mkdtemp(prefix="kodetre-tests-config-")
settings.register_profile("busy machines", deadline=None)
settings.load_profile("busy machines")
sys.path.insert(0, str(ROOT / "tools"))

WHOLE_PROGRAMS = frozenset({"taken_in", "small_and_coded", "all_hostile", "browser", "model"})
"""What only tests stand on that drive the commands, the app or another program."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is slow that stands on a whole project or another program."""
    for item in items:
        stands_on = set(getattr(item, "fixturenames", ()))
        if stands_on & WHOLE_PROGRAMS:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def kodetre() -> Kodetre:
    return call


@pytest.fixture(scope="session")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Kari's with three documents and nothing coded, to be copied and not changed."""
    root = tmp_path_factory.mktemp("taken_in") / "prosjekt"
    assert call("init", str(root), "--template", "rusarbeid").code == 0
    for name in SOME:
        shutil.copy(CORPUS / name, root / "corpus" / name)
    ran = call("ingest", str(root / "corpus"), "--project", str(root), "--coder", "Kari")
    assert ran.code == 0, ran.err
    settings = root / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    return root


@pytest.fixture(scope="session")
def coded_by_keywords(taken_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with everything that the keywords suggest coded by keywords, to be copied and not changed."""
    root = tmp_path_factory.mktemp("coded") / "prosjekt"
    shutil.copytree(taken_in, root)
    assert (
        call("code", "--accept-all", "--min-probability", "0", "--min-probability", "0", "--project", str(root)).code
        == 0
    )
    return root


@pytest.fixture
def project(taken_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, as the current folder, coded in by Kari unless a test says otherwise."""
    return copied(taken_in, tmp_path, monkeypatch)


@pytest.fixture
def coded(coded_by_keywords: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the coded project, as the current folder."""
    return copied(coded_by_keywords, tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    before = Path.cwd()
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def small_and_coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Kari's with one text of a few paragraphs, coded by its keywords, to be copied and not changed."""
    root = tmp_path_factory.mktemp("small") / "prosjekt"
    assert call("init", str(root), "--template", "rusarbeid").code == 0
    text = "\n\n".join(
        ["Kommunen har fått tilskudd til rusarbeidet.", "Budsjettet er økt.", "Kommunen samarbeider godt."]
    )
    (root / "corpus" / "plan.txt").write_text(text, "utf-8")
    settings = root / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    assert call("ingest", str(root / "corpus"), "--project", str(root)).code == 0
    assert call("code", "--accept-all", "--min-probability", "0", "--project", str(root)).code == 0
    return root


@pytest.fixture
def small(small_and_coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small project, as the current folder."""
    return copied(small_and_coded, tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def all_hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every text that somebody may write drives a terminal, to be copied and not changed."""
    root = tmp_path_factory.mktemp("fiendtlig") / "p"
    make_hostile(root)
    return root


@pytest.fixture
def hostile(all_hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the hostile project, as the current folder, whose name is hostile too."""
    root = tmp_path / f"prosjekt{EVIL}"
    shutil.copytree(all_hostile, root)
    monkeypatch.chdir(root)
    return root
