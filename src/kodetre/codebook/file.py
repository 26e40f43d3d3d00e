"""The codebook's file on disk: its text, its hash, and writing it whole or not at all."""

import hashlib
from pathlib import Path

from kodetre import atomic
from kodetre.codebook.load import load
from kodetre.codebook.tree import Codebook
from kodetre.errors import OutputFailed
from kodetre.i18n.message import msg
from kodetre.userfile import read_text


class CodebookFile:
    """A codebook file. With `parts`, its keywords may ask for parts of speech."""

    def __init__(self, path: Path, *, parts: bool = True) -> None:
        self.path = path
        self._parts = parts

    def sha256(self) -> str:
        """The hash of the text, as `Codebook.sha256` has it; empty where there is no file.

        Raises MissingFile when there is one that cannot be read, BadEncoding.
        """
        if not self.path.exists():
            return ""
        return hashlib.sha256(read_text(self.path).encode()).hexdigest()

    def sweep(self) -> None:
        """Remove what a process that was killed while it wrote here has left."""
        atomic.sweep(atomic.real_path(self.path).parent)

    def load(self) -> Codebook:
        """The codebook in it. Raises MissingFile, BadEncoding, CodebookError."""
        return load(self.path, parts=self._parts)

    def try_to_write(self, text: str) -> None:
        """Find out whether a text can be written to the disk where the file is, and leave nothing. Raises OutputFailed."""
        try:
            atomic.try_to_write(self.path, text.encode())
        except OSError as error:
            raise OutputFailed(self.path, (error.strerror or msg("cannot be written")).lower()) from error

    def write(self, text: str) -> None:
        """Put a text in the file's place. Raises OutputFailed."""
        try:
            atomic.write_bytes(self.path, text.encode())
        except OSError as error:
            raise OutputFailed(
                self.path,
                msg("could not be changed ({strerror})", strerror=error.strerror),
                next_step=msg("the codings are changed already: make the file writable and run any command here"),
            ) from error

    def put_beside(self, text: str) -> Path:
        """Write a text beside the file, under its name with `.new` after it; that path. Raises OutputFailed."""
        beside = self.path.with_name(f"{self.path.name}.new")
        try:
            atomic.write_bytes(beside, text.encode())
        except OSError as error:
            raise OutputFailed(beside, (error.strerror or msg("cannot be written")).lower()) from error
        return beside
