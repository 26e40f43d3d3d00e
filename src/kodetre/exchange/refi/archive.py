"""The archive that a project comes in: what is in it, found whatever the case of its names, and no more of it than is meant.

A zip file may name files outside of its folder, hold one name twice, or unpack to a thousand times its size.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from kodetre.errors import DamagedFile, EncryptedFile, MissingFile, TooLarge
from kodetre.i18n.message import msg
from kodetre.userfile import open_file

MOST_MEMBERS = 20_000
LARGEST_XML = 300_000_000
LARGEST_TEXT = 50_000_000
LARGEST_FILE = 2_000_000_000
MOST_BYTES = 8_000_000_000
"""Bytes of all members together."""
HIGHEST_RATIO = 400
"""How many bytes a packed byte may become, over a few million; deflate does a thousand at most, text seven or so."""
_RATIO_FROM = 20_000_000
_STEP = 1 << 20
_AGAIN = msg("export the project anew")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class Archive:
    """A .qdpx or another zip archive, opened for reading; `again` is what to do when it is damaged.

    Raises DamagedFile, EncryptedFile, TooLarge, MissingFile, NotAFile.
    """

    def __init__(self, path: Path, again: str = _AGAIN) -> None:
        self.path = path
        self._again = again
        with open_file(path):
            pass
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise DamagedFile(path, msg("is no zip archive, or is cut off"), next_step=again) from error
        try:
            self._members = _members(path, infos, again)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def project(self) -> str:
        """The name of the one .qde at the root. Raises DamagedFile where there is none, or several."""
        roots = [info.filename for name, info in self._members.items() if "/" not in name and name.endswith(".qde")]
        if len(roots) != 1:
            what = (
                msg("holds {len} projects (*.qde) at its root, and not one", len=len(roots))
                if roots
                else msg("holds no project (*.qde)")
            )
            raise DamagedFile(self.path, what, next_step=msg("export the project anew"))
        return roots[0]

    def find(self, path: str) -> str:
        """The member that `internal://NAME` or a relative path points at; empty when it is not in the archive."""
        plain = path.replace("\\", "/")
        for start in ("internal://", "relative:///", "relative://"):
            plain = plain.removeprefix(start)
        plain = plain.lstrip("/").removeprefix("./")
        for wanted in (f"sources/{plain}", plain):
            info = self._members.get(wanted.casefold())
            if info is not None:
                return info.filename
        return ""

    def read(self, name: str, largest: int) -> bytes:
        """A member's bytes. Raises TooLarge, DamagedFile."""
        with self.opened(name, largest) as file:
            return file.read()

    @contextmanager
    def opened(self, name: str, largest: int) -> "Iterator[Limited]":
        """A member, opened; it gives no more than `largest` bytes. Raises TooLarge, DamagedFile."""
        info = self._members.get(name.casefold())
        if info is None:
            raise MissingFile(f"{self.path}:{name}", msg("is not in the archive"))
        try:
            with self._zip.open(info) as file:
                yield Limited(file, largest, f"{self.path}:{name}")
        except _BROKEN as error:
            raise DamagedFile(f"{self.path}:{name}", msg("cannot be unpacked"), next_step=self._again) from error

    def unpack(self, name: str, target: Path) -> None:
        """Write a member to a file. Raises TooLarge, DamagedFile, OSError."""
        with target.open("xb") as out, self.opened(name, LARGEST_FILE) as file:
            while piece := file.read(_STEP):
                out.write(piece)


class Limited:
    """A file that is read only so far. Raises TooLarge."""

    def __init__(self, file: IO[bytes], largest: int, name: str) -> None:
        self._file = file
        self._left = largest
        self._name = name

    def read(self, size: int = -1) -> bytes:
        """More of it, or all that is left."""
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        piece = self._file.read(wanted)
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge(self._name, msg("is larger than any that is meant"), next_step=msg("is it the right file?"))
        return piece


def _members(path: Path, infos: list[zipfile.ZipInfo], again: str) -> dict[str, zipfile.ZipInfo]:
    """The members by their names in small letters. Raises DamagedFile, EncryptedFile, TooLarge."""
    if len(infos) > MOST_MEMBERS:
        raise TooLarge(
            path,
            msg("holds more than {most_members} files", most_members=MOST_MEMBERS),
            next_step=msg("is it the right file?"),
        )
    members: dict[str, zipfile.ZipInfo] = {}
    whole = 0
    for info in infos:
        name = info.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or re.match(r"^[A-Za-z]:", name) or "\x00" in name or len(name) > 1000:
            raise DamagedFile(
                path,
                msg("holds a file with an unsafe name ({name!r})", name=name[:80]),
                next_step=msg("do not open it; ask where it is from"),
            )
        if info.flag_bits & 1:
            raise EncryptedFile(path, msg("asks for a password"), next_step=msg("export the project without one"))
        whole += info.file_size
        packed = max(1, info.compress_size)
        if info.file_size > _RATIO_FROM and info.file_size / packed > HIGHEST_RATIO:
            raise TooLarge(
                path,
                msg("unpacks to {times} times its size ({name})", times=info.file_size // packed, name=name[:80]),
            )
        if name.casefold() in members:
            raise DamagedFile(path, msg("holds {name!r} twice", name=name[:80]), next_step=again)
        members[name.casefold()] = info
    if whole > MOST_BYTES:
        raise TooLarge(
            path, msg("unpacks to more than any project is meant to hold"), next_step=msg("is it the right file?")
        )
    return members
