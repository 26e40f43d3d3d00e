"""Probabilities as they are shown, learned, and asked for."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre


@pytest.fixture
def plan(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of paragraphs: twenty about schools with the keyword, five without, twenty about hospitals with it."""
    assert kodetre("init", str(tmp_path / "p"), "--template", "tom").code == 0
    monkeypatch.chdir(tmp_path / "p")
    school, hospital = "Elevene i klassen får lekser av lærerinnen", "Pasientene på avdelingen får medisin av legen"
    lines = [f"{school} nummer {number}, og det gis tilskudd." for number in range(20)]
    lines += [f"{hospital} nummer {number}, og det gis tilskudd." for number in range(20)]
    lines += [f"{school} i uke {number}." for number in range(5)]
    lines += [f"Veien til stasjonen ble asfaltert i år {number} av etaten." for number in range(30)]
    Path("corpus/plan.txt").write_text("\n\n".join(lines), encoding="utf-8")
    Path("codebooks/kodebok.yaml").write_text(
        "title: T\nversion: '1'\ndimensions:\n  k:\n    label: K\n    codes:\n"
        "      skole:\n        label: Skole\n        keywords: [tilskudd]\n",
        encoding="utf-8",
    )
    assert kodetre("ingest", "corpus/").code == 0
    return tmp_path / "p"


def suggested(kodetre: Kodetre) -> list[dict[str, object]]:
    ran = kodetre("suggest", "--json")
    return [json.loads(line) for line in ran.lines]


def decide(kodetre: Kodetre) -> None:
    """Accept eight about schools, reject eight about hospitals."""
    rows = [
        {"document": "D1", "start": row["start"], "end": row["end"], "code": "skole", "decision": verdict}
        for verdict, about in (("accept", "Elevene"), ("reject", "Pasientene"))
        for row in [row for row in suggested(kodetre) if str(row["text"]).startswith(about)][:8]
    ]
    Path("answers.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = kodetre("apply", "answers.jsonl")
    assert ran.code == 0, ran.err


def test_before_any_answer_the_keywords_alone_say_how_probable_it_is(kodetre: Kodetre, plan: Path) -> None:
    rows = suggested(kodetre)
    assert len(rows) == 40
    assert {row["probability"] for row in rows} != {0.0}
    assert all(row["keywords"] == ["tilskudd"] for row in rows)
    assert " of 10  D1" in kodetre("suggest", "--limit", "1").out


def test_answers_tell_what_is_probable_and_bring_paragraphs_without_a_keyword(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    rows = suggested(kodetre)
    probable = {
        about: [float(str(r["probability"])) for r in rows if str(r["text"]).startswith(about)]
        for about in ("Elevene", "Pas")
    }
    assert min(probable["Elevene"]) > max(probable["Pas"])
    without = [row for row in rows if not row["keywords"]]
    assert len(without) == 5
    assert all(str(row["text"]).startswith("Elevene") for row in without)
    assert "no keyword; these words speak for it: " in kodetre("suggest").out.replace("\n", " ")
    assert all("«" in str(row["reasons"]) for row in without)


def test_learn_no_suggests_nothing_without_a_keyword(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    with Path("kodetre.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nlearn: no\n")
    rows = suggested(kodetre)
    assert rows
    assert all(row["keywords"] for row in rows)


def test_what_nobody_has_read_teaches_nothing(kodetre: Kodetre, plan: Path) -> None:
    first = {row["start"]: row["probability"] for row in suggested(kodetre)}
    assert kodetre("code", "--accept-all", "--min-probability", "0", "--coder", "Ola").code == 0
    assert {row["start"]: row["probability"] for row in suggested(kodetre)} == first
    assert kodetre("suggest", "--coder", "Ola").code == 6


def test_accept_all_asks_for_a_probability(kodetre: Kodetre, plan: Path) -> None:
    ran = kodetre("code", "--accept-all")
    assert ran.code == 2
    assert "--min-probability 0.7" in ran.err


def test_accept_all_says_how_many_wrong_ones_to_expect(kodetre: Kodetre, plan: Path) -> None:
    wrong = sum(1 - float(str(row["probability"])) for row in suggested(kodetre))
    ran = kodetre("code", "--accept-all", "--min-probability", "0")
    assert f"expect about {round(wrong)} of them to be wrong" in ran.err


def test_accept_all_takes_only_what_is_as_probable_as_that_and_has_a_keyword(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    wanted = [row for row in suggested(kodetre) if row["keywords"] and float(str(row["probability"])) >= 0.5]
    ran = kodetre("code", "--accept-all", "--min-probability", "0.5")
    assert ran.out.startswith(f"Coded {len(wanted)} suggestions in 1 document")


def test_learned_order_begins_with_the_most_probable_and_draws_every_sixth_at_random(
    kodetre: Kodetre, plan: Path
) -> None:
    decide(kodetre)
    ran = kodetre("code", "--plain", "--order", "learned", answers="n\n" * 11 + "q\n")
    shown = [line for line in ran.lines if "because of:" in line]
    assert ["drawn at random" in line for line in shown[:12]] == [place % 6 == 5 for place in range(12)]
    assert "every sixth is drawn at random" in ran.err


def test_doubt_begins_where_the_answer_is_least_sure(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    least_sure = min(suggested(kodetre), key=lambda row: abs(float(str(row["probability"])) - 0.5))
    ran = kodetre("code", "--plain", "--order", "doubt", answers="q\n")
    assert str(least_sure["text"]) in ran.out


def test_a_session_learns_while_it_goes_on(kodetre: Kodetre, plan: Path) -> None:
    ran = kodetre("code", "--plain", "--order", "code", answers="a\n" * 20 + "r\n" * 20 + "q\n")
    assert "no keyword; these words speak for it" in ran.out


def test_the_overview_says_how_much_is_found_and_whether_to_stop(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    ran = kodetre("code", "--plain", answers="o\nq\n")
    assert "skole: 8 in D1, 8 in all; probably " in ran.out
    assert "not yet sure of 95% (p = " in ran.out


def test_progress_says_how_much_of_each_code_is_found_and_on_what_assumptions(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    found = json.loads(kodetre("report", "progress", "--format", "json").out)[1]["rows"]
    assert [(row["code"], row["units_read"], row["units"], row["accepted"]) for row in found] == [("skole", 16, 75, 8)]
    assert found[0]["found_low"] <= found[0]["found_share"] <= found[0]["found_high"]
    assert found[0]["may_stop"] == "nei"
    assert "Callaghan og Müller-Hansen" in kodetre("report", "progress").out


def test_the_report_names_the_recall_that_the_researcher_chose(kodetre: Kodetre, project: Path) -> None:
    with (project / "kodetre.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nrecall: 0.975\n")
    assert "97,5 %" in kodetre("report", "progress").out
    assert "90 %" in kodetre("report", "progress", "--recall", "0.9").out


@pytest.mark.parametrize("recall", ["0.2", "1", "nan"])
def test_a_recall_that_cannot_be_stopped_at_is_refused(kodetre: Kodetre, project: Path, recall: str) -> None:
    assert "0.5 to 0.999" in kodetre("report", "progress", "--recall", recall).err


@pytest.mark.parametrize("recall", ["0.2", "1", "nan", "95 %"])
def test_a_recall_in_the_settings_that_cannot_be_stopped_at_is_told(
    kodetre: Kodetre, project: Path, recall: str
) -> None:
    with (project / "kodetre.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"\nrecall: {recall}\n")
    assert "expected 0.5 to 0.999" in kodetre("report", "progress").err


def test_a_session_and_its_list_speak_one_language(kodetre: Kodetre, plan: Path) -> None:
    decide(kodetre)
    ran = kodetre("--language", "nb", "code", "--plain", "--order", "learned", answers="n\n" * 6 + "o\nq\n")
    assert "Kode: " in ran.out
    assert "trukket tilfeldig" in ran.out
    assert " % funnet (95 % intervall " in ran.out.replace("\n", " ")
    assert "trukket tilfeldig" in kodetre("--language", "nb", "suggest", "--order", "learned").out
