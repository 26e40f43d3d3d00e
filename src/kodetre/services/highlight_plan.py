"""What the highlights of a document are: their words, codes and memos, and what is said of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook
from kodetre.document.occurrences import is_quote_of, occurrences
from kodetre.document.same_file import find_in_reading
from kodetre.errors import UnknownCode
from kodetre.exchange.highlights import ColourMap, moment_of, spans_under, tag_of
from kodetre.exchange.qda import Loss
from kodetre.i18n.message import msg
from kodetre.model.codings import Anchor, Memo, NewCoding
from kodetre.model.documents import Document, ReadFile, Reading, Span, WordBoxes
from kodetre.model.exchanged import ArrivingDocument, LostCoding, derived_guid
from kodetre.pdf.annotations import Annotation
from kodetre.project.project import Project
from kodetre.services.import_project import Imported, ImportRow
from kodetre.services.qda_plan import SourceReport
from kodetre.userfile import sha256_of

_OURS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d+")
"""The id of a highlight that `report pdf` wrote: that of its coding, and a page."""


_ALIKE = 80
"""How alike the words under a highlight must be to those that its program says are there (0 to 100)."""


@dataclass(frozen=True, slots=True)
class ColourUse:
    """A colour, how many highlights have it, the words of one of them, and the code that it stands for, if any."""

    colour: str
    count: int
    words: str
    code: str


@dataclass(slots=True)
class _Mark:
    """A highlight with its words: where it stands in the text of the PDF; its pieces, when it goes over pages."""

    note: Annotation
    spans: list[Span]
    code: str = ""
    comment: str = ""
    id: str = ""


@dataclass(slots=True)
class Highlights:
    """Works out what the highlights of one document are."""

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
                tag, comment = (note.tag, note.comment) if note.tag else tag_of(note.comment)
                code = self._tagged(tag) or colours.get(note.colour, "")
                if note.is_more and not code:
                    continue
                mark = _Mark(note, spans, code, comment if self._tagged(tag) else note.comment)
            (self.marks if mark.code and mark.spans else self.loose).append(mark)

    def _spans(self, note: Annotation, words: WordBoxes) -> list[Span]:
        if note.kind != "note":
            spans = spans_under(note.boxes, note.page, words)
            return self._worded(note, spans) if note.words else spans
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

    def _worded(self, note: Annotation, spans: list[Span]) -> list[Span]:
        """The stretch that a highlight is on by its boxes, held against the words that its program says are there.

        Where they are others, or there are no boxes, it is where the words stand: on its page, or nowhere else than once.
        """
        text = self.reading.text
        if spans and is_quote_of(Span(spans[0].start, spans[-1].end).of(text), note.words):
            return [Span(spans[0].start, spans[-1].end)]
        places = occurrences(text, note.words)
        pages = [page for page in self.reading.pages if page.number == note.page]
        on_page = [place for place in places if pages and pages[0].start <= place.start < pages[0].end]
        if spans and on_page:
            return [min(on_page, key=lambda place: abs(place.start - spans[0].start))]
        if len(on_page) == 1 or (not on_page and len(places) == 1):
            return on_page or places
        near = bool(spans) and _likeness(Span(spans[0].start, spans[-1].end).of(text), note.words) >= _ALIKE
        return spans if near else []

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


def _likeness(text: str, words: str) -> float:
    """How much of the letters of two texts is the same, hyphens and spaces at line ends aside: 0 to 100."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio("".join(filter(str.isalnum, text)), "".join(filter(str.isalnum, words))))


def _words_by_page(words: WordBoxes) -> Mapping[int, WordBoxes]:
    """The words of each page."""
    pages: dict[int, WordBoxes] = {}
    for place in range(len(words)):
        page = pages.setdefault(words.page[place], WordBoxes())
        for name in ("start", "end", "page", "left", "top", "right", "bottom"):
            getattr(page, name).append(getattr(words, name)[place])
    return pages
