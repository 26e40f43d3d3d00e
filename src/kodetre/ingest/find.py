"""Which files of the paths that were given are documents, and why the others are not."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kodetre.errors import MissingFile, NotAFile, UnreadableInput
from kodetre.i18n.message import msg
from kodetre.ingest.read import KINDS

METADATA_FILES = ("documents.yaml", "documents.yml")
_NOT_ORDINARY = msg("is no ordinary file")
"""Why a pipe, a socket or a device is left alone: reading one may never end."""


@dataclass(frozen=True, slots=True)
class FileSelection:
    """The files to read in a steady order, and those that are left alone with the reason."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...]
    refused: tuple[UnreadableInput, ...]
    """Why what was given by name cannot be read: it is not there, or is a pipe or a device."""


def find(paths: Iterable[Path]) -> FileSelection:
    """Files as given, and everything in folders, however deep; hidden files are passed over without a word."""
    files: dict[Path, None] = {}
    skipped: list[tuple[Path, str]] = []
    refused: list[UnreadableInput] = []
    for path in paths:
        if path.is_dir():
            for file in _walk(path):
                reason = _why_not(file)
                if reason is None:
                    files.setdefault(_real(file))
                elif reason:
                    skipped.append((file, reason))
        elif path.is_file():
            files.setdefault(_real(path))
        elif path.exists():
            refused.append(NotAFile(path, _NOT_ORDINARY, next_step=msg("save what it gives in a file")))
        else:
            refused.append(MissingFile(path, msg("is not there"), next_step=msg("check the path")))
    return FileSelection(tuple(files), tuple(skipped), tuple(refused))


def _real(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link and name another file


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            yield Path(place) / name


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Numbers in names by their value: plan-2 before plan-10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.casefold())]


def _why_not(file: Path) -> str | None:
    """None when it is a document, an empty text when it is passed over in silence, else the reason."""
    if file.name.startswith((".", "~$")) or file.name in METADATA_FILES or file.suffix.lower() in (".db", ".csv"):
        return ""
    if not file.is_file():
        return _NOT_ORDINARY
    if file.suffix.lower() == ".doc":
        return msg("is in Word's old format; save it as .docx")
    if file.suffix.lower() not in KINDS:
        return msg("is no kind of document that kodetre reads ({ending})", ending=file.suffix or msg("no ending"))
    return None
