"""The documents that a report rests on: the table of them by group, and the reference list. Pure."""

from collections import Counter

from kodetre.document.citation import author_of, inverted
from kodetre.model.documents import DocumentInfo, authors_of
from kodetre.report.data import ReportData
from kodetre.report.options import Options
from kodetre.report.table import Column, Runs, Table, Value


def documents(data: ReportData, options: Options) -> list[Table]:
    """The included documents by group: author, year, title, reference."""
    keys = ("group", "document", "author", "year", "title", "type", "reference", "pages", "words", "codings")
    numeric = {"pages", "words", "codings"}
    columns = tuple(Column(key, data.say(key), key in numeric) for key in keys)
    counts = Counter(one.document.id for one in data.excerpts)
    rows: list[tuple[Value, ...]] = []
    sections = []
    for name in data.group_names:
        members = data.in_order(d for d in data.documents if data.groups[d.id] == name)
        for d in members:
            metadata = d.metadata
            rows.append(
                (
                    name, d.id, author_of(d, data.language), data.years[d.id], metadata.title, metadata.type, metadata.reference,
                    d.pages if d.paged else "", d.words, counts[d.id],
                )
            )  # fmt: skip
        sections.append((name or data.say("no_group"), len(members)))
    hidden = frozenset({"group"})
    return [Table("documents", data.say("documents"), columns, tuple(rows), tuple(sections), hidden, data.footer)]


def references(data: ReportData, options: Options) -> list[Table]:
    """The reference list of the included documents, in APA 7 with Norwegian words, in alphabetical order."""
    rows = tuple((d.id, entry(d, data.years[d.id], data.language)) for d in data.in_order(data.documents))
    columns = (Column("document", data.say("document")), Column("entry", data.say("references")))
    return [
        Table("references", data.say("references"), columns, rows, (), frozenset({"document"}), data.footer, prose=True)
    ]


def entry(document: DocumentInfo, year: str, language: str) -> Runs:
    """An entry of the reference list: Drammen kommune. (2022b). *Ruspolitisk plan* (Sak 12/22) [Plan].

    After the Publication Manual of the APA, 7th ed. (2020), 9.4–9.42 and 10.4: author, date, title in italics, the number in
    parentheses, what kind of work it is in brackets. A source without an author begins with its title.
    """
    metadata = document.metadata
    by = inverted(authors_of(metadata.author), language) or metadata.group
    about = f" ({metadata.reference})" if metadata.reference else ""
    about += f" [{metadata.type}]" if metadata.type else ""
    if not by:
        return Runs(((document.display_title, True), (f"{about}. ({year}).", False)))
    stop = "" if by.endswith(".") else "."
    return Runs(((f"{by}{stop} ({year}). ", False), (document.display_title, True), (f"{about}.", False)))
