"""Long reports written while they are made: of a million excerpts, or rows of what is not coded, as many are held at once as go
into a part.

The codings of a list of excerpts are gone through twice: first document by document, to see which are meant and how many, keeping
of each its number in the store alone; then in the order of the report, some thousand at a time. Each look at the store is one
transaction, so that nobody is kept from coding while a report is written; when somebody has changed the project in between, the
report is not made.
"""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from kodetre.document.citation import Citer, year_letters
from kodetre.document.code_query import is_query
from kodetre.errors import Overtaken
from kodetre.garbage import no_garbage_collection
from kodetre.i18n.message import msg
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.excerpt_table import columns_of, rows_of
from kodetre.report.options import CSV_FOR_EXCEL, Format
from kodetre.report.render import render
from kodetre.report.render.parts import RowTable, parts_of
from kodetre.report.report import Report
from kodetre.report.table import Value
from kodetre.report.tables.absence import absence, beside, count_of_rows, rows_by_document
from kodetre.report.tables.absence import columns_of as absence_columns
from kodetre.services.citing import case_fields
from kodetre.services.report import load, no_codings, no_documents
from kodetre.services.report_data import asked_in, citer_for
from kodetre.services.report_request import ReportRequest, check
from kodetre.services.selection import select_in
from kodetre.store import Store
from kodetre.store.lazy import Shelf

STREAMED = (Format.csv.value, CSV_FOR_EXCEL, Format.json.value)
"""Formats that are a row after another."""
_ORDERS = frozenset({(), ("code",), ("document",), ("group",), ("year",)})
_AT_ONCE = 2000
"""Codings that are held at once."""
_Key = tuple[str, str]
"""What excerpts that stand together have in common: the heading they stand under, and their code where that orders them."""


@dataclass(frozen=True, slots=True)
class StreamedReport:
    """A report as it comes: how many rows, and its text in parts, to be asked for once and while the block lasts."""

    rows: int
    parts: Iterator[str]


def can_stream(request: ReportRequest) -> bool:
    """Whether a report can be written while it is made: what is not coded, or all excerpts, under one level of headings that are
    no cases, as rows.
    """
    options = request.options
    if len(request.formats) != 1 or request.formats[0] not in STREAMED or request.figures:
        return False
    if request.kind == "absence":
        return not set(options.asked())
    return (
        request.kind == "excerpts"
        and set(options.asked()) <= {"by"}
        and options.by in _ORDERS
        and not any(map(is_query, request.filters.code))
    )


@contextmanager
def streamed(request: ReportRequest, on_progress: Callable[[str], None] = lambda _: None) -> Iterator[StreamedReport]:
    """The report that `make` would make, byte for byte, in parts.

    What cannot be is raised before there is a first part, as `make` raises it. While the parts are asked for, Overtaken is raised
    when somebody changes the project.
    """
    kind = check(request)
    with no_garbage_collection(), request.project.store() as store:
        if request.kind == "absence":
            yield _absence(load(store, kind, request, on_progress), request)
            return
        source = _Source(request, store)
        if not source.data.documents and kind.needs_documents(request.options):
            raise no_documents()
        numbers = source.numbers()
        count = sum(map(len, numbers))
        if not count:
            raise no_codings()
        data = source.data
        table = RowTable(data.say("excerpts"), columns_of(data), source.rows(numbers))
        yield StreamedReport(count, parts_of(table, (), data.language, request.formats[0]))


def _absence(data: ReportData, request: ReportRequest) -> StreamedReport:
    """What is not coded, a row for each document and code: of a large corpus they are millions."""
    format, count = request.formats[0], count_of_rows(data)
    if not count:
        tables = tuple(absence(data, request.options))
        text = render(Report(tables, data.language), format).decode("utf-8")
        return StreamedReport(sum(len(table.rows) for table in tables), iter([text]))
    others = beside(data)
    table = RowTable(data.say("absence"), absence_columns(data), chain.from_iterable(rows_by_document(data)))
    rows = count + sum(len(other.rows) for other in others)
    return StreamedReport(rows, parts_of(table, others, data.language, format))


class _Source:
    """The excerpts that are meant, to be read in parts."""

    def __init__(self, request: ReportRequest, store: Store) -> None:
        self._store = store
        self._seen = store.changes()
        project, codebook = request.project, request.project.codebook()
        language, infos = project.settings.language, store.documents.all()
        self._selection = select_in(project, store, codebook, request.filters, store.codings.one_of_each())
        years = year_letters(infos, language)
        self._shelf = Shelf(store)
        self._asked = asked_in(store, self._shelf)
        self._infos = {info.id: info for info in infos}
        groups = dict(self._selection.groups)
        self.data = ReportData(language, codebook, self._selection.documents, years, groups, ())
        self._by = request.options.by[0] if request.options.by else "code"
        self._cases = case_fields(project, store)
        self._project = project
        self._citers: dict[str, Citer] = {}

    def numbers(self) -> "list[array[int]]":
        """The numbers of the codings that are meant, in the order of the report. Raises Overtaken."""
        placed: dict[_Key, array[int]] = {}
        heading, orders_codes = self._heading(), self._by != "document"
        for id in self._infos:
            above = heading(id)
            for number, code in self._meant_in(id):
                placed.setdefault((above, code if orders_codes else ""), array("q")).append(number)
        self._check()
        order, headings = self.data.code_order(), self._headings()
        places = {name: place for place, name in enumerate(headings)}
        keys = sorted((places[name], order(code), (name, code)) for name, code in placed if name in places)
        return [placed[key] for _, _, key in keys]

    def rows(self, numbers: "list[array[int]]") -> Iterator[tuple[Value, ...]]:
        """Their rows. Raises Overtaken."""
        row_of = rows_of(self.data)
        for together in numbers:
            for start in range(0, len(together), _AT_ONCE):
                for coding in self._store.codings.numbered(together[start : start + _AT_ONCE]):
                    yield row_of(Excerpt(coding, self._infos[coding.document], self._citer(coding.document)))
                self._check()

    def _citer(self, id: str) -> Citer:
        citer = self._citers.get(id)
        if citer is None:
            info, year = self._infos[id], self.data.years[id]
            citer = citer_for(self._project, info, year, self._store, self._shelf, self._cases)
            self._citers[id] = citer
        return citer

    def _meant_in(self, id: str) -> list[tuple[int, str]]:
        """The numbers and codes of the codings of a document that are meant, in the order of its text."""
        if self._selection.lets_everything and not self._asked:
            return self._store.codings.standing_in(id)
        return [
            (number, coding.code)
            for number, coding in self._store.codings.kept_in(id)
            if coding.found != "adrift" and self._selection.lets(coding) and not self._asked.codes(coding)
        ]

    def _heading(self) -> Callable[[str], str]:
        """Under what the codings of a document stand."""
        match self._by:
            case "code":
                return lambda id: ""
            case "document":
                return lambda id: id
            case "group":
                return self.data.groups.__getitem__
            case _:
                return lambda id: self._infos[id].metadata.shown_year

    def _headings(self) -> list[str]:
        """The headings in their order."""
        documents = self.data.documents
        match self._by:
            case "code":
                return [""]
            case "document":
                return [document.id for document in self.data.in_order(documents)]
            case "group":
                return self.data.group_names
            case _:
                return sorted({document.metadata.shown_year for document in documents})

    def _check(self) -> None:
        """Raise Overtaken when somebody has changed the project since the report was begun."""
        if self._store.changes() != self._seen:
            raise Overtaken(
                "",
                msg("somebody else is changing the project"),
                next_step=msg("nothing was written; make the report again when that is done"),
            )
