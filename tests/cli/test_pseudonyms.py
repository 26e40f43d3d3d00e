"""No name of the key is anywhere in a project: not in a byte of the store, not in a report, not in what is given away."""

import json
import random
import shutil
import sqlite3
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pseudonyms.test_names import NAME, inflected
from support.project import Ran, call

from kodetre.project.keys import path_of
from kodetre.project.project import find
from kodetre.store import kept_index

TALK = """I: Hvem samarbeider du med, Peter?
Peter: Med Zqvalda Tveit i kommunen. Zqvaldas kontor gir tilskudd.
I: Hva sier Zqvalda om det?
Peter: At tilskudd er viktig for oss i PETERHUSET.
"""
NAMES = b"name,pseudonym\nPeter Zqmo,Informant 1\nZqvalda Tveit,Informant 2\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KODETRE_CONFIG", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    assert call("init", "p", "--template", "rusarbeid").code == 0
    (tmp_path / "utenfor").mkdir()
    (tmp_path / "utenfor" / "Zqvalda-samtale.txt").write_text(TALK, "utf-8")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def done(*arguments: str, answers: str | None = None) -> Ran:
    ran = call(*arguments, answers=answers)
    assert ran.code == 0, ran.err
    return ran


def with_key(*, before: bool) -> None:
    """The document taken in with the key, or before the names were known."""
    done("pseudonyms", "init", "--coder", "A")
    names = NAMES.decode()
    if before:
        done("pseudonyms", "add", "--from", "-", "--coder", "A", answers=names)
    done("ingest", "../utenfor", "--jobs", "1", "--coder", "A")
    if not before:
        text = find(Path.cwd()).store().documents.get("D1").text
        start = text.index("Zqvaldas")
        row = {"document": "D1", "start": start + 2, "end": start + 30, "code": "okonomi", "memo": "Peter om tilskudd"}
        Path("r.jsonl").write_text(json.dumps(row), "utf-8")
        done("apply", "r.jsonl", "--coder", "A")
        Path("r.jsonl").unlink()
        for name in ("Peter.md", "Peter Zqmo.md"):  # reports whose paths have the name
            done("report", "documents", "--output", name)
            Path(name).unlink()
        done("documents", "set", "D1", "title=Peters historie", "--coder", "A")
        done("undo", "--coder", "A")
        done("pseudonyms", "add", "--from", "-", "--coder", "A", answers=names)


def bytes_with_names(root: Path) -> list[str]:
    return [
        path.name
        for path in root.rglob("*")
        if path.is_file()
        and any(name in path.read_bytes().lower() for name in (b"peter", b"zqmo", b"zqvalda", b"tveit"))
    ]


@pytest.mark.parametrize("before", [True, False], ids=["key first", "names known later"])
def test_no_name_is_in_any_byte_of_the_project(project: Path, before: bool) -> None:
    with_key(before=before)
    assert bytes_with_names(project) == []
    assert done("pseudonyms", "check").out.startswith("No name of the key")


@pytest.mark.parametrize("before", [True, False], ids=["key first", "names known later"])
def test_what_is_said_and_cited_has_the_pseudonym(project: Path, before: bool) -> None:
    with_key(before=before)
    shown = json.loads(done("documents", "show", "D1", "--json").out)
    assert [block["speaker"] for block in shown["blocks"]] == ["I", "Informant 1", "I", "Informant 1"]
    assert shown["blocks"][1]["text"].startswith("Informant 1: Med Informant 2 i kommunen. Informant 2s kontor")
    assert json.loads(done("documents", "--json").out)["file"].endswith("Informant 2-samtale.txt")


def test_a_coding_made_before_stands_on_the_same_words_after(project: Path) -> None:
    with_key(before=False)
    (coding,) = map(json.loads, done("codings", "--json").out.splitlines())
    assert coding["quote"] == "Informant 2s kontor gir tilskudd.\n\nI"[: len(coding["quote"])]
    assert coding["memo"] == "Informant 1 om tilskudd"
    assert "adrift" not in done("documents", "check", "--json").out


def test_the_step_cannot_be_taken_back(project: Path) -> None:
    with_key(before=False)
    ran = call("undo", "--coder", "A")
    assert ran.code == 6
    assert "names do not come back" in ran.err
    assert bytes_with_names(project) == []


def test_nothing_with_a_name_can_be_written_afterwards(project: Path) -> None:
    with_key(before=True)
    ran = call("documents", "set", "D1", "title=Peters historie")
    assert ran.code == 2
    assert "write the pseudonym" in ran.err
    assert bytes_with_names(project) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_key_is_outside_of_the_project_and_nobody_elses(project: Path) -> None:
    with_key(before=True)
    key = path_of(json.loads(done("pseudonyms", "--json").out)["id"])
    assert not key.is_relative_to(project)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.chmod(0o644)
    done("pseudonyms")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert call("pseudonyms", "init", "--key", "nokkel.yaml").code == 3


def test_without_the_key_nothing_is_taken_in(project: Path) -> None:
    with_key(before=True)
    path_of(json.loads(done("pseudonyms", "--json").out)["id"]).unlink()
    (project.parent / "utenfor" / "b.txt").write_text("Peter er her.", "utf-8")
    ran = call("ingest", "../utenfor", "--jobs", "1")
    assert ran.code == 3
    assert "is not there" in ran.err


def test_archives_and_exports_have_neither_key_nor_name_nor_file(project: Path) -> None:
    with_key(before=True)
    done("archive", "ut.zip")
    done("export", "ut.qdpx")
    with zipfile.ZipFile("ut.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("documents/")]
        assert all(b"zqvalda" not in archive.read(name).lower() for name in archive.namelist())
    done("pseudonyms", "check")


def test_check_finds_names_wherever_they_are_and_fails_with_where(project: Path) -> None:
    with_key(before=False)
    (project / "notat.md").write_text("Husk å ringe zqvalda.", "utf-8")
    shutil.copy(project.parent / "utenfor" / "Zqvalda-samtale.txt", project / "corpus" / "a.txt")
    with zipfile.ZipFile(project / "r.docx", "w") as file:
        file.writestr("word/document.xml", "<w:t>Zq</w:t></w:r><w:r><w:t>valda</w:t>")
    with sqlite3.connect(project / "gammel.db") as store:
        store.execute("CREATE TABLE t (x TEXT)")
        store.execute("INSERT INTO t VALUES ('Zqvalda')")
        store.execute("DELETE FROM t")
    ran = call("pseudonyms", "check", "--json")
    assert ran.code == 9
    places = {(row["where"], row["kind"]) for row in map(json.loads, ran.out.splitlines())}
    assert {("notat.md", "file"), ("corpus/a.txt", "file that was taken in"), ("r.docx", "file")} <= places
    assert all(name not in ran.out + ran.err for name in ("Zqvalda", "Peter"))


def test_words_are_decided_on_with_one_key_each_and_replaced_at_the_end(project: Path) -> None:
    done("pseudonyms", "init", "--coder", "A")
    done("ingest", "../utenfor", "--jobs", "1", "--coder", "A")
    ran = done("pseudonyms", "find", "--coder", "A", answers="?\nu\nn\nu\ny\nw\nTante 1\nn\nn\nn\n")
    assert "replaced" in ran.out
    assert b"peter" not in (project / "kodetre.db").read_bytes().lower()
    assert "Tante 1" in done("documents", "show", "D1").out


def test_names_of_cases_and_in_what_is_said_of_them_are_asked_for_too(project: Path) -> None:
    done("pseudonyms", "init", "--coder", "A")
    done("pseudonyms", "add", "--from", "-", "--coder", "A", answers="Zqvalda;Informant 1\n")
    done("case", "add", "Zqolveig Moe", "--kind", "informant", "kontakt=Ring Zqhild i dag", "--coder", "A")
    done("case", "add", "Informant 1", "--kind", "informant", "--coder", "A")
    done("case", "add", "Zqlien kommune", "--coder", "A")
    listed = [json.loads(line) for line in done("pseudonyms", "find", "--json").lines]
    assert [(row["name"], row["where"]) for row in listed] == [
        ("Zqolveig Moe", ["informant"]), ("Zqhild", ["Zqolveig Moe"]),
    ]  # fmt: skip


def test_files_are_looked_through_before_they_are_taken_in(project: Path) -> None:
    done("pseudonyms", "init")
    names = [
        row["name"] for row in map(json.loads, done("pseudonyms", "find", "../utenfor", "--json").out.splitlines())
    ]
    assert names[0] == "Peter"
    assert "Zqvalda Tveit" in names
    assert call("pseudonyms", "find", "../utenfor", "--output", "navn.csv").code == 3
    done("pseudonyms", "find", "../utenfor", "--output", "../navn.csv")
    assert call("documents").code == 6


def test_a_memo_with_a_name_is_refused_in_a_session_that_goes_on(project: Path) -> None:
    with_key(before=True)
    ran = done("code", "--plain", "--coder", "A", answers="m Peter sier det\na\nq\n")
    assert "pseudonym" in ran.out
    assert len(done("codings", "--json").out.splitlines()) == 1
    assert bytes_with_names(project) == []


def test_a_colleagues_store_with_names_is_not_merged(project: Path) -> None:
    done("pseudonyms", "init", "--coder", "A")
    done("ingest", "../utenfor", "--jobs", "1", "--coder", "A")
    shutil.copy("kodetre.db", "../kollega.db")
    done("pseudonyms", "add", "--from", "-", "--coder", "A", answers=NAMES.decode())
    with sqlite3.connect("../kollega.db") as store:
        store.execute(
            "INSERT INTO memo (uuid, target, subject, text, coder, created, step) "
            "SELECT 'b0f1', 'document', 'D1', 'Peter lo', 'B', created, id FROM step ORDER BY id DESC LIMIT 1"
        )
    assert call("merge", "../kollega.db", "--coder", "A").code == 2
    assert bytes_with_names(project) == []


def test_a_coder_is_no_informant(project: Path) -> None:
    done("pseudonyms", "init", "--coder", "Peter")
    ran = call("pseudonyms", "add", "--from", "-", "--coder", "Peter", answers=NAMES.decode())
    assert ran.code == 2
    assert "coder" in ran.err


def test_every_coding_of_a_pdf_keeps_its_words_and_its_page(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands on every page, in running titles, headings, tables and groups, as if it were somebody's name."""
    monkeypatch.setenv("KODETRE_CONFIG", str(coded.parent / "config"))
    before = [json.loads(line) for line in done("codings", "--json").out.splitlines()]
    assert any("Lindvik" in row["quote"] for row in before)
    done("pseudonyms", "init")
    done("pseudonyms", "add", "--from", "-", answers="Lindvik;En svært mye lengre kommune\nHellefjord;K2\n")
    after = [json.loads(line) for line in done("codings", "--json").out.splitlines()]
    new = {"Lindvik": "En svært mye lengre kommune", "Hellefjord": "K2"}
    for row in before:
        for name, pseudonym in new.items():
            row["quote"] = row["quote"].replace(name, pseudonym)
    same = ("id", "quote", "page", "label", "code", "memo")
    assert [[row[key] for key in same] for row in after] == [[row[key] for key in same] for row in before]
    with find(coded).store() as store:
        for info in store.documents.all():
            document = store.documents.get(info.id)
            ends = [0, *(page.end for page in document.reading.pages)]
            assert [page.start for page in document.reading.pages] == ends[:-1]
            assert all(block.rows is None or "Lindvik" not in str(block.rows) for block in document.reading.blocks)
            words = store.documents.words(info.id)
            assert document.text[words.start[0] :].lower().startswith(words.forms[words.form[0]].lower())
    assert all(b"lindvik" not in path.read_bytes().lower() for path in coded.glob("kodetre.db*"))
    faults = done("documents", "check", "--json").out
    assert "quote differs" not in faults
    assert "adrift" not in faults


@settings(
    max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAME, min_size=1, max_size=3, unique=True), seed=st.integers(0, 999))
def test_no_generated_name_in_any_inflection_is_left_in_the_store(project: Path, names: list[str], seed: int) -> None:
    chance = random.Random(seed)
    folder = project.parent / "navnløs"
    shutil.rmtree(folder, ignore_errors=True)
    assert call("init", str(folder)).code == 0
    words = [form for name in names for form in inflected(name)] + ["og", "tiltak", "sier."] * 20
    chance.shuffle(words)
    source = project.parent / "kilder"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    for number in range(2):
        (source / f"{names[0]}{number}.txt").write_text(f"{' '.join(words)}\n\nSlutt {number}", "utf-8")
    here = ("--project", str(folder), "--coder", "A")
    done("pseudonyms", "init", *here)
    done("ingest", str(source / f"{names[0]}0.txt"), "--jobs", "1", *here)
    done("documents", "set", "D1", f"title={names[0]}s liv", f"author={names[-1]}, Ola", *here)
    done("pseudonyms", "add", "--from", "-", *here, answers="\n".join(f"{name};P{n}" for n, name in enumerate(names)))
    done("ingest", str(source / f"{names[0]}1.txt"), "--jobs", "1", *here)
    done("report", "documents", "--format", "html", "--output", str(folder / "ut.html"), "--project", str(folder))
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes().decode("utf-8", "ignore").lower()
            assert [name for name in names if name.lower() in data] == [], path
    done("pseudonyms", "check", "--project", str(folder))


def test_a_project_with_a_key_has_no_index_on_disk_and_that_of_before_is_gone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_index, "FEWEST_WORDS", 1)
    done("ingest", "../utenfor/Zqvalda-samtale.txt")
    done("search", "tilskudd")
    index = project / "kodetre.db.index"
    assert list(index.iterdir())
    done("pseudonyms", "init", "--coder", "A")
    assert not index.exists()
    done("search", "tilskudd")
    assert not index.exists()
