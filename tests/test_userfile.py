"""A file of the user's is read when it is an ordinary one, and never more of it than is meant."""

import os
import socket
import sys
import threading
from pathlib import Path

import pytest

from kodetre.errors import BadEncoding, MissingFile, NotAFile, TooLarge
from kodetre.userfile import open_file, read_bytes, read_text, sha256_of

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are of Unix")


@on_unix
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "rør.yaml"
    os.mkfifo(pipe)
    with pytest.raises(NotAFile, match="is a pipe"):
        read_text(pipe)


@on_unix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/random"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(NotAFile, match="is a device"):
        read_bytes(Path(device))


@on_unix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        with pytest.raises(NotAFile, match="is a socket"):
            sha256_of(Path("s"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match="is a folder"), open_file(tmp_path):
        pass


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="no such file"):
        read_text(tmp_path / "borte.yaml")


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("å", "utf-8")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert read_text(tmp_path / "b.txt") == "å"


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="such files are of Linux")
def test_a_file_that_claims_to_be_empty_is_read_and_its_limit_holds() -> None:
    path = Path("/proc/self/mountinfo")
    assert path.stat().st_size == 0
    assert read_bytes(path)
    with pytest.raises(TooLarge):
        read_bytes(path, largest=10)


@on_unix
def test_a_file_that_grows_while_it_is_read_ends_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "logg.txt"
    path.write_bytes(b"")
    stop = threading.Event()

    def write() -> None:
        with path.open("ab") as file:
            while not stop.is_set():
                file.write(b"x" * 1_000_000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with pytest.raises(TooLarge, match="is larger than 30 MB"):
            while True:
                sha256_of(path, largest=30_000_000)
    finally:
        stop.set()
        writer.join()


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", largest=5) == b"12345"
    with pytest.raises(TooLarge):
        read_bytes(tmp_path / "a", largest=4)


def test_what_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: b\nc: \xe5\n")
    with pytest.raises(BadEncoding, match=r"a\.yaml:2"):
        read_text(tmp_path / "a.yaml")


def test_the_mark_at_the_beginning_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: b")
    assert read_text(tmp_path / "a.yaml") == "a: b"
