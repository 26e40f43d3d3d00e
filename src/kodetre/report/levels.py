"""What excerpts may be arranged by: code, document, group, year, or a dimension of the codebook. Pure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodetre.errors import InvalidReport
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.codebook.tree import Codebook

LEVELS = ("code", "document", "group", "year")
"""What every project's excerpts can be arranged by."""
_ALSO = {"kode": "code", "dokument": "document", "gruppe": "group", "år": "year"}
"""What they are called in the reports themselves."""
_MOST = 3
"""Levels of headings in one report."""


def levels_in(text: str) -> tuple[str, ...]:
    """The levels of a list with commas, perspektiv,kategori,gruppe; in the words of LEVELS where they are of those."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    return tuple(_ALSO.get(name.casefold(), name.casefold() if name.casefold() in LEVELS else name) for name in names)


def check_levels(names: Sequence[str], codebook: "Codebook") -> None:
    """Raise InvalidReport for levels that there are not, for too many, and for the same twice."""
    levels = [resolved(name, codebook) for name in names]
    asked = f"--by {','.join(names)}"
    if len(levels) > _MOST:
        raise InvalidReport(
            asked, msg("has {count} levels", count=len(levels)), next_step=msg("name {most} or fewer", most=_MOST)
        )
    if len(set(levels)) < len(levels):
        raise InvalidReport(asked, msg("names a level twice"), next_step=msg("name each once"))


def resolved(name: str, codebook: "Codebook") -> str:
    """The level that is meant, one of LEVELS or the key of a dimension, which may be named by its label too.

    Raises InvalidReport.
    """
    if codebook.dimension(name) is not None or name in LEVELS:
        return name
    for dimension in codebook.dimensions:
        if name.casefold() in (dimension.key.casefold(), dimension.label.casefold()):
            return dimension.key
    keys = ", ".join(dimension.key for dimension in codebook.dimensions)
    raise InvalidReport(
        f"--by {name}",
        msg("is nothing that excerpts can be arranged by"),
        next_step=msg("there are {levels}, and of this codebook {keys}", levels=", ".join(LEVELS), keys=keys),
    )
