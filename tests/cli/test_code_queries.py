"""--code with AND, OR and NOT, wherever codings are chosen."""

import json
from pathlib import Path
from typing import Any

from support.project import Kodetre


def codings(kodetre: Kodetre, *arguments: str) -> list[dict[str, Any]]:
    ran = kodetre("codings", *arguments, "--json")
    assert ran.code in (0, 6), ran.err
    return [json.loads(line) for line in ran.lines]


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    same = one["document"] == other["document"]
    return bool(same and one["start"] < other["end"] and other["start"] < one["end"])


def of(rows: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["code"] == code or row["code"].startswith(f"{code}.")]


def test_and_and_not_choose_codings_by_the_words_they_share(kodetre: Kodetre, coded: Path) -> None:
    every = codings(kodetre)
    money, tool = of(every, "okonomi"), of(every, "instrumentelt")
    shared = [row["id"] for row in every if row in money and any(overlap(row, other) for other in tool)]
    assert 0 < len(shared) < len(money)
    found = of(codings(kodetre, "--code", "okonomi AND instrumentelt"), "okonomi")
    assert [row["id"] for row in found] == shared
    without = codings(kodetre, "--code", "okonomi NOT instrumentelt")
    assert [row["id"] for row in without] == [row["id"] for row in money if row["id"] not in shared]


def test_reports_say_how_codes_are_joined(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "excerpts", "--code", "okonomi NOT instrumentelt")
    assert ran.code == 0, ran.err
    assert "kode okonomi NOT instrumentelt" in ran.out


def test_codes_of_a_query_are_found_by_label_and_misspelt_ones_told(kodetre: Kodetre, coded: Path) -> None:
    assert codings(kodetre, "--code", "Økonomi NOT Det instrumentelle") == codings(
        kodetre, "--code", "okonomi NOT instrumentelt"
    )
    ran = kodetre("codings", "--code", "okonomi AND samarbied")
    assert ran.code != 0
    assert "samarbied" in ran.err
    assert "samarbeid" in ran.err


def test_several_codes_and_queries_are_either(kodetre: Kodetre, coded: Path) -> None:
    both = codings(kodetre, "--code", "geografi", "--code", "okonomi NOT instrumentelt")
    apart = [*codings(kodetre, "--code", "geografi"), *codings(kodetre, "--code", "okonomi NOT instrumentelt")]
    assert {row["id"] for row in both} == {row["id"] for row in apart}


def test_suggestions_are_chosen_by_what_is_coded_there(kodetre: Kodetre, project: Path) -> None:
    every = [json.loads(line) for line in kodetre("suggest", "--code", "okonomi", "--json").lines]
    row = {**every[0], "code": "geografi"}
    Path("rader.jsonl").write_text(json.dumps({key: row[key] for key in ("document", "start", "end", "code")}), "utf-8")
    assert kodetre("apply", "rader.jsonl").code == 0
    left = [json.loads(line) for line in kodetre("suggest", "--code", "okonomi NOT geografi", "--json").lines]
    assert 0 < len(left) < len(every)
    assert not any(overlap(each, row) for each in left)


def test_agreement_takes_codes_one_by_one(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "agreement", "--code", "okonomi AND samarbeid", "--coders", "Kari,Ola")
    assert ran.code == 2
    assert "one by one" in ran.err


def test_everything_goes_with_a_query(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "everything", "--code", "okonomi NOT instrumentelt")
    assert ran.code == 0, ran.err
