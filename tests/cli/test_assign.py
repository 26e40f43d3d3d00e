"""kodetre assign: who codes which documents."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.model.documents import DocumentInfo, Metadata
from kodetre.services.assign import drawn


def info(number: int) -> DocumentInfo:
    return DocumentInfo(f"D{number}", "", f"{number:064}", "", Metadata(), "nb", "ok", 1, 1, True, "")


def listed(kodetre: Kodetre, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in kodetre("assign", *arguments, "--json").lines]


def test_documents_are_given_by_name_and_listed(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("assign", "Ola", "--document", "D1", "--document", "D3")
    assert ran.code == 0, ran.err
    assert "D1, D3" in ran.out
    assert [(row["document"], row["coder"], row["state"]) for row in listed(kodetre)] == [
        ("D1", "Ola", "assigned"),
        ("D3", "Ola", "assigned"),
    ]


def test_a_share_is_drawn_of_each_group_and_the_journal_says_how(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("assign", "Ola", "--share", "0.5").code == 0
    assert {row["group"] for row in listed(kodetre)} == {"Hellefjord kommune", "Lindvik kommune"}
    last = [json.loads(line) for line in kodetre("journal", "--json").lines][-1]
    assert last["name"] == "assign"
    assert "50 % of each group of 3, seed 1" in last["detail"]


def test_one_undo_takes_it_back(kodetre: Kodetre, project: Path) -> None:
    kodetre("assign", "Ola", "--share", "0.5")
    assert kodetre("undo").code == 0
    assert kodetre("assign").code == 6


def test_the_same_twice_is_no_step(kodetre: Kodetre, project: Path) -> None:
    kodetre("assign", "Ola", "--document", "D1")
    before = kodetre("journal").out
    assert "Nothing is new" in kodetre("assign", "Ola", "--document", "D1").out
    assert kodetre("journal").out == before


def test_a_document_that_is_done_counts_as_read_to_the_end(kodetre: Kodetre, project: Path) -> None:
    row = {"document": "D1", "quote": "kommune", "code": "okonomi", "start": 0, "end": 10}
    for coder in ("Kari", "Ola"):
        Path("rad.jsonl").write_text(json.dumps({**row, "quote": "", "coder": coder}), "utf-8")
        assert kodetre("apply", "rad.jsonl").code == 0
    units = json.loads(kodetre("report", "agreement", "--format", "json").out)["rows"][0]
    few = units["both"] + units["neither"]
    for coder in ("Kari", "Ola"):
        assert kodetre("assign", coder, "--document", "D1", "--done").code == 0
    units = json.loads(kodetre("report", "agreement", "--format", "json").out)["rows"][0]
    assert units["both"] + units["neither"] > few


def test_a_document_can_be_taken_from_a_coder_again(kodetre: Kodetre, project: Path) -> None:
    kodetre("assign", "Ola", "--document", "D1", "--document", "D2")
    assert kodetre("assign", "Ola", "--document", "D1", "--drop").code == 0
    assert [row["document"] for row in listed(kodetre, "Ola")] == ["D2"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--share", "0.5"), 2),
        (("Ola", "--document", "D9"), 6),
        (("Ola", "--share", "2"), 2),
        (("Ola", "--document", "D1", "--done", "--drop"), 2),
        (("Ola", "--share", "0.5", "--done"), 2),
    ],
)
def test_what_cannot_be_is_refused(kodetre: Kodetre, project: Path, arguments: tuple[str, ...], code: int) -> None:
    assert kodetre("assign", *arguments).code == code


def test_the_same_seed_draws_the_same_whenever_documents_were_taken_in() -> None:
    documents = [info(number) for number in range(40)]
    groups = ["a"] * 30 + ["b"] * 10
    forth = {document.id for document in drawn(documents, groups, 0.2, 7)}
    back = {document.id for document in drawn(documents[::-1], groups[::-1], 0.2, 7)}
    assert forth == back
    assert len(forth) == 6 + 2
    assert forth != {document.id for document in drawn(documents, groups, 0.2, 8)}


def test_a_group_of_one_gives_its_one() -> None:
    assert len(drawn([info(1), info(2)], ["a", "b"], 0.01, 1)) == 2
