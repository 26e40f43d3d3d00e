"""What everything else speaks in: documents, blocks, spans, codings. Frozen, pure, and importing nothing of ours."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table", "footnote", "caption"]
Strike = Literal["mark", "keep", "drop"]
"""What becomes of words that are struck through: set between ~~ and ~~, read as others are, or left out of the text."""
Part = Literal["body", "contents", "references"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, `[start, end)`, in Unicode code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters of `text` that the span points at."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document: physical number (1-based), printed label, and its range in the text."""

    number: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order; its text is `document.text[start:end]`.

    `level` is a heading's or list item's depth from 1, else 0. A table's text has one row per line and a tab between
    cells; `rows` holds the cells. `part` says whether the block is body text, the contents page or the reference list.
    """

    kind: BlockKind
    level: int
    start: int
    end: int
    page_first: int
    page_last: int
    rows: tuple[tuple[str, ...], ...] | None = None
    part: Part = "body"
    language: str = ""
    """nb, nn or en where the block says enough to tell, else empty: then it is the document's."""
    header: int = 0
    """How many of a table's first rows are its header."""
    aside: bool = False
    """Whether it stands in a box beside the text: a sidebar, a frame, a pull quote."""
    speaker: str = ""
    """Who says it, in a transcript."""
    asks: bool = False
    """Whether who says it is marked as an interviewer. The store knows it, and no reader."""

    @property
    def span(self) -> Span:
        """The block's stretch of the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is printed on a page and does not belong to the text: running header, footer, page number."""

    page: int
    place: Literal["header", "footer", "margin"]
    text: str
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Left, top, right, bottom in tenths of a point from the upper left of the page; all 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """Where the words of a PDF stand on its pages, as parallel columns.

    Piece *i* of the text, `[start[i], end[i])`, stands on page `page[i]` in the box `left, top, right, bottom[i]`,
    in tenths of a point from the upper left corner of the page as it is shown. A word broken at a line end is two
    pieces.
    """

    start: "array[int]" = field(default_factory=lambda: array("I"))
    end: "array[int]" = field(default_factory=lambda: array("I"))
    page: "array[int]" = field(default_factory=lambda: array("I"))
    left: "array[int]" = field(default_factory=lambda: array("H"))
    top: "array[int]" = field(default_factory=lambda: array("H"))
    right: "array[int]" = field(default_factory=lambda: array("H"))
    bottom: "array[int]" = field(default_factory=lambda: array("H"))

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source is cited and compared by; an empty field is not known."""

    title: str = ""
    author: str = ""
    year: str = ""
    group: str = ""
    type: str = ""
    """A type of CSL (report, article-journal), or what kind of work it is in the person's own words."""
    reference: str = ""
    issued: str = ""
    """The day, month or year it was issued, as 2021-12-14, 2021-12 or 2021; the year follows from it."""
    publisher: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""
    genre: str = ""
    container: str = ""
    """The journal, book or site that it stands in."""
    volume: str = ""
    issue: str = ""
    page: str = ""
    """The pages that it has in its journal or book."""
    year_guessed: bool = field(default=False, kw_only=True)
    """Whether nothing but the file's date of creation says the year."""

    @property
    def shown_year(self) -> str:
        """The year as a person sees it: [ca. 2019] when it is a guess."""
        return f"[ca. {self.year}]" if self.year and self.year_guessed else self.year


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or, without a given name, an institution."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """The given names' first letters: K.-J. for Karl-Johan, A. B. for Anne Berit."""
        return " ".join(_initials(name) for name in self.given.split() if name.strip("-"))


def _initials(name: str) -> str:
    """The first letters of a name, which may have hyphens in it: K.-J. for Karl-Johan."""
    return "-".join(f"{part[0]}." for part in name.split("-") if part)


def authors_of(text: str) -> tuple[Author, ...]:
    """The authors of a metadata field: persons as *Family, Given*, several with a semicolon; all else is an institution."""
    found = []
    for one in text.split(";"):
        family, comma, given = one.partition(",")
        if comma and family.strip() and given.strip():
            found.append(Author(family.strip(), given.strip()))
        elif one.strip():
            found.append(Author(one.strip()))
    return tuple(found)


CSL_TYPES: tuple[str, ...] = tuple(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document "
    "entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map "
    "motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog "
    "regulation report review review-book software song speech standard thesis treaty webpage".split()
)
"""The types of CSL 1.0.2, appendix III."""
METADATA_FIELDS: tuple[str, ...] = tuple(
    "title author year group type reference issued publisher url doi accessed genre container volume issue page".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file, before it has a place in a project.

    Pages and blocks follow one another without overlap and lie inside the text. `status` is "ok", "partly" (some
    pages gave no text) or "no text"; `notes` says why, for a person.
    """

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    furniture: tuple[Furniture, ...] = ()
    boxes: WordBoxes = field(default_factory=WordBoxes)
    language: str = "nb"
    status: str = "ok"
    notes: tuple[str, ...] = ()
    paged: bool = True
    """Whether the pages are the file's own; a text file or a web page has only one, made up."""
    times: tuple[tuple[int, int], ...] = ()
    """Where what was said at a time begins: the offset in the text, and milliseconds from the beginning of the recording."""
    pseudonyms: int = 0
    """How many names were replaced by pseudonyms; the file that it was read from has them."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: what is in it, the SHA-256 of its bytes, its path as the project names it, and the metadata that a list
    gives for it, which wins over its own.
    """

    reading: Reading
    sha256: str
    file: str
    listed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document of the project without its text: what lists and citations need."""

    id: str
    uuid: str
    sha256: str
    file: str
    metadata: Metadata
    language: str
    status: str
    pages: int
    words: int
    """How many words it has; what interviewers say is not counted."""
    paged: bool
    ingested: datetime
    version: int = 0
    """The number of the text in the store: it changes when the document is read anew."""
    pseudonyms: int = 0
    """How many names in its text were replaced; its file has them, and is not shown or given away."""

    @property
    def display_title(self) -> str:
        """Its title, or its file's name when that is not known."""
        return self.metadata.title or self.file.rsplit("/", 1)[-1]

    @property
    def is_web_page(self) -> bool:
        """Whether it was read from HTML."""
        return self.file.lower().endswith((".html", ".htm"))

    @property
    def csl_type(self) -> str:
        """Its type by CSL: what is said of it, else a web page for HTML and a report for everything else."""
        if self.metadata.type in CSL_TYPES:
            return self.metadata.type
        return "webpage" if self.is_web_page else "report"

    def field(self, name: str) -> str:
        """A metadata field by name; empty when it is not known."""
        value: str = getattr(self.metadata, name)
        return value


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's text with its blocks alone, for what asks for those of many documents: (kind, part, start, end)."""

    id: str
    text: str
    blocks: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the texts that a document has had: when it was read, from which file, by whom."""

    number: int
    created: datetime
    file: str
    words: int
    sha256: str
    coder: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the project: what is known of it and what was read."""

    info: DocumentInfo
    reading: Reading

    @property
    def id(self) -> str:
        """The short id, D1."""
        return self.info.id

    @property
    def text(self) -> str:
        """The reading text that every span points into."""
        return self.reading.text


def number_of(id: str) -> int:
    """The number in a document's id: 12 of D12. Raises ValueError for what is no id."""
    digits = id[1:] if id[:1] in ("D", "d") else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise ValueError(f"'{id}' is no document id")
    return int(digits)
