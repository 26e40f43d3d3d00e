"""Excerpts under several levels of headings, and what is told apart in the tables of counts."""

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document
from support.material import material_for
from support.project import Kodetre, rows_of, with_codebook

from kodetre.project.project import find
from kodetre.report.options import Options
from kodetre.report.tables import NAMES
from kodetre.services.report import make
from kodetre.services.report_request import ReportRequest

BY = ("--by", "perspektiv,kategori,gruppe")


def test_every_excerpt_stands_under_the_codes_that_it_overlaps(kodetre: Kodetre, coded: Path) -> None:
    rows = rows_of(kodetre, "excerpts", *BY)
    spans = {one["id"]: one for one in map(json.loads, kodetre("codings", "--json").lines)}
    labels = {row["code"]: row["label"] for row in rows_of(kodetre, "excerpts", "--by", "document")}
    for row in rows:
        own = spans[str(row["coding"])]
        on_the_same = {
            labels[one["code"]]
            for one in spans.values()
            if one["document"] == own["document"] and one["start"] < own["end"] and own["start"] < one["end"]
        }
        for level in ("level:perspektiv", "level:kategori"):
            assert row[level] in on_the_same or str(row[level]).startswith("Uten ")
        assert set(filter(None, str(row["other_codes"]).split("; "))) == on_the_same - {labels[own["code"]]}


def test_no_place_that_is_coded_is_left_out(kodetre: Kodetre, coded: Path) -> None:
    listed = {str(row["coding"]) for row in rows_of(kodetre, "excerpts", *BY)}
    spans = {one["id"]: one for one in map(json.loads, kodetre("codings", "--json").lines)}
    for one in spans.values():
        assert any(
            other["document"] == one["document"] and other["start"] < one["end"] and one["start"] < other["end"]
            for id, other in spans.items()
            if id in listed
        )


def test_the_headings_are_of_one_level_each(kodetre: Kodetre, coded: Path, tmp_path: Path) -> None:
    lines = kodetre("report", "excerpts", *BY).out.splitlines()
    for marks in ("## ", "### ", "#### "):
        assert any(line.startswith(marks) for line in lines)
    kodetre("report", "excerpts", *BY, "--format", "docx", "--output", str(tmp_path / "u.docx"))
    styles = {paragraph.style.name for paragraph in Document(str(tmp_path / "u.docx")).paragraphs if paragraph.style}
    assert {"Heading 2", "Heading 3", "Caption"} <= styles
    page = kodetre("report", "excerpts", *BY, "--format", "html").out
    assert "<h4>" in page
    assert "<h5 " in page


def test_csv_has_a_column_for_each_level(kodetre: Kodetre, coded: Path) -> None:
    rows = list(csv.reader(io.StringIO(kodetre("report", "excerpts", *BY, "--format", "csv").out)))
    assert rows[0][:3] == ["1. Perspektiv", "2. Kategori", "3. Gruppe"]
    assert all(row[2] for row in rows[1:])


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("tull,kategori", "--by tull: is nothing that excerpts can be arranged by"),
        ("kategori,Kategori", "names a level twice"),
        ("kategori,perspektiv,group,year", "has 4 levels"),
    ],
)
def test_levels_that_there_are_not_are_refused_before_anything_is_read(
    kodetre: Kodetre, project: Path, by: str, words: str
) -> None:
    ran = kodetre("report", "excerpts", "--by", by)
    assert ran.code == 2
    assert words in ran.err


def test_the_error_names_what_there_is(kodetre: Kodetre, project: Path) -> None:
    assert (
        "code, document, group, year, and of this codebook kategori, perspektiv"
        in kodetre("report", "excerpts", "--by", "tull").err
    )
    assert "means nothing to frequencies" in kodetre("report", "frequencies", "--by", "kategori").err


@pytest.mark.parametrize("kind", [name for name in NAMES if name != "everything"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_columns_of_a_table_have_one_heading(kodetre: Kodetre, coded: Path, kind: str, language: str) -> None:
    material_for(kodetre, kind)
    settings = coded / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    text = make(ReportRequest(find(coded), kind, Options(), formats=("csv",))).by_format["csv"].decode()
    for table in text.split("\n\n"):
        header = next(csv.reader(io.StringIO(table)))
        assert len(set(header)) == len(header), header


def test_precision_is_of_what_a_person_answered(kodetre: Kodetre, project: Path) -> None:
    kodetre("code", "--plain", "--coder", "Kari", answers="a\nr\nq\n")
    before = {(row["code"], row["keyword"]): row for row in rows_of(kodetre, "keywords")}
    kodetre("code", "--accept-all", "--min-probability", "0", "--coder", "Kari")
    after = {(row["code"], row["keyword"]): row for row in rows_of(kodetre, "keywords")}
    for key, row in after.items():
        assert [row[name] for name in ("accepted", "rejected", "precision")] == [
            before[key][name] for name in ("accepted", "rejected", "precision")
        ]
    assert sum(int(str(row["unread"])) for row in after.values()) > 50
    assert not any(row["unread"] for row in before.values())


def test_progress_has_a_line_only_where_something_was_done(kodetre: Kodetre, project: Path) -> None:
    kodetre("code", "--plain", "--coder", "Kari", "--document", "D2", answers="a\nr\nq\n")
    kodetre("code", "--accept-all", "--min-probability", "0", "--coder", "demo", "--document", "D1")
    (progress, _found) = json.loads(kodetre("report", "progress", "--format", "json").out)
    told = {(row["document"], row["coder"]): row for row in progress["rows"]}
    assert set(told) == {("D2", "Kari"), ("D1", "demo")}
    assert told["D1", "demo"]["accepted"] == 0
    assert told["D1", "demo"]["accepted_unread"] > 0
    assert "Ingen har gjort noe i D3." in kodetre("report", "progress").out


def test_absence_names_each_keyword_once(kodetre: Kodetre, project: Path) -> None:
    source = (
        "title: Bok\nversion: '1'\ndimensions:\n  d:\n    label: D\n    codes:\n      over:\n        label: Over\n"
        "        keywords: [fullmåne, ebbe]\n        codes:\n          under:\n            label: Under\n"
        "            keywords: [fullmåne, flod]\n"
    )
    with_codebook(project, source)
    answer = json.loads(kodetre("report", "absence", "--format", "json").out)
    searched = {row["code"]: row["searched"] for row in answer["rows"]}
    assert searched["over"] == "fullmåne; ebbe; flod"


def test_groups_and_documents_are_two_tables(kodetre: Kodetre, coded: Path) -> None:
    groups, documents = json.loads(kodetre("report", "frequencies", "--format", "json").out)
    assert not any(key.startswith("document:") for key in groups["columns"])
    assert not any(key.startswith("group:") for key in documents["columns"])
    assert groups["title"] != documents["title"]
    totals = [[row["total"] for row in table["rows"]] for table in (groups, documents)]
    assert totals[0] == totals[1]


def test_the_matrix_says_why_its_totals_are_others(kodetre: Kodetre, coded: Path) -> None:
    assert "teller én gang i hver rute" in kodetre("report", "matrix").out
