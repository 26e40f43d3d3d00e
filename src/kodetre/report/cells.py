"""The cells of the analysis: perspective by category by case, with the excerpts that stand there and what is said of each. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.document.cited import Cited, cited_in, resolved
from kodetre.document.membership import SpeakerSpans
from kodetre.model.cases import Case, CaseKey
from kodetre.model.documents import Span
from kodetre.model.synthesis import VERDICTS, Cell, CellText, SynthesisData
from kodetre.report.data import Excerpt, ReportData, by_code
from kodetre.report.nested_excerpts import Overlapping


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with its excerpts, of the category where they overlap the perspective, and what is said of it."""

    cell: Cell
    excerpts: tuple[Excerpt, ...]
    text: CellText
    gone: tuple[str, ...] = field(default=())
    """What the text cites and is not there any more, as it is written."""


def verdict_labels(data: ReportData, synthesis: SynthesisData) -> dict[str, str]:
    """What each verdict is called, by its short name, in the order of the list."""
    if synthesis.verdicts:
        return dict(synthesis.verdicts)
    return {name: data.say(f"verdict_{name}") for name in VERDICTS}


def canonical(codebook: Codebook, code: str, other: str) -> tuple[str, str]:
    """Two codes of a cell in their order: that of the last dimension, which explains, first; in one dimension as the codebook has
    them. A single code comes first.
    """
    place = _order(codebook)
    first, second = sorted((key for key in (code, other) if key), key=place) if code and other else (code or other, "")
    return first, second


def _order(codebook: Codebook) -> "_Order":
    places: dict[str, tuple[int, int]] = {}
    for at, dimension in enumerate(codebook.dimensions):
        places.update({code.key: (-at, number) for number, code in enumerate(dimension.codes)})
    return _Order(places)


@dataclass(frozen=True, slots=True)
class _Order:
    places: dict[str, tuple[int, int]]

    def __call__(self, key: str) -> tuple[int, int, str]:
        at, number = self.places.get(key, (1, 0))
        return at, number, key


def filled_cells(data: ReportData, synthesis: SynthesisData) -> list[FilledCell]:
    """Every cell, by perspective, category and case: the top codes of the last dimension by those of the first in each case that
    documents are compared by, and whatever else is written of. Empty ones are there too.
    """
    texts = {text.cell: text for text in synthesis.texts}
    cells = dict.fromkeys([*_expected(data, synthesis), *texts])
    place = _order(data.codebook)
    cases = {each: at for at, each in enumerate(_cases_of(data, synthesis))}
    ordered = sorted(
        cells,
        key=lambda cell: (
            place(cell.code),
            place(cell.other),
            cases.get((cell.kind, cell.case), len(cases)),
            cell.kind,
            cell.case,
        ),
    )
    under, overlapping = by_code(data.excerpts), Overlapping(data.excerpts)
    ids = {excerpt.coding.id for excerpt in data.excerpts}
    members = _Members(
        data.groups, synthesis.group_kind, {case.key: case for case in synthesis.cases}, data.cases().speaker_spans
    )
    by_codes: dict[tuple[str, str], list[Excerpt]] = {}
    filled: list[FilledCell] = []
    for cell in ordered:
        codes = cell.code, cell.other
        if codes not in by_codes:
            by_codes[codes] = _at_both(under(cell.other or cell.code), cell.code if cell.other else "", overlapping)
        excerpts = tuple(members.of(cell, by_codes[codes]))
        text = texts.get(cell, CellText(cell))
        gone = tuple(dict.fromkeys(cited.id for cited in cited_in(text.text) if not resolved(cited.id, ids)))
        filled.append(FilledCell(cell, excerpts, text, gone))
    return filled


def _expected(data: ReportData, synthesis: SynthesisData) -> list[Cell]:
    dimensions = data.codebook.dimensions
    if not dimensions:
        return []
    down = [code.key for code in dimensions[-1].top]
    across = [code.key for code in dimensions[0].top] if len(dimensions) > 1 else [""]
    cases = _cases_of(data, synthesis) or [("", "")]
    return [Cell(code, other, kind, case) for code, other, (kind, case) in product(down, across, cases)]


def _cases_of(data: ReportData, synthesis: SynthesisData) -> list[tuple[str, str]]:
    """The cases that documents are compared by, of those that are shown, and those of other kinds that something is written of."""
    groups = [(synthesis.group_kind, name) for name in data.group_names if name]
    kinds = {text.cell.kind for text in synthesis.texts} - {synthesis.group_kind, ""}
    return [*groups, *((case.kind, case.name) for case in synthesis.cases if case.kind in kinds)]


def _at_both(excerpts: Iterable[Excerpt], perspective: str, overlapping: Overlapping) -> list[Excerpt]:
    """The excerpts that overlap one of the perspective, each stretch once; all of them where there is no perspective."""
    distinct: dict[tuple[str, object], Excerpt] = {}
    for excerpt in excerpts:
        if not perspective or any(stands_under(other.coding.code, perspective) for other in overlapping.of(excerpt)):
            distinct.setdefault((excerpt.document.id, excerpt.coding.span), excerpt)
    return sorted(distinct.values(), key=lambda each: (int(each.document.id[1:]), each.coding.span))


@dataclass(frozen=True, slots=True)
class _Members:
    """Which excerpts belong to a case: their document is compared by it, or the document, their words or who says them are linked
    to it.
    """

    groups: Mapping[str, str]
    group_kind: str
    cases: Mapping[CaseKey, Case]
    said: SpeakerSpans

    def of(self, cell: Cell, excerpts: Sequence[Excerpt]) -> Iterator[Excerpt]:
        """Those of some excerpts that are a cell's; all of them where it is of all cases together."""
        case = self.cases.get((cell.kind, cell.case))
        links = case.links if case is not None else ()
        whole = {link.document for link in links if link.target == "document"}
        parts: dict[str, list[Span]] = {}
        for link in links:
            if link.target == "speaker":
                parts.setdefault(link.document, []).extend(self.said(link.document, link.speaker))
            elif link.span is not None:
                parts.setdefault(link.document, []).append(link.span)
        for excerpt in excerpts:
            id, span = excerpt.document.id, excerpt.coding.span
            is_whole = not cell.case or self._is_group(cell, excerpt) or id in whole
            if is_whole or any(part.overlaps(span) for part in parts.get(id, ())):
                yield excerpt

    def _is_group(self, cell: Cell, excerpt: Excerpt) -> bool:
        return cell.kind == self.group_kind and self.groups.get(excerpt.document.id) == cell.case


def excerpt_cited(data: ReportData, cited: Cited) -> Excerpt | None:
    """The excerpt that a text cites; None where it is gone."""
    by_id = {excerpt.coding.id: excerpt for excerpt in data.excerpts}
    return by_id.get(resolved(cited.id, by_id))


def label_of(data: ReportData, cell: Cell) -> str:
    """A cell in words: Økonomi × Det instrumentelle, Lindvik kommune."""
    codes = [data.codebook.label_path(key) for key in (cell.other, cell.code) if key]
    return ", ".join(part for part in (" × ".join(codes), cell.case) if part)


def written(filled: Sequence[FilledCell]) -> int:
    """How many cells something is written of."""
    return sum(not each.text.is_empty for each in filled)
