"""Writing a file whole or not at all: what stood there before stays until the new one is safe on the disk.

The new file is written beside the old one and takes its place in one move, which every system that Python runs on does
at once (`os.replace`). Errors are raised as `OSError`, for the caller to say what they mean.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


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
    with _written(path, like=path) as part:
        yield part


class StagedFile:
    """A file that is replaced in two steps, so that something else can be changed between them.

    `stage` writes what is about to be into a second file beside it; `finish` puts that in the place of the first, `abandon`
    removes it. A second file that is there is whole, also after an interruption, so that whoever finds it can do either.
    """

    def __init__(self, path: Path, staged: Path) -> None:
        self.path = path
        self.staged = staged

    def stage(self, data: bytes) -> None:
        """Write down what is about to be. Raises OSError, and then nothing is staged."""
        try:
            with _written(self.staged, like=self.path) as part:
                part.write_bytes(data)
        except BaseException:
            self.abandon()
            raise

    def finish(self) -> None:
        """Put it in the file's place. Raises OSError; it stays staged then."""
        self.staged.replace(self.path)

    def abandon(self) -> None:
        """Let it go, if there is any."""
        _remove(self.staged)


@contextmanager
def _written(path: Path, like: Path) -> Iterator[Path]:
    """As `replacing`, with the permissions of a file `like`, when that is there."""
    import secrets  # brings hashes along that starting a command has no use for

    part = path.with_name(f".kodetre-{secrets.token_hex(8)}.part")
    try:
        part.open("xb").close()  # made by `open`, so that the system gives it the permissions of a new file
        mode = _mode(like)
        if mode is not None:
            part.chmod(mode | stat.S_IWUSR)  # before anything is in it: a private file is never open to others
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        _remove(part)
        raise


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
