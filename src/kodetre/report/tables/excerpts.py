"""The coded excerpts: by code, by document, by group or year; all of them, or the most typical. Pure."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kodetre.codebook.tree import stands_under
from kodetre.i18n.formats import Number
from kodetre.report.case_sets import CaseLevel, case_level
from kodetre.report.data import Excerpt, ReportData, by_document, by_own_code, grouped, notes_of
from kodetre.report.excerpt_table import Part, listed
from kodetre.report.figure import Figure, Strips
from kodetre.report.figure_parts import most_used, notes_on_most_used, short_labels
from kodetre.report.kind import ReportKind
from kodetre.report.levels import resolved
from kodetre.report.nested_excerpts import nested
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_MOST_DOCUMENTS = 12
"""Documents that have a figure."""
_MOST_TICKS = 12
Vector = Mapping[str, float]
"""Shares by keyword."""


def excerpts(data: ReportData, options: Options) -> list[Table]:
    """Every coded excerpt, or the most typical: quote, source, coder, memo. By code in the codebook's order unless asked."""
    by = options.by[0] if options.by else "code"
    is_dimension = by not in _ARRANGED and data.codebook.dimension(_resolved(data, by)) is not None
    if len(options.by) > 1 or is_dimension or (options.periods and by in _ARRANGED):
        return [_by_levels(data, options)]
    arrange = _ARRANGED.get(by) or partial(_by_cases, case_level(data, by.lower(), options.periods))
    title, labelled = data.say("excerpts"), by != "code"
    if options.typical is None:
        return [listed(data, title, arrange(data, data.excerpts), notes_of(data), labelled=labelled)]
    typicality = _typical(data, options.typical)
    kept = [excerpt for excerpt in data.excerpts if excerpt.coding.id in typicality]
    parts = [_most_typical_first(part, typicality) for part in arrange(data, kept)]
    note = _note_on_typical(data, options.typical, kept)
    table = listed(data, title, parts, (note, *notes_of(data)), labelled=labelled)
    return [_with_typicality(data, table, typicality)]


def _by_levels(data: ReportData, options: Options) -> Table:
    """Every excerpt, or the most typical, under headings of several levels, with its other codes."""
    wanted = [_resolved(data, name) for name in options.by or ("year",)]
    if options.typical is None:
        return nested(data, wanted, data.excerpts, notes_of(data), options.periods)
    typicality = _typical(data, options.typical)
    kept = [excerpt for excerpt in data.excerpts if excerpt.coding.id in typicality]
    notes = (_note_on_typical(data, options.typical, kept), *notes_of(data))
    table = nested(data, wanted, kept, notes, options.periods)
    return _with_typicality(data, table, typicality)


def _resolved(data: ReportData, name: str) -> str:
    """The level that is meant, see `levels.resolved`."""
    cases = data.cases()
    return resolved(name, data.codebook, {kind: cases.types(kind) for kind in cases.kinds})


def _by_cases(level: CaseLevel, data: ReportData, excerpts: Iterable[Excerpt]) -> list[Part]:
    """By case, or by the value of an attribute; an excerpt that belongs to several stands under each."""
    placed: dict[str, list[Excerpt]] = {}
    for excerpt in _in_code_order(data, excerpts):
        for name in level.names_of(excerpt):
            placed.setdefault(name, []).append(excerpt)
    return [Part(level.label_of(name), placed.get(name, ())) for name in level.sorted(list(placed))]


def _most_typical_first(part: Part, typicality: Mapping[str, float]) -> Part:
    ordered = sorted(part.excerpts, key=lambda excerpt: -typicality[excerpt.coding.id])
    return Part(part.heading, ordered)


def _note_on_typical(data: ReportData, count: int, kept: Iterable[Excerpt]) -> str:
    """What typical means, and how many codes have no excerpt that is."""
    codes = {excerpt.coding.code for excerpt in data.excerpts}
    without = len(codes - {excerpt.coding.code for excerpt in kept})
    return data.say_for("about_typical", count, without=data.say_for("codes_without", without))


def _with_typicality(data: ReportData, table: Table, typicality: Mapping[str, float]) -> Table:
    """The table with a column of how typical each excerpt is."""
    place = [column.key for column in table.columns].index("coding")
    rows = tuple((*row, Number(typicality[str(row[place])], 3)) for row in table.rows)
    columns = (*table.columns, Column("typicality", data.say("typicality"), True))
    return replace(table, columns=columns, rows=rows)


def _by_code(data: ReportData, excerpts: Iterable[Excerpt]) -> list[Part]:
    of_code = by_own_code(excerpts)
    return [Part(data.codebook.label_path(key), of_code[key]) for key in sorted(of_code, key=data.code_order())]


def _by_document(data: ReportData, excerpts: Iterable[Excerpt]) -> list[Part]:
    of_document = by_document(excerpts)
    parts = []
    for document in data.in_order(data.documents):
        heading = f"{document.id} {data.source(document)}: {document.metadata.title}"
        parts.append(Part(heading, of_document.get(document.id, ())))
    return parts


def _by_group(data: ReportData, excerpts: Iterable[Excerpt]) -> list[Part]:
    of_group = grouped(_in_code_order(data, excerpts), lambda excerpt: data.groups[excerpt.document.id])
    return [Part(name or data.say("no_group"), of_group.get(name, ())) for name in data.group_names]


def _by_year(data: ReportData, excerpts: Iterable[Excerpt]) -> list[Part]:
    of_year = grouped(_in_code_order(data, excerpts), lambda excerpt: excerpt.document.metadata.shown_year)
    years = sorted({document.metadata.shown_year for document in data.documents})
    return [Part(year or data.say("no_date"), of_year.get(year, ())) for year in years]


def _in_code_order(data: ReportData, excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    order = data.code_order()
    return sorted(excerpts, key=lambda excerpt: order(excerpt.coding.code))


_ARRANGED: Mapping[str, Callable[[ReportData, Iterable[Excerpt]], list[Part]]] = {
    "code": _by_code,
    "document": _by_document,
    "group": _by_group,
    "year": _by_year,
}


def _typical(data: ReportData, count: int) -> dict[str, float]:
    """The excerpts of each code that use its keywords most typically, by id, with how typically: 0 to 1.

    An excerpt is a vector of how often it holds each keyword of its code (and of the codes under it), and it is as typical as
    the cosine of the angle between it and the sum of all the code's excerpts (Salton, Wong & Yang 1975; the sum of vectors of
    length 1, as in Rocchio 1971, so that a long excerpt weighs no more than a short one). Of equals the shorter comes first.
    Excerpts without any of the keywords are never chosen.
    """
    hits = _Hits(data)
    chosen: dict[str, float] = {}
    codes = [code.key for code in data.codebook.codes()]
    for key, own in by_own_code(data.excerpts).items():
        under = [code for code in codes if stands_under(code, key)]
        vectors = {excerpt.coding.id: hits.vector(excerpt, under) for excerpt in own}
        centre = _sum(vectors.values())
        length = _length(centre.values())
        scored = [
            (_product(vectors[excerpt.coding.id], centre) / length, excerpt)
            for excerpt in own
            if vectors[excerpt.coding.id]
        ]
        scored.sort(key=_best_first)
        distinct: dict[tuple[str, int, int], tuple[float, Excerpt]] = {}
        for score, excerpt in scored:  # two coders' codings of the same words are one example
            span = excerpt.coding.span
            distinct.setdefault((excerpt.document.id, span.start, span.end), (score, excerpt))
        for score, excerpt in list(distinct.values())[:count]:
            chosen[excerpt.coding.id] = score
    return chosen


class _Hits:
    """Where each keyword of each code hits in each document, to be asked for vectors of excerpts."""

    def __init__(self, data: ReportData) -> None:
        self._starts: dict[tuple[str, str], dict[str, Sequence[int]]] = {}
        for searched in data.searched:
            self._starts.setdefault((searched.document, searched.code), {})[searched.keyword] = searched.starts

    def vector(self, excerpt: Excerpt, codes: Iterable[str]) -> Vector:
        """How often each keyword of some codes hits in an excerpt, as a vector of length 1; empty when none does."""
        span = excerpt.coding.span
        counts: Counter[str] = Counter()
        for code in codes:
            for keyword, starts in self._starts.get((excerpt.document.id, code), {}).items():
                if count := bisect_left(starts, span.end) - bisect_left(starts, span.start):
                    counts[keyword] += count
        length = _length(counts.values())
        return {keyword: count / length for keyword, count in counts.items()}


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: dict[str, float] = {}
    for vector in vectors:
        for keyword, share in vector.items():
            total[keyword] = total.get(keyword, 0.0) + share
    return total


def _product(vector: Vector, other: Vector) -> float:
    return sum(share * other[keyword] for keyword, share in vector.items())


def _length(shares: Iterable[float]) -> float:
    return math.sqrt(sum(share * share for share in shares))


def _best_first(scored: tuple[float, Excerpt]) -> tuple[float, int, str]:
    score, excerpt = scored
    return -round(score, 9), len(excerpt.coding.anchor.quote), excerpt.coding.id


def dispersion(data: ReportData, options: Options) -> list[Figure]:
    """Where in each document its codes stand: one figure per document, of those with most codings where there are many."""
    of_document = by_document(data.excerpts)
    most = sorted(of_document, key=lambda id: (-len(of_document[id]), int(id[1:])))[:_MOST_DOCUMENTS]
    return [_strips(data, of_document[document.id]) for document in data.documents if document.id in most]


def _strips(data: ReportData, excerpts: Sequence[Excerpt]) -> Figure:
    """Where in one document its codes stand."""
    info, text = excerpts[0].document, excerpts[0].citer.locator.document.text
    length = max(1, len(text))
    of_code = by_own_code(excerpts)
    codes = sorted(most_used({code: len(own) for code, own in of_code.items()}), key=data.code_order())
    labels = short_labels(data, codes)
    stretches = []
    rows: list[tuple[Value, ...]] = []
    for code in codes:
        shares = [(excerpt.coding.span.start / length, excerpt.coding.span.end / length) for excerpt in of_code[code]]
        stretches.append(tuple(shares))
        for excerpt in of_code[code]:
            span = excerpt.coding.span
            rows.append(
                (labels[code], excerpt.page, Number(100 * span.start / length, 2), Number(100 * span.end / length, 2))
            )
    columns = (
        Column("label", data.say("code")), Column("page", data.say("page")), Column("start", data.say("from"), True),
        Column("end", data.say("to"), True),
    )  # fmt: skip
    title = data.say("figure_dispersion", document=f"{info.id} {data.source(info)}")
    notes = (*notes_on_most_used(data, len(of_code)), *data.footer)
    table = Table("figure", title, columns, tuple(rows), notes=notes)
    ticks, axis = _ticks(excerpts[0], length)
    drawn = Strips(tuple(labels[code] for code in codes), tuple(stretches), ticks, data.say(axis))
    return Figure(f"dispersion-{info.id}", title, drawn, table)


def _ticks(excerpt: Excerpt, length: int) -> tuple[tuple[tuple[float, str], ...], str]:
    """Where along a document's text of so many characters there are ticks, with their labels, and what they are of."""
    reading = excerpt.citer.locator.document.reading
    if not reading.paged or not reading.pages:
        return tuple((share / 100, str(share)) for share in range(0, 101, 20)), "axis_words"
    step = max(1, -(-len(reading.pages) // _MOST_TICKS))
    return tuple((page.start / length, page.label) for page in reading.pages[::step]), "axis_pages"


def _needs_hits(options: Options) -> bool:
    return options.typical is not None


def _shows_excerpts(options: Options) -> bool:
    return options.typical is None


KIND = ReportKind(
    name="excerpts",
    tables=excerpts,
    figures=dispersion,
    options=frozenset({"by", "periods", "typical"}),
    needs_hits=_needs_hits,
    shows_excerpts=_shows_excerpts,
    place=130,
)
