"""What is not coded, and what was searched for. Pure."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from kodetre.codebook.tree import Code, stands_under
from kodetre.model.documents import DocumentInfo
from kodetre.report.data import ReportData, counted, notes_of
from kodetre.report.estimates import estimates
from kodetre.report.kind import ReportKind, always, never
from kodetre.report.looked_for import kept_searches, patterns_looked_for, who_has_read
from kodetre.report.options import Options
from kodetre.report.table import Column, Indented, Table, Value

_KEYS = ("document", "source", "code", "label", "finding", "hits", "searched", "pages_read", "pages_unread")
_NUMERIC = frozenset({"hits", "pages_read"})
_LABELS = {"document": "document_id"}
_FINDINGS = ("not_searched", "not_mentioned", "unanswered", "looked_at")
Where = tuple[str, str]
"""A document and a code."""
Row = tuple[Value, ...]
_Told = tuple[str, Indented, str, list[str]]
"""What is told of a code everywhere: its key, its label, its keywords and those under it; and the keys of these and itself."""


def absence(data: ReportData, options: Options) -> list[Table]:
    """What is not coded: document × code without codings, with what was searched for and how much could be read.

    "Not mentioned" means that no keyword of the code, or of those under it, hits in the document and nothing is coded; where
    there are hits, somebody has looked at them, or has not. After it comes
    how much the keywords have probably missed, where that was judged. With patterns it tells of these instead: what was looked for,
    in which forms, and how often each hits in each document. Last come who has read which pages, and the searches that were kept.
    """
    if options.pattern:
        return [*patterns_looked_for(data, options.pattern), *who_has_read(data), *kept_searches(data)]
    by_document = [list(rows) for rows in rows_by_document(data)]
    sections = [
        (f"{document.id} {document.metadata.title}", len(rows))
        for document, rows in zip(data.documents, by_document, strict=True)
    ]
    rows = tuple(chain.from_iterable(by_document))
    hidden, notes = frozenset({"document", "code", "source"}), (data.say("about_absence"), *notes_of(data))
    if not data.estimates:
        notes = (notes[0], data.say("no_estimates"), *notes[1:])
    title, columns = data.say("absence"), columns_of(data)
    return [
        Table("absence", title, columns, rows, tuple(sections), hidden, notes, once="searched"),
        *beside(data),
    ]


def beside(data: ReportData) -> list[Table]:
    """What comes after what is not coded: how good the keywords are, who has read which pages, the searches that were kept."""
    return [*estimates(data), *who_has_read(data), *kept_searches(data)]


def columns_of(data: ReportData) -> tuple[Column, ...]:
    """The columns of what is not coded."""
    return tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in _KEYS)


def count_of_rows(data: ReportData) -> int:
    """How many rows `rows_by_document` gives, without making them."""
    return len(data.documents) * len(list(data.codebook.codes())) - len(_with_codings(data))


def rows_by_document(data: ReportData) -> Iterator[Iterator[Row]]:
    """The rows of each document, made when they are asked for: of a large corpus they are millions."""
    answered = Counter((suggestion.document, suggestion.code) for suggestion in data.suggestions)
    with_codings = _with_codings(data)
    codes = list(data.codebook.codes())
    told: list[_Told] = []
    for code in codes:
        under = _under(codes, code)
        told.append((code.key, Indented(code.label, code.depth), _patterns_of(under), [each.key for each in under]))
    words = {name: data.say(name) for name in _FINDINGS}

    def rows(document: DocumentInfo) -> Iterator[Row]:
        id, source = document.id, data.source(document)
        hits_of, suggested = data.hits_in.get(id, {}), data.suggested_in.get(id, {})
        blank = data.blank_pages.get(id, ())
        read, unread = document.pages - len(blank), ", ".join(blank)
        for code, label, patterns, under in told:
            if (id, code) not in with_codings:
                hits = sum([hits_of.get(key, 0) for key in under])
                unanswered = any(suggested.get(key, 0) > answered[id, key] for key in under) if hits else False
                finding = words[_finding(patterns, hits, unanswered=unanswered)]
                yield id, source, code, label, finding, hits, patterns, read, unread

    return map(rows, data.documents)


def _with_codings(data: ReportData) -> frozenset[Where]:
    """In which of the documents which codes are coded, by themselves or by one under them."""
    codes, shown = [code.key for code in data.codebook.codes()], {document.id for document in data.documents}
    above: dict[str, list[str]] = {}
    there: set[Where] = set()
    for id, key in counted(data).cells():
        if key not in above:
            above[key] = [code for code in codes if stands_under(key, code)]
        if id in shown:
            there.update((id, code) for code in above[key])
    return frozenset(there)


def _under(codes: list[Code], above: Code) -> list[Code]:
    """A code and those under it."""
    return [code for code in codes if stands_under(code.key, above.key)]


def _patterns_of(codes: list[Code]) -> str:
    """The keywords of some codes as they are written, each once."""
    patterns: dict[str, None] = {}
    for code in codes:
        patterns.update({keyword.written: None for keyword in code.keywords})
    return "; ".join(patterns)


def _finding(patterns: str, hits: int, *, unanswered: bool) -> str:
    """What is found of a code that a document has no coding of."""
    if not patterns:
        return "not_searched"
    if not hits:
        return "not_mentioned"
    return "unanswered" if unanswered else "looked_at"


KIND = ReportKind(
    name="absence",
    tables=absence,
    options=frozenset({"pattern"}),
    needs_codings=never,
    needs_hits=always,
    only_counts=True,
    place=90,
)
