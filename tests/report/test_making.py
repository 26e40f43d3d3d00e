"""A report is made from a request: what it says of numbers, what it writes, and what it refuses."""

import csv
import io
import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from support.material import material_for
from support.project import Kodetre, rows_of

from kodetre.i18n.messages import word_for, words_by_number
from kodetre.project.project import find
from kodetre.report.options import Options
from kodetre.report.tables import NAMES
from kodetre.services.report import make
from kodetre.services.report_request import ReportRequest


def in_language(language: str) -> None:
    settings = Path("kodetre.yaml")
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")


def code_one(kodetre: Kodetre) -> None:
    """One coding, in D2."""
    row = {"document": "D2", "quote": "Politiet ba om tidligere stengetid", "code": "geografi.region"}
    Path("k.jsonl").write_text(json.dumps(row), "utf-8")
    assert kodetre("apply", "k.jsonl").code == 0


@pytest.mark.parametrize(
    ("language", "basis"),
    [("nb", "1 dokument, 1 koding."), ("nn", "1 dokument, 1 koding."), ("en", "1 document, 1 coding.")],
)
def test_one_is_said_in_the_singular(kodetre: Kodetre, project: Path, language: str, basis: str) -> None:
    in_language(language)
    code_one(kodetre)
    assert f"*{basis}" in kodetre("report", "excerpts", "--document", "D2").out


@pytest.mark.parametrize(
    ("language", "documents", "codings"),
    [
        ("nb", "3 dokumenter, ", " kodinger."),
        ("nn", "3 dokument, ", " kodingar."),
        ("en", "3 documents, ", " codings."),
    ],
)
def test_several_are_said_in_the_plural(
    kodetre: Kodetre, coded: Path, language: str, documents: str, codings: str
) -> None:
    in_language(language)
    assert re.search(rf"\*{documents}\d+{codings}", kodetre("report", "excerpts").out)


@pytest.mark.parametrize("name", sorted(words_by_number()["nb"]))
def test_a_language_that_bends_a_phrase_has_its_forms_for_one_and_for_several(name: str) -> None:
    for phrases in words_by_number().values():
        for form in phrases[name]:
            assert set(re.findall(r"{(\w+)}", form)) == set(re.findall(r"{(\w+)}", words_by_number()["en"][name][0]))


def test_only_one_is_one() -> None:
    assert [word_for("nb", "codings", number) for number in (0, 1, 2, 21)] == [
        "0 kodinger", "1 koding", "2 kodinger", "21 kodinger",
    ]  # fmt: skip
    assert word_for("en", "unread", 1, codings="4 codings").startswith("1 of 4 codings was made")


def test_what_was_written_is_said_in_the_right_number(kodetre: Kodetre, project: Path) -> None:
    code_one(kodetre)
    ran = kodetre("report", "excerpts", "--output", "u.md")
    assert ran.err == "Wrote u.md: 1 row.\n"
    assert kodetre("report", "pdf", "D2", "--output", "u.pdf").err == "Wrote u.pdf: 1 coding as a highlight.\n"
    again = ("report", "pdf", "D2", "--output", "u.pdf", "--force")
    assert kodetre("--language", "nb", *again).err == "Skrev u.pdf: 1 koding som markering.\n"


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("dialect", ["standard", "excel-nb"])
def test_no_label_in_csv_is_indented(kodetre: Kodetre, coded: Path, kind: str, dialect: str) -> None:
    material_for(kodetre, kind)
    text = kodetre("report", kind, "--format", "csv", "--csv-dialect", dialect).out
    assert text
    assert "\u2003" not in text


def test_csv_and_json_have_the_same_labels(kodetre: Kodetre, coded: Path) -> None:
    rows = csv.DictReader(io.StringIO(kodetre("report", "frequencies", "--by", "group", "--format", "csv").out))
    assert [row["Navn"] for row in rows] == [row["label"] for row in rows_of(kodetre, "frequencies", "--by", "group")]
    assert "\u2003" in kodetre("report", "frequencies").out


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--format", ("md",)),
        ("--figures", ()),
        ("--pages", ()),
        ("--by", ("code",)),
        ("--typical", ("2",)),
        ("--measure", ("words",)),
        ("--per", ("row",)),
        ("--within", ("span",)),
        ("--rows", ("okonomi",)),
        ("--columns", ("okonomi",)),
        ("--pattern", ("rus",)),
        ("--excerpts", ()),
        ("--chapter", ("5",)),
        ("--csv-dialect", ("excel-nb",)),
        ("--document", ("D3",)),
    ],
)
def test_report_pdf_refuses_what_is_for_other_reports(
    kodetre: Kodetre, coded: Path, option: str, values: tuple[str, ...]
) -> None:
    ran = kodetre("report", "pdf", "D2", option, *values, "--output", "merket.pdf")
    assert ran.code == 2
    assert f"{option}: means nothing to report pdf" in ran.err
    assert not Path("merket.pdf").exists()


def test_the_excerpts_behind_a_pair_are_those_of_its_codes_where_both_are(kodetre: Kodetre, coded: Path) -> None:
    codings = [json.loads(line) for line in kodetre("codings", "--json").lines]
    codes_in: dict[str, set[str]] = {}
    for coding in codings:
        codes_in.setdefault(coding["document"], set()).add(coding["code"])
    expected = 0
    for code, other in combinations(sorted({coding["code"] for coding in codings}), 2):
        shared = {document for document, codes in codes_in.items() if {code, other} <= codes}
        expected += sum(coding["code"] in (code, other) and coding["document"] in shared for coding in codings)
    ran = kodetre("report", "cooccurrence", "--within", "document", "--excerpts", "--format", "json")
    _, behind = json.loads(ran.out)
    assert len(behind["rows"]) == expected > 0


def test_a_report_is_made_from_a_request_alone(coded: Path) -> None:
    request = ReportRequest(find(coded), "excerpts", Options(by=("group",)), formats=("json", "md"), figures=True)
    report = make(request)
    assert list(report.by_format) == ["json", "md"]
    assert len(json.loads(report.by_format["json"])["rows"]) == report.rows > 0
    assert {figure.name for figure in report.figures} == {"dispersion-D1", "dispersion-D2", "dispersion-D3"}
    assert {tuple(figure.by_format) for figure in report.figures} == {("svg", "png", "pdf", "csv")}
