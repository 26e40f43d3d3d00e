"""A project in which every text drives a terminal, and how to see whether such text came through."""

import json
import re
from pathlib import Path

from kodetre import controls
from support.project import call

EVIL = "\x1b]0;eid\x07\x1b[31m\x9b2J\x84\x08\x0b\x7f\u202eomvendt\u2066\u200f\u061c\u2028slutt"
"""Sets a title, rings, colours, wipes the screen, goes back, turns round; C0, DEL, C1 and the marks of direction."""
NAME = f"plan{EVIL}.txt"
QUOTE = "Kommunen har fått tilskudd til rusarbeidet."
DRIVING = frozenset(map(chr, controls.numbers()))


def driving(written: bytes) -> set[str]:
    """The characters among some bytes that drive a terminal; a lone carriage return goes back over the line."""
    text = written.decode("utf-8")
    return (set(text) & DRIVING) | set(re.findall(r"\r(?!\n)", text))


def quoted(text: str) -> str:
    """A text as YAML holds it: every control character by its number."""
    return json.dumps(text)


def make_hostile(root: Path) -> None:
    """A project in which every text that somebody may write drives a terminal."""
    where = ("--project", str(root))
    assert call("init", str(root)).code == 0
    (root / "kodetre.yaml").write_text(
        f"name: {quoted('Prosjekt' + EVIL)}\ncodebook: codebooks/bok.yaml\ncoder: {quoted('Kari' + EVIL)}\n", "utf-8"
    )
    said = quoted("Noe" + EVIL)
    (root / "codebooks" / "bok.yaml").write_text(
        f"title: {said}\nversion: {said}\ndimensions:\n"
        f"  kategori:\n    label: {said}\n    question: {said}\n    codes:\n"
        + "".join(
            f"      {key}:\n        label: {said}\n        definition: {said}\n        use_when: {said}\n"
            f"        not_when: {said}\n        examples: [{said}]\n        keywords: [{word}]\n"
            f"        but_not: [rammetilskudd]\n"
            for key, word in (("okonomi", "tilskudd"), ("samarbeid", "kommune"))
        )
        + f"  perspektiv:\n    label: {said}\n    explains: kategori\n    codes:\n"
        f"      myte:\n        label: {said}\n        expects: [okonomi]\n        keywords: [budsjett]\n",
        "utf-8",
    )
    book = root / "corpus" / NAME
    text = f"# Tittel{EVIL}\n\n{QUOTE}{EVIL}\n\nBudsjettet er økt{EVIL}.\n\n* punkt{EVIL}\n"
    book.write_text(text, "utf-8")
    (root / "corpus" / "annen.txt").write_text("Kommunen og budsjettet.", "utf-8")
    assert call("ingest", str(root / "corpus"), *where).code == 0
    for document in ("D1", "D2"):
        values = [f"{field}={field}{EVIL}" for field in ("title", "author", "group", "type", "reference")]
        assert call("documents", "set", document, *values, "year=2022", *where).code == 0
    assert call("code", "--accept-all", "--min-probability", "0", *where).code == 0
    rows = [
        {"document": NAME, "quote": QUOTE, "code": "myte", "memo": f"Memo{EVIL}", "coder": f"Ola{EVIL}"},
        {"document": NAME, "quote": "Budsjettet er økt", "code": "okonomi", "memo": f"Memo{EVIL}"},
    ]
    (root / f"rader{EVIL}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    ran = call("apply", str(root / f"rader{EVIL}.jsonl"), *where)
    assert ran.code == 0, ran.err
    book.write_text(book.read_text("utf-8").replace("Budsjettet er økt", "Budsjett finnes ikke mer her"), "utf-8")
    assert call("ingest", str(book), *where).code == 0
