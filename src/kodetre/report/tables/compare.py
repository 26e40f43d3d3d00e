"""Groups side by side per code. Pure."""

from collections import Counter
from collections.abc import Sequence

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, by_code, trees
from kodetre.report.options import Options
from kodetre.report.rates import Ratio, _beside_one_another, compared, ratio_label, set_against
from kodetre.report.table import Column, Table, Value
from kodetre.report.tables.excerpts import listed
from kodetre.report.units import unit_of, units


def compare(data: ReportData, options: Options) -> list[Table]:
    """Groups side by side per code: codings, per 1,000 words, and the binary log ratio with its 95 % confidence interval.

    With two groups the ratio is of the first to the second; with more, of each to all the others. It is log2 of the ratio of
    the rates (Hardie 2014), its interval that of a ratio of two Poisson rates (Rothman 2012, ch. 9), with half a coding added
    to both where one has none. Codes vary when no interval that was computed holds 0.
    """
    groups = units(data, "group")
    against = set_against(groups)
    ratios: list[Column] = []
    for one, others in against:
        ratios += [
            Column(f"ratio:{one.key[6:]}", ratio_label(data, one, others), True),
            Column(f"interval:{one.key[6:]}", data.say("interval")),
        ]
    group_of = unit_of(groups)

    def beside(found: Sequence[Excerpt]) -> list[Value]:
        counts = Counter(group_of[one.document.id] for one in found)
        ratios = [compared(counts, one, others) for one, others in against]
        cells = [cell for ratio in ratios for cell in _written(ratio, data.language)]
        return [*cells, _varies(data, ratios)]

    varies = Column("varies", data.say("varies"))
    table = _beside_one_another(data, "compare", groups, (*ratios, varies), beside, (data.say("about_ratio"),))
    if not options.behind:
        return [table]
    under = by_code(data.excerpts)
    parts = [
        (f"{data.codebook.label_path(code)} × {unit.label}", [o for o in under(code) if group_of[o.document.id] == unit.key])
        for _, codes in trees(data)
        for code, _ in codes
        for unit in groups
    ]  # fmt: skip
    return [table, listed(data, data.say("behind", title=table.title), parts, data.footer, labelled=True)]


def _written(ratio: Ratio | None, language: str) -> list[Value]:
    if ratio is None:
        return ["", ""]
    low, high = (Number(value, 2).format(language) for value in ratio[1:])
    return [Number(ratio[0], 2), f"[{low}; {high}]"]


def _varies(data: ReportData, found: Sequence[Ratio | None]) -> str:
    told = [one for one in found if one is not None]
    if not told:
        return ""
    return data.say("varies_yes" if any(low > 0 or high < 0 for _, low, high in told) else "varies_no")
