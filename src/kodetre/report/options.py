"""What may be asked of a report: in which format, and of its kind. Pure."""

from dataclasses import dataclass, fields
from enum import StrEnum

from kodetre.agreement.unit import Unit
from kodetre.document.periods import Period


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    csv = "csv"
    html = "html"
    json = "json"
    tex = "tex"
    docx = "docx"
    xlsx = "xlsx"
    ris = "ris"
    bib = "bib"
    csljson = "csljson"


CSV_FOR_EXCEL = "csv-excel"
"""CSV as Norwegian Excel opens it: a format like the others, that the command line asks for as a dialect of CSV."""


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


class Repeats(StrEnum):
    """How codes are given that the codebook repeats: each under its own code, all of them together, or side by side."""

    apart = "apart"
    together = "together"
    beside = "beside"


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be made. Each field has the name of its option; which kinds take it, `ReportKind.options` says."""

    by: tuple[str, ...] = ()
    """The levels of headings that excerpts stand under, or what frequencies are of, see `levels.LEVELS`."""
    typical: int | None = None
    """Only so many excerpts of each code, those that use its keywords most typically."""
    measure: Measure = Measure.codings
    per: Per = Per.plain
    within: Within = Within.paragraph
    rows: str | None = None
    """The dimension, or the code whose parts, are the rows of a matrix."""
    columns: str | None = None
    pattern: tuple[str, ...] = ()
    """Keyword patterns that a timeline counts instead of codings."""
    excerpts: bool = False
    """Whether the excerpts behind the counts come after them."""
    coders: tuple[str, ...] = ()
    """The coders that are compared; all of them when none are named."""
    unit: Unit = Unit.paragraph
    """The pieces of text that they are compared on."""
    dimension: str | None = None
    """The dimension, or the code whose parts, exclude one another: they are compared as values of which a unit has one."""
    before: str | None = None
    """The day (2026-01-31) before which a coder's work is compared with what it is now."""
    recall: float | None = None
    """The recall that progress tests whether reading may stop at; without it, the project's."""
    periods: tuple[Period, ...] = ()
    """The periods that time is parted into."""
    rate: tuple[str, ...] = ()
    """What figures are set against: `per 10000 innbyggere`."""
    repeats: Repeats = Repeats.apart
    """How frequencies give the codes that the codebook repeats under several codes."""
    margin: float | None = None
    """How many times as much in one group as in another still counts as alike: 1.5. Without it nothing is called alike."""
    minimum: int | None = None
    """How many codings each of two groups would have, were they alike, before anything is said; 5 unless said."""

    def asked(self) -> list[str]:
        """The names of the options that are not as they are when nobody asks for anything."""
        plain = Options()
        names = [field.name for field in fields(self)]
        return [name for name in names if getattr(self, name) != getattr(plain, name)]
