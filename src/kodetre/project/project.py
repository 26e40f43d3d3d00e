"""A project: a folder with kodetre.yaml, codebooks/, corpus/ and kodetre.db."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.codebook.file import CodebookFile
from kodetre.codebook.load import load
from kodetre.codebook.tree import Codebook
from kodetre.errors import MissingFile, NotAProject
from kodetre.i18n.message import msg
from kodetre.project.settings import CORPUS, SETTINGS, STORE, Settings, read_settings
from kodetre.store import Store

if TYPE_CHECKING:
    from kodetre.ingest.metadata import Listed
    from kodetre.language.analysis import Analyser


@dataclass(frozen=True, slots=True)
class Project:
    """An existing project and its settings."""

    root: Path
    settings: Settings

    @property
    def store_path(self) -> Path:
        """Where kodetre.db is."""
        return self.root / STORE

    def store(self) -> Store:
        """The store, opened; no name of the project's key can be written to it. Raises what `Store` raises, and BadKey."""
        store = Store(self.store_path, codebook=CodebookFile(self.codebook_path, parts=bool(self.settings.model)))
        try:
            if id := store.pseudonym_key():
                _guard(store, id)
        except BaseException:
            store.close()
            raise
        return store

    @property
    def codebook_path(self) -> Path:
        """Where the codebook is."""
        return self.root / self.settings.codebook

    def codebook(self, *, tried: bool = False) -> Codebook:
        """The project's codebook; with `tried`, regular expressions that can take forever are mistakes.

        Raises CodebookError, or MissingFile when it is not where kodetre.yaml says."""
        if not self.codebook_path.exists():
            raise MissingFile(
                self.codebook_path,
                msg("is not there; {settings} names it as the codebook", settings=SETTINGS),
                next_step=msg("put it there, or change 'codebook:' in {root}", root=self.root / SETTINGS),
            )
        return load(self.codebook_path, parts=bool(self.settings.model), tried=tried)

    def analyser(self) -> "Analyser | None":
        """What reads the words in their context, when the settings ask for it. Raises MissingAnalyser."""
        if not self.settings.model:
            return None
        from kodetre.language.spacy_analyser import Spacy

        return Spacy(self.settings.model, self.root)

    def coder(self, given: str | None = None) -> str:
        """Who codes: as given, else the project's setting, else the name of the user."""
        return (given or self.settings.coder or _user()).strip() or "coder"

    def listed_metadata(self, given: Path | None = None) -> "Listed":
        """Metadata from corpus/documents.yaml, and from a file that was given, which wins."""
        from kodetre.ingest.metadata import read_list

        own = self.root / CORPUS / "documents.yaml"
        listed = read_list(own) if own.exists() else {}
        return {**listed, **read_list(given)} if given is not None else listed

    def display(self, path: Path) -> str:
        """A file's path as the store keeps it: inside the project from its root, else whole.

        Bytes of a name that are no UTF-8 are written as \\xe5.
        """
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its own name
        root = Path(os.path.abspath(self.root))  # noqa: PTH100
        shown = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
        return as_text(shown.as_posix())


def _guard(store: Store, id: str) -> None:
    """See to it that no name of a key is written to a store, where the key is here."""
    from kodetre.project.keys import key_of, path_of
    from kodetre.pseudonyms.names import Names

    if path_of(id).is_file():
        store.pseudonyms.guard(Names(key_of(id).forms()))


def as_text(name: str) -> str:
    """A name as text that every file can hold: bytes of it that are no UTF-8 are written as \\xe5."""
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # Windows keeps names in another way, and half a letter in one stands for itself
        raw = name.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "backslashreplace")


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # ImportError: Windows without a name in the environment
        return "coder"


def find(start: Path | None) -> Project:
    """The project that a folder is in: its own, or that of the nearest folder above. Raises NotAProject, BadSettings."""
    if start is not None:
        if not (start / SETTINGS).is_file():
            raise NotAProject(
                start,
                msg("is no kodetre project (no {settings} in it)", settings=SETTINGS),
                next_step=msg("make one: kodetre init {start}", start=start),
            )
        return Project(start, read_settings(start / SETTINGS))
    try:
        here = Path.cwd()
    except OSError as error:
        raise NotAProject("", msg("the current folder is gone"), next_step=msg("cd to a folder that exists")) from error
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Project(folder, read_settings(folder / SETTINGS))
    raise NotAProject(
        here,
        msg("no {settings} in this folder or above it", settings=SETTINGS),
        next_step=msg("cd to your project, or name it with --project DIR, or make one: kodetre init DIR"),
    )
