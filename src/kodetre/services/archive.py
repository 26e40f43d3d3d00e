"""A project as it goes to a data archive: documents by choice, codebook, codings, how it was done, and a hash of every file."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kodetre import __version__
from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters
from kodetre.errors import KodetreError, NothingMatched
from kodetre.exchange.annotation import Annotated, annotations
from kodetre.exchange.qda import Loss
from kodetre.exchange.tables import Field, TidyTable, as_csv
from kodetre.i18n.message import msg
from kodetre.model.documents import Document
from kodetre.model.moments import write_moment
from kodetre.project.project import Project
from kodetre.services.export_tables import files_of, tables_of
from kodetre.services.places import locators_of
from kodetre.services.report import make
from kodetre.services.report_request import ReportRequest
from kodetre.store import Store
from kodetre.userfile import read_text, sha256_of

_DAY = (1980, 1, 1, 0, 0, 0)
_REPORTS = ("documents", "codebook", "progress", "memos", "absence", "synthesis")
"""What tells how it was done."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """What goes into an archive: which documents (all, unless some are named), whether their files or their text alone, the
    terms, and whether codings are given as annotations too.
    """

    documents: tuple[str, ...] = ()
    texts_only: bool = False
    licence: str = ""
    """Terms of use, or the path of a file with them."""
    annotate: bool = False


@dataclass(slots=True)
class Archived:
    """An archive that can be written: how much is in it, what is not, and the names of its members."""

    members: dict[str, bytes | Path] = field(default_factory=dict)
    documents: int = 0
    codings: int = 0
    losses: list[Loss] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write it as a ZIP; the same project gives the same bytes. Raises OSError."""
        sums: list[str] = []
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(self.members.items()):
                info = zipfile.ZipInfo(name, _DAY)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                if isinstance(data, bytes):
                    archive.writestr(info, data)
                    sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
                    continue
                with archive.open(info, "w", force_zip64=True) as member, data.open("rb") as file:
                    digest = hashlib.sha256()
                    while piece := file.read(1 << 20):
                        digest.update(piece)
                        member.write(piece)
                sums.append(f"{digest.hexdigest()}  {name}")
            info = zipfile.ZipInfo("SHA256SUMS", _DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, "\n".join([*sums, ""]))


def archive(project: Project, request: ArchiveRequest, on_progress: Callable[[str], None] = lambda _: None) -> Archived:
    """Gather what goes into an archive.

    Raises UnknownDocument, NothingMatched where there are no documents, MissingFile for terms that are not there, CodebookError.
    """
    archived = Archived()
    with project.store() as store:
        infos = store.documents.all()
        chosen = {store.documents.find(name).id for name in request.documents} or {info.id for info in infos}
        if not chosen:
            raise NothingMatched("", msg("there are no documents to archive"), next_step=msg("kodetre ingest corpus/"))
        documents = [store.documents.get(info.id) for info in infos if info.id in chosen]
        archived.documents = len(documents)
        for document in documents:
            _add_document(project, document, archived, texts_only=request.texts_only)
        tables = tables_of(project, store, chosen)
        archived.codings = sum(len(table.rows) for table in tables if table.name == "codings")
        archived.members |= {f"data/{name}": data for name, data in files_of(project, store, tables, "csv")}
        archived.members["journal.csv"] = _journal(store)
        if request.annotate:
            archived.members["annotations.jsonld"] = _annotations(store, project.codebook(), documents)
    left = len(infos) - len(documents)
    if left:
        archived.losses.append(
            Loss(left, msg("documents"), msg("are not chosen; neither they nor their codings are in the archive"))
        )
    archived.members["codebook.yaml"] = project.codebook().source.encode()
    with project.store() as store:
        is_begun = bool(store.synthesis.live())
    for kind in _REPORTS:
        if kind == "synthesis" and not is_begun:
            continue
        on_progress(kind)
        report = _report(project, kind, tuple(sorted(chosen)))
        if report is not None:
            archived.members[f"method/{kind}.md"] = report
    terms = _terms(request.licence)
    archived.members["LICENCE.txt"] = terms or b"No terms of use are given.\n"
    if not terms:
        archived.losses.append(Loss(1, msg("terms of use"), msg("are not given: --licence 'CC BY 4.0', or a file")))
    archived.members["README.md"] = _about(project, archived, request)
    return archived


def _add_document(project: Project, document: Document, archived: Archived, *, texts_only: bool) -> None:
    """A document's reading text, and the file that it was read from, where that is wanted and still the one that was read."""
    name = _UNSAFE.sub("_", document.info.file.rsplit("/", 1)[-1]) or document.id
    archived.members[f"texts/{document.id}.txt"] = document.text.encode("utf-8", "replace")
    if texts_only:
        return
    if document.info.pseudonyms:
        why = msg("{id} is there as its text alone: its file has the names that pseudonyms stand for", id=document.id)
        archived.losses.append(Loss(1, msg("files"), why))
        return
    path = project.root / document.info.file
    try:
        same = path.is_file() and sha256_of(path) == document.info.sha256
    except KodetreError:
        same = False
    if same:
        archived.members[f"documents/{document.id}-{name}"] = path
    else:
        archived.losses.append(
            Loss(
                1, msg("files"), msg("{id} is there as its text alone: its file is gone or has changed", id=document.id)
            )
        )


def _journal(store: Store) -> bytes:
    """What was done, by whom and when: steps that were taken back too."""
    fields = (
        Field("step", "integer", "Number"), Field("created", "datetime", "When"), Field("coder", "string", "Who"),
        Field("name", "string", "What"), Field("undone", "boolean", "Whether it was taken back"),
    )  # fmt: skip
    rows = [
        (step.number, write_moment(step.created), step.coder, step.name, step.undone) for step in store.journal.steps()
    ]
    return as_csv(TidyTable("journal", "Every step", fields, rows))


def _annotations(store: Store, codebook: Codebook, documents: Sequence[Document]) -> bytes:
    by_id = {document.id: document for document in documents}
    locators = locators_of(store, documents)
    listed: list[Annotated] = []
    for coding in store.codings.live():
        document = by_id.get(coding.document)
        if document is None:
            continue
        info = document.info
        first, _ = locators[document.id].pages(coding.span)
        number = first.number if document.reading.paged else 0
        label = locators[document.id].page_label(coding.span)
        source = info.metadata.url or f"urn:uuid:{info.uuid}"
        anchor = coding.anchor
        listed.append(
            Annotated(
                coding.id, source, info.display_title, anchor.quote, anchor.before, anchor.after, coding.span.start,
                coding.span.end, number, label, codebook.label_path(coding.code), coding.coder, write_moment(coding.created),
                coding.memo, )
        )  # fmt: skip
    return annotations(listed)


def _report(project: Project, kind: str, documents: tuple[str, ...]) -> bytes | None:
    request = ReportRequest(project, kind, filters=Filters(document=documents))
    try:
        return make(request).by_format["md"]
    except NothingMatched:
        return None


def _terms(licence: str) -> bytes:
    if not licence:
        return b""
    path = Path(licence)
    looks_like_a_file = "/" in licence or path.suffix.lower() in (".txt", ".md")
    text = read_text(path) if looks_like_a_file or path.is_file() else licence
    return f"{text.strip()}\n".encode()


def _about(project: Project, archived: Archived, request: ArchiveRequest) -> bytes:
    lines = [
        f"# {project.settings.name}", "",
        f"{archived.documents} documents and {archived.codings} codings, written by kodetre {__version__}.", "",
        "| what | where |", "| --- | --- |",
        "| documents as they were read | documents/ |" if not request.texts_only else "| (files of documents are left out) | |",
        "| the text that offsets point into (code points from 0) | texts/ |",
        "| documents, codes, codings, decisions, memos as tables, with a dictionary | data/ |",
        "| the code tree, with definitions and keywords | codebook.yaml |",
        "| how it was done: sources, codes, progress, memos, what is absent and who has read what, the synthesis | method/ |",
        "| every step of the work | journal.csv |",
        *(["| codings as Web Annotations (JSON-LD) | annotations.jsonld |"] if request.annotate else []),
        "| terms of use | LICENCE.txt |",
        "| SHA-256 of every file (sha256sum -c SHA256SUMS) | SHA256SUMS |", "",
        "The project's settings, its store, its list of actors and any key to pseudonyms are not in it.", "",
    ]  # fmt: skip
    return "\n".join(lines).encode()
