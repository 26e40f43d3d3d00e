"""Codes that a codebook repeats under several codes, when it is changed: which are one, and what they stand under."""

from collections.abc import Mapping
from typing import Any

from kodetre.codebook.tree import Codebook
from kodetre.errors import CannotEdit
from kodetre.i18n.message import msg


def twins(codebook: Codebook, key: str) -> tuple[str, ...]:
    """A code and all others that it is, where the codebook repeats it."""
    code = codebook.find(key)
    return code.repeated.keys if code is not None and code.repeated is not None else (key,)


def once(codebook: Codebook, key: str) -> None:
    """Refuse to take a code out of its place that stands in several. Raises CannotEdit."""
    code = codebook.find(key)
    if code is not None and code.repeated is not None:
        raise CannotEdit(
            key,
            msg(
                "is repeated under {codes}, and this would be done to all of them", codes=", ".join(code.repeated.under)
            ),
            next_step=msg("change 'repeat:' in the codebook's file, then: kodetre codebook adopt"),
        )


def repeats_renamed(root: Any, renamed: Mapping[str, str], gone: set[str]) -> None:  # noqa: ANN401
    """The codes that others are repeated under, under their new names and without those that are gone."""
    for dimension in root.get("dimensions", {}).values():
        repeats = dimension.get("repeat")
        listed = list(repeats) if isinstance(repeats, list) else [repeats] if repeats else []
        for repeat in listed:
            under = repeat.get("under")
            if not isinstance(under, list):
                if str(under) in renamed:
                    repeat["under"] = renamed[str(under)]
                continue
            for place in range(len(under) - 1, -1, -1):
                key = str(under[place])
                if key in gone or (key in renamed and renamed[key] in under):
                    del under[place]
                elif key in renamed:
                    under[place] = renamed[key]
        left = [repeat for repeat in listed if repeat.get("under")]
        if repeats is not None and not left:
            dimension.pop("repeat")
