"""Highlights that people have made in a PDF with other programs, as codings."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodetre.atomic import write_bytes
from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook
from kodetre.document.reanchor import shared
from kodetre.document.same_file import find_in_reading
from kodetre.errors import NothingMatched, OutputFailed, UnknownCode
from kodetre.exchange.highlights import ColourMap, moment_of, read_map, spans_under, tag_of, written_map
from kodetre.exchange.qda import Loss
from kodetre.i18n.message import msg
from kodetre.ingest.pool import read_all
from kodetre.model.codings import Anchor, Memo, NewCoding
from kodetre.model.documents import Document, ReadFile, Reading, Span, WordBoxes
from kodetre.model.exchanged import Arrival, ArrivingDocument, LostCoding, derived_guid
from kodetre.pdf.annotations import Annotation, annotations_of
from kodetre.project.project import Project
from kodetre.services.import_project import Imported, ImportRow
from kodetre.services.ingest import OTHER_TEXT
from kodetre.services.qda_plan import SourceReport
from kodetre.services.worked_out import worked_out
from kodetre.store import Store
from kodetre.store.exchange import ImportStep
from kodetre.userfile import sha256_of

_OURS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d+")
"""The id of a highlight that `report pdf` wrote: that of its coding, and a page."""


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
class ColourUse:
    """A colour, how many highlights have it, the words of one of them, and the code that it stands for, if any."""

    colour: str
    count: int
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class ImportedHighlights:
    """What came, the colours with their codes, and the map that was written, to be filled in."""

    imported: Imported
    colours: tuple[ColourUse, ...]
    map: str = ""


@dataclass(slots=True)
class _Mark:
    """A highlight with its words: where it stands in the text of the PDF; its pieces, when it goes over pages."""

    note: Annotation
    spans: list[Span]
    code: str = ""
    comment: str = ""
    id: str = ""


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
    writes = request.map is not None and not request.map.exists()
    colours = read_map(request.map) if request.map is not None and not writes else ColourMap()
    reading = result.reading
    return worked_out(lambda: _import(project, request, notes, reading, colours, writes=writes))


def _import(
    project: Project,
    request: HighlightsRequest,
    notes: Sequence[Annotation],
    reading: Reading,
    colours: ColourMap,
    *,
    writes: bool,
) -> ImportedHighlights:
    coder = project.coder(request.coder)
    with project.store() as store:
        seen = store.journal.mark()
        codebook = project.codebook()
        working = _Working(codebook, reading, colours, coder)
        working.read(notes)
        uses = working.uses()
        if writes:
            assert request.map is not None
            text = written_map(
                [(use.colour, use.count, use.words) for use in uses if not use.code],
                working.unknown_tags,
                working.authors,
            )
            _write_map(request.map, text)
            return ImportedHighlights(working.told(request.file.name, "", 0, dry_run=True), uses, str(request.map))
        document = _document(project, store, request, reading)
        arriving = working.arriving(document, project, request.file)
        known = {coding.key for coding in store.codings.live()}
        working.count_known(document, arriving, known)
        said = working.told(request.file.name, document.id if document is not None else "", 0, dry_run=request.dry_run)
        if request.dry_run or not (working.new or arriving.lost or arriving.memos or document is None):
            return ImportedHighlights(said, uses)
        step = ImportStep(coder, request.file.name, codebook, codebook, seen)
        arrived = store.exchange.take(Arrival((arriving,), tuple(working.memos)), step)
    counted = ImportRow("codings", arrived.made, arrived.known, arrived.near, arrived.adrift)
    rows = [counted if row.what == "codings" else row for row in said.rows]
    rows = [replace(row, new=arrived.memos) if row.what == "memos" else row for row in rows]
    sources = tuple(replace_document(source, arrived.documents[0]) for source in said.sources)
    return ImportedHighlights(replace(said, rows=tuple(rows), sources=sources, step=arrived.step), uses)


def replace_document(source: SourceReport, id: str) -> SourceReport:
    """A report with the id that its document was given."""
    source.document = id
    return source


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


@dataclass(slots=True)
class _Working:
    """Works out what highlights are."""

    codebook: Codebook
    reading: Reading
    colours: ColourMap
    coder: str
    marks: list[_Mark] = field(default_factory=list)
    loose: list[_Mark] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    unknown_tags: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    adrift: int = 0
    on_document: int = 0

    @property
    def authors(self) -> set[str]:
        """Who made them, as the file says."""
        return {mark.note.author for mark in (*self.marks, *self.loose) if mark.note.author}

    def read(self, notes: Iterable[Annotation]) -> None:
        """Find the words and the code of each."""
        paths = {self.codebook.label_path(code.key): code.key for code in self.codebook.codes()}
        colours = {colour: self._code(code) for colour, code in self.colours.colours.items() if code}
        by_page = _words_by_page(self.reading.boxes)
        ours: dict[str, _Mark] = {}
        for note in notes:
            spans = self._spans(note, by_page.get(note.page, WordBoxes()))
            match = _OURS.fullmatch(note.id)
            first, _, rest = note.comment.partition("\n")
            if match is not None and first.strip() in paths:
                if match[1] in ours:
                    ours[match[1]].spans += spans
                    continue
                mark = ours[match[1]] = _Mark(note, spans, paths[first.strip()], rest.strip("\n"), match[1])
            else:
                tag, comment = tag_of(note.comment)
                code = self._tagged(tag) or colours.get(note.colour, "")
                mark = _Mark(note, spans, code, comment if self._tagged(tag) else note.comment)
            (self.marks if mark.code and mark.spans else self.loose).append(mark)

    def _spans(self, note: Annotation, words: WordBoxes) -> list[Span]:
        if note.kind != "note":
            return spans_under(note.boxes, note.page, words)
        below = [block for block in self.reading.blocks if block.page_first <= note.page <= block.page_last]
        if not note.boxes or not below:
            return []
        down = (note.boxes[0][1] + note.boxes[0][3]) / 2
        nearest = min(
            range(len(words)), key=lambda place: abs((words.top[place] + words.bottom[place]) / 2 - down), default=None
        )
        if nearest is None:
            return []
        at = words.start[nearest]
        return [block.span for block in below if block.start <= at < block.end][:1]

    def _code(self, name: str) -> str:
        return find_code(self.codebook, name).key

    def _tagged(self, tag: str) -> str:
        if not tag:
            return ""
        try:
            return self._code(self.colours.tags.get(tag) or tag)
        except UnknownCode:
            if self.colours.tags.get(tag):
                raise
            if tag not in self.unknown_tags:
                self.unknown_tags.append(tag)
            return ""

    def uses(self) -> tuple[ColourUse, ...]:
        """The colours of highlights whose code nothing else says, those used most first."""
        counts: Counter[str] = Counter()
        words: dict[str, str] = {}
        for mark in (*self.marks, *self.loose):
            told = mark.code and self.colours.colours.get(mark.note.colour, "") == ""
            if mark.note.kind == "note" or told or not mark.note.colour:
                continue
            counts[mark.note.colour] += 1
            if mark.spans:
                words.setdefault(mark.note.colour, mark.spans[0].of(self.reading.text))
        given = self.colours.colours
        return tuple(
            ColourUse(one, count, words.get(one, ""), given.get(one, "")) for one, count in counts.most_common()
        )

    def arriving(self, document: Document | None, project: Project, file: Path) -> ArrivingDocument:
        """The document with its codings."""
        made: list[NewCoding] = []
        for mark in self.marks:
            made += self._codings(mark)
        lost: list[LostCoding] = []
        if document is not None and document.text != self.reading.text:
            places = find_in_reading(
                self.reading.text, document.text, [Anchor.at(self.reading.text, one.span) for one in made]
            )
            moved = zip(made, places, strict=True)
            made = []
            for coding, place in moved:
                if place.span is not None:
                    made.append(replace(coding, span=place.span))
                else:
                    lost.append(LostCoding(coding, coding.span.of(self.reading.text), place.proposed))
        self.adrift = len(lost)
        memos = self._loose_memos()
        self.on_document = len(memos)
        if document is not None:
            return ArrivingDocument(document.info.uuid, document.id, None, None, tuple(made), tuple(lost), memos)
        read = ReadFile(self.reading, sha256_of(file), project.display(file))
        return ArrivingDocument("", "", None, read, tuple(made), (), memos)

    def _codings(self, mark: _Mark) -> list[NewCoding]:
        note = mark.note
        coder = self.colours.authors.get(note.author) or note.author or self.coder
        spans = [Span(mark.spans[0].start, mark.spans[-1].end)] if mark.id else mark.spans
        codings: list[NewCoding] = []
        for number, span in enumerate(spans):
            text = self.reading.text
            seed = (note.id, str(note.page), f"{span.start}-{span.end}", coder, span.of(text)[:100])
            id = mark.id if mark.id and number == 0 else derived_guid("highlight", *seed)
            codings.append(NewCoding("", span, mark.code, "imported", "", id, moment_of(note.created), coder))
            if mark.comment and number == 0:
                self.memos.append(Memo("coding", id, mark.comment, coder, moment_of(note.created)))
        return codings

    def _loose_memos(self) -> tuple[Memo, ...]:
        """What is said beside the text with no code is said of the document; a highlight without a code is counted."""
        texts: dict[str, list[str]] = {}
        labels = {page.number: page.label or str(page.number) for page in self.reading.pages}
        for mark in self.loose:
            note = mark.note
            if mark.code and not mark.spans:
                self.count["without words"] += 1
            elif note.kind != "note":
                self.count[f"colour {note.colour or 'none'}"] += 1
                continue
            coder = self.colours.authors.get(note.author) or note.author or self.coder
            if note.comment:
                texts.setdefault(coder, []).append(f"[{labels.get(note.page, note.page)}] {note.comment}")
        return tuple(Memo("document", "", "\n\n".join(said), coder) for coder, said in texts.items())

    def count_known(
        self, document: Document | None, arriving: ArrivingDocument, known: set[tuple[str, Span, str, str]]
    ) -> None:
        """How many of the codings are there already."""
        keys = (
            [(document.id, one.span, one.code, one.coder) for one in arriving.codings] if document is not None else []
        )
        self.known = sum(key in known for key in keys)
        self.new = len(arriving.codings) - self.known

    def told(self, file: str, document: str, step: int, *, dry_run: bool) -> Imported:
        """What is said of it."""
        losses: list[Loss] = []
        for name, number in self.count.items():
            if name == "without words":
                losses.append(
                    Loss(
                        number,
                        msg("highlights"),
                        msg("lie on no words of the text; what they say is a memo on the document"),
                    )
                )
            else:
                colour = name.removeprefix("colour ")
                losses.append(
                    Loss(
                        number,
                        msg("highlights"),
                        msg("of {colour}: no code is said for the colour, and no tag in the comment", colour=colour),
                    )
                )
        tags = ", ".join(f"#{tag}" for tag in self.unknown_tags[:10])
        if tags:
            losses.append(Loss(len(self.unknown_tags), msg("tags"), msg("are no codes: {tags}", tags=tags)))
        rows = (
            ImportRow("documents", int(not document), int(bool(document))),
            ImportRow("codings", self.new, self.known, 0, self.adrift),
            ImportRow("memos", len(self.memos) + self.on_document),
        )
        source = SourceReport(
            file, document, self.new, self.known, 0, self.adrift, len(self.loose), "words under the highlights"
        )
        return Imported(file, "highlights", rows, (source,), tuple(losses), step, dry_run)


def _words_by_page(words: WordBoxes) -> Mapping[int, WordBoxes]:
    """The words of each page."""
    pages: dict[int, WordBoxes] = {}
    for place in range(len(words)):
        page = pages.setdefault(words.page[place], WordBoxes())
        for name in ("start", "end", "page", "left", "top", "right", "bottom"):
            getattr(page, name).append(getattr(words, name)[place])
    return pages
