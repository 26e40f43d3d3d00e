"""The report of agreement: who is compared on what, which numbers there are, and what is said where there are none."""

import json
import sqlite3
from pathlib import Path

import pytest
from support.coders import second_coder
from support.project import Kodetre, rows_of

NUMBERS = ("cohen", "alpha", "fleiss", "gwet", "holsti", "u_alpha")


@pytest.fixture
def two(kodetre: Kodetre, coded: Path) -> Path:
    second_coder(kodetre)
    return coded


def row_of(rows: list[dict[str, object]], key: str) -> dict[str, object]:
    return next(row for row in rows if row["code"] == key)


def test_a_code_is_told_with_its_counts_and_every_coefficient(kodetre: Kodetre, two: Path) -> None:
    row = row_of(rows_of(kodetre, "agreement", "--coders", "Kari,Ola"), "okonomi")
    assert row["both"] > 0
    assert row["other"] == 0
    assert all(isinstance(row[name], float) and -1 <= row[name] <= 1 for name in NUMBERS)
    assert row["alpha_low"] <= round(row["alpha"], 2) <= row["alpha_high"]


def test_the_counts_are_those_of_plain_sql(kodetre: Kodetre, two: Path) -> None:
    rows = rows_of(kodetre, "agreement", "--unit", "character")
    leaf = "okonomi.tilskudd"
    found = row_of(rows, leaf)
    spans: dict[str, set[tuple[int, int]]] = {"Kari": set(), "Ola": set()}
    with sqlite3.connect("kodetre.db") as connection:
        for coder, document, start, end in connection.execute(
            "SELECT coder, document, start, end FROM live_coding WHERE code = ? OR code LIKE ?", (leaf, f"{leaf}.%")
        ):
            spans[coder].update((document, place) for place in range(start, end))
    assert (found["both"], found["one"], found["other"]) == (
        len(spans["Kari"] & spans["Ola"]),
        len(spans["Kari"] - spans["Ola"]),
        len(spans["Ola"] - spans["Kari"]),
    )


@pytest.mark.parametrize("unit", ["character", "word", "sentence", "paragraph"])
def test_each_unit_can_be_asked_for(kodetre: Kodetre, two: Path, unit: str) -> None:
    assert row_of(rows_of(kodetre, "agreement", "--unit", unit), "")["both"] > 0


def test_all_codes_together_come_last_and_count_no_coding_twice(kodetre: Kodetre, two: Path) -> None:
    rows = rows_of(kodetre, "agreement")
    assert rows[-1]["code"] == ""
    assert rows[-1]["both"] < sum(row["both"] for row in rows[:-1])


def test_filters_choose_the_codes_and_documents(kodetre: Kodetre, two: Path) -> None:
    rows = rows_of(kodetre, "agreement", "--code", "okonomi", "--document", "D1")
    assert {str(row["code"]).partition(".")[0] for row in rows} == {"okonomi", ""}


def test_a_code_that_nobody_has_used_has_no_number_and_a_reason(kodetre: Kodetre, two: Path) -> None:
    rows = rows_of(kodetre, "agreement", "--document", "D2")
    nowhere = [row for row in rows if row["why"] == "ingen har brukt den"]
    assert nowhere
    assert all(row[name] == "" for row in nowhere for name in NUMBERS)


def test_a_document_that_one_has_read_is_left_out_and_named(kodetre: Kodetre, coded: Path) -> None:
    row = next(json.loads(line) for line in kodetre("codings", "--document", "D1", "--json").lines)
    Path("ola.jsonl").write_text(json.dumps({**row, "coder": "Ola", "id": ""}), "utf-8")
    assert kodetre("apply", "ola.jsonl").code == 0
    told = kodetre("report", "agreement").out
    assert "D2, D3" in told
    assert "1 dokument " in told


def test_the_codes_of_a_dimension_are_compared_as_values(kodetre: Kodetre, two: Path) -> None:
    ran = kodetre("report", "agreement", "--dimension", "perspektiv", "--format", "json")
    whole, which = json.loads(ran.out)
    assert {"alpha", "u_alpha", "binary_alpha", "cu_alpha"} <= set(whole["columns"])
    assert whole["rows"][0]["units"] > 0
    assert which["rows"][0]["value"] == "ingen"
    square = [[row[f"value:{other['value']}"] for other in which["rows"]] for row in which["rows"]]
    assert square == [list(column) for column in zip(*square, strict=True)]


def test_a_branch_can_be_compared_as_values_too(kodetre: Kodetre, two: Path) -> None:
    assert kodetre("report", "agreement", "--dimension", "okonomi").code == 0
    ran = kodetre("report", "agreement", "--dimension", "okonomi.tilskudd")
    assert ran.code == 2
    assert "fewer than two parts" in ran.err


def test_three_coders_are_compared_without_what_is_of_two(kodetre: Kodetre, two: Path) -> None:
    second_coder(kodetre, "Per")
    row = rows_of(kodetre, "agreement")[-1]
    assert {"all", "some", "none", "alpha", "fleiss"} <= set(row)
    assert not {"cohen", "holsti", "both"} & set(row)


def dated_back() -> None:
    """Date all that is done in 2001, as if the coder had waited since."""
    with sqlite3.connect("kodetre.db") as store:
        for trigger in ("coding_stays", "step_stays", "decision_stays"):
            store.execute(f"DROP TRIGGER {trigger}")
        for table in ("coding", "step", "decision"):
            store.execute(f"UPDATE {table} SET created = '2001' || substr(created, 5)")


def test_one_coder_at_two_times_agrees_where_the_same_was_left_as_it_was(kodetre: Kodetre, coded: Path) -> None:
    dated_back()
    codings = [json.loads(line) for line in kodetre("codings", "--json").lines]
    own = [coding for coding in codings if coding["document"] == codings[0]["document"]]
    new = [{**own[at], "code": "omdømme.håndtering", "coder": "Kari", "id": "", "created": ""} for at in (0, -1)]
    Path("ny.jsonl").write_text("\n".join(json.dumps(coding) for coding in new), "utf-8")
    assert kodetre("apply", "ny.jsonl", "--coder", "Kari").code == 0
    rows = rows_of(kodetre, "agreement", "--coders", "Kari", "--before", "2002-01-01")
    assert row_of(rows, "omdømme.håndtering")["other"] > 0
    left_alone = row_of(rows, "okonomi")
    assert (left_alone["one"], left_alone["other"]) == (0, 0)
    assert left_alone["both"] > 0


def test_where_nothing_was_gone_through_since_there_is_no_number(kodetre: Kodetre, coded: Path) -> None:
    dated_back()
    ran = kodetre("report", "agreement", "--coders", "Kari", "--before", "2002-01-01")
    assert ran.code == 6
    assert "has gone through nothing since 2002-01-01" in ran.err


def test_of_a_coder_who_had_done_nothing_before_the_day_there_is_no_number(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "agreement", "--coders", "Kari", "--before", "2001-01-01")
    assert ran.code == 6
    assert "had coded nothing before 2001-01-01" in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--coders", "Kari"), "always agrees"),
        (("--coders", "Kari,Kari"), "twice"),
        (("--before", "i går"), "is no day"),
        (("--before", "2026-01-01"), "one coder at two times"),
        (("--coders", "Kari,Ola", "--coder", "Ola"), "--coders"),
    ],
)
def test_what_cannot_be_is_refused(kodetre: Kodetre, two: Path, options: tuple[str, ...], told: str) -> None:
    ran = kodetre("report", "agreement", *options)
    assert ran.code == 2
    assert told in ran.err


def test_a_coder_who_has_done_nothing_is_named_with_those_who_have(kodetre: Kodetre, two: Path) -> None:
    ran = kodetre("report", "agreement", "--coders", "Kari,Olla")
    assert ran.code == 6
    assert "Olla" in ran.err
    assert "'Ola'" in ran.err


def test_one_coder_alone_is_told_how_to_get_another(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "agreement")
    assert ran.code == 6
    assert "kodetre merge" in ran.err


@pytest.mark.parametrize(("language", "words"), [("nn", "Samsvar mellom"), ("en", "Agreement between")])
def test_it_speaks_the_language_of_the_project(kodetre: Kodetre, two: Path, language: str, words: str) -> None:
    settings = Path("kodetre.yaml")
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    assert words in kodetre("report", "agreement").out


def test_a_recipe_takes_its_options(kodetre: Kodetre, two: Path) -> None:
    Path("r.yaml").write_text(
        "- {report: agreement, coders: [Kari, Ola], unit: sentence, dimension: kategori, output: ut/samsvar.docx}\n",
        "utf-8",
    )
    ran = kodetre("report", "--recipe", "r.yaml")
    assert ran.code == 0, ran.err
    assert Path("ut/samsvar.docx").stat().st_size > 5000
