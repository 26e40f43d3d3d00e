"""Results written into files: all places are looked at first, then each file is written whole or not at all."""

import shutil
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre import atomic
from kodetre.cli import answers, out, talk
from kodetre.errors import OutputExists, WrongUse
from kodetre.i18n.message import by_number, msg

if TYPE_CHECKING:
    from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A result, and the file that it is to be."""

    path: Path
    data: bytes


class Outputs:
    """The files that one command writes."""

    def __init__(self, project: "Project", *, force: bool) -> None:
        from kodetre.services.outputs import Places

        self._places = Places(project)
        self._force = force
        self._free: set[Path] = set()

    def check(self, paths: Iterable[Path]) -> None:
        """See that every place may be written to; in a terminal, ask whether somebody's files are to be replaced.

        Raises OutputRefused for the project's own files, OutputExists for somebody's that are not to be replaced, OutputFailed
        where no file can be, WrongUse when two results would go to one file.
        """
        asked = list(paths)
        _refuse_twice(asked)
        new = [path for path in asked if path not in self._free]
        taken = self._places.check(new)
        if taken and not self._force:
            _ask(taken)
        self._free.update(new)

    def write(self, files: Sequence[OutputFile]) -> None:
        """Write the files, and keep in the project that they are kodetre's. Raises OutputFailed, and what `check` raises."""
        self.check(file.path for file in files)
        written: dict[Path, bytes] = {}
        try:
            for file in files:
                _write(file)
                if file.path.is_file():
                    written[file.path] = file.data
        finally:
            if written and not self._places.remember(written):
                talk.warn(msg("the project cannot be written to, so kodetre will not know these files as its own"))

    def write_with(self, path: Path, writer: Callable[[Path], None]) -> None:
        """Write one file with what writes it to a path, whole or not at all. Raises OutputFailed, and what `check` raises."""
        self.check([path])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic.replacing(path) as part:
                writer(part)
        except OSError as error:
            raise out.failed(path, error) from error
        if not self._places.remember_file(path):
            talk.warn(msg("the project cannot be written to, so kodetre will not know these files as its own"))

    def copy(self, made: Path, path: Path) -> None:
        """Copy what was made to a pipe or a terminal that was named as a file. Raises OutputFailed, and what `check` raises."""
        self.check([path])
        try:
            with made.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
        except BrokenPipeError as error:
            raise out.ReaderGone from error
        except OSError as error:
            raise out.failed(path, error) from error


def _refuse_twice(paths: Sequence[Path]) -> None:
    seen: set[Path] = set()
    for path in paths:
        place = atomic.real_path(path)
        if place in seen:
            raise WrongUse(path, msg("is where two results would go"), next_step=msg("give each a file of its own"))
        seen.add(place)


def _ask(taken: Sequence[Path]) -> None:
    """Ask whether files are to be replaced; where nobody can be asked, they are not. Raises OutputExists."""
    from kodetre.services.outputs import names_of

    names = names_of(taken)
    if not (answers.is_terminal() and talk.is_terminal()):
        what = by_number(
            len(taken),
            "is there already, and kodetre did not write it as it is",
            "are there already, and kodetre did not write them as they are",
        )
        raise OutputExists(names, what, next_step=msg("name another place, or replace it with --force"))
    question = by_number(
        len(taken), "{names} is there already. Replace?", "{names} are there already. Replace?", names=names
    )
    if not talk.confirmed(question, answers.stream()):
        raise OutputExists(
            names,
            by_number(len(taken), "is left as it is; nothing was written", "are left as they are; nothing was written"),
        )


def _write(file: OutputFile) -> None:
    """Write a file; a pipe or a terminal that was named as one gets the bytes as they come. Raises OutputFailed."""
    try:
        if takes_a_stream(file.path):
            file.path.write_bytes(file.data)
            return
        file.path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_bytes(file.path, file.data)
    except BrokenPipeError as error:
        raise out.ReaderGone from error
    except OSError as error:
        raise out.failed(file.path, error) from error


def takes_a_stream(path: Path) -> bool:
    """Whether a path is a pipe, a terminal or /dev/null."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)
