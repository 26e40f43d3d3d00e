"""A project: a folder with kodetre.yaml, codebooks/, corpus/ and kodetre.db."""

import getpass
import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast

from kodetre.codebook.file import CodebookFile
from kodetre.codebook.load import load
from kodetre.codebook.tree import Codebook
from kodetre.coding.actions import ACTIONS
from kodetre.errors import BadSettings, MissingFile, NotAProject, OutputFailed, ProjectExists
from kodetre.ingest.metadata import Listed, read_list
from kodetre.language.analysis import Analyser
from kodetre.model import METADATA_FIELDS
from kodetre.store import Store
from kodetre.yamlfile import Checker, Mapping, parse, read_text

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
TEMPLATES = {"rusarbeid": "kommunalt-rusarbeid.yaml", "tom": "kodebok.yaml"}
"""The templates of `init`, and the codebook that each brings."""

SETTINGS, STORE, CORPUS, CODEBOOKS = "kodetre.yaml", "kodetre.db", "corpus", "codebooks"
_KEYS = ("name", "language", "codebook", "coder", "group_by", "words", "reading", "keys", "blind")
_WORDS = ("analyser", "model")
ANALYSERS = ("kodetre", "spacy")


@dataclass(frozen=True, slots=True)
class Settings:
    """What kodetre.yaml says. `group_by` is the metadata field that documents are compared by; `model` the spaCy model that
    reads the words, empty when kodetre does. `theme`, `width` (columns of text) and `keys` (action, key) are the coding app's;
    `blind` hides what other coders have coded.
    """

    name: str
    language: Language = "nb"
    codebook: str = ""
    coder: str = ""
    group_by: str = "group"
    model: str = ""
    theme: str = "dark"
    width: int = 90
    keys: tuple[tuple[str, str], ...] = ()
    blind: bool = False


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
        """The store, opened. Raises NotAStore, NewerStore or StoreBusy."""
        return Store(self.store_path, codebook=CodebookFile(self.codebook_path))

    @property
    def codebook_path(self) -> Path:
        """Where the codebook is."""
        return self.root / self.settings.codebook

    def codebook(self) -> Codebook:
        """The project's codebook. Raises CodebookError, or MissingFile when it is not where kodetre.yaml says."""
        if not self.codebook_path.exists():
            raise MissingFile(
                self.codebook_path,
                f"is not there; {SETTINGS} names it as the codebook",
                next_step=f"put it there, or change 'codebook:' in {self.root / SETTINGS}",
            )
        return load(self.codebook_path, parts=bool(self.settings.model))

    def analyser(self) -> Analyser | None:
        """What reads the words in their context, when the settings ask for it. Raises MissingAnalyser."""
        if not self.settings.model:
            return None
        from kodetre.language.spacy_analyser import Spacy

        return Spacy(self.settings.model, self.root)

    def coder(self, given: str | None = None) -> str:
        """Who codes: as given, else the project's setting, else the name of the user."""
        return (given or self.settings.coder or _user()).strip() or "coder"

    def listed_metadata(self, given: Path | None = None) -> Listed:
        """Metadata from corpus/documents.yaml, and from a file that was given, which wins."""
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
        return os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "coder"


def find(start: Path | None) -> Project:
    """The project that a folder is in: its own, or that of the nearest folder above. Raises NotAProject, BadSettings."""
    if start is not None:
        if not (start / SETTINGS).is_file():
            raise NotAProject(
                start, f"is no kodetre project (no {SETTINGS} in it)", next_step=f"make one: kodetre init {start}"
            )
        return Project(start, read_settings(start / SETTINGS))
    try:
        here = Path.cwd()
    except OSError as error:
        raise NotAProject("", "the current folder is gone", next_step="cd to a folder that exists") from error
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Project(folder, read_settings(folder / SETTINGS))
    raise NotAProject(
        here,
        f"no {SETTINGS} in this folder or above it",
        next_step="cd to your project, or name it with --project DIR, or make one: kodetre init DIR",
    )


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises BadSettings with every mistake."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    settings = Settings(path.parent.resolve().name)
    if root is not None and (mapping := checker.mapping(root, "settings", _KEYS)) is not None:
        settings = Settings(
            name=checker.text(mapping, "name", default=settings.name),
            language=cast(Language, checker.choice(mapping, "language", LANGUAGES, "nb")),
            codebook=checker.text(mapping, "codebook", required=True),
            coder=checker.text(mapping, "coder"),
            group_by=checker.choice(mapping, "group_by", METADATA_FIELDS, "group"),
            model=_model(checker, mapping),
            keys=_keys(checker, mapping),
            blind=checker.choice(mapping, "blind", ("no", "yes"), "no") == "yes",
            **_reading(checker, mapping),
        )
    elif not checker.problems:
        raise BadSettings(path, "is empty", next_step="write at least: codebook: codebooks/kodebok.yaml")
    if checker.problems:
        problems = "\n".join(str(problem) for problem in sorted(checker.problems))
        raise BadSettings(path, f"has mistakes\n{problems}", next_step="mend them in the file, and try again")
    return settings


def _model(checker: Checker, settings: Mapping) -> str:
    """The spaCy model under `words`, empty for kodetre's own analyser."""
    node = settings.get("words")
    if node is None or (words := checker.mapping(node, "words", _WORDS)) is None:
        return ""
    analyser = checker.choice(words, "analyser", ANALYSERS, "kodetre")
    model = checker.text(words, "model", default="nb_core_news_sm")
    if analyser == "kodetre" and words.get("model") is not None:
        checker.note(words.get("model") or words, "'model' is for spaCy; write 'analyser: spacy' above it")
    return model if analyser == "spacy" else ""


def _reading(checker: Checker, settings: Mapping) -> dict[str, Any]:
    """How the coding app looks."""
    node = settings.get("reading")
    if node is None or (reading := checker.mapping(node, "reading", ("theme", "width"))) is None:
        return {}
    width = checker.text(reading, "width", default="90")
    if not (width.isdecimal() and 30 <= int(width) <= 200):
        checker.note(reading.get("width") or reading, f"'width' is '{width}', expected 30 to 200 columns")
        width = "90"
    return {"theme": checker.choice(reading, "theme", ("dark", "light"), "dark"), "width": int(width)}


def _keys(checker: Checker, settings: Mapping) -> tuple[tuple[str, str], ...]:
    """Actions of the coding session that have another key."""
    node = settings.get("keys")
    known = {kind.name: kind.key for kind in ACTIONS}
    if node is None or (listed := checker.mapping(node, "keys", tuple(known))) is None:
        return ()
    given = {key.text: checker.text(listed, key.text) for key, _ in listed.entries if key.text in known}
    taken: dict[str, str] = {}
    for name, key in (known | given).items():
        at = listed.get(name) or listed
        if name in given and (not key or (len(key) == 1 and (key.isdecimal() or key.isspace() or key == "t"))):
            checker.note(at, f"'{key}' cannot be a key of its own here")
        elif (other := taken.setdefault(key, name)) != name:
            checker.note(at, f"'{key}' is the key of '{other}' too")
    return tuple(given.items())


def create(folder: Path, template: str, language: Language) -> Project:
    """Make a new project in a folder, which may exist and hold documents already.

    Raises ProjectExists when there is a project or part of one, OutputFailed when it cannot be written. Nothing that is
    there is overwritten.
    """
    codebook = f"{CODEBOOKS}/{TEMPLATES[template]}"
    for name in (SETTINGS, STORE, codebook):
        if (folder / name).exists():
            raise ProjectExists(
                folder / name,
                "is there already, and nothing was changed",
                next_step="name another folder, or use what is there",
            )
    settings = _template("kodetre.yaml").replace("{name}", _quoted(folder.resolve().name or "kodetre"))
    settings = settings.replace("{language}", language).replace("{codebook}", codebook)
    try:
        for part in (CODEBOOKS, CORPUS):
            (folder / part).mkdir(parents=True, exist_ok=True)
        _write_new(folder / codebook, _template(TEMPLATES[template]))
        Store(folder / STORE, create=True).close()
        _write_new(folder / SETTINGS, settings)  # last: with it the folder is a project, and not before
    except OSError as error:
        raise OutputFailed(error.filename or folder, (error.strerror or "cannot be written").lower()) from error
    return Project(folder, read_settings(folder / SETTINGS))


def _template(name: str) -> str:
    return (resources.files("kodetre") / "templates" / name).read_text("utf-8")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
