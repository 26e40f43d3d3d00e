"""`kodetre actors`: who is listed, one key for each answer, and that nobody's answer is lost."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.project import Kodetre, call

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
