"""Cases: what codes belong to beside documents (a municipality, an informant, a scene), with typed attributes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from kodetre.model.codings import Anchor
from kodetre.model.documents import Span
from kodetre.model.marks import GROUP_KIND as GROUP_KIND

AttributeType = Literal["text", "whole", "number", "date", "yes/no"]
LinkTarget = Literal["document", "span", "speaker"]
ATTRIBUTE_TYPES: tuple[AttributeType, ...] = get_args(AttributeType)
CaseKey = tuple[str, str]
"""A case's kind and name: no two cases of one project have both in common."""


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """What a case has for an attribute, as it is kept: a whole number as 102273, a number as 12.5, a date as 2014, 2014-08 or
    2014-08-24, yes or no as `yes` or `no`.
    """

    type: AttributeType
    written: str


@dataclass(frozen=True, slots=True)
class KindSettings:
    """What kodetre.yaml says of a kind of case: whether documents are compared by it, and the types of attributes."""

    name: str
    is_group: bool = False
    attributes: tuple[tuple[str, AttributeType], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseLink:
    """What belongs to a case: a document, a stretch of one, or what a speaker says in one. `id` is a GUID.

    A span that stands nowhere in the newest text of its document is adrift and has none; `quote` is its words.
    """

    target: LinkTarget
    document: str
    span: Span | None = None
    speaker: str = ""
    quote: str = ""
    id: str = ""
    coder: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A figure of a case in a year, with its unit and where it was read: a page of a document (its printed label) or another
    source in words. `topic` is the table that it stands in. `value` is a number as it is kept, 12.5.
    """

    name: str
    year: int
    value: str
    unit: str = ""
    document: str = ""
    page: str = ""
    source: str = ""
    topic: str = ""
    coder: str = ""
    created: datetime | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it was read: document, page, other source. Two figures of one name and year have not the same place."""
        return self.document, self.page, self.source


@dataclass(frozen=True, slots=True)
class Case:
    """A case with all that is known of it. `id` is a GUID; one that is there only because documents name it as what they are
    compared by has none.
    """

    kind: str
    name: str
    id: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    links: tuple[CaseLink, ...] = ()
    figures: tuple[CaseFigure, ...] = ()
    coder: str = ""
    created: datetime | None = None

    @property
    def key(self) -> CaseKey:
        """What no two cases have in common."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link before the store has given it an id: as `CaseLink`, with the anchor of a span."""

    case: CaseKey
    target: LinkTarget
    document: str
    anchor: Anchor | None = None
    speaker: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What one step changes of cases, in this order. A case that values, links and figures are of has to be there, or among
    those that are added.
    """

    added: tuple[CaseKey, ...] = ()
    renamed: tuple[tuple[CaseKey, str], ...] = ()
    """Cases, by the name they had, and the name they get."""
    values: tuple[tuple[CaseKey, str, AttributeValue | None], ...] = ()
    """Case, attribute, value; None takes the value away."""
    links: tuple[NewLink, ...] = ()
    unlinked: tuple[str, ...] = ()
    """Links, by id, that are taken away."""
    figures: tuple[tuple[CaseKey, CaseFigure], ...] = ()
    dropped: tuple[tuple[CaseKey, CaseFigure], ...] = ()
    """Figures that are taken away: those of this name, year and place."""
    deleted: tuple[CaseKey, ...] = ()
    metadata: tuple[tuple[str, str, str], ...] = ()
    """Document, field, value: for documents that name a case which has another name now."""
    read: tuple[tuple[str, int], ...] = ()
    """The documents that spans were taken from, with the version that was read."""
