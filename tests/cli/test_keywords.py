"""`kodetre keywords`."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre


def rows(out: str, kind: str) -> list[dict[str, object]]:
    every = [json.loads(line) for line in out.splitlines()]
    return [row for row in every if row["row"] == kind]


def a_suggestion(kodetre: Kodetre, code: str) -> dict[str, object]:
    suggestion: dict[str, object] = json.loads(kodetre("suggest", "--code", code, "--json").lines[0])
    return suggestion


def gold_of(project: Path, *rows: tuple[object, ...]) -> Path:
    path = project / "gold.csv"
    lines = [",".join(map(str, row)) for row in (("document", "start", "end", "code", "decision"), *rows)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_file_of_passages_tells_what_is_found_and_what_is_missed(project: Path, kodetre: Kodetre) -> None:
    hit = a_suggestion(kodetre, "okonomi.tilskudd")
    gold = gold_of(
        project,
        (hit["document"], hit["start"], hit["end"], hit["code"], ""),
        (hit["document"], 0, 4, hit["code"], ""),
    )
    ran = kodetre("keywords", "test", str(gold), "--json")
    assert ran.code == 0, ran.err
    (score,) = rows(ran.out, "code")
    assert (score["found"], score["missed"], score["recall"]) == (1, 1, 0.5)
    assert [row["start"] for row in rows(ran.out, "missed")] == [0]
    wrong = {(row["document"], row["start"]) for row in rows(ran.out, "wrong")}
    assert (hit["document"], hit["start"]) not in wrong


def test_people_get_intervals_and_excerpts(project: Path, kodetre: Kodetre) -> None:
    hit = a_suggestion(kodetre, "okonomi.tilskudd")
    gold = gold_of(
        project,
        (hit["document"], hit["start"], hit["end"], hit["code"], ""),
        (hit["document"], 0, 4, hit["code"], ""),
    )
    ran = kodetre("keywords", "test", str(gold))
    assert "0.50 (0.09–0.91)" in ran.out
    assert "Missed: passages that no keyword finds (1)" in ran.out


def test_ones_own_codings_are_a_measure_and_those_that_nobody_has_read_are_none(coded: Path, kodetre: Kodetre) -> None:
    ran = kodetre("keywords", "test", "--codings")
    assert ran.code == 6
    assert "no passages" in ran.err


def test_the_codebook_tells_on_itself(project: Path, kodetre: Kodetre) -> None:
    ran = kodetre("codebook", "check", "--corpus", "--json")
    assert ran.code == 0, ran.err
    kinds = {json.loads(line)["kind"] for line in ran.lines}
    assert {"no_hits", "label"} <= kinds
    assert "Hits nothing in these documents" in kodetre("codebook", "check", "--corpus").out


def test_suggest_says_in_a_line_that_keywords_deserve_a_look(project: Path, kodetre: Kodetre) -> None:
    assert "kodetre codebook check --corpus" in kodetre("suggest").err
    assert kodetre("suggest", "--code", "okonomi").err == ""


def test_another_coders_codings_are_a_measure(project: Path, kodetre: Kodetre) -> None:
    hit = a_suggestion(kodetre, "okonomi.tilskudd")
    gold = gold_of(project, (hit["document"], hit["start"], hit["end"], hit["code"], ""))
    assert kodetre("apply", str(gold), "--coder", "Konsensus").code == 0
    ran = kodetre("keywords", "test", "--coder", "Konsensus", "--json")
    assert [row["found"] for row in rows(ran.out, "code")] == [1]


def test_a_file_with_a_row_that_cannot_be_read_is_refused_with_its_line(project: Path, kodetre: Kodetre) -> None:
    ran = kodetre("keywords", "test", str(gold_of(project, ("D1", 0, 4, "finnes_ikke", ""))))
    assert ran.code == 4
    assert "line 2" in ran.err


def test_the_measure_has_to_be_named(project: Path, kodetre: Kodetre) -> None:
    assert kodetre("keywords", "test").code == 2
    assert kodetre("keywords", "test", "gold.csv", "--codings").code == 2


def test_a_sample_is_judged_and_tells_precision_and_recall(project: Path, kodetre: Kodetre) -> None:
    ran = kodetre("keywords", "sample", "12", "--code", "samarbeid", "--plain", answers="y\n" * 12)
    assert ran.code == 0, ran.err
    assert "Everything is judged" in ran.out
    (row,) = [json.loads(line) for line in kodetre("keywords", "sample", "--json").lines]
    assert (row["code"], row["hits_judged"], row["rest_judged"], row["precision"]) == ("samarbeid", 4, 8, 1.0)
    assert row["recall_low"] < row["recall"] < row["recall_high"]
    assert [json.loads(line)["name"] for line in kodetre("journal", "--json").lines][-1] == "judge"


def test_nothing_judged_yet_is_told(project: Path, kodetre: Kodetre) -> None:
    ran = kodetre("keywords", "sample")
    assert ran.code == 6
    assert "kodetre keywords sample 60" in ran.err


def test_a_sample_for_all_codes_has_some_of_each(project: Path, kodetre: Kodetre) -> None:
    assert kodetre("keywords", "sample", "5").code == 2
    ran = kodetre("keywords", "sample", "60", "--plain", answers="n\n" * 60)
    assert ran.code == 0, ran.err
    every = [json.loads(line) for line in kodetre("keywords", "sample", "--json").lines]
    assert sum(row["hits_judged"] + row["rest_judged"] for row in every) == 60
    assert min(row["hits_judged"] + row["rest_judged"] for row in every) >= 6


@pytest.mark.parametrize("kind", ["absence", "keywords"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_reports_tell_what_was_estimated(project: Path, kodetre: Kodetre, kind: str, language: str) -> None:
    settings = project / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    kodetre("keywords", "sample", "12", "--code", "samarbeid", "--plain", answers="y\n" * 12)
    tables = json.loads(kodetre("report", kind, "--format", "json").out)
    (row,) = tables[1]["rows"]
    assert (row["code"], row["hits_judged"], row["precision"]) == ("samarbeid", 4, 1.0)
    assert "Webber, 2013" in kodetre("report", kind, "--format", "md").out


def test_a_report_of_absence_says_when_nobody_knows_what_the_keywords_miss(project: Path, kodetre: Kodetre) -> None:
    assert "kodetre keywords sample" in kodetre("report", "absence", "--format", "md").out


@pytest.mark.parametrize("format", ["csv", "html", "tex", "docx", "xlsx"])
def test_every_format_holds_the_estimate(project: Path, kodetre: Kodetre, format: str) -> None:
    kodetre("keywords", "sample", "12", "--code", "samarbeid", "--plain", answers="y\n" * 12)
    ran = kodetre("report", "keywords", "--format", format, "--output", f"out.{format}")
    assert ran.code == 0, ran.err
