"""Cases out of a table: CSV, also as Statistics Norway's StatBank gives it, or a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kodetre import csvfile
from kodetre.csvfile import BadCsv
from kodetre.document.case_values import checked_kind
from kodetre.errors import BadCaseTable, EmptyFile, NotPossible, UnknownKind
from kodetre.exchange.case_table import CaseTable, TableRequest, attribute_of, case_table, column_types
from kodetre.exchange.workbook import read_workbook
from kodetre.i18n.message import msg
from kodetre.i18n.slips import listed
from kodetre.ingest.readers.encoding import decoded
from kodetre.model.cases import AttributeType, AttributeValue, Case, CaseChange, CaseFigure, CaseKey
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.services.cases import all_cases, attribute_types, checked_value

_SEPARATORS = ";\t,"
_LINES_LOOKED_AT = 100
_MUNICIPALITY = " kommune"


@dataclass(frozen=True, slots=True)
class ImportCasesRequest:
    """A table of cases of a kind; how it is to be read where that cannot be told; the unit and topic of its figures; whether cases
    that are not there yet are left out, and whether it is only to be said what there is.
    """

    file: Path
    kind: str = ""
    table: TableRequest = field(default_factory=TableRequest)
    unit: str = ""
    topic: str = ""
    only_known: bool = False
    dry_run: bool = False
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class TakenCase:
    """A case of a table: its name there and here, whether it is new here, and how many values and figures of it are new."""

    name: str
    case: str
    new: bool
    values: int
    figures: int


@dataclass(frozen=True, slots=True)
class ImportedCases:
    """What a table brought: its title, the cases, the types of its attributes, its figures by name with their years, cases that
    were left out, values that the table says are not known, columns that were left out, and the step (0 where nothing was new).
    """

    title: str
    kind: str
    cases: tuple[TakenCase, ...]
    attributes: Mapping[str, AttributeType]
    figures: Mapping[str, tuple[int, ...]]
    left_out: tuple[str, ...]
    missing: int
    columns_left: tuple[str, ...]
    step: int
    dry_run: bool = False


def import_cases(project: Project, request: ImportCasesRequest) -> ImportedCases:
    """Take the cases of a table in, with attributes and figures, as one step.

    Raises MissingFile and its kin for a file that cannot be read, BadCaseTable for one that is no table or says two things of one
    case, NotPossible for a column that is not there and for a value that its attribute cannot have.
    """
    kind = checked_kind(request.kind or project.settings.group_kind)
    table = case_table(_rows(request.file), request.table)
    if table is None or not table.cases:
        raise EmptyFile(
            request.file,
            msg("has no table with a row of names and rows of cases"),
            next_step=msg("is it the right file?"),
        )
    _check(request.file, table)
    with project.store() as store:
        cases = [case for case in all_cases(project, store) if case.kind == kind]
        plan = _plan(project, request, kind, table, cases)
        step = 0
        if plan.change != CaseChange() and not request.dry_run:
            detail = f"{request.file.name}: {kind}"
            step = store.cases.record(StepKind.CASE_IMPORT, project.coder(request.coder), plan.change, detail=detail)
    figures: dict[str, set[int]] = {}
    for figure in table.figures:
        figures.setdefault(figure.name, set()).add(figure.year)
    years = {name: tuple(sorted(of)) for name, of in figures.items()}
    return ImportedCases(
        table.title, kind, plan.taken, plan.types, years, plan.left_out, table.missing, table.left, step, request.dry_run
    )  # fmt: skip


def _check(file: Path, table: CaseTable) -> None:
    """Raise BadCaseTable where a table cannot be taken at its word."""
    if table.twice:
        what = msg("says two things of one case: {twice}", twice=listed(table.twice))
        how = msg("let each case have one row, or leave a column out: --column NAME=")
        raise BadCaseTable(file, what, next_step=how)
    if table.no_numbers:
        what = msg("has figures that are no numbers: {cells}", cells=listed(table.no_numbers))
        raise BadCaseTable(file, what, next_step=msg("mend them, or leave the column out: --column NAME="))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written, and what is said of it."""

    change: CaseChange
    taken: tuple[TakenCase, ...]
    left_out: tuple[str, ...]
    types: Mapping[str, AttributeType]


def _plan(project: Project, request: ImportCasesRequest, kind: str, table: CaseTable, cases: Sequence[Case]) -> _Plan:
    types = column_types(table, attribute_types(project, cases, kind))
    source = table.title or request.file.name
    of_case: dict[str, list[CaseFigure]] = {}
    for each in table.figures:
        figure = CaseFigure(each.name, each.year, each.value, request.unit, source=source, topic=request.topic)
        of_case.setdefault(each.case, []).append(figure)
    added: list[CaseKey] = []
    values: list[tuple[CaseKey, str, AttributeValue | None]] = []
    figures: list[tuple[CaseKey, CaseFigure]] = []
    taken: list[TakenCase] = []
    left_out: list[str] = []
    named: dict[CaseKey, str] = {}
    for name, written in table.cases.items():
        case = _known(cases, name)
        if case is None and request.only_known:
            left_out.append(name)
            continue
        key = case.key if case is not None else (kind, name)
        if (other := named.setdefault(key, name)) != name:
            what = msg("has '{name}' and '{other}', which are one case here", name=name, other=other)
            raise BadCaseTable(request.file, what, next_step=msg("let each case have one row"))
        own = [
            (key, attribute, checked_value(attribute, value, types[attribute])) for attribute, value in written.items()
        ]
        new_values = [(k, a, v) for k, a, v in own if case is None or case.attributes.get(a) != v]
        new_figures = [(key, figure) for figure in of_case.get(name, ()) if case is None or not _is_known(case, figure)]
        if case is None or not case.id:
            added.append(key)
        values += new_values
        figures += new_figures
        taken.append(TakenCase(name, key[1], case is None, len(new_values), len(new_figures)))
    change = CaseChange(added=tuple(added), values=tuple(values), figures=tuple(figures))
    if not values and not figures and not any(case.new for case in taken):
        change = CaseChange()
    return _Plan(change, tuple(taken), tuple(left_out), types)


def _known(cases: Sequence[Case], name: str) -> Case | None:
    """The case of this name: no matter the case of its letters, nor whether *kommune* stands after it."""
    wanted = name.casefold()
    names = {case.name.casefold(): case for case in cases}
    for each in (wanted, f"{wanted}{_MUNICIPALITY}", wanted.removesuffix(_MUNICIPALITY)):
        if each in names:
            return names[each]
    return None


def _is_known(case: Case, figure: CaseFigure) -> bool:
    return any(
        (each.name, each.year, each.value, each.unit, *each.place)
        == (figure.name, figure.year, figure.value, figure.unit, *figure.place)
        for each in case.figures
    )


def names_given(columns: Sequence[str]) -> dict[str, str]:
    """Columns with the attributes that they are, written as COLUMN=ATTRIBUTE. Raises NotPossible."""
    names: dict[str, str] = {}
    for written in columns:
        column, equals, attribute = written.rpartition("=")
        if not equals or not column.strip():
            raise NotPossible(written, msg("names no column"), next_step=msg("write COLUMN=ATTRIBUTE"))
        names[column.strip()] = attribute_of(attribute) if attribute.strip() else ""
    return names


def _rows(file: Path) -> list[list[str]]:
    match file.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            text, _ = decoded(file)
            lines = [line for line in csvfile.lines(text)[:_LINES_LOOKED_AT] if line.strip()]
            separator = max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
            try:
                return [cells for _, cells in csvfile.rows(text, separator)]
            except BadCsv as error:
                raise BadCaseTable(f"{file}:{error.line}", error.what, next_step=error.next_step) from error
        case ".xlsx" | ".xlsm":
            return read_workbook(file)
        case _:
            raise UnknownKind(
                file, msg("is of a kind that cases are not read from"), next_step=msg("save it as CSV or XLSX")
            )
