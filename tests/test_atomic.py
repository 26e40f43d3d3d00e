"""A file is written whole or not at all, whatever happens while it is written."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre import atomic

OLD, NEW = b"den gamle", b"den nye"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_bytes(OLD)
    return path


def alone(file: Path) -> bool:
    """Whether nothing else was left in the file's folder."""
    return list(file.parent.iterdir()) == [file]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_takes_the_place_of_the_old_one(file: Path) -> None:
    atomic.write_bytes(file, NEW)
    assert file.read_bytes() == NEW
    assert alone(file)


@given(st.binary(max_size=2000))
def test_every_byte_is_written(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "data"
    atomic.write_bytes(path, data)
    assert path.read_bytes() == data


@pytest.mark.parametrize("what", [OSError(28, "full"), ValueError("wrong"), KeyboardInterrupt(), SystemExit(1)])
def test_whatever_is_raised_while_it_is_written_the_old_one_stays(file: Path, what: BaseException) -> None:
    with pytest.raises(type(what)), atomic.replacing(file) as part:
        part.write_bytes(NEW[:3])
        raise what
    assert file.read_bytes() == OLD
    assert alone(file)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end_leaves_the_old_one(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    with pytest.raises(OSError, match="Input/output error"):
        atomic.write_bytes(file, NEW)
    assert file.read_bytes() == OLD
    assert alone(file)


def test_a_process_that_is_killed_while_it_writes_leaves_the_old_one(file: Path) -> None:
    killed = (
        "import os, sys\nfrom pathlib import Path\nfrom kodetre.atomic import replacing\n"
        "with replacing(Path(sys.argv[1])) as part:\n    part.write_bytes(b'halv')\n    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", killed, str(file)], check=False).returncode == 9
    assert file.read_bytes() == OLD


def test_nothing_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic.write_bytes(tmp_path / "borte" / "plan.txt", NEW)
    assert not list(tmp_path.iterdir())


def test_a_name_may_be_as_long_as_the_system_lets_it(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".txt")
    atomic.write_bytes(path, NEW)
    assert path.read_bytes() == NEW


linux = pytest.mark.skipif(sys.platform != "linux", reason="only there it is known at once that a writer is gone")
posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps permissions in another way")


@posix
@pytest.mark.parametrize("permissions", [0o600, 0o644, 0o664, 0o400])
def test_the_permissions_of_the_old_one_are_kept(file: Path, permissions: int) -> None:
    file.chmod(permissions)
    atomic.write_bytes(file, NEW)
    assert mode(file) == permissions


@posix
def test_a_private_file_is_never_open_to_others_while_it_is_written(file: Path) -> None:
    file.chmod(0o600)
    with atomic.replacing(file) as part:
        assert mode(part) == 0o600


@posix
def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.write_bytes(tmp_path / "ny.txt", NEW)
    finally:
        os.umask(before)
    assert mode(tmp_path / "ny.txt") == 0o640


def test_trying_leaves_everything_as_it_was(file: Path) -> None:
    atomic.try_to_write(file, NEW)
    assert file.read_bytes() == OLD
    assert alone(file)


def test_trying_where_there_is_no_room_is_told_and_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        atomic.try_to_write(file, NEW)
    assert file.read_bytes() == OLD
    assert alone(file)


LEFT = ".kodetre-0123456789abcdef.part"


@pytest.fixture
def begun_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process had begun after everything that is there was written."""
    monkeypatch.setattr(atomic, "_STARTED", time.time() + 60)


@linux
def test_what_a_killed_writer_left_goes_with_the_next_writing(file: Path, begun_later: None) -> None:
    killed = (
        "import os, sys\nfrom pathlib import Path\nfrom kodetre.atomic import replacing\n"
        "with replacing(Path(sys.argv[1])) as part:\n    part.write_bytes(b'halv')\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", killed, str(file)], check=False)
    assert not alone(file)
    atomic.write_bytes(file, NEW)
    assert alone(file)


@linux
def test_what_somebody_is_writing_stays(file: Path, begun_later: None) -> None:
    with atomic.replacing(file) as part:
        part.write_bytes(NEW)
        atomic.sweep(file.parent)
        assert part.exists()
    assert file.read_bytes() == NEW


@linux
@pytest.mark.parametrize("name", ["kodetre-0123456789abcdef.part", ".kodetre-0123.part", LEFT + ".bak", "notat.part"])
def test_nothing_else_is_swept_away(file: Path, begun_later: None, name: str) -> None:
    (file.parent / name).write_bytes(OLD)
    atomic.sweep(file.parent)
    assert (file.parent / name).exists()


@linux
@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_only_ordinary_files_are_swept_away(file: Path, begun_later: None, kind: str) -> None:
    left = file.parent / LEFT
    if kind == "link":
        left.symlink_to(file)
    elif kind == "folder":
        left.mkdir()
    else:
        os.mkfifo(left)
    atomic.sweep(file.parent)
    assert os.path.lexists(left)
    assert file.read_bytes() == OLD


@posix
def test_a_link_stays_and_the_file_that_it_leads_to_is_written(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "lenke.txt"
    link.symlink_to(file)
    atomic.write_bytes(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "noe"
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(OSError, match="ordinary"):
        atomic.write_bytes(path, NEW)
    assert [entry.name for entry in tmp_path.iterdir()] == ["noe"]
