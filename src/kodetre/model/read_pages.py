"""What was read and searched: pages that were signed for, what stood on the screen, searches that were kept. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kodetre.model.documents import Span

ReadState = Literal["read", "withdrawn"]


@dataclass(frozen=True, slots=True)
class SignedPages:
    """Pages, by physical number from first to last, that a coder signed for having read, or no longer signs for."""

    document: str
    first: int
    last: int
    state: ReadState = "read"
    coder: str = ""
    created: datetime | None = None
    current: bool = True
    """Whether the document is still read from the file that was signed for."""


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A stretch of a document's text, as it is now, that stood on a coder's screen in a session."""

    document: str
    span: Span
    coder: str
    created: datetime


@dataclass(frozen=True, slots=True)
class HitsIn:
    """How many hits a search had in a document; `current` is whether the document's text is still the one that was searched."""

    document: str
    hits: int
    current: bool = True


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search of the documents that was kept: the pattern as it was written, and what it gave in each."""

    pattern: str
    documents: tuple[HitsIn, ...]
    coder: str = ""
    created: datetime | None = None

    @property
    def hits(self) -> int:
        """How many in all."""
        return sum(each.hits for each in self.documents)
