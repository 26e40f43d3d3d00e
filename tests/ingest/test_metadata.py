"""Metadata that people list beside their documents."""

from pathlib import Path

import pytest

from kodetre.errors import BadMetadata, KodetreError
from kodetre.ingest.metadata import listed_for, read_list


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("documents.yaml", "plan.pdf:\n  title: Rusplan\n  year: 2023\n"),
        ("liste.csv", "file,title,year\nplan.pdf,Rusplan,2023\n"),
        ("liste.csv", "file;title;year\nplan.pdf;Rusplan;2023\n"),
        ("liste.tsv", "file\ttitle\tyear\nplan.pdf\tRusplan\t2023\n"),
        ("liste.csv", "file,title,year\rplan.pdf,Rusplan,2023\r"),
        ("liste.csv", "File, Title ,YEAR\n\nplan.pdf, Rusplan , 2023\n"),
    ],
    ids=["yaml", "commas", "semicolons", "tabs", "line ends of old Macs", "spaces and capitals"],
)
def test_a_list_says_the_same_in_every_form(tmp_path: Path, name: str, text: str) -> None:
    assert read_list(written(tmp_path, name, text)) == {"plan.pdf": {"title": "Rusplan", "year": "2023"}}


def test_what_is_left_empty_is_not_said(tmp_path: Path) -> None:
    assert read_list(written(tmp_path, "liste.csv", "file,title,year\nplan.pdf,,2023\n")) == {
        "plan.pdf": {"year": "2023"}
    }


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("file,tittel\n", ":1", "unknown column 'tittel'"),
        ("title\n", ":1", "no column 'file'"),
        ("file,title\nplan.pdf,a,b\n", ":2", "3 values for 2 columns"),
        ("file,title\n,Rusplan\n", ":2", "no file name"),
        ("file,title\r\rplan.pdf,a,b\r", ":3", "3 values for 2 columns"),
        (f"file,title\nplan.pdf,{'a' * 131_073}\n", ":2", "a value has more than 131,072 characters"),
        (
            'file,title\nplan.pdf,"Rusplan\n' + "ny.pdf,Plan\n" * 12_000,
            ":2",
            "a value has more than 131,072 characters",
        ),
        ('file,title\nplan.pdf,"Rus"plan\n', ":2", "is no CSV: ',' expected after '\"'"),
    ],
)
def test_a_mistake_in_a_csv_is_told_with_its_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    with pytest.raises(BadMetadata) as mistake:
        read_list(written(tmp_path, "liste.csv", text))
    assert mistake.value.where.endswith(where)
    assert mistake.value.what == what


def test_every_mistake_in_a_yaml_list_is_told(tmp_path: Path) -> None:
    text = "plan.pdf:\n  tittel: Rusplan\nannen.pdf: 3\n"
    with pytest.raises(BadMetadata) as mistake:
        read_list(written(tmp_path, "documents.yaml", text))
    assert ":2:" in str(mistake.value) and ":3:" in str(mistake.value)


@pytest.mark.parametrize(
    ("key", "meant"),
    [("plan.pdf", True), ("2023/plan.pdf", True), ("./plan.pdf", True), ("lan.pdf", False), ("2024/plan.pdf", False)],
)
def test_a_file_is_known_by_the_end_of_its_path(key: str, meant: bool) -> None:
    listed = {key: {"year": "2023"}}
    assert bool(listed_for(Path("corpus/2023/plan.pdf"), listed)) is meant


@pytest.mark.parametrize("before", ["", "file,title\n", "file,title\r", "file,title\nplan\u2028.pdf,x\n"])
def test_a_nul_is_told_with_its_line(tmp_path: Path, before: str) -> None:
    with pytest.raises(KodetreError) as mistake:
        read_list(written(tmp_path, "liste.csv", before + "plan\x00.pdf,Rusplan\n"))
    assert "NUL" in mistake.value.what
    assert mistake.value.where.endswith(f":{1 + before.count(chr(10)) + before.count(chr(13))}")
