"""What two coders decided where they had coded otherwise. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kodetre.model.codings import Coding
from kodetre.model.documents import Span

DiscussionDecision = Literal["agreed", "one", "other", "both", "neither", "span", "code"]


@dataclass(frozen=True, slots=True)
class Discussion:
    """A decision on a place and a code: whose coding holds, or other words or another code (`result`), and why. "agreed" is a
    place on which both had coded alike. `consensus` is the coder whose codings are those that hold.
    """

    document: str
    span: Span
    quote: str
    code: str
    coders: tuple[str, str]
    decision: DiscussionDecision
    consensus: str
    result: str = ""
    reason: str = ""
    version: int = 0
    coder: str = ""
    created: datetime | None = None

    @property
    def key(self) -> tuple[str, Span, str, tuple[str, str]]:
        """The place that it is about: document, span, code, between whom."""
        return self.document, self.span, self.code, self.coders


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """A stretch of a document that one or both of two coders have coded with a code, with the codings of each."""

    document: str
    span: Span
    code: str
    one: tuple[Coding, ...]
    other: tuple[Coding, ...]
    agreed: bool
    """Whether each has one coding there, and both have the same ends within the tolerance."""
