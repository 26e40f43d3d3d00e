"""How forms hold a word, as numbers, to be noted beside an index."""

from collections.abc import Mapping

from kodetre.language.compounds import FormRole
from kodetre.matching.index import Numbers

ALL_ROLES: tuple[FormRole, ...] = ("inflection", "first", "last", "middle", "family")


def as_numbers(roles: Mapping[int, FormRole]) -> list[int]:
    """Numbers with their roles, each as one number, in order."""
    return [number * len(ALL_ROLES) + ALL_ROLES.index(role) for number, role in roles.items()]


def as_roles(numbers: Numbers) -> dict[int, FormRole]:
    """What `as_numbers` made numbers of."""
    return {number // len(ALL_ROLES): ALL_ROLES[number % len(ALL_ROLES)] for number in numbers.tolist()}
