"""kodetre sources: searches, candidates, decisions, appraisal, and the reports of them."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, rows_of

RIS = """TY  - RPRT
AU  - Lindvik kommune
PY  - 2022
TI  - Rusmiddelpolitisk handlingsplan
UR  - https://lindvik.example/plan
ER  -

TY  - RPRT
AU  - Hellefjord kommune
PY  - 2021
TI  - Årsmelding
ER  -
"""
BIBTEX = "@techreport{a, title={Rusmiddelpolitisk handlingsplan}, author={{Lindvik kommune}}, year={2022}}\n"
CSL = '[{"id": "a", "type": "report", "title": "Notat om ettervern", "issued": {"date-parts": [[2020]]}}]'


def candidates(kodetre: Kodetre) -> dict[str, dict[str, str]]:
    rows = [json.loads(line) for line in kodetre("sources", "--json").lines]
    return {row["id"]: row for row in rows}


def search(kodetre: Kodetre) -> None:
    ran = kodetre(
        "sources", "search", "add", "--where", "kommune.no", "--query", "rusplan", "--date", "2026-01-31", "--hits", "14",
        "--filter", "2018–2024",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert ran.out.startswith("S1: ")


@pytest.fixture
def logged(kodetre: Kodetre, project: Path) -> Path:
    """A project with a search, three candidates and a decision on each."""
    search(kodetre)
    Path("funn.ris").write_text(RIS, "utf-8")
    assert kodetre("sources", "import", "funn.ris", "--search", "S1").code == 0
    assert kodetre("sources", "add", "Rusmiddelpolitisk  handlingsplan", "--year", "2022", "--found-in", "D1").code == 0
    assert kodetre("sources", "decide", "C1", "--include", "D2").code == 0
    assert kodetre("sources", "decide", "c2", "--exclude", "annet tema", "--note", "Om vei").code == 0
    return project


def test_a_search_is_written_down_and_listed(kodetre: Kodetre, project: Path) -> None:
    search(kodetre)
    (row,) = [json.loads(line) for line in kodetre("sources", "search", "--json").lines]
    assert (row["where"], row["date"], row["hits"], row["filter"]) == ("kommune.no", "2026-01-31", 14, "2018–2024")


@pytest.mark.parametrize(("name", "text", "count"), [("a.ris", RIS, 2), ("a.bib", BIBTEX, 1), ("a.json", CSL, 1)])
def test_candidates_come_from_each_kind_of_export(
    kodetre: Kodetre, project: Path, name: str, text: str, count: int
) -> None:
    Path(name).write_text(text, "utf-8")
    preview = kodetre("sources", "import", name, "--dry-run")
    assert f"Would take: {count} candidate" in preview.out
    assert not candidates(kodetre)
    assert kodetre("sources", "import", name).code == 0
    assert len(candidates(kodetre)) == count


def test_what_is_there_already_becomes_a_duplicate(kodetre: Kodetre, logged: Path) -> None:
    third = candidates(kodetre)["C3"]
    assert (third["verdict"], third["same_as"], third["found_in"]) == ("duplicate", "C1", "D1")


def test_an_import_is_one_step_and_undo_takes_it_back(kodetre: Kodetre, project: Path) -> None:
    Path("funn.ris").write_text(RIS, "utf-8")
    kodetre("sources", "import", "funn.ris")
    assert kodetre("undo").code == 0
    assert not candidates(kodetre)


def test_a_decision_can_be_changed_and_taken_back(kodetre: Kodetre, logged: Path) -> None:
    assert kodetre("sources", "decide", "C2", "--reopen").code == 0
    assert candidates(kodetre)["C2"]["verdict"] == "open"
    kodetre("undo")
    assert candidates(kodetre)["C2"]["reason"] == "annet tema"


def test_a_document_is_included_once(kodetre: Kodetre, logged: Path) -> None:
    ran = kodetre("sources", "decide", "C2", "--include", "D2")
    assert ran.code == 2
    assert "is C1 already" in ran.err
    assert kodetre("sources", "decide", "C1", "--include", "D2").code == 0, "the same once more is no other candidate"
    assert "C2 included" not in kodetre("journal", "--limit", "0").out


@pytest.mark.parametrize("kind", ["search-log", "inclusion", "appraisal", "discussion"])
def test_a_report_of_what_nobody_has_written_down_says_so(kodetre: Kodetre, project: Path, kind: str) -> None:
    ran = kodetre("report", kind)
    assert (ran.code, ran.out) == (6, "")
    assert "kodetre " in ran.err


def test_documents_without_an_origin_are_named(kodetre: Kodetre, logged: Path) -> None:
    assert "Without origin: D1, D3" in kodetre("sources").err


def test_exclusion_wants_one_of_the_criteria_where_there_are_some(kodetre: Kodetre, logged: Path) -> None:
    with Path("kodetre.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\ncriteria:\n  tema: Handler ikke om rusarbeid\n  alder: Eldre enn 2018\n")
    ran = kodetre("sources", "decide", "C2", "--exclude", "temaet")
    assert ran.code == 6
    assert "'tema'" in ran.err
    assert kodetre("sources", "decide", "C2", "--exclude", "tema").code == 0
    rows = rows_of_first(kodetre, "inclusion")
    assert {"stage": "Utelatt", "what": "Handler ikke om rusarbeid", "count": 1} in rows


def rows_of_first(kodetre: Kodetre, kind: str) -> list[dict[str, object]]:
    """The rows of the first table of a report."""
    tables = json.loads(kodetre("report", kind, "--format", "json").out)
    rows: list[dict[str, object]] = tables[0]["rows"]
    return rows


def test_the_search_log_tells_what_came_of_each_search(kodetre: Kodetre, logged: Path) -> None:
    (row,) = rows_of(kodetre, "search-log")
    assert (row["hits"], row["candidates"], row["included"], row["day"]) == (14, 2, 1, "2026-01-31")


def test_the_stages_of_inclusion_add_up(kodetre: Kodetre, logged: Path) -> None:
    rows = rows_of_first(kodetre, "inclusion")
    stage = {(row["stage"], row["what"]): row["count"] for row in rows}
    assert stage["Funnet", "I alt"] == 3
    assert stage["Vurdert", ""] == stage["Funnet", "I alt"] - stage["Duplikater", ""]
    assert stage["Inkludert", ""] == stage["Vurdert", ""] - stage["Utelatt", "annet tema"] - stage["Ikke avgjort", ""]


def test_the_flow_is_drawn_with_its_numbers(kodetre: Kodetre, logged: Path) -> None:
    ran = kodetre("report", "inclusion", "--figures", "--format", "html", "--output", "ut/")
    assert ran.code == 0, ran.err
    drawn = Path("ut/figures/inclusion.svg").read_text("utf-8")
    assert "<svg" in drawn
    assert "Funnet" in Path("ut/figures/inclusion.csv").read_text("utf-8")


def test_inclusion_can_be_told_before_a_document_is_taken_in(kodetre: Kodetre, tmp_path: Path) -> None:
    root = str(tmp_path / "ny")
    assert kodetre("init", root, "--template", "tom").code == 0
    assert kodetre("sources", "add", "En plan", "--project", root).code == 0
    assert "Funnet" in kodetre("report", "inclusion", "--project", root).out


def test_a_document_is_appraised_by_each_criterion(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("sources", "appraise", "D1", "authenticity", "good", "Fra kommunens arkiv.").code == 0
    assert kodetre("sources", "appraise", "D1", "meaning", "poor", "Mange forkortelser.").code == 0
    assert kodetre("sources", "appraise", "D1", "meaning", "fair", "Forkortelsene er forklart.").code == 0
    rows = rows_of(kodetre, "appraisal")
    assert [(row["criterion"], row["grade"]) for row in rows] == [("Autentisitet", "god"), ("Mening", "middels")]


def test_everything_has_the_search_the_selection_and_the_appraisal(kodetre: Kodetre, logged: Path) -> None:
    kodetre("sources", "appraise", "D1", "authenticity", "good", "Fra kommunens arkiv.")
    titles = [table["title"] for table in json.loads(kodetre("report", "everything", "--format", "json").out)]
    assert titles[:4] == ["Søkelogg", "Fra søk til utvalg", "Kandidater", "Kildevurdering"]


@pytest.mark.parametrize(
    "arguments", [("add", "Ny"), ("decide", "C1", "--reopen"), ("appraise", "D1", "meaning", "good", "Klar.")]
)
def test_every_command_has_json(kodetre: Kodetre, logged: Path, arguments: tuple[str, ...]) -> None:
    assert isinstance(json.loads(kodetre("sources", *arguments, "--json").out), dict)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("decide", "C9", "--include", "D1"), 6),
        (("decide", "C1", "--include", "D9"), 6),
        (("decide", "C1"), 2),
        (("decide", "C1", "--include", "D1", "--exclude", "x"), 2),
        (("decide", "C1", "--duplicate", "C1"), 2),
        (("add", "Ny", "--search", "S7"), 6),
        (("add", "Ny", "--search", "S1", "--found-in", "D1"), 2),
        (("import", "ingen.ris"), 4),
        (("import", "kodetre.yaml"), 4),
        (("appraise", "D1", "meaning", "good", " "), 2),
        (("appraise", "D9", "meaning", "good", "Klar."), 6),
        (("search", "add", "--where", " ", "--query", "a"), 2),
        (("search", "add", "--where", "a", "--query", "a", "--date", "i går"), 2),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    kodetre: Kodetre, logged: Path, arguments: tuple[str, ...], code: int
) -> None:
    before = kodetre("journal", "--limit", "0").out
    assert kodetre("sources", *arguments).code == code
    assert kodetre("journal", "--limit", "0").out == before
