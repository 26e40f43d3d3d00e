"""What goes from one program to another: by which GUID it is known, and what is given back as it came. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kodetre.model.cases import AttributeValue, CaseKey
from kodetre.model.codings import Memo, NewCoding
from kodetre.model.documents import ReadFile, Span

_NAMESPACE = uuid.UUID("6e1f8f6c-0f0b-5c4e-9a55-6b6f64747265")
"""Ours: the GUIDs of names are made in it (RFC 9562, version 5)."""


def derived_guid(kind: str, *names: str) -> str:
    """The GUID of a thing that is known by names alone. The same names give the same GUID, in every project."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *names))))


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a file of another program says of a thing: of which kind it is, what it is known by here, its GUID, and what is to be
    given back as it came.
    """

    kind: str
    name: str
    guid: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LostCoding:
    """A coding of another program's whose words stand nowhere in the text of its document, with a place that may be meant."""

    coding: NewCoding
    quote: str
    proposed: Span | None = None


@dataclass(frozen=True, slots=True)
class ArrivingDocument:
    """A document of another program's. Without a `known` id it is new: with the text that its codings point into, and the text that
    kodetre reads in its file, when that is another one.

    The codings and memos name no document; it is this one. `created` is when the other program took it in.
    """

    guid: str
    known: str = ""
    marked: ReadFile | None = None
    read: ReadFile | None = None
    codings: tuple[NewCoding, ...] = ()
    lost: tuple[LostCoding, ...] = ()
    memos: tuple[Memo, ...] = ()
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArrivingCase:
    """A case that came: its kind and name, its GUID, its attributes, and the documents, by GUID, that belong to it."""

    key: CaseKey
    guid: str
    attributes: tuple[tuple[str, AttributeValue], ...]
    documents: tuple[str, ...]

    def brings_news(self, known: frozenset[str] | None) -> bool:
        """Whether it says anything of a case of which these attributes are known; of one that is not there it does."""
        return known is None or any(name not in known for name, _ in self.attributes)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one import brings: documents with their codings, memos, and what is to be known of it."""

    documents: tuple[ArrivingDocument, ...] = ()
    memos: tuple[Memo, ...] = ()
    """Those on the project, on codes and on codings; these by the id that their coding came with."""
    exchanged: tuple[Exchanged, ...] = ()
    cases: tuple[ArrivingCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has been taken in: the step, the id of each document, and of the codings how many are new, were there already, stand
    in changed words, and are adrift.
    """

    step: int
    documents: tuple[str, ...]
    made: int
    known: int
    near: int
    adrift: int
    memos: int
