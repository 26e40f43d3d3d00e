"""Counts beside one another: per 1,000 words of their documents, and the ratio of one rate to another. Pure."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, by_code, notes_of, trees
from kodetre.report.document_sets import DocumentSet, set_keys
from kodetre.report.table import Column, Table, Value

_LIKELY = 1.96
"""Standard errors on either side of a 95 % confidence interval."""
Ratio = tuple[float, float, float]
"""A log ratio with the lower and upper end of its interval."""


def _no_cells(excerpts: Sequence[Excerpt]) -> list[Value]:
    return []


@dataclass(frozen=True, slots=True)
class Beside:
    """What a table of counts and rates says of each code besides: columns, their cells from the code's excerpts, notes."""

    columns: tuple[Column, ...] = ()
    cells: Callable[[Sequence[Excerpt]], list[Value]] = _no_cells
    notes: tuple[str, ...] = ()


def counts_and_rates(data: ReportData, kind: str, sets: Sequence[DocumentSet], beside: Beside) -> Table:
    """Codings of every code in some sets of documents, then per 1,000 words of each, then what else is said of the code."""
    columns = (Column("code", data.say("code")), Column("label", data.say("label")), *count_columns(data, sets))
    set_of = set_keys(sets)
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(data.excerpts)
    for title, codes in trees(data):
        for code, label in codes:
            excerpts = under(code)
            counts = Counter(set_of[excerpt.document.id] for excerpt in excerpts)
            rows.append((code, label, *count_cells(counts, sets), *beside.cells(excerpts)))
        sections.append((title, len(codes)))
    notes = (data.say("about_counts_and_rates"), *beside.notes, data.say("rolled_up"), *notes_of(data))
    every = (*columns, *beside.columns)
    return Table(kind, data.say(kind), every, tuple(rows), tuple(sections), hidden_beside(every), notes)


def hidden_beside(columns: Sequence[Column]) -> frozenset[str]:
    """The keys of the columns that people do not see by themselves: the code's, and those beside others."""
    return frozenset({"code"} | {column.beside for column in columns if column.beside})


def count_columns(data: ReportData, sets: Sequence[DocumentSet]) -> list[Column]:
    """The columns of counts in some sets of documents, then those of the counts per 1,000 words."""
    per_1000 = data.say("per_1000")
    counts = [
        Column(f"count:{documents.name}", documents.label, True, beside=f"rate:{documents.name}") for documents in sets
    ]
    rates = [Column(f"rate:{documents.name}", f"{documents.label} {per_1000}", True) for documents in sets]
    return [*counts, *rates]


def count_cells(counts: Counter[str], sets: Sequence[DocumentSet]) -> list[Value]:
    """The cells of those columns; `counts` by the sets' keys, 0 where there are none."""
    rates = [Number(rate(counts, documents), 2) for documents in sets]
    return [*(counts[documents.key] for documents in sets), *rates]


def rate(counts: Counter[str], documents: DocumentSet) -> float:
    """The count of a set of documents per 1,000 of its words."""
    return 1000 * counts[documents.key] / max(1, documents.words)


def set_against(groups: Sequence[DocumentSet]) -> list[tuple[DocumentSet, list[DocumentSet]]]:
    """Which group is set against which: the first of two against the second, each of more against the rest."""
    if len(groups) < 2:
        return []
    if len(groups) == 2:
        return [(groups[0], [groups[1]])]
    against = []
    for group in groups:
        rest = [other for other in groups if other is not group]
        against.append((group, rest))
    return against


def ratio_label(data: ReportData, group: DocumentSet, others: Sequence[DocumentSet]) -> str:
    """What a log ratio is of: log2 Drammen / Bergen, or / the others."""
    return data.say("log_ratio", one=group.label, other=the_others(data, others))


def the_others(data: ReportData, others: Sequence[DocumentSet]) -> str:
    """What a group is set against, in words."""
    return others[0].label if len(others) == 1 else data.say("the_rest")


def log_ratio(own: int, own_words: int, rest: int, rest_words: int) -> Ratio | None:
    """log2 of the ratio of two rates with its 95 % confidence interval; None where one of them has no codings, or no words."""
    if not (own and rest and own_words and rest_words):
        return None
    ratio = math.log2((own / own_words) / (rest / rest_words))
    reach = _LIKELY * math.sqrt(1 / own + 1 / rest) / math.log(2)
    return ratio, ratio - reach, ratio + reach
