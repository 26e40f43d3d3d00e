"""Cases and their attributes as the cases and variables of REFI-QDA, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kodetre.document.case_values import checked_attribute, checked_kind, checked_name, typed
from kodetre.document.metadata_values import BadValue
from kodetre.errors import NotPossible
from kodetre.exchange.qda import QdaCase, QdaProject, QdaValue, QdaVariable
from kodetre.i18n.message import msg
from kodetre.model.cases import AttributeType, AttributeValue, Case
from kodetre.model.documents import METADATA_FIELDS
from kodetre.model.exchanged import ArrivingCase

KIND_VARIABLE = "kodetre:kind"
"""The variable that says of which kind a case is."""
_BEFORE = "case:"
"""Before an attribute's name, where it is that of a field of documents."""
_KINDS: dict[AttributeType, str] = {
    "text": "Text", "whole": "Integer", "number": "Float", "date": "Date", "yes/no": "Boolean",
}  # fmt: skip
_TYPES: dict[str, AttributeType] = {
    "Text": "text", "Boolean": "yes/no", "Integer": "whole", "Float": "number", "Date": "date", "DateTime": "text",
}  # fmt: skip
_TAKEN = frozenset({*METADATA_FIELDS, "year_guessed"})


def qda_values(case: Case) -> list[QdaValue]:
    """A case's attributes as values of variables that are known by their names. A date that is no day is text."""
    values: list[QdaValue] = []
    for name, value in case.attributes.items():
        written = {"yes": "true", "no": "false"}[value.written] if value.type == "yes/no" else value.written
        variable = f"{_BEFORE}{name}" if name in _TAKEN else name
        values.append(QdaValue(f"={variable}", _KINDS[value.type], written))
    return values


def with_own(
    listed: Sequence[QdaCase], own: Iterable[Case], guid_of: Mapping[str, str], group_kind: str
) -> list[QdaCase]:
    """Cases, which are of the kind that documents are compared by, with those of a project and their attributes as values of
    variables. `guid_of` has the source that each document is. Stretches, speakers and figures have no place there.
    """
    cases = {(group_kind, case.name): case for case in listed}
    for each in own:
        case = cases.get(each.key) or QdaCase(each.id, each.name)
        refs = [guid_of[link.document] for link in each.links if link.target == "document" and link.document in guid_of]
        new = tuple(guid for guid in dict.fromkeys(refs) if guid not in case.sources)
        values = (QdaValue(f"={KIND_VARIABLE}", "Text", each.kind), *qda_values(each))
        cases[each.key] = replace(case, values=(*case.values, *values), sources=(*case.sources, *new))
    return list(cases.values())


def lost_of(cases: Sequence[Case]) -> list[tuple[int, str, str]]:
    """What of cases has no place in REFI-QDA: how much, what, and why."""
    links = chain.from_iterable(case.links for case in cases)
    return [
        (
            sum(link.target != "document" for link in links),
            msg("stretches and speakers"),
            msg("that belong to cases stay here; whole documents go out with their cases"),
        ),
        (
            sum(len(case.figures) for case in cases),
            msg("figures of cases"),
            msg("have no place in REFI-QDA; kodetre export --to csv has them"),
        ),
    ]


def arriving(case: QdaCase, variables: Mapping[str, QdaVariable], uuids: Mapping[str, str]) -> ArrivingCase | None:
    """A case that kodetre wrote, of which the file says the kind; None for every other. `uuids` are the documents by the GUIDs of
    their sources.
    """
    named = {variables[value.variable].name: value for value in case.values if value.variable in variables}
    kind = named.pop(KIND_VARIABLE, None)
    if kind is None:
        return None
    try:
        key = checked_kind(kind.value), checked_name(case.name)
    except NotPossible:
        return None
    attributes: list[tuple[str, AttributeValue]] = []
    for name, value in named.items():
        if (attribute := _attribute(name, value)) is not None:
            attributes.append(attribute)
    documents = tuple(uuids[guid] for guid in case.sources if guid in uuids)
    return ArrivingCase(key, case.guid, tuple(attributes), documents)


def arriving_cases(
    project: QdaProject, uuids: Mapping[str, str], groups: Mapping[str, Sequence[str]], group_kind: str
) -> Iterator[ArrivingCase]:
    """The cases that kodetre wrote; what documents are compared by (`groups`, by source) needs no saying again which these are."""
    variables = {variable.guid: variable for variable in project.variables}
    for case in project.cases:
        arrived = arriving(case, variables, uuids)
        if arrived is None:
            continue
        named = {uuids[guid] for guid in case.sources if groups.get(guid, [""])[0] == case.name}
        if arrived.key[0] == group_kind:
            arrived = replace(arrived, documents=tuple(uuid for uuid in arrived.documents if uuid not in named))
        yield arrived


def _attribute(name: str, value: QdaValue) -> tuple[str, AttributeValue] | None:
    """An attribute with its value; as text where the value is not of the kind that is said."""
    try:
        attribute = checked_attribute(name.removeprefix(_BEFORE))
    except NotPossible:
        return None
    for type in (_TYPES.get(value.kind, "text"), "text"):
        try:
            return attribute, typed(value.value, type)
        except BadValue:
            continue
    return None


def kinds_known(cases: Sequence[QdaCase], variables: Mapping[str, QdaVariable]) -> dict[str, str]:
    """The kind of each case that kodetre wrote, by the case's GUID."""
    kinds: dict[str, str] = {}
    for case in cases:
        for value in case.values:
            if value.variable in variables and variables[value.variable].name == KIND_VARIABLE:
                kinds[case.guid] = value.value
    return kinds


def groups_of(project: QdaProject, group_kind: str) -> dict[str, list[str]]:
    """The names of the cases that documents are compared by, by the GUID of each source; those of no said kind are of it."""
    kinds = kinds_known(project.cases, {variable.guid: variable for variable in project.variables})
    groups: dict[str, list[str]] = {}
    for case in project.cases:
        if kinds.get(case.guid, group_kind) == group_kind:
            for source in case.sources:
                groups.setdefault(source, []).append(case.name)
    return groups
