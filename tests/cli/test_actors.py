"""`kodetre actors`: who is listed, one key for each answer, and that nobody's answer is lost."""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.project import Kodetre, call, rows_of

from kodetre.actors.file import from_text
from kodetre.project.project import find
from kodetre.services import actors as service
from kodetre.services.actors import ActorEdit, edit_actor, kept_actors

TEXT = """Lindvik kommune har en avtale med Stiftelsen Fyrlyset om dette.

Brevet fra Kari Nordmann kom i går, og Kari Nordmann skrev igjen til Ola Hansen.

Rådmannen spurte Grete Fossum om saken.
"""


@pytest.fixture(scope="session")
def with_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a text that names people, to be copied and not changed."""
    root = tmp_path_factory.mktemp("navn") / "p"
    assert call("init", str(root), "--template", "rusarbeid").code == 0
    (root / "corpus" / "brev.txt").write_text(TEXT, "utf-8")
    assert call("ingest", str(root / "corpus"), "--project", str(root)).code == 0
    return root


@pytest.fixture
def named(with_names: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the current folder."""
    root = tmp_path / "p"
    shutil.copytree(with_names, root)
    monkeypatch.chdir(root)
    return root


def kinds(root: Path) -> dict[str, str]:
    return {actor.name: actor.kind for actor in kept_actors(find(root))}


def test_answers_are_read_a_line_each_from_a_pipe(kodetre: Kodetre, named: Path) -> None:
    ran = kodetre("actors", "ask", answers="p\nx\np\ns\n")
    assert kinds(named) == {"Kari Nordmann": "person", "Grete Fossum": "person"}
    assert "'x' is none of the keys." in ran.out
    assert ran.lines[-1] == "2 answers saved; 1 still open."


def test_what_the_question_does_not_name_is_no_answer(kodetre: Kodetre, named: Path) -> None:
    ran = kodetre("actors", "ask", answers="?\nq\n")
    assert "'?' is none of the keys." in ran.out
    assert ran.lines[-1] == "0 answers saved; 3 still open."


def test_quitting_keeps_what_was_answered(kodetre: Kodetre, named: Path) -> None:
    assert kodetre("actors", "ask", answers="n\nq\n").lines[-1] == "1 answer saved; 2 still open."
    assert "Kari Nordmann" not in kodetre("actors").out


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are of Unix")
def test_in_a_terminal_an_answer_is_one_key_without_enter(named: Path) -> None:
    import pty
    import termios

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kodetre", "actors", "ask"], stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    shown = b""
    for key in b"psq":
        while not shown.endswith(b"[q]uit: "):
            shown += os.read(master, 1)
        shown += b"\n"
        while termios.tcgetattr(master)[3] & termios.ICANON:
            threading.Event().wait(0.01)  # it gives whole lines still
        os.write(master, bytes([key]))
    assert process.wait(60) == 0
    os.close(master)
    assert kinds(named) == {"Kari Nordmann": "person"}


def test_names_are_found_once_for_all_questions(kodetre: Kodetre, named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    gather = service.gather
    monkeypatch.setattr(service, "gather", lambda *given: read.append(1) or gather(*given))
    kodetre("actors", "ask", answers="p\np\np\n")
    assert len(read) == 1


def test_what_two_say_at_once_is_kept_both(named: Path) -> None:
    project = find(named)
    known = service.list_actors(project)
    names = [f"Navn {number}" for number in range(12)]
    (named / "actors.yaml").write_text("actors:\n" + "".join(f"  - name: {name}\n" for name in names), "utf-8")
    threads = [threading.Thread(target=edit_actor, args=(project, ActorEdit(name, "person"), known)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(kinds(named).values()) == {"person"}


def test_the_file_is_not_changed_while_another_holds_the_project(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = find(named)
    known = service.list_actors(project)
    with project.store() as store:
        with store.held():
            thread = threading.Thread(target=edit_actor, args=(project, ActorEdit("Kari Nordmann", "person"), known))
            thread.start()
            thread.join(0.5)
            assert not (named / "actors.yaml").exists()
        thread.join()
    assert kinds(named) == {"Kari Nordmann": "person"}


def test_line_ends_of_windows_stay(kodetre: Kodetre, named: Path) -> None:
    path = named / "actors.yaml"
    path.write_bytes(b"actors:\r\n- name: Ola Hansen # han\r\n  kind: person\r\n")
    assert kodetre("actors", "set", "Kari Nordmann", "--kind", "person").code == 0
    after = path.read_bytes().decode()
    assert after.startswith("actors:\r\n- name: Ola Hansen # han\r\n")
    assert after.count("\n") == after.count("\r\n") == 5
    assert len(from_text(after, "actors.yaml")) == 2


def test_a_name_that_is_joined_is_counted_with_the_other(kodetre: Kodetre, named: Path) -> None:
    assert kodetre("actors", "set", "Kari Nordmann", "--join", "Ola Hansen", "--kind", "person").code == 0
    (row,) = (json.loads(line) for line in kodetre("actors", "--kind", "person", "--json").lines)
    assert (row["name"], row["named"], row["variants"]) == ("Kari Nordmann", 3, ["Ola Hansen"])


def test_what_is_no_name_is_not_listed_any_more(kodetre: Kodetre, named: Path) -> None:
    assert kodetre("actors", "set", "Grete Fossum", "--not").code == 0
    assert "Grete Fossum" not in kodetre("actors").out


def test_a_mistyped_name_is_told_with_the_nearest(kodetre: Kodetre, named: Path) -> None:
    ran = kodetre("actors", "set", "Kari Nordman", "--kind", "person")
    assert ran.code == 6
    assert "did you mean 'Kari Nordmann'" in ran.err


@pytest.fixture
def named_and_coded(named: Path) -> Path:
    """The project with two excerpts coded, of which one names Kari Nordmann."""
    rows = [
        {"document": "brev.txt", "code": "samarbeid", "quote": "avtale med Stiftelsen Fyrlyset", "decision": "accept"},
        {
            "document": "brev.txt",
            "code": "okonomi",
            "quote": "Brevet fra Kari Nordmann kom i går",
            "decision": "accept",
        },
    ]
    path = named / "rader.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert call("apply", str(path)).code == 0
    return named


def tables_of_actors(kodetre: Kodetre, *more: str) -> list[list[dict[str, object]]]:
    ran = kodetre("report", "actors", "--format", "json", *more)
    assert ran.code == 0, ran.err
    return [table["rows"] for table in json.loads(ran.out)]


def test_the_report_counts_the_paragraphs_that_name_somebody(kodetre: Kodetre, named_and_coded: Path) -> None:
    by_document, _ = tables_of_actors(kodetre)
    assert {row["actor"]: row["document:D1"] for row in by_document} == {
        "Kari Nordmann": 1, "Lindvik kommune": 1, "Stiftelsen Fyrlyset": 1, "Grete Fossum": 1, "Ola Hansen": 1,
    }  # fmt: skip


def test_the_report_tells_with_which_code_somebody_is_named(kodetre: Kodetre, named_and_coded: Path) -> None:
    _, by_code = tables_of_actors(kodetre)
    assert {(row["actor"], row["code:samarbeid"], row["code:okonomi"]) for row in by_code} == {
        ("Stiftelsen Fyrlyset", 1, 0),
        ("Kari Nordmann", 0, 1),
    }


@pytest.mark.parametrize(("actor", "code"), [("Kari Nordmann", "okonomi"), ("stiftelsen fyrlyset", "samarbeid")])
def test_an_actor_keeps_the_excerpts_that_name_it(
    kodetre: Kodetre, named_and_coded: Path, actor: str, code: str
) -> None:
    assert [row["code"] for row in rows_of(kodetre, "excerpts", "--actor", actor)] == [code]
    listed = kodetre("codings", "--json", "--actor", actor).lines
    assert [json.loads(line)["code"] for line in listed] == [code]


def test_a_variant_selects_what_the_actor_does(kodetre: Kodetre, named_and_coded: Path) -> None:
    assert kodetre("actors", "set", "Ola Hansen", "--join", "Kari Nordmann").code == 0
    assert len(rows_of(kodetre, "excerpts", "--actor", "Ola Hansen")) == 1


def test_the_report_of_an_actor_has_who_is_named_beside_it(kodetre: Kodetre, named_and_coded: Path) -> None:
    by_document, _ = tables_of_actors(kodetre, "--actor", "Ola Hansen")
    assert {row["actor"] for row in by_document} == {"Ola Hansen", "Kari Nordmann"}


@pytest.mark.parametrize("report", ["absence", "keywords", "progress", "everything", "excerpts --typical 2"])
def test_a_report_of_what_keywords_hit_refuses_an_actor(kodetre: Kodetre, named_and_coded: Path, report: str) -> None:
    ran = kodetre("report", *report.split(), "--actor", "Kari Nordmann", "--format", "json")
    assert ran.code == 2
    assert f"means nothing to {report.removesuffix(' 2')}, which tells of all that keywords hit" in ran.err
    assert ran.out == ""
