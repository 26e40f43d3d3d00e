"""The codebook's file on disk: changed in two steps, so that it and the store change together or not at all."""

import hashlib
from pathlib import Path

from kodetre.atomic import StagedFile
from kodetre.errors import OutputFailed
from kodetre.userfile import read_text


class CodebookFile:
    """A codebook file, and beside it the text that it is about to have (`.new`).

    What is about to be is written out whole before the store is changed, and takes the file's place after.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._staged = StagedFile(path, path.with_name(path.name + ".new"))

    def sha256(self) -> str:
        """The hash of the text, as `Codebook.sha256` has it. Raises MissingFile, BadEncoding."""
        return _sha256(read_text(self.path))

    def staged(self) -> str | None:
        """The hash of the text that is about to be; None when there is none, which is how it should be."""
        staged = self._staged.staged
        return _sha256(read_text(staged)) if staged.exists() else None

    def stage(self, text: str) -> None:
        """Write down what is about to be. Raises OutputFailed."""
        try:
            self._staged.stage(text.encode())
        except OSError as error:
            raise OutputFailed(self._staged.staged, (error.strerror or "cannot be written").lower()) from error

    def finish(self) -> None:
        """Put it in the file's place. Raises OutputFailed; it is then finished the next time that the project is opened."""
        try:
            self._staged.finish()
        except OSError as error:
            raise OutputFailed(
                self.path,
                f"could not be changed ({error.strerror}); its new text is in {self._staged.staged.name}",
                next_step="the codings are changed already: make the file writable and run any command here",
            ) from error

    def abandon(self) -> None:
        """Let it go."""
        self._staged.abandon()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
