"""What is not coded, and what was searched for. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kodetre.codebook.tree import Code, stands_under
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of each code in each document."""

    coded: frozenset[Where]
    answered: Mapping[Where, int]
    """How many suggestions somebody has decided on."""


def absence(data: ReportData, options: Options) -> list[Table]:
    """What is not coded: document × code without codings, with what was searched for and how much could be read.

    "Not mentioned" means that no keyword of the code, or of those under it, hits in the document and nothing is coded; where
    there are hits, somebody has looked at them, or has not. After it comes
    how much the keywords have probably missed, where that was judged. With patterns it tells of these instead: what was looked for,
    in which forms, and how often each hits in each document. Last come who has read which pages, and the searches that were kept.
    """
    if options.pattern:
        return [*patterns_looked_for(data, options.pattern), *who_has_read(data), *kept_searches(data)]
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in _KEYS)
    known = _known(data)
    codes = list(data.codebook.codes())
    below = {code.key: _under(codes, code) for code in codes}
    searched = {key: _patterns_of(under) for key, under in below.items()}
    words = {name: data.say(name) for name in _FINDINGS}
    rows: list[tuple[Value, ...]] = []
    sections = []
    for document in data.documents:
        before, source = len(rows), data.source(document)
        hits_of, suggested = data.hits_in.get(document.id, {}), data.suggested_in.get(document.id, {})
        blank = data.blank_pages.get(document.id, ())
        for code in codes:
            places = [(document.id, under.key) for under in below[code.key]]
            if not known.coded.isdisjoint(places):
                continue
            patterns = searched[code.key]
            hits = sum(hits_of.get(under.key, 0) for under in below[code.key])
            unanswered = any(suggested.get(place[1], 0) > known.answered.get(place, 0) for place in places)
            finding = words[_finding(patterns, hits, unanswered=unanswered)]
            label, read = Indented(code.label, code.depth), document.pages - len(blank)
            rows.append((document.id, source, code.key, label, finding, hits, patterns, read, ", ".join(blank)))
        sections.append((f"{document.id} {document.metadata.title}", len(rows) - before))
    hidden, notes = frozenset({"document", "code", "source"}), (data.say("about_absence"), *notes_of(data))
    estimated = estimates(data)
    if not estimated:
        notes = (notes[0], data.say("no_estimates"), *notes[1:])
    title = data.say("absence")
    return [
        Table("absence", title, columns, tuple(rows), tuple(sections), hidden, notes, once="searched"),
        *estimated,
        *who_has_read(data),
        *kept_searches(data),
    ]


def _under(codes: list[Code], above: Code) -> list[Code]:
    """A code and those under it."""
    return [code for code in codes if stands_under(code.key, above.key)]


def _known(data: ReportData) -> _Known:
    answered = Counter((suggestion.document, suggestion.code) for suggestion in data.suggestions)
    return _Known(counted(data).cells(), answered)


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
