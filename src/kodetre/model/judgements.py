"""Whether paragraphs that were drawn belong to a code: what a coder answers. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

Answer = Literal["yes", "no", "doubtful"]


class UnitKey(NamedTuple):
    """What a paragraph is known by, also when its document is read anew: the document, the words, and how many paragraphs with
    the same words stand before it.
    """

    document: str
    quote: str
    occurrence: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A coder's answer to whether a paragraph belongs to a code or to one under it."""

    unit: UnitKey
    code: str
    answer: Answer
    coder: str = ""
    created: datetime | None = None
