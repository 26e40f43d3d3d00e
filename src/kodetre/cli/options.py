"""Options that several commands have, in one place; and commands whose options come in groups."""

import dataclasses
import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_type_hints

import typer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The project's folder. Otherwise the current one or one above it."),
]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who codes. Otherwise the project's setting, else your login name."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DocumentFilter = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="Only this document (id or file name). Can be repeated."),
]
GroupFilter = Annotated[
    list[str] | None, typer.Option("--group", help="Only documents of this group. Can be repeated.")
]
CodeFilter = Annotated[
    list[str] | None, typer.Option("--code", metavar="KEY", help="Only this code and those under it. Can be repeated.")
]
OriginFilter = Annotated[
    list[str] | None, typer.Option("--origin", help="Only codings made by: manual, keyword, imported. Can be repeated.")
]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes frozen dataclasses of options: on the command line each field is an option of its own.

    A field's type says which, as a parameter's does: `json: JsonOption = False`.
    """
    own = inspect.signature(command, eval_str=True).parameters
    groups: dict[str, Callable[..., object]] = {}
    options_of: dict[str, list[str]] = {}
    flat: list[inspect.Parameter] = []
    for name, parameter in own.items():
        if isinstance(parameter.annotation, type) and dataclasses.is_dataclass(parameter.annotation):
            groups[name] = parameter.annotation
            options = _options_of(parameter.annotation)
            options_of[name] = [option.name for option in options]
            flat += options
        else:
            flat.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    @functools.wraps(command)
    def run(**values: object) -> None:
        for name, group in groups.items():
            values[name] = group(**{option: values.pop(option) for option in options_of[name]})
        command(**values)

    run.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    vars(run)["__signature__"] = inspect.Signature(flat)
    return run


def _options_of(group: "type[DataclassInstance]") -> list[inspect.Parameter]:
    """The fields of a group of options as parameters of a command."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is dataclasses.MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in dataclasses.fields(group)
    ]
