"""The coded excerpts: by code, by document, by group or year; all of them, or the most typical. Pure."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from kodetre.codebook.tree import stands_under
from kodetre.document.quote import quoted
from kodetre.i18n.formats import Day, Number
from kodetre.report.data import Excerpt, ReportData, grouped, notes_of
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_KEYS = (
    "code", "label", "excerpt", "citation", "document", "group", "page", "section", "coder", "origin", "memo", "created", "coding",
)  # fmt: skip
_HIDDEN = frozenset({"code", "document", "group", "page", "created", "coding"})
Part = tuple[str, Sequence[Excerpt]]


def excerpts(data: ReportData, options: Options) -> list[Table]:
    """Every coded excerpt, or the most typical: quote, source, coder, memo. By code in the codebook's order unless asked."""
    chosen = _typical(data, options.typical) if options.typical else {one.coding.id: 0.0 for one in data.excerpts}
    kept = [one for one in data.excerpts if one.coding.id in chosen]
    parts = {"code": _by_code, "document": _by_document, "group": _by_group, "year": _by_year}[options.by or "code"](
        data, kept
    )
    if options.typical:
        parts = [(title, sorted(found, key=lambda one: -chosen[one.coding.id])) for title, found in parts]
    notes = notes_of(data)
    if options.typical:
        without = len({one.coding.code for one in data.excerpts} - {one.coding.code for one in kept})
        notes = (data.say("about_typical", count=options.typical, without=without), *notes)
    table = listed(data, data.say("excerpts"), parts, notes, labelled=(options.by or "code") != "code")
    if not options.typical:
        return [table]
    places = [column.key for column in table.columns].index("coding")
    rows = tuple((*row, Number(chosen[str(row[places])], 3)) for row in table.rows)
    columns = (*table.columns, Column("typicality", data.say("typicality"), True))
    return [Table("excerpts", table.title, columns, rows, table.sections, table.hidden, table.notes)]


def listed(data: ReportData, title: str, parts: Iterable[Part], notes: tuple[str, ...], *, labelled: bool) -> Table:
    """Excerpts as a table with a section for each part; `labelled` says whether people see each one's code."""
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    path, day = cache(data.codebook.label_path), cache(Day)
    origins = {name: data.say(name) for name in ("manual", "keyword", "imported")}
    for heading, found in parts:
        if not found:
            continue
        sections.append((f"{heading} ({len(found)})", len(found)))
        for one in found:
            coding = one.coding
            page, section, citation = one.citer.standing(coding.span)
            rows.append(
                (
                    coding.code, path(coding.code), quoted(coding.anchor), citation, one.document.id, data.groups[one.document.id],
                    page, section, coding.coder, origins[coding.origin], coding.memo,
                    day(coding.created.date()), coding.id,
                )
            )  # fmt: skip
    columns = tuple(Column(key, data.say(key)) for key in _KEYS)
    hidden = _HIDDEN if labelled else _HIDDEN | {"label"}
    return Table("excerpts", title, columns, tuple(rows), tuple(sections), hidden, notes)


def _by_code(data: ReportData, found: Sequence[Excerpt]) -> list[Part]:
    by_code = grouped(found, lambda one: one.coding.code)
    return [(data.codebook.label_path(key), by_code[key]) for key in sorted(by_code, key=data.code_order())]


def _by_document(data: ReportData, found: Sequence[Excerpt]) -> list[Part]:
    by_document = grouped(found, lambda one: one.document.id)
    return [
        (f"{d.id} {data.source(d)}: {d.metadata.title}", by_document.get(d.id, []))
        for d in data.in_order(data.documents)
    ]


def _by_group(data: ReportData, found: Sequence[Excerpt]) -> list[Part]:
    return [
        (name or data.say("no_group"), _sorted(data, (o for o in found if data.groups[o.document.id] == name)))
        for name in data.group_names
    ]


def _by_year(data: ReportData, found: Sequence[Excerpt]) -> list[Part]:
    years = sorted({d.metadata.year for d in data.documents})
    return [
        (year or data.say("no_date"), _sorted(data, (o for o in found if o.document.metadata.year == year)))
        for year in years
    ]


def _sorted(data: ReportData, found: Iterable[Excerpt]) -> list[Excerpt]:
    order = data.code_order()
    return sorted(found, key=lambda one: order(one.coding.code))


def _typical(data: ReportData, count: int) -> dict[str, float]:
    """The excerpts of each code that use its keywords most typically, by id, with how typically: 0 to 1.

    An excerpt is a vector of how often it holds each keyword of its code (and of the codes under it), and it is as typical as
    the cosine of the angle between it and the sum of all the code's excerpts (Salton, Wong & Yang 1975; the sum of vectors of
    length 1, as in Rocchio 1971, so that a long excerpt weighs no more than a short one). Of equals the shorter comes first.
    Excerpts without any of the keywords are never chosen.
    """
    starts: dict[tuple[str, str], dict[str, Sequence[int]]] = {}
    for found in data.searched:
        starts.setdefault((found.document, found.code), {})[found.keyword] = found.starts
    chosen: dict[str, float] = {}
    codes = [code.key for code in data.codebook.codes()]
    for key, found_in in grouped(data.excerpts, lambda one: one.coding.code).items():
        under = [code for code in codes if stands_under(code, key)]
        vectors = {one.coding.id: _vector(one, under, starts) for one in found_in}
        centre: dict[str, float] = {}
        for vector in vectors.values():
            for keyword, share in vector.items():
                centre[keyword] = centre.get(keyword, 0.0) + share
        length = math.sqrt(sum(share * share for share in centre.values()))
        scored = [
            (sum(share * centre[keyword] for keyword, share in vectors[one.coding.id].items()) / length, one)
            for one in found_in
            if vectors[one.coding.id]
        ]
        scored.sort(key=lambda pair: (-round(pair[0], 9), len(pair[1].coding.anchor.quote), pair[1].coding.id))
        distinct: dict[tuple[str, int, int], tuple[float, Excerpt]] = {}
        for score, one in scored:  # two coders' codings of the same words are one example
            distinct.setdefault((one.document.id, one.coding.span.start, one.coding.span.end), (score, one))
        chosen.update({one.coding.id: score for score, one in list(distinct.values())[:count]})
    return chosen


def _vector(
    one: Excerpt, codes: Sequence[str], starts: dict[tuple[str, str], dict[str, Sequence[int]]]
) -> dict[str, float]:
    """How often each keyword hits in an excerpt, as a vector of length 1; empty when none does."""
    span = one.coding.span
    counts: Counter[str] = Counter()
    for code in codes:
        for keyword, places in starts.get((one.document.id, code), {}).items():
            if count := bisect_left(places, span.end) - bisect_left(places, span.start):
                counts[keyword] += count
    length = math.sqrt(sum(count * count for count in counts.values()))
    return {keyword: count / length for keyword, count in counts.items()}
