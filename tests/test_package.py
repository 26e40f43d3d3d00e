"""What is installed is whole: built from the source archive, as others would build it, and used from there."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from support.project import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("package")]  # it is built once for all


def run(*command: str, at: Path, **environment: str) -> str:
    ran = subprocess.run(command, cwd=at, env=os.environ | environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installed package, made from the source archive by way of a wheel."""
    folder = tmp_path_factory.mktemp("package")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder), at=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = archive.with_name(archive.name.removesuffix(".tar.gz"))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source), at=folder)
    (wheel,) = folder.glob("*.whl")
    run(*pip, "install", "--no-deps", "--target", str(folder / "installed"), str(wheel), at=folder)
    return folder / "installed"


def kodetre(installed: Path, *arguments: str) -> str:
    return run(sys.executable, "-m", "kodetre", *arguments, at=installed.parent, PYTHONPATH=str(installed))


def test_the_tests_look_at_what_is_installed(installed: Path) -> None:
    where = run(
        sys.executable, "-c", "import kodetre; print(kodetre.__file__)", at=installed.parent, PYTHONPATH=str(installed)
    )
    assert Path(where.strip()).is_relative_to(installed)


def test_a_project_begins_with_a_shipped_codebook(installed: Path) -> None:
    kodetre(installed, "init", "prosjekt", "--template", "rusarbeid")
    begun = installed.parent / "prosjekt" / "codebooks" / "kommunalt-rusarbeid.yaml"
    assert begun.read_text("utf-8") == (ROOT / "codebooks" / begun.name).read_text("utf-8")
    kodetre(installed, "codebook", "check", "--project", "prosjekt")


def test_every_file_of_the_source_is_in_the_package(installed: Path) -> None:
    source = ROOT / "src" / "kodetre"
    carried = {path.relative_to(source) for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    there = {path.relative_to(installed / "kodetre") for path in (installed / "kodetre").rglob("*") if path.is_file()}
    assert carried <= there
