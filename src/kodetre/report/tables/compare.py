"""Groups side by side per code. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodetre.errors import InvalidReport
from kodetre.i18n.formats import Number
from kodetre.i18n.message import msg
from kodetre.model.documents import DocumentInfo
from kodetre.report.answers import MINIMUM, Answer, Bounds, Comparison, Counted, compare_counts
from kodetre.report.data import Excerpt, ReportData, by_code, grouped, trees
from kodetre.report.document_sets import DocumentSet, document_sets, set_keys
from kodetre.report.excerpt_table import Part, behind
from kodetre.report.figure import Figure, Intervals
from kodetre.report.figure_parts import top_codes
from kodetre.report.kind import ReportKind, Row, always
from kodetre.report.options import Options
from kodetre.report.rates import Beside, Ratio, counts_and_rates, ratio_label, set_against, the_others
from kodetre.report.table import Column, Table, Value

_BY_CHANCE = 0.05
"""Of comparisons of what is alike, so many come out as different."""


@dataclass(frozen=True, slots=True)
class _Against:
    """Which groups are compared: each with those that it is set against; and in which nobody has coded anything."""

    groups: tuple[DocumentSet, ...]
    pairs: tuple[tuple[DocumentSet, Sequence[DocumentSet]], ...]
    uncoded: tuple[DocumentSet, ...]
    bounds: Bounds

    def comparisons(self, excerpts: Sequence[Excerpt]) -> list[Comparison]:
        """What is to be said of the excerpts of a code, for each pair."""
        group_of = set_keys(self.groups)
        counts = Counter(group_of[excerpt.document.id] for excerpt in excerpts)
        return [
            compare_counts(_counted(counts, [group]), _counted(counts, rest), self.bounds) for group, rest in self.pairs
        ]


def _counted(counts: Counter[str], groups: Sequence[DocumentSet]) -> Counted:
    """The codings and words of some groups together."""
    return Counted(sum(counts[group.key] for group in groups), sum(group.words for group in groups))


def _set_up(data: ReportData, options: Options) -> _Against:
    """The groups that are compared. One in which nobody has coded says nothing of what stands there, and is in no ratio."""
    groups = document_sets(data, "group")
    coded = [group for group in groups if _has_coded(data, group.documents)]
    uncoded = [group for group in groups if group not in coded]
    bounds = Bounds(options.margin, MINIMUM if options.minimum is None else options.minimum)
    return _Against(tuple(groups), tuple(set_against(coded)), tuple(uncoded), bounds)


def _has_coded(data: ReportData, documents: Iterable[DocumentInfo]) -> bool:
    """Whether anybody has coded anything in one of these documents."""
    return any(document.id in data.coded for document in documents)


def compare(data: ReportData, options: Options) -> list[Table]:
    """Groups side by side per code: codings, per 1,000 words, the binary log ratio with its 95 % confidence interval, and what
    this says: different, alike within the margin that is set, or too little material, see `answers.compare_counts`.

    With two groups the ratio is of the first to the second; with more, of each to all the others. It is log2 of the ratio of
    the rates (Hardie 2014), its interval that of a ratio of two Poisson rates (Rothman 2012, ch. 9); there is none where a side
    has no codings.
    """
    against = _set_up(data, options)
    columns: list[Column] = []
    for group, others in against.pairs:
        label, interval = ratio_label(data, group, others), f"interval:{group.name}"
        columns.append(Column(f"ratio:{group.name}", label, True, beside=interval))
        columns.append(Column(interval, f"{label}, {data.say('interval')}"))
    columns.append(Column("answer", data.say("answer")))

    def cells_of(excerpts: Sequence[Excerpt]) -> list[Value]:
        comparisons = against.comparisons(excerpts)
        cells: list[Value] = []
        for comparison in comparisons:
            cells += _ratio_cells(comparison.ratio, data.language)
        return [*cells, _answer(data, against, comparisons)]

    beside = Beside(tuple(columns), cells_of, _notes(data, against))
    table = counts_and_rates(data, "compare", against.groups, beside)
    return [table, behind(data, table, _parts(data, against.groups))] if options.excerpts else [table]


def _notes(data: ReportData, against: _Against) -> tuple[str, ...]:
    """What a ratio is and which way round it is, when something is said, and how much of it is chance."""
    notes = [data.say("about_ratio")]
    if against.pairs:
        notes.append(_direction(data, *against.pairs[0]))
    notes.append(data.say("about_answers", minimum=against.bounds.minimum))
    margin = against.bounds.margin
    if margin is None:
        notes.append(data.say("no_margin"))
    else:
        times, reach = Number(margin, 2).format(data.language), Number(math.log2(margin), 2).format(data.language)
        notes.append(data.say("about_margin", times=times, reach=reach))
    if made := _made(data, against):
        by_chance = Number(_BY_CHANCE * made, 1).format(data.language)
        notes.append(data.say_for("by_chance", made, expected=by_chance))
    if against.uncoded:
        notes.append(data.say("uncoded_groups", groups=", ".join(group.label for group in against.uncoded)))
    return tuple(notes)


def _made(data: ReportData, against: _Against) -> int:
    """How many comparisons had material enough to be answered."""
    under, made = by_code(data.excerpts), 0
    for _, codes in trees(data):
        for code, _ in codes:
            made += sum(comparison.enough for comparison in against.comparisons(under(code)))
    return made


def _direction(data: ReportData, group: DocumentSet, others: Sequence[DocumentSet]) -> str:
    """What a ratio above 0 says, in words."""
    return data.say("ratio_order", one=group.label, other=the_others(data, others))


def _ratio_cells(ratio: Ratio | None, language: str) -> list[Value]:
    if ratio is None:
        return ["", ""]
    low, high = (Number(value, 2).format(language) for value in ratio[1:])
    return [Number(ratio[0], 2), f"[{low}; {high}]"]


def _answer(data: ReportData, against: _Against, comparisons: Sequence[Comparison]) -> str:
    """What is said of a code: different, with the groups that are so where there are several; alike when all of them are."""
    if not comparisons:
        return ""
    answers = [comparison.answer for comparison in comparisons]
    if Answer.different in answers:
        if len(answers) == 1:
            return data.say(Answer.different)
        pairs = zip(against.pairs, answers, strict=True)
        named = [group.label for (group, _), answer in pairs if answer is Answer.different]
        return f"{data.say(Answer.different)}: {', '.join(named)}"
    return data.say(Answer.alike if set(answers) == {Answer.alike} else Answer.too_little)


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
    """How much more, or less, of each top code the first of two groups has; with more groups, each against the rest.

    Codes of which there is less than the minimum are left out, as are those that one side has no coding of.
    """
    against, under = _set_up(data, options), by_code(data.excerpts)
    columns = (
        Column("label", data.say("label")), Column("ratio", "log2", True), Column("low", data.say("low"), True),
        Column("high", data.say("high"), True),
    )  # fmt: skip
    notes = (data.say("about_ratio"), data.say("figure_minimum", minimum=against.bounds.minimum), *data.footer)
    top = [(label, against.comparisons(under(key))) for key, label in top_codes(data)]
    figures: list[Figure] = []
    for place, (group, others) in enumerate(against.pairs):
        points: list[tuple[str, float, float, float]] = []
        rows: list[tuple[Value, ...]] = []
        for label, comparisons in top:
            comparison = comparisons[place]
            if comparison.enough and comparison.ratio is not None:
                points.append((label, *comparison.ratio))
                rows.append((label, *(Number(value, 2) for value in comparison.ratio)))
        title = f"{data.say('figure_intervals')}: {ratio_label(data, group, others)}"
        axis = f"{data.say('axis_log')}. {_direction(data, group, others)}"
        table = Table("figure", title, columns, tuple(rows), notes=notes)
        name = "compare" if len(against.pairs) == 1 else f"compare-{len(figures) + 1}"
        figures.append(Figure(name, title, Intervals(tuple(points), axis), table))
    return figures


def _check(options: Options) -> None:
    """Raise InvalidReport for a margin that says nothing."""
    if options.margin is not None and not 1 < options.margin < math.inf:
        what = msg("is no margin: how many times as much still counts as alike, above 1")
        raise InvalidReport(f"--margin {options.margin:g}", what, next_step=msg("for example: --margin 1.5"))


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    shown, _, group = column.partition(":")
    return {"code": str(row["code"]), "group": group or "-"} if shown == "count" else {}


KIND = ReportKind(
    name="compare",
    tables=compare,
    figures=intervals,
    options=frozenset({"excerpts", "margin", "minimum"}),
    check=_check,
    leads_to=_leads_to,
    shows_excerpts=always,
    place=60,
)
