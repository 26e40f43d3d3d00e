"""Words that are proposed for a code, and taken over into the codebook."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre

CODEBOOK = """\
title: T
version: '1'
dimensions:
  k:
    label: K
    codes:
      skole:  # about schools
        label: Skole
        definition: Det elevene møter på biblioteket, og i skolen.
        keywords: [tilskudd]  # what the plan says
"""
FILE = Path("codebooks/kodebok.yaml")


@pytest.fixture
def plan(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose code has one keyword; its definition's words stand in paragraphs without it."""
    assert kodetre("init", str(tmp_path / "p"), "--template", "tom").code == 0
    monkeypatch.chdir(tmp_path / "p")
    lines = [f"Det gis tilskudd til lekser i år {number}." for number in range(6)]
    lines += [f"Elevene låner bøker i uke {number}." for number in range(3)]
    lines += ["Biblioteket har åpent.", *(f"Veien til stasjonen ble asfaltert i år {number}." for number in range(20))]
    Path("corpus/plan.txt").write_text("\n\n".join(lines), encoding="utf-8")
    FILE.write_text(CODEBOOK, encoding="utf-8")
    assert kodetre("ingest", "corpus/").code == 0
    return tmp_path / "p"


def proposed(kodetre: Kodetre, *arguments: str) -> dict[str, dict[str, object]]:
    """The proposed words, each with what is said of it."""
    rows = [json.loads(line) for line in kodetre("words", "--suggest", *arguments, "--json").lines]
    return {row["word"]: row for row in rows if row["kind"] == "word"}


def test_words_of_the_definition_are_proposed_with_what_they_add(kodetre: Kodetre, plan: Path) -> None:
    words = proposed(kodetre, "skole")
    assert words["elev"]["sources"] == ["definition"]
    assert words["elev"]["adds"] == 3
    assert words["bibliotek"]["adds"] == 1


def test_function_words_and_what_a_keyword_finds_are_not_proposed(kodetre: Kodetre, plan: Path) -> None:
    assert not {"det", "på", "og", "i", "tilskudd"} & proposed(kodetre, "skole").keys()


def test_words_that_name_nothing_are_not_proposed(kodetre: Kodetre, plan: Path) -> None:
    defined = CODEBOOK.replace("Det elevene møter", "Over alt, eller samme tid mellom elevene, møter")
    FILE.write_text(defined, encoding="utf-8")
    Path("corpus/mer.txt").write_text("Over, eller mellom, kom elevene.\n\nSamme tid.", encoding="utf-8")
    assert kodetre("ingest", "corpus/").code == 0
    words = proposed(kodetre, "skole")
    assert "elev" in words
    assert not {"over", "eller", "mellom", "samme"} & words.keys()


def test_what_is_coded_already_is_counted(kodetre: Kodetre, plan: Path) -> None:
    row = {"document": "D1", "code": "skole", "quote": "Elevene låner bøker i uke 1."}
    Path("a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert kodetre("apply", "a.jsonl").code == 0
    assert proposed(kodetre, "skole")["elev"]["coded"] == 1


def test_without_a_code_words_are_proposed_for_every_code(kodetre: Kodetre, plan: Path) -> None:
    assert {row["code"] for row in proposed(kodetre).values()} == {"skole"}


def test_a_word_taken_keeps_the_comments_and_is_undone_in_one_step(kodetre: Kodetre, plan: Path) -> None:
    before = FILE.read_text(encoding="utf-8")
    ran = kodetre("words", "--suggest", "skole", "--take", "elev", "--take", "bibliotek")
    assert ran.code == 0, ran.err
    after = FILE.read_text(encoding="utf-8")
    assert "keywords: [tilskudd, elev, bibliotek]" in after
    assert "# what the plan says" in after
    assert "# about schools" in after
    assert kodetre("undo").code == 0
    assert FILE.read_text(encoding="utf-8") == before


def test_a_word_that_is_not_proposed_is_refused_with_what_is_near(kodetre: Kodetre, plan: Path) -> None:
    ran = kodetre("words", "--suggest", "skole", "--take", "bibliotk")
    assert ran.code == 6
    assert "bibliotek" in ran.err


def test_a_mistyped_code_is_told(kodetre: Kodetre, plan: Path) -> None:
    ran = kodetre("words", "--suggest", "skoel")
    assert ran.code != 0
    assert "skole" in ran.err


def test_each_word_is_answered_with_a_key_and_only_yes_adds_it(kodetre: Kodetre, plan: Path) -> None:
    words = list(proposed(kodetre, "skole"))
    answers = "".join("y\n" if word == "elev" else "n\n" for word in words)
    ran = kodetre("words", "--suggest", "skole", "--ask", answers=answers)
    assert ran.code == 0, ran.err
    assert "[tilskudd, elev]" in FILE.read_text(encoding="utf-8")


def test_options_of_suggested_words_go_with_nothing_else(kodetre: Kodetre, plan: Path) -> None:
    assert kodetre("words", "elev", "--ask").code == 2
    assert kodetre("words", "--suggest", "--take", "elev").code == 2
    assert kodetre("words", "--suggest", "skole", "--ask", "--json").code == 2
