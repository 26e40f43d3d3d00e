"""Cases and their attributes as the cases and variables of REFI-QDA, and back."""

from collections.abc import Mapping, Sequence

from kodetre.document.case_values import checked_attribute, checked_kind, checked_name, typed
from kodetre.document.metadata_values import BadValue
from kodetre.errors import NotPossible
from kodetre.exchange.qda import QdaCase, QdaValue, QdaVariable
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
