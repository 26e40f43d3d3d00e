"""Taking another program's project in: as one step of the journal, or not at all."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kodetre.errors import EmptyFile, KodetreError, MissingFile, NotPossible, OutputFailed, UnknownKind
from kodetre.exchange.qda import Loss, QdaProject, QdaSource
from kodetre.exchange.refi.read import read_qda, unpack
from kodetre.i18n.message import msg
from kodetre.ingest.pool import read_all
from kodetre.model.documents import Document, Reading
from kodetre.model.exchanged import Exchanged
from kodetre.pdf.frame import Frame
from kodetre.pdf.frames import frames_of
from kodetre.project.project import Project
from kodetre.project.settings import CORPUS
from kodetre.services.qda_codes import Codes, place_codes
from kodetre.services.qda_elsewhere import matched
from kodetre.services.qda_in import plan
from kodetre.services.qda_plan import Plan, SourceFile, SourceReport, There
from kodetre.services.worked_out import worked_out
from kodetre.store import Store
from kodetre.store.exchange import ImportStep
from kodetre.store.foreign.database import is_sqlite, opened
from kodetre.store.foreign.qualcoder import DATABASE, is_qualcoder, read_qualcoder
from kodetre.store.foreign.qualcoder import FOLDER as DOCUMENTS
from kodetre.store.foreign.requal import is_requal, read_requal
from kodetre.store.foreign.taguette import is_taguette, read_taguette
from kodetre.userfile import open_file, sha256_of

Opener = Callable[[str, Path], None]
"""Writes a file that a project names (a member of its archive, a file in its folder) to a path."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be taken in, by whom, and whether it is only to be said what would be."""

    file: Path
    coder: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One kind of thing: how many are new, were there already, stand in changed words, are adrift."""

    what: str
    new: int
    known: int = 0
    near: int = 0
    adrift: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What came and what did not. `step` is the step of the journal, 0 when nothing was written."""

    file: str
    origin: str
    rows: tuple[ImportRow, ...]
    sources: tuple[SourceReport, ...]
    losses: tuple[Loss, ...]
    step: int
    dry_run: bool

    def count(self, what: str) -> ImportRow:
        """The row of a kind."""
        return next((row for row in self.rows if row.what == what), ImportRow(what, 0))

    @property
    def is_news(self) -> bool:
        """Whether anything is new."""
        return any(row.new or row.adrift for row in self.rows)


def import_project(
    project: Project, request: ImportRequest, on_progress: Callable[[str], None] = lambda _: None
) -> Imported:
    """Take in what a file of another program's holds: .qdpx, .qdc or .qde of REFI-QDA, a project of QualCoder, Requal or Taguette.

    Raises DamagedFile, EncryptedFile, TooLarge, MissingFile, EmptyFile for the file; CodebookError, CodebookChanged, CannotEdit,
    Overtaken, OutputFailed.
    """
    on_progress(request.file.name)
    read, opener = _read(request.file)
    if not (read.sources or read.codes):
        raise EmptyFile(request.file, msg("has neither codes nor texts in it"), next_step=msg("is it the right file?"))
    with TemporaryDirectory(prefix="kodetre-import-") as temporary:
        files = _unpacked(read, opener, Path(temporary), on_progress)
        return worked_out(lambda: _import(project, request, read, files))


def _read(file: Path) -> tuple[QdaProject, Opener]:
    """The project in a file or folder, and what unpacks the files that it names. Raises UnknownKind for a kind that is not
    known.
    """
    if file.is_dir():
        if not (file / DATABASE).is_file():
            next_step = msg("name a file, or a QualCoder project, which has {database} in it", database=DATABASE)
            raise UnknownKind(
                file, msg("is a folder, and no project of a program that kodetre knows"), next_step=next_step
            )
        file = file / DATABASE
    if not is_sqlite(file):
        return read_qda(file), lambda member, target: unpack(file, member, target)
    with opened(file) as foreign:
        tables = foreign.tables
    if is_qualcoder(tables):
        return _of_qualcoder(file)
    if is_taguette(tables):
        return read_taguette(file), _nothing
    if is_requal(tables):
        return read_requal(file), _nothing
    what = msg("is a database, and none of QualCoder, Requal or Taguette")
    raise UnknownKind(file, what, next_step=msg("export a REFI-QDA project (.qdpx) from the program that made it"))


def _of_qualcoder(database: Path) -> tuple[QdaProject, Opener]:
    folder = database.parent / DOCUMENTS
    return read_qualcoder(database), lambda member, target: _copied(folder / Path(member).name, target)


def _copied(path: Path, target: Path) -> None:
    with open_file(path):
        pass
    shutil.copyfile(path, target)


def _nothing(member: str, target: Path) -> None:
    raise MissingFile(member, msg("is not in the project"))


def _unpacked(
    read: QdaProject, opener: Opener, folder: Path, on_progress: Callable[[str], None]
) -> dict[str, SourceFile]:
    """The PDFs and Word files of a project, unpacked and read."""
    paths: dict[Path, QdaSource] = {}
    why: dict[str, str] = {}
    for number, source in enumerate(read.sources):
        member = source.file or source.rich
        if not member:
            continue
        path = folder / f"{number}{'.pdf' if source.file else '.docx'}"
        try:
            opener(member, path)
        except KodetreError as error:
            why[source.guid] = error.what
            continue
        paths[path] = source
    files = {guid: SourceFile(folder, "", None, reason) for guid, reason in why.items()}
    on_progress(f"{len(paths)} files" if paths else "")
    for result in read_all(list(paths), os.cpu_count() or 1):
        source = paths[result.path]
        reason = result.error.what if result.error is not None and source.file else ""
        reading = result.reading
        if reading is not None and not reading.text.strip() and source.text.strip():
            reading, reason = None, "has no text that can be read"
        if reading is not None:
            reading = _titled_by_nobody(reading, result.path)
        frames = _frames(result.path) if source.file and source.areas and reading is not None else ()
        files[source.guid] = SourceFile(result.path, sha256_of(result.path), reading, reason, frames)
    return files


def _titled_by_nobody(reading: Reading, path: Path) -> Reading:
    """A reading without the title that it has of the name of the unpacked file."""
    if reading.metadata.title != path.stem:
        return reading
    return replace(reading, metadata=replace(reading.metadata, title=""))


def _frames(path: Path) -> tuple[Frame, ...]:
    try:
        return tuple(frames_of(path))
    except KodetreError:
        return ()


def _import(project: Project, request: ImportRequest, read: QdaProject, files: Mapping[str, SourceFile]) -> Imported:
    coder = project.coder(request.coder)
    with project.store() as store:
        seen = store.journal.mark()
        codebook = project.codebook()
        kept = store.exchange.kept()
        matching = matched(project, store, read, files, kept)
        read, files = matching.project, matching.files
        there = _there(store, read, files, kept, matching.documents, project.settings.group_kind)
        used = there.codings or store.codings.kept()
        codes = place_codes(codebook, str(project.codebook_path), read, kept, unused=not used)
        folder = project.root / CORPUS / _folder_name(request.file)
        planned = plan(read, codes, files, there, coder, project.display(folder))
        if request.dry_run:
            return _would(request, read, codes, planned)
        step = ImportStep(coder, request.file.name, codebook, codes.edited.codebook, seen)
        if not _is_news(planned, codes, there):
            return replace(_would(request, read, codes, planned), dry_run=False)
        with _files_put(planned, folder):
            arrived = store.exchange.take(planned.arrival, step)
    for report, id in zip(planned.sources, arrived.documents, strict=True):
        report.document = id
    rows = _rows(codes, planned)
    coded = ImportRow("codings", arrived.made, arrived.known, arrived.near, arrived.adrift)
    rows = [coded if row.what == "codings" else row for row in rows]
    return Imported(
        request.file.name, read.origin, tuple(rows), tuple(planned.sources), tuple(planned.losses), arrived.step, False
    )


def _is_news(planned: Plan, codes: Codes, there: There) -> bool:
    """Whether an import says anything that the project does not have."""
    new_cases = any(case.brings_news(there.cases.get(case.key)) for case in planned.arrival.cases)
    new_codings = any(report.codings or report.adrift for report in planned.sources)
    new_documents = any(not document.known for document in planned.arrival.documents)
    return new_documents or new_codings or new_cases or bool(codes.new) or planned.memos > 0


def _there(
    store: Store,
    read: QdaProject,
    files: Mapping[str, SourceFile],
    kept: Sequence[Exchanged],
    matches: Mapping[str, Document],
    group_kind: str,
) -> There:
    """What the project has of a project that is taken in; `matches` are documents that sources have been told to be."""
    import hashlib

    infos = {info.uuid: info for info in store.documents.all()}
    came_as = {row.guid: row.name for row in kept if row.kind == "document"}
    documents: dict[str, Document] = dict(matches)
    for source in read.sources:
        if source.guid in documents:
            continue
        info = infos.get(came_as.get(source.guid, source.guid))
        file = files.get(source.guid)
        hashes = [hashlib.sha256(source.text.encode("utf-8", "replace")).hexdigest()]
        if file is not None and file.sha256:
            hashes.insert(0, file.sha256)
        id = info.id if info is not None else next((one for one in map(store.documents.known, hashes) if one), None)
        if id is not None and id not in {document.id for document in documents.values()}:
            documents[source.guid] = store.documents.get(id)
    with_areas = {source.guid for source in read.sources if source.areas}
    boxes = {
        document.id: store.documents.boxes(document.id) for guid, document in documents.items() if guid in with_areas
    }
    every = store.codings.kept()
    codings = {coding.key: coding for coding in every if coding.found != "adrift"}
    adrift = [coding for coding in every if coding.found == "adrift"]
    lost = frozenset((one.document, one.anchor.quote, one.code, one.coder) for one in adrift)
    rows = {(row.kind, row.name): row for row in kept}
    written: dict[str, list[str]] = {}
    for memo in store.codings.memos():
        written.setdefault(memo.target, []).append(memo.text)
    memos = {target: "\x00".join(texts) for target, texts in written.items()}
    cases = {case.key: frozenset(case.attributes) for case in store.cases.all()}
    guids, empty = store.exchange.guids(), not infos and not codings
    return There(documents, boxes, guids, codings, lost, rows, memos, empty, group_kind, cases)


def _folder_name(file: Path) -> str:
    stem = "".join(letter if letter.isalnum() or letter in " -_.()" else "_" for letter in file.stem).strip(" .")
    return stem[:80] or "import"


@contextmanager
def _files_put(planned: Plan, folder: Path) -> Iterator[None]:
    """The files of documents in their folder of the corpus; gone again when they are not taken in. Raises OutputFailed,
    NotPossible.
    """
    put: list[Path] = []
    made_folder = not folder.exists()
    try:
        if planned.texts or planned.files:
            folder.mkdir(parents=True, exist_ok=True)
        for name, data in planned.texts.items():
            if not _is_there(folder / name, data=data):
                (folder / name).write_bytes(data)
                put.append(folder / name)
        for name, path in planned.files.items():
            if not _is_there(folder / name, path=path):
                shutil.copyfile(path, folder / name)
                put.append(folder / name)
        yield
    except BaseException as error:
        for path in put:
            path.unlink(missing_ok=True)
        if made_folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        if isinstance(error, OSError):
            raise OutputFailed(folder, (error.strerror or "cannot be written").lower()) from error
        raise


def _is_there(target: Path, data: bytes | None = None, path: Path | None = None) -> bool:
    """Whether a file is what it is to be already. Raises NotPossible when it is another one."""
    if not target.exists():
        return False
    same = target.is_file() and (
        target.read_bytes() == data if data is not None else path is not None and sha256_of(target) == sha256_of(path)
    )
    if not same:
        what = msg("is there already, and is another file than the one that is to be put there")
        raise NotPossible(
            target, what, next_step=msg("give the file that you import another name, and import it again")
        )
    return True


def _would(request: ImportRequest, read: QdaProject, codes: Codes, planned: Plan) -> Imported:
    return Imported(
        request.file.name,
        read.origin,
        tuple(_rows(codes, planned)),
        tuple(planned.sources),
        tuple(planned.losses),
        0,
        True,
    )


def _rows(codes: Codes, planned: Plan) -> list[ImportRow]:
    documents = planned.arrival.documents
    known = sum(bool(document.known) for document in documents)
    sources = planned.sources
    return [
        ImportRow("documents", len(documents) - known, known),
        ImportRow("codes", codes.new, codes.known),
        ImportRow(
            "codings", sum(one.codings for one in sources), sum(one.known for one in sources),
            sum(one.near for one in sources), sum(one.adrift for one in sources),
        ),
        ImportRow("memos", planned.memos),
        ImportRow("cases", planned.groups),
    ]  # fmt: skip
