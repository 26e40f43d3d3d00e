"""The reference list. Pure."""

from kodetre.document.citation import inverted
from kodetre.model.documents import DocumentInfo, authors_of
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Format, Options
from kodetre.report.table import Column, Runs, Table


def references(data: ReportData, options: Options) -> list[Table]:
    """The reference list of the included documents, in APA 7 with Norwegian words, in alphabetical order."""
    title = data.say("references")
    columns = (Column("document", data.say("document")), Column("entry", title))
    rows = tuple(
        (document.id, entry(document, data.years[document.id], data.language))
        for document in data.in_order(data.documents)
    )
    hidden = frozenset({"document"})
    return [Table("references", title, columns, rows, hidden=hidden, notes=data.footer, prose=True)]


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


KIND = ReportKind(name="references", tables=references, needs_codings=never, formats=(Format.ris, Format.bib), place=20)
