"""Writing a file whole or not at all: what stood there before stays until the new one is safe on the disk.

The new file is written beside the old one and takes its place in one move, which every system that Python runs on does
at once (`os.replace`). Errors are raised as `OSError`, for the caller to say what they mean.
"""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kodetre.i18n.message import msg

if sys.platform == "linux":
    import fcntl

_PART = re.compile(r"\.kodetre-[0-9a-f]{16}\.part")
"""The name of a file that is being written, or that was when its writer was killed."""
_STARTED = time.time()
_DAY = 24 * 60 * 60.0


def real_path(path: Path) -> Path:
    """The file itself where a path is a link to one, so that the link stays."""
    return Path(os.path.realpath(path))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; its folder must be there. Raises OSError."""
    with replacing(path) as part:
        part.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file beside `path` to be written in the block, which takes its place at the end; of a link, the place of the
    file that it leads to.

    It has the permissions of the file that it replaces, else those that a new file has. When anything is raised in the
    block, or the file cannot be put in its place, it is removed and `path` is as it was. Raises OSError.
    """
    path = real_path(path)
    with _part_of(path) as part:
        yield part
        _sync(part)
        if (mode := _mode(path)) is not None:
            part.chmod(mode)
        part.replace(path)


def try_to_write(path: Path, data: bytes) -> None:
    """Write a file beside `path` and remove it again, to find out whether there is room and leave. Raises OSError."""
    with _part_of(real_path(path)) as part:
        part.write_bytes(data)
        _sync(part)


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """An empty file beside `path` with its permissions, and those to write to it; at the end it is gone, where it stands there
    still.
    """
    import secrets  # brings hashes along that starting a command has no use for

    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, msg("is no ordinary file"), str(path))
    sweep(path.parent)
    part = path.with_name(f".kodetre-{secrets.token_hex(8)}.part")
    lock = part.open("xb")  # made by `open`, so that the system gives it the permissions of a new file
    try:
        if sys.platform == "linux":
            _lock(lock.fileno())
        else:
            lock.close()  # Windows moves no file that is open
        if (mode := _mode(path)) is not None:
            part.chmod(mode | stat.S_IWUSR)  # before anything is in it: a private file is never open to others
        yield part
    finally:
        lock.close()
        _remove(part)


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder, and nothing else. Each writing in the folder does so first."""
    with suppress(OSError), os.scandir(folder) as entries:
        left = [Path(entry) for entry in entries if _PART.fullmatch(entry.name)]
        for part in left:
            if _is_left_over(part):
                _remove(part)


def _is_left_over(part: Path) -> bool:
    """Whether a file was begun before this process, and nobody is writing it: nobody has its lock, or, on systems without
    that, it has been as it is for a day.
    """
    info = part.lstat()
    if not stat.S_ISREG(info.st_mode) or info.st_mtime >= _STARTED:
        return False
    if sys.platform != "linux":
        return info.st_mtime < time.time() - _DAY
    try:
        with part.open("rb") as file:
            _lock(file.fileno())
    except OSError:
        return False
    return True


def _lock(descriptor: int) -> None:
    """Say that a file is being written, until it is closed. Raises OSError when somebody else says so, on Linux; elsewhere
    such a lock gets in the way of SQLite's own.
    """
    if sys.platform == "linux":
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync(path: Path) -> None:
    """Have the system write a file to the disk before anything else is done."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _mode(path: Path) -> int | None:
    """The permissions of a file; None when it is not there. On Windows only whether it may be written to."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    except OSError:
        return None


def _remove(path: Path) -> None:
    """Remove a file that may not be there; one that may not be written to has to be made so first on Windows."""
    with suppress(OSError):
        path.unlink()
        return
    with suppress(OSError):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        path.unlink()
