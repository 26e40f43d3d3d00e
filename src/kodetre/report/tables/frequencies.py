"""Codes against documents, groups, years, periods and cases: codings, documents, words, share of the text. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kodetre.codebook.tree import Repeated
from kodetre.errors import InvalidReport
from kodetre.i18n.formats import Number
from kodetre.i18n.message import msg
from kodetre.report.cases_beside import CasesBeside, level_label
from kodetre.report.data import Excerpt, ReportData, by_code, by_document, notes_of, trees
from kodetre.report.document_sets import DocumentSet, coded_words, document_sets, total_set
from kodetre.report.figure import Bars, Figure, Series
from kodetre.report.figure_parts import numbers_of, rates_of_top_codes, top_codes
from kodetre.report.kind import ReportKind, Row, always
from kodetre.report.levels import LEVELS
from kodetre.report.options import Measure, Options, Per, Repeats
from kodetre.report.repeats import folded, of_parents, repeated_codes
from kodetre.report.table import Column, Indented, Table, Value, count_of

_MOST_COLUMNS = 20
"""Documents beyond which a table has no column for each unless they are asked for."""


def frequencies(data: ReportData, options: Options) -> list[Table]:
    """Codes × documents, groups, years, periods or cases; unless asked, a table of groups and, where they are few, another of
    documents.

    Codes count with those under them.

    What is counted is codings, documents with one, words that are coded (each once, however often it is coded) or their share
    of all words; given plainly, per 1,000 words, or in per cent of the row's or the column's total.
    """
    if options.repeats == Repeats.beside:
        return _side_by_side(data, options)
    if options.by or options.periods:
        return [_counted(data, options, (*options.by, "year")[0])]
    few = len(data.documents) <= _MOST_COLUMNS
    return [_counted(data, options, by) for by in (("group", "document") if few else ("group",))]


def _counted(data: ReportData, options: Options, by: str) -> Table:
    """Codes × documents, groups, years, periods or cases; all documents together are the last column. Of cases it is told beside
    how many of them have the code.
    """
    sets = [*document_sets(data, by, options.periods), total_set(data)]
    beside = CasesBeside.of(data, by, options.periods, sets)
    columns = [Column("code", data.say("code")), Column("label", data.say("label"))]
    columns += [Column(documents.key, documents.label, True, beside=beside.key(documents)) for documents in sets]
    columns += beside.columns()
    count = _MEASURES[options.measure]
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    under = by_code(data.excerpts)
    for dimension, codes in trees(data):
        whole_tree = _distinct(under(code) for code, _ in codes if "." not in code)
        in_columns = [count(data, part) for part in _parted(whole_tree, sets)]
        for code, label, excerpts in _lines(data, options, codes, under):
            parts = _parted(excerpts, sets)
            counts = [count(data, part) for part in parts]
            cells = [
                _given(options, counts[place], counts[-1], in_columns[place], documents)
                for place, documents in enumerate(sets)
            ]
            rows.append((code, label, *cells, *beside.cells(parts)))
        sections.append((dimension, len(rows) - sum(count for _, count in sections)))
    measured = data.say("frequencies" if options.measure == "codings" else f"frequencies_{options.measure}")
    title = f"{measured}, {_by_what(data, by, options)}"
    folds = (data.say("folded"),) if options.repeats == Repeats.together else ()
    notes = (*_what_is_counted(data, options), *beside.notes, *folds, data.say("rolled_up"), *notes_of(data))
    hidden = frozenset({"code", *(column.key for column in beside.columns())})
    return Table("frequencies", title, tuple(columns), tuple(rows), tuple(sections), hidden, notes)


def _lines(
    data: ReportData, options: Options, codes: Sequence[tuple[str, Indented]], under: Callable[[str], list[Excerpt]]
) -> Iterator[tuple[str, Indented, list[Excerpt]]]:
    """The codes of a dimension with their excerpts; those that the codebook repeats once, where that is asked for."""
    if options.repeats == Repeats.together:
        for line in folded(data, codes, under):
            yield line.key, line.label, line.excerpts()
        return
    for code, label in codes:
        yield code, label, under(code)


def _side_by_side(data: ReportData, options: Options) -> list[Table]:
    """A table for each repeat of the codebook: the repeated codes down, the codes that they stand under across."""
    under, count = by_code(data.excerpts), _MEASURES[options.measure]
    of_repeat: dict[tuple[str, int], list[Repeated]] = {}
    for repeated, code in repeated_codes(data).items():
        of_repeat.setdefault((code.dimension, repeated.place), []).append(repeated)
    if not of_repeat:
        how = msg("write 'repeat:' in the codebook, see docs/codebook.md")
        raise InvalidReport("--repeats", msg("the codebook repeats no codes"), next_step=how)
    tables: list[Table] = []
    for (dimension, _), repeats in of_repeat.items():
        parents = repeats[0].under
        columns = [Column("code", data.say("code")), Column("label", data.say("label"))]
        columns += [Column(f"under:{parent}", data.codebook.label_path(parent), True) for parent in parents]
        columns.append(Column("total", data.say("total"), True))
        rows: list[tuple[Value, ...]] = []
        every = total_set(data)
        tops = [repeated for repeated in repeats if "." not in repeated.key]
        totals = [count(data, each) for each in of_parents(tops, under)]
        for repeated in repeats:
            first = data.codebook.find(repeated.keys[0])
            label = Indented(first.label if first is not None else repeated.key, repeated.key.count("."))
            counts = [count(data, each) for each in of_parents([repeated], under)]
            given = [
                _given(options, value, counts[-1], total, every) for value, total in zip(counts, totals, strict=True)
            ]
            rows.append((f"*.{repeated.key}", label, *given))
        named = data.codebook.dimension(dimension)
        title = f"{data.say('frequencies')}: {named.label if named is not None else dimension}"
        notes = (*_what_is_counted(data, options), data.say("rolled_up"), *notes_of(data))
        tables.append(Table("frequencies", title, tuple(columns), tuple(rows), hidden=frozenset({"code"}), notes=notes))
    return tables


def _by_what(data: ReportData, by: str, options: Options) -> str:
    """What the columns are, for a title."""
    if options.periods:
        return data.say("by_period")
    return data.say(f"by_{by}") if by in LEVELS else data.say("by_case", kind=level_label(by))


def _distinct(several: Iterable[Sequence[Excerpt]]) -> list[Excerpt]:
    """Excerpts, each once."""
    distinct: dict[str, Excerpt] = {}
    for excerpts in several:
        distinct.update({excerpt.coding.id: excerpt for excerpt in excerpts})
    return list(distinct.values())


def _parted(excerpts: Iterable[Excerpt], sets: Sequence[DocumentSet]) -> list[list[Excerpt]]:
    """The excerpts of each set of documents."""
    of_document = by_document(excerpts)
    parts = []
    for documents in sets:
        part: list[Excerpt] = []
        for document in documents.documents:
            part += documents.of_these(document.id, of_document.get(document.id, ()))
        parts.append(part)
    return parts


def _what_is_counted(data: ReportData, options: Options) -> list[str]:
    """What the numbers are, in a sentence or two."""
    per = [data.say(f"per_{options.per}")] if options.per != "plain" else []
    return [data.say(f"measure_{options.measure}"), *per]


def _given(options: Options, count: int, in_row: int, in_column: int, documents: DocumentSet) -> Value:
    """A count as it is asked for."""
    if options.measure == "share":
        return Number(100 * count / max(1, documents.words), 2)
    if options.per == "thousand":
        return Number(1000 * count / max(1, documents.words), 2)
    if options.per == "row":
        return Number(100 * count / in_row if in_row else 0.0, 1)
    if options.per == "column":
        return Number(100 * count / in_column if in_column else 0.0, 1)
    return count


def _count_codings(data: ReportData, excerpts: Sequence[Excerpt]) -> int:
    return len(excerpts)


def _count_documents(data: ReportData, excerpts: Sequence[Excerpt]) -> int:
    return len({excerpt.document.id for excerpt in excerpts})


_MEASURES: dict[Measure, Callable[[ReportData, Sequence[Excerpt]], int]] = {
    Measure.codings: _count_codings,
    Measure.documents: _count_documents,
    Measure.words: coded_words,
    Measure.share: coded_words,
}


def bars(data: ReportData, options: Options) -> list[Figure]:
    """The top codes in every group, per 1,000 words; or in what, and as what, frequencies are asked for."""
    if options.repeats == Repeats.beside:
        return []
    if KIND.options.intersection(options.asked()):
        return [_bars_of_table(data, replace(options, by=options.by or ("group",)))]
    series = rates_of_top_codes(data, document_sets(data, "group"))
    labels = tuple(label for _, label in top_codes(data))
    title = data.say("figure_bars")
    drawn = Bars(labels, tuple(series), data.say("per_1000"))
    return [Figure("frequencies", title, drawn, numbers_of(data, title, labels, series))]


def _bars_of_table(data: ReportData, options: Options) -> Figure:
    """The top codes of the table."""
    table = frequencies(data, options)[0]
    tops = {key for key, _ in top_codes(data)}
    rows = [row for row in table.rows if row[0] in tops]
    series = []
    for place, column in enumerate(table.columns):
        if column.numeric and column.key != "total" and column.key not in table.hidden:
            values = tuple(_number(row[place]) for row in rows)
            series.append(Series(column.label, values))
    labels = tuple(_label(row[1]) for row in rows)
    drawn = Bars(labels, tuple(series), " ".join(_what_is_counted(data, options)))
    return Figure("frequencies", table.title, drawn, numbers_of(data, table.title, labels, series))


def _label(value: Value) -> str:
    return value.label if isinstance(value, Indented) else str(value)


def _number(value: Value) -> float:
    return value.value if isinstance(value, Number) else float(count_of(value))


def _check(options: Options) -> None:
    if options.repeats == Repeats.beside and (options.by or options.periods):
        how = msg("leave --by out, or use --repeats together")
        raise InvalidReport("--repeats beside", msg("has the codes above as its columns"), next_step=how)
    if "code" in options.by:
        raise InvalidReport(
            "--by code", msg("is what frequencies are of already"), next_step=msg("document, group or year")
        )
    if len(options.by) > 1:
        raise InvalidReport(
            f"--by {','.join(options.by)}",
            msg("frequencies are of documents, groups or years, not of several together"),
            next_step=msg("make a table of each, or levels of headings: kodetre report excerpts --by"),
        )
    if options.measure == Measure.share and options.per != Per.plain:
        raise InvalidReport(
            "--per", msg("cannot be asked of a share"), next_step=msg("leave it out, or use --measure words")
        )
    if options.measure == Measure.documents and options.per == Per.thousand:
        raise InvalidReport(
            "--per thousand", msg("of documents says nothing"), next_step=msg("use --per column, or count codings")
        )


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    by, _, name = column.partition(":")
    code = str(row["code"])
    if by == "under" and column not in table.hidden:
        return {"code": f"{name}.{code.removeprefix('*.')}"}
    if code.startswith("*."):
        return {}
    if by == "total":
        return {"code": code}
    if column in table.hidden:
        return {}
    return {"code": code, by: name or "-"} if by in ("document", "group", "year") else {}


KIND = ReportKind(
    name="frequencies",
    tables=frequencies,
    figures=bars,
    options=frozenset({"by", "periods", "repeats", "measure", "per"}),
    check=_check,
    leads_to=_leads_to,
    shows_excerpts=always,
    place=40,
)
