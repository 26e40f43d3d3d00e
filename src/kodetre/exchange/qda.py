"""A project of any program for qualitative analysis: what REFI-QDA has words for. Readers give it, writers take it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SourceKind = Literal["text", "pdf", "picture", "audio", "video"]


@dataclass(frozen=True, slots=True)
class QdaUser:
    """A coder."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code, and the GUID of the one above it; codes come with parents before children."""

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    colour: str = ""
    codable: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """A code given to a selection: by whom and when. `code` and `user` are GUIDs."""

    guid: str
    code: str
    user: str = ""
    created: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSelection:
    """A stretch of a source's text, `[start, end)` in code points, with its codings.

    `quote` is what the other program says stands there; where `placed` is false, the offsets led nowhere and it is all there is.
    """

    guid: str
    start: int
    end: int
    quote: str = ""
    description: str = ""
    user: str = ""
    created: datetime | None = None
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()
    placed: bool = True


@dataclass(frozen=True, slots=True)
class QdaArea:
    """A box on a page of a PDF: the page from 0, two corners in points from its lower left, and the text in it where that is
    said.
    """

    guid: str
    page: int
    corners: tuple[int, int, int, int]
    name: str = ""
    description: str = ""
    user: str = ""
    created: datetime | None = None
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    is_exact: bool = True
    """Whether the corners are counted as the standard says, so that words can be looked for in them."""


@dataclass(frozen=True, slots=True)
class QdaValue:
    """A value of a variable, by the variable's GUID: Text, Boolean, Integer, Float, Date or DateTime, as it is written."""

    variable: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class QdaSource:
    """A source. `text` is what selections point into; `file` and `rich` are the names of members of the archive that hold a PDF and
    a DOCX of it. `codings` are those of the whole.
    """

    guid: str
    name: str
    kind: SourceKind
    text: str = ""
    file: str = ""
    rich: str = ""
    description: str = ""
    user: str = ""
    created: datetime | None = None
    selections: tuple[QdaSelection, ...] = ()
    areas: tuple[QdaArea, ...] = ()
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[QdaValue, ...] = ()
    representation: str = ""
    """The GUID of the text of a PDF."""
    reading: str = ""
    """How its offsets were understood, and how well that fits, in words."""
    group: str = ""
    """What documents are compared by, where a program keeps that with the source."""
    elsewhere: str = ""
    """Where its text is, when that is outside of the archive; its selections then have their offsets as they are written."""


@dataclass(frozen=True, slots=True)
class QdaVariable:
    """An attribute that sources and cases have values of."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class QdaCase:
    """A unit that is compared: a municipality. `sources` and `selections` are GUIDs."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[QdaValue, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSet:
    """Codes, sources and notes that somebody has put together, by GUID."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaNote:
    """A memo: its title, its text, whose and when."""

    guid: str
    name: str
    text: str
    user: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What one side has and the other cannot hold: how many of what, and why."""

    count: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class QdaProject:
    """All of it. `losses` are what its reader could not take."""

    name: str = ""
    origin: str = ""
    description: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    users: tuple[QdaUser, ...] = ()
    codes: tuple[QdaCode, ...] = ()
    variables: tuple[QdaVariable, ...] = ()
    cases: tuple[QdaCase, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    notes: tuple[QdaNote, ...] = ()
    project_notes: tuple[str, ...] = ()
    sets: tuple[QdaSet, ...] = ()
    losses: tuple[Loss, ...] = ()
