"""What a web page lets its reader look into: every excerpt, and the documents with their codings. Pure.

These are the types of the JSON that the page's script reads, and page.js has the same as JSDoc. What there is much of is a row
of values instead of an object, so that a page does not grow by its keys. Offsets count as scripts do, in UTF-16 units.
"""

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from kodetre import controls
from kodetre.document.quote import cut
from kodetre.i18n.formats import unbroken
from kodetre.i18n.messages import word, word_for
from kodetre.i18n.quotes import inner_marks
from kodetre.model.documents import Document, DocumentInfo, number_of
from kodetre.report.data import Excerpt, ReportData, by_document

_HIDDEN = dict.fromkeys(controls.numbers(), "\u2060")
"""Control characters, and marks that turn the direction of what follows: as many signs that are not seen."""
_WORDS = (
    "of_count", "nothing_fits", "in_document", "on_page", "memo", "no_group", "no_date", "page_short", "manual",
    "keyword", "imported", "quote", "print_limit", "together", "overlapping", "hide_page", "filters", "filters_on",
    "comment", "comment_here", "comment_document", "comments_kept", "comments_not_kept", "comments_saved", "comments_count",
    "name_missing",
)  # fmt: skip
"""What the script says, with places for its own values."""
_OPEN = {name: "{" + name + "}" for name in ("count", "total", "label", "text", "code", "other")}
ShareBox = tuple[float, float, float, float]
"""Left, top, width and height in shares of a page."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: its printed label, JPEG, width and height in points, and by coding the boxes of its excerpt."""

    label: str
    jpeg: bytes
    width: float
    height: float
    boxes: Mapping[str, Sequence[ShareBox]]


class CodeData(TypedDict):
    """A code. `path` has the labels of those above it; `colour` is empty where the codebook gives none."""

    key: str
    label: str
    path: str
    colour: str
    depth: int


class BlockRow(NamedTuple):
    """A block of a document; `body` is 1, and 0 for one of a contents page or a reference list."""

    kind: str
    level: int
    start: int
    end: int
    body: int


class PageRow(NamedTuple):
    """A page of a document: where it starts, and what is printed on it."""

    start: int
    label: str


class DocumentData(TypedDict):
    """A document with its text. `source` is how it is cited."""

    id: str
    title: str
    source: str
    group: str
    year: str
    text: str
    blocks: list[BlockRow]
    pages: list[PageRow]


class ExcerptRow(NamedTuple):
    """An excerpt. Document, code, coder, citation and section are numbers in the lists of them; `cut` is 1 where its sentence
    began before it, 2 where it goes on after it, 3 for both. Only pages with pictures or comments have the coding's id.
    """

    document: int
    code: int
    coder: int
    start: int
    end: int
    cut: int
    citation: int
    section: int
    memo: str
    origin: str
    id: str


class ImageData(TypedDict):
    """A picture of a page: width and height in points, by coding the boxes of its excerpt, the JPEG in base64."""

    label: str
    width: float
    height: float
    boxes: Mapping[str, Sequence[ShareBox]]
    jpeg: str


class CommentsData(TypedDict):
    """What a page needs that a reader comments in: what it is of, the name that the browser keeps the comments under, and the
    SHA-256 of each document's file by its id.
    """

    title: str
    key: str
    documents: dict[str, str]


class PageData(TypedDict):
    """All that the script of the page reads."""

    codes: list[CodeData]
    coders: list[str]
    citations: list[str]
    sections: list[str]
    excerpts: Sequence[Sequence[int | str]]
    """Each an ExcerptRow, without its id where there are neither pictures nor comments."""
    documents: list[DocumentData]
    images: dict[str, list[ImageData]]
    words: dict[str, str]
    comments: CommentsData | None


def page_data(data: ReportData, images: Mapping[str, Sequence[PageImage]], *, comments: bool = False) -> PageData:
    """The excerpts of a report, the documents that they stand in, and pictures of pages by document; and what comments need."""
    locators = {document: own[0].citer.locator for document, own in by_document(data.excerpts).items()}
    infos = [info for info in data.documents if info.id in locators]
    read = {info.id: locators[info.id].document for info in infos}
    offsets = {id: _Utf16(document.text) for id, document in read.items()}
    numbers = _Numbers(data, infos)
    rows = [numbers.row(excerpt, offsets[excerpt.document.id]) for excerpt in data.excerpts]
    return PageData(
        codes=[_code(data, key) for key in numbers.codes.texts],
        coders=numbers.coders.texts,
        citations=numbers.citations.texts,
        sections=numbers.sections.texts,
        excerpts=rows if images or comments else [row[:-1] for row in rows],
        documents=[_document(data, read[info.id], offsets[info.id]) for info in infos],
        images={document: _images(pages) for document, pages in images.items()},
        words=_words(data.language, len(data.excerpts)),
        comments=_comments(data, infos) if comments else None,
    )


def _comments(data: ReportData, infos: Sequence[DocumentInfo]) -> CommentsData:
    title = data.codebook.title.translate(_HIDDEN)
    first = min(data.documents, key=lambda document: number_of(document.id)).sha256
    key = hashlib.sha256(f"{title}\n{first}".encode("utf-8", "replace")).hexdigest()[:24]
    return CommentsData(title=title, key=key, documents={info.id: info.sha256 for info in infos})


def _words(language: str, excerpts: int) -> dict[str, str]:
    """What the script says, in the report's language; how many excerpts there are at most is known already."""
    of_count = word_for(language, "of_count", excerpts, **_OPEN)
    words = {name: of_count if name == "of_count" else word(language, name, **_OPEN) for name in _WORDS}
    return {**words, "marks": inner_marks(language)}


def _code(data: ReportData, key: str) -> CodeData:
    code = data.codebook.find(key)
    return CodeData(
        key=key,
        label=code.label if code else key,
        path=data.codebook.label_path(key),
        colour=code.colour if code else "",
        depth=key.count("."),
    )


def _document(data: ReportData, document: Document, offsets: "_Utf16") -> DocumentData:
    info, reading = document.info, document.reading
    pages = reading.pages if reading.paged else ()
    blocks = [
        BlockRow(block.kind, block.level, offsets.at(block.start), offsets.at(block.end), int(block.part == "body"))
        for block in reading.blocks
    ]
    return DocumentData(
        id=info.id,
        title=info.metadata.title.translate(_HIDDEN),
        source=data.source(info).translate(_HIDDEN),
        group=data.groups[info.id],
        year=info.metadata.shown_year,
        text=document.text.translate(_HIDDEN),
        blocks=blocks,
        pages=[PageRow(offsets.at(page.start), page.label) for page in pages],
    )


def _images(pages: Sequence[PageImage]) -> list[ImageData]:
    return [_image(image) for image in pages]


def _image(image: PageImage) -> ImageData:
    return ImageData(
        label=image.label,
        width=image.width,
        height=image.height,
        boxes=image.boxes,
        jpeg=base64.b64encode(image.jpeg).decode("ascii"),
    )


class _Numbers:
    """Gives what stands in many rows a number."""

    def __init__(self, data: ReportData, documents: Sequence[DocumentInfo]) -> None:
        self.codes, self.coders, self.citations, self.sections = _Texts(), _Texts(), _Texts(), _Texts()
        for code in data.codebook.codes():
            self.codes.number(code.key)
        self._language = data.language
        self._documents = {document.id: number for number, document in enumerate(documents)}

    def row(self, excerpt: Excerpt, offsets: "_Utf16") -> ExcerptRow:
        """An excerpt as the script gets it."""
        coding = excerpt.coding
        before, after = cut(coding.anchor)
        _, section, citation = excerpt.citer.standing(coding.span)
        return ExcerptRow(
            document=self._documents[excerpt.document.id],
            code=self.codes.number(coding.code),
            coder=self.coders.number(coding.coder),
            start=offsets.at(coding.span.start),
            end=offsets.at(coding.span.end),
            cut=before + 2 * after,
            citation=self.citations.number(unbroken(citation, self._language)),
            section=self.sections.number(section),
            memo=coding.memo.translate(_HIDDEN) if coding.memo else "",
            origin=coding.origin,
            id=coding.id,
        )


class _Texts:
    """Texts that come again and again, each told once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._as_given: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text, as it is shown."""
        number = self._as_given.get(text)
        if number is None:
            number = self._as_given[text] = self._shown(text.translate(_HIDDEN))
        return number

    def _shown(self, text: str) -> int:
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]


class _Utf16:
    """Offsets in a text as scripts count: a character beyond the first 65,536 is two units."""

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        if max(text, default="") > "\uffff":
            self._wide = [place for place, letter in enumerate(text) if letter > "\uffff"]

    def at(self, offset: int) -> int:
        """The offset in UTF-16 units of a place in code points."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset
