"""kodetre synthesis: what is said of a cell, what it cites, and the chapter that comes of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.project import Kodetre

from kodetre.document.cited import cited_in, recited, resolved

LINDVIK = ("--case", "Lindvik kommune")
CELL = ("okonomi", "instrumentelt", *LINDVIK)


def cell(kodetre: Kodetre, *arguments: str) -> dict[str, Any]:
    ran = kodetre("synthesis", *arguments, "--json")
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return told


def chapter(kodetre: Kodetre) -> dict[str, Any]:
    ran = kodetre("report", "synthesis", "--format", "json")
    assert ran.code == 0, ran.err
    return {table["title"]: table["rows"] for table in json.loads(ran.out)}


def overlapping(kodetre: Kodetre) -> list[str]:
    """The excerpts of Økonomi in Lindvik's documents that overlap one of Det instrumentelle, counted another way."""
    every = [json.loads(line) for line in kodetre("codings", "--group", "Lindvik kommune", "--json").lines]
    tool = [row for row in every if row["code"].partition(".")[0] == "instrumentelt"]
    found = {
        (row["document"], row["start"], row["end"]): row["id"]
        for row in reversed(every)
        if row["code"].partition(".")[0] == "okonomi"
        and any(
            row["document"] == other["document"] and row["start"] < other["end"] and other["start"] < row["end"]
            for other in tool
        )
    }
    return sorted(found.values())


def test_a_cell_has_the_excerpts_where_its_codes_meet(kodetre: Kodetre, coded: Path) -> None:
    expected = overlapping(kodetre)
    assert expected
    assert len(cell(kodetre, *CELL)["excerpts"]) == len(expected)


def test_which_code_is_named_first_does_not_matter(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Her.")
    assert cell(kodetre, "instrumentelt", "okonomi", *LINDVIK)["text"] == "Her."


def test_what_is_not_named_stays_as_it_was(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Her.", "--expected", "Mål og midler")
    kodetre("synthesis", *CELL, "--verdict", "ønsket variasjon")
    told = cell(kodetre, *CELL)
    assert (told["text"], told["verdict"], told["expected"]) == ("Her.", "wanted", "Mål og midler")


def test_each_text_is_one_step_that_undo_and_redo_know(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Først.")
    kodetre("synthesis", *CELL, "--text", "Så.")
    assert kodetre("undo").code == 0
    assert cell(kodetre, *CELL)["text"] == "Først."
    assert kodetre("redo").code == 0
    assert cell(kodetre, *CELL)["text"] == "Så."


def test_taking_a_cell_away_is_a_step_too(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Her.")
    kodetre("synthesis", *CELL, "--remove")
    assert cell(kodetre, *CELL)["text"] == ""
    kodetre("undo")
    assert cell(kodetre, *CELL)["text"] == "Her."


def test_the_same_twice_is_no_step(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Her.")
    before = kodetre("journal").out
    assert "Nothing is new" in kodetre("synthesis", *CELL, "--text", "Her.").out
    assert kodetre("journal").out == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("okonomi", "--text", "se [[deadbeef]]"), "[[deadbeef]]: is no excerpt"),
        (("okonomi", "--verdict", "bra"), "is no verdict"),
        (("okonomi", "okonomi", "--text", "x"), "two different ones"),
        (("okonomi", "--case", "Lindvok kommune", "--text", "x"), "Lindvik kommune"),
        (("okonimi", "--text", "x"), "okonomi"),
        (("--text", "x"), "which cell"),
        (("okonomi", "--text", "x", "--remove"), "choose one"),
    ],
)
def test_what_cannot_be_written_says_why(kodetre: Kodetre, coded: Path, arguments: tuple[str, ...], told: str) -> None:
    ran = kodetre("synthesis", *arguments)
    assert ran.code != 0
    assert told in ran.err


def test_the_chapter_cites_the_excerpt_with_its_page_and_its_words(kodetre: Kodetre, coded: Path) -> None:
    id = cell(kodetre, *CELL)["excerpts"][0]
    row = next(each for each in map(json.loads, kodetre("codings", "--json").lines) if each["id"] == id)
    kodetre("synthesis", *CELL, "--text", f"Se [[{id[:8]}]].\n\nOgså [[{id} quote]].")
    text = [each["text"] for each in chapter(kodetre)["Syntese"] if each["part"] == "text"]
    assert "Lindvik" in text[0]
    assert "[[" not in "".join(text)
    assert " ".join(row["quote"].split())[:30] in " ".join(text[1].split())
    assert [each["coding"] for each in chapter(kodetre)["Utdrag det vises til"]] == [id[:8]]


def test_a_cited_excerpt_that_is_gone_is_told(kodetre: Kodetre, coded: Path) -> None:
    Path("rad.jsonl").write_text(json.dumps({"document": "D2", "start": 0, "end": 30, "code": "geografi"}), "utf-8")
    kodetre("apply", "rad.jsonl", "--coder", "Ola")
    id = next(each["id"] for each in map(json.loads, kodetre("codings", "--coder", "Ola", "--json").lines))
    kodetre("synthesis", *CELL, "--text", f"Se [[{id}]].")
    kodetre("undo", "--coder", "Ola")
    assert id in kodetre("synthesis").err
    assert f"utdraget {id} er borte" in kodetre("report", "synthesis").out
    assert kodetre("synthesis", *CELL, "--text", f"Fortsatt [[{id}]].").code == 0


def test_empty_cells_are_listed_as_empty(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--verdict", "none")
    cells = chapter(kodetre)["Celler"]
    listed = [json.loads(line) for line in kodetre("synthesis", "--json").lines]
    assert len(cells) == len(listed) > 10
    assert sum(each["written"] == "tom" for each in cells) == len(cells) - 1


def test_verdicts_come_from_the_settings(kodetre: Kodetre, coded: Path) -> None:
    settings = coded / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nverdicts:\n  likt: Helt likt\n", "utf-8")
    assert kodetre("synthesis", *CELL, "--verdict", "wanted").code != 0
    assert kodetre("synthesis", *CELL, "--verdict", "likt").code == 0
    assert "Helt likt" in kodetre("report", "synthesis").out


def test_a_text_follows_its_code_to_a_new_key_and_back(kodetre: Kodetre, coded: Path) -> None:
    kodetre("synthesis", *CELL, "--text", "Her.")
    assert kodetre("codebook", "rename", "okonomi", "--key", "penger").code == 0
    assert cell(kodetre, "penger", "instrumentelt", *LINDVIK)["text"] == "Her."
    assert kodetre("undo").code == 0
    assert cell(kodetre, *CELL)["text"] == "Her."


def test_two_cells_that_become_one_keep_both_texts(kodetre: Kodetre, coded: Path) -> None:
    one, other = "okonomi.tilskudd", "okonomi.ressurser"
    kodetre("synthesis", one, "instrumentelt", *LINDVIK, "--text", "Om tilskudd.")
    kodetre("synthesis", other, "instrumentelt", *LINDVIK, "--text", "Om årsverk.")
    assert kodetre("codebook", "merge", one, other).code == 0
    assert cell(kodetre, other, "instrumentelt", *LINDVIK)["text"] == "Om tilskudd.\n\nOm årsverk."
    assert kodetre("undo").code == 0
    assert cell(kodetre, one, "instrumentelt", *LINDVIK)["text"] == "Om tilskudd."


def test_a_case_of_another_kind_has_the_excerpts_of_what_is_linked_to_it(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("case", "add", "Salen", "--kind", "scene").code == 0
    assert kodetre("case", "link", "Salen", "D2").code == 0
    told = cell(kodetre, "okonomi", "instrumentelt", "--case", "Salen")
    documents = {row["id"]: row["document"] for row in map(json.loads, kodetre("codings", "--json").lines)}
    assert told["kind"] == "scene"
    assert {documents[id] for id in told["excerpts"]} <= {"D2"}
    kodetre("synthesis", "okonomi", "instrumentelt", "--case", "Salen", "--text", "I salen.")
    assert kodetre("case", "rename", "Salen", "Storsalen").code == 0
    assert cell(kodetre, "okonomi", "instrumentelt", "--case", "Storsalen")["text"] == "I salen."


def test_an_editor_is_given_what_there_is_to_cite(
    kodetre: Kodetre, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = coded / "rediger.sh"
    editor.write_text(
        '#!/bin/sh\ncp "$1" sett.txt\nsed -i "s/^verdict:.*/verdict: wanted/" "$1"\necho "# Skrevet." >> "$1"\n',
        "utf-8",
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    ran = kodetre("synthesis", *CELL, "--edit")
    assert ran.code == 0, ran.err
    told = cell(kodetre, *CELL)
    assert (told["text"], told["verdict"]) == ("# Skrevet.", "wanted")
    assert told["excerpts"][0][:8] in (coded / "sett.txt").read_text("utf-8")


def test_what_an_editor_wrote_is_not_lost_when_it_cannot_be_kept(
    kodetre: Kodetre, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = coded / "rediger.sh"
    editor.write_text('#!/bin/sh\necho "Se [[deadbeef]]." >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    ran = kodetre("synthesis", *CELL, "--edit")
    assert ran.code != 0
    kept = Path(next(word for line in ran.err.splitlines() for word in line.split() if word.endswith(".md")))
    assert "Se [[deadbeef]]." in kept.read_text("utf-8")
    kept.unlink()


def test_a_colleagues_texts_come_along_and_none_is_lost(kodetre: Kodetre, coded: Path) -> None:
    other = coded.parent / "kollega"
    shutil.copytree(coded, other)
    kodetre("synthesis", *CELL, "--text", "Mitt.", "--verdict", "wanted")
    there = ("--project", str(other), "--coder", "Ola")
    kodetre("synthesis", *CELL, "--text", "Så hennes.", *there)
    kodetre("synthesis", "geografi", "instrumentelt", *LINDVIK, "--text", "Nytt.", *there)
    told = json.loads(kodetre("merge", str(other / "kodetre.db"), "--json").out)
    assert told["cells"] == 2
    assert cell(kodetre, *CELL)["text"] == "Mitt.\n\nSå hennes."
    assert cell(kodetre, *CELL)["verdict"] == "wanted"
    assert cell(kodetre, "geografi", "instrumentelt", *LINDVIK)["text"] == "Nytt."
    assert not json.loads(kodetre("merge", str(other / "kodetre.db"), "--json").out)["taken_in"]
    assert kodetre("undo").code == 0
    assert cell(kodetre, *CELL)["text"] == "Mitt."


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_chapter_is_made_in_every_language_and_format(kodetre: Kodetre, coded: Path, language: str) -> None:
    settings = coded / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    kodetre("synthesis", *CELL, "--text", "Her.", "--verdict", "unwanted")
    formats = [word for name in ("md", "csv", "html", "json", "tex", "docx", "xlsx") for word in ("--format", name)]
    ran = kodetre("report", "synthesis", *formats, "--output", f"ut-{language}")
    assert ran.code == 0, ran.err
    assert len(list((coded / f"ut-{language}").iterdir())) == 7


def test_ids_are_cited_by_their_first_letters() -> None:
    assert [(each.id, each.quoted) for each in cited_in("a [[3f2A91c4]] b [[3f2a91c4 quote]] [[ikke en id]]")] == [
        ("3f2a91c4", False),
        ("3f2a91c4", True),
    ]
    assert resolved("3f2a", ["3f2a91c4-1", "4000"]) == "3f2a91c4-1"
    assert resolved("3f2a", ["3f2a91c4-1", "3f2a0000"]) == ""
    assert recited("se [[aaaa1111 quote]].", lambda id: "bbbb2222") == "se [[bbbb2222 quote]]."
