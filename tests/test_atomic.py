"""A file is written whole or not at all, whatever happens while it is written."""

import os
import stat
import subprocess
import sys
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
