"""kodetre merge, as somebody types it."""

import json
import shutil
from pathlib import Path

import pytest
from support.coders import second_coder
from support.project import Kodetre


@pytest.fixture
def colleague(kodetre: Kodetre, small: Path) -> Path:
    """A colleague's project with the same document, where Ola has coded too and Kari nothing more; the store of it."""
    other = small.parent / "kollega"
    shutil.copytree(small, other)
    assert kodetre("undo", "--project", str(other)).code == 0
    row = json.loads(kodetre("codings", "--json").lines[0])
    Path("ola.jsonl").write_text(json.dumps({**row, "coder": "Ola", "memo": "enig", "id": ""}), "utf-8")
    assert kodetre("apply", "ola.jsonl", "--coder", "Ola", "--project", str(other)).code == 0
    return other / "kodetre.db"


def codings(kodetre: Kodetre) -> list[dict[str, object]]:
    return [json.loads(line) for line in kodetre("codings", "--json").lines]


def test_a_colleagues_work_is_taken_in_and_taken_back(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    before = codings(kodetre)
    Path("kodetre.db").replace("mitt.db")
    shutil.copy("mitt.db", "kodetre.db")
    ran = kodetre("merge", str(colleague))
    assert ran.code == 0, ran.err
    assert "1 coding" in ran.out
    assert {coding["coder"] for coding in codings(kodetre)} >= {"Ola"}
    assert kodetre("undo").code == 0
    assert codings(kodetre) == before


def test_twice_says_that_nothing_is_new(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    kodetre("merge", str(colleague))
    before = kodetre("journal", "--limit", "0").out
    ran = kodetre("merge", str(colleague))
    assert ran.code == 0
    assert "Nothing is new" in ran.out
    assert kodetre("journal", "--limit", "0").out == before


def test_json_tells_what_came(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    told = json.loads(kodetre("merge", str(colleague), "--json").out)
    assert told["taken_in"] is True
    assert told["codings"] == 1
    assert told["memos"] == 1
    assert told["conflicts"] == []


def test_a_dry_run_writes_nothing(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    before = kodetre("journal", "--limit", "0").out
    assert "Would take in" in kodetre("merge", str(colleague), "--dry-run").out
    assert kodetre("journal", "--limit", "0").out == before


def test_the_journal_shows_what_the_colleague_did(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    kodetre("merge", str(colleague))
    rows = [json.loads(line) for line in kodetre("journal", "--merged", "--json").lines]
    assert ("Ola", "apply") in {(row["coder"], row["name"]) for row in rows if "merged_in" in row}
    assert rows[-1]["name"] == "merge work"


def test_a_code_that_is_missing_here_is_listed_before_anything_is_written(
    kodetre: Kodetre, small: Path, colleague: Path
) -> None:
    there = colleague.parent
    assert kodetre("codebook", "add", "okonomi.gaver", "--label", "Gaver", "--project", str(there)).code == 0
    row = {"document": "D1", "quote": "Budsjettet", "code": "okonomi.gaver", "coder": "Ola"}
    Path("ny.jsonl").write_text(json.dumps(row), "utf-8")
    assert kodetre("apply", "ny.jsonl", "--project", str(there)).code == 0
    before = kodetre("journal", "--limit", "0").out
    ran = kodetre("merge", str(colleague))
    assert ran.code == 2
    assert "okonomi.gaver (Gaver): not in the codebook of here; 1 coding" in ran.err
    assert kodetre("journal", "--limit", "0").out == before
    assert kodetre("merge", str(colleague), "--code", "okonomi.gaver=okonomi.tilskudd").code == 0
    assert ("Budsjettet", "okonomi.tilskudd") in {(coding["quote"], coding["code"]) for coding in codings(kodetre)}


def test_a_code_that_means_something_else_here_has_to_be_allowed(
    kodetre: Kodetre, small: Path, colleague: Path
) -> None:
    key = json.loads(kodetre("codings", "--coder", "Ola", "--json", "--project", str(colleague.parent)).lines[0])[
        "code"
    ]
    assert kodetre("codebook", "rename", key, "--label", "Noe annet").code == 0
    ran = kodetre("merge", str(colleague))
    assert ran.code == 2
    assert "another label" in ran.err
    assert "Noe annet" in ran.err
    assert not [coding for coding in codings(kodetre) if coding["coder"] == "Ola"]
    assert kodetre("merge", str(colleague), "--anyway").code == 0
    assert [coding for coding in codings(kodetre) if coding["coder"] == "Ola"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("ingen.db",), 4, "is not there"),
        (("kodetre.yaml",), 3, "kodetre.yaml"),
        (("kodetre.db", "--code", "a"), 2, "pair of codes"),
        (("kodetre.db", "--code", "a=tull"), 6, "tull"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(
    kodetre: Kodetre, small: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = kodetre("merge", *arguments)
    assert ran.code == code
    assert told in ran.err


def test_the_projects_own_store_brings_nothing(kodetre: Kodetre, small: Path) -> None:
    second_coder(kodetre)
    assert "Nothing is new" in kodetre("merge", "kodetre.db").out


def test_what_is_not_taken_in_is_told(kodetre: Kodetre, small: Path, colleague: Path) -> None:
    other = str(colleague.parent)
    search = ("sources", "search", "add", "--where", "kommune.no", "--query", "rusplan", "--date", "2026-01-31")
    assert kodetre(*search, "--project", other, "--coder", "Ola").code == 0
    assert kodetre("sources", "add", "En plan", "--project", other, "--coder", "Ola").code == 0
    assert "kept in that project alone: 1 search, 1 candidate." in kodetre("merge", str(colleague)).err
    told = json.loads(kodetre("merge", str(colleague), "--json").out)
    assert told["left_there"] == {"searches": 1, "candidates": 1}


def test_who_asks_there_comes_along_and_the_later_word_holds(kodetre: Kodetre, small: Path) -> None:
    talk = "I: Hva sier du?\nK: Vi fikk tilskudd.\nI: Og mer?\nK: Mer tilskudd.\n"
    Path("corpus/samtale.txt").write_text(talk, "utf-8")
    assert kodetre("ingest", "corpus/samtale.txt", "--jobs", "1", "--coder", "Kari").code == 0
    id = json.loads(kodetre("documents", "--json").lines[-1])["id"]
    other = small.parent / "kollega"
    shutil.copytree(small, other)
    assert kodetre("speakers", id, "--interviewer", "I", "--coder", "Ola", "--project", str(other)).code == 0
    told = json.loads(kodetre("merge", str(other / "kodetre.db"), "--coder", "Kari", "--json").out)
    assert told["speakers"] == 1
    assert [json.loads(line)["interviewer"] for line in kodetre("speakers", "--json").lines] == [True, False]
    assert "Nothing is new" in kodetre("merge", str(other / "kodetre.db"), "--coder", "Kari").out
    assert kodetre("undo", "--coder", "Kari").code == 0
    assert [json.loads(line)["interviewer"] for line in kodetre("speakers", "--json").lines] == [False, False]
