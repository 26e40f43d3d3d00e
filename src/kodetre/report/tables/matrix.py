"""Two dimensions against each other, with the excerpts behind every count. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook, stands_under
from kodetre.errors import InvalidReport
from kodetre.i18n.message import msg
from kodetre.model.documents import Span
from kodetre.report.data import Excerpt, ReportData, by_code, by_document, notes_of
from kodetre.report.excerpt_table import Part, behind
from kodetre.report.figure import Figure, Heat
from kodetre.report.kind import ReportKind, Row, always
from kodetre.report.options import Options
from kodetre.report.table import Column, Marked, Table, Value, count_of


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or columns of a matrix: what they are parts of, and the codes."""

    label: str
    codes: tuple[Code, ...]


def matrix(data: ReportData, options: Options) -> list[Table]:
    """Two dimensions against each other: how many excerpts of the one overlap an excerpt of the other.

    The rows are the dimension that the other one explains, unless said. Raises InvalidReport without two dimensions.
    """
    down, across = _axes(data.codebook, options)
    expected = {code.key: _expects(data.codebook, code) for code in (*down.codes, *across.codes)}
    marked = any(expected.values())
    under = by_code(data.excerpts)
    overlaps = [Overlaps(under(other.key)) for other in across.codes]
    rows: list[tuple[Value, ...]] = []
    parts: list[Part] = []
    for code in down.codes:
        distinct = _distinct(under(code.key))
        cells: list[Marked] = []
        for other, overlap in zip(across.codes, overlaps, strict=True):
            shared = [excerpt for excerpt in distinct if overlap.any(excerpt)]
            cells.append(Marked(len(shared), _meet(expected, code.key, other.key)))
            parts.append(Part(f"{code.label} × {other.label}", shared))
        if marked:
            outside = sum(cell.count for cell in cells if not cell.expected)
            rows.append((code.key, code.label, *cells, len(distinct), outside))
        else:
            rows.append((code.key, code.label, *(cell.count for cell in cells), len(distinct)))
    named = {"rows": down.label, "columns": across.label}
    marks = (data.say("marks"),) if marked else ()
    notes = (data.say("counts_overlap", **named), data.say("matrix_totals"), *marks, *notes_of(data))
    columns = _columns(data, down, across, marked=marked)
    table = Table("matrix", data.say("matrix", **named), columns, tuple(rows), hidden=frozenset({"code"}), notes=notes)
    return [table, behind(data, table, parts)] if options.excerpts else [table]


def _columns(data: ReportData, down: Axis, across: Axis, *, marked: bool) -> tuple[Column, ...]:
    columns = [Column("code", data.say("code")), Column("label", down.label)]
    columns += [Column(code.key, code.label, True, shaded=True) for code in across.codes]
    columns.append(Column("total", data.say("total"), True))
    if marked:
        columns.append(Column("outside", data.say("outside"), True))
    return tuple(columns)


def _distinct(excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    """Excerpts of the same words once, however many codes or coders they have."""
    distinct = {(excerpt.document.id, excerpt.coding.span): excerpt for excerpt in excerpts}
    return list(distinct.values())


class Overlaps:
    """Excerpts by document and place, to be asked whether another one overlaps any of them."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        self._stretches: dict[str, tuple[list[int], list[int]]] = {}
        for document, own in by_document(excerpts).items():
            self._stretches[document] = _merged(sorted(excerpt.coding.span for excerpt in own))

    def any(self, excerpt: Excerpt) -> bool:
        """Whether an excerpt shares a character with one of these."""
        starts, ends = self._stretches.get(excerpt.document.id, ((), ()))
        place = bisect_left(starts, excerpt.coding.span.end) - 1
        return place >= 0 and ends[place] > excerpt.coding.span.start


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
    """What is set against what. Raises InvalidReport."""
    rows, columns = options.rows, options.columns
    if rows is None and columns is None:
        for dimension in codebook.dimensions:
            if dimension.explains:
                return _axis(codebook, dimension.explains), _axis(codebook, dimension.key)
    free = [dimension.key for dimension in codebook.dimensions if dimension.key not in (rows, columns)]
    if rows is None and free:
        rows = free.pop(0)
    if columns is None and free:
        columns = free.pop(0)
    if rows is None or columns is None:
        raise InvalidReport(
            "matrix",
            msg("the codebook has one dimension; a matrix needs two"),
            next_step=msg("name codes whose parts to set against each other: --rows CODE --columns CODE"),
        )
    return _axis(codebook, rows), _axis(codebook, columns)


def _axis(codebook: Codebook, name: str) -> Axis:
    """A dimension's top codes, or a code's parts. Raises InvalidReport for what is neither."""
    dimension = codebook.dimension(name)
    if dimension is not None:
        return Axis(dimension.label, tuple(dimension.top))
    code = next((code for code in codebook.codes() if code.key == name), None)
    if code is None:
        keys = ", ".join(dimension.key for dimension in codebook.dimensions)
        raise InvalidReport(
            name,
            msg("is no dimension or code"),
            next_step=msg("dimensions: {keys}; codes: kodetre codebook show", keys=keys),
        )
    parts = tuple(part for part in codebook.codes() if part.parent == code.key)
    if not parts:
        raise InvalidReport(name, msg("has no codes under it"), next_step=msg("name the code above it, or a dimension"))
    return Axis(code.label, parts)


def _expects(codebook: Codebook, code: Code) -> tuple[str, ...]:
    """What a code, or one above it, is expected to explain."""
    expected: list[str] = []
    for above in codebook.codes():
        if stands_under(code.key, above.key):
            expected += above.expects
    return tuple(expected)


def _meet(expected: Mapping[str, Sequence[str]], code: str, other: str) -> bool:
    """Whether one of two codes is expected to explain the other."""
    explained = any(stands_under(code, named) for named in expected[other])
    explains = any(stands_under(other, named) for named in expected[code])
    return explained or explains


def heat(data: ReportData, options: Options) -> list[Figure]:
    """The matrix as a heat map."""
    table = matrix(data, options)[0]
    places = [place for place, column in enumerate(table.columns) if column.shaded]
    framed: set[tuple[int, int]] = set()
    values = []
    for row, cells in enumerate(table.rows):
        for column, place in enumerate(places):
            cell = cells[place]
            if isinstance(cell, Marked) and cell.expected:
                framed.add((row, column))
        values.append(tuple(count_of(cells[place]) for place in places))
    labels = tuple(str(cells[1]) for cells in table.rows)
    headings = tuple(table.columns[place].label for place in places)
    note = data.say("figure_heat_note") if framed else ""
    return [Figure("matrix", table.title, Heat(labels, headings, tuple(values), frozenset(framed), note), table)]


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    code = str(row["code"])
    if column == "total":
        return {"code": code, "once": "1"}
    if column in ("code", "label", "outside"):
        return {}
    return {"code": code, "with": column, "once": "1"}


def _has_two_dimensions(codebook: Codebook) -> bool:
    return len(codebook.dimensions) > 1


KIND = ReportKind(
    name="matrix",
    tables=matrix,
    figures=heat,
    options=frozenset({"rows", "columns", "excerpts"}),
    leads_to=_leads_to,
    shows_excerpts=always,
    place=50,
    fits=_has_two_dimensions,
)
