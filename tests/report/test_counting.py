"""What can be asked of the counts: measures, units, percentages, typical excerpts, the excerpts behind. Against pandas."""

import json
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from support.project import GROUPS, Kodetre, rows_of

from kodetre.document.quote import quoted
from kodetre.model.codings import Anchor
from kodetre.model.documents import Span


@pytest.fixture
def codings(coded: Path) -> pd.DataFrame:
    raw = sqlite3.connect("kodetre.db")
    try:
        found = pd.read_sql_query("SELECT id, document, start, end, code FROM coding", raw)
        texts = pd.read_sql_query("SELECT document, text, words FROM version", raw).set_index("document")
    finally:
        raw.close()
    found["group"] = found.document.map(GROUPS)
    found.attrs["texts"] = texts.text
    found.attrs["words"] = texts.words
    return found


def below(codings: pd.DataFrame, code: object) -> pd.DataFrame:
    return codings[(codings.code == code) | codings.code.str.startswith(f"{code}.")]


def letters(rows: pd.DataFrame) -> dict[int, set[int]]:
    """The places of the letters that are coded in each document."""
    return {
        int(document): {place for start, end in zip(own.start, own.end, strict=True) for place in range(start, end)}
        for document, own in rows.groupby("document")
    }


def test_documents_with_a_code_are_counted_once(kodetre: Kodetre, codings: pd.DataFrame) -> None:
    for row in rows_of(kodetre, "frequencies", "--measure", "documents", "--by", "group"):
        own = below(codings, row["code"])
        assert row["total"] == own.document.nunique()
        for name in set(GROUPS.values()):
            assert row[f"group:{name}"] == own[own.group == name].document.nunique()
        assert not any(key.startswith("document:") for key in row)


def test_coded_words_are_those_that_begin_in_an_excerpt(kodetre: Kodetre, codings: pd.DataFrame) -> None:
    import re

    starts = {
        d: [m.start() for m in re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*", text)]
        for d, text in codings.attrs["texts"].items()
    }
    near = 0
    for row in rows_of(kodetre, "frequencies", "--by", "document", "--measure", "words"):
        coded = letters(below(codings, row["code"]))
        expected = sum(sum(start in places for start in starts[d]) for d, places in coded.items())
        assert int(str(row["total"])) == pytest.approx(
            expected, rel=0.06, abs=3
        )  # words are told apart a little otherwise
        near += int(str(row["total"])) > 0
    assert near > 10


def test_a_share_is_coded_words_of_all_words(kodetre: Kodetre, codings: pd.DataFrame) -> None:
    words = {row["code"]: row for row in rows_of(kodetre, "frequencies", "--by", "document", "--measure", "words")}
    total = codings.attrs["words"].sum()
    for row in rows_of(kodetre, "frequencies", "--by", "document", "--measure", "share"):
        assert row["total"] == pytest.approx(100 * int(str(words[row["code"]]["total"])) / total, abs=1e-4)
        assert row["document:D1"] == pytest.approx(
            100 * int(str(words[row["code"]]["document:D1"])) / codings.attrs["words"][1], abs=1e-4
        )


@pytest.mark.parametrize("per", ["thousand", "row", "column"])
def test_counts_per_words_row_and_column(kodetre: Kodetre, codings: pd.DataFrame, per: str) -> None:
    words = codings.attrs["words"].groupby(GROUPS).sum()
    category = {"okonomi", "geografi", "organisering", "samarbeid", "omdømme"}
    rows = rows_of(kodetre, "frequencies", "--by", "group", "--per", per)
    for row in rows:
        own = below(codings, row["code"])
        tree = codings[
            codings.code.str.split(".").str[0].isin(category) == (str(row["code"]).split(".")[0] in category)
        ]
        for name in words.index:
            count = (own.group == name).sum()
            whole = {"thousand": words[name] / 10, "row": len(own), "column": (tree.group == name).sum()}[per]
            assert row[f"group:{name}"] == pytest.approx(100 * count / whole if whole else 0, abs=1e-4)
    if per == "column":
        assert sum(float(str(row["total"])) for row in rows if row["code"] in category) == pytest.approx(100, abs=1e-3)


def test_frequencies_by_year_are_those_of_the_timeline(kodetre: Kodetre, coded: Path) -> None:
    for one, other in zip(rows_of(kodetre, "frequencies", "--by", "year"), rows_of(kodetre, "timeline"), strict=True):
        for year in ("2023", "2024"):
            assert one[f"year:{year}"] == other[f"count:{year}"]


@pytest.mark.parametrize("by", ["document", "group", "year"])
def test_excerpts_can_be_arranged_otherwise_and_none_is_lost(kodetre: Kodetre, coded: Path, by: str) -> None:
    usual, arranged = rows_of(kodetre, "excerpts"), rows_of(kodetre, "excerpts", "--by", by)
    assert sorted(str(row["coding"]) for row in usual) == sorted(str(row["coding"]) for row in arranged)
    if by != "year":
        seen = [str(row[by]) for row in arranged]
        assert [one for place, one in enumerate(seen) if not place or seen[place - 1] != one] == list(
            dict.fromkeys(seen)
        )
    text = kodetre("report", "excerpts", "--by", by).out
    heading = {"document": "## D1 Hellefjord kommune 2023", "group": "## Lindvik kommune (", "year": "## 2024 ("}[by]
    assert heading in text


def test_typical_excerpts_hold_the_codes_most_usual_keywords(kodetre: Kodetre, coded: Path) -> None:
    rows = rows_of(kodetre, "excerpts", "--typical", "2")
    per_code: dict[object, list[float]] = {}
    for row in rows:
        per_code.setdefault(row["code"], []).append(float(str(row["typicality"])))
    assert all(len(scores) <= 2 for scores in per_code.values())
    assert all(
        scores == sorted(scores, reverse=True) and 0 < min(scores) <= max(scores) <= 1 for scores in per_code.values()
    )
    every = rows_of(kodetre, "excerpts", "--typical", "999")
    best = {row["code"]: max(float(str(r["typicality"])) for r in every if r["code"] == row["code"]) for row in every}
    assert {code: scores[0] for code, scores in per_code.items()} == best
    assert "cosinus" in kodetre("report", "excerpts", "--typical", "2").out


def test_the_most_typical_is_the_one_in_the_direction_of_all(kodetre: Kodetre, project: Path) -> None:
    text = "Tilskudd til drift.\n\nTilskudd og tilskuddet.\n\nBudsjettet er stort.\n\nIngen av ordene."
    (project / "corpus/t.txt").write_text(text, "utf-8")
    kodetre("ingest", "corpus/t.txt")
    quotes = ("Tilskudd til drift", "Tilskudd og tilskuddet", "Ingen av ordene")
    rows = [json.dumps({"document": "D4", "quote": quote, "code": "okonomi.tilskudd"}) for quote in quotes]
    Path("k.jsonl").write_text("\n".join(rows), "utf-8")
    assert kodetre("apply", "k.jsonl").code == 0
    found = [row["excerpt"] for row in rows_of(kodetre, "excerpts", "--typical", "3")]
    assert set(found) == {"Tilskudd til drift", "Tilskudd og tilskuddet"}


def test_a_pattern_by_year_is_what_search_finds(kodetre: Kodetre, coded: Path) -> None:
    (row,) = rows_of(kodetre, "timeline", "--pattern", "samarbeid*")
    years = {"D1": "2023", "D2": "2024", "D3": "2024"}
    hits = [json.loads(line) for line in kodetre("search", "samarbeid*", "--json").lines]
    for year in ("2023", "2024"):
        assert row[f"count:{year}"] == sum(years[hit["document"]] == year for hit in hits)
    assert len(hits) > 3
    assert kodetre("report", "timeline", "--pattern", "(a").code == 2


def test_any_two_codes_parts_can_be_set_against_each_other(kodetre: Kodetre, coded: Path) -> None:
    usual = rows_of(kodetre, "matrix")
    turned = rows_of(kodetre, "matrix", "--rows", "perspektiv", "--columns", "kategori")
    for row in turned:
        assert {"okonomi", "geografi"} <= set(row)
    assert [row["code"] for row in turned] == ["instrumentelt", "kulturelt", "myte"]
    cells = {(row["code"], name): row[name] for row in usual for name in ("instrumentelt", "kulturelt", "myte")}
    for row in turned:
        for name in ("okonomi", "geografi", "omdømme"):
            cell, other = row[name], cells[name, row["code"]]
            assert isinstance(cell, dict) and isinstance(other, dict)
            assert cell["expected"] == other["expected"]
            assert bool(cell["count"]) == bool(other["count"])
    parts = rows_of(kodetre, "matrix", "--rows", "okonomi", "--columns", "perspektiv")
    assert all(str(row["code"]).startswith("okonomi.") for row in parts)
    top = next(row for row in usual if row["code"] == "okonomi")
    assert any(_count(row["instrumentelt"]) for row in parts)
    assert all(
        _count(row["instrumentelt"]) <= _count(top["instrumentelt"]) for row in parts
    )  # the whole has its own as well
    for name, said in (("tull", "is no dimension or code"), ("okonomi.tilskudd", "has no codes under it")):
        ran = kodetre("report", "matrix", "--rows", name)
        assert (ran.code, said in ran.err) == (2, True)


def _count(cell: object) -> int:
    return int(cell["count"]) if isinstance(cell, dict) else int(str(cell))


@pytest.mark.parametrize("kind", ["matrix", "compare", "cooccurrence"])
def test_the_excerpts_behind_the_counts_follow_them(kodetre: Kodetre, coded: Path, kind: str) -> None:
    ran = kodetre("report", kind, "--excerpts", "--format", "json")
    counts, behind = json.loads(ran.out)
    assert behind["title"].endswith(": utdragene")
    if kind == "matrix":
        cells = [_count(row[name]) for row in counts["rows"] for name in ("instrumentelt", "kulturelt", "myte")]
        assert len(behind["rows"]) == sum(cells) > 0
    elif kind == "compare":
        assert len(behind["rows"]) == sum(
            int(row[key]) for row in counts["rows"] for key in row if key.startswith("count:")
        )
    else:
        assert len(behind["rows"]) >= 2 * len(counts["rows"]) > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("matrix", "--typical", "3"), "--typical: means nothing to matrix"),
        (("excerpts", "--measure", "words"), "--measure: means nothing to excerpts"),
        (("documents", "--pattern", "rus"), "--pattern: means nothing to documents"),
        (("frequencies", "--excerpts"), "--excerpts: means nothing to frequencies"),
        (("frequencies", "--measure", "share", "--per", "row"), "cannot be asked of a share"),
        (("frequencies", "--measure", "documents", "--per", "thousand"), "says nothing"),
        (("frequencies", "--by", "code"), "already"),
        (("memos", "--figures", "--output", "ut"), "has no figures"),
        (("matrix", "--figures"), "wants a place"),
        (("matrix", "--pages"), "is for HTML"),
        (("matrix", "--chapter", "5"), "is for Word"),
        (("documents", "--pages", "--format", "html"), "shows no excerpts"),
    ],
)
def test_what_a_report_does_not_know_is_refused_and_not_passed_over(
    kodetre: Kodetre, coded: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = kodetre("report", *arguments)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.err


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Planen er ny. Den gjelder nå.", "Den gjelder nå.", "Den gjelder nå."),
        ("Planen gjelder fra i år.", "gjelder fra", "… gjelder fra …"),
        ("Planen gjelder fra i år.", "Planen gjelder fra i år", "Planen gjelder fra i år"),
        ("Overskrift\nPlanen gjelder", "Planen gjelder", "Planen gjelder"),
        ("Han sa «ja». Vi sa nei.", "Vi sa nei.", "Vi sa nei."),
        ("tiltak\t12\t14\nandre\t1\t2", "tiltak\t12\t14\nandre", "tiltak | 12 | 14 / andre"),
        ("Først, så kom de.", "så kom de.", "… så kom de."),
    ],
)
def test_an_excerpt_from_inside_a_sentence_has_ellipses(text: str, quote: str, expected: str) -> None:
    start = text.index(quote)
    assert quoted(Anchor.at(text, Span(start, start + len(quote)))) == expected


def test_nothing_coded_is_said_and_not_shown(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("report", "everything", "--format", "html", "--pages", "--output", "x.html")
    assert (ran.code, "no codings to show" in ran.err) == (6, True)
    ran = kodetre("report", "everything", "--figures", "--output", "ut")
    assert ran.code == 0
    assert "nothing to draw" in ran.err
    assert kodetre("report", "timeline", "--pattern", "samarbeid").code == 0
