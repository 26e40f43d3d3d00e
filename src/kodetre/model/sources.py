"""The way from a search to an included document. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

SourceVerdict = Literal["included", "excluded", "duplicate", "open"]
Criterion = Literal["authenticity", "credibility", "representativeness", "meaning"]
Grade = Literal["good", "fair", "poor"]

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
"""The four by which documents are appraised (Scott, 1990, A matter of record, ch. 2)."""
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was made: where, for what, on which day, how many hits it gave (None where that was not told), with which
    filters. `id` is S1.
    """

    place: str
    query: str
    day: date
    hits: int | None = None
    filters: str = ""
    note: str = ""
    id: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that was found: by which search (S1), or in which document of the corpus (D1), or neither; what is known of
    it; and what was decided. `id` is C1. Of one that is included `document` is what it is in the corpus, empty while it is not
    taken in; of a duplicate `same_as` is what it is the same as.
    """

    fields: Mapping[str, str]
    search: str = ""
    found_in: str = ""
    id: str = ""
    coder: str = ""
    verdict: SourceVerdict = "open"
    document: str = ""
    same_as: str = ""
    reason: str = ""
    note: str = ""
    decided_by: str = ""
    decided: datetime | None = None

    @property
    def title(self) -> str:
        """Its title, or its address where it has none."""
        return self.fields.get("title", "") or self.fields.get("url", "") or self.fields.get("doi", "")


@dataclass(frozen=True, slots=True)
class SourceDecision:
    """What is decided of a candidate (C1), see `Candidate`."""

    candidate: str
    verdict: SourceVerdict
    document: str = ""
    same_as: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How a document (D1) does by one of Scott's criteria, and why, in a sentence."""

    document: str
    criterion: Criterion
    grade: Grade
    sentence: str
    coder: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceLog:
    """All of it: searches, candidates, appraisals, each in the order in which they came."""

    searches: tuple[Search, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()

    @property
    def origins(self) -> Mapping[str, Candidate]:
        """The candidate that each document of the corpus was, by the document's id."""
        included = [each for each in self.candidates if each.verdict == "included" and each.document]
        return {each.document: each for each in included}
