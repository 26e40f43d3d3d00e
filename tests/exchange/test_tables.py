"""Tidy tables of a project, for other programs."""

import contextlib
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pandas
import pytest
from support.project import ROOT, Kodetre

NAMES = (
    "documents", "pages", "blocks", "codes", "codings", "decisions", "memos", "cases", "case_attributes", "case_links",
    "case_figures", "figures", "dictionary",
)  # fmt: skip


def example(language: str) -> str:
    """The example of the documentation in a language."""
    found = re.search(rf"```{language}\n(.*?)```", (ROOT / "docs/exchange.md").read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def tables(kodetre: Kodetre, coded: Path) -> Path:
    assert kodetre("export", "tabeller", "--to", "csv").code == 0
    return coded / "tabeller"


def test_pandas_reads_every_table_with_the_columns_of_the_dictionary(tables: Path) -> None:
    dictionary = pandas.read_csv(tables / "dictionary.csv")
    for name in NAMES:
        columns = list(pandas.read_csv(tables / f"{name}.csv").columns)
        assert columns == list(dictionary[dictionary["table"] == name]["column"]) or name == "dictionary"


def test_the_codings_are_those_of_the_project(kodetre: Kodetre, tables: Path) -> None:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    written = pandas.read_csv(tables / "codings.csv", keep_default_na=False, dtype=str)
    assert [(one["id"], one["quote"], str(one["start"]), str(one["page"])) for one in listed] == list(
        zip(written["id"], written["quote"], written["start"], written["page"], strict=True)
    )


def test_what_refers_to_another_table_is_there_and_the_package_describes_its_files(tables: Path) -> None:
    package = json.loads((tables / "datapackage.json").read_text("utf-8"))
    assert [one["name"] for one in package["resources"]] == list(NAMES)
    for resource in package["resources"]:
        data = (tables / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        table = pandas.read_csv(io.BytesIO(data))
        for key in resource["schema"].get("foreignKeys", ()):
            other = pandas.read_csv(tables / f"{key['reference']['resource']}.csv")
            assert set(table[key["fields"]]) <= set(other[key["reference"]["fields"]])
        if keys := resource["schema"].get("primaryKey"):
            assert not table.duplicated(keys).any()


def test_sqlite_has_the_same_rows(kodetre: Kodetre, tables: Path) -> None:
    assert kodetre("export", "base", "--to", "sqlite").code == 0
    with contextlib.closing(sqlite3.connect("base/kodetre-tables.sqlite")) as database:
        for name in NAMES:
            count = database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
            assert count == len(pandas.read_csv(tables / f"{name}.csv"))


def test_parquet_has_the_same_rows_or_says_what_it_needs(kodetre: Kodetre, tables: Path) -> None:
    ran = kodetre("export", "parkett", "--to", "parquet")
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        assert ran.code == 2
        assert "kodetre[parquet]" in ran.err
        assert not Path("parkett").exists()
    else:
        assert len(pandas.read_parquet("parkett/codings.parquet")) == len(pandas.read_csv(tables / "codings.csv"))


def test_the_same_project_gives_the_same_bytes_and_nobodys_folder(kodetre: Kodetre, tables: Path) -> None:
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    assert kodetre("export", "tabeller", "--to", "csv").code == 0
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before
    assert str(tables.parent.parent).encode() not in b"".join(before.values())


def test_the_example_for_pandas_runs(tables: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(example("python"), "docs/exchange.md", "exec"), {})
    assert "Lindvik kommune" in said.getvalue()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_example_for_r_runs(tables: Path) -> None:
    ran = subprocess.run(["Rscript", "-e", example("r")], capture_output=True, text=True, check=True)
    assert "Lindvik kommune" in ran.stdout


def test_the_codebook_goes_to_taguette_with_its_tree_in_dots(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("export", "koder.csv", "--to", "taguette-codebook").code == 0
    table = pandas.read_csv("koder.csv")
    assert list(table.columns) == ["tag", "description", "number of highlights", "number of documents"]
    assert "okonomi.tilskudd" in set(table["tag"])


def test_paragraphs_say_who_speaks_and_who_asks(kodetre: Kodetre, coded: Path) -> None:
    talk = "I: Hva sier du?\nK: Vi fikk tilskudd.\nI: Og mer?\nK: Mer tilskudd.\n"
    (coded / "corpus" / "samtale.txt").write_text(talk, "utf-8")
    assert kodetre("ingest", "corpus/samtale.txt", "--jobs", "1").code == 0
    assert kodetre("speakers", "--interviewer", "I").code == 0
    assert kodetre("export", "tabeller", "--to", "csv").code == 0
    blocks = pandas.read_csv(coded / "tabeller" / "blocks.csv", keep_default_na=False, dtype=str)
    said = blocks[blocks["speaker"] != ""]
    assert list(zip(said["speaker"], said["asks"].str.lower(), strict=True)) == [("I", "true"), ("K", "false")] * 2
