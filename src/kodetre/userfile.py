"""The one way in which a file of the user's is read: only an ordinary file, and never more of it than is meant.

A pipe may never say anything, a device never end, and some files hold more than they say, or grow while they are read.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kodetre.errors import BadEncoding, MissingFile, NotAFile, TooLarge
from kodetre.i18n.message import msg

LARGEST = 2_000_000
"""Bytes of a file that a person writes: a codebook, settings, a recipe. YAML takes its time."""
LARGEST_TABLE = 50_000_000
"""Bytes of a list that comes from a spreadsheet."""
LARGEST_DOCUMENT = 2_000_000_000
"""Bytes of a document that is taken in."""
LARGEST_TEXT = 200_000_000
"""Bytes of a text file that is taken in: a hundred times the longest report."""
_STEP = 1 << 20
_ELSEWHERE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe answers at once, a terminal does not become ours, and Windows changes no line ends."""
_KINDS = (
    (stat.S_ISDIR, msg("is a folder")),
    (stat.S_ISFIFO, msg("is a pipe")),
    (stat.S_ISSOCK, msg("is a socket")),
    (stat.S_ISCHR, msg("is a device")),
    (stat.S_ISBLK, msg("is a device")),
)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file, opened for reading; anything else is refused at once, without waiting for it.

    Raises MissingFile when it cannot be opened or read, NotAFile.
    """
    try:
        _check_kind(path, path.stat())  # before it is opened: that alone does something to some devices
        descriptor = os.open(path, os.O_RDONLY | _ELSEWHERE)
        with os.fdopen(descriptor, "rb") as file:
            _check_kind(path, os.fstat(descriptor))
            yield file
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise NotAFile(path, msg("is no ordinary file"), next_step=_COPY) from error
        raise MissingFile(path, (error.strerror or msg("cannot be read")).lower()) from error


def read_bytes(path: Path, largest: int = LARGEST_DOCUMENT) -> bytes:
    """What is in a file. Raises MissingFile, NotAFile, and TooLarge for more than `largest` bytes, however many it claims."""
    return b"".join(_pieces(path, largest))


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises MissingFile when it cannot be opened, NotAFile, TooLarge, BadEncoding when it is not UTF-8.
    """
    data = read_bytes(path, largest)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadEncoding(
            f"{path}:{line}", msg("is not UTF-8"), next_step=msg("save it as UTF-8 in the editor, and try again")
        ) from error


def sha256_of(path: Path, largest: int = LARGEST_DOCUMENT) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises MissingFile, NotAFile, TooLarge."""
    digest = hashlib.sha256()
    for piece in _pieces(path, largest):
        digest.update(piece)
    return digest.hexdigest()


_COPY = msg("name an ordinary file; what a program writes can be kept in one first")


def _check_kind(path: Path, status: os.stat_result) -> None:
    for is_kind, what in _KINDS:
        if is_kind(status.st_mode):
            raise NotAFile(path, what, next_step=_COPY)


def _pieces(path: Path, largest: int) -> Iterator[bytes]:
    """A file's bytes, a piece at a time."""
    length = 0
    with open_file(path) as file:
        while piece := file.read(_STEP):
            length += len(piece)
            if length > largest:
                raise TooLarge(
                    path,
                    msg("is larger than {in_words}", in_words=_in_words(largest)),
                    next_step=msg("is it the right file?"),
                )
            yield piece


def _in_words(size: int) -> str:
    return f"{size // 1_000_000} MB" if size < 1_000_000_000 else f"{size // 1_000_000_000} GB"
