"""The reference list. Pure."""

from datetime import date

from kodetre.document.citation import inverted
from kodetre.i18n.messages import word
from kodetre.model.documents import CSL_TYPES, DocumentInfo, authors_of
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Format, Options
from kodetre.report.table import Column, Runs, Table

_IN_JOURNALS = ("article-journal", "article-magazine", "article-newspaper")
_WITH_DAY = (
    "webpage",
    "post",
    "post-weblog",
    "speech",
    "interview",
    "article-newspaper",
    "article-magazine",
    "broadcast",
)
"""What is cited with the day that it was issued, where that is known (APA 7, 9.14)."""


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
    """An entry of the reference list: Drammen kommune. (2022b). *Ruspolitisk plan* (Sak 12/22) [Plan]. https://…

    After the Publication Manual of the APA, 7th ed. (2020), 9.4–9.42 and 10.1–10.16: author, date, title in italics, the number
    in parentheses, what kind of work it is in brackets, the publisher when it is not the author, and DOI or address. An article
    has its journal in italics, a chapter its book. A source without an author begins with its title; a law does, whatever group
    it is compared in.
    """
    metadata, kind = document.metadata, document.csl_type
    group = "" if kind in ("legislation", "bill", "regulation") else metadata.group
    by = inverted(authors_of(metadata.author), language) or group
    when = f"({_date(document, year, language)})"
    part_of_whole = bool(metadata.container) and (kind in _IN_JOURNALS or kind in ("chapter", "paper-conference"))
    title = (document.display_title, not part_of_whole)
    about = _about(document, language)
    runs: tuple[tuple[str, bool], ...] = (title, (f"{about}. {when}.", False))
    if by:
        stop = "" if by.endswith(".") else "."
        runs = ((f"{by}{stop} {when}. ", False), title, (f"{about}.", False))
    return Runs((*runs, *_source(document, by, language), *_where(document, language)))


def _date(document: DocumentInfo, year: str, language: str) -> str:
    """The year with its letter, and the day or month of what is cited with it: 2021b, 14. desember."""
    issued = document.metadata.issued
    if document.csl_type not in _WITH_DAY or len(issued) <= len("2021"):
        return year
    month = word(language, "months_long").split()[int(issued[5:7]) - 1]
    if len(issued) == len("2021-12"):
        return f"{year}, {month}"
    day = int(issued[8:])
    return f"{year}, {month} {day}" if language == "en" else f"{year}, {day}. {month}"


def _about(document: DocumentInfo, language: str) -> str:
    """What stands after the title: its number in parentheses, and in brackets what kind of work it is."""
    metadata, kind = document.metadata, document.csl_type
    genre = metadata.genre or ("" if metadata.type in CSL_TYPES else metadata.type)
    if not genre and kind in ("thesis", "dataset"):
        genre = word(language, kind)
    if kind == "thesis" and metadata.publisher:
        genre = f"{genre}, {metadata.publisher}"
    number = f" ({metadata.reference})" if metadata.reference else ""
    return number + (f" [{genre}]" if genre else "")


def _source(document: DocumentInfo, by: str, language: str) -> tuple[tuple[str, bool], ...]:
    """The journal, book or site that a work is in, and who published it when that is not its author."""
    metadata, kind = document.metadata, document.csl_type
    publisher = "" if kind == "thesis" or metadata.publisher.casefold() == by.casefold() else metadata.publisher
    published = f" {publisher.removesuffix('.')}." if publisher else ""
    if not metadata.container:
        return ((published, False),) if published else ()
    if kind in _IN_JOURNALS:
        issue = f"({metadata.issue})" if metadata.issue else ""
        if not metadata.volume and issue:
            issue = f", {issue}"
        page = f", {metadata.page.replace('-', '–')}" if metadata.page else ""
        volume = f", {metadata.volume}" if metadata.volume else ""
        return ((" ", False), (f"{metadata.container}{volume}", True), (f"{issue}{page}.", False))
    if kind in ("chapter", "paper-conference"):
        page = metadata.page.replace("-", "–")
        short = "pages_short" if language == "en" and "–" in page else "page_short"
        pages = f" ({word(language, short, label=page)})" if page else ""
        return ((f" {word(language, 'in_book')} ", False), (metadata.container, True), (f"{pages}.{published}", False))
    if metadata.container.casefold() in (by.casefold(), publisher.casefold()):
        return ((published, False),) if published else ()
    return ((f" {metadata.container}.{published}", False),)


def _where(document: DocumentInfo, language: str) -> tuple[tuple[str, bool], ...]:
    """The DOI, else the address; with the day it was retrieved where no date of issue says which text it was (APA 7, 9.16)."""
    metadata = document.metadata
    if metadata.doi:
        return ((f" https://doi.org/{metadata.doi}", False),)
    if not metadata.url:
        return ()
    undated = not metadata.year or metadata.year_guessed
    if undated and len(metadata.accessed) == len("2021-12-14"):
        day = date.fromisoformat(metadata.accessed)
        month = word(language, "months_long").split()[day.month - 1]
        when = f"{month} {day.day}, {day.year}" if language == "en" else f"{day.day}. {month} {day.year}"
        return ((f" {word(language, 'retrieved', day=when, url=metadata.url)}", False),)
    return ((f" {metadata.url}", False),)


KIND = ReportKind(
    name="references",
    tables=references,
    needs_codings=never,
    formats=(Format.ris, Format.bib, Format.csljson),
    place=20,
)
