"""What a project of another program's is worked out from, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kodetre.exchange.qda import Loss
from kodetre.model.cases import CaseKey
from kodetre.model.codings import Coding
from kodetre.model.documents import Document, Reading, Span, WordBoxes
from kodetre.model.exchanged import Arrival, Exchanged
from kodetre.pdf.frame import Frame


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source that was unpacked and read: a PDF or a DOCX; its reading, or why there is none; and its pages."""

    path: Path
    sha256: str
    reading: Reading | None
    why: str = ""
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class There:
    """What is in the project already."""

    documents: Mapping[str, Document]
    """Those that sources of the other project are, by the source's GUID."""
    boxes: Mapping[str, WordBoxes]
    taken: frozenset[str]
    """GUIDs that documents have or have had."""
    codings: Mapping[tuple[str, Span, str, str], Coding]
    lost: frozenset[tuple[str, str, str, str]]
    """Codings that are adrift: document, words, code, coder."""
    kept: Mapping[tuple[str, str], Exchanged]
    memos: Mapping[str, str]
    """What has been written on the project, on documents, on codes, on codings: all of it, by what it is on."""
    empty: bool
    """Whether nothing has been taken in or coded yet."""
    group_kind: str = ""
    """The kind of case that documents are compared by."""
    cases: Mapping[CaseKey, frozenset[str]] = field(default_factory=dict)
    """The attributes that each case has a value of."""


@dataclass(slots=True)
class SourceReport:
    """What becomes of a source: the document, how many codings it has, and how its offsets were understood."""

    name: str
    document: str
    codings: int = 0
    known: int = 0
    near: int = 0
    adrift: int = 0
    left: int = 0
    reading: str = ""


@dataclass(slots=True)
class Plan:
    """All that would be written, and what is said of it."""

    arrival: Arrival
    sources: list[SourceReport]
    losses: list[Loss]
    texts: dict[str, bytes] = field(default_factory=dict)
    """Text files that documents are read from, by the name in the folder of the import."""
    files: dict[str, Path] = field(default_factory=dict)
    """Files that were unpacked, likewise."""
    memos: int = 0
    groups: int = 0
