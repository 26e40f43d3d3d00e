"""How far coders agree. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kodetre.agreement.bootstrap import SAMPLES
from kodetre.agreement.compare import COEFFICIENTS, Compared, Comparison, Estimate, ValuesCompared
from kodetre.agreement.unit import TOLERANCE
from kodetre.codebook.find import find_code
from kodetre.codebook.tree import stands_under
from kodetre.errors import InvalidReport
from kodetre.i18n.formats import Number
from kodetre.i18n.message import joined, msg
from kodetre.report.data import CodersWork, ReportData, notes_of, trees
from kodetre.report.kind import ReportKind
from kodetre.report.options import Options
from kodetre.report.table import Column, Indented, Table, Value

_OF_VALUES = ("per_cent", "cohen", "alpha", "fleiss", "gwet", "u_alpha", "binary_alpha", "cu_alpha")
_MORE_THAN_TWO = frozenset({"cohen", "holsti"})
"""What is defined for two coders alone."""
_DIGITS = 3


def agreement(data: ReportData, options: Options) -> list[Table]:
    """How far two or more coders agree on each code and over all; or, with a dimension, on which of its codes a unit has.

    The coefficients and their sources are in kodetre/agreement. No table where there are fewer than two coders. Raises
    InvalidReport for a dimension that there is not.
    """
    work = data.compared(options)
    if work is None:
        return []
    comparison = Comparison(work.material, SAMPLES)
    if options.dimension is not None:
        return _of_values(data, options, work, comparison)
    return [_of_codes(data, options, work, comparison)]


def _of_codes(data: ReportData, options: Options, work: CodersWork, comparison: Comparison) -> Table:
    """A row for each code, then one for all together."""
    coders = work.material.coders
    names = [name for name in COEFFICIENTS if len(coders) == 2 or name not in _MORE_THAN_TWO]
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    for title, codes in trees(data):
        own = [(key, label) for key, label in codes if work.shows(key)]
        for key, label in own:
            compared = _compared(comparison, key, [other for other, _ in codes if stands_under(other, key)])
            rows.append((key, label, *compared.cells, *_cells(data, compared.estimates, names), _why(data, compared)))
        if own:
            sections.append((title, len(own)))
    if (together := comparison.together()) is not None:
        label = Indented(data.say("codes_together"), 0)
        rows.append(("", label, *together.cells, *_cells(data, together.estimates, names), ""))
        sections.append((data.say("total"), 1))
    counts = _cell_columns(data, coders)
    columns = (
        Column("code", data.say("code")),
        Column("label", data.say("label")),
        *counts,
        *_columns(data, names),
        Column("why", data.say("without_number")),
    )
    title = data.say("agreement_of", coders=_and(data, coders))
    notes = (*_about(data, options, work, comparison, names), data.say("rolled_up"), *notes_of(data))
    return Table("agreement", title, columns, tuple(rows), tuple(sections), _hidden(names), notes)


def _compared(comparison: Comparison, key: str, under: Sequence[str]) -> Compared:
    """A code with those under it. What counts for all codes together is each code by itself, so that no coding counts twice."""
    if len(under) < 2:
        return comparison.code(key, [key])
    comparison.code(key, [key])
    return comparison.code(key, under, counts=False)


def _of_values(data: ReportData, options: Options, work: CodersWork, comparison: Comparison) -> list[Table]:
    """The coefficients of a dimension, or of a branch, whose codes exclude one another; then which value was taken for which."""
    title, values = _values(data, str(options.dimension))
    order = list(dict.fromkeys(values.values()))
    compared = comparison.values({code: order.index(value) + 1 for code, value in values.items()})
    coders = work.material.coders
    names = [name for name in _OF_VALUES if len(coders) == 2 or name not in _MORE_THAN_TWO]
    row = (
        title,
        compared.units,
        compared.several,
        *_cells(data, compared.estimates, names),
        _why_values(data, compared),
    )
    columns = (
        Column("dimension", data.say("values_of")),
        Column("units", data.say("units_compared"), True),
        Column("several", data.say("units_several"), True),
        *_columns(data, names),
        Column("why", data.say("without_number")),
    )
    heading = data.say("agreement_of", coders=_and(data, coders))
    notes = (data.say("about_values", tie=title), *_about(data, options, work, comparison, names), *notes_of(data))
    whole = Table("agreement", heading, columns, (row,), hidden=_hidden(names), notes=notes)
    return [whole, _coincidences(data, title, compared, order)]


def _coincidences(data: ReportData, title: str, compared: ValuesCompared, order: Sequence[str]) -> Table:
    """Which value was taken for which: pairs of values that units have."""
    labels = [_value_label(data, order, held) for held in compared.values]
    columns = [Column("value", data.say("value"))]
    columns += [Column(f"value:{label}", label, True) for label in labels]
    columns += [*_columns(data, ["value_alpha"])]
    rows: list[tuple[Value, ...]] = []
    for place, label in enumerate(labels):
        counts = [round(count, 1) for count in compared.table[place]]
        known = place > 0 and len(compared.by_value) >= place
        estimate = compared.by_value[place - 1] if known else Estimate(None)
        cells = [int(count) if count == int(count) else Number(count, 1) for count in counts]
        rows.append((label, *cells, *_cells(data, {"value_alpha": estimate}, ["value_alpha"])))
    notes = (data.say("about_coincidences"), *data.footer)
    name = data.say("coincidences_of", title=title)
    return Table("coincidences", name, tuple(columns), tuple(rows), hidden=_hidden(["value_alpha"]), notes=notes)


def _values(data: ReportData, name: str) -> tuple[str, dict[str, str]]:
    """What the values are of, and the value of each code: those at the top of a dimension, or the parts of a code.

    Raises InvalidReport, UnknownCode.
    """
    codebook = data.codebook
    for dimension in codebook.dimensions:
        if name.casefold() in (dimension.key.casefold(), dimension.label.casefold()):
            return dimension.label, {code.key: code.top for code in dimension.codes}
    branch = find_code(codebook, name)
    depth = branch.depth + 2
    under = [code for code in codebook.codes() if stands_under(code.key, branch.key)]
    if len(under) < 3:
        keys = joined((dimension.key for dimension in codebook.dimensions), ", ")
        what = msg("has fewer than two parts, so that there is nothing to choose between")
        raise InvalidReport(f"--dimension {name}", what, next_step=msg("name a dimension: {keys}", keys=keys))
    return branch.label, {code.key: ".".join(code.key.split(".")[:depth]) for code in under}


def _value_label(data: ReportData, order: Sequence[str], held: frozenset[int]) -> str:
    """A value in words; several together, or none. `order` has the keys of the values, from the first."""
    labels = [data.codebook.label_path(order[number - 1]).rpartition(" › ")[2] for number in sorted(held)]
    return " + ".join(labels) if labels else data.say("no_value")


def _cell_columns(data: ReportData, coders: Sequence[str]) -> list[Column]:
    """Of two coders both, only the one, only the other, neither; of more all, some, none."""
    if len(coders) == 2:
        one, other = coders
        return [
            Column("both", data.say("both"), True),
            Column("one", data.say("only_coder", coder=one), True),
            Column("other", data.say("only_coder", coder=other), True),
            Column("neither", data.say("neither_coder"), True),
        ]
    return [Column(name, data.say(f"coders_{name}"), True) for name in ("all", "some", "none")]


def _columns(data: ReportData, names: Iterable[str]) -> list[Column]:
    """For each coefficient its value, with the interval in the same cell, and for machines the ends of it."""
    columns: list[Column] = []
    for name in names:
        label = data.say(f"coefficient_{name}")
        columns.append(Column(name, label, True, beside=f"{name}_interval"))
        columns.append(Column(f"{name}_interval", f"{label}, {data.say('interval')}"))
        columns += [Column(f"{name}_{end}", f"{label}, {data.say(end)}", True) for end in ("low", "high")]
    return columns


def _hidden(names: Iterable[str]) -> frozenset[str]:
    hidden = {"code"}
    for name in names:
        hidden |= {f"{name}_interval", f"{name}_low", f"{name}_high"}
    return frozenset(hidden)


def _cells(data: ReportData, estimates: Mapping[str, Estimate], names: Iterable[str]) -> list[Value]:
    cells: list[Value] = []
    for name in names:
        estimate = estimates.get(name, Estimate(None))
        if estimate.value is None:
            cells += ["", "", "", ""]
            continue
        cells.append(Number(estimate.value, _DIGITS))
        if estimate.interval is None:
            cells += ["", "", ""]
            continue
        ends = [Number(round(end, 2) + 0.0, 2) for end in (estimate.interval.low, estimate.interval.high)]
        low, high = (end.format(data.language) for end in ends)
        cells += [f"[{low}; {high}]", *ends]
    return cells


def _why(data: ReportData, compared: Compared) -> str:
    return data.say(f"why_{compared.why}") if compared.why else ""


def _why_values(data: ReportData, compared: ValuesCompared) -> str:
    return data.say(f"why_{compared.why}") if compared.why else ""


def _and(data: ReportData, names: Sequence[str]) -> str:
    """Names after one another: Kari, Ola og Per."""
    return f" {data.say('and')} ".join([", ".join(names[:-1]), names[-1]])


def _about(
    data: ReportData, options: Options, work: CodersWork, comparison: Comparison, names: Sequence[str]
) -> list[str]:
    """What was compared, what the numbers mean, and where they lead astray."""
    documents = data.say_for("documents", len(work.documents))
    unit = data.say(f"unit_{options.unit.value}", tolerance=TOLERANCE)
    notes = [data.say("about_agreement", documents=documents, unit=unit)]
    if options.before is not None:
        notes.append(data.say("about_before"))
    if work.left_out:
        notes.append(data.say_for("read_by_one", len(work.left_out), documents=", ".join(work.left_out)))
    over = "paragraphs" if comparison.by_paragraph else "documents"
    notes.append(data.say(f"intervals_over_{over}", samples=SAMPLES))
    notes += [data.say(f"about_{name}", tolerance=TOLERANCE) for name in names]
    notes += [data.say("about_prevalence"), data.say("about_thresholds")]
    return notes


def _check(options: Options) -> None:
    if options.before is None:
        if len(options.coders) == 1:
            how = msg(
                "name them with commas: --coders {coder},NAME; or one at two times: --before DATE",
                coder=options.coders[0],
            )
            raise InvalidReport("--coders", msg("names one coder, who always agrees"), next_step=how)
        if len(set(options.coders)) < len(options.coders):
            raise InvalidReport("--coders", msg("names somebody twice"), next_step=msg("name each once"))
        return
    try:
        date.fromisoformat(options.before)
    except ValueError as error:
        example = msg("a day like 2026-01-31")
        raise InvalidReport(f"--before {options.before}", msg("is no day"), next_step=example) from error
    if len(options.coders) != 1:
        how = msg("for example: --coders Kari --before {day}", day=options.before)
        raise InvalidReport("--before", msg("compares one coder at two times"), next_step=how)


def _least(options: Options) -> int:
    return 1 if options.before is not None else 2


KIND = ReportKind(
    name="agreement",
    tables=agreement,
    options=frozenset({"coders", "unit", "dimension", "before"}),
    check=_check,
    least_coders=_least,
    place=105,
)
