"""Decisions and codings from a file."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre

QUOTE = "Kommunen setter et tak på 32 skjenkesteder i planperioden."


def write(name: str, *rows: str) -> str:
    Path(name).write_text("\n".join(rows) + "\n", "utf-8")
    return name


def codings(kodetre: Kodetre) -> list[dict[str, str]]:
    return [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]


def test_a_csv_gives_codings_by_quote_by_span_and_with_memo(kodetre: Kodetre, project: Path) -> None:
    file = write(
        "k.csv",
        "document;quote;start;end;code;coder;memo",
        f"D2;{QUOTE};;;instrumentelt.mål;Ola;et tak",
        "lindvik-alkohol-2024.pdf;;0;20;Åpenhet til endring;;",
    )
    ran = kodetre("apply", file)
    assert ran.code == 0, ran.err
    found = codings(kodetre)
    assert {(one["code"], one["coder"], one["memo"], one["origin"]) for one in found} == {
        ("instrumentelt.mål", "Ola", "et tak", "imported"), ("omdømme.åpenhet", "Kari", "", "imported"),
    }  # fmt: skip
    assert QUOTE in {one["quote"] for one in found}
    again = kodetre("apply", file)
    assert again.code == 0
    assert "Taken: 0. There already: 2." in again.out
    kodetre("undo")
    assert kodetre("codings").code == 6


def test_a_quote_is_found_whatever_its_dashes_quotation_marks_and_spaces(kodetre: Kodetre, project: Path) -> None:
    row = {"document": "D2", "quote": "Alkoholpolitiske  retningslinjer\n2024-2028", "code": "omdømme"}
    assert kodetre("apply", write("k.jsonl", json.dumps(row))).code == 0
    assert codings(kodetre)[0]["quote"] == "Alkoholpolitiske retningslinjer 2024–2028"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"document": "D9", "quote": "x", "code": "myte"}, "'D9' is no document"),
        ({"document": "D2", "quote": QUOTE, "code": "tull"}, "code 'tull' is no code"),
        (
            {"document": "D2", "quote": QUOTE[:-12] + "året.", "code": "myte"},
            "most like it is: «Kommunen setter et tak",
        ),
        ({"document": "D2", "quote": "kommunen", "code": "myte"}, "times in D2"),
        ({"document": "D2", "start": 0, "end": 10**7, "code": "myte"}, "is not a stretch of D2"),
        ({"document": "D2", "start": "a", "end": "b", "code": "myte"}, "should be two whole numbers"),
        ({"document": "D2", "start": 0, "end": 5, "quote": QUOTE, "code": "myte"}, "is not the quote, which stands at"),
        ({"document": "D2", "code": "myte"}, "neither a quote nor start and end"),
        ({"document": "D2", "quote": QUOTE}, "names no code"),
        ({"document": "D2", "quote": QUOTE, "code": "myte", "decision": "kanskje"}, "decision 'kanskje' is none of"),
        ({"document": "D2", "quote": QUOTE, "code": "myte", "created": "i går"}, "created 'i går' is no time"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_nothing_is_taken(
    kodetre: Kodetre, project: Path, row: dict[str, object], said: str
) -> None:
    good = {"document": "D2", "quote": QUOTE, "code": "organisering"}
    ran = kodetre("apply", write("k.jsonl", json.dumps(good), json.dumps(row)))
    assert ran.code == 4
    (told,) = [line for line in ran.err.splitlines() if "k.jsonl:2: " in line]
    assert said in told
    assert "k.jsonl:1:" not in ran.err
    assert "nothing was changed" in ran.err
    assert kodetre("codings").code == 6
    assert kodetre("apply", "k.jsonl", "--partial").code == 4
    assert [one["code"] for one in codings(kodetre)] == ["organisering"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ('{"document": "D2"\n', "k.json:1:"),
        ("[1]\n", "no JSON object"),
        ("dokument,code\nD1,x\n", "unknown column 'dokument'"),
        ("document,code\nD1,x,y\n", ":2: 3 values for 2 columns"),
        ('document,code\n"D1,x\n', "is no CSV"),
        ("document,code\rD1,x,y\r", ":2: 3 values for 2 columns"),
        ("document,code\nD1,\x00\n", ":2: holds a NUL byte"),
    ],
)
def test_a_file_that_is_no_list_of_rows_is_refused_with_its_line(
    kodetre: Kodetre, project: Path, content: str, said: str
) -> None:
    name = "k.json" if content[:1] in ("{", "[") else "k.csv"
    Path(name).write_text(content, "utf-8")
    ran = kodetre("apply", name)
    assert ran.code == 4
    assert said in ran.err


def test_a_rejection_from_a_file_keeps_a_suggestion_from_coming_back(kodetre: Kodetre, project: Path) -> None:
    suggestion = json.loads(kodetre("suggest", "--json").lines[0])
    row = {key: suggestion[key] for key in ("document", "start", "end", "code")} | {"decision": "reject"}
    before = len(kodetre("suggest", "--json").lines)
    assert kodetre("apply", write("k.jsonl", json.dumps(row))).code == 0
    assert len(kodetre("suggest", "--json").lines) == before - 1
    assert kodetre("codings").code == 6


def test_what_codings_prints_can_be_applied_in_another_copy(kodetre: Kodetre, project: Path) -> None:
    kodetre("code", answers="a\nm et memo\nx s\na\nq\n")
    printed = kodetre("codings", "--json").out
    Path("alt.jsonl").write_text(printed, "utf-8")
    for _ in range(3):
        kodetre("undo")
    assert kodetre("codings").code == 6
    assert kodetre("apply", "alt.jsonl").code == 0

    def told(text: str) -> list[dict[str, object]]:
        rows = [json.loads(line) for line in text.splitlines()]
        return [{key: row[key] for key in row if key != "id"} for row in rows]

    assert told(kodetre("codings", "--json").out) == told(printed)


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
def test_lines_may_end_as_on_any_system(kodetre: Kodetre, project: Path, ends: str) -> None:
    Path("k.csv").write_bytes(ends.join(["document,quote,code", f"D2,{QUOTE},myte", ""]).encode())
    assert kodetre("apply", "k.csv").code == 0
    assert [coding["code"] for coding in codings(kodetre)] == ["myte"]


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\u2029"])
def test_a_line_of_json_ends_with_a_line_end_alone(kodetre: Kodetre, project: Path, sign: str) -> None:
    row = {"document": "D2", "quote": QUOTE, "code": "myte", "memo": f"en{sign}to"}
    Path("k.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    assert kodetre("apply", "k.jsonl").code == 0
    assert [coding["memo"] for coding in codings(kodetre)] == [row["memo"]]
