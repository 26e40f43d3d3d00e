"""The documents that a report rests on: the table of them by group, and the reference list. Pure."""

from collections import Counter

from kodetre.document.citation import author_of, inverted
from kodetre.model.documents import DocumentInfo, authors_of
from kodetre.report.data import Basis
from kodetre.report.options import Options
from kodetre.report.table import Column, Runs, Table, Value


def documents(basis: Basis, options: Options) -> list[Table]:
    """The included documents by group: author, year, title, reference."""
    keys = ("group", "document", "author", "year", "title", "type", "reference", "pages", "words", "codings")
    numeric = {"pages", "words", "codings"}
    columns = tuple(Column(key, basis.say(key), key in numeric) for key in keys)
    counts = Counter(one.document.id for one in basis.excerpts)
    rows: list[tuple[Value, ...]] = []
    sections = []
    for name in basis.group_names:
        members = basis.in_order(d for d in basis.documents if basis.groups[d.id] == name)
        for d in members:
            data = d.metadata
            rows.append(
                (
                    name, d.id, author_of(d, basis.language), basis.years[d.id], data.title, data.type, data.reference,
                    d.pages if d.paged else "", d.words, counts[d.id],
                )
            )  # fmt: skip
        sections.append((name or basis.say("no_group"), len(members)))
    hidden = frozenset({"group"})
    return [Table("documents", basis.say("documents"), columns, tuple(rows), tuple(sections), hidden, basis.footer)]


def references(basis: Basis, options: Options) -> list[Table]:
    """The reference list of the included documents, in APA 7 with Norwegian words, in alphabetical order."""
    rows = tuple((d.id, entry(d, basis.years[d.id], basis.language)) for d in basis.in_order(basis.documents))
    columns = (Column("document", basis.say("document")), Column("entry", basis.say("references")))
    return [
        Table(
            "references", basis.say("references"), columns, rows, (), frozenset({"document"}), basis.footer, prose=True
        )
    ]


def entry(document: DocumentInfo, year: str, language: str) -> Runs:
    """An entry of the reference list: Drammen kommune. (2022b). *Ruspolitisk plan* (Sak 12/22) [Plan].

    After the Publication Manual of the APA, 7th ed. (2020), 9.4–9.42 and 10.4: author, date, title in italics, the number in
    parentheses, what kind of work it is in brackets. A source without an author begins with its title.
    """
    data = document.metadata
    by = inverted(authors_of(data.author), language) or data.group
    about = f" ({data.reference})" if data.reference else ""
    about += f" [{data.type}]" if data.type else ""
    if not by:
        return Runs(((document.called, True), (f"{about}. ({year}).", False)))
    stop = "" if by.endswith(".") else "."
    return Runs(((f"{by}{stop} ({year}). ", False), (document.called, True), (f"{about}.", False)))
