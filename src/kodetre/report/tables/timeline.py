"""Codings, or hits of patterns, by year. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kodetre.report.data import ReportData
from kodetre.report.options import Options
from kodetre.report.rates import _beside_one_another, _counted, _counts_and_rates
from kodetre.report.table import Column, Table, Value
from kodetre.report.units import Unit, unit_of, units


def timeline(data: ReportData, options: Options) -> list[Table]:
    """Codes by the year of their documents, or hits of patterns: counts, and per 1,000 words of that year's documents."""
    years = units(data, "year")
    if options.patterns:
        return [_hits_by_year(data, years, options.patterns)]
    return [_beside_one_another(data, "timeline", years, (), lambda _: [], ())]


def _hits_by_year(data: ReportData, years: Sequence[Unit], patterns: Iterable[str]) -> Table:
    hits = hits_of(data, years)
    rows: list[tuple[Value, ...]] = [(pattern, *_counts_and_rates(hits[pattern], years)) for pattern in patterns]
    columns = [Column("pattern", data.say("keyword_one")), *_counted(data, years)]
    notes = (data.say("about_hits"), *data.footer)
    return Table("timeline", data.say("hits_by_year"), tuple(columns), tuple(rows), notes=notes)


def hits_of(data: ReportData, shown: Sequence[Unit]) -> dict[str, Counter[str]]:
    """How often each pattern that was asked for hits in some units, by unit key."""
    key_of = unit_of(shown)
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for found in data.searched:
        if not found.code:
            hits[found.keyword][key_of[found.document]] += found.hits
    return hits
