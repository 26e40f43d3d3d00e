"""Values of a command line that need no library to be understood: words, lists of words, paths, one of a few words.

typer asks pydantic about every value, also about those that nobody gave, and to load it takes as long as to load typer and half
of what a short command needs else. What is said here is what pydantic says of the same; anything more is left to it.
"""

import os
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin


def take_plain_values(command: Any, *, deep: bool = True) -> None:  # noqa: ANN401 - typer keeps the class to itself
    """Let a command, and all under it where `deep`, take plain values without pydantic; does nothing where typer has no place
    for it.
    """
    for parameter in command.params:
        _take(parameter)
    own_help = command.get_help_option

    def help_option(ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        return _take(own_help(ctx))

    command.get_help_option = help_option
    for below in getattr(command, "commands", {}).values() if deep else ():
        take_plain_values(below)


def _take(parameter: Any) -> Any:  # noqa: ANN401 - typer's own
    kind = getattr(parameter, "type_descriptor", None)
    if kind is not None and getattr(parameter, "_runtime_param", kind) is None:
        parameter._runtime_param = _Values(kind)
    return parameter


class _Values:
    """What stands where typer keeps the way to a value, in place of pydantic's, which it makes when it is needed."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - typer's own
        self.kind = kind

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        """The value for the command. Raises what typer raises of one that cannot be."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if self.kind.parameter_info.parser is None:
            plain = self._list(value) if several else self._plain(value, self.kind.annotation)
            if plain is not None:
                return plain
        from typer._coercion import build_runtime_param

        param._runtime_param = build_runtime_param(self.kind)
        return param._runtime_param.coerce(value, param=param, ctx=ctx)

    def _list(self, values: Any) -> list[Any] | None:  # noqa: ANN401
        """Each of several values; None when one of them is not plain."""
        annotation = self.kind.annotation
        if get_origin(annotation) is not list or not isinstance(values, list | tuple):
            return None
        of = get_args(annotation)[0]
        plain = [self._plain(value, of) for value in values]
        return None if None in plain else plain

    def _plain(self, value: Any, annotation: Any) -> Any:  # noqa: ANN401
        """A value of its type as it is, and a word where a word, a path or the name of a choice is meant; else None."""
        if not isinstance(annotation, type):
            return None
        if annotation in (str, bool):
            return value if type(value) is annotation else None
        if issubclass(annotation, Enum):
            return _choice(value, annotation)
        if annotation is Path and isinstance(value, str | Path) and self._is_any_path(Path(value)):
            return Path(value)
        return None

    def _is_any_path(self, path: Path) -> bool:
        """Whether typer takes a path without asking more than whether what is there can be read."""
        info = self.kind.parameter_info
        asked = (info.exists, info.allow_dash, info.resolve_path, info.writable, info.path_type is not None)
        if any(asked) or not (info.file_okay and info.dir_okay):
            return False
        return not info.readable or os.access(path, os.R_OK) or not path.exists()


def _choice(value: Any, choices: type[Enum]) -> Enum | None:  # noqa: ANN401
    """A choice by its own value, letter by letter."""
    if type(value) is choices:
        return value
    return next((choice for choice in choices if str(choice.value) == value), None)
