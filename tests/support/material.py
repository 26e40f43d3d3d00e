"""What a kind of report needs besides codings to have a row."""

import json
from pathlib import Path

from support.project import Kodetre


def material_for(kodetre: Kodetre, kind: str, words: str = "Rusplan") -> None:
    """Give the current project what a report of this kind tells of, said in these words; nothing for those that tell of codings."""
    searched = ("sources", "search", "add", "--where", words, "--query", words, "--date", "2026-01-31")
    given = {
        "search-log": searched,
        "inclusion": ("sources", "add", words),
        "figures": ("case", "figure", "Drammen", "årsverk", "2021", "94", "--unit", words, "--topic", words),
        "appraisal": ("sources", "appraise", "D1", "authenticity", "good", words),
    }
    if kind == "figures":
        assert kodetre("case", "add", "Drammen").code in (0, 2)
    if kind in given:
        ran = kodetre(*given[kind])
        assert ran.code == 0, ran.err
    if kind in ("agreement", "discussion"):
        _two_who_differ(kodetre, words, decided=kind == "discussion")


def _two_who_differ(kodetre: Kodetre, words: str, *, decided: bool) -> None:
    """Let Per code the first half of the longest coding there is; and say which holds."""
    longest = max(map(json.loads, kodetre("codings", "--json").lines), key=lambda row: row["end"] - row["start"])
    half = {key: longest[key] for key in ("document", "start", "code")}
    half["end"] = (longest["start"] + longest["end"]) // 2
    Path("per.jsonl").write_text(json.dumps(half), "utf-8")
    ran = kodetre("apply", "per.jsonl", "--coder", "Per")
    assert ran.code == 0, ran.err
    if decided:
        coders = ",".join((longest["coder"], "Per"))
        ran = kodetre("discuss", "--plain", "--coders", coders, "--code", half["code"], answers=f"1\n{words}\nq\n")
        assert ran.code == 0, ran.err
