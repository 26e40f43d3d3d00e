"""The whole thesis that docs/thesis.py writes, on a part of the corpus."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CORPUS, ROOT

FEW = ("lindvik-alkohol-2024.pdf", "hellefjord-handlingsprogram-2024.pdf", "documents.yaml")
REPORTS = (
    "everything.docx",
    "everything.html",
    "utdrag.docx",
    "sammenligning.docx",
    "frekvenser.xlsx",
    "litteratur.md",
)


def run(*command: str, inside: Path) -> str:
    ran = subprocess.run(
        command, cwd=inside, capture_output=True, encoding="utf-8", env=os.environ | {"COLUMNS": "160"}
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return ran.stdout


@pytest.mark.slow
@pytest.mark.xdist_group("thesis")
def test_a_whole_thesis_is_written_and_every_citation_names_one_page(tmp_path: Path) -> None:
    script = str(ROOT / "docs" / "thesis.py")
    told = run(sys.executable, script, str(tmp_path), *(str(CORPUS / name) for name in FEW), inside=tmp_path)
    assert [name for name in REPORTS if not (tmp_path / "rapporter" / name).is_file()] == []
    project = tmp_path / "prosjekt"
    documents = run(sys.executable, "-m", "kodetre", "documents", "--json", inside=project)
    groups = [json.loads(line)["group"] for line in documents.splitlines()]
    assert sorted(set(groups)) == ["Hellefjord kommune", "Lindvik kommune", "Storfjell kommune"]
    codings = [
        json.loads(line)
        for line in run(sys.executable, "-m", "kodetre", "codings", "--json", inside=project).splitlines()
    ]
    spread = [coding for coding in codings if coding["document"] == f"D{groups.index('Storfjell kommune') + 1}"]
    assert spread
    assert [coding["label"] for coding in spread if not re.fullmatch(r"\d+|[ivx]+|\d+–\d+", coding["label"])] == []
    assert "okonomi.gaver" in told
    by_kari = [coding for coding in codings if coding["coder"] == "Kari" and coding["origin"] == "manual"]
    assert "Tilskuddet er grunnlaget for hele kapittelet." in [coding["memo"] for coding in by_kari]
