"""A PDF to a `Reading`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile, UnreadableInput
from kodetre.ingest.layout.blocks import Builder
from kodetre.ingest.layout.drafts import Composed, Composer, pages_of
from kodetre.ingest.layout.flow import Flow, Line, StyleCounts
from kodetre.ingest.layout.furniture import Placed, printed_labels
from kodetre.ingest.layout.headings import Headings
from kodetre.ingest.layout.hyphens import spelled
from kodetre.ingest.layout.outline import Outline
from kodetre.ingest.layout.pages import Layout
from kodetre.ingest.readers import ocr as ocr_program
from kodetre.ingest.readers.legibility import illegible
from kodetre.ingest.readers.limit import TookTooLong, limited
from kodetre.ingest.readers.ocr import Ocr
from kodetre.ingest.readers.unread import Unread, unread
from kodetre.language.lexicon import known
from kodetre.model.documents import Furniture, Metadata, Reading
from kodetre.pdf import fallback
from kodetre.pdf.words import PageContent, read_page

_YEAR = re.compile(r"D:(\d{4})")
_PROGRAM = re.compile(
    r"^microsoft |\.(?:docx?|pdf|indd|pptx?|xlsx?)\W*$|^(?:untitled|uten navn|dokument\d*|presentasjon)$", re.I
)
_BANDS: dict[bool | None, Literal["header", "footer", "margin"]] = {True: "header", False: "footer", None: "margin"}
BATCH = 100
"""Pages that are laid out together."""
SECONDS_PER_PAGE = 60
MOST_WORDS = 20_000
"""Words of a page over which it is a map or a drawing, and not read."""


def read(path: Path, ocr: Ocr = "off") -> Reading:
    """What a PDF says, in reading order; with `ocr` "auto" also on pages that are pictures.

    Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened or has no pages.
    """
    try:
        document = _open(path)
    except BrokenPdf as error:
        return _read_otherwise(path, error)
    try:
        return _read(document, path, ocr)
    finally:
        document.close()


def _open(path: Path) -> pdfium.PdfDocument:
    head = path.read_bytes()[:1024] if path.stat().st_size < 2048 else _head(path)
    if not head:
        raise EmptyFile(path, "is empty (0 bytes)", next_step="fetch it again")
    if b"%PDF-" not in head:
        looks = "a web page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "something else"
        raise DamagedFile(
            path, f"is no PDF but {looks}", next_step="open it to see what it is, and fetch the PDF again"
        )
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(
                path,
                "asks for a password",
                next_step=f"remove it, e.g. qpdf --decrypt --password=… {path.name} open.pdf",
            ) from error
        if not _ends(path):
            raise DamagedFile(path, "is a broken PDF (cut off)", next_step="fetch it again") from error
        raise BrokenPdf(
            path, "is a broken PDF (damaged)", next_step="fetch it again, or print it to a new PDF"
        ) from error
    if len(document) == 0:
        document.close()
        raise DamagedFile(path, "is a PDF without pages", next_step="fetch it again")
    return document


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1024)


def _ends(path: Path) -> bool:
    """Whether the end of a PDF is there: of a file that is cut off, what is missing cannot be told."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" in file.read()


class BrokenPdf(DamagedFile):
    """pdfium cannot open the file."""


def _read_otherwise(path: Path, error: BrokenPdf) -> Reading:
    """What another reader of PDFs gets out of a file that pdfium cannot open. Raises the error when that is nothing."""
    contents = fallback.contents(path)
    if not any(content.words for content in contents):
        raise error
    gathered = _Gathered(Outline(None), path, "off", len(contents))
    gathered.lay_out(contents, last=True)
    labels = _printed(gathered.layout.furniture, len(contents))
    note = "the file is damaged, and what could be read of it may have gaps: check it, or fetch it again"
    return replace(_finished(gathered, labels, Metadata()), status="partly", notes=(note,))


class _Gathered:
    """What has been gathered of a document, batch by batch, so that a long one needs little more memory than a short one."""

    def __init__(self, outline: Outline, path: Path, ocr: Ocr, count: int) -> None:
        self.path, self.ocr, self.count, self.outline = path, ocr, count, outline
        self.verdict = Unread(count)
        self.layout, self.counts = Layout(count), StyleCounts()
        self.vocabulary: set[str] = set()
        self.builder, self.composer = Builder(self.counts.styles()), Composer(self.vocabulary)
        self.headings = Headings()

    def batch(self, first: int) -> None:
        """Read the pages from `first` (0-based) on, lay them out, and write what no further page can change."""
        end = min(self.count, first + BATCH)
        contents, broken = _contents(self.path, range(first, end))
        seen = unread(contents, broken, known)
        if self.ocr == "auto" and seen.for_recognition:
            seen = _recognise(self.path, contents, seen)
        self.verdict.add(seen)
        self.lay_out(contents, last=end == self.count)

    def lay_out(self, contents: list[PageContent], *, last: bool) -> None:
        """Lay pages out, and write what no further page can change: everything when they are the last."""
        pages = self.layout.lay_out(contents)
        for page in pages:
            self.counts.add(page)
            self.outline.see(page)
            _words_of(page, self.vocabulary)
        self.builder.styles = self.counts.styles()
        for page in pages:
            self.builder.page(page)
        settled = self.builder.finish() if last else self.builder.settled()
        self.headings.classify(settled, self.builder.styles)
        self.composer.take(settled)
        self.headings.remember(settled)

    def composed(self) -> Composed:
        """The text with its blocks."""
        return self.composer.finish(self.headings.levels(self.outline.depths()))


def _read(document: pdfium.PdfDocument, path: Path, ocr: Ocr) -> Reading:
    gathered = _Gathered(Outline(document), path, ocr, len(document))
    for first in range(0, gathered.count, BATCH):
        gathered.batch(first)
    if len(gathered.verdict.broken) == gathered.count:
        raise DamagedFile(path, "is a broken PDF: no page of it can be read", next_step="fetch it again")
    labels = _labels(document, gathered.count, gathered.layout.furniture)
    return _finished(gathered, labels, _metadata(document))


def _finished(gathered: _Gathered, labels: Sequence[str], metadata: Metadata) -> Reading:
    composed = gathered.composed()
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, labels, len(composed.text)),
        blocks=composed.blocks,
        metadata=metadata,
        furniture=tuple(
            Furniture(p.page, _BANDS[p.upper], spelled(p.text), p.box)
            for p in sorted(gathered.layout.furniture, key=lambda p: (p.page, p.baseline, p.left))
        ),
        boxes=composed.boxes,
        status=gathered.verdict.status,
        notes=gathered.verdict.notes,
    )


def _contents(path: Path, pages: Iterable[int]) -> tuple[list[PageContent], list[int]]:
    """What stands on pages (0-based), and the numbers of those that cannot be opened or take too long, which are empty.

    The file is opened for each batch: pdfium keeps what it has unpacked until a document is closed.
    """
    document = pdfium.PdfDocument(path)
    try:
        return _contents_of(document, pages)
    finally:
        document.close()


def _contents_of(document: pdfium.PdfDocument, pages: Iterable[int]) -> tuple[list[PageContent], list[int]]:
    contents: list[PageContent] = []
    broken: list[int] = []
    for index in pages:
        try:
            with limited(SECONDS_PER_PAGE):
                content = read_page(document, index)
            if len(content.words) > MOST_WORDS:
                raise TookTooLong
            contents.append(content)
        except (pdfium.PdfiumError, TookTooLong):
            broken.append(index + 1)
            contents.append(PageContent(index + 1, 0, 0, []))
    return contents, broken


def _recognise(path: Path, contents: list[PageContent], verdict: Unread) -> Unread:
    """Put the recognised text of pages that have none into `contents`; what is to be said afterwards."""
    pages = verdict.for_recognition
    if why := ocr_program.missing():
        verdict.said.append(f"{why}, so nothing was recognised")
        return verdict
    try:
        with ocr_program.recognised(path, pages) as copy:
            document = _open(copy)
            try:
                first = contents[0].number
                for number in pages:
                    read = read_page(document, number - 1)
                    if number in verdict.scanned or not illegible(read.said, known):
                        contents[number - first] = read
            finally:
                document.close()
    except (UnreadableInput, pdfium.PdfiumError) as error:
        verdict.said.append(error.what if isinstance(error, UnreadableInput) else str(error))
        return verdict
    return unread(contents, verdict.broken, known)


def _words_of(page: Iterable[Flow], vocabulary: set[str]) -> None:
    """Put the words of a page's lines into the vocabulary, in lower case, but for those at line ends, which may be half
    of one.
    """
    for flow in page:
        for item in flow.items:
            if isinstance(item, Line):
                for word in item.words[1:-1]:
                    vocabulary.add(spelled(word.text).strip(".,;:!?()[]«»\"'”“’").lower())


def _labels(document: pdfium.PdfDocument, count: int, placed: Sequence[Placed]) -> list[str]:
    """What each page is called: by the PDF, else by what is printed on it, else by its number.

    A page without a printed number among pages that have one, and whose own number is another page's label, is cited
    in brackets.
    """
    own = [document.get_page_label(index) for index in range(count)]
    plain = [str(number) for number in range(1, count + 1)]
    if all(own) and own != plain and len(set(own)) > count // 2:
        return own
    return _printed(placed, count)


def _printed(placed: Sequence[Placed], count: int) -> list[str]:
    printed = printed_labels(placed, count)
    taken = set(printed.values())
    return [printed.get(n) or (f"[{n}]" if str(n) in taken else str(n)) for n in range(1, count + 1)]


def _metadata(document: pdfium.PdfDocument) -> Metadata:
    try:
        said = document.get_metadata_dict()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return Metadata()
    title, author = (" ".join(said.get(key, "").replace("\x00", "").split()) for key in ("Title", "Author"))
    year = _YEAR.match(said.get("CreationDate", ""))
    usable = len(title) > 3 and " " in title and not _PROGRAM.search(title)
    return Metadata(title=title if usable else "", author=author, year=year[1] if year else "")
