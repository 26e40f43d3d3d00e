"""What each figure shows, as plain values with the table of its numbers. Pure: drawing is render/drawing.py."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kodetre.i18n.formats import Number
from kodetre.model.documents import number_of
from kodetre.report.data import Excerpt, ReportData, by_code, grouped
from kodetre.report.options import By, Measure, Options, Per
from kodetre.report.rates import compared, rate, ratio_label, set_against
from kodetre.report.table import Column, Marked, Table, Value, count_of
from kodetre.report.tables.cooccurrence import pairs
from kodetre.report.tables.frequencies import frequencies, said_of
from kodetre.report.tables.matrix import SUMS, matrix
from kodetre.report.tables.timeline import hits_of
from kodetre.report.units import Unit, unit_of, units

_MOST_CODES = 24
"""Codes beyond which a network or a dispersion plot cannot be read."""
_MOST_DOCUMENTS = 12


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, one for each label of the figure."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: labels from top to bottom, with a bar for each series."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each series over the labels, which are years."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Counts in a grid; `framed` are the (row, column) that the codebook expects."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    framed: frozenset[tuple[int, int]]
    note: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates with their intervals: (label, value, low, high)."""

    points: tuple[tuple[str, float, float, float], ...]
    axis: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes (label, size, number of the tree) and edges (from, to, weight)."""

    nodes: tuple[tuple[str, int, int], ...]
    edges: tuple[tuple[int, int, int], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Strips:
    """For each row the stretches of a document that it covers, as shares of its length; `ticks` are (share, label)."""

    labels: tuple[str, ...]
    stretches: tuple[tuple[tuple[float, float], ...], ...]
    ticks: tuple[tuple[float, str], ...]
    axis: str


Drawn = Bars | Lines | Heat | Intervals | Network | Strips


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a name for its files, a title, what is drawn, and the same numbers as a table."""

    name: str
    title: str
    drawn: Drawn
    table: Table


def figures(kind: str, data: ReportData, options: Options) -> list[Figure]:
    """The figures of a kind of report; none where it has no numbers to draw."""
    if not data.excerpts and not options.patterns:
        return []
    if kind == "everything":
        kinds = ["frequencies", "compare", "timeline", "cooccurrence", "excerpts"]
        if len(data.codebook.dimensions) > 1:
            kinds.insert(1, "matrix")
        return [figure for one in kinds for figure in figures(one, data, options)]
    return [figure for figure in _KINDS[kind](data, options) if figure.table.rows] if kind in _KINDS else []


def _tops(data: ReportData) -> list[tuple[str, str]]:
    """The codes at the top of every tree."""
    return [(code.key, code.label) for dimension in data.codebook.dimensions for code in dimension.top]


def _rates(data: ReportData, shown: Sequence[Unit]) -> tuple[list[str], list[Series]]:
    """Codings per 1,000 words of the top codes in some units."""
    under, tops = by_code(data.excerpts), _tops(data)
    key_of = unit_of(shown)
    counts = [Counter(key_of[one.document.id] for one in under(key)) for key, _ in tops]
    series = [Series(unit.label, tuple(rate(count, unit) for count in counts)) for unit in shown]
    return [label for _, label in tops], series


def _numbers(data: ReportData, title: str, labels: Sequence[str], series: Sequence[Series], digits: int = 2) -> Table:
    """The numbers of a figure: a row for each label, a column for each series."""
    columns = (Column("label", data.say("label")), *(Column(f"series:{one.name}", one.name, True) for one in series))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (label, *(Number(one.values[place], digits) for one in series)) for place, label in enumerate(labels)
    )
    return Table("figure", title, columns, rows, notes=data.footer)


def bars(data: ReportData, options: Options) -> list[Figure]:
    """The top codes in every group, per 1,000 words; or in what, and as what, frequencies are asked for."""
    if (options.by, options.measure, options.per) != (None, Measure.codings, Per.plain):
        return _bars_of(data, replace(options, by=options.by or By.group))
    labels, series = _rates(data, units(data, "group"))
    title = data.say("figure_bars")
    drawn = Bars(tuple(labels), tuple(series), data.say("per_1000"))
    return [Figure("frequencies", title, drawn, _numbers(data, title, labels, series))]


def _bars_of(data: ReportData, options: Options) -> list[Figure]:
    """The top codes of the table of frequencies."""
    table = frequencies(data, options)[0]
    tops = [key for key, _ in _tops(data)]
    rows = [row for row in table.rows if row[0] in tops]
    series = [
        Series(column.label, tuple(_value(row[place]) for row in rows))
        for place, column in enumerate(table.columns)
        if column.numeric and column.key != "total"
    ]
    labels = [str(row[1]) for row in rows]
    drawn = Bars(tuple(labels), tuple(series), " ".join(said_of(data, options)))
    return [Figure("frequencies", table.title, drawn, _numbers(data, table.title, labels, series))]


def _value(value: Value) -> float:
    return value.value if isinstance(value, Number) else float(count_of(value))


def lines(data: ReportData, options: Options) -> list[Figure]:
    """The top codes, or hits of patterns, by year, per 1,000 words."""
    years = units(data, "year")
    if options.patterns:
        hits = hits_of(data, years)
        series = [Series(name, tuple(rate(hits[name], unit) for unit in years)) for name in options.patterns]
        title = data.say("figure_hit_lines")
    else:
        labels, by_year = _rates(data, years)
        series = [Series(label, tuple(one.values[place] for one in by_year)) for place, label in enumerate(labels)]
        title = data.say("figure_lines")
    shown = tuple(unit.label for unit in years)
    drawn = Lines(shown, tuple(series), data.say("per_1000"))
    return [Figure("timeline", title, drawn, _numbers(data, title, shown, series))]


def heat(data: ReportData, options: Options) -> list[Figure]:
    """The matrix of two dimensions."""
    table = matrix(data, options)[0]
    places = [place for place, column in enumerate(table.columns) if column.numeric and column.key not in SUMS]
    framed, values = set(), []
    for row, cells in enumerate(table.rows):
        for column, place in enumerate(places):
            cell = cells[place]
            if isinstance(cell, Marked) and cell.expected:
                framed.add((row, column))
        values.append(tuple(count_of(cells[place]) for place in places))
    labels = tuple(str(cells[1]) for cells in table.rows)
    note = data.say("figure_heat_note") if framed else ""
    drawn = Heat(labels, tuple(table.columns[p].label for p in places), tuple(values), frozenset(framed), note)
    return [Figure("matrix", table.title, drawn, table)]


def intervals(data: ReportData, options: Options) -> list[Figure]:
    """How much more, or less, of each top code the first of two groups has; with more groups, each against the rest."""
    groups, under = units(data, "group"), by_code(data.excerpts)
    group_of = unit_of(groups)
    against = set_against(groups)
    made: list[Figure] = []
    for one, others in against:
        points = []
        for key, label in _tops(data):
            counts = Counter(group_of[excerpt.document.id] for excerpt in under(key))
            if (ratio := compared(counts, one, others)) is not None:
                points.append((label, *ratio))
        title = f"{data.say('figure_intervals')}: {ratio_label(data, one, others)}"
        columns = (
            Column("label", data.say("label")), Column("ratio", "log2", True), Column("low", data.say("low"), True),
            Column("high", data.say("high"), True),
        )  # fmt: skip
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (label, *(Number(value, 2) for value in values)) for label, *values in points
        )
        table = Table("figure", title, columns, rows, notes=(data.say("about_ratio"), *data.footer))
        name = "compare" if len(against) == 1 else f"compare-{len(made) + 1}"
        made.append(Figure(name, title, Intervals(tuple(points), data.say("axis_log")), table))
    return made


def network(data: ReportData, options: Options) -> list[Figure]:
    """Codes that are in the same place, those with most codings where there are too many to read."""
    counts = Counter(one.coding.code for one in data.excerpts)
    kept = _most_used(counts)
    found = [pair for pair in pairs(data, options.within) if pair.one in kept and pair.other in kept]
    sizes = {code: size for pair in found for code, size in ((pair.one, pair.first), (pair.other, pair.second))}
    codes = sorted(sizes, key=data.code_order())
    trees = {top: place for place, top in enumerate(dict.fromkeys(code.partition(".")[0] for code in codes))}
    place_of = {code: place for place, code in enumerate(codes)}
    labels = _short_labels(data, codes)
    nodes = tuple((labels[code], sizes[code], trees[code.partition(".")[0]]) for code in codes)
    edges = tuple((place_of[pair.one], place_of[pair.other], pair.both) for pair in found)
    title = data.say("figure_network")
    columns = (
        Column("one", data.say("from")), Column("other", data.say("to")), Column("both", data.say("places"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    rows = tuple((labels[pair.one], labels[pair.other], pair.both, Number(pair.jaccard, 3)) for pair in found)
    said = [data.say("figure_network_note"), data.say(f"within_{options.within}"), *_said_of_most(data, len(counts))]
    table = Table("figure", title, columns, rows, notes=(*said, *data.footer))
    return [Figure("cooccurrence", title, Network(nodes, edges, " ".join(said)), table)]


def _most_used(counts: Mapping[str, int]) -> set[str]:
    """The codes with most codings, as many as can be read in one figure."""
    return set(sorted(counts, key=lambda code: (-counts[code], code))[:_MOST_CODES])


def _said_of_most(data: ReportData, codes: int) -> list[str]:
    """What a reader must know when there are more codes than a figure shows."""
    return [data.say("only_most", shown=_MOST_CODES, total=codes)] if codes > _MOST_CODES else []


def _short_labels(data: ReportData, codes: Sequence[str]) -> dict[str, str]:
    """The label of each code; with those above it where two are alike."""
    paths = {code: data.codebook.label_path(code) for code in codes}
    last = Counter(path.rpartition(" › ")[2] for path in paths.values())
    return {
        code: short if last[short := path.rpartition(" › ")[2]] == 1 else path.replace(" › ", ": ")
        for code, path in paths.items()
    }


def dispersion(data: ReportData, options: Options) -> list[Figure]:
    """Where in each document its codes stand: one figure per document, of those with most codings where there are many."""
    own = grouped(data.excerpts, lambda one: one.document.id)
    most = sorted(own, key=lambda id: (-len(own[id]), number_of(id)))[:_MOST_DOCUMENTS]
    shown = [d for d in data.documents if d.id in most]
    return [_strips(data, own[d.id], f"{d.id} {data.source(d)}", d.id) for d in shown]


def _strips(data: ReportData, found: Sequence[Excerpt], source: str, id: str) -> Figure:
    document = found[0].citer.locator.document
    length = max(1, len(document.text))
    own = grouped(found, lambda one: one.coding.code)
    codes = sorted(_most_used({code: len(of_code) for code, of_code in own.items()}), key=data.code_order())
    stretches = tuple(
        tuple((one.coding.span.start / length, one.coding.span.end / length) for one in own[code]) for code in codes
    )
    pages = document.reading.pages if document.reading.paged else ()
    if pages:
        step = max(1, -(-len(pages) // 12))
        ticks = tuple((page.start / length, page.label) for page in pages[::step])
    else:
        ticks = tuple((share / 100, str(share)) for share in range(0, 101, 20))
    labels = _short_labels(data, codes)
    title = data.say("figure_dispersion", document=source)
    columns = (
        Column("label", data.say("code")), Column("page", data.say("page")), Column("start", data.say("from"), True),
        Column("end", data.say("to"), True),
    )  # fmt: skip
    rows = tuple(
        (
            labels[one.coding.code], one.page, Number(100 * one.coding.span.start / length, 2),
            Number(100 * one.coding.span.end / length, 2),
        )
        for code in codes for one in own[code]
    )  # fmt: skip
    said = _said_of_most(data, len(own))
    table = Table("figure", title, columns, rows, notes=(*said, *data.footer))
    axis = data.say("axis_pages" if pages else "axis_words")
    drawn = Strips(tuple(labels[code] for code in codes), stretches, ticks, axis)
    return Figure(f"dispersion-{id}", title, drawn, table)


_KINDS: dict[str, Callable[[ReportData, Options], list[Figure]]] = {
    "frequencies": bars,
    "matrix": heat,
    "compare": intervals,
    "cooccurrence": network,
    "timeline": lines,
    "excerpts": dispersion,
}
DRAWN = frozenset({*_KINDS, "everything"})
"""The kinds of report that have figures."""
