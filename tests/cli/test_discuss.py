"""kodetre discuss, line by line, and the report of it."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, rows_of

TEXT = "Kommunen har fått tilskudd til rusarbeidet.\n\nBudsjettet er økt i år.\n\nKommunen samarbeider godt med staten."


@pytest.fixture
def two(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three paragraphs that Kari and Ola have coded: the first alike, the others not."""
    root = tmp_path / "prosjekt"
    assert kodetre("init", str(root), "--template", "rusarbeid").code == 0
    monkeypatch.chdir(root)
    Path("corpus/plan.txt").write_text(TEXT, "utf-8")
    settings = Path("kodetre.yaml")
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    assert kodetre("ingest", "corpus").code == 0
    coded = [
        ("Kari", "tilskudd", "okonomi.tilskudd", ""), ("Ola", "tilskudd", "okonomi.tilskudd", ""),
        ("Kari", "Budsjettet er økt", "okonomi.tilskudd", "penger er penger"), ("Ola", "Budsjettet", "okonomi", ""),
        ("Kari", "samarbeider godt med staten", "samarbeid", ""), ("Ola", "staten", "samarbeid", "bare dette"),
    ]  # fmt: skip
    rows = [{"document": "D1", "coder": a, "quote": b, "code": c, "memo": d} for a, b, c, d in coded]
    Path("koder.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert kodetre("apply", "koder.jsonl").code == 0
    for coder in ("Kari", "Ola"):
        assert kodetre("assign", coder, "--document", "D1", "--done").code == 0
    return root


def discuss(kodetre: Kodetre, *lines: str) -> str:
    ran = kodetre("discuss", "--plain", answers="\n".join((*lines, "q", "")))
    assert ran.code == 0, ran.err
    return ran.out


def consensus(kodetre: Kodetre) -> set[tuple[object, object]]:
    rows = [json.loads(line) for line in kodetre("codings", "--coder", "konsensus", "--json").lines]
    return {(row["quote"], row["code"]) for row in rows}


def test_what_both_have_alike_is_the_consensus_at_once(kodetre: Kodetre, two: Path) -> None:
    discuss(kodetre)
    assert consensus(kodetre) == {("tilskudd", "okonomi.tilskudd")}


def test_both_codings_are_shown_with_their_memos(kodetre: Kodetre, two: Path) -> None:
    told = discuss(kodetre, "k", "k")
    assert "1 Kari: “samarbeider godt med staten”" in told
    assert "2 Ola: “staten”" in told
    assert "memo: bare dette" in told
    assert "2 Ola: not coded" in told


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (("1", "Klart."), {"samarbeider godt med staten"}),
        (("2", "Klart."), {"staten"}),
        (("b", "Klart."), {"samarbeider godt med staten", "staten"}),
        (("n", "Klart."), set()),
        (("s", "godt med staten", "Klart."), {"godt med staten"}),
    ],
)
def test_each_answer_makes_the_codings_that_hold(
    kodetre: Kodetre, two: Path, answer: tuple[str, ...], holds: set[str]
) -> None:
    kodetre("discuss", "--plain", "--code", "samarbeid", answers="\n".join((*answer, "q", "")))
    assert {quote for quote, code in consensus(kodetre) if code == "samarbeid"} == holds


def test_another_code_can_hold(kodetre: Kodetre, two: Path) -> None:
    kodetre("discuss", "--plain", "--code", "samarbeid", answers="c\ngeografi\nHeller dette.\nq\n")
    assert ("samarbeider godt med staten", "geografi") in consensus(kodetre)


def test_both_originals_stay(kodetre: Kodetre, two: Path) -> None:
    before = [json.loads(line) for line in kodetre("codings", "--json").lines]
    discuss(kodetre, "1", "a", "n", "b", "2", "c")
    after = [json.loads(line) for line in kodetre("codings", "--json").lines]
    assert [row for row in after if row["coder"] != "konsensus"] == before


def test_undo_in_the_session_takes_the_last_decision_back_and_no_more(kodetre: Kodetre, two: Path) -> None:
    told = discuss(kodetre, "1", "a", "u", "u", "u")
    assert "Taken back." in told
    assert "all your decisions are taken back" in told.casefold()
    assert {row["coder"] for row in map(json.loads, kodetre("codings", "--json").lines)} == {"Kari", "Ola"}


def test_what_is_decided_is_not_asked_again(kodetre: Kodetre, two: Path) -> None:
    first = discuss(kodetre, "1", "a")
    assert "3 of 3 left" in first
    assert "2 of 3 left" in discuss(kodetre)


def test_words_that_do_not_stand_there_are_asked_for_again(kodetre: Kodetre, two: Path) -> None:
    assert "stand nowhere in the document as whole words" in discuss(kodetre, "s", "noe annet", "a")
    assert "stand nowhere in the document as whole words" in discuss(kodetre, "s", "m", "a"), "a letter of a word"
    assert "3 of 3 left" in discuss(kodetre)


def test_the_report_says_what_was_decided_and_why(kodetre: Kodetre, two: Path) -> None:
    discuss(kodetre)
    kodetre("discuss", "--plain", "--code", "samarbeid", answers="2\nBare staten er nevnt.\nq\n")
    (row,) = rows_of(kodetre, "discussion")
    assert (row["code"], row["decided"], row["memo"]) == ("samarbeid", "Ola", "Bare staten er nevnt.")
    assert "1 sted var kodet likt" in kodetre("report", "discussion").out


def test_agreement_leaves_the_consensus_out_unless_it_is_named(kodetre: Kodetre, two: Path) -> None:
    discuss(kodetre, "1", "a")
    assert "Kari og Ola" in kodetre("report", "agreement").out.splitlines()[0]
    assert "Kari og konsensus" in kodetre("report", "agreement", "--coders", "Kari,konsensus").out.splitlines()[0]


def test_json_lists_the_places_and_writes_nothing(kodetre: Kodetre, two: Path) -> None:
    before = kodetre("journal").out
    rows = [json.loads(line) for line in kodetre("discuss", "--json").lines]
    assert len(rows) == 3
    assert {"Kari", "Ola"} <= set(rows[0])
    assert kodetre("journal").out == before


def test_the_code_with_the_least_agreement_comes_first(kodetre: Kodetre, two: Path) -> None:
    rows = [json.loads(line) for line in kodetre("discuss", "--json").lines]
    assert rows[-1]["code"] == "okonomi.tilskudd"


@pytest.mark.parametrize(("coders", "code"), [("Kari,Per", 6), ("Kari,Kari", 6), ("Kari,Ola,Per", 6)])
def test_two_who_have_coded_are_needed(kodetre: Kodetre, two: Path, coders: str, code: int) -> None:
    assert kodetre("discuss", "--plain", "--coders", coders).code == code
