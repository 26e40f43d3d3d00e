"""Cases: made, named, given values, taken away; and the one way to all cases of a project."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kodetre.document.case_values import checked_attribute, checked_kind, checked_name, common_type, guessed, typed
from kodetre.document.metadata_values import BadValue
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import joined, msg
from kodetre.i18n.slips import what_there_is
from kodetre.model.cases import AttributeType, AttributeValue, Case, CaseChange, CaseKey
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.store import Store

_Values = tuple[tuple[CaseKey, str, AttributeValue | None], ...]


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """A case by its name, with its kind where several have the name; attributes as ATTRIBUTE=VALUE."""

    name: str
    kind: str = ""
    assignments: tuple[str, ...] = ()
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class CaseDone:
    """What a case is like after a step, and the step's number; 0 where nothing was new."""

    case: Case
    step: int


def all_cases(
    project: Project, store: Store, attributes: Collection[str] | None = None, *, figures: bool = True
) -> list[Case]:
    """Every case of a project: those that were made, and those that documents name as what they are compared by, which need no
    making. With these attributes alone, where they are named.
    """
    cases = store.cases.all(attributes, figures=figures)
    kind = project.settings.group_kind
    present = {case.name for case in cases if case.kind == kind}
    groups = dict.fromkeys(info.field(project.settings.group_by) for info in store.documents.all())
    return [*cases, *(Case(kind, name) for name in groups if name and name not in present)]


def list_cases(project: Project, kind: str = "") -> list[Case]:
    """Every case, or those of a kind, by kind and name. Raises NothingMatched for a kind that no case has."""
    with project.store() as store:
        cases = all_cases(project, store)
    if kind:
        cases = [case for case in cases if case.kind == known_kind(cases, kind)]
    return sorted(cases, key=lambda case: (case.kind, case.name.casefold(), case.name))


def known_kind(cases: Sequence[Case], kind: str) -> str:
    """The kind that is meant. Raises NothingMatched where no case is of it."""
    wanted, kinds = kind.strip().lower(), list(dict.fromkeys(case.kind for case in cases))
    if wanted not in kinds:
        raise NothingMatched(kind, msg("is no kind of case here"), next_step=what_there_is(kind, kinds))
    return wanted


def find_case(cases: Sequence[Case], name: str, kind: str = "") -> Case:
    """The case of this name, and of this kind where that is said; no matter the case of its letters, where one has them so.

    Raises NothingMatched where there is none, and where several have the name.
    """
    of_kind = [case for case in cases if not kind or case.kind == kind.strip().lower()]
    wanted = " ".join(name.split())
    exact = [case for case in of_kind if case.name == wanted]
    alike = exact or [case for case in of_kind if case.name.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    if alike:
        kinds = joined((case.kind for case in alike), ", ")
        raise NothingMatched(
            name, msg("is the name of cases of several kinds"), next_step=msg("say which: --kind {kinds}", kinds=kinds)
        )
    step = what_there_is(name, (case.name for case in of_kind))
    raise NothingMatched(name, msg("is no case of this project"), next_step=step)


def show_case(project: Project, name: str, kind: str = "") -> Case:
    """A case with all that is known of it. Raises NothingMatched."""
    with project.store() as store:
        return find_case(all_cases(project, store), name, kind)


def attribute_types(project: Project, cases: Sequence[Case], kind: str) -> dict[str, AttributeType]:
    """The types of a kind's attributes: as kodetre.yaml declares them, else as they have been used."""
    used: dict[str, list[AttributeType]] = {}
    for case in cases:
        if case.kind == kind:
            for name, value in case.attributes.items():
                used.setdefault(name, []).append(value.type)
    return {name: common_type(types) for name, types in used.items()} | project.settings.declared(kind)


def add_case(project: Project, request: CaseRequest) -> CaseDone:
    """Make a case, with values of attributes, as one step. Raises NotPossible for what cannot be a name, kind or value, and where
    there is a case of this kind and name.
    """
    kind, name = checked_kind(request.kind or project.settings.group_kind), checked_name(request.name)
    with project.store() as store:
        cases = all_cases(project, store)
        values = _assigned(project, cases, (kind, name), request.assignments)
        detail = f"{kind} {name}"
        change = CaseChange(added=((kind, name),), values=values)
        step = store.cases.record(StepKind.CASE_ADD, project.coder(request.coder), change, detail=detail)
        return CaseDone(find_case(all_cases(project, store), name, kind), step)


def set_case(project: Project, request: CaseRequest) -> CaseDone:
    """Give a case values of attributes, as one step; an empty value takes one away.

    Raises NothingMatched for a case that is not there, NotPossible for what is no attribute and value.
    """
    with project.store() as store:
        cases = all_cases(project, store)
        case = find_case(cases, request.name, request.kind)
        assigned = _assigned(project, cases, case.key, request.assignments)
        values = tuple((key, name, value) for key, name, value in assigned if case.attributes.get(name) != value)
        if not values:
            return CaseDone(case, 0)
        written = "; ".join(f"{name}={value.written if value else ''}" for _, name, value in values)
        change = CaseChange(added=missing(case), values=values)
        detail = f"{case.kind} {case.name}: {written}"
        step = store.cases.record(StepKind.CASE_SET, project.coder(request.coder), change, detail=detail)
        return CaseDone(find_case(all_cases(project, store), case.name, case.kind), step)


def missing(case: Case) -> tuple[CaseKey, ...]:
    """A case that is only named by documents, to be made in the step that says more of it."""
    return () if case.id else (case.key,)


def _assigned(project: Project, cases: Sequence[Case], key: CaseKey, assignments: Sequence[str]) -> _Values:
    """Attributes and values, written as ATTRIBUTE=VALUE. Raises NotPossible."""
    types = attribute_types(project, cases, key[0])
    values: dict[str, AttributeValue | None] = {}
    for written in assignments:
        name, equals, value = written.partition("=")
        if not equals:
            raise NotPossible(written, msg("is no attribute and value"), next_step=msg("write ATTRIBUTE=VALUE"))
        attribute = checked_attribute(name)
        values[attribute] = checked_value(attribute, value, types.get(attribute)) if value.strip() else None
    return tuple((key, name, value) for name, value in values.items())


def checked_value(attribute: str, written: str, type: AttributeType | None) -> AttributeValue:
    """A value of an attribute: of the type that the attribute has, or, used for the first time, of the type it looks like.

    Raises NotPossible.
    """
    try:
        return typed(written, type) if type is not None else guessed(written)
    except BadValue as error:
        how = msg(
            "{attribute} is of type {type}: {how}; another type is declared in kodetre.yaml, under cases",
            attribute=attribute, type=type, how=error.next_step,
        )  # fmt: skip
        raise NotPossible(attribute, error.what, next_step=how) from error


def rename_case(project: Project, request: CaseRequest, new: str) -> CaseDone:
    """Give a case another name, as one step; documents that name it as what they are compared by name it so too.

    Raises NothingMatched, and NotPossible for a name that another case of the kind has.
    """
    name = checked_name(new)
    with project.store() as store:
        case = find_case(all_cases(project, store), request.name, request.kind)
        if name == case.name:
            return CaseDone(case, 0)
        field = project.settings.group_by
        named = [info.id for info in store.documents.all() if info.field(field) == case.name]
        metadata = tuple((id, field, name) for id in named) if case.kind == project.settings.group_kind else ()
        renamed = ((case.key, name),)
        change = CaseChange(added=missing(case), renamed=renamed, metadata=metadata)
        detail = f"{case.kind} {case.name} → {name}"
        step = store.cases.record(StepKind.CASE_RENAME, project.coder(request.coder), change, detail=detail)
        return CaseDone(find_case(all_cases(project, store), name, case.kind), step)


def delete_case(project: Project, request: CaseRequest) -> CaseDone:
    """Take a case away, with its values, figures and what belongs to it, as one step.

    Raises NothingMatched, and NotPossible for one that is there because documents name it as what they are compared by.
    """
    with project.store() as store:
        case = find_case(all_cases(project, store), request.name, request.kind)
        if not case.id:
            field = project.settings.group_by
            ids = ", ".join(info.id for info in store.documents.all() if info.field(field) == case.name)
            how = msg("change it there: kodetre documents set {ids} {field}=", ids=ids, field=field)
            raise NotPossible(case.name, msg("is there because documents name it: {ids}", ids=ids), next_step=how)
        change = CaseChange(deleted=(case.key,))
        detail = f"{case.kind} {case.name}"
        step = store.cases.record(StepKind.CASE_DELETE, project.coder(request.coder), change, detail=detail)
        return CaseDone(case, step)
