"""The sets of documents that codes are counted in: single documents, groups or years. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodetre.model.documents import DocumentInfo
from kodetre.report.data import Excerpt, ReportData, by_document


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Documents that have a column of counts together: its key (group:Drammen) and heading, and the documents."""

    key: str
    label: str
    documents: tuple[DocumentInfo, ...]

    @property
    def name(self) -> str:
        """The key without what kind of set it is: Drammen."""
        return self.key.partition(":")[2]

    @property
    def words(self) -> int:
        """How many words its documents have."""
        return sum(document.words for document in self.documents)


def document_sets(data: ReportData, by: str) -> list[DocumentSet]:
    """The documents, groups or years that codes are counted in, in the order in which they are shown."""
    if by == "document":
        return [
            DocumentSet(f"document:{document.id}", f"{document.id} {data.source(document)}", (document,))
            for document in data.documents
        ]
    if by == "group":
        members = _members((data.groups[document.id], document) for document in data.documents)
        return [DocumentSet(f"group:{name}", name or data.say("no_group"), members[name]) for name in data.group_names]
    members = _members((document.metadata.shown_year, document) for document in data.documents)
    return [DocumentSet(f"year:{year}", year or data.say("no_date"), members[year]) for year in sorted(members)]


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
