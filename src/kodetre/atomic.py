"""Writing a file whole or not at all: what stood there before stays until the new one is safe on the disk.

The new file is written beside the old one and takes its place in one move, which every system that Python runs on does
at once (`os.replace`). Errors are raised as `OSError`, for the caller to say what they mean.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; its folder must be there. Raises OSError."""
    with replacing(path) as part:
        part.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file beside `path` to be written in the block, which takes its place at the end.

    It has the permissions of the file that it replaces, else those that a new file has. When anything is raised in the
    block, or the file cannot be put in its place, it is removed and `path` is as it was. Raises OSError.
    """
    import secrets  # brings hashes along that starting a command has no use for

    part = path.with_name(f".kodetre-{secrets.token_hex(8)}.part")
    try:
        part.open("xb").close()  # made by `open`, so that the system gives it the permissions of a new file
        mode = _mode(path)
        if mode is not None:
            part.chmod(mode | stat.S_IWUSR)  # before anything is in it: a private file is never open to others
        yield part
        _sync(part)
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        _remove(part)
        raise


def try_to_write(path: Path, data: bytes) -> None:
    """Write a file beside `path` that is removed again, to find out whether there is room and leave. Raises OSError."""
    with suppress(_Tried):
        _try_to_write(path, data)


class _Tried(Exception):
    """The file could be written, and is not to stay."""


def _try_to_write(path: Path, data: bytes) -> NoReturn:
    with replacing(path) as part:
        part.write_bytes(data)
        _sync(part)
        raise _Tried


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
