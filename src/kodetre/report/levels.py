"""What excerpts may be arranged by: code, document, group, year, a dimension of the codebook, or cases: a kind, or an attribute of
one (kommune, kommune.innbyggere). Pure.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kodetre.errors import InvalidReport
from kodetre.i18n.message import msg
from kodetre.i18n.slips import listed, what_there_is

if TYPE_CHECKING:
    from kodetre.codebook.tree import Codebook
    from kodetre.model.cases import AttributeType

Kinds = Mapping[str, Mapping[str, "AttributeType"]]
"""Every kind of case, with the types of its attributes."""

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


def check_levels(names: Sequence[str], codebook: "Codebook", kinds: Kinds) -> None:
    """Raise InvalidReport for levels that there are not, for too many, and for the same twice. `kinds` are the kinds of cases with
    the types of their attributes.
    """
    levels = [resolved(name, codebook, kinds) for name in names]
    asked = f"--by {','.join(names)}"
    if len(levels) > _MOST:
        raise InvalidReport(
            asked, msg("has {count} levels", count=len(levels)), next_step=msg("name {most} or fewer", most=_MOST)
        )
    if len(set(levels)) < len(levels):
        raise InvalidReport(asked, msg("names a level twice"), next_step=msg("name each once"))


def resolved(name: str, codebook: "Codebook", kinds: Kinds) -> str:
    """The level that is meant: one of LEVELS, the key of a dimension, which may be named by its label too, a kind of case, or
    KIND.ATTRIBUTE. Raises InvalidReport.
    """
    if codebook.dimension(name) is not None or name in LEVELS:
        return name
    for dimension in codebook.dimensions:
        if name.casefold() in (dimension.key.casefold(), dimension.label.casefold()):
            return dimension.key
    if name.partition(".")[0].lower() in kinds:
        return case_level_named(name, kinds)
    keys = ", ".join(dimension.key for dimension in codebook.dimensions)
    raise InvalidReport(
        f"--by {name}",
        msg("is nothing that excerpts can be arranged by"),
        next_step=msg(
            "there are {levels}, and of this codebook {keys}; and of cases {kinds}",
            levels=", ".join(LEVELS), keys=keys, kinds=listed(kinds),
        ),
    )  # fmt: skip


def case_level_named(name: str, kinds: Kinds) -> str:
    """A kind of case that there is, or KIND.ATTRIBUTE. Raises InvalidReport for an attribute that the kind has not."""
    kind, dot, attribute = name.lower().partition(".")
    if dot and attribute not in kinds[kind]:
        what = msg("'{attribute}' is no attribute of {kind}", attribute=attribute, kind=kind)
        raise InvalidReport(f"--by {name}", what, next_step=what_there_is(attribute, kinds[kind]))
    return name.lower()


def check_periods(names: Sequence[str], kinds: Kinds) -> None:
    """Raise InvalidReport where periods are to part what is no time."""
    for name in names:
        kind, _, attribute = name.partition(".")
        if name == "year" or kinds.get(kind, {}).get(attribute) == "date":
            return
    raise InvalidReport(
        "--periods",
        msg("part time, and '{by}' is none", by=", ".join(names)),
        next_step=msg("use --by year, or an attribute that is a date: --by KIND.ATTRIBUTE"),
    )
