"""Options that several commands have, in one place; and commands whose options come in groups."""

import dataclasses
import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_type_hints

import typer

from kodetre.i18n.message import msg
from kodetre.suggestions.recall import LEAST, MOST, is_recall

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from kodetre.document.filters import Filters

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="The project's folder. Otherwise the current one or one above it."),
]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who codes. Otherwise the project's setting, else your login name."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def _checked_recall(number: float | None) -> float | None:
    """A recall to stop at that may be chosen."""
    if number is not None and not is_recall(number):
        raise typer.BadParameter(
            msg("{number:g} is no recall to stop at: choose {least} to {most}", number=number, least=LEAST, most=MOST)
        )
    return number


RecallOption = Annotated[
    float | None,
    typer.Option(
        "--recall",
        metavar="SHARE",
        callback=_checked_recall,
        help="How much of a code must be found before reading may stop, e.g. 0.9. Otherwise the project's setting (0.95).",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace files that are there already, also those that kodetre did not write.")
]
DocumentFilter = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="Only this document (id or file name). Can be repeated."),
]
GroupFilter = Annotated[
    list[str] | None, typer.Option("--group", help="Only documents of this group. Can be repeated.")
]
CodeFilter = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar="KEY",
        help="Only this code and those under it, or codes joined: 'a AND b', 'a NOT b'. Can be repeated.",
    ),
]
CoderFilter = Annotated[
    list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's. Can be repeated.")
]
OriginFilter = Annotated[
    list[str] | None, typer.Option("--origin", help="Only codings made by: manual, keyword, imported. Can be repeated.")
]

ActorFilter = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Only what names this actor, under any variant. Can be repeated."),
]
WhereFilter = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="CONDITION",
        help='Only what belongs to such cases: "kommune.innbyggere >= 50000". Repeated: all of them.',
    ),
]


@dataclass(frozen=True, slots=True)
class DocumentSelection:
    """Which documents are meant."""

    document: DocumentFilter = None
    group: GroupFilter = None
    where: WhereFilter = None

    def filters(self, coders: Sequence[str] = ()) -> "Filters":
        """What was asked for, and of which coders."""
        from kodetre.document.filters import Filters

        return Filters(
            document=tuple(self.document or ()),
            group=tuple(self.group or ()),
            coder=tuple(coders),
            where=tuple(self.where or ()),
        )


@dataclass(frozen=True, slots=True)
class SuggestionSelection:
    """Which suggestions are meant."""

    code: CodeFilter = None
    document: DocumentFilter = None
    group: GroupFilter = None
    actor: ActorFilter = None
    where: WhereFilter = None

    def filters(self) -> "Filters":
        """What was asked for."""
        from kodetre.document.filters import Filters

        return Filters(
            code=tuple(self.code or ()),
            document=tuple(self.document or ()),
            group=tuple(self.group or ()),
            actor=tuple(self.actor or ()),
            where=tuple(self.where or ()),
        )


@dataclass(frozen=True, slots=True)
class CodingSelection:
    """Which codings are meant."""

    code: CodeFilter = None
    document: DocumentFilter = None
    group: GroupFilter = None
    coder: CoderFilter = None
    origin: OriginFilter = None
    actor: ActorFilter = None
    where: WhereFilter = None

    def filters(self) -> "Filters":
        """What was asked for."""
        from kodetre.document.filters import Filters

        return Filters(
            code=tuple(self.code or ()),
            group=tuple(self.group or ()),
            document=tuple(self.document or ()),
            coder=tuple(self.coder or ()),
            origin=tuple(self.origin or ()),
            actor=tuple(self.actor or ()),
            where=tuple(self.where or ()),
        )


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
