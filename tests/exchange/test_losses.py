"""Every export lists what the other side cannot hold, by name and number."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.exchange.profiles import PROFILES


def losses(kodetre: Kodetre, *arguments: str) -> dict[str, int]:
    ran = kodetre("export", *arguments, "--json")
    assert ran.code == 0, ran.err
    told: list[dict[str, object]] = json.loads(ran.out)["losses"]
    return {f"{loss['what']} {loss['why']}": int(str(loss["count"])) for loss in told}


def having(told: dict[str, int], words: str) -> list[int]:
    return [count for said, count in told.items() if words in said]


@pytest.fixture
def judged(kodetre: Kodetre, coded: Path) -> Path:
    """A project with a rejected suggestion and a memo."""
    quote = next(json.loads(line)["quote"] for line in kodetre("codings", "--json").out.splitlines())
    row = {"document": "D1", "code": "samarbeid", "start": "0", "end": "9", "decision": "reject"}
    memo = {"document": "D2", "code": "okonomi", "start": "100", "end": "110", "memo": "husk"}
    (coded / "rader.jsonl").write_text("\n".join(map(json.dumps, (row, memo))), "utf-8")
    ran = kodetre("apply", "rader.jsonl")
    assert ran.code == 0 and quote, ran.err
    return coded


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_tells_what_no_program_holds(kodetre: Kodetre, judged: Path, profile: str) -> None:
    told = losses(kodetre, f"{profile}.qdpx", "--profile", profile)
    assert having(told, "rejected or deferred") == [1]
    assert having(told, "made by keywords") != [] and having(told, "pairs of words") != []


@pytest.mark.parametrize("profile", PROFILES)
def test_memos_that_go_out_as_descriptions_are_told(kodetre: Kodetre, judged: Path, profile: str) -> None:
    told = losses(kodetre, f"{profile}.qdpx", "--profile", profile)
    assert having(told, "memos are descriptions") == ([1] if PROFILES[profile].descriptions else [])


def test_what_qualcoders_importer_drops_is_told_for_its_profile(kodetre: Kodetre, judged: Path) -> None:
    told = losses(kodetre, "ut.qdpx", "--profile", "qualcoder")
    assert having(told, "documents of cases") == [3]
    assert having(told, "values of PDFs")[0] > 5
    assert having(losses(kodetre, "ut.qda", "--to", "qualcoder"), "of cases") == []


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_tables_tell_what_is_in_none_of_them(kodetre: Kodetre, judged: Path, form: str) -> None:
    told = losses(kodetre, f"tabeller-{form}", "--to", form)
    assert having(told, "pairs of words") != [] and having(told, "who did what when") == [1]


def test_the_codebook_for_taguette_tells_what_it_lacks(kodetre: Kodetre, judged: Path) -> None:
    told = losses(kodetre, "koder.csv", "--to", "taguette-codebook")
    assert having(told, "codings are not in a codebook")[0] > 50
    assert having(told, "have keywords")[0] > 5
    assert "keywords" in kodetre("export", "koder.csv", "--to", "taguette-codebook", "--force").out
