"""What may be asked of a kind of report. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What excerpts are arranged by, or what frequencies are of."""

    code = "code"
    document = "document"
    group = "group"
    year = "year"


class Measure(StrEnum):
    """What frequencies count."""

    codings = "codings"
    documents = "documents"
    words = "words"
    share = "share"


class Per(StrEnum):
    """How counts are given: plainly, per 1,000 words, in per cent of the row or of the column."""

    plain = "plain"
    thousand = "thousand"
    row = "row"
    column = "column"


class Within(StrEnum):
    """What codes that occur together share."""

    span = "span"
    paragraph = "paragraph"
    section = "section"
    document = "document"


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be made; what a kind does not know says so (see kinds.unused)."""

    by: By | None = None
    """Excerpts by what; frequencies of what."""
    typical: int | None = None
    """Only so many excerpts of each code, those that use its keywords most typically."""
    measure: Measure = Measure.codings
    per: Per = Per.plain
    within: Within = Within.paragraph
    rows: str | None = None
    """The dimension, or the code whose parts, are the rows of a matrix."""
    columns: str | None = None
    patterns: tuple[str, ...] = ()
    """Keyword patterns that a timeline counts instead of codings."""
    behind: bool = False
    """Whether the excerpts behind the counts come after them."""
