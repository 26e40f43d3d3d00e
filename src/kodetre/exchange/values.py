"""Values of variables, each as its variable says. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kodetre.exchange.qda import QdaCase, QdaSource, QdaValue, QdaVariable

_SHAPES = {
    "Text": re.compile(r".*", re.DOTALL),
    "Boolean": re.compile(r"true|false|0|1"),
    "Integer": re.compile(r"[-+]?\d+"),
    "Float": re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)"),
    "Date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[-+]\d\d:\d\d)?"),
    "DateTime": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?"),
}


def settled(
    variables: Mapping[str, QdaVariable],
    sources: Sequence[QdaSource],
    cases: Sequence[QdaCase],
    guid_of: Callable[[str], str],
) -> tuple[tuple[QdaVariable, ...], tuple[QdaSource, ...], tuple[QdaCase, ...]]:
    """Variables, and sources and cases whose values are of the kind of their variables; a variable one of whose values is of no
    such kind is text. A value may name its variable as `=name`.
    """

    def found(value: QdaValue) -> str:
        return guid_of(value.variable[1:]) if value.variable.startswith("=") else value.variable

    kinds = {guid: variable.kind if variable.kind in _SHAPES else "Text" for guid, variable in variables.items()}
    valued: list[QdaSource | QdaCase] = [*sources, *cases]
    for value in chain.from_iterable(one.values for one in valued):
        guid = found(value)
        if guid in kinds and not _SHAPES[kinds[guid]].fullmatch(value.value):
            kinds[guid] = "Text"

    def of(values: Sequence[QdaValue]) -> tuple[QdaValue, ...]:
        told: dict[str, QdaValue] = {}
        for value in values:
            guid = found(value)
            if guid in kinds:
                told[guid] = QdaValue(guid, kinds[guid], value.value)
        return tuple(told.values())

    return (
        tuple(replace(variable, kind=kinds[guid]) for guid, variable in variables.items()),
        tuple(replace(source, values=of(source.values)) for source in sources),
        tuple(replace(case, values=of(case.values)) for case in cases),
    )
