"""Taking documents in: which files are new, which are newer versions of a document, and what becomes of each."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from kodetre.document.reanchor import find_again, shared
from kodetre.errors import ClusterGone, KodetreError, MissingFile, NothingMatched, NotPossible
from kodetre.i18n.message import by_number, msg
from kodetre.ingest.find import find as find_files
from kodetre.ingest.metadata import Listed, listed_for
from kodetre.ingest.pool import How, ReadResult, read_all
from kodetre.ingest.readers import ocr
from kodetre.ingest.readers.ocr import Ocr
from kodetre.ingest.turns import Speakers
from kodetre.model.codings import Moved
from kodetre.model.documents import Document, DocumentInfo, ReadFile, Reading
from kodetre.project.keys import key_of
from kodetre.project.project import Project
from kodetre.pseudonyms.edits import without_names
from kodetre.pseudonyms.names import Names
from kodetre.pseudonyms.reading import pseudonymised
from kodetre.services.library import LibraryFiles, with_files
from kodetre.store import Store
from kodetre.userfile import sha256_of

SHARDS = ".kodetre-shards"
"""The folder of a project for what workers have read and is not yet in its store."""
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
    """How many files have been read of how many, and the name of the next, which is first looked up; for a progress bar."""

    done: int
    total: int
    following: str


Outcome = Ingested | Skipped | Failed | Updated | Read


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What to take in and how: files and folders, a list of metadata, with text recognition or not, files again that are
    there already, the document that the one file given is a newer version of, in how many processes (one for each core
    unless said), and who does it.
    """

    paths: tuple[Path, ...]
    metadata: Path | None = None
    ocr: Ocr = "off"
    again: bool = False
    replaces: str = ""
    jobs: int | None = None
    coder: str | None = None
    library: Path | None = None
    """An export of a reference manager: CSL-JSON, RIS or BibTeX."""
    speakers: Speakers = "auto"
    """Whether turns of speakers are looked for."""
    dry_run: bool = False
    """Only say what would be taken in."""
    on: Literal["processes", "dask"] = "processes"
    """Where files are read: in processes of this machine, or by the workers of a Dask cluster."""
    scheduler: str = ""
    """The address of the cluster's scheduler; otherwise a cluster of this machine alone is begun."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that would be taken in, with the metadata that lists give it; `known` is the document that it is already."""

    file: str
    fields: Mapping[str, str]
    known: str


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of every file; `interrupted` when it was stopped (Ctrl-C), and then these are whole and the rest is not
    begun.
    """

    ingested: tuple[Ingested, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[KodetreError, ...]
    updated: tuple[Updated, ...]
    interrupted: bool
    without_file: tuple[str, ...] = ()
    """Works of the library that have no file, and what of others could not be taken."""
    planned: tuple[Planned, ...] = ()
    """What would be taken in, when it was only to be said."""

    @property
    def new(self) -> list[DocumentInfo]:
        """The documents that were not there before."""
        return [ingested.info for ingested in self.ingested if ingested.moved is None]

    @property
    def newer(self) -> list[DocumentInfo]:
        """The documents that have a newer text now."""
        return [ingested.info for ingested in self.ingested if ingested.moved is not None]

    @property
    def moved(self) -> Moved:
        """What became of the codings of all documents that have a newer text."""
        each = [ingested.moved for ingested in self.ingested if ingested.moved is not None]
        return Moved(
            sum(moved.exact for moved in each),
            sum(moved.near for moved in each),
            sum(moved.adrift for moved in each),
            sum(moved.proposed for moved in each),
        )


@dataclass(slots=True)
class _Outcomes:
    """What has become of files until now."""

    ingested: list[Ingested] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[KodetreError] = field(default_factory=list)
    updated: list[Updated] = field(default_factory=list)

    def add(self, outcome: Ingested | Skipped | Failed | Updated) -> None:
        """Write an outcome down."""
        match outcome:
            case Ingested():
                self.ingested.append(outcome)
            case Skipped():
                self.skipped.append(outcome)
            case Failed():
                self.failed.append(outcome.error)
            case Updated():
                self.updated.append(outcome)

    def result(self, *, interrupted: bool) -> IngestResult:
        """All of it."""
        return IngestResult(
            tuple(self.ingested), tuple(self.skipped), tuple(self.failed), tuple(self.updated), interrupted
        )


def ingest(
    project: Project, request: IngestRequest, on_progress: Callable[[Read], None] = lambda _: None
) -> IngestResult:
    """Take files in; `on_progress` is told whenever one has been gone through.

    Raises BadMetadata, NothingMatched when the paths hold no documents, NotPossible when a document is to be replaced by
    several files, MissingKey when the project has pseudonyms and no key on this machine,
    UnknownDocument when there is no such one; a file that cannot be read is an outcome.
    """
    listed = project.listed_metadata(request.metadata)
    library = with_files(request.library) if request.library is not None else LibraryFiles({}, ())
    for path, fields in library.files.items():
        listed = {path.as_posix(): {**fields, **listed_for(path, listed)}, **listed}
    files = find_files((*request.paths, *library.files))
    outcomes = _Outcomes()
    outcomes.failed += files.refused
    outcomes.skipped += [Skipped(project.display(path), reason) for path, reason in files.skipped]
    if not files.files and not files.refused and not library.without_file:
        where = ", ".join(str(path) for path in request.paths)
        next_step = msg("kodetre reads .pdf, .docx, .odt, .rtf, .html, .txt, .md, .vtt and .srt files")
        raise NothingMatched(where, msg("no documents here"), next_step=next_step)
    with project.store() as store:
        if request.dry_run:
            planned = tuple(_plan(project, store, path, listed) for path in files.files)
            return replace(outcomes.result(interrupted=False), without_file=library.without_file, planned=planned)
        try:
            for outcome in _take_in(project, store, files.files, listed, request):
                if isinstance(outcome, Read):
                    on_progress(outcome)
                else:
                    outcomes.add(outcome)
        except KeyboardInterrupt:
            return replace(outcomes.result(interrupted=True), without_file=library.without_file)
        except ClusterGone as error:
            outcomes.add(Failed(error))
    return replace(outcomes.result(interrupted=False), without_file=library.without_file)


def _plan(project: Project, store: Store, path: Path, listed: Listed) -> Planned:
    return Planned(project.display(path), listed_for(path, listed), store.documents.known(sha256_of(path)) or "")


def missing_for_ocr() -> str:
    """What to do before text can be recognised; empty when everything that it takes is there."""
    return ocr.INSTALL if ocr.missing() else ""


def _take_in(
    project: Project, store: Store, files: Sequence[Path], listed: Listed, request: IngestRequest
) -> Iterator[Outcome]:
    """Take files in, one transaction each and one step of the journal for all; outcomes in the order of the files."""
    coder = project.coder(request.coder)
    if request.replaces and len(files) > 1:
        raise NotPossible(request.replaces, msg("can be replaced by one file, not by {count}", count=len(files)))
    replaced = store.documents.find(request.replaces).id if request.replaces else ""
    id = store.pseudonyms.key()
    names = Names(key_of(id).forms()) if id else Names({})
    if id and request.on == "dask":
        what = msg("writes what is read to the disk before names are replaced")
        raise NotPossible("--on dask", what, next_step=msg("a project with pseudonyms reads with --on processes"))
    hashes: dict[Path, str] = {}
    fresh: list[Path] = []
    for path in files:
        yield Read(0, len(files), path.name)
        try:
            hashes[path] = sha256_of(path)
        except KodetreError as error:
            yield Failed(error)
            continue
        known = store.documents.known(hashes[path])
        if known is None or _read_again(store, known, request):
            fresh.append(path)
        else:
            yield Skipped(project.display(path), msg("is there already as {known}", known=known))
            values = {name: without_names(value, names) for name, value in listed_for(path, listed).items()}
            yield from _update(store, known, values, coder)
    step: int | None = None
    yield Read(0, len(fresh), fresh[0].name if fresh else "")
    for place, read in enumerate(_readings(project, request, fresh, hashes)):
        path = read.path
        if read.error is not None or read.reading is None:
            yield Failed(read.error or MissingFile(path, msg("gave nothing")))
        else:
            file = ReadFile(read.reading, hashes[path], project.display(path), listed_for(path, listed))
            if names:
                file = _without_names(file, names, inside=path.is_relative_to(project.root.resolve()))
            outcome, step = _keep(store, file, coder, step, replaced)
            if isinstance(outcome, Ingested) and read.remarks:
                outcome = replace(outcome, notes=(*outcome.notes, *read.remarks))
            yield outcome
        yield Read(place + 1, len(fresh), fresh[place + 1].name if place + 1 < len(fresh) else "")


def _readings(
    project: Project, request: IngestRequest, files: Sequence[Path], hashes: Mapping[Path, str]
) -> Iterator[ReadResult]:
    """What becomes of files, in their order, wherever they are read."""
    jobs, how = request.jobs or os.cpu_count() or 1, How(request.ocr, project.settings.strike, request.speakers)
    if request.on == "processes":
        return read_all(files, jobs, how)
    from kodetre.ingest.cluster import Cluster, HashedFile, read_on_cluster

    hashed = [HashedFile(path, hashes[path]) for path in files]
    return read_on_cluster(hashed, how, Cluster(project.root / SHARDS, request.scheduler, min(jobs, len(files))))


def _without_names(file: ReadFile, names: Names, *, inside: bool) -> ReadFile:
    """What was read, with pseudonyms; it says so, and where the file should not be."""
    file = pseudonymised(file, names)
    count = file.reading.pseudonyms
    if not count:
        return file
    notes = [
        by_number(count, "{number} name was replaced by a pseudonym", "{number} names were replaced by pseudonyms")
    ]
    if inside:
        notes.append(msg("its file has the names: keep it outside of the project's folder"))
    return replace(file, reading=replace(file.reading, notes=(*file.reading.notes, *notes)))


def _read_again(store: Store, known: str, request: IngestRequest) -> bool:
    return request.again or (request.ocr != "off" and store.documents.find(known).status != "ok")


def _keep(store: Store, read: ReadFile, coder: str, step: int | None, replaced: str) -> tuple[Outcome, int | None]:
    """Write down what was read: as a new document, as a newer version of one, or not at all when nothing is new in it."""
    reading, file, notes = read.reading, read.file, read.reading.notes
    older = _older(store, read.sha256, file, replaced)
    if older is not None:
        if _same(older.reading, reading):
            why = msg("has the same content as") if older.info.file != file else msg("reads as before; it is there as")
            return Skipped(file, f"{why} {older.id}"), step
        sure = bool(replaced) or older.info.sha256 == read.sha256 or not older.text
        if sure or shared(older.text, reading.text) >= OTHER_TEXT:
            info, step, moved = store.documents.renew(older.id, read, coder, find_again, step)
            return Ingested(info, notes, moved), step
        notes = (
            *notes,
            msg(
                "the path of {older_id}, but quite another text, and so a document of its own; if it is "
                "{older_id} all the same: kodetre undo, then kodetre ingest {file} --replaces {older_id}",
                older_id=older.id,
                file=file,
            ),
        )
    info, step = store.documents.add(read, coder, step)
    return Ingested(info, notes), step


def _older(store: Store, sha256: str, file: str, replaced: str) -> Document | None:
    """The document that a file is a version of: the one named, the one with the same bytes, or the last of its path."""
    id = replaced or store.documents.known(sha256) or store.documents.at(file)
    return store.documents.get(id) if id else None


def _same(old: Reading, new: Reading) -> bool:
    blocks = tuple(replace(block, asks=False) if block.asks else block for block in old.blocks)
    return (old.text, old.pages, blocks, old.notes, old.times) == (
        new.text,
        new.pages,
        new.blocks,
        new.notes,
        new.times,
    )


def _update(store: Store, id: str, values: Mapping[str, str], coder: str) -> Iterator[Updated]:
    """Metadata that the list has come to say of a document that is there already."""
    if values:
        for changed, fields in store.documents.set_metadata({id: dict(values)}, coder, "list").items():
            yield Updated(changed, tuple(fields))
