"""What was looked for and not found, so that it can be cited: patterns, who has read which pages, searches that were kept. Pure."""

from collections.abc import Sequence

from kodetre.document.reading import DocumentReading, Reader
from kodetre.i18n.formats import Day
from kodetre.matching.searched import SearchedWord
from kodetre.report.data import ReportData, Searched
from kodetre.report.table import Column, Table, Value

_KEYS = (
    "document",
    "source",
    "pattern",
    "finding",
    "hits",
    "forms_found",
    "searched",
    "pages_searched",
    "pages_unread",
    "read_by",
)
_NUMERIC = frozenset({"hits", "pages_searched", "pages"})
_LABELS = {"document": "document_id", "coder": "by_whom", "searched": "forms_searched"}


def patterns_looked_for(data: ReportData, patterns: Sequence[str]) -> list[Table]:
    """The forms that each pattern stands for, then document by document what was found of each, with how many pages gave text,
    which gave none, and who has signed for having read which.
    """
    forms = {pattern: _forms(data, data.looked_for.get(pattern, ())) for pattern in dict.fromkeys(patterns)}
    found = {(each.document, each.keyword): each for each in data.searched if not each.code}
    reading = data.reading()
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    for document in data.documents:
        blank = data.blank_pages.get(document.id, ())
        pages: Value = document.pages - len(blank) if document.paged else data.say("all_of_it")
        read_by = _read_by(data, reading.get(document.id))
        for pattern, searched in forms.items():
            hits = found.get((document.id, pattern))
            finding = _finding(hits, document.words, blank)
            rows.append(
                (
                    document.id, data.source(document), pattern, data.say(finding), hits.hits if hits else 0,
                    _forms_found(hits), searched, pages, ", ".join(blank), read_by,
                )
            )  # fmt: skip
        sections.append((f"{document.id} {document.metadata.title}", len(forms)))
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in _KEYS)
    notes = (data.say("about_looked_for"), *data.footer)
    hidden = frozenset({"document", "source", "searched"})
    looked_for = (Column("pattern", data.say("pattern")), Column("searched", data.say("forms_searched")))
    about = (data.say("about_forms_searched"),)
    return [
        Table("absence", data.say("looked_for"), columns, tuple(rows), tuple(sections), hidden, notes),
        Table("forms_searched", data.say("forms_searched"), looked_for, tuple(forms.items()), notes=about),
    ]


def _forms(data: ReportData, words: Sequence[SearchedWord]) -> str:
    """The forms of each word of a pattern, as people read them."""
    parts: list[str] = []
    for word in words:
        if not word.forms:
            parts.append(word.written)
            continue
        forms = ", ".join(word.forms)
        parts.append(data.say("and_compounds", forms=forms) if word.compounds else forms)
    return "; ".join(parts)


def _forms_found(hits: Searched | None) -> str:
    """The forms that a pattern took, those met most often first: overdoser (3), overdosedødsfall (2)."""
    if hits is None:
        return ""
    ordered = sorted(hits.forms, key=lambda form: (-form[1], form[0]))
    return ", ".join(f"{form} ({count})" for form, count in ordered)


def _finding(hits: Searched | None, words: int, blank: Sequence[str]) -> str:
    """What a document says of a pattern; no more than could be read of it."""
    if hits is not None:
        return "found_there"
    if not words:
        return "nothing_readable"
    return "not_found_in_readable" if blank else "not_found_there"


def _read_by(data: ReportData, reading: DocumentReading | None) -> str:
    """Who has signed for which pages: Kari (s. 1–40); Ola (all of it)."""
    if reading is None:
        return ""
    signed = [reader for reader in reading.readers if reader.signed]
    return "; ".join(f"{reader.coder} ({_pages(data, reading, reader.signed)})" for reader in signed)


def _pages(data: ReportData, reading: DocumentReading, numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    if not reading.paged:
        return data.say("all_of_it")
    return reading.labels(numbers)


def who_has_read(data: ReportData) -> list[Table]:
    """Who has read which pages of which document; no table where nobody has signed for any, or had one on the screen."""
    if not data.may_be_read:
        return []
    reading = data.reading()
    if not any(each.readers for each in reading.values()):
        return []
    keys = ("document", "source", "pages", "coder", "signed_for", "on_screen", "partly_on_screen", "last_read")
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in keys)
    rows: list[tuple[Value, ...]] = []
    for document in data.documents:
        own = reading[document.id]
        readers: Sequence[Reader] = own.readers or (Reader(""),)
        for reader in readers:
            partly = own.labels(reader.partly) if own.paged else (data.say("in_part") if reader.partly else "")
            outdated = _pages(data, own, reader.outdated)
            signed = "; ".join(
                part
                for part in (
                    _pages(data, own, reader.signed),
                    data.say("of_another_file", pages=outdated) if outdated else "",
                )
                if part
            )
            last: Value = Day(reader.last.date() if reader.last is not None else None)
            shown = _pages(data, own, reader.shown)
            pages: Value = document.pages if document.paged else ""
            rows.append((document.id, data.source(document), pages, reader.coder, signed, shown, partly, last))
    notes = (data.say("about_who_has_read"),)
    return [Table("who_has_read", data.say("who_has_read"), columns, tuple(rows), notes=notes)]


def kept_searches(data: ReportData) -> list[Table]:
    """The searches that were kept, with what each gave in the documents that are shown; no table where there are none."""
    shown = {document.id for document in data.documents}
    rows: list[tuple[Value, ...]] = []
    for search in data.kept_searches:
        own = [each for each in search.documents if each.document in shown]
        if not own:
            continue
        hits = ", ".join(f"{each.document} ({each.hits})" for each in own if each.hits)
        without = ", ".join(each.document for each in own if not each.hits)
        outdated = ", ".join(each.document for each in own if not each.current)
        day: Value = Day(search.created.date() if search.created is not None else None)
        rows.append((search.pattern, day, search.coder, sum(each.hits for each in own), hits, without, outdated))
    if not rows:
        return []
    keys = ("pattern", "searched_on", "coder", "hits", "hits_in", "no_hits_in", "read_anew")
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in keys)
    return [
        Table(
            "kept_searches", data.say("kept_searches"), columns, tuple(rows), notes=(data.say("about_kept_searches"),)
        )
    ]
