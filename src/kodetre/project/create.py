"""Making a new project in a folder."""

from importlib import resources
from pathlib import Path

from kodetre.errors import OutputFailed, ProjectExists
from kodetre.i18n.message import msg
from kodetre.project.project import Project
from kodetre.project.settings import CODEBOOKS, CORPUS, SETTINGS, STORE, Language, read_settings
from kodetre.project.templates import template
from kodetre.store import Store


def create(folder: Path, codebook_name: str, language: Language) -> Project:
    """Make a new project in a folder, which may exist and hold documents already, with a copy of a shipped codebook.

    Raises NotPossible when there is no such codebook, ProjectExists when there is a project or part of one, OutputFailed when it
    cannot be written. Nothing that is there is overwritten.
    """
    shipped = template(codebook_name)
    codebook = f"{CODEBOOKS}/{shipped.name}"
    for name in (SETTINGS, STORE, codebook):
        if (folder / name).exists():
            raise ProjectExists(
                folder / name,
                msg("is there already, and nothing was changed"),
                next_step=msg("name another folder, or use what is there"),
            )
    settings = _settings_template().replace("{name}", _quoted(folder.resolve().name or "kodetre"))
    settings = settings.replace("{language}", language).replace("{codebook}", codebook)
    try:
        for part in (CODEBOOKS, CORPUS):
            (folder / part).mkdir(parents=True, exist_ok=True)
        _write_new(folder / codebook, shipped.read_text("utf-8"))
        Store(folder / STORE, create=True).close()
        _write_new(folder / SETTINGS, settings)  # last: with it the folder is a project, and not before
    except OSError as error:
        raise OutputFailed(error.filename or folder, (error.strerror or msg("cannot be written")).lower()) from error
    return Project(folder, read_settings(folder / SETTINGS))


def _settings_template() -> str:
    return (resources.files("kodetre.project") / SETTINGS).read_text("utf-8")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
