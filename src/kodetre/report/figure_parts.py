"""What several figures have in common: the top codes with their rates, the table of their numbers, labels. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kodetre.i18n.formats import Number
from kodetre.report.data import ReportData, by_code
from kodetre.report.document_sets import DocumentSet, set_keys
from kodetre.report.figure import Series
from kodetre.report.rates import rate
from kodetre.report.table import Column, Table, Value

_MOST_CODES = 24
"""Codes beyond which a network or a dispersion plot cannot be read."""


def top_codes(data: ReportData) -> list[tuple[str, str]]:
    """The codes at the top of every tree: key and label."""
    codes: list[tuple[str, str]] = []
    for dimension in data.codebook.dimensions:
        codes += [(code.key, code.label) for code in dimension.top]
    return codes


def rates_of_top_codes(data: ReportData, sets: Sequence[DocumentSet]) -> list[Series]:
    """Codings per 1,000 words of the top codes: a series for each set of documents, a value for each code."""
    under, set_of = by_code(data.excerpts), set_keys(sets)
    counts = []
    for key, _ in top_codes(data):
        counts.append(Counter(set_of[excerpt.document.id] for excerpt in under(key)))
    series = []
    for documents in sets:
        rates = tuple(rate(count, documents) for count in counts)
        series.append(Series(documents.label, rates))
    return series


def numbers_of(data: ReportData, title: str, labels: Sequence[str], series: Sequence[Series]) -> Table:
    """The numbers of a figure: a row for each label, a column for each series."""
    columns = [Column("label", data.say("label"))]
    columns += [Column(f"series:{values.name}", values.name, True) for values in series]
    rows: list[tuple[Value, ...]] = []
    for place, label in enumerate(labels):
        numbers = [Number(values.values[place], 2) for values in series]
        rows.append((label, *numbers))
    return Table("figure", title, tuple(columns), tuple(rows), notes=data.footer)


def most_used(counts: Mapping[str, int]) -> set[str]:
    """The codes with most codings, as many as can be read in one figure."""
    return set(sorted(counts, key=lambda code: (-counts[code], code))[:_MOST_CODES])


def notes_on_most_used(data: ReportData, codes: int) -> list[str]:
    """What a reader must know when there are more codes than a figure shows."""
    return [data.say("only_most", shown=_MOST_CODES, total=codes)] if codes > _MOST_CODES else []


def short_labels(data: ReportData, codes: Sequence[str]) -> dict[str, str]:
    """The label of each code; with those above it where two are alike."""
    paths = {code: data.codebook.label_path(code) for code in codes}
    own = {code: path.rpartition(" › ")[2] for code, path in paths.items()}
    alike = Counter(own.values())
    return {code: own[code] if alike[own[code]] == 1 else path.replace(" › ", ": ") for code, path in paths.items()}
