"""Reports by cases, attributes and periods, and of what belongs to cases that fulfil a condition."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.project import Kodetre, rows_of


@pytest.fixture
def municipalities(coded: Path, kodetre: Kodetre) -> Path:
    file = coded / "kodetre.yaml"
    declared = "cases: {kommune: {group: yes}, informant: {attributes: {lar: ja/nei}}}\n"
    file.write_text(file.read_text("utf-8") + declared, "utf-8")
    for name, people, approved in (
        ("Hellefjord kommune", 4000, "2014-02-01"),
        ("Lindvik kommune", 24000, "2015-01-05"),
    ):
        ran = kodetre("case", "set", name, f"innbyggere={people}", f"vedtatt={approved}")
        assert ran.code == 0, ran.err
    return coded


def informants(kodetre: Kodetre) -> None:
    """Two in one document, each with a stretch of it, and one who has all of another."""
    assert kodetre("case", "add", "Kari", "--kind", "informant", "lar=ja").code == 0
    kodetre("case", "add", "Ola", "--kind", "informant", "lar=nei")
    kodetre("case", "add", "Per", "--kind", "informant", "lar=ja")
    kodetre("case", "link", "Kari", "D1", "--span", "0-900")
    assert kodetre("case", "link", "Ola", "D1", "--span", "900-1800").code == 0
    kodetre("case", "link", "Per", "D2")


def codings(kodetre: Kodetre, *filters: str) -> list[dict[str, Any]]:
    ran = kodetre("codings", "--json", *filters)
    return [json.loads(line) for line in ran.lines]


def test_by_the_kind_that_documents_are_compared_by_is_the_same_as_by_group(
    kodetre: Kodetre, municipalities: Path
) -> None:
    by_group = rows_of(kodetre, "frequencies", "--by", "group")
    by_kind = rows_of(kodetre, "frequencies", "--by", "kommune")
    for group, kind in zip(by_group, by_kind, strict=True):
        for name in ("Hellefjord kommune", "Lindvik kommune"):
            assert kind[f"kommune:{name}"] == group[f"group:{name}"]
        assert kind["total"] == group["total"]


def test_cases_that_have_a_code_are_counted_beside_its_codings(kodetre: Kodetre, municipalities: Path) -> None:
    for row in rows_of(kodetre, "frequencies", "--by", "kommune"):
        there = sum(row[f"kommune:{name}"] > 0 for name in ("Hellefjord kommune", "Lindvik kommune"))  # type: ignore[operator]
        assert row["cases:total"] == there


def test_values_of_numbers_are_in_their_order(kodetre: Kodetre, municipalities: Path) -> None:
    rows = rows_of(kodetre, "frequencies", "--by", "kommune.innbyggere")
    assert [key for key in rows[0] if key.startswith("kommune.innbyggere:")] == [
        "kommune.innbyggere:4000", "kommune.innbyggere:24000",
    ]  # fmt: skip


def test_a_date_of_a_case_parts_time_into_periods(kodetre: Kodetre, municipalities: Path) -> None:
    by_group = rows_of(kodetre, "frequencies", "--by", "group")
    periods = ("--periods", "before=..2014-08-24,after=2014-08-25..")
    rows = rows_of(kodetre, "frequencies", "--by", "kommune.vedtatt", *periods)
    for group, row in zip(by_group, rows, strict=True):
        assert row["kommune.vedtatt:before"] == group["group:Hellefjord kommune"]
        assert row["kommune.vedtatt:after"] == group["group:Lindvik kommune"]


def test_the_documents_dates_part_time_where_nothing_else_is_said(kodetre: Kodetre, municipalities: Path) -> None:
    rows = rows_of(kodetre, "frequencies", "--periods", "old=..2023,new=2024..")
    years = rows_of(kodetre, "frequencies", "--by", "year")
    for row, year in zip(rows, years, strict=True):
        assert row["period:new"] == year["year:2024"]


def test_an_excerpt_belongs_to_whoever_has_the_stretch_it_overlaps(kodetre: Kodetre, municipalities: Path) -> None:
    informants(kodetre)
    every = codings(kodetre)
    rows = rows_of(kodetre, "frequencies", "--by", "informant")
    tops = [row for row in rows if "." not in str(row["code"])]
    for row in tops:
        own = [c for c in every if c["code"] == row["code"] or c["code"].startswith(f"{row['code']}.")]
        kari = [c for c in own if c["document"] == "D1" and c["start"] < 900]
        ola = [c for c in own if c["document"] == "D1" and c["start"] < 1800 and c["end"] > 900]
        assert row["informant:Kari"] == len(kari)
        assert row["informant:Ola"] == len(ola)
        assert row["informant:Per"] == len([c for c in own if c["document"] == "D2"])


def test_rates_are_of_the_words_that_belong_to_a_case(kodetre: Kodetre, municipalities: Path) -> None:
    informants(kodetre)
    counts = rows_of(kodetre, "frequencies", "--by", "informant")
    rates = rows_of(kodetre, "frequencies", "--by", "informant", "--per", "thousand")
    document = json.loads(kodetre("documents", "show", "D1", "--json").out)
    text = "".join(block["text"] + "\n" for block in document["blocks"])
    words = len(text[:900].split())
    row, rate = next((r, q) for r, q in zip(counts, rates, strict=True) if r["informant:Kari"])
    assert rate["informant:Kari"] == pytest.approx(1000 * row["informant:Kari"] / words, rel=0.2)  # type: ignore[operator]


def test_excerpts_stand_under_the_cases_they_belong_to(kodetre: Kodetre, municipalities: Path) -> None:
    informants(kodetre)
    rows = rows_of(kodetre, "excerpts", "--by", "informant.lar,kommune")
    values = {row["level:informant.lar"] for row in rows}
    assert values == {"ja", "nei", "Ikke oppgitt"}
    assert {row["level:kommune"] for row in rows if row["document"] == "D2"} == {"Lindvik kommune"}


@pytest.mark.parametrize(
    ("condition", "documents"),
    [
        ("kommune.innbyggere >= 5000", {"D2", "D3"}),
        ("kommune.innbyggere < 5000", {"D1"}),
        ("not kommune.innbyggere < 5000", {"D2", "D3"}),
        ("kommune = 'hellefjord kommune'", {"D1"}),
        ("kommune.innbyggere > 5000 and informant.lar = ja", {"D2"}),
        ("informant.lar = ja eller informant.lar = nei", {"D1", "D2"}),
        ("kommune.vedtatt > 2014", {"D2", "D3"}),
        ("kommune.vedtatt = 2014", {"D1"}),
    ],
)
def test_a_condition_lets_through_what_belongs_to_cases_that_fulfil_it(
    kodetre: Kodetre, municipalities: Path, condition: str, documents: set[str]
) -> None:
    informants(kodetre)
    assert {coding["document"] for coding in codings(kodetre, "--where", condition)} == documents


def test_a_condition_lets_only_the_stretches_of_a_document_through_that_fulfil_it(
    kodetre: Kodetre, municipalities: Path
) -> None:
    informants(kodetre)
    those = codings(kodetre, "--where", "informant.lar = ja", "--document", "D1")
    assert {c["id"] for c in those} == {c["id"] for c in codings(kodetre, "--document", "D1") if c["start"] < 900}


def test_a_report_says_the_condition_that_it_is_of(kodetre: Kodetre, municipalities: Path) -> None:
    ran = kodetre("report", "frequencies", "--where", "kommune.innbyggere > 5000")
    assert "kommune.innbyggere \\> 5000" in ran.out


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("kommune.innbyggere >=", "a value is missing after '>='"),
        ("kommune.innbyggere => 5", "at column 21"),
        ("kommun.innbyggere = 5", "did you mean 'kommune'"),
        ("kommune.inbyggere = 5", "did you mean 'innbyggere'"),
        ("kommune.innbyggere = mange", "is of type whole"),
        ("kommune < 5", "has no order"),
        ("kommune = Lindvik kommune", "quotation marks"),
        ("(kommune.innbyggere = 5", "not closed"),
        ("kommune.innbyggere == 5", "write = once"),
        ("", "is empty"),
    ],
)
def test_a_condition_that_cannot_be_read_is_told_with_its_place(
    kodetre: Kodetre, municipalities: Path, condition: str, said: str
) -> None:
    ran = kodetre("codings", "--where", condition)
    assert (ran.code, said in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "kommun"), "means nothing to frequencies"),
        (("--by", "kommune.folk"), "is no attribute of kommune"),
        (("--by", "group", "--periods", "a=..2014"), "part time"),
        (("--periods", "a=2014..2015,b=2015.."), "have days in common"),
        (("--periods", "2014"), "is no period"),
    ],
)
def test_what_a_report_cannot_be_by_is_told_with_what_there_is(
    kodetre: Kodetre, municipalities: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = kodetre("report", "frequencies", *arguments)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_value_that_is_not_of_the_type_that_is_declared_later_is_told_and_not_passed_over(
    kodetre: Kodetre, municipalities: Path
) -> None:
    kodetre("case", "set", "Lindvik kommune", "drift=interkommunal")
    file = municipalities / "kodetre.yaml"
    declared = file.read_text("utf-8").replace("{group: yes}", "{group: yes, attributes: {drift: ja/nei}}")
    file.write_text(declared, "utf-8")
    for asked in (("--where", "kommune.drift = ja"), ("--by", "kommune.drift")):
        ran = kodetre("report", "frequencies", *asked)
        assert (ran.code, "'interkommunal'" in ran.err) == (2, True), ran.err
