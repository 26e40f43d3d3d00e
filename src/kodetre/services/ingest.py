"""Taking documents in: which files are new, which are newer versions of a document, and what becomes of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodetre.document.reanchor import find_again, shared
from kodetre.errors import KodetreError, MissingFile, NotPossible
from kodetre.ingest.metadata import Listed, listed_for
from kodetre.ingest.pool import read_all
from kodetre.ingest.read import sha256_of
from kodetre.ingest.readers.ocr import Ocr
from kodetre.model.codings import Moved
from kodetre.model.documents import Document, DocumentInfo, ReadFile, Reading
from kodetre.project.project import Project
from kodetre.store import Store

OTHER_TEXT = 0.1
"""The share of a document's word sequences under which a file of the same path is another document."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document was taken in; `moved` says what became of its codings when it is a newer version of one."""

    info: DocumentInfo
    notes: tuple[str, ...]
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file was left alone, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file could not be read."""

    error: KodetreError


@dataclass(frozen=True, slots=True)
class Updated:
    """A document that is there already was given metadata by the list."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A file has been gone through: how many of how many, and the name of the next; for a progress bar."""

    done: int
    total: int
    following: str


Outcome = Ingested | Skipped | Failed | Updated | Read


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How to take in: in how many processes, with text recognition or not, files again that are there already, and the
    id of the document that the one file given is a newer version of.
    """

    jobs: int
    ocr: Ocr = "off"
    again: bool = False
    replaces: str = ""


def take_in(
    project: Project, store: Store, files: Sequence[Path], listed: Listed, coder: str, options: IngestOptions
) -> Iterator[Outcome]:
    """Take files in, one transaction each and one step of the journal for all; outcomes in the order of the files.

    Raises NotPossible when a document is to be replaced by several files, UnknownDocument when there is no such one.
    """
    if options.replaces and len(files) > 1:
        raise NotPossible(options.replaces, f"can be replaced by one file, not by {len(files)}")
    replaced = store.documents.find(options.replaces).id if options.replaces else ""
    hashes: dict[Path, str] = {}
    fresh: list[Path] = []
    for path in files:
        try:
            hashes[path] = sha256_of(path)
        except KodetreError as error:
            yield Failed(error)
            continue
        known = store.documents.known(hashes[path])
        if known is None or _read_again(store, known, options):
            fresh.append(path)
        else:
            yield Skipped(project.display(path), f"is there already as {known}")
            yield from _update(store, known, listed_for(path, listed), coder)
    step: int | None = None
    yield Read(0, len(fresh), fresh[0].name if fresh else "")
    for place, read in enumerate(read_all(fresh, options.jobs, options.ocr)):
        path = read.path
        if read.error is not None or read.reading is None:
            yield Failed(read.error or MissingFile(path, "gave nothing"))
        else:
            file = ReadFile(read.reading, hashes[path], project.display(path), listed_for(path, listed))
            outcome, step = _keep(store, file, coder, step, replaced)
            yield outcome
        yield Read(place + 1, len(fresh), fresh[place + 1].name if place + 1 < len(fresh) else "")


def _read_again(store: Store, known: str, options: IngestOptions) -> bool:
    return options.again or (options.ocr != "off" and store.documents.find(known).status != "ok")


def _keep(store: Store, read: ReadFile, coder: str, step: int | None, replaced: str) -> tuple[Outcome, int | None]:
    """Write down what was read: as a new document, as a newer version of one, or not at all when nothing is new in it."""
    reading, file, notes = read.reading, read.file, read.reading.notes
    older = _older(store, read.sha256, file, replaced)
    if older is not None:
        if _same(older.reading, reading):
            why = "has the same content as" if older.info.file != file else "reads as before; it is there as"
            return Skipped(file, f"{why} {older.id}"), step
        sure = bool(replaced) or older.info.sha256 == read.sha256 or not older.text
        if sure or shared(older.text, reading.text) >= OTHER_TEXT:
            info, step, moved = store.documents.renew(older.id, read, coder, find_again, step)
            return Ingested(info, notes, moved), step
        notes = (
            *notes,
            f"the path of {older.id}, but quite another text, and so a document of its own; if it is {older.id} all the "
            f"same: kodetre undo, then kodetre ingest {file} --replaces {older.id}",
        )
    info, step = store.documents.add(read, coder, step)
    return Ingested(info, notes), step


def _older(store: Store, sha256: str, file: str, replaced: str) -> Document | None:
    """The document that a file is a version of: the one named, the one with the same bytes, or the last of its path."""
    id = replaced or store.documents.known(sha256) or store.documents.at(file)
    return store.documents.get(id) if id else None


def _same(old: Reading, new: Reading) -> bool:
    return (old.text, old.pages, old.blocks, old.notes) == (new.text, new.pages, new.blocks, new.notes)


def _update(store: Store, id: str, values: Mapping[str, str], coder: str) -> Iterator[Updated]:
    """Metadata that the list has come to say of a document that is there already."""
    if values:
        for changed, fields in store.documents.set_metadata({id: dict(values)}, coder, "list").items():
            yield Updated(changed, tuple(fields))
