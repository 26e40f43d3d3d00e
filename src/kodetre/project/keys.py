"""The key to the pseudonyms of a project: a file that nobody else may read, outside of the project.

Where it lies is written in the user's own settings, by the id that the project's store knows it by.
"""

import json
import os
import stat
import sys
from pathlib import Path

from kodetre.atomic import write_bytes
from kodetre.errors import BadKey, MissingKey, OutputFailed
from kodetre.i18n.message import joined, msg
from kodetre.model.pseudonyms import Key
from kodetre.userfile import read_text
from kodetre.yamlfile import Checker, MappingNode, parse

_KEYS = ("id", "names", "not_names")
_PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_HEAD = """\
# The key to the pseudonyms of a project in kodetre. Keep it apart from the project, and give it to nobody.
"""


def user_folder() -> Path:
    """Where the user's own settings are; KODETRE_CONFIG names another place."""
    if own := os.environ.get("KODETRE_CONFIG"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "kodetre"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "kodetre"


def path_of(id: str) -> Path:
    """Where the key with this id lies on this machine, or would: as the user's settings say, else among them. Raises BadKey."""
    return _known().get(id, user_folder() / "keys" / f"{id}.yaml")


def remember(id: str, path: Path) -> None:
    """Write into the user's settings where a key lies. Raises OutputFailed, BadKey."""
    lines = [
        f"{known}: {json.dumps(str(place), ensure_ascii=False)}\n" for known, place in {**_known(), id: path}.items()
    ]
    _write(user_folder() / "keys.yaml", "".join(lines))


def read_key(path: Path) -> Key:
    """The key in a file. Raises MissingFile, BadKey with every mistake in it."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    key = Key("")
    if root is not None and (mapping := checker.mapping(root, msg("a key"), _KEYS)) is not None:
        id = checker.text(mapping, "id", required=True)
        names: dict[str, str] = {}
        if (listed := mapping.get("names")) is not None and (pairs := checker.mapping(listed, "names")) is not None:
            names = {entry.text: checker.text(pairs, entry.text, required=True) for entry, _ in pairs.entries}
        key = Key(id, tuple(names.items()), tuple(word.text for word in checker.texts(mapping, "not_names")))
    elif not checker.problems:
        raise BadKey(path, msg("is empty"), next_step=msg("put the key back from where you keep a copy of it"))
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadKey(
            path,
            msg("has mistakes\n{problems}", problems=problems),
            next_step=msg("mend them in the file, and try again"),
        )
    if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(_PRIVATE)  # whoever made it wider, or copied it: it is nobody else's
    return key


def write_key(path: Path, key: Key) -> None:
    """Write a key to its file, which nobody else may read. Raises OutputFailed."""
    lines = [_HEAD, f"id: {key.id}\n", "names:" + ("\n" if key.names else " {}\n")]
    lines += [f"  {_quoted(name)}: {_quoted(pseudonym)}\n" for name, pseudonym in key.names]
    if key.not_names:
        lines.append("not_names:\n")
        lines += [f"  - {_quoted(word)}\n" for word in key.not_names]
    _write(path, "".join(lines))


def key_of(id: str) -> Key:
    """The key of a project whose store names this id. Raises MissingKey when it is not on this machine, BadKey."""
    path = path_of(id)
    if not path.is_file():
        raise MissingKey(
            path,
            msg("is not there, and the project has pseudonyms by it"),
            next_step=msg("put the key there, or say where it is: kodetre pseudonyms init --key FILE"),
        )
    key = read_key(path)
    if key.id != id:
        raise BadKey(path, msg("is the key of another project"), next_step=msg("put the right one in its place"))
    return key


def check_place(path: Path, root: Path) -> Path:
    """The path of a file with names, when it is outside of a project. Raises BadKey."""
    place = Path(os.path.realpath(path))
    if place.is_relative_to(os.path.realpath(root)):
        raise BadKey(
            path,
            msg("is inside the project, which is shared and archived; what names people is kept apart from it"),
            next_step=msg("name a place outside of {root}", root=root),
        )
    return place


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else may read. Raises OutputFailed."""
    _write(path, text)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        elif sys.platform != "win32":
            path.chmod(_PRIVATE)
        write_bytes(path, text.encode())
    except OSError as error:
        raise OutputFailed(path, (error.strerror or msg("cannot be written")).lower()) from error


def _known() -> dict[str, Path]:
    """The places of keys by their ids."""
    path = user_folder() / "keys.yaml"
    if not path.is_file():
        return {}
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    places: dict[str, Path] = {}
    if isinstance(root, MappingNode):
        places = {entry.text: Path(checker.text(root, entry.text)) for entry, _ in root.entries}
    if checker.problems:
        raise BadKey(path, checker.problems[0].told(), next_step=msg("mend them in the file, and try again"))
    return places


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON have it."""
    return json.dumps(text, ensure_ascii=False)
