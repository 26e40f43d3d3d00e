"""A pipe or a device in the place of a file is refused at once, wherever a file is named."""

import os
import sys
from pathlib import Path
from time import monotonic

import pytest
from support.project import Kodetre

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are of Unix")
WAYS = (
    ("codebook", "check", "{}"),
    ("ingest", "corpus", "--metadata", "{}"),
    ("apply", "{}"),
    ("report", "--recipe", "{}"),
    ("ingest", "{}"),
    ("rescue", "{}", "ny.db"),
)


@pytest.fixture
def empty(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "p"
    kodetre("init", str(root))
    (root / "corpus" / "a.txt").write_text("En plan.", "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("kind", ["pipe", "/dev/zero", "folder"])
def test_it_is_refused_at_once(kodetre: Kodetre, empty: Path, way: tuple[str, ...], kind: str) -> None:
    if kind == "folder" and way[0] == "ingest" and len(way) == 2:
        return  # folders are gone through
    named = kind if kind.startswith("/") else f"{kind}.yaml"
    if kind == "pipe":
        os.mkfifo(named)
    elif kind == "folder":
        Path(named).mkdir()
    begin = monotonic()
    ran = kodetre(*(part.format(named) for part in way))
    assert monotonic() - begin < 10
    assert ran.code == 4, ran.err
    assert named in ran.err
    assert ran.out == "" or way[0] == "ingest"


def test_a_codebook_that_is_a_pipe_is_refused_at_once(kodetre: Kodetre, empty: Path) -> None:
    path = empty / "codebooks" / "kodebok.yaml"
    path.unlink()
    os.mkfifo(path)
    ran = kodetre("codebook", "show")
    assert ran.code == 4
    assert "kodebok.yaml: is a pipe" in ran.err
