"""Codes that the codebook repeats under several codes: read, told apart, changed, and counted."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, rows_of, with_codebook

from kodetre.codebook import edit
from kodetre.codebook.find import find_code
from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Codebook
from kodetre.errors import CannotEdit, CodebookError, UnknownCode

SOURCE = """\
title: Prøve
dimensions:
  kategori:
    label: Kategori
    codes:
      okonomi:
        label: Økonomi
        keywords: [budsjettet]
        codes:
          tilskudd:
            label: Tilskudd
      samarbeid:
        label: Samarbeid
      annet:
        label: Annet
    repeat:  # det samme under begge
      under: [okonomi, samarbeid]
      codes:
        styrke:
          label: Styrke
          keywords: [kommunen]   # mest brukt
          codes:
            intern:
              label: Intern
        svakhet:
          label: Svakhet
"""
KEYS = [
    "okonomi", "okonomi.tilskudd", "okonomi.styrke", "okonomi.styrke.intern", "okonomi.svakhet", "samarbeid",
    "samarbeid.styrke", "samarbeid.styrke.intern", "samarbeid.svakhet", "annet",
]  # fmt: skip


@pytest.fixture
def codebook() -> Codebook:
    return from_text(SOURCE, "k.yaml")


def keys(codebook: Codebook) -> list[str]:
    return [code.key for code in codebook.codes()]


def test_the_codes_stand_under_each_that_they_are_repeated_under(codebook: Codebook) -> None:
    assert keys(codebook) == KEYS
    assert codebook.label_path("samarbeid.styrke.intern") == "Samarbeid › Styrke › Intern"


def test_an_anchor_gives_the_same_codes() -> None:
    source = """\
dimensions:
  kategori:
    codes:
      okonomi:
        label: Økonomi
        codes: &felles
          styrke: {label: Styrke}
      samarbeid:
        label: Samarbeid
        codes: *felles
"""
    assert keys(from_text(source, "k.yaml")) == ["okonomi", "okonomi.styrke", "samarbeid", "samarbeid.styrke"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("under: [okonomi, samarbeid]", "under: [okonomi, sammarbeid]", "is no code of this dimension"),
        ("under: [okonomi, samarbeid]", "under: [okonomi, okonomi.tilskudd]", "under another one of the list"),
        ("under: [okonomi, samarbeid]", "under: []", "says under which codes"),
        ("          tilskudd:", "          styrke:", "stands twice"),
        ("          label: Svakhet", "          definition: x", "has no 'label'"),
        ("      under:", "      unde:", "unknown key"),
    ],
)
def test_a_mistake_in_a_repeat_is_told_once(old: str, new: str, said: str) -> None:
    with pytest.raises(CodebookError) as caught:
        from_text(SOURCE.replace(old, new), "k.yaml")
    told = [problem.what for problem in caught.value.problems]
    assert sum(said in what for what in told) == 1, told


def test_a_label_that_several_have_is_told_apart_by_the_labels_above(codebook: Codebook) -> None:
    with pytest.raises(UnknownCode):
        find_code(codebook, "Styrke")
    assert find_code(codebook, "Samarbeid › Styrke").key == "samarbeid.styrke"
    assert find_code(codebook, "økonomi > styrke > intern").key == "okonomi.styrke.intern"


def test_another_key_is_the_key_of_all(codebook: Codebook) -> None:
    edited = edit.rename(codebook, "k.yaml", "okonomi.styrke", "fordel")
    assert dict(edited.renamed) == {
        "okonomi.styrke": "okonomi.fordel", "okonomi.styrke.intern": "okonomi.fordel.intern",
        "samarbeid.styrke": "samarbeid.fordel", "samarbeid.styrke.intern": "samarbeid.fordel.intern",
    }  # fmt: skip
    assert keys(edited.codebook) == [key.replace("styrke", "fordel") for key in KEYS]
    assert "# det samme under begge" in edited.source


def test_a_code_that_others_are_repeated_under_keeps_them_under_another_key(codebook: Codebook) -> None:
    edited = edit.rename(codebook, "k.yaml", "samarbeid", "samspill")
    assert "under: [okonomi, samspill]" in edited.source
    assert dict(edited.renamed)["samarbeid.styrke"] == "samspill.styrke"


def test_a_code_that_is_deleted_leaves_the_list_that_names_it(codebook: Codebook) -> None:
    edited = edit.delete(codebook, "k.yaml", "samarbeid")
    assert "under: [okonomi]" in edited.source
    assert set(edited.gone) == {key for key in KEYS if key.startswith("samarbeid")}


def test_keywords_labels_and_parts_are_those_of_all(codebook: Codebook) -> None:
    edited = edit.add_keywords(codebook, "k.yaml", "samarbeid.styrke", ["fordelen"])
    assert [[keyword.written for keyword in code.keywords] for code in edited.codebook.codes() if code.key.endswith("styrke")] == [
        ["kommunen", "fordelen"], ["kommunen", "fordelen"],
    ]  # fmt: skip
    edited = edit.add(codebook, "k.yaml", "okonomi.styrke.ny", "Ny")
    assert edited.codebook.find("samarbeid.styrke.ny") is not None


@pytest.mark.parametrize("way", ["move", "merge", "split", "delete"])
def test_what_would_take_a_repeated_code_from_one_place_alone_is_refused(codebook: Codebook, way: str) -> None:
    ways = {
        "move": lambda: edit.move(codebook, "k.yaml", "okonomi.svakhet", under="annet"),
        "merge": lambda: edit.merge(codebook, "k.yaml", "okonomi.svakhet", "annet"),
        "split": lambda: edit.split(codebook, "k.yaml", "okonomi.styrke", [("ny", ["kommunen"])]),
        "delete": lambda: edit.delete(codebook, "k.yaml", "okonomi.svakhet"),
    }
    with pytest.raises(CannotEdit, match="repeated under okonomi, samarbeid"):
        ways[way]()


@pytest.fixture
def repeated(small: Path, kodetre: Kodetre) -> Path:
    with_codebook(small, SOURCE)
    rows = [
        ("Kommunen har fått tilskudd", "Økonomi › Styrke"), ("Budsjettet er økt", "okonomi.styrke.intern"),
        ("Kommunen samarbeider godt", "Samarbeid › Styrke"),
    ]  # fmt: skip
    file = small / "rader.jsonl"
    file.write_text("".join(json.dumps({"document": "D1", "quote": q, "code": c}) + "\n" for q, c in rows), "utf-8")
    ran = kodetre("apply", str(file), "--coder", "Ola")
    assert ran.code == 0, ran.err
    return small


def test_repeats_are_counted_together_or_side_by_side(kodetre: Kodetre, repeated: Path) -> None:
    of_ola = ("--coder", "Ola")
    apart = {row["code"]: row["total"] for row in rows_of(kodetre, "frequencies", "--by", "document", *of_ola)}
    assert (apart["okonomi"], apart["okonomi.styrke"], apart["samarbeid.styrke"]) == (2, 2, 1)
    together = {
        row["code"]: row["total"]
        for row in rows_of(kodetre, "frequencies", "--by", "document", "--repeats", "together", *of_ola)
    }
    assert (together["*.styrke"], together["*.styrke.intern"], together["okonomi"]) == (3, 1, 2)
    assert "okonomi.styrke" not in together
    beside = {row["code"]: row for row in rows_of(kodetre, "frequencies", "--repeats", "beside", *of_ola)}
    styrke = beside["*.styrke"]
    assert (styrke["under:okonomi"], styrke["under:samarbeid"], styrke["total"]) == (2, 1, 3)


def test_a_renamed_repeat_takes_the_codings_of_all_along_and_undo_brings_them_back(
    kodetre: Kodetre, repeated: Path
) -> None:
    def codes() -> list[str]:
        return sorted(json.loads(line)["code"] for line in kodetre("codings", "--json", "--coder", "Ola").lines)

    before = codes()
    assert kodetre("codebook", "rename", "okonomi.styrke", "--key", "fordel").code == 0
    assert codes() == sorted(code.replace("styrke", "fordel") for code in before)
    kodetre("undo")
    assert codes() == before
