"""The sets of documents that codes are counted in: single documents, groups, years, periods, or what belongs to cases. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodetre.document.periods import Period, period_of
from kodetre.model.documents import DocumentInfo, Span
from kodetre.report.case_sets import CaseParts, case_parts
from kodetre.report.data import Excerpt, ReportData, by_document


def _every(excerpt: Excerpt) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Documents that have a column of counts together: its key (group:Drammen) and heading, and the documents."""

    key: str
    label: str
    documents: tuple[DocumentInfo, ...]
    parted: frozenset[str] = frozenset()
    """The documents, by id, of which only stretches are in it: those of their excerpts are in it that `holds` says."""
    holds: Callable[[Excerpt], bool] = field(default=_every, repr=False)
    part_words: Mapping[str, int] = field(default_factory=dict)
    """Of documents that are not in it as a whole, or not selected as a whole: how many words of them are."""

    @property
    def name(self) -> str:
        """The key without what kind of set it is: Drammen."""
        return self.key.partition(":")[2]

    @property
    def words(self) -> int:
        """How many words its documents have, or the stretches of them that are in it."""
        return sum(self.part_words.get(document.id, document.words) for document in self.documents)

    def of_these(self, document: str, excerpts: Sequence[Excerpt]) -> Sequence[Excerpt]:
        """Those of a document's excerpts that are in it, where the document is."""
        if document not in self.parted:
            return excerpts
        return [excerpt for excerpt in excerpts if self.holds(excerpt)]


def document_sets(data: ReportData, by: str, periods: Sequence[Period] = ()) -> list[DocumentSet]:
    """The documents, groups, years, periods or cases that codes are counted in, in the order in which they are shown."""
    if by == "document":
        return [
            _set(data, f"document:{document.id}", f"{document.id} {data.source(document)}", (document,))
            for document in data.documents
        ]
    if by == "group":
        members = _members((data.groups[document.id], document) for document in data.documents)
        return [_set(data, f"group:{name}", name or data.say("no_group"), members[name]) for name in data.group_names]
    if by == "year" and periods:
        return _periods(data, periods)
    if by == "year":
        members = _members((document.metadata.shown_year, document) for document in data.documents)
        return [_set(data, f"year:{year}", year or data.say("no_date"), members[year]) for year in sorted(members)]
    return [_of_cases(data, part) for part in case_parts(data, by, periods)]


def total_set(data: ReportData) -> DocumentSet:
    """All documents together."""
    return _set(data, "total", data.say("total"), tuple(data.documents))


def _set(data: ReportData, key: str, label: str, documents: tuple[DocumentInfo, ...]) -> DocumentSet:
    """Documents, of each as much as is selected."""
    return DocumentSet(key, label, documents, part_words=_part_words(data, documents, {}))


def _periods(data: ReportData, periods: Sequence[Period]) -> list[DocumentSet]:
    """The documents of each period, and those of none where there are any."""
    members = _members((period_of(periods, date_of(document)), document) for document in data.documents)
    names = [*(period.name for period in periods), *([""] if "" in members else [])]
    return [_set(data, f"period:{name}", name or data.say("no_period"), members.get(name, ())) for name in names]


def date_of(document: DocumentInfo) -> str:
    """When a document was issued, as exactly as that is known."""
    return document.metadata.issued or document.metadata.year


def _of_cases(data: ReportData, part: CaseParts) -> DocumentSet:
    """What belongs to cases: whole documents, and stretches of others."""
    words = _part_words(data, part.documents, part.parts)
    return DocumentSet(part.key, part.label, part.documents, frozenset(part.parts), part.holds, words)


def _part_words(
    data: ReportData, documents: Iterable[DocumentInfo], parts: Mapping[str, Sequence[Span]]
) -> dict[str, int]:
    """How many words begin in the stretches of documents that are in a set and selected; of those not there as a whole."""
    words: dict[str, int] = {}
    for document in documents:
        inside, selected = parts.get(document.id), data.selected_spans.get(document.id)
        if inside is None and selected is None:
            continue
        spans = inside if selected is None else selected if inside is None else _common(inside, selected)
        starts = data.words[document.id]
        words[document.id] = sum(
            bisect_left(starts, span.end) - bisect_left(starts, span.start) for span in spans or ()
        )
    return words


def _common(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What two lists of stretches have in common."""
    common: list[Span] = []
    for span in spans:
        meeting = [other for other in others if span.overlaps(other)]
        common += [Span(max(span.start, other.start), min(span.end, other.end)) for other in meeting]
    return common


def _members(named: Iterable[tuple[str, DocumentInfo]]) -> dict[str, tuple[DocumentInfo, ...]]:
    """Documents by the name that each comes with."""
    members: dict[str, list[DocumentInfo]] = {}
    for name, document in named:
        members.setdefault(name, []).append(document)
    return {name: tuple(documents) for name, documents in members.items()}


def set_keys(sets: Iterable[DocumentSet]) -> dict[str, str]:
    """The key of the set that each document is in, by the document's id."""
    keys: dict[str, str] = {}
    for documents in sets:
        keys.update({document.id: documents.key for document in documents.documents})
    return keys


def coded_words(data: ReportData, excerpts: Sequence[Excerpt]) -> int:
    """How many words stand in excerpts, each counted once; a word is in one when it begins there."""
    count = 0
    for document, own in by_document(excerpts).items():
        starts, reached = data.words[document], 0
        for span in sorted(excerpt.coding.span for excerpt in own):
            first, last = bisect_left(starts, max(span.start, reached)), bisect_left(starts, span.end)
            count += max(0, last - first)
            reached = max(reached, span.end)
    return count
