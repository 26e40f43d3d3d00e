"""Figures of cases: a number of a year with its unit and where it was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.case_values import checked_attribute, number
from kodetre.document.location import Locator
from kodetre.document.metadata_values import BadValue
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import msg
from kodetre.model.cases import Case, CaseChange, CaseFigure
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.services.cases import all_cases, find_case, missing
from kodetre.store import Store

_YEAR = re.compile(r"[12][0-9]{3}")
_OF_DOCUMENT = re.compile(r"([Dd][0-9]{1,9})(?::\s*(.+))?")


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A figure of a case in a year: its value, unit, where it was read (D3:57, or words), and the table that it stands in. With
    `drop` it is taken away.
    """

    name: str
    figure: str
    year: str
    value: str = ""
    kind: str = ""
    unit: str = ""
    source: str = ""
    topic: str = ""
    drop: bool = False
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class FigureDone:
    """The case and the figure after a step, the same figure's other values of the year, and the step's number; 0 where nothing was
    new.
    """

    case: Case
    figure: CaseFigure
    others: tuple[CaseFigure, ...]
    step: int


def set_figure(project: Project, request: FigureRequest) -> FigureDone:
    """Note a figure, in the place of what was noted from the same source before, or take one away; as one step.

    Raises NothingMatched for a case, page or figure that is not there, UnknownDocument, NotPossible for what is no number or year,
    and for a unit that the figure has not elsewhere.
    """
    with project.store() as store:
        cases = all_cases(project, store)
        case = find_case(cases, request.name, request.kind)
        if request.drop:
            return _dropped(project, store, case, request)
        figure = _figure(store, cases, request)
        others = other_values(case.figures, figure)
        if any(_same(figure, each) for each in case.figures):
            return FigureDone(case, figure, others, 0)
        change = CaseChange(added=missing(case), figures=((case.key, figure),))
        detail = f"{case.kind} {case.name}: {figure.name} {figure.year} = {figure.value}"
        step = store.cases.record(StepKind.CASE_FIGURE, project.coder(request.coder), change, detail=detail)
        return FigureDone(find_case(all_cases(project, store), case.name, case.kind), figure, others, step)


def other_values(figures: Sequence[CaseFigure], figure: CaseFigure) -> tuple[CaseFigure, ...]:
    """What other sources say of the same figure and year, where it is another number."""
    return tuple(
        each
        for each in figures
        if (each.name, each.year) == (figure.name, figure.year)
        and each.place != figure.place
        and each.value != figure.value
    )


def _same(figure: CaseFigure, other: CaseFigure) -> bool:
    return (figure.name, figure.year, figure.value, figure.unit, figure.topic, *figure.place) == (
        other.name, other.year, other.value, other.unit, other.topic, *other.place,
    )  # fmt: skip


def _figure(store: Store, cases: Sequence[Case], request: FigureRequest) -> CaseFigure:
    """A figure as it is kept; the unit and table that it has elsewhere need not be said again."""
    name = checked_attribute(request.figure)
    try:
        value = number(request.value)
    except BadValue as error:
        raise NotPossible(request.figure, error.what, next_step=error.next_step) from error
    before: list[tuple[Case, CaseFigure]] = []
    for case in cases:
        before += [(case, each) for each in case.figures if each.name == name]
    unit = request.unit.strip() or next((each.unit for _, each in before if each.unit), "")
    topic = request.topic.strip() or next((each.topic for _, each in before if each.topic), "")
    for case, each in before:
        if each.unit and each.unit != unit:
            what = msg(
                "is in {unit} for {case} in {year}, and here in {other}",
                unit=each.unit, case=case.name, year=each.year, other=unit,
            )  # fmt: skip
            raise NotPossible(name, what, next_step=msg("use one unit, or give the figure another name"))
    document, page, source = _source(store, request.source)
    return CaseFigure(name, _year(request.year), value, unit, document, page, source, topic)


def _year(written: str) -> int:
    if not _YEAR.fullmatch(written.strip()):
        raise NotPossible(written, msg("is no year"), next_step=msg("write it as 2021"))
    return int(written)


def _source(store: Store, written: str) -> tuple[str, str, str]:
    """Where a figure was read: document, printed page, or another source in words. Raises UnknownDocument, NothingMatched."""
    plain = " ".join(written.split())
    named = _OF_DOCUMENT.fullmatch(plain)
    if named is None:
        return "", "", plain
    document = store.documents.get(store.documents.find(named[1]).id)
    label = named[2] or ""
    if not label:
        return document.id, "", ""
    sheet = Locator.of(document).find_sheet(label)
    if sheet is None:
        pages = document.reading.pages
        between = msg("its pages are {first} to {last}", first=pages[0].label, last=pages[-1].label) if pages else ""
        raise NothingMatched(document.id, msg("has no page '{label}'", label=label), next_step=between)
    return document.id, sheet.label, ""


def _dropped(project: Project, store: Store, case: Case, request: FigureRequest) -> FigureDone:
    """Take away what is noted of a figure and year: from one source, where that is named."""
    name, year = checked_attribute(request.figure), _year(request.year)
    noted = [each for each in case.figures if (each.name, each.year) == (name, year)]
    if request.source:
        place = _source(store, request.source)
        noted = [each for each in noted if each.place == place]
    if not noted:
        what = msg("has no figure {name} of {year} from there", name=name, year=year)
        raise NothingMatched(case.name, what, next_step=msg("see them: kodetre case show '{case}'", case=case.name))
    change = CaseChange(dropped=tuple((case.key, each) for each in noted))
    detail = f"{case.kind} {case.name}: {name} {year}"
    step = store.cases.record(StepKind.CASE_FIGURE, project.coder(request.coder), change, detail=detail)
    return FigureDone(find_case(all_cases(project, store), case.name, case.kind), noted[0], (), step)
