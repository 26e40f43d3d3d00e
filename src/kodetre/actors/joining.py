"""Which names are forms of one another: genitives, acronyms, other capitals, a municipality with and without *kommune*. Pure."""

import re
from collections.abc import Iterable, Mapping

from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import ORGANISATION_WORD
from kodetre.actors.register import agency_of, is_ambiguous, known_names, municipality_of

_GENITIVE = re.compile(r"(?:.*\s)?(?:fylkes)?kommunes", re.IGNORECASE)
_PERSON = re.compile(r"(?:[A-ZÆØÅ][a-zæøåäöé]+(?:-[A-ZÆØÅ][a-zæøå]+)? |[A-ZÆØÅ]\. )+")
"""What stands before the last name of a person."""


def joined(names: Mapping[str, int], long_of: Mapping[str, str], said: Mapping[str, KeptActor]) -> dict[str, str]:
    """For each name, with how often it stands, the one that it is a form of; what the user says comes first."""
    by_hand: dict[str, str] = {}
    for actor in said.values():
        by_hand.update(dict.fromkeys(actor.variants, actor.name))
    usual = _usual(names)
    borne = _last_names(names)
    main_of: dict[str, str] = {}
    for name in names:
        base = name
        if name not in by_hand and name not in said:
            base = nominative(name, names)
            base = base if base in by_hand or base in said else usual.get(base.casefold(), base)
        base = by_hand.get(base, base)
        if base not in said:
            base = _whole(base, names, long_of, borne)
        main_of[name] = by_hand.get(base, base)
    return main_of


def _whole(name: str, names: Mapping[str, int], long_of: Mapping[str, str], borne: set[str]) -> str:
    """The longer name that one stands for: of an acronym its long form, of a municipality the one with *kommune*."""
    if name in long_of:
        return nominative(long_of[name], names)
    agency = agency_of(name)
    if agency in names:
        return agency
    municipality = f"{municipality_of(name)} kommune"
    is_one = municipality in names or f"{municipality}s" in names
    return municipality if is_one and not is_ambiguous(name) and name not in borne else name


def _usual(names: Mapping[str, int]) -> dict[str, str]:
    """Of names that differ in capitals alone, the one that stands most often."""
    usual: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (-names[name], name)):
        usual.setdefault(name.casefold(), name)
    return usual


def _last_names(names: Iterable[str]) -> set[str]:
    """The last names of what looks like persons: Hansen of Kari Hansen, and not Lindvik of NAV Lindvik."""
    borne: set[str] = set()
    for name in names:
        first, blank, last = name.rpartition(" ")
        if blank and _PERSON.fullmatch(f"{first} "):
            borne.add(last)
    return borne


def nominative(name: str, names: Mapping[str, int]) -> str:
    """A name without its genitive -s: where the name without it is there too, or its last word can only be a genitive."""
    base = name.removesuffix("s").removesuffix("’").removesuffix("'")
    if base == name or not base:
        return name
    if (
        base in names
        or base in known_names()
        or _GENITIVE.fullmatch(name)
        or ORGANISATION_WORD.fullmatch(base.rpartition(" ")[2])
    ):
        return base
    return name
