"""Where results may be written: never onto what is the project's own, and onto somebody's file only when that is wanted."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodetre.atomic import real_path
from kodetre.errors import KodetreError, OutputFailed, OutputRefused
from kodetre.project.project import Project
from kodetre.project.settings import CORPUS, SETTINGS, STORE
from kodetre.store import Store

_BESIDE_THE_STORE = ("", "-journal", "-wal", "-shm")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Own:
    """A file of the project, and what it is to it."""

    path: Path
    what: str


class Places:
    """The places that results of a project are to be written to."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._own: list[_Own] | None = None

    def check(self, wanted: Iterable[Path]) -> list[Path]:
        """The files that are there already and that kodetre did not write, or that somebody has changed since.

        Raises OutputRefused when one is the project's own, whatever it is called there: a link to it, another name of the same
        file, its name in other letters; OutputFailed when there can be no file there.
        """
        paths = list(dict.fromkeys(wanted))
        for path in paths:
            _check_folder(path)
            self._refuse_own(path)
        there = [path for path in paths if path.is_file()]
        if not there:
            return []
        with self._project.store() as store:
            return [path for path in there if not _is_as_written(store, path)]

    def remember(self, written: Mapping[Path, bytes]) -> bool:
        """Keep what was written, so that it may be replaced as long as nobody changes it; whether the store could be told."""
        hashes = {_as_text(real_path(path)): hashlib.sha256(data).hexdigest() for path, data in written.items()}
        try:
            with self._project.store() as store:
                store.written.remember(hashes)
        except KodetreError:
            return False
        return True

    def _refuse_own(self, path: Path) -> None:
        if self._own is None:
            self._own = list(_own_files(self._project))
        place = real_path(path)
        for own in self._own:
            if _is_same(place, own.path):
                raise OutputRefused(path, f"is {own.what}, and is never written over", next_step="name another file")
        if place.is_file() and place.is_relative_to(real_path(self._project.root / CORPUS)):
            with self._project.store() as store:
                if not _is_as_written(store, path):
                    raise OutputRefused(path, "stands among the project's documents", next_step="name another place")


def _own_files(project: Project) -> Iterator[_Own]:
    """The files that a project lives by, and those that its documents were read from."""
    root = project.root
    for ending in _BESIDE_THE_STORE:
        yield _Own(root / f"{STORE}{ending}", "the project's store" if not ending else "a part of the project's store")
    yield _Own(root / SETTINGS, "the project's settings")
    codebook = project.codebook_path
    yield _Own(codebook, "the project's codebook")
    yield _Own(codebook.with_name(f"{codebook.name}.new"), "a part of the project's codebook")
    yield _Own(root / CORPUS / "documents.yaml", "the project's list of documents")
    with project.store() as store:
        for file, id in store.documents.files():
            yield _Own(root / file, f"the document itself ({id})")


def _is_same(place: Path, own: Path) -> bool:
    """Whether two paths are one file: by the file where both are there, else by their folder and their name."""
    try:
        return os.path.samestat(place.stat(), own.stat())
    except ValueError:  # a damaged store names what no file can be called
        return False
    except OSError:
        own = real_path(own)
        return _folded(place.name) == _folded(own.name) and _is_same_folder(place.parent, own.parent)


def _is_same_folder(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:
        return _folded(str(folder)) == _folded(str(other))


def _folded(name: str) -> str:
    """A name as file systems compare it that do not tell small letters from capitals."""
    return unicodedata.normalize("NFC", name).casefold()


def _check_folder(path: Path) -> None:
    """Raise OutputFailed when no file can stand there: it is a folder, or something above it is none."""
    if path.is_dir():
        raise OutputFailed(path, "is a folder", next_step="name a file in it")
    for above in real_path(path).parents:
        if above.is_dir():
            return
        if above.exists():
            raise OutputFailed(above, "is a file, and no folder", next_step="choose another place with --output")


def _is_as_written(store: Store, path: Path) -> bool:
    """Whether kodetre wrote the file, and nobody has changed it since."""
    place = real_path(path)
    expected = store.written.sha256(_as_text(place))
    return expected is not None and expected == _sha256(place)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""  # what cannot be read is nothing that is known
    return digest.hexdigest()


def _as_text(path: Path) -> str:
    """A path as the store can hold it: bytes of a name that are no UTF-8 are written by their number."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def names_of(paths: Sequence[Path], most: int = 5) -> str:
    """Some paths after one another, and how many more there are."""
    named = ", ".join(str(path) for path in paths[:most])
    return f"{named} and {len(paths) - most} more" if len(paths) > most else named
