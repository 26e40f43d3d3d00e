"""Excerpts under two or three levels of headings, with the other codes of each beside it. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from kodetre.document.periods import Period, period_of
from kodetre.report.case_sets import case_level
from kodetre.report.cases_beside import level_label
from kodetre.report.data import Excerpt, ReportData, by_document
from kodetre.report.document_sets import date_of
from kodetre.report.excerpt_table import Part, listed
from kodetre.report.levels import LEVELS
from kodetre.report.table import Column, Table, Value

Values = tuple[str, ...]
"""What an excerpt has at each level: the key of a code, the id of a document, a group, a year; a code that it has not is empty."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level: its name, what an excerpt has there, the order of that, and how it is written."""

    name: str
    label: str
    values: Callable[[Excerpt], Sequence[str]]
    order: Callable[[str], tuple[int, str]]
    heading: Callable[[str], str]


class Overlapping:
    """The excerpts of a report by place, to be asked which overlap one of them."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        self._sorted: dict[str, list[Excerpt]] = {}
        self._starts: dict[str, list[int]] = {}
        self._longest: dict[str, int] = {}
        for document, own in by_document(excerpts).items():
            own.sort(key=lambda excerpt: excerpt.coding.span)
            self._sorted[document] = own
            self._starts[document] = [excerpt.coding.span.start for excerpt in own]
            self._longest[document] = max(excerpt.coding.span.end - excerpt.coding.span.start for excerpt in own)

    def of(self, excerpt: Excerpt) -> Iterator[Excerpt]:
        """Those that share a character with an excerpt, itself too, in the order of the text."""
        document, span = excerpt.document.id, excerpt.coding.span
        starts = self._starts.get(document, [])
        first = bisect_left(starts, span.start - self._longest.get(document, 0))
        for other in self._sorted.get(document, [])[first : bisect_left(starts, span.end)]:
            if other.coding.span.end > span.start:
                yield other


def nested(
    data: ReportData,
    names: Sequence[str],
    excerpts: Sequence[Excerpt],
    notes: tuple[str, ...],
    periods: Sequence[Period] = (),
) -> Table:
    """Excerpts under headings of several levels, each named as `levels.resolved` gives it, time parted into periods where these
    are given.

    Where dimensions are among the levels, the excerpts are those of the last one that is named, under every code of the
    others that they overlap; and those of the others that none of these overlaps, so that none is left out.
    """
    overlapping = Overlapping(data.excerpts)
    levels = [_level(data, name, overlapping, periods) for name in names]
    placed: dict[Values, list[Excerpt]] = {}
    for excerpt in _listed_ones(data, names, excerpts, overlapping):
        for values in product(*(level.values(excerpt) for level in levels)):
            placed.setdefault(values, []).append(excerpt)
    order = sorted(placed, key=lambda values: [level.order(value) for level, value in zip(levels, values, strict=True)])
    counts = _counts_above(placed)
    parts = [_part(levels, values, placed[values], counts) for values in order]
    labelled = not any(name == "code" or data.codebook.dimension(name) is not None for name in names)
    notes = (_about(data, names), *notes)
    named = ", ".join(level.label.lower() for level in levels)
    table = listed(data, f"{data.say('excerpts')} ({named})", parts, notes, labelled=labelled)
    above = tuple(part.path for part in parts)
    return _with_levels(data, replace(table, above=above), levels, order, placed, overlapping)


def _about(data: ReportData, names: Sequence[str]) -> str:
    dimensions = [data.codebook.dimension(name) for name in names if _is_dimension(data, name)]
    above = [dimension.label for dimension in dimensions[:-1] if dimension is not None]
    if not above:
        return data.say("about_other_codes")
    return data.say("about_levels", above=f" {data.say('and')} ".join(above))


def _listed_ones(
    data: ReportData, names: Sequence[str], excerpts: Sequence[Excerpt], overlapping: Overlapping
) -> list[Excerpt]:
    """The excerpts that are listed: all, or where dimensions are named those of the last and what they leave."""
    dimensions = [name for name in names if _is_dimension(data, name)]
    if not dimensions or "code" in names:
        return list(excerpts)
    dimension_of = _dimension_of(data)
    later = set(dimensions)
    kept = []
    for excerpt in excerpts:
        own = dimension_of.get(excerpt.coding.code, "")
        if own not in later:
            continue
        after = set(dimensions[dimensions.index(own) + 1 :])
        if not any(dimension_of.get(other.coding.code, "") in after for other in overlapping.of(excerpt)):
            kept.append(excerpt)
    order = data.code_order()
    return sorted(kept, key=lambda excerpt: order(excerpt.coding.code))


def _is_dimension(data: ReportData, name: str) -> bool:
    return name not in LEVELS and data.codebook.dimension(name) is not None


def _dimension_of(data: ReportData) -> dict[str, str]:
    """The dimension of every code of the codebook."""
    dimension_of: dict[str, str] = {}
    for dimension in data.codebook.dimensions:
        dimension_of.update({code.key: dimension.key for code in dimension.codes})
    return dimension_of


def _level(data: ReportData, name: str, overlapping: Overlapping, periods: Sequence[Period]) -> _Level:
    match name:
        case "code":
            return _Level(name, data.say("code"), _own_code, data.code_order(), data.codebook.label_path)
        case "document":
            return _document_level(data)
        case "group":
            order = {group: place for place, group in enumerate(data.group_names)}
            return _Level(
                name,
                data.say("group"),
                lambda excerpt: (data.groups[excerpt.document.id],),
                lambda group: (order.get(group, len(order)), group),
                lambda group: group or data.say("no_group"),
            )
        case "year" if periods:
            return _period_level(data, periods)
        case "year":
            return _Level(
                name,
                data.say("year"),
                lambda excerpt: (excerpt.document.metadata.year,),
                lambda year: (0, year),
                lambda year: year or data.say("no_date"),
            )
    if not _is_dimension(data, name):
        return _case_level(data, name, periods)
    return _dimension_level(data, name, overlapping)


def _period_level(data: ReportData, periods: Sequence[Period]) -> _Level:
    order = {period.name: place for place, period in enumerate(periods)}
    return _Level(
        "year",
        data.say("period"),
        lambda excerpt: (period_of(periods, date_of(excerpt.document)),),
        lambda period: (order.get(period, len(order)), period),
        lambda period: period or data.say("no_period"),
    )


def _case_level(data: ReportData, name: str, periods: Sequence[Period]) -> _Level:
    """A kind of case, or an attribute of one."""
    level = case_level(data, name, periods)
    met = dict.fromkeys(chain.from_iterable(map(level.names_of, data.excerpts)))
    order = {value: place for place, value in enumerate(level.sorted(list(met)))}
    label = level_label(name)
    return _Level(
        name,
        label[:1].upper() + label[1:],
        level.names_of,
        lambda value: (order[value], value),
        level.label_of,
    )


def _own_code(excerpt: Excerpt) -> Sequence[str]:
    return (excerpt.coding.code,)


def _document_level(data: ReportData) -> _Level:
    documents = {document.id: document for document in data.documents}
    order = {document.id: place for place, document in enumerate(data.in_order(data.documents))}

    def heading(id: str) -> str:
        return f"{id} {data.source(documents[id])}: {documents[id].metadata.title}"

    return _Level(
        "document", data.say("document"), lambda excerpt: (excerpt.document.id,), lambda id: (order[id], id), heading
    )


def _dimension_level(data: ReportData, name: str, overlapping: Overlapping) -> _Level:
    dimension = data.codebook.dimension(name)
    label = dimension.label if dimension else name
    keys = {code.key for code in dimension.codes} if dimension else set()
    order = data.code_order()

    def values(excerpt: Excerpt) -> Sequence[str]:
        """Its own code, if that is of the dimension, else those of the dimension that it overlaps."""
        if excerpt.coding.code in keys:
            return (excerpt.coding.code,)
        met = dict.fromkeys(other.coding.code for other in overlapping.of(excerpt))
        return [code for code in met if code in keys] or [""]

    def heading(code: str) -> str:
        return data.codebook.label_path(code) if code else data.say("without_code", dimension=label.lower())

    return _Level(name, label, values, lambda code: order(code) if code else (len(keys) + 10**6, ""), heading)


def _counts_above(placed: dict[Values, list[Excerpt]]) -> Counter[Values]:
    """How many excerpts stand under each heading, each once."""
    under: dict[Values, set[str]] = {}
    for values, excerpts in placed.items():
        for depth in range(1, len(values) + 1):
            under.setdefault(values[:depth], set()).update(excerpt.coding.id for excerpt in excerpts)
    return Counter({values: len(ids) for values, ids in under.items()})


def _part(levels: Sequence[_Level], values: Values, excerpts: Sequence[Excerpt], counts: Counter[Values]) -> Part:
    headings = [level.heading(value) for level, value in zip(levels, values, strict=True)]
    above = [f"{heading} ({counts[values[:depth]]})" for depth, heading in enumerate(headings[:-1], start=1)]
    return Part(headings[-1], excerpts, tuple(above))


def _with_levels(
    data: ReportData,
    table: Table,
    levels: Sequence[_Level],
    order: Sequence[Values],
    placed: dict[Values, list[Excerpt]],
    overlapping: Overlapping,
) -> Table:
    """The table with what each row stands under, for machines, and its other codes, for all."""
    path, code_order = data.codebook.label_path, data.code_order()
    before: list[tuple[Value, ...]] = []
    others: list[str] = []
    for values in order:
        headings = [level.heading(value) for level, value in zip(levels, values, strict=True)]
        for excerpt in placed[values]:
            before.append(tuple(headings))
            codes = dict.fromkeys(other.coding.code for other in overlapping.of(excerpt))
            codes.pop(excerpt.coding.code, None)
            others.append("; ".join(path(code) for code in sorted(codes, key=code_order)))
    place = [column.key for column in table.columns].index("excerpt") + 1
    columns = [Column(f"level:{level.name}", f"{number}. {level.label}") for number, level in enumerate(levels, 1)]
    columns += [*table.columns[:place], Column("other_codes", data.say("other_codes")), *table.columns[place:]]
    rows = tuple(
        (*over, *row[:place], other, *row[place:]) for over, row, other in zip(before, table.rows, others, strict=True)
    )
    hidden = table.hidden | {f"level:{level.name}" for level in levels}
    return replace(table, columns=tuple(columns), rows=rows, hidden=hidden)
