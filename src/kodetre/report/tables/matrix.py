"""Two dimensions against each other, with the excerpts behind every count. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook, stands_under
from kodetre.errors import WrongUse
from kodetre.model.documents import Span
from kodetre.report.data import Excerpt, ReportData, by_code, grouped, notes_of
from kodetre.report.options import Options
from kodetre.report.table import Column, Marked, Table, Value
from kodetre.report.tables.excerpts import Part, listed

SUMS = frozenset({"total", "outside"})
"""The columns of a matrix that are no code's."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or columns of a matrix: what they are parts of, and the codes."""

    label: str
    codes: tuple[Code, ...]


def matrix(data: ReportData, options: Options) -> list[Table]:
    """Two dimensions against each other: how many excerpts of the one overlap an excerpt of the other.

    The rows are the dimension that the other one explains, unless said. Raises WrongUse without two dimensions.
    """
    rows_of, columns_of = _axes(data.codebook, options)
    named = {"rows": rows_of.label, "columns": columns_of.label}
    expected = {code.key: _expects(data.codebook, code) for code in (*rows_of.codes, *columns_of.codes)}
    expects = any(expected.values())
    columns = [Column("code", data.say("code")), Column("label", rows_of.label)]
    columns += [Column(code.key, code.label, True) for code in columns_of.codes]
    columns += [Column("total", data.say("total"), True)]
    if expects:
        columns.append(Column("outside", data.say("outside"), True))
    rows: list[tuple[Value, ...]] = []
    behind: list[Part] = []
    under = by_code(data.excerpts)
    others = {other.key: Overlaps(under(other.key)) for other in columns_of.codes}
    for code in rows_of.codes:
        distinct = list({(one.document.id, one.coding.span): one for one in under(code.key)}.values())
        found = [[one for one in distinct if others[other.key].any(one)] for other in columns_of.codes]
        cells = [
            Marked(len(own), _meet(expected, code.key, other.key))
            for own, other in zip(found, columns_of.codes, strict=True)
        ]
        behind += [(f"{code.label} × {other.label}", own) for own, other in zip(found, columns_of.codes, strict=True)]
        values: list[Value] = [*cells] if expects else [cell.count for cell in cells]
        outside = [sum(cell.count for cell in cells if not cell.expected)] if expects else []
        rows.append((code.key, code.label, *values, len(distinct), *outside))
    title = data.say("matrix", **named)
    notes = (data.say("counts_overlap", **named), *([data.say("marks")] if expects else []), *notes_of(data))
    table = Table("matrix", title, tuple(columns), tuple(rows), (), frozenset({"code"}), notes)
    if not options.behind:
        return [table]
    return [table, listed(data, data.say("behind", title=title), behind, data.footer, labelled=True)]


class Overlaps:
    """Excerpts by document and place, to be asked whether one overlaps another."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        by_document = grouped(excerpts, lambda one: one.document.id)
        self._merged = {id: _merged(sorted(one.coding.span for one in own)) for id, own in by_document.items()}

    def any(self, one: Excerpt) -> bool:
        """Whether an excerpt shares a character with one of these."""
        starts, ends = self._merged.get(one.document.id, ((), ()))
        place = bisect_left(starts, one.coding.span.end) - 1
        return place >= 0 and ends[place] > one.coding.span.start


def _merged(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Spans in order as stretches that do not overlap: where they start, where they end."""
    starts: list[int] = []
    ends: list[int] = []
    for span in spans:
        if ends and span.start < ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends


def _axes(codebook: Codebook, options: Options) -> tuple[Axis, Axis]:
    """What is set against what. Raises WrongUse."""
    rows, columns = options.rows, options.columns
    if rows is None and columns is None:
        for dimension in codebook.dimensions:
            if dimension.explains:
                return _axis(codebook, dimension.explains), _axis(codebook, dimension.key)
    free = [d.key for d in codebook.dimensions if d.key not in (rows, columns)]
    if rows is None and free:
        rows = free.pop(0)
    if columns is None and free:
        columns = free.pop(0)
    if rows is None or columns is None:
        raise WrongUse(
            "matrix", "the codebook has one dimension; a matrix needs two",
            next_step="name codes whose parts to set against each other: --rows CODE --columns CODE",
        )  # fmt: skip
    return _axis(codebook, rows), _axis(codebook, columns)


def _axis(codebook: Codebook, name: str) -> Axis:
    """A dimension's top codes, or a code's parts. Raises WrongUse for what is neither."""
    dimension = codebook.dimension(name)
    if dimension is not None:
        return Axis(dimension.label, tuple(dimension.top))
    code = next((code for code in codebook.codes() if code.key == name), None)
    if code is None:
        keys = ", ".join(dimension.key for dimension in codebook.dimensions)
        raise WrongUse(name, "is no dimension or code", next_step=f"dimensions: {keys}; codes: kodetre codebook show")
    parts = tuple(one for one in codebook.codes() if one.depth == code.depth + 1 and stands_under(one.key, code.key))
    if not parts:
        raise WrongUse(name, "has no codes under it", next_step="name the code above it, or a dimension")
    return Axis(code.label, parts)


def _expects(codebook: Codebook, code: Code) -> tuple[str, ...]:
    """What a code, or one above it, is expected to explain."""
    above = [one for one in codebook.codes() if stands_under(code.key, one.key)]
    return tuple(named for one in above for named in one.expects)


def _meet(expected: Mapping[str, Sequence[str]], one: str, other: str) -> bool:
    """Whether one of two codes is expected to explain the other."""
    return any(stands_under(one, named) for named in expected[other]) or any(
        stands_under(other, named) for named in expected[one]
    )
