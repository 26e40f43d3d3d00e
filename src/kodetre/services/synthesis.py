"""What is said of the cells of the analysis: shown, written, and checked for what it cites."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from kodetre.codebook.find import find_code
from kodetre.document.cited import cited_in, resolved
from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import msg
from kodetre.i18n.slips import what_there_is
from kodetre.model.synthesis import Cell, CellText, SynthesisData
from kodetre.project.project import Project
from kodetre.report.cells import FilledCell, canonical, filled_cells, label_of, verdict_labels
from kodetre.report.data import ReportData
from kodetre.services.cases import all_cases, find_case
from kodetre.services.report_data import DataRequest, load_report_data, synthesis_of
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class CellRequest:
    """Which cell is meant: one or two codes, in whichever order, and a case, with its kind where several have the name."""

    codes: tuple[str, ...]
    case: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What is to be said of a cell; what is None stays as it is."""

    text: str | None = None
    verdict: str | None = None
    expected: str | None = None
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class OpenSynthesis:
    """The cells as they are, with the words they are shown in."""

    data: ReportData
    made_of: SynthesisData
    cells: tuple[FilledCell, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    """What each verdict is called, by its short name."""

    def name_of(self, cell: Cell) -> str:
        """A cell in words."""
        return label_of(self.data, cell)

    def at(self, cell: Cell) -> FilledCell:
        """A cell that is meant, also where it is not among those that are listed."""
        listed = next((each for each in self.cells if each.cell == cell), None)
        if listed is not None:
            return listed
        empty = replace(self.made_of, texts=(CellText(cell),))
        return next(each for each in filled_cells(self.data, empty) if each.cell == cell)


@dataclass(frozen=True, slots=True)
class CellWritten:
    """A cell after something was said of it, and the step; 0 where it was so already."""

    cell: FilledCell
    step: int


def open_synthesis(project: Project, filters: Filters | None = None) -> OpenSynthesis:
    """The cells of a project. Raises UnknownDocument and NothingMatched for filters that nothing answers, CodebookError."""
    with project.store() as store:
        return synthesis_in(project, store, filters)


def synthesis_in(project: Project, store: Store, filters: Filters | None = None) -> OpenSynthesis:
    """The same, from a store that is open."""
    data = load_report_data(project, store, DataRequest(filters or Filters()), lambda _: None)
    made_of = synthesis_of(project, store)
    return OpenSynthesis(data, made_of, tuple(filled_cells(data, made_of)), verdict_labels(data, made_of))


def cell_meant(project: Project, store: Store, request: CellRequest) -> tuple[Cell, str]:
    """The cell that somebody names, and the GUID of its case where it has one.

    Raises UnknownCode, NothingMatched for a case that is not there, NotPossible for no code, or the same twice.
    """
    codebook = project.codebook()
    keys = [find_code(codebook, name).key for name in request.codes]
    if not keys or len(keys) > 2 or len(set(keys)) < len(keys):
        how = msg("for example: kodetre synthesis okonomi instrumentelt --case 'Lindvik kommune'")
        raise NotPossible("synthesis", msg("wants one code, or two different ones"), next_step=how)
    code, other = canonical(codebook, keys[0], keys[1] if len(keys) > 1 else "")
    if not request.case:
        return Cell(code, other), ""
    case = find_case(all_cases(project, store, (), figures=False), request.case, request.kind)
    return Cell(code, other, case.kind, case.name), case.id


@contextmanager
def open_cell(project: Project, request: CellRequest) -> Iterator[tuple[OpenSynthesis, FilledCell]]:
    """A cell with all cells around it; its excerpts can be cited in the block. Raises what `cell_meant` raises."""
    with project.store() as store:
        cell, _ = cell_meant(project, store, request)
        opened = synthesis_in(project, store)
        yield opened, opened.at(cell)


def write_cell(project: Project, request: CellRequest, edit: CellEdit) -> CellWritten:
    """Say something of a cell, as one step. Empty texts take it away.

    Raises what `cell_meant` raises, NothingMatched for a verdict that is not in the list and for an excerpt that is cited and not
    there; one that was cited before and is gone since is let through.
    """
    with project.store() as store:
        cell, case_id = cell_meant(project, store, request)
        return record_cell(project, store, cell, case_id, edit)


def check_edit(project: Project, request: CellRequest, edit: CellEdit) -> None:
    """Raise what `write_cell` would raise, without writing."""
    with project.store() as store:
        cell, _ = cell_meant(project, store, request)
        opened = synthesis_in(project, store)
        if edit.verdict is not None:
            _verdict(opened.labels, edit.verdict)
        _check_cited(store, opened.at(cell).text.text, edit.text or "")


def record_cell(project: Project, store: Store, cell: Cell, case_id: str, edit: CellEdit) -> CellWritten:
    """The same, for a cell that is known."""
    opened = synthesis_in(project, store)
    before = opened.at(cell)
    said = before.text
    new = CellText(
        cell,
        said.text if edit.text is None else edit.text.strip(),
        said.verdict if edit.verdict is None else _verdict(opened.labels, edit.verdict),
        said.expected if edit.expected is None else " ".join(edit.expected.split()),
        case_id or said.case_id,
    )
    _check_cited(store, said.text, new.text)
    if (new.text, new.verdict, new.expected) == (said.text, said.verdict, said.expected):
        return CellWritten(before, 0)
    name = opened.name_of(cell)
    detail = msg("{cell}: removed", cell=name) if new.is_empty else name
    step = store.synthesis.record(new, project.coder(edit.coder), detail)
    return CellWritten(synthesis_in(project, store).at(cell), step)


def _verdict(labels: Mapping[str, str], written: str) -> str:
    """The short name of a verdict, from its name or from what it is called. Raises NothingMatched."""
    wanted = written.strip().casefold()
    if not wanted:
        return ""
    for name, label in labels.items():
        if wanted in (name.casefold(), label.casefold()):
            return name
    raise NothingMatched(written, msg("is no verdict"), next_step=what_there_is(written, labels))


def _check_cited(store: Store, before: str, text: str) -> None:
    """Raise NothingMatched for an excerpt that is cited and is not there, or could be several."""
    old = {cited.id for cited in cited_in(before)}
    ids = [coding.id for coding in store.codings.live()]
    for cited in cited_in(text):
        if cited.id in old or resolved(cited.id, ids):
            continue
        several = sum(id.lower().startswith(cited.id) for id in ids)
        what = msg("could be several excerpts") if several else msg("is no excerpt of this project")
        how = msg("ids are in: kodetre codings --json, and in what kodetre synthesis shows of a cell")
        raise NothingMatched(f"[[{cited.id}]]", what, next_step=how)
