"""Where results may be written: never onto what is the project's own, and onto somebody's file only when that is wanted."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kodetre.actors.file import ACTORS
from kodetre.atomic import real_path
from kodetre.errors import KodetreError, OutputFailed, OutputRefused, UnreadableInput
from kodetre.i18n.message import msg
from kodetre.project.project import Project, as_text
from kodetre.project.settings import CORPUS, SETTINGS, STORE
from kodetre.store import Store
from kodetre.userfile import sha256_of

_BESIDE_THE_STORE = ("", "-journal", "-wal", "-shm")


_Key = tuple[int, int] | str
"""A file or folder: its device and number where it is there, else its path in small letters."""


class _OwnFiles:
    """The files that a project lives by, with what each is to it; to be asked for many places."""

    def __init__(self, files: Iterable[tuple[Path, str]]) -> None:
        self._by_file: dict[_Key, str] = {}
        self._by_name: dict[tuple[_Key, str], str] = {}
        self._missing: dict[tuple[_Key, str], str] = {}
        """Those of `_by_name` that are not there."""
        folders: dict[Path, _Key] = {}
        for path, what in files:
            try:
                file, place = _file_key(path), real_path(path)
            except ValueError:  # a damaged store names what no file can be called
                continue
            if place.parent not in folders:
                folders[place.parent] = _folder_key(place.parent)
            named = folders[place.parent], _folded(place.name)
            self._by_name.setdefault(named, what)
            if file is not None:
                self._by_file.setdefault(file, what)
            else:
                self._missing.setdefault(named, what)

    def what(self, place: Path) -> str | None:
        """What a place without links is to the project; None when it is nothing.

        Two paths are one file by the file where both are there, else by their folder and their name.
        """
        file, named = _file_key(place), (_folder_key(place.parent), _folded(place.name))
        if file is None:
            return self._by_name.get(named)
        return self._by_file.get(file) or self._missing.get(named)


def _file_key(path: Path) -> _Key | None:
    """What tells a file from others, whatever it is called; None when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _folder_key(folder: Path) -> _Key:
    return _file_key(folder) or _folded(str(folder))


class Places:
    """The places that results of a project are to be written to."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._own: _OwnFiles | None = None
        self._corpus = real_path(project.root / CORPUS)

    def check(self, wanted: Iterable[Path]) -> list[Path]:
        """The files that are there already and that kodetre did not write, or that somebody has changed since.

        Raises OutputRefused when one is the project's own, whatever it is called there: a link to it, another name of the same
        file, its name in other letters; OutputFailed when there can be no file there.
        """
        paths = list(dict.fromkeys(wanted))
        if not paths:
            return []
        with self._project.store() as store:
            if self._own is None:
                self._own = _OwnFiles(_own_files(self._project, store))
            for path in paths:
                _check_folder(path)
                if (what := self._own.what(real_path(path))) is not None:
                    raise OutputRefused(
                        path, msg("is {what}, and is never written over", what=what), next_step=msg("name another file")
                    )
            changed = [path for path in paths if path.is_file() and not _is_as_written(store, path)]
        for path in changed:
            if real_path(path).is_relative_to(self._corpus):
                raise OutputRefused(
                    path, msg("stands among the project's documents"), next_step=msg("name another place")
                )
        return changed

    def remember(self, written: Mapping[Path, bytes]) -> bool:
        """Keep what was written, so that it may be replaced as long as nobody changes it; whether the store could be told."""
        hashes = {as_text(str(real_path(path))): hashlib.sha256(data).hexdigest() for path, data in written.items()}
        try:
            with self._project.store() as store:
                store.written.remember(hashes)
        except KodetreError:
            return False
        return True


def _own_files(project: Project, store: Store) -> Iterator[tuple[Path, str]]:
    """The files that a project lives by, and those that its documents were read from; each with what it is."""
    root = project.root
    for ending in _BESIDE_THE_STORE:
        yield (
            root / f"{STORE}{ending}",
            msg("the project's store") if not ending else msg("a part of the project's store"),
        )
    yield root / SETTINGS, msg("the project's settings")
    codebook = project.codebook_path
    yield codebook, msg("the project's codebook")
    yield codebook.with_name(f"{codebook.name}.new"), msg("a part of the project's codebook")
    yield root / CORPUS / "documents.yaml", msg("the project's list of documents")
    yield root / ACTORS, msg("the project's list of actors")
    for file, id in store.documents.files():
        yield root / file, msg("the document itself ({id})", id=id)


def _folded(name: str) -> str:
    """A name as file systems compare it that do not tell small letters from capitals."""
    return unicodedata.normalize("NFC", name).casefold()


def _check_folder(path: Path) -> None:
    """Raise OutputFailed when no file can stand there: it is a folder, or something above it is none."""
    if path.is_dir():
        raise OutputFailed(path, msg("is a folder"), next_step=msg("name a file in it"))
    for above in real_path(path).parents:
        if above.is_dir():
            return
        if above.exists():
            raise OutputFailed(
                above, msg("is a file, and no folder"), next_step=msg("choose another place with --output")
            )


def _is_as_written(store: Store, path: Path) -> bool:
    """Whether kodetre wrote the file, and nobody has changed it since."""
    place = real_path(path)
    expected = store.written.sha256(as_text(str(place)))
    try:
        return expected is not None and expected == sha256_of(place)
    except UnreadableInput:  # what cannot be read is nothing that is known
        return False


def names_of(paths: Sequence[Path], most: int = 5) -> str:
    """Some paths after one another, and how many more there are."""
    named = ", ".join(str(path) for path in paths[:most])
    return msg("{named} and {count} more", named=named, count=len(paths) - most) if len(paths) > most else named
