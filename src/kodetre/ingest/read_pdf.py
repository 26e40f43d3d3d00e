"""A PDF to a `Reading`."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile, UnreadableInput
from kodetre.ingest import furniture as furniture_of
from kodetre.ingest import ocr as ocr_program
from kodetre.ingest.aligned import aligned_tables
from kodetre.ingest.blocks import Builder, Flow, Line, flow_of, styles_of
from kodetre.ingest.columns import flows, piece, usual_gutters
from kodetre.ingest.drafts import Draft, compose, pages_of
from kodetre.ingest.furniture import Placed
from kodetre.ingest.glyphs import PageContent, read_page
from kodetre.ingest.gutters import gutters, line_numbers
from kodetre.ingest.headings import plain_title
from kodetre.ingest.hyphens import spelled
from kodetre.ingest.legibility import illegible
from kodetre.ingest.lines import Segment, rows_of, segments
from kodetre.ingest.ocr import Ocr
from kodetre.ingest.tables import FoundTable, ruled_tables
from kodetre.ingest.unread import Unread, unread
from kodetre.language.lexicon import known
from kodetre.model import Furniture, Metadata, Reading

_YEAR = re.compile(r"D:(\d{4})")
_PROGRAM = re.compile(
    r"^microsoft |\.(?:docx?|pdf|indd|pptx?|xlsx?)\W*$|^(?:untitled|uten navn|dokument\d*|presentasjon)$", re.I
)
_BANDS: dict[bool | None, Literal["header", "footer", "margin"]] = {True: "header", False: "footer", None: "margin"}
_FOUND_TITLES = 0.6
"""The share of an outline's titles that must stand in the text before its depths are believed."""


def read(path: Path, ocr: Ocr = "off") -> Reading:
    """What a PDF says, in reading order; with `ocr` "auto" also on pages that are pictures.

    Raises EmptyFile, EncryptedFile or DamagedFile when it cannot be opened or has no pages.
    """
    document = _open(path)
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
        raise DamagedFile(
            path, "is a broken PDF (cut off or damaged)", next_step="fetch it again, or print it to a new PDF"
        ) from error
    if len(document) == 0:
        document.close()
        raise DamagedFile(path, "is a PDF without pages", next_step="fetch it again")
    return document


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1024)


def _read(document: pdfium.PdfDocument, path: Path, ocr: Ocr) -> Reading:
    contents, broken = _contents(document)
    if len(broken) == len(contents):
        raise DamagedFile(path, "is a broken PDF: no page of it can be read", next_step="fetch it again")
    verdict = unread(contents, broken, known)
    if ocr == "auto" and verdict.for_recognition:
        verdict = _recognise(path, contents, verdict)
    laid, placed = _lay_out(contents)
    builder = Builder(styles_of(flow for page in laid for flow in page), _outline(document, laid))
    for page, content in zip(laid, contents, strict=True):
        builder.page([*page, *_turned(content)])
    drafts = builder.finish()
    composed = compose(drafts, _vocabulary(drafts))
    labels = _labels(document, len(contents), placed)
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, labels, len(composed.text)),
        blocks=composed.blocks,
        metadata=_metadata(document),
        furniture=tuple(
            Furniture(p.page, _BANDS[p.upper], spelled(p.segment.text), _box(p.segment))
            for p in sorted(placed, key=_place)
        ),
        boxes=composed.boxes,
        status=verdict.status,
        notes=verdict.notes,
    )


def _contents(document: pdfium.PdfDocument) -> tuple[list[PageContent], list[int]]:
    """What stands on every page, and the numbers of those that cannot be opened, which are empty."""
    contents: list[PageContent] = []
    broken: list[int] = []
    for index in range(len(document)):
        try:
            contents.append(read_page(document, index))
        except pdfium.PdfiumError:
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
                for number in pages:
                    read = read_page(document, number - 1)
                    if number in verdict.scanned or not illegible(read.said, known):
                        contents[number - 1] = read
            finally:
                document.close()
    except (UnreadableInput, pdfium.PdfiumError) as error:
        verdict.said.append(error.what if isinstance(error, UnreadableInput) else str(error))
        return verdict
    return unread(contents, verdict.broken, known)


def _place(placed: Placed) -> tuple[int, float, float]:
    return placed.page, placed.segment.baseline, placed.segment.left


def _box(segment: Segment) -> tuple[int, int, int, int]:
    boxes = [word.box for word in segment.words]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _lay_out(contents: Sequence[PageContent]) -> tuple[list[list[Flow]], list[Placed]]:
    """The columns of every page without furniture, and the furniture."""
    tables: dict[int, list[FoundTable]] = {}
    lines: dict[int, list[Segment]] = {}
    margins: list[Placed] = []
    for content in contents:
        found = [table for table in ruled_tables(content) if not _in_band(table, content.height)]
        inside = {id(word) for table in found for row in table.rows for cell in row if cell for word in cell.words}
        tables[content.number] = found
        words = [word for word in content.words if id(word) not in inside]
        if numbers := line_numbers(words):
            margins.extend(Placed(content.number, Segment([word]), None) for word in numbers)
            out_of_text = {id(word) for word in numbers}
            words = [word for word in words if id(word) not in out_of_text]
        rows = rows_of(words)
        if loose := [table for table in aligned_tables(content, rows) if not _in_band(table, content.height)]:
            tables[content.number] = sorted([*found, *loose], key=lambda table: table.top)
            cells = {id(word) for table in loose for row in table.rows for cell in row if cell for word in cell.words}
            rows = rows_of([word for word in words if id(word) not in cells])
        lines[content.number] = segments(rows, gutters(rows))
    placed = furniture_of.find([(c.number, c.height, lines[c.number]) for c in contents])
    out = {id(p.segment) for p in placed}
    placed += margins
    pages = [
        [
            *(piece(segment) for segment in lines[content.number] if id(segment) not in out),
            *(piece(table) for table in tables[content.number]),
        ]
        for content in contents
    ]
    usual = usual_gutters(pages)
    return [[flow_of(column) for column in flows(pieces, usual)] for pieces in pages], placed


def _in_band(table: FoundTable, height: float) -> bool:
    """Whether a table lies wholly where running headers do: many reports rule their header as one."""
    return table.bottom < furniture_of.BAND * height or table.top > (1 - furniture_of.BAND) * height


def _turned(content: PageContent) -> list[Flow]:
    """What runs in another direction than the page, after the rest."""
    return [flow_of([piece(segment)]) for segment in segments(rows_of(content.turned))]


def _outline(document: pdfium.PdfDocument, laid: Sequence[Sequence[Flow]]) -> dict[str, int]:
    """The titles of the outline with their depth from 1; none when most of them do not stand in the text (some are ids)."""
    titles: dict[str, int] = {}
    try:
        for bookmark in document.get_toc(max_depth=6):
            titles.setdefault(plain_title(bookmark.get_title()), bookmark.level + 1)
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return {}
    titles.pop("", None)
    lines = {plain_title(item.text) for page in laid for flow in page for item in flow.items if isinstance(item, Line)}
    found = sum(
        1 for title in titles if title in lines or any(title.startswith(line) for line in lines if len(line) > 12)
    )
    return titles if titles and found >= _FOUND_TITLES * len(titles) else {}


def _vocabulary(drafts: Sequence[Draft]) -> set[str]:
    """The document's own words in lower case, but for those at line ends, which may be half of one."""
    words: set[str] = set()
    for draft in drafts:
        for line in draft.lines:
            for word in line[1:-1]:
                words.add(spelled(word.text).strip(".,;:!?()[]«»\"'”“’").lower())
    return words


def _labels(document: pdfium.PdfDocument, count: int, placed: Sequence[Placed]) -> list[str]:
    """What each page is called: by the PDF, else by what is printed on it, else by its number.

    A page without a printed number among pages that have one, and whose own number is another page's label, is cited
    in brackets.
    """
    own = [document.get_page_label(index) for index in range(count)]
    plain = [str(number) for number in range(1, count + 1)]
    if all(own) and own != plain and len(set(own)) > count // 2:
        return own
    printed = furniture_of.printed_labels(placed, count)
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
