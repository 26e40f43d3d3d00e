"""The documents that a report rests on, by group. Pure."""

from collections import Counter

from kodetre.document.citation import author_of
from kodetre.report.data import ReportData
from kodetre.report.document_sets import document_sets
from kodetre.report.kind import ReportKind, Row, never
from kodetre.report.options import Format, Options
from kodetre.report.table import Column, Table, Value

_KEYS = ("group", "document", "author", "year", "title", "type", "reference", "pages", "words", "codings")
_NUMERIC = frozenset({"pages", "words", "codings"})


def documents(data: ReportData, options: Options) -> list[Table]:
    """The included documents by group: author, year, title, reference."""
    columns = tuple(Column(key, data.say(key), key in _NUMERIC) for key in _KEYS)
    codings = Counter(excerpt.document.id for excerpt in data.excerpts)
    rows: list[tuple[Value, ...]] = []
    sections = []
    for group in document_sets(data, "group"):
        for document in data.in_order(group.documents):
            metadata, pages = document.metadata, document.pages if document.paged else ""
            source = (author_of(document, data.language), data.years[document.id], metadata.title)
            about = (metadata.type, metadata.reference, pages, document.words, codings[document.id])
            rows.append((group.name, document.id, *source, *about))
        sections.append((group.label, len(group.documents)))
    hidden = frozenset({"group"})
    return [Table("documents", data.say("documents"), columns, tuple(rows), tuple(sections), hidden, data.footer)]


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    return {"document": str(row["document"])} if column == "codings" else {}


KIND = ReportKind(
    name="documents",
    tables=documents,
    needs_codings=never,
    leads_to=_leads_to,
    formats=(Format.ris, Format.bib, Format.csljson),
    place=10,
)
