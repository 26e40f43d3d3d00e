"""The searches that were made, and what each gave. Pure."""

from collections import Counter

from kodetre.i18n.formats import Day
from kodetre.i18n.message import translatable
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_KEYS = ("search", "day", "where", "query", "filters", "hits", "candidates", "included", "coder", "note")
_NUMERIC = frozenset({"hits", "candidates", "included"})
_LABELS = {
    "search": "search_id", "day": "created", "query": "searched", "hits": "search_hits", "included": "sources_included",
    "coder": "searched_by", "filters": "search_limits",
}  # fmt: skip


def search_log(data: ReportData, options: Options) -> list[Table]:
    """A row for each search: when, where, for what, how many hits, and how many of them became candidates and documents."""
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in _KEYS)
    found = Counter(candidate.search for candidate in data.sources.candidates)
    included = Counter(each.search for each in data.sources.candidates if each.verdict == "included")
    rows: list[tuple[Value, ...]] = []
    for search in data.sources.searches:
        hits: Value = search.hits if search.hits is not None else ""
        counts = (found[search.id], included[search.id])
        about = (search.id, Day(search.day), search.place, search.query, search.filters, hits)
        rows.append((*about, *counts, search.coder, search.note))
    return [Table("search_log", data.say("search_log"), columns, tuple(rows), notes=(data.say("about_search_log"),))]


KIND = ReportKind(
    name="search-log",
    tables=search_log,
    needs_codings=never,
    needs_documents=never,
    place=2,
    says_when_empty=(
        translatable("no search is written down"),
        translatable("write one down: kodetre sources search add --where PLACE --query WORDS"),
    ),
)
