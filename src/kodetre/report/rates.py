"""Codes against groups, against one another, and over the years. Pure."""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, by_code, notes_of, trees
from kodetre.report.table import Column, Table, Value
from kodetre.report.units import Unit, unit_of

_LIKELY = 1.96
"""Standard errors on either side of a 95 % confidence interval."""
Ratio = tuple[float, float, float]


def _beside_one_another(
    data: ReportData,
    kind: str,
    shown: Sequence[Unit],
    more: Sequence[Column],
    cells: Callable[[Sequence[Excerpt]], list[Value]],
    notes: Sequence[str],
) -> Table:
    """Codings of every code in some units, then per 1,000 words of each, then what else is said of the code's excerpts."""
    columns = [Column("code", data.say("code")), Column("label", data.say("label")), *_counted(data, shown)]
    key_of = unit_of(shown)
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(data.excerpts)
    for title, codes in trees(data):
        before = len(rows)
        for code, label in codes:
            found = under(code)
            counts = Counter(key_of[one.document.id] for one in found)
            rows.append((code, label, *_counts_and_rates(counts, shown), *cells(found)))
        sections.append((title, len(rows) - before))
    said = (*notes, data.say("rolled_up"), *notes_of(data))
    return Table(kind, data.say(kind), (*columns, *more), tuple(rows), tuple(sections), frozenset({"code"}), said)


def _counted(data: ReportData, shown: Sequence[Unit]) -> list[Column]:
    """The columns of counts in some units, then those of the counts per 1,000 words."""
    names = [(unit.key.partition(":")[2], unit.label) for unit in shown]
    return [
        *(Column(f"count:{name}", label, True) for name, label in names),
        *(Column(f"rate:{name}", f"{label} {data.say('per_1000')}", True) for name, label in names),
    ]


def _counts_and_rates(counts: Counter[str], shown: Sequence[Unit]) -> list[Value]:
    """The cells of those columns; `counts` by unit key, 0 where there are none."""
    rates = (Number(rate(counts, unit), 2) for unit in shown)
    return [*(counts[unit.key] for unit in shown), *rates]


def rate(counts: Counter[str], unit: Unit) -> float:
    """A unit's count per 1,000 of its words."""
    return 1000 * counts[unit.key] / max(1, unit.words)


def set_against(groups: Sequence[Unit]) -> list[tuple[Unit, list[Unit]]]:
    """Which group is set against which: the first of two against the second, each of more against the rest."""
    if len(groups) < 2:
        return []
    if len(groups) == 2:
        return [(groups[0], [groups[1]])]
    return [(one, [other for other in groups if other is not one]) for one in groups]


def ratio_label(data: ReportData, one: Unit, others: Sequence[Unit]) -> str:
    """What a log ratio is of: log2 Drammen / Bergen, or / the others."""
    other = others[0].label if len(others) == 1 else data.say("the_rest")
    return data.say("log_ratio", one=one.label, other=other)


def compared(counts: Counter[str], one: Unit, others: Sequence[Unit]) -> Ratio | None:
    """The log ratio of a group's rate to that of others, see `log_ratio`; `counts` are codings by unit key."""
    rest = sum(counts[other.key] for other in others)
    return log_ratio(counts[one.key], one.words, rest, sum(other.words for other in others))


def log_ratio(own: int, own_words: int, rest: int, rest_words: int) -> Ratio | None:
    """log2 of the ratio of two rates with its 95 % confidence interval; None when there is nothing to compare."""
    if not (own or rest) or not (own_words and rest_words):
        return None
    a, b = (own, rest) if own and rest else (own + 0.5, rest + 0.5)
    ratio = math.log2((a / own_words) / (b / rest_words))
    reach = _LIKELY * math.sqrt(1 / a + 1 / b) / math.log(2)
    return ratio, ratio - reach, ratio + reach
