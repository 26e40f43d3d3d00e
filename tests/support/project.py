"""The command line as tests call it, and what the project of the tests is made of."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kodetre.cli.main import app
from kodetre.project.project import Project, find

ROOT = Path(__file__).resolve().parents[2]
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


def copied(prepared: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a project, as the current folder."""
    root = folder / "prosjekt"
    shutil.copytree(prepared, root)
    monkeypatch.chdir(root)
    return root


def with_codebook(root: Path, source: str) -> Project:
    """A project with another codebook."""
    project = find(root)
    project.codebook_path.write_text(source, "utf-8")
    return project


GROUPS = {1: "Hellefjord kommune", 2: "Lindvik kommune", 3: "Lindvik kommune"}
"""The group of each document of the project, by the number in its id."""


def rows_of(kodetre: Kodetre, *arguments: str) -> list[dict[str, object]]:
    """The rows of a report of one table, as programs get them; there is at least one."""
    ran = kodetre("report", *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    rows: list[dict[str, object]] = json.loads(ran.out)["rows"]
    assert rows
    return rows
