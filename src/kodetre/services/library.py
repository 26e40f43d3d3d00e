"""The files of a reference manager's export, and the metadata that it gives each."""

import os
from dataclasses import dataclass
from pathlib import Path

from kodetre.exchange.library import LibraryWork, file_by_title, file_of, read_library
from kodetre.i18n.message import msg
from kodetre.ingest.read import KINDS


@dataclass(frozen=True, slots=True)
class LibraryFiles:
    """Each file that is there with its metadata, and a sentence for every work that has none and every value left out."""

    files: dict[Path, dict[str, str]]
    without_file: tuple[str, ...]


def with_files(export: Path) -> LibraryFiles:
    """What an export names, with paths from its own folder. Raises BadLibrary and what reading a file raises."""
    files: dict[Path, dict[str, str]] = {}
    remarks: list[str] = []
    for work in read_library(export):
        name = f"{work.name}: {work.fields.get('title', 'without a title')}"
        remarks += [f"{name}: {remark}" for remark in work.remarks]
        path, why = _document_of(work, export)
        if path is None:
            remarks.append(f"{name}: {why}")
        elif path in files:
            remarks.append(
                msg(
                    "{name}: its file is another work's too, whose metadata it keeps ({path_name})",
                    name=name,
                    path_name=path.name,
                )
            )
        else:
            files[path] = dict(work.fields)
    return LibraryFiles(files, tuple(remarks))


def _document_of(work: LibraryWork, export: Path) -> tuple[Path | None, str]:
    """The first file of a work that is there and can be read, a PDF before others; else why there is none."""
    named = [Path(os.path.abspath(file_of(file, export))) for file in work.files]  # noqa: PTH100 - a link keeps its own name
    readable = [path for path in named if path.suffix.lower() in KINDS and path.is_file()]
    if readable:
        return min(readable, key=lambda path: path.suffix.lower() != ".pdf"), ""
    by_title = file_by_title(work.fields.get("title", ""), export)
    if by_title is not None and by_title.suffix.lower() in KINDS:
        return Path(os.path.abspath(by_title)), ""  # noqa: PTH100
    return None, msg("its file is not there ({file})", file=named[0]) if named else msg("has no file")
