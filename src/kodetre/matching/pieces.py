"""What is known of a compound that a text writes in pieces: where it stands, and which keyword takes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kodetre.language.compounds import FormRole
from kodetre.language.inflection import Inflected


@dataclass(frozen=True, slots=True)
class JointWord:
    """Where a document (its place in the index) writes a compound in pieces: its first and last word, and the numbers of the
    forms that are written there, the part and the whole compound; `last_form` is the number of its last word's form.
    """

    document: int
    first: int
    last: int
    written: tuple[int, int]
    last_form: int


@dataclass(frozen=True, slots=True)
class JointHit:
    """A compound written in pieces that a keyword takes, in small letters, how, and where."""

    compound: str
    how: FormRole
    word: JointWord


class Pieces(Protocol):
    """Every compound that a corpus writes in pieces."""

    def roles(self, word: Inflected) -> dict[int, FormRole]:
        """The numbers of the compounds that hold a word, and how."""

    def at(self, place: int, role: FormRole) -> Iterator[JointHit]:
        """Where a compound, by its number, is meant, as a hit of a word that it holds in some role."""
