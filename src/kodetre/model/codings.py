"""Codings, decisions, memos and steps: what a coder makes. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from kodetre.model.documents import Span
from kodetre.model.marks import ORIGINS as ORIGINS
from kodetre.model.marks import Mark as Mark
from kodetre.model.marks import Origin as Origin

Verdict = Literal["accept", "reject", "defer"]


Found = Literal["marked", "exact", "near", "placed", "adrift"]


MemoTarget = Literal["project", "document", "code", "coding"]


SuggestionKey = tuple[str, int, int, str]
"""Document, start, end, code."""
CodingKey = tuple[str, Span, str, str]
"""Document, span, code, coder."""


CONTEXT = 32
"""How many characters on either side of a quote are kept with it, to find it again in a changed text."""


class StepKind(StrEnum):
    """What a step of the journal does, as the store and the journal name it."""

    INGEST = "ingest"
    METADATA = "metadata"
    ACCEPT = "accept"
    REJECT = "reject"
    DEFER = "defer"
    MEMO = "memo"
    ACCEPT_SECTION = "accept section"
    ACCEPT_ALL = "accept all"
    CODE = "code"
    RECODE = "recode"
    ADD = "add"
    UNCODE = "uncode"
    MERGE = "merge"
    SPAN = "span"
    APPLY = "apply"
    MERGE_WORK = "merge work"
    DISCUSS = "discuss"
    ASSIGN = "assign"
    SPEAKERS = "speakers"
    PSEUDONYMS = "pseudonyms"
    READ = "read"
    SEARCH = "search"
    SYNTHESIS = "synthesis"
    SOURCES_SEARCH = "sources search"
    SOURCES_FOUND = "sources found"
    SOURCES_DECIDE = "sources decide"
    SOURCES_APPRAISE = "sources appraise"
    JUDGE = "judge"
    PLACE = "place"
    DROP = "drop"
    CODEBOOK_ADD = "codebook add"
    CODEBOOK_RENAME = "codebook rename"
    CODEBOOK_MOVE = "codebook move"
    CODEBOOK_MERGE = "codebook merge"
    CODEBOOK_SPLIT = "codebook split"
    CODEBOOK_DELETE = "codebook delete"
    CODEBOOK_COLOUR = "codebook colour"
    CODEBOOK_KEYWORDS = "codebook keywords"
    CODEBOOK_ADOPT = "codebook adopt"
    IMPORT = "import"
    CASE_ADD = "case add"
    CASE_SET = "case set"
    CASE_LINK = "case link"
    CASE_UNLINK = "case unlink"
    CASE_RENAME = "case rename"
    CASE_DELETE = "case delete"
    CASE_IMPORT = "case import"
    CASE_FIGURE = "case figure"

    @property
    def changes_codebook(self) -> bool:
        """Whether the codebook's file is another one after it."""
        return self in _CODEBOOK_STEPS

    @property
    def is_coding(self) -> bool:
        """Whether it is a coder's work in a session, and not what this stands on: documents, and what others have done."""
        return self not in _AROUND


_STEP_NAMES = frozenset(StepKind)
_AROUND = frozenset(
    {
        StepKind.INGEST, StepKind.METADATA, StepKind.MERGE_WORK, StepKind.ASSIGN, StepKind.SOURCES_SEARCH,
        StepKind.SOURCES_FOUND, StepKind.SOURCES_DECIDE, StepKind.SOURCES_APPRAISE, StepKind.IMPORT, StepKind.SPEAKERS,
        StepKind.PSEUDONYMS,
        StepKind.CASE_ADD,
        StepKind.CASE_SET, StepKind.CASE_LINK, StepKind.CASE_UNLINK, StepKind.CASE_RENAME, StepKind.CASE_DELETE,
        StepKind.CASE_IMPORT, StepKind.CASE_FIGURE,
        StepKind.READ, StepKind.SEARCH, StepKind.SYNTHESIS,
    }
)  # fmt: skip
_CODEBOOK_STEPS = frozenset(
    {
        StepKind.CODEBOOK_ADD, StepKind.CODEBOOK_RENAME, StepKind.CODEBOOK_MOVE, StepKind.CODEBOOK_MERGE,
        StepKind.CODEBOOK_SPLIT, StepKind.CODEBOOK_DELETE, StepKind.CODEBOOK_COLOUR, StepKind.CODEBOOK_KEYWORDS,
        StepKind.CODEBOOK_ADOPT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span with its quote and the characters around it, so that it can be found again in a changed text."""

    span: Span
    quote: str
    before: str
    after: str

    @classmethod
    def at(cls, text: str, span: Span) -> "Anchor":
        """The anchor of a span in a text; raises ValueError when the span is empty or outside the text."""
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"[{span.start}, {span.end}) is not a stretch of a text of {len(text)} characters")
        before = text[max(0, span.start - CONTEXT) : span.start]
        return cls(span, span.of(text), before, text[span.end : span.end + CONTEXT])


@dataclass(frozen=True, slots=True)
class Coding:
    """An excerpt with a code: whose it is, when it was made, and how it came to be."""

    id: str
    document: str
    anchor: Anchor
    code: str
    coder: str
    created: datetime
    origin: Origin
    memo: str = ""
    found: Found = "marked"
    """How it came to stand where it does: as the coder marked it, or found again in a newer version of the document
    ("exact", "near"), or placed there by hand. One that is "adrift" stands nowhere in the newest version: its anchor
    is that of the text it was marked in."""
    marked: str = ""
    """The excerpt as the coder marked it, when the text has changed since."""
    proposed: Span | None = None
    """Where one that is adrift may stand in the newest version: no place until a person confirms it."""

    @property
    def span(self) -> Span:
        """The coded stretch of the document's text."""
        return self.anchor.span

    @property
    def key(self) -> CodingKey:
        """What no two codings have in common: document, span, code, coder."""
        return self.document, self.span, self.code, self.coder


@dataclass(frozen=True, slots=True)
class Adrift:
    """A coding whose excerpt the newest text of its document has not, with the page that it stood on, as printed."""

    coding: Coding
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an excerpt stands in another version of its document; no span when it is adrift."""

    found: Found
    span: Span | None
    proposed: Span | None = None
    """Where it may stand, when it is adrift: to be confirmed by a person."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the codings of a document that was read anew: how many have their very words in the new text, how
    many were found in words that had changed, and how many are adrift; for so many of these a place is proposed.
    """

    exact: int = 0
    near: int = 0
    adrift: int = 0
    proposed: int = 0


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding before the store has given it an id and a time."""

    document: str
    span: Span
    code: str
    origin: Origin
    memo: str = ""
    id: str = ""
    created: datetime | None = None
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder said to a suggestion: the unit's span, the code suggested, the verdict."""

    document: str
    span: Span
    code: str
    verdict: Verdict
    coder: str = ""
    created: datetime | None = None

    @property
    def key(self) -> SuggestionKey:
        """The suggestion that it is about, as `Suggestion.key` has it."""
        return self.document, self.span.start, self.span.end, self.code


@dataclass(frozen=True, slots=True)
class Memo:
    """Free text on the project, a document, a code or a coding (`subject` is its id or key)."""

    target: MemoTarget
    subject: str
    text: str
    coder: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one step changes: codings made and removed, decisions taken, memos written."""

    codings: tuple[NewCoding, ...] = ()
    removed: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    memos: tuple[Memo, ...] = ()
    placed: tuple[tuple[str, Span], ...] = ()
    """Codings, by id, that are given another span."""
    recoded: tuple[tuple[str, str], ...] = ()
    """Codings, by id, that are given another code."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Codes that have another key now: every coder's codings, decisions and memos of the old one are of the new one."""
    read: tuple[tuple[str, int], ...] = ()
    """The documents whose text the spans were taken from, by id, with the version (see DocumentInfo) that was read."""
    seen: Mark | None = None
    """How far the journal was when the change was worked out from what had been coded; without it, that does not matter."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step that was written, the ids of the codings it made, in the order they were given, and the step's time.

    `known` are those of the ids whose coding was there already: the coder had coded the excerpt so before.
    """

    step: int
    codings: tuple[str, ...]
    created: datetime
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StepContents:
    """How much a step changed: rows of each kind that it wrote."""

    documents: int = 0
    """Documents, and new versions of documents."""
    metadata: int = 0
    """Documents whose metadata it set."""
    codings: int = 0
    """Codings that it made, removed, placed or gave another code."""
    decisions: int = 0
    memos: int = 0
    cases: int = 0
    """Cases that it made, named, removed, or gave values, figures and what belongs to them."""


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the journal: one action of a person, with everything it changed."""

    number: int
    name: str
    coder: str
    created: datetime
    undone: bool
    detail: str = ""
    contents: "StepContents | None" = None
    """How much it changed, where that was asked for."""

    @property
    def kind(self) -> StepKind | None:
        """What it does; None for what a newer kodetre has done and this one does not know."""
        return StepKind(self.name) if self.name in _STEP_NAMES else None

    @property
    def is_coding(self) -> bool:
        """Whether it is a coder's work in a session; what is not known is taken for such."""
        return self.kind is None or self.kind.is_coding
