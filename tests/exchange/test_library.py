"""Libraries of reference managers, taken in with their files."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.errors import BadEncoding, BadLibrary
from kodetre.exchange.library import read_library

RIS = """TY  - RPRT
TI  - Rusplan for Bø
AU  - Bø kommune
DA  - 2021/12/14/
PY  - 2021
PB  - Bø kommune
UR  - https://www.bo.no/rusplan
L1  - files/12/plan.md
ER  -{space}

""".replace("{space}", " ")
BIB = r"""@techreport{bo2021, title = {{Rusplan} for B{\o}}, author = {{B{\o} kommune}}, year = {2021}, month = dec,
  url = {https://www.bo.no/rusplan}, file = {Full Text:files/12/plan.md:text/plain;Snap:files/13/x.html:text/html} }
"""
CSL = json.dumps([{"id": "bo", "type": "report", "title": "Rusplan for Bø", "author": [{"literal": "Bø kommune"}],
                   "issued": {"date-parts": [[2021, 12, 14]]}, "URL": "https://www.bo.no/rusplan"}])  # fmt: skip


def library(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("l.ris", RIS), ("l.bib", BIB), ("l.json", CSL)])
def test_each_kind_of_library_says_the_same_of_a_work(tmp_path: Path, name: str, text: str) -> None:
    work = read_library(library(tmp_path, name, text))[0]
    assert (work.fields["title"], work.fields["author"], work.fields["year"]) == (
        "Rusplan for Bø",
        "Bø kommune",
        "2021",
    )
    assert (work.fields["type"], work.fields["url"]) == ("report", "https://www.bo.no/rusplan")
    assert work.remarks == ()


def test_zotero_names_its_files_from_the_folder_of_the_export(tmp_path: Path) -> None:
    assert read_library(library(tmp_path, "l.ris", RIS))[0].files == ("files/12/plan.md",)
    assert read_library(library(tmp_path, "l.bib", BIB))[0].files == ("files/12/plan.md", "files/13/x.html")


@pytest.mark.parametrize(
    ("name", "text"),
    [("l.json", "[" * 200_000), ("l.json", '{"a": 1}'), ("l.json", "[1,"), ("l.ris", "ikke RIS"), ("l.txt", ""),
     ("l.bib", "@book{a, title = " + "{" * 5000), ("l.bib", "@book{a, title = "), ("l.json", "[" + "9" * 10_000 + "]")],
)  # fmt: skip
def test_what_is_no_library_is_refused_in_words(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(BadLibrary):
        read_library(library(tmp_path, name, text))


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "l.ris"
    path.write_bytes(b"TY  - RPRT\nTI  - B\xf8\nER  - \n")
    with pytest.raises(BadEncoding, match=r"l\.ris:2"):
        read_library(path)


def test_a_value_that_cannot_be_is_left_out_and_told(tmp_path: Path) -> None:
    work = read_library(library(tmp_path, "l.ris", RIS.replace("2021/12/14/", "2021/13/40/")))[0]
    assert "issued" not in work.fields
    assert work.remarks == ("issued left out: there is no day 2021-13-40",)


@pytest.mark.parametrize(("name", "text"), [("l.ris", RIS), ("l.bib", BIB)])
def test_a_library_is_taken_in_with_its_files_and_what_has_none_is_listed(
    kodetre: Kodetre, project: Path, name: str, text: str
) -> None:
    (project / "files/12").mkdir(parents=True)
    (project / "files/12/plan.md").write_text("# Plan\n\nKommunen vil hjelpe alle som trenger det.\n", "utf-8")
    lacking = "TY  - BOOK\nTI  - Uten fil\nER  - \n\n" if name == "l.ris" else "@book{u, title = {Uten fil}}\n"
    export = library(project, name, text + lacking)
    preview = kodetre("ingest", "--from", str(export), "--dry-run")
    assert (preview.code, "Would be taken in: 1 document" in preview.out) == (0, True)
    assert "Uten fil: has no file" in preview.err
    before = len(kodetre("documents", "--json").out.splitlines())
    kodetre("ingest", "--from", str(export))
    listed = [json.loads(line) for line in kodetre("documents", "--json").out.splitlines()]
    assert len(listed) == before + 1
    assert (listed[-1]["title"], listed[-1]["url"]) == ("Rusplan for Bø", "https://www.bo.no/rusplan")


def test_a_csl_library_finds_a_file_by_its_title(kodetre: Kodetre, project: Path) -> None:
    (project / "files/7").mkdir(parents=True)
    (project / "files/7/Bø kommune - 2021 - Rusplan for Bø.md").write_text("Kommunen vil hjelpe.\n", "utf-8")
    kodetre("ingest", "--from", str(library(project, "l.json", CSL)))
    listed = [json.loads(line) for line in kodetre("documents", "--json").out.splitlines()]
    assert (listed[-1]["title"], listed[-1]["issued"], listed[-1]["year"]) == ("Rusplan for Bø", "2021-12-14", "2021")


def test_a_report_in_csl_json_is_read_again_as_it_was_written(kodetre: Kodetre, coded: Path) -> None:
    kodetre(
        "documents",
        "set",
        "D1",
        "issued=2021-12-14",
        "url=https://a.no/b",
        "title=Plan",
        "author=Hansen, Ola; Bø kommune",
    )
    works = read_library(library(coded, "ut.json", kodetre("report", "references", "--format", "csljson").out))
    work = next(work for work in works if work.name == "D1")
    assert (work.fields["issued"], work.fields["url"], work.fields["author"]) == (
        "2021-12-14", "https://a.no/b", "Hansen, Ola; Bø kommune",
    )  # fmt: skip
