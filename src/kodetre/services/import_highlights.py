"""Highlights that people have made in a PDF with other programs, as codings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from kodetre.atomic import write_bytes
from kodetre.document.reanchor import shared
from kodetre.errors import NothingMatched, OutputFailed
from kodetre.exchange.highlights import ColourMap, read_map, written_map
from kodetre.exchange.qda import Loss
from kodetre.i18n.message import msg
from kodetre.ingest.pool import read_all
from kodetre.model.documents import Document, Reading
from kodetre.model.exchanged import Arrival
from kodetre.pdf.annotations import Annotation, annotations_of
from kodetre.project.project import Project
from kodetre.services.highlight_plan import ColourUse, Highlights
from kodetre.services.import_project import Imported, ImportRow
from kodetre.services.ingest import OTHER_TEXT
from kodetre.services.worked_out import worked_out
from kodetre.store import Store
from kodetre.store.exchange import ImportStep
from kodetre.userfile import sha256_of


@dataclass(frozen=True, slots=True)
class HighlightsRequest:
    """The PDF, the map of its colours (one that is not there is written, to be filled in), the document that it is where that
    cannot be told, who imports, and whether it is only to be said what would come.
    """

    file: Path
    map: Path | None = None
    document: str = ""
    coder: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportedHighlights:
    """What came, the colours with their codes, and the map that was written, to be filled in."""

    imported: Imported
    colours: tuple[ColourUse, ...]
    map: str = ""


def import_highlights(project: Project, request: HighlightsRequest) -> ImportedHighlights:
    """Take the highlights of a PDF in, as one step.

    Raises NothingMatched where there are none, DamagedFile and what reading a PDF raises, BadColourMap, UnknownCode for a code
    of the map that there is not, UnknownDocument, Overtaken.
    """
    notes = annotations_of(request.file)
    if not notes:
        raise NothingMatched(
            request.file, msg("has no highlights or notes"), next_step=msg("were they saved in the file?")
        )
    (result,) = read_all([request.file], 1)
    if result.error is not None:
        raise result.error
    assert result.reading is not None
    colours, writes = mapped(request)
    reading = result.reading
    return worked_out(lambda: _import(project, request, notes, reading, colours, writes=writes))


def mapped(request: HighlightsRequest) -> tuple[ColourMap, bool]:
    """The map of colours, and whether it is to be written first. Raises BadColourMap, MissingFile, BadEncoding."""
    writes = request.map is not None and not request.map.exists()
    return read_map(request.map) if request.map is not None and not writes else ColourMap(), writes


def _import(
    project: Project,
    request: HighlightsRequest,
    notes: Sequence[Annotation],
    reading: Reading,
    colours: ColourMap,
    *,
    writes: bool,
) -> ImportedHighlights:
    with project.store() as store:
        taking = Taking(project, store, request, colours, writes=writes)
        highlights = taking.read(reading, notes)
        document = None if writes else _document(project, store, request, reading)
        return taking.taken([Marked(highlights, document, request.file.name)])


@dataclass(frozen=True, slots=True)
class Marked:
    """Highlights with the document that they are of, None when it is new, and the name of its file."""

    highlights: Highlights
    document: Document | None
    name: str


class Taking:
    """One import of highlights, of one document or several, as one step."""

    def __init__(
        self, project: Project, store: Store, request: HighlightsRequest, colours: ColourMap, *, writes: bool
    ) -> None:
        self._project, self._store, self._request = project, store, request
        self._colours, self._writes = colours, writes
        self.coder = project.coder(request.coder)
        self._seen = store.journal.mark()
        self._codebook = project.codebook()

    def read(self, reading: Reading, notes: Sequence[Annotation]) -> Highlights:
        """The highlights of a document by its reading. Raises UnknownCode."""
        highlights = Highlights(self._codebook, reading, self._colours, self.coder)
        highlights.read(notes)
        return highlights

    def taken(self, marked: Sequence[Marked], losses: Sequence[Loss] = ()) -> ImportedHighlights:
        """Take them in, or write the map that is to be filled in first; `losses` are those of the file itself."""
        uses = _together([one.highlights.uses() for one in marked])
        if self._writes:
            return self._mapped(marked, uses)
        request = self._request
        arriving = [one.highlights.arriving(one.document, self._project, request.file) for one in marked]
        known = {coding.key for coding in self._store.codings.live()}
        told: list[Imported] = []
        for one, arrival in zip(marked, arriving, strict=True):
            one.highlights.count_known(one.document, arrival, known)
            id = one.document.info.id if one.document is not None else ""
            told.append(one.highlights.told(one.name, id, 0, dry_run=request.dry_run))
        said = _as_one(request, told, losses)
        news = any(one.highlights.new or one.document is None for one in marked)
        if request.dry_run or not (news or any(arrival.lost or arrival.memos for arrival in arriving)):
            return ImportedHighlights(said, uses)
        step = ImportStep(self.coder, request.file.name, self._codebook, self._codebook, self._seen)
        memos = tuple(chain.from_iterable(one.highlights.memos for one in marked))
        arrived = self._store.exchange.take(Arrival(tuple(arriving), memos), step)
        counted = ImportRow("codings", arrived.made, arrived.known, arrived.near, arrived.adrift)
        rows = [counted if row.what == "codings" else row for row in said.rows]
        rows = [replace(row, new=arrived.memos) if row.what == "memos" else row for row in rows]
        for source, id in zip(said.sources, arrived.documents, strict=True):
            source.document = id
        return ImportedHighlights(replace(said, rows=tuple(rows), step=arrived.step), uses)

    def _mapped(self, marked: Sequence[Marked], uses: tuple[ColourUse, ...]) -> ImportedHighlights:
        """Write the map with the colours, tags and authors that there are."""
        request = self._request
        assert request.map is not None
        listed = [(use.colour, use.count, use.words) for use in uses if not use.code]
        tags = list(chain.from_iterable(one.highlights.unknown_tags for one in marked))
        authors = set(chain.from_iterable(one.highlights.authors for one in marked))
        _write_map(request.map, written_map(listed, tags, authors))
        told = [one.highlights.told(one.name, "", 0, dry_run=True) for one in marked]
        return ImportedHighlights(_as_one(request, told, ()), uses, str(request.map))


def _together(uses: Sequence[tuple[ColourUse, ...]]) -> tuple[ColourUse, ...]:
    """The colours of several documents, those used most first."""
    by_colour: dict[str, ColourUse] = {}
    for use in chain.from_iterable(uses):
        before = by_colour.get(use.colour)
        by_colour[use.colour] = use if before is None else replace(before, count=before.count + use.count)
    return tuple(sorted(by_colour.values(), key=lambda use: -use.count))


def _as_one(request: HighlightsRequest, told: Sequence[Imported], losses: Sequence[Loss]) -> Imported:
    """What is said of several documents, as of one import."""
    rows = []
    for what in ("documents", "codings", "memos"):
        counts = [one.count(what) for one in told]
        rows.append(
            ImportRow(
                what, sum(row.new for row in counts), sum(row.known for row in counts),
                sum(row.near for row in counts), sum(row.adrift for row in counts),
            )
        )  # fmt: skip
    sources = tuple(chain.from_iterable(one.sources for one in told))
    listed = [*losses, *chain.from_iterable(one.losses for one in told)]
    return Imported(request.file.name, "highlights", tuple(rows), sources, tuple(listed), 0, request.dry_run)


def _write_map(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, text.encode())
    except OSError as error:
        raise OutputFailed(path, (error.strerror or "cannot be written").lower()) from error


def _document(project: Project, store: Store, request: HighlightsRequest, reading: Reading) -> Document | None:
    """The document that a PDF is: the one named, the one with its bytes, its text, or its name and much of its text; None when
    it is new.
    """
    if request.document:
        return store.documents.get(store.documents.find(request.document).id)
    id = store.documents.known(sha256_of(request.file))
    if id is not None:
        return store.documents.get(id)
    name = request.file.name
    infos = sorted(store.documents.all(), key=lambda info: info.file.rsplit("/", 1)[-1] != name)
    alike: Document | None = None
    for info in infos:
        document = store.documents.get(info.id)
        if document.text == reading.text:
            return document
        if info.file.rsplit("/", 1)[-1] == name and shared(document.text, reading.text) >= OTHER_TEXT:
            alike = alike or document
    return alike
