"""Codings, or hits of patterns, by year. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kodetre.report.data import ReportData
from kodetre.report.document_sets import DocumentSet, document_sets, set_keys
from kodetre.report.figure import Figure, Lines, Series
from kodetre.report.figure_parts import numbers_of, rates_of_top_codes, top_codes
from kodetre.report.kind import ReportKind, Row
from kodetre.report.options import Options
from kodetre.report.rates import Beside, count_cells, count_columns, counts_and_rates, hidden_beside, rate
from kodetre.report.table import Column, Table


def timeline(data: ReportData, options: Options) -> list[Table]:
    """Codes by the year of their documents, or hits of patterns: counts, and per 1,000 words of that year's documents."""
    years = document_sets(data, "year")
    if not options.pattern:
        return [counts_and_rates(data, "timeline", years, Beside())]
    hits = _hits_by_year(data, years)
    rows = tuple((pattern, *count_cells(hits[pattern], years)) for pattern in options.pattern)
    columns = (Column("pattern", data.say("keyword_one")), *count_columns(data, years))
    notes = (data.say("about_hits"), data.say("about_hits_and_rates"), *data.footer)
    return [Table("timeline", data.say("hits_by_year"), columns, rows, hidden=hidden_beside(columns), notes=notes)]


def _hits_by_year(data: ReportData, years: Sequence[DocumentSet]) -> Mapping[str, Counter[str]]:
    """How often each pattern that was asked for hits in the documents of each year, by the years' keys."""
    year_of = set_keys(years)
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for searched in data.searched:
        if not searched.code:
            hits[searched.keyword][year_of[searched.document]] += searched.hits
    return hits


def lines(data: ReportData, options: Options) -> list[Figure]:
    """The top codes, or hits of patterns, by year, per 1,000 words."""
    years = document_sets(data, "year")
    if options.pattern:
        hits = _hits_by_year(data, years)
        series = [_series_of_hits(pattern, hits[pattern], years) for pattern in options.pattern]
        title = data.say("figure_hit_lines")
    else:
        series = _series_by_code(data, years)
        title = data.say("figure_lines")
    labels = tuple(year.label for year in years)
    drawn = Lines(labels, tuple(series), data.say("per_1000"))
    return [Figure("timeline", title, drawn, numbers_of(data, title, labels, series))]


def _series_of_hits(pattern: str, hits: Counter[str], years: Sequence[DocumentSet]) -> Series:
    return Series(pattern, tuple(rate(hits, year) for year in years))


def _series_by_code(data: ReportData, years: Sequence[DocumentSet]) -> list[Series]:
    """The rates of the top codes: a series for each code, a value for each year."""
    of_years = rates_of_top_codes(data, years)
    series = []
    for place, (_, label) in enumerate(top_codes(data)):
        values = tuple(of_year.values[place] for of_year in of_years)
        series.append(Series(label, values))
    return series


def _counts_codings(options: Options) -> bool:
    return not options.pattern


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    shown, _, year = column.partition(":")
    return {"code": str(row["code"]), "year": year or "-"} if shown == "count" else {}


KIND = ReportKind(
    name="timeline",
    tables=timeline,
    figures=lines,
    options=frozenset({"pattern"}),
    needs_codings=_counts_codings,
    leads_to=_leads_to,
    shows_excerpts=_counts_codings,
    place=70,
)
