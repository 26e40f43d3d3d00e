"""A PDF to a `Reading`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kodetre.errors import DamagedFile, UnreadableInput
from kodetre.garbage import no_garbage_collection
from kodetre.i18n.message import msg
from kodetre.ingest.layout.blocks import Builder
from kodetre.ingest.layout.bookmarks import Bookmarks
from kodetre.ingest.layout.drafts import Composed, Composer, pages_of
from kodetre.ingest.layout.flow import Aside, Flow, Line, StyleCounts
from kodetre.ingest.layout.headings import Headings
from kodetre.ingest.layout.hyphens import spelled
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.page_labels import printed_labels
from kodetre.ingest.layout.pages import Layout
from kodetre.ingest.layout.placed import Placed
from kodetre.ingest.readers import ocr as ocr_program
from kodetre.ingest.readers.legibility import illegible
from kodetre.ingest.readers.ocr import Ocr
from kodetre.ingest.readers.text_layer import TextLayers, look_at
from kodetre.language.lexicon import known
from kodetre.model.documents import Furniture, Metadata, Reading, Strike
from kodetre.pdf import fallback
from kodetre.pdf.file import BrokenPdf, Info, PdfFile, UnreadablePage, open_pdf
from kodetre.pdf.page import PageContent

_NUMBERS = re.compile(r"\d+")
_YEAR = re.compile(r"D:(\d{4})")
_PROGRAM = re.compile(
    r"^microsoft |\.(?:docx?|pdf|indd|pptx?|xlsx?)\W*$|^(?:untitled|uten navn|dokument\d*|presentasjon)$", re.I
)
_BANDS: dict[bool | None, Literal["header", "footer", "margin"]] = {True: "header", False: "footer", None: "margin"}
_MANY_WORDS = 40
"""Words in headers and footers that are enough to say something."""
_UNUSUAL, _UNUSUAL_ALONE = 0.12, 0.01
"""The share of a document's words in headers and footers that is unusual, and in those that say the same on no other page."""
BATCH = 100
"""Pages that are laid out together."""
_EDGES = ".,;:!?()[]«»\"'”“’"
"""Punctuation around a word."""


def read(path: Path, ocr: Ocr = "off", strike: Strike = "mark") -> Reading:
    """What a PDF says, in reading order; with `ocr` "auto" also on pages that are pictures. Struck words are marked, kept or
    dropped.

    Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened or has no pages.
    """
    try:
        with no_garbage_collection():
            return _read(path, ocr, strike)
    except BrokenPdf as error:
        return _read_otherwise(path, error)


def _read_otherwise(path: Path, error: BrokenPdf) -> Reading:
    """What another reader of PDFs gets out of a file that pdfium cannot open. Raises the error when that is nothing."""
    contents = fallback.contents(path)
    if not any(content.words for content in contents):
        raise error
    gathered = _Gathered(Bookmarks(), path, "off", len(contents))
    gathered.lay_out(contents, last=True)
    labels = _printed(gathered.layout.furniture, len(contents))
    note = msg("the file is damaged, and what could be read of it may have gaps: check it, or fetch it again")
    return replace(_finished(gathered, labels, Metadata()), status="partly", notes=(note,))


class _Gathered:
    """What has been gathered of a document, batch by batch, so that a long one needs little more memory than a short one."""

    def __init__(self, bookmarks: Bookmarks, path: Path, ocr: Ocr, count: int, strike: Strike = "keep") -> None:
        self.path, self.ocr, self.count, self.bookmarks = path, ocr, count, bookmarks
        self.text_layers = TextLayers(count)
        self.layout, self.counts = Layout(count, strike), StyleCounts()
        self.vocabulary: set[str] = set()
        self.builder, self.composer = Builder(self.counts.styles()), Composer(self.vocabulary)
        self.headings = Headings(bookmarks.titles)

    def batch(self, contents: list[PageContent], broken: Sequence[int], *, last: bool) -> None:
        """Lay out the next pages, of which those with some numbers are broken, and write what no further page can change."""
        layers = look_at(contents, broken, known)
        if self.ocr == "auto" and layers.for_recognition:
            contents, layers = _recognised(self.path, contents, layers)
        self.text_layers.add(layers)
        self.lay_out(contents, last=last)

    def lay_out(self, contents: list[PageContent], *, last: bool) -> None:
        """Lay pages out, and write what no further page can change: everything when they are the last."""
        pages = self.layout.lay_out(contents)
        printed: set[str] = set()
        for page in pages:
            self.counts.add(page)
            self.bookmarks.see(page)
            _words_in(page, printed)
        self.vocabulary.update(spelled(word).strip(_EDGES).lower() for word in printed)
        self.builder.styles = self.counts.styles()
        for page in pages:
            self.builder.page(page)
        self.layout.furniture.extend(Placed.of(Segment(words), True) for words in self.builder.repeated if words)
        self.builder.repeated.clear()
        settled = self.builder.finish() if last else self.builder.settled()
        self.headings.classify(settled, self.builder.styles)
        self.composer.take(settled)
        self.headings.remember(settled)

    def composed(self) -> Composed:
        """The text with its blocks."""
        return self.composer.finish(self.headings.levels(self.bookmarks.depths()))


def _read(path: Path, ocr: Ocr, strike: Strike) -> Reading:
    with open_pdf(path) as file:
        count, own, info, bookmarks = file.page_count, file.labels(), file.info(), file.bookmarks()
        contents, broken = _contents_in(file, range(min(count, BATCH)))
    gathered = _Gathered(Bookmarks(bookmarks), path, ocr, count, strike)
    gathered.batch(contents, broken, last=count <= BATCH)
    for first in range(BATCH, count, BATCH):
        end = min(count, first + BATCH)
        gathered.batch(*_contents(path, range(first, end)), last=end == count)
    if len(gathered.text_layers.broken) == gathered.count:
        raise DamagedFile(path, msg("is a broken PDF: no page of it can be read"), next_step=msg("fetch it again"))
    return _finished(gathered, _labels(own, gathered.layout.furniture), _metadata(info))


def _finished(gathered: _Gathered, labels: Sequence[str], metadata: Metadata) -> Reading:
    composed = gathered.composed()
    placed = sorted(gathered.layout.furniture, key=lambda line: (line.page, line.baseline, line.left))
    furniture = tuple(Furniture(line.page, _BANDS[line.upper], spelled(line.text), line.box) for line in placed)
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, labels, len(composed.text)),
        blocks=composed.blocks,
        metadata=metadata,
        furniture=furniture,
        boxes=composed.boxes,
        status=gathered.text_layers.status,
        notes=(*gathered.text_layers.notes, *_lost_much(composed.text, furniture)),
    )


def _lost_much(text: str, furniture: Sequence[Furniture]) -> Iterator[str]:
    """What is to be said where more was taken out of the bands of the pages than headers and footers usually are: many
    words, or many in lines that are not repeated.
    """
    lines = [line for line in furniture if line.place != "margin"]
    says = [_NUMBERS.sub("#", line.text) for line in lines]
    repeated = Counter(says)
    words = sum(len(line.text.split()) for line in lines)
    alone = sum(len(text.split()) for text in says if repeated[text] == 1)
    whole = max(1, words + len(text.split()))
    if (words >= _MANY_WORDS and words > _UNUSUAL * whole) or (alone >= _MANY_WORDS and alone > _UNUSUAL_ALONE * whole):
        yield msg(
            "{words} of its {whole} words were taken for running headers, footers and page numbers; look whether they are: "
            "kodetre documents show ID --furniture",
            words=words,
            whole=whole,
        )


def _contents(path: Path, pages: Iterable[int]) -> tuple[list[PageContent], list[int]]:
    """What stands on pages (0-based), and the numbers of those that cannot be opened or take too long, which are empty.

    The file is opened for each batch: pdfium keeps what it has unpacked until a document is closed.
    """
    with open_pdf(path) as file:
        return _contents_in(file, pages)


def _contents_in(file: PdfFile, pages: Iterable[int]) -> tuple[list[PageContent], list[int]]:
    """What stands on pages of an open file, and the numbers of the broken ones (see `_contents`)."""
    contents: list[PageContent] = []
    broken: list[int] = []
    for index in pages:
        try:
            contents.append(file.page(index))
        except UnreadablePage:
            broken.append(index + 1)
            contents.append(PageContent(index + 1, 0, 0, []))
    return contents, broken


def _recognised(path: Path, contents: list[PageContent], layers: TextLayers) -> tuple[list[PageContent], TextLayers]:
    """The pages with the recognised text of those that have none, and what is then to be said of their text layers."""
    if why := ocr_program.missing():
        layers.remarks.append(msg("{why}, so nothing was recognised", why=why))
        return contents, layers
    read_anew: dict[int, PageContent] = {}
    try:
        with ocr_program.recognised(path, layers.for_recognition) as copy, open_pdf(copy) as file:
            for number in layers.for_recognition:
                content = file.page(number - 1)
                if number in layers.scanned or not illegible(content.text, known):
                    read_anew[number] = content
    except (UnreadableInput, UnreadablePage) as error:
        layers.remarks.append(error.what if isinstance(error, UnreadableInput) else str(error))
        return contents, layers
    contents = [read_anew.get(content.number, content) for content in contents]
    return contents, look_at(contents, layers.broken, known)


def _words_in(flows: Iterable[Flow], words: set[str]) -> None:
    """Put the words of lines, as they are printed, to others, but for those at line ends, which may be half of one."""
    for flow in flows:
        for item in flow.items:
            if isinstance(item, Line):
                words.update([word.text for word in item.words[1:-1]])
            elif isinstance(item, Aside):
                _words_in(item.flows, words)


def _labels(own: list[str], placed: Sequence[Placed]) -> list[str]:
    """What each page is called: by the PDF (`own`), else by what is printed on it, else by its number.

    A page without a printed number among pages that have one, and whose own number is another page's label, is cited
    in brackets.
    """
    count = len(own)
    plain = [str(number) for number in range(1, count + 1)]
    if all(own) and own != plain and len(set(own)) > count // 2:
        return own
    return _printed(placed, count)


def _printed(placed: Sequence[Placed], count: int) -> list[str]:
    printed = printed_labels(placed, count)
    taken = set(printed.values())
    return [printed.get(n) or (f"[{n}]" if str(n) in taken else str(n)) for n in range(1, count + 1)]


def _metadata(info: Info) -> Metadata:
    title, author = _on_one_line(info.title), _on_one_line(info.author)
    year = _YEAR.match(info.created)
    usable = len(title) > 3 and " " in title and not _PROGRAM.search(title)
    return Metadata(title=title if usable else "", author=author, year=year[1] if year else "", year_guessed=bool(year))


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
