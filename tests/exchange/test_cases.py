"""Cases on their way to other programs and back, and in tidy tables."""

import csv
import json
from pathlib import Path

from support.project import Kodetre


def with_cases(kodetre: Kodetre) -> None:
    kodetre("case", "set", "Lindvik kommune", "innbyggere=24000", "lar=ja", "vedtatt=2015-01-05", "andel=12,5")
    kodetre("case", "add", "Kari", "--kind", "informant", "rolle=leder")
    kodetre("case", "link", "Kari", "D1", "D2")
    kodetre("case", "link", "Kari", "D3", "--span", "0-10")
    kodetre("case", "figure", "Lindvik kommune", "årsverk", "2021", "94", "--source", "D2:1")


def cases(kodetre: Kodetre, *where: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for line in kodetre("case", "list", "--json", *where).lines:
        case = json.loads(line)
        documents = [link["document"] for link in case["links"] if link["target"] == "document"]
        rows.append((case["kind"], case["name"], case["attributes"], documents))
    return rows


def test_cases_and_attributes_come_back_from_refi_qda(kodetre: Kodetre, coded: Path, tmp_path: Path) -> None:
    with_cases(kodetre)
    told = kodetre("export", str(tmp_path / "ut.qdpx"))
    assert told.code == 0, told.err
    assert "figures of cases" in told.out + told.err
    new = tmp_path / "ny"
    kodetre("init", str(new), "--template", "rusarbeid")
    ran = kodetre("import", str(tmp_path / "ut.qdpx"), "--project", str(new))
    assert ran.code == 0, ran.err
    assert cases(kodetre, "--project", str(new)) == cases(kodetre)
    groups = [json.loads(line)["group"] for line in kodetre("documents", "--json", "--project", str(new)).lines]
    assert groups == ["Hellefjord kommune", "Lindvik kommune", "Lindvik kommune"]
    again = kodetre("import", str(tmp_path / "ut.qdpx"), "--project", str(new), "--json")
    assert json.loads(again.out)["step"] == 0


def test_tidy_tables_have_attributes_links_and_figures(kodetre: Kodetre, coded: Path, tmp_path: Path) -> None:
    with_cases(kodetre)
    assert kodetre("export", str(tmp_path / "ut"), "--to", "csv").code == 0

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((tmp_path / "ut" / f"{name}.csv").open(encoding="utf-8")))

    assert {row["attribute"]: row["value"] for row in rows("case_attributes") if row["case"] == "Lindvik kommune"} == {
        "innbyggere": "24000", "lar": "yes", "vedtatt": "2015-01-05", "andel": "12.5",
    }  # fmt: skip
    assert {(row["case"], row["document"], row["target"]) for row in rows("case_links")} >= {
        ("Kari", "D1", "document"), ("Kari", "D3", "span"), ("Lindvik kommune", "D2", "document"),
    }  # fmt: skip
    assert [(row["figure"], row["value"], row["page"]) for row in rows("case_figures")] == [("årsverk", "94", "1")]


def test_an_archive_of_some_documents_has_the_cases_that_they_belong_to_alone(
    kodetre: Kodetre, coded: Path, tmp_path: Path
) -> None:
    import zipfile

    with_cases(kodetre)
    assert kodetre("archive", str(tmp_path / "a.zip"), "--document", "D3").code == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        links = archive.read("data/case_links.csv").decode()
    assert "D1" not in links
    assert "D3" in links
