"""Reports that compare and account, against counts made another way: pandas and plain SQL, from the store's own tables."""

import json
import math
import sqlite3
from collections import Counter
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from support.project import GROUPS, Kodetre, rows_of

from kodetre.project.project import find
from kodetre.report.rates import log_ratio


def frame(question: str) -> pd.DataFrame:
    raw = sqlite3.connect("kodetre.db")
    try:
        return pd.read_sql_query(question, raw)
    finally:
        raw.close()


@pytest.fixture
def codings(coded: Path) -> pd.DataFrame:
    """The codings as they stand in their table; nothing has been taken back."""
    return frame("SELECT id, document, version, start, end, code FROM coding")


@pytest.mark.parametrize("within", ["span", "paragraph", "section", "document"])
def test_cooccurrence_is_what_pandas_counts(kodetre: Kodetre, codings: pd.DataFrame, within: str) -> None:
    blocks = frame("SELECT version, place, kind, part, start, end FROM block ORDER BY version, place")
    if within == "span":
        codings["unit"] = [(d, s, e) for d, s, e in zip(codings.document, codings.start, codings.end, strict=True)]
        units = codings
    elif within == "document":
        codings["unit"] = codings.document
        units = codings
    else:
        heading = (blocks.kind == "heading") & (blocks.part == "body")
        blocks["heading"] = blocks.place.where(heading).groupby(blocks.version).ffill().fillna(-1)
        units = codings.merge(blocks, on="version", suffixes=("", "_block"))
        units = units[(units.start < units.end_block) & (units.start_block < units.end)]
        if within == "section":
            units = units.sort_values("start_block").drop_duplicates("id")
            units["unit"] = list(zip(units.document, units.heading, strict=True))
        else:
            units["unit"] = list(zip(units.document, units.place, strict=True))
    places = units.groupby("code").unit.agg(set)
    expected = {
        frozenset((a, b)): (len(places[a] & places[b]), len(places[a] & places[b]) / len(places[a] | places[b]))
        for a, b in combinations(places.index, 2)
        if places[a] & places[b]
    }
    rows = rows_of(kodetre, "cooccurrence", "--within", within)
    assert {frozenset((r["code"], r["other"])): r["both"] for r in rows} == {k: v[0] for k, v in expected.items()}
    for row in rows:
        assert row["jaccard"] == pytest.approx(expected[frozenset((row["code"], row["other"]))][1], abs=1e-5)
    assert len(rows) >= 3


def test_groups_are_compared_as_pandas_counts_them(kodetre: Kodetre, codings: pd.DataFrame) -> None:
    words = frame("SELECT document, words FROM version").set_index("document").words.groupby(GROUPS).sum()
    codings["group"] = codings.document.map(GROUPS)
    for row in rows_of(kodetre, "compare"):
        under = codings[(codings.code == row["code"]) | codings.code.str.startswith(f"{row['code']}.")]
        counts = under.groupby("group").size().reindex(words.index, fill_value=0)
        for name in words.index:
            assert row[f"count:{name}"] == counts[name]
            assert row[f"rate:{name}"] == pytest.approx(1000 * counts[name] / words[name], abs=1e-5)
        a, b = counts["Hellefjord kommune"], counts["Lindvik kommune"]
        ratio = row["ratio:Hellefjord kommune"]
        if a and b:
            rates = (a / words["Hellefjord kommune"]) / (b / words["Lindvik kommune"])
            assert ratio == pytest.approx(math.log2(rates), abs=1e-5)
        else:
            assert ratio == ""


def test_a_log_ratio_has_its_interval() -> None:
    found = log_ratio(20, 1000, 10, 1000)
    assert found is not None
    ratio, low, high = found
    assert ratio == pytest.approx(1.0)
    assert (2**low, 2**high) == pytest.approx(
        (2 / math.exp(1.96 * math.sqrt(0.15)), 2 * math.exp(1.96 * math.sqrt(0.15)))
    )
    assert log_ratio(0, 1000, 0, 1000) is None
    assert log_ratio(0, 1000, 4, 1000) is None


def test_the_years_are_those_of_the_documents(kodetre: Kodetre, codings: pd.DataFrame) -> None:
    years = frame("SELECT document, value FROM metadata WHERE field = 'year'").set_index("document").value
    codings["year"] = codings.document.map(years)
    for row in rows_of(kodetre, "timeline"):
        under = codings[(codings.code == row["code"]) | codings.code.str.startswith(f"{row['code']}.")]
        for year, count in under.groupby("year").size().items():
            assert row[f"count:{year}"] == count


def test_what_is_not_mentioned_has_no_hit_and_no_coding(kodetre: Kodetre, coded: Path) -> None:
    rows = rows_of(kodetre, "absence")
    absent = [row for row in rows if row["finding"] == "ikke nevnt"]
    assert absent
    for row in absent[:: len(absent) // 6]:
        assert row["searched"]
        of = ("--code", str(row["code"]), "--document", str(row["document"]))
        assert kodetre("codings", *of, "--json").code == 6
        for keyword in str(row["searched"]).split("; "):
            found = kodetre("search", "--document", str(row["document"]), "--json", "--", keyword)
            assert (found.code, found.out) == (6, ""), keyword
    assert not {(r["document"], r["code"]) for r in rows} & {
        (one["document"], one["code"]) for one in map(json.loads, kodetre("codings", "--json").lines)
    }


def test_a_code_that_nobody_has_decided_on_has_as_many_hits_as_a_search_less_its_but_not(
    kodetre: Kodetre, project: Path
) -> None:
    code = find(project).codebook().find("okonomi.tilskudd")
    assert code is not None
    rows = {row["document"]: row for row in rows_of(kodetre, "absence") if row["code"] == "okonomi.tilskudd"}
    hits: Counter[str] = Counter()
    for keyword in str(rows["D1"]["searched"]).split("; "):
        found = [json.loads(line) for line in kodetre("search", "--json", "--", keyword).lines]
        hits.update(hit["document"] for hit in found if hit["text"].lower() not in code.but_not)
    assert {document: row["hits"] for document, row in rows.items()} == {d: hits[d] for d in ("D1", "D2", "D3")}
    assert {document: row["finding"] for document, row in rows.items()} == {
        "D1": "treff som ingen har tatt stilling til",
        "D2": "ikke nevnt",
        "D3": "treff som ingen har tatt stilling til",
    }


def test_a_keywords_precision_is_what_was_accepted_of_what_was_answered(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("code", "--plain", "--code", "okonomi.tilskudd", answers="a\nr\na\nq\n").code == 0
    answered = [one for one in rows_of(kodetre, "keywords", "--code", "okonomi") if one["accepted"] or one["rejected"]]
    assert answered
    for row in answered:
        yes, no = int(str(row["accepted"])), int(str(row["rejected"]))
        assert row["precision"] == pytest.approx(yes / (yes + no))
    assert sum(int(str(row["accepted"])) for row in answered) >= 2


def test_progress_counts_what_each_coder_has_answered(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("code", "--plain", answers="a\nr\na\nq\n").code == 0
    assert kodetre("code", "--plain", "--coder", "Ola", answers="r\nq\n").code == 0
    tables = json.loads(kodetre("report", "progress", "--format", "json").out)
    found = {(r["document"], r["coder"]): (r["accepted"], r["rejected"]) for r in tables[0]["rows"]}
    assert found["D1", "Kari"] == (2, 1)
    assert found["D1", "Ola"] == (0, 1)


def test_memos_come_with_what_they_are_on(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("code", "--plain", answers="m et memo\nM om planen\nK om koden\nq\n").code == 0
    rows = rows_of(kodetre, "memos")
    assert [(row["memo"], row["target"]) for row in rows] == [
        ("et memo", "koding"), ("om planen", "dokument"), ("om koden", "kode"),
    ]  # fmt: skip


def test_several_formats_go_into_a_folder(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "matrix", "--format", "md", "--format", "docx", "--format", "csv", "--output", "ut")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (coded / "ut").iterdir()) == ["matrix.csv", "matrix.docx", "matrix.md"]
    assert kodetre("report", "matrix", "--format", "md", "--format", "csv").code == 2


def test_norwegian_excel_gets_semicolons_decimal_commas_and_a_mark(kodetre: Kodetre, coded: Path) -> None:
    kodetre("report", "compare", "--format", "csv", "--csv-dialect", "excel-nb", "--output", "c.csv")
    written = (coded / "c.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfKode;Navn;")
    assert b"\r\n" in written
    row = written.decode("utf-8-sig").splitlines()[1].split(";")
    assert "," in row[4]
    float(row[4].replace(",", "."))


def test_a_recipe_makes_its_reports_and_says_every_mistake_before_any_is_made(kodetre: Kodetre, coded: Path) -> None:
    recipe = coded / "rapporter.yaml"
    recipe.write_text(
        "- report: excerpts\n  output: utdrag.docx\n  code: [okonomi]\n"
        "- report: cooccurrence\n  within: section\n  format: [md, csv]\n  output: ut\n",
        "utf-8",
    )
    ran = kodetre("report", "--recipe", str(recipe))
    assert ran.code == 0, ran.err
    assert (coded / "utdrag.docx").stat().st_size > 1000
    assert (coded / "ut" / "cooccurrence.md").read_text("utf-8").count("\n") > 3
    recipe.write_text(
        "- report: excerpt\n  output: a.md\n- report: matrix\n- report: matrix\n  output: b.pdf\n  til: x\n", "utf-8"
    )
    wrong = kodetre("report", "--recipe", str(recipe))
    assert wrong.code == 2, wrong.err
    for told in (":1:11: 'report' is 'excerpt'", "'output' is missing", "unknown key 'til'", "no format"):
        assert told in wrong.err
    assert not (coded / "a.md").exists()
    assert kodetre("report").code == 2


def test_a_recipe_knows_every_option(kodetre: Kodetre, coded: Path) -> None:
    recipe = coded / "rapporter.yaml"
    recipe.write_text(
        "- {report: excerpts, typical: 1, output: typisk.md}\n"
        "- {report: frequencies, by: year, measure: words, per: row, output: f.csv}\n"
        "- {report: matrix, rows: okonomi, columns: perspektiv, figures: true, excerpts: true, chapter: '3', output: m.docx}\n"
        "- {report: timeline, pattern: [samarbeid, 'rus*'], output: t.json}\n",
        "utf-8",
    )
    ran = kodetre("report", "--recipe", str(recipe))
    assert ran.code == 0, ran.err
    for name in ("typisk.md", "f.csv", "m.docx", "t.json", "figures/matrix.svg"):
        assert (coded / name).exists(), name
    assert len(json.loads((coded / "t.json").read_text("utf-8"))["rows"]) == 2
    recipe.write_text(
        "- {report: excerpts, typical: 1, output: ny.md}\n- {report: memos, figures: true, output: x.md}\n"
        "- {report: excerpts, typical: mange, by: tull, output: y.md}\n- {report: matrix, chapter: '3', output: z.md}\n",
        "utf-8",
    )
    wrong = kodetre("report", "--recipe", str(recipe))
    assert wrong.code == 2
    for told in (
        ":2:3: --figures memos has no figures",
        "'mange' is no number",
        "--by tull is nothing that excerpts can be arranged by",
        ":4:3: --chapter is for Word",
    ):
        assert told in wrong.err, wrong.err
    assert not (coded / "ny.md").exists()


def test_everything_is_one_document_with_every_report_that_has_rows(kodetre: Kodetre, coded: Path) -> None:
    found = json.loads(kodetre("report", "everything", "--format", "json").out)
    assert len(found) >= 9
    assert len({table["title"] for table in found}) == len(found)
