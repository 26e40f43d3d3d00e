"""Cases and figures out of tables, and the report of figures."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.project import Kodetre

STATBANK = (
    '"06913: Endringer i kommuner, etter region, år og statistikkvariabel"\n\n"region";"Folkemengde 2021";"Folkemengde 2022"\n'
    '"3005 Lindvik";24000;24100\n"3049 Hellefjord";4000;..\n"3001 Ytterst";9;10\n'
)


@pytest.fixture
def statbank(project: Path) -> Path:
    file = project / "tall.csv"
    file.write_bytes(STATBANK.encode("cp1252"))
    return file


def imported(kodetre: Kodetre, *arguments: str) -> dict[str, Any]:
    ran = kodetre("case", "import", *arguments, "--json")
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return told


def test_a_dry_run_says_what_would_come_and_changes_nothing(kodetre: Kodetre, statbank: Path) -> None:
    told = imported(kodetre, str(statbank), "--dry-run")
    assert [(case["name"], case["case"], case["new"]) for case in told["cases"]] == [
        ("Lindvik", "Lindvik kommune", False), ("Hellefjord", "Hellefjord kommune", False), ("Ytterst", "Ytterst", True),
    ]  # fmt: skip
    assert (told["step"], told["missing"]) == (0, 1)
    assert len(kodetre("case", "list", "--json").lines) == 2


def test_an_import_is_one_step_and_the_same_twice_is_none(kodetre: Kodetre, statbank: Path) -> None:
    assert imported(kodetre, str(statbank), "--known")["step"]
    assert imported(kodetre, str(statbank), "--known")["step"] == 0
    kodetre("undo")
    case = json.loads(kodetre("case", "show", "Lindvik kommune", "--json").out)
    assert case["figures"] == []


def test_a_table_that_says_two_things_of_a_case_is_refused_whole(kodetre: Kodetre, project: Path) -> None:
    file = project / "to.csv"
    file.write_text("region;kjønn;andel\nLindvik;Menn;1\nLindvik;Kvinner;2\n", "utf-8")
    ran = kodetre("case", "import", str(file))
    assert (ran.code, "says two things" in ran.err) == (4, True)


def test_a_workbook_is_read_too(kodetre: Kodetre, project: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(project / "tall.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in enumerate((["navn", "alder", "lar"], ["Kari", 34, True], ["Ola", 12.3, False])):
            sheet.write_row(place, 0, row)
    imported(kodetre, "tall.xlsx", "--kind", "informant")
    case = json.loads(kodetre("case", "show", "Ola", "--json").out)
    assert case["attributes"] == {"alder": 12.3, "lar": False}


def test_figures_stand_side_by_side_with_their_places_and_rates(kodetre: Kodetre, project: Path) -> None:
    kodetre("case", "set", "Lindvik kommune", "innbyggere=24000")
    for name, value in (("Lindvik kommune", "94"), ("Hellefjord kommune", "12,5")):
        ran = kodetre("case", "figure", name, "årsverk", "2021", value, "--unit", "årsverk", "--source", "D2")
        assert ran.code == 0, ran.err
    ran = kodetre("report", "figures", "--format", "json", "--rate", "per 10000 innbyggere")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    figure, rate = report["rows"]
    assert (figure["case:Lindvik kommune"], figure["case:Hellefjord kommune"]) == (94, 12.5)
    assert figure["source:Lindvik kommune"].startswith("Lindvik kommune, 2024")
    assert rate["case:Lindvik kommune"] == pytest.approx(94 * 10000 / 24000)
    told = kodetre("report", "figures", "--rate", "per 10000 innbyggere").out
    assert "Hellefjord kommune har ikke innbyggere for 2021" in told


def test_two_values_of_one_figure_are_warned_of_with_both_places(kodetre: Kodetre, project: Path) -> None:
    kodetre("case", "figure", "Lindvik kommune", "årsverk", "2021", "94", "--source", "D2:1")
    ran = kodetre("case", "figure", "Lindvik kommune", "årsverk", "2021", "96", "--source", "Telefon 3. mai")
    assert "96 (Telefon 3. mai)" in ran.err
    assert "94 (D2, 1)" in ran.err
    report = json.loads(kodetre("report", "figures", "--format", "json").out)
    (note,) = [line for line in kodetre("report", "figures").lines if "årsverk 2021" in line]
    assert "s. 1)" in note
    assert "Telefon 3. mai" in note
    assert report["rows"][0]["case:Lindvik kommune"] == "94 / 96"


def test_a_figure_from_the_same_source_takes_the_place_of_the_one_before(kodetre: Kodetre, project: Path) -> None:
    kodetre("case", "figure", "Lindvik kommune", "årsverk", "2021", "94", "--source", "D2:1")
    kodetre("case", "figure", "Lindvik kommune", "årsverk", "2021", "95", "--source", "D2:1")
    case = json.loads(kodetre("case", "show", "Lindvik kommune", "--json").out)
    assert [figure["value"] for figure in case["figures"]] == [95]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2021", "mange"), "is no number"),
        (("21", "5"), "is no year"),
        (("2021", "5", "--source", "D2:999"), "has no page"),
        (("2021", "5", "--source", "D77"), "is no document"),
    ],
)
def test_a_figure_that_cannot_be_is_told(
    kodetre: Kodetre, project: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = kodetre("case", "figure", "Lindvik kommune", "årsverk", *arguments)
    assert said in ran.err
