"""Figures of cases: a table for each topic, cases side by side, each number with where it stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from kodetre.document.case_values import as_number
from kodetre.document.citation import author_of, place_of
from kodetre.i18n.formats import Number, whole
from kodetre.i18n.message import translatable
from kodetre.model.cases import Case, CaseFigure
from kodetre.report.data import ReportData
from kodetre.report.figure_rates import FigureRate, rates_in
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_DIGITS = 2
"""Decimals of a rate."""
Noted = Mapping[tuple[str, str, int], Sequence[CaseFigure]]
"""What is noted of a figure and year of a case, from every source: by the case's name, the figure and the year."""


def figures(data: ReportData, options: Options) -> list[Table]:
    """A table for each topic: figures and years down, cases across, the source of each number beside it; with rates of figures
    below them where they are asked for.
    """
    cases = [case for case in data.cases().cases if case.figures and data.lets_case(case)]
    topics: dict[str, list[Case]] = {}
    for case in cases:
        for topic in dict.fromkeys(figure.topic for figure in case.figures):
            topics.setdefault(topic, []).append(case)
    rates = rates_in(options.rate)
    by_topic = sorted(topics.items()) or [("", [])]
    return [_table(data, topic, of, rates, titled=len(topics) > 1) for topic, of in by_topic]


def _table(data: ReportData, topic: str, cases: Sequence[Case], rates: Sequence[FigureRate], *, titled: bool) -> Table:
    every = list(chain.from_iterable(case.figures for case in cases))
    noted = _by_place(cases)
    columns = [
        Column("figure", data.say("case_figure")), Column("unit", data.say("unit")), Column("year", data.say("year"))
    ]  # fmt: skip
    for case in cases:
        columns.append(Column(f"case:{case.name}", case.name, True, beside=f"source:{case.name}"))
        columns.append(Column(f"source:{case.name}", data.say("source_of", case=case.name)))
    names = dict.fromkeys(figure.name for figure in every if figure.topic == topic)
    rows: list[tuple[Value, ...]] = []
    notes: dict[str, None] = {}
    for name in names:
        unit = next((figure.unit for figure in every if figure.name == name and figure.unit), "")
        years = sorted({figure.year for figure in every if figure.name == name and figure.topic == topic})
        for year in years:
            rows.append((_written(name), unit, str(year), *_cells(data, cases, noted, name, year)))
            notes.update(dict.fromkeys(_differences(data, cases, noted, name, year)))
        for rate in rates:
            if rate.figure in ("", name) and rate.against != name:
                made = _Rate(data, cases, noted, rate)
                rows += [made.row(name, year) for year in years]
                notes.update(dict.fromkeys(made.lacking(name, years)))
    title = topic if topic and titled else data.say("case_figures") + (f": {topic}" if topic else "")
    hidden = frozenset(column.key for column in columns if column.key.startswith("source:"))
    return Table("figures", title, tuple(columns), tuple(rows), hidden=hidden, notes=(*notes, *data.footer))


def _by_place(cases: Iterable[Case]) -> Noted:
    noted: dict[tuple[str, str, int], list[CaseFigure]] = {}
    for case in cases:
        for figure in case.figures:
            noted.setdefault((case.name, figure.name, figure.year), []).append(figure)
    return noted


def _written(name: str) -> str:
    return name[:1].upper() + name[1:].replace("_", " ")


def _cells(data: ReportData, cases: Sequence[Case], noted: Noted, name: str, year: int) -> list[Value]:
    """The number of each case, and where it stands; all numbers where sources differ."""
    cells: list[Value] = []
    for case in cases:
        own = noted.get((case.name, name, year), ())
        values = list(dict.fromkeys(figure.value for figure in own))
        if len(values) == 1:
            cells.append(_number(values[0]))
        else:
            cells.append(" / ".join(_shown(data, value) for value in values))
        cells.append("; ".join(dict.fromkeys(place for figure in own if (place := _place(data, figure)))))
    return cells


def _number(value: str) -> Number:
    return Number(float(value), len(value.partition(".")[2]))


def _shown(data: ReportData, value: str) -> str:
    return whole(int(value), data.language) if value.lstrip("-").isdecimal() else _number(value).format(data.language)


def _place(data: ReportData, figure: CaseFigure) -> str:
    """Where a figure stands: Drammen kommune, 2021, s. 57; or what was said instead."""
    if not figure.document:
        return figure.source
    document = next((each for each in data.known if each.id == figure.document), None)
    if document is None:
        return figure.document
    page = place_of((figure.page,), (), data.language) if figure.page else ""
    return ", ".join(part for part in (author_of(document, data.language), data.years[document.id], page) if part)


def _differences(data: ReportData, cases: Sequence[Case], noted: Noted, name: str, year: int) -> Iterable[str]:
    """A warning for each case whose sources say different numbers, which names both places."""
    for case in cases:
        own = noted.get((case.name, name, year), ())
        for other in own[1:]:
            if other.value != own[0].value:
                yield data.say(
                    "figures_differ", case=case.name, figure=name, year=year, value=_shown(data, own[0].value),
                    source=f"({_place(data, own[0])})", other=_shown(data, other.value),
                    other_source=f"({_place(data, other)})",
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rate:
    """The rows of a rate."""

    data: ReportData
    cases: Sequence[Case]
    noted: Noted
    rate: FigureRate

    def row(self, name: str, year: int) -> tuple[Value, ...]:
        """The rate of a figure in a year, for each case."""
        base = _shown(self.data, f"{self.rate.base:f}")
        label = self.data.say("rate_of", figure=_written(name), base=base, against=self.rate.against)
        cells: list[Value] = []
        for case in self.cases:
            value, against = self._alone(case, name, year), self.against(case, year)
            if value is None or not against:
                cells += ["", ""]
            else:
                cells += [Number(float(value * self.rate.base / against), _DIGITS), ""]
        return label, "", str(year), *cells

    def against(self, case: Case, year: int) -> Decimal | None:
        """What the figure of a case is set against: another figure of the same year, else a number that the case has."""
        if (case.name, self.rate.against, year) in self.noted:
            return self._alone(case, self.rate.against, year)
        value = case.attributes.get(self.rate.against)
        return as_number(value.written) if value is not None and value.type in ("whole", "number") else None

    def _alone(self, case: Case, name: str, year: int) -> Decimal | None:
        """The figure of a case and year; None where there is none, or sources differ."""
        values = {figure.value for figure in self.noted.get((case.name, name, year), ())}
        return as_number(values.pop()) if len(values) == 1 else None

    def lacking(self, name: str, years: Sequence[int]) -> Iterable[str]:
        """What is said of cases that lack what the figure is set against."""
        for case in self.cases:
            for year in years:
                if self._alone(case, name, year) is not None and not self.against(case, year):
                    yield self.data.say("rate_lacks", case=case.name, against=self.rate.against, year=year)


def _check(options: Options) -> None:
    rates_in(options.rate)


KIND = ReportKind(
    name="figures",
    tables=figures,
    options=frozenset({"rate"}),
    check=_check,
    needs_codings=never,
    needs_documents=never,
    says_when_empty=(
        translatable("no figures are noted of the cases"),
        translatable("note one: kodetre case figure NAME FIGURE YEAR VALUE --source D1:5"),
    ),
    place=75,
)
