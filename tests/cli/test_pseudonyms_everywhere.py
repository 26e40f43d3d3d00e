"""A name of the key in every kind of thing that a store holds: gone after `apply` with all else as it was, refused afterwards."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pseudonyms.test_names import CONSONANTS, VOWELS
from support.project import Ran, call

from kodetre.errors import NameInStore
from kodetre.i18n.terms import NAMES_FOUND_IN
from kodetre.model.discussions import Discussion
from kodetre.model.documents import Span
from kodetre.model.judgements import Judgement, UnitKey
from kodetre.model.read_pages import HitsIn, KeptSearch
from kodetre.project.project import find
from kodetre.pseudonyms.names import Names
from kodetre.store import Store

Put = Callable[[str], Ran | None]
"""Writes a name into one kind of place. What goes past the command line raises NameInStore itself."""


def generated(seed: int) -> str:
    chance = random.Random(seed)
    return "Zq" + "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3)) + "rn"


def opened() -> Store:
    return find(Path.cwd()).store()


def _discussed(name: str) -> None:
    with opened() as store:
        document = store.documents.get("D1")
        span = Span(0, 10)
        said = Discussion(
            "D1", span, span.of(document.text), "okonomi", ("A", "B"), "one", "C", reason=f"{name} mente det",
            version=document.info.version,
        )  # fmt: skip
        store.discussions.record([said], [], "A", find(Path.cwd()).codebook(), "okonomi")


def _judged(name: str) -> None:
    with opened() as store:
        store.judgements.record(Judgement(UnitKey("D1", f"{name} sier det", 0), "okonomi", "yes"), "A")


def _kept(name: str) -> None:
    with opened() as store:
        store.read_log.keep_search(KeptSearch(f"{name.lower()}*", (HitsIn("D1", 2),)), "A")


PUT: dict[str, Put] = {
    "case": lambda name: call("case", "add", name, "--kind", "informant", "--coder", "A"),
    "value of an attribute": lambda name: call("case", "set", "Sak", f"kontakt=Ring {name}", "--coder", "A"),
    "attribute": lambda name: call("case", "set", "Sak", f"kjenner-{name.lower()}=ja", "--coder", "A"),
    "kind of case": lambda name: call("case", "add", "Huset", "--kind", f"{name.lower()}-hus", "--coder", "A"),
    "figure": lambda name: call("case", "figure", "Sak", f"møter-{name.lower()}", "2023", "5", "--coder", "A"),
    "source of a figure": lambda name: call("case", "figure", "Sak", "m", "2023", "5", "--source", name, "--coder", "A"),
    "unit of a figure": lambda name: call("case", "figure", "Sak", "u", "2023", "5", "--unit", name, "--coder", "A"),
    "topic of a figure": lambda name: call("case", "figure", "Sak", "t", "2023", "5", "--topic", name, "--coder", "A"),
    "text of the synthesis": lambda name: call("synthesis", "okonomi", "--text", f"{name} sier det.", "--coder", "A"),
    "what was expected": lambda name: call("synthesis", "samarbeid", "--expected", f"Som {name}", "--coder", "A"),
    "document's title": lambda name: call("documents", "set", "D1", f"title={name}s historie", "--coder", "A"),
    "search of sources": lambda name: call(
        "sources", "search", "add", "--where", name, "--query", "rus", "--note", name, "--coder", "A"
    ),
    "candidate": lambda name: call("sources", "add", f"Samtaler med {name}", "--author", name, "--coder", "A"),
    "reason of a decision": lambda name: call("sources", "decide", "C1", "--exclude", f"av {name}", "--coder", "A"),
    "appraisal": lambda name: call("sources", "appraise", "D1", "meaning", "good", f"{name} er klar.", "--coder", "A"),
    "discussion": _discussed,
    "judgement": _judged,
    "kept search": _kept,
}  # fmt: skip


@pytest.fixture
def name() -> str:
    return generated(7)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Path:
    """A project without names for its key yet, with an interview in which somebody of that name speaks."""
    monkeypatch.setenv("KODETRE_CONFIG", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    assert call("init", "p", "--template", "rusarbeid").code == 0
    talk = f"I: Hva sier du?\n{name}: Vi fikk tilskudd i fjor.\nI: Og mer?\n{name}: Mer tilskudd for oss.\n"
    (tmp_path / "samtale.txt").write_text(talk, "utf-8")
    monkeypatch.chdir(tmp_path / "p")
    done("pseudonyms", "init", "--coder", "A")
    done("case", "add", "Sak", "--kind", "informant", "--coder", "A")
    done("sources", "add", "Veileder", "--coder", "A")
    return tmp_path / "p"


def done(*arguments: str, answers: str | None = None) -> Ran:
    ran = call(*arguments, answers=answers)
    assert ran.code == 0, ran.err
    return ran


def known(name: str) -> Ran:
    return call("pseudonyms", "add", "--from", "-", "--coder", "A", answers=f"{name};Informant 1\n")


def told(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in done(*arguments).lines]


def _only(rows: list[dict[str, object]], *keys: str) -> list[list[object]]:
    return [[row[key] for key in keys] for row in rows]


def _shown(row: dict[str, object]) -> str:
    return done("case", "show", str(row["name"]), "--kind", str(row["kind"]), "--json").out


def everything() -> dict[str, object]:
    """All that the project says of itself, without the times."""
    with opened() as store:
        return {
            "cases": sorted(told("case", "list", "--json"), key=lambda row: str(row["id"])),
            "case": [_shown(row) for row in told("case", "list", "--json")],
            "sources": repr(store.sources.log()),
            "discussions": repr([each.reason for each in store.discussions.live()]),
            "judgements": repr([each.unit.quote for each in store.judgements.live()]),
            "searches": repr([(each.pattern, [hits.hits for hits in each.documents]) for each in store.read_log.searches()]),
            "signed": repr([(each.first, each.last, each.state) for each in store.read_log.signed()]),
            "shown": len(store.read_log.shown()),
            "speakers": _only(told("speakers", "--json"), "document", "speaker", "paragraphs", "interviewer"),
            "codings": _only(told("codings", "--json"), "id", "document", "quote", "code", "memo", "coder"),
            "synthesis": repr(sorted((each.cell, each.text, each.expected) for each in store.synthesis.live())),
        }  # fmt: skip


def test_after_apply_no_byte_has_the_name_and_all_else_is_as_it_was(project: Path, name: str) -> None:
    done("ingest", "../samtale.txt", "--jobs", "1", "--coder", "A")
    done("speakers", "D1", "--interviewer", "I", "--coder", "A")
    rows = [
        {"document": "D1", "quote": quote, "code": "okonomi", "memo": name}
        for quote in ("Vi fikk tilskudd", "Mer tilskudd")
    ]
    Path("r.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done("apply", "r.jsonl", "--coder", "A")
    Path("r.jsonl").unlink()
    for place, put in PUT.items():
        ran = put(name)
        assert ran is None or ran.code == 0, (place, ran)
    ids = [str(row["id"]) for row in told("codings", "--json")]
    done(
        "synthesis", "okonomi", "--text", f"{name} fikk det [[{ids[0][:8]}]] og [[{ids[1][:8]} quote]].", "--coder", "A"
    )
    done("case", "link", "Sak", "D1", "--speaker", name, "--coder", "A")
    done("case", "link", "Sak", "D1", "--quote", f"{name}: Mer tilskudd", "--coder", "A")
    done("case", "add", name, "--kind", "scene", "--coder", "A")
    done("case", "delete", name, "--kind", "scene", "--coder", "A")
    with opened() as store:
        info = store.documents.get("D1").info
        store.read_log.show({("D1", info.version): [Span(0, 30)]}, "A")
    before = everything()
    assert any(bytes_with(project, name))
    assert known(name).code == 0
    assert bytes_with(project, name) == []
    after = everything()
    said = json.dumps(before, ensure_ascii=False, default=str)
    for written, pseudonym in ((name, "Informant 1"), (f"{name.lower()}*", "Informant 1*")):
        said = said.replace(written, pseudonym)
    said = said.replace(name.lower(), "informant-1")
    new, old = json.loads(json.dumps(after, ensure_ascii=False, default=str)), json.loads(said)
    for what in old:
        if what not in ("case", "cases"):
            assert new[what] == old[what], what
    (case,) = [json.loads(text) for text in new["case"] if json.loads(text)["name"] == "Sak"]
    assert [link["quote"] for link in case["links"] if link["quote"]] == ["Informant 1: Mer tilskudd"]
    linked = told("codings", "--where", "informant = Sak", "--json")
    assert [row["quote"] for row in linked] == ["Vi fikk tilskudd", "Mer tilskudd"]
    cell = json.loads(done("synthesis", "okonomi", "--case", "Sak", "--json").out)
    assert len(cell["excerpts"]) == 2
    assert done("pseudonyms", "check").code == 0


def bytes_with(root: Path, name: str) -> list[str]:
    """The files of the store that have a name in any of their bytes."""
    return [path.name for path in root.glob("kodetre.db*") if name.lower().encode() in path.read_bytes().lower()]


@pytest.mark.parametrize("place", PUT)
def test_afterwards_a_name_is_refused_there_and_nothing_is_written(project: Path, name: str, place: str) -> None:
    (project.parent / "samtale.txt").write_text("Om tilskudd og annet.", "utf-8")
    done("ingest", "../samtale.txt", "--jobs", "1", "--coder", "A")
    assert known(name).code == 0
    before = (project / "kodetre.db").read_bytes()
    try:
        ran = PUT[place](name)
    except NameInStore:
        ran = None
    if ran is not None:
        assert ran.code == 2, ran.err
        assert "write the pseudonym" in ran.err
    assert (project / "kodetre.db").read_bytes() == before


def test_a_speaker_of_the_name_cannot_be_linked_or_marked_afterwards(project: Path, name: str) -> None:
    done("ingest", "../samtale.txt", "--jobs", "1", "--coder", "A")
    assert known(name).code == 0
    assert call("case", "link", "Sak", "D1", "--speaker", name).code == 6
    assert call("speakers", "D1", "--interviewer", name).code == 6


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kodetre.yaml", "cases: {{informant: {{attributes: {{kjenner-{name}: ja/nei}}}}}}\n"),
        ("actors.yaml", "# {name} er ingen etat\n"),
    ],
)
def test_a_file_that_the_store_is_read_with_has_to_be_without_the_name_first(
    project: Path, name: str, file: str, text: str
) -> None:
    with Path(file).open("a", encoding="utf-8") as written:
        written.write(text.format(name=name))
    ran = known(name)
    assert ran.code == 2
    assert f"{file}:" in ran.err
    assert json.loads(done("pseudonyms", "--json").out)["names"] == 0


def test_two_cases_do_not_become_one(project: Path, name: str) -> None:
    for case in (name, "Informant 1"):
        done("case", "add", case, "--kind", "informant", "--coder", "A")
    ran = known(name)
    assert ran.code == 2
    assert "two cases" in ran.err
    assert json.loads(done("pseudonyms", "--json").out)["names"] == 0
    done("case", "rename", "Informant 1", "Informant 2", "--kind", "informant", "--coder", "A")
    assert known(name).code == 0
    assert sorted(str(row["name"]) for row in told("case", "list", "--json")) == ["Informant 1", "Informant 2", "Sak"]


def test_every_table_is_called_something_that_people_know(project: Path, name: str) -> None:
    from kodetre.store.pseudonyms import KINDS
    from kodetre.store.rewrite import tables_of

    with opened() as store, store._database.reading() as connection:
        tables = {table.name for table in tables_of(connection)}
    assert tables - set(KINDS) == set()
    assert set(KINDS.values()) <= set(NAMES_FOUND_IN)


@pytest.mark.parametrize("text", ["Se [[ada12345]].", "Se [[12ada345 quote]].", "[[ 9bea-ada1 sitat ]]"])
def test_a_citation_has_no_name_by_chance(text: str) -> None:
    assert not Names({"Ada": "P1", "Bea": "P2"}).any(text)


@pytest.mark.parametrize("text", ["[[Ada]]", "[[Ada 12]] sa", "[[ada12345 Ada]] [[", "[[12345678]] Ada"])
def test_a_name_beside_a_citation_is_a_name(text: str) -> None:
    assert Names({"Ada": "P1"}).any(text)
