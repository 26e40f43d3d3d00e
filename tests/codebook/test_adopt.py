"""Codings whose code was changed in the codebook's file by hand are found, and get a code that the codebook has."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, with_codebook

from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import Project

SOURCE = """title: Bok
dimensions:
  k:
    label: K
    codes:
      penger:
        label: Penger
        definition: Det som koster.
        keywords: [tilskudd]
        codes:
          lån:
            label: Lån
      folk:
        label: Folk
"""
RENAMED = SOURCE.replace("      penger:", "      midler:")
WITHOUT = SOURCE.replace("        codes:\n          lån:\n            label: Lån\n", "").replace(
    "      penger:\n        label: Penger\n        definition: Det som koster.\n        keywords: [tilskudd]\n", ""
)


@pytest.fixture
def mine(project: Path) -> Project:
    """A project with three codings, by two coders."""
    opened = with_codebook(project, SOURCE)
    codebook = opened.codebook()
    with opened.store() as store:
        for place, (code, coder) in enumerate((("penger", "Kari"), ("penger.lån", "Kari"), ("penger", "Ola"))):
            new = NewCoding("D1", Span(place * 10, place * 10 + 9), code, "manual")
            store.codings.record(StepKind.CODE, coder, Change((new,)), codebook=codebook)
    return opened


@pytest.mark.parametrize(
    ("then", "of_code", "now"),
    [
        ("", "no_kin: [vei]", ""),
        ("kin: no\n", "kin: no", ""),
        ("kin: no\n", "kin: yes", "kin: no\n"),
        ("", "", "kin: no\n"),
    ],
)
def test_a_code_is_put_back_with_which_keywords_take_no_kin(
    project: Path, kodetre: Kodetre, then: str, of_code: str, now: str
) -> None:
    source = then + SOURCE.replace("keywords: [tilskudd]", f"keywords: [vei, kirke]\n        {of_code}")
    opened = with_codebook(project, source)
    before = opened.codebook().find("penger")
    with opened.store() as store:
        new = NewCoding("D1", Span(0, 9), "penger", "manual")
        store.codings.record(StepKind.CODE, "Kari", Change((new,)), codebook=opened.codebook())
    by_hand(opened, f"{now}title: Bok\ndimensions:\n  k:\n    label: K\n    codes:\n      folk:\n        label: Folk\n")
    assert kodetre("codebook", "adopt", "--all").code == 0
    after = opened.codebook().find("penger")
    assert before is not None
    assert after is not None
    assert after.keywords == before.keywords


def by_hand(project: Project, text: str) -> None:
    project.codebook_path.write_text(text, "utf-8")


def codes(project: Project) -> list[str]:
    with project.store() as store:
        return [coding.code for coding in store.codings.live()]


def test_check_says_which_codings_have_no_code(mine: Project, kodetre: Kodetre) -> None:
    assert kodetre("codebook", "check").code == 0
    by_hand(mine, RENAMED)
    checked = kodetre("codebook", "check")
    assert checked.code == 5
    assert "penger (2), penger.lån (1)" in checked.err
    assert "kodetre codebook adopt" in checked.err


def test_what_was_renamed_by_hand_is_proposed_and_taken(mine: Project, kodetre: Kodetre) -> None:
    by_hand(mine, RENAMED)
    listed = [json.loads(line) for line in kodetre("codebook", "adopt", "--json").out.splitlines()]
    assert [(row["code"], row["codings"], row["proposed"]) for row in listed] == [
        ("penger", 2, "midler"), ("penger.lån", 1, "midler.lån"),
    ]  # fmt: skip
    assert listed[0]["coders"] == ["Kari", "Ola"]
    tried = kodetre("codebook", "adopt", "--all", "--dry-run")
    assert "penger → midler: 2 codings" in tried.out
    assert codes(mine) == ["penger", "penger.lån", "penger"]
    assert kodetre("codebook", "adopt", "--all").code == 0
    assert codes(mine) == ["midler", "midler.lån", "midler"]
    assert mine.codebook_path.read_text("utf-8") == RENAMED
    assert kodetre("undo").code == 0
    assert codes(mine) == ["penger", "penger.lån", "penger"]


def test_what_was_taken_out_by_hand_is_put_back_as_it_was(mine: Project, kodetre: Kodetre) -> None:
    by_hand(mine, WITHOUT)
    before = mine.codebook_path.read_text("utf-8")
    adopted = kodetre("codebook", "adopt", "--all")
    assert adopted.code == 0, adopted.err
    codebook = mine.codebook()
    code = codebook.find("penger")
    assert code is not None
    assert (code.label, code.definition, [k.written for k in code.keywords]) == (
        "Penger",
        "Det som koster.",
        ["tilskudd"],
    )
    assert codebook.find("penger.lån") is not None
    assert kodetre("codebook", "check").code == 0
    assert kodetre("undo").code == 0
    assert mine.codebook_path.read_text("utf-8") == before


def test_a_code_alone_brings_back_what_stood_above_it(mine: Project, kodetre: Kodetre) -> None:
    by_hand(mine, WITHOUT)
    assert kodetre("codebook", "adopt", "penger.lån").code == 0
    assert mine.codebook().find("penger.lån") is not None
    assert kodetre("codebook", "check").code == 0  # `penger` is there again, too


def test_codings_get_the_code_that_is_said(mine: Project, kodetre: Kodetre) -> None:
    by_hand(mine, WITHOUT)
    assert kodetre("codebook", "adopt", "penger", "--to", "folk").code == 0
    assert codes(mine) == ["folk", "penger.lån", "folk"]
    assert kodetre("codebook", "adopt", "penger", "--to", "folk").code == 6
    assert kodetre("codebook", "adopt", "penger.lån", "--to", "finnes ikke").code == 6


@pytest.mark.parametrize("arguments", [("--to", "folk"), ("penger", "--all")])
def test_a_question_that_says_too_little_or_too_much_is_refused(
    mine: Project, kodetre: Kodetre, arguments: tuple[str, ...]
) -> None:
    by_hand(mine, WITHOUT)
    assert kodetre("codebook", "adopt", *arguments).code == 2
    assert codes(mine) == ["penger", "penger.lån", "penger"]


def test_documents_check_names_codes_that_are_gone_and_files_that_are(mine: Project, kodetre: Kodetre) -> None:
    for id in ("D1", "D2", "D3"):
        kodetre("documents", "set", id, f"url=https://kommune.no/{id}")
    assert kodetre("documents", "check").out == "Nothing is to be mended.\n"
    by_hand(mine, RENAMED)
    with mine.store() as store:
        file = store.documents.get("D1").info.file
    (mine.root / file).write_bytes(b"noe annet")
    found = [json.loads(line) for line in kodetre("documents", "check", "--json").out.splitlines()]
    assert [(row["document"], row["fault"], row["count"], row["what"]) for row in found] == [
        ("D1", "file changed", 0, file), ("D1", "code gone", 3, "penger (2), penger.lån (1)"),
    ]  # fmt: skip
    (mine.root / file).unlink()
    assert "file missing" in kodetre("documents", "check").out
