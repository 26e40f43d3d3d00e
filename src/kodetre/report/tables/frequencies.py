"""Codes against documents, groups and years: codings, documents, words, share of the text. Pure."""

from collections.abc import Callable, Iterable, Sequence

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, by_code, grouped, notes_of, trees
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value
from kodetre.report.units import Unit, coded_words, units

_MOST_COLUMNS = 20
"""Documents beyond which a table has no column for each unless they are asked for."""


def frequencies(data: ReportData, options: Options) -> list[Table]:
    """Codes × documents, groups or years, unless asked documents (where they are few) and groups; codes with those under them.

    What is counted is codings, documents with one, words that are coded (each once, however often it is coded) or their share
    of all words; given plainly, per 1,000 words, or in per cent of the row's or the column's total.
    """
    several = ["document", "group"] if len(data.documents) <= _MOST_COLUMNS else ["group"]
    shown = [unit for by in ([options.by] if options.by else several) for unit in units(data, by)]
    whole = Unit("total", data.say("total"), data.documents)
    measure = _MEASURES[options.measure]
    columns = (
        Column("code", data.say("code")), Column("label", data.say("label")),
        *(Column(unit.key, unit.label, True) for unit in (*shown, whole)),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(data.excerpts)
    for dimension, codes in trees(data):
        before = len(rows)
        tree = {one.coding.id: one for code, _ in codes if "." not in code for one in under(code)}
        of_column = [measure(data, found) for found in _parted(tree.values(), (*shown, whole))]
        for code, label in codes:
            found = under(code)
            counts = [measure(data, part) for part in _parted(found, (*shown, whole))]
            cells = [
                _given(options, count, counts[-1], in_column, unit)
                for count, in_column, unit in zip(counts, of_column, (*shown, whole), strict=True)
            ]
            rows.append((code, label, *cells))
        sections.append((dimension, len(rows) - before))
    notes = said_of(data, options)
    title = data.say("frequencies" if options.measure == "codings" else f"frequencies_{options.measure}")
    return [
        Table(
            "frequencies", title, columns, tuple(rows), tuple(sections), frozenset({"code"}),
            (*notes, data.say("rolled_up"), *notes_of(data)),
        )
    ]  # fmt: skip


def said_of(data: ReportData, options: Options) -> list[str]:
    """What the numbers are, in a sentence or two."""
    per = [data.say(f"per_{options.per}")] if options.per != "plain" else []
    return [data.say(f"measure_{options.measure}"), *per]


def _given(options: Options, count: int, in_row: int, in_column: int, unit: Unit) -> Value:
    """A count as it is asked for."""
    if options.measure == "share":
        return Number(100 * count / max(1, unit.words), 2)
    if options.per == "thousand":
        return Number(1000 * count / max(1, unit.words), 2)
    if options.per == "row":
        return Number(100 * count / in_row if in_row else 0.0, 1)
    if options.per == "column":
        return Number(100 * count / in_column if in_column else 0.0, 1)
    return count


def _parted(found: Iterable[Excerpt], shown: Sequence[Unit]) -> list[list[Excerpt]]:
    """The excerpts of each unit."""
    by_document = grouped(found, lambda one: one.document.id)
    return [[one for d in unit.documents for one in by_document.get(d.id, ())] for unit in shown]


_MEASURES: dict[str, Callable[[ReportData, Sequence[Excerpt]], int]] = {
    "codings": lambda _, found: len(found),
    "documents": lambda _, found: len({one.document.id for one in found}),
    "words": coded_words,
    "share": coded_words,
}
