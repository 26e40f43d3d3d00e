"""Groups side by side per code. Pure."""

from collections import Counter
from collections.abc import Sequence

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, by_code, grouped, trees
from kodetre.report.document_sets import DocumentSet, document_sets, set_keys
from kodetre.report.excerpt_table import Part, behind
from kodetre.report.figure import Figure, Intervals
from kodetre.report.figure_parts import top_codes
from kodetre.report.kind import ReportKind, Row, always
from kodetre.report.options import Options
from kodetre.report.rates import Beside, Ratio, compared, counts_and_rates, ratio_label, set_against, the_others
from kodetre.report.table import Column, Table, Value


def compare(data: ReportData, options: Options) -> list[Table]:
    """Groups side by side per code: codings, per 1,000 words, and the binary log ratio with its 95 % confidence interval.

    With two groups the ratio is of the first to the second; with more, of each to all the others. It is log2 of the ratio of
    the rates (Hardie 2014), its interval that of a ratio of two Poisson rates (Rothman 2012, ch. 9), with half a coding added
    to both where one has none. Codes vary when one of the intervals that were computed does not hold 0.
    """
    groups = document_sets(data, "group")
    against = set_against(groups)
    columns: list[Column] = []
    for group, others in against:
        label, interval = ratio_label(data, group, others), f"interval:{group.name}"
        columns.append(Column(f"ratio:{group.name}", label, True, beside=interval))
        columns.append(Column(interval, f"{label}, {data.say('interval')}"))
    columns.append(Column("varies", data.say("varies")))
    group_of = set_keys(groups)

    def ratios_of(excerpts: Sequence[Excerpt]) -> list[Value]:
        counts = Counter(group_of[excerpt.document.id] for excerpt in excerpts)
        ratios = [compared(counts, group, others) for group, others in against]
        cells: list[Value] = []
        for ratio in ratios:
            cells += _ratio_cells(ratio, data.language)
        return [*cells, _varies(data, ratios)]

    beside = Beside(tuple(columns), ratios_of, _about_ratios(data, against))
    table = counts_and_rates(data, "compare", groups, beside)
    return [table, behind(data, table, _parts(data, groups))] if options.excerpts else [table]


def _about_ratios(data: ReportData, against: Sequence[tuple[DocumentSet, Sequence[DocumentSet]]]) -> tuple[str, ...]:
    """What a ratio is, and which way round it is."""
    if not against:
        return (data.say("about_ratio"),)
    group, others = against[0]
    return data.say("about_ratio"), _direction(data, group, others)


def _direction(data: ReportData, group: DocumentSet, others: Sequence[DocumentSet]) -> str:
    """What a ratio above 0 says, in words."""
    return data.say("ratio_order", one=group.label, other=the_others(data, others))


def _ratio_cells(ratio: Ratio | None, language: str) -> list[Value]:
    if ratio is None:
        return ["", ""]
    low, high = (Number(value, 2).format(language) for value in ratio[1:])
    return [Number(ratio[0], 2), f"[{low}; {high}]"]


def _varies(data: ReportData, ratios: Sequence[Ratio | None]) -> str:
    computed = [ratio for ratio in ratios if ratio is not None]
    if not computed:
        return ""
    return data.say("varies_yes" if any(low > 0 or high < 0 for _, low, high in computed) else "varies_no")


def _parts(data: ReportData, groups: Sequence[DocumentSet]) -> list[Part]:
    """The excerpts of every code in every group."""
    under, group_of = by_code(data.excerpts), set_keys(groups)
    parts = []
    for _, codes in trees(data):
        for code, _ in codes:
            by_group = grouped(under(code), lambda excerpt: group_of[excerpt.document.id])
            path = data.codebook.label_path(code)
            parts += [Part(f"{path} × {group.label}", by_group.get(group.key, ())) for group in groups]
    return parts


def intervals(data: ReportData, options: Options) -> list[Figure]:
    """How much more, or less, of each top code the first of two groups has; with more groups, each against the rest."""
    groups, under = document_sets(data, "group"), by_code(data.excerpts)
    group_of, against = set_keys(groups), set_against(groups)
    columns = (
        Column("label", data.say("label")), Column("ratio", "log2", True), Column("low", data.say("low"), True),
        Column("high", data.say("high"), True),
    )  # fmt: skip
    notes = (data.say("about_ratio"), *data.footer)
    figures: list[Figure] = []
    for group, others in against:
        points: list[tuple[str, float, float, float]] = []
        rows: list[tuple[Value, ...]] = []
        for key, label in top_codes(data):
            counts = Counter(group_of[excerpt.document.id] for excerpt in under(key))
            if (ratio := compared(counts, group, others)) is not None:
                points.append((label, *ratio))
                rows.append((label, *(Number(value, 2) for value in ratio)))
        title = f"{data.say('figure_intervals')}: {ratio_label(data, group, others)}"
        axis = f"{data.say('axis_log')}. {_direction(data, group, others)}"
        table = Table("figure", title, columns, tuple(rows), notes=notes)
        name = "compare" if len(against) == 1 else f"compare-{len(figures) + 1}"
        figures.append(Figure(name, title, Intervals(tuple(points), axis), table))
    return figures


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    shown, _, group = column.partition(":")
    return {"code": str(row["code"]), "group": group or "-"} if shown == "count" else {}


KIND = ReportKind(
    name="compare",
    tables=compare,
    figures=intervals,
    options=frozenset({"excerpts"}),
    leads_to=_leads_to,
    shows_excerpts=always,
    place=60,
)
