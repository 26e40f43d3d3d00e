"""A change of the codebook, as the store takes it."""

from dataclasses import dataclass

from kodetre.codebook.tree import Codebook
from kodetre.model.codings import Mark, NewCoding, StepKind


@dataclass(frozen=True, slots=True)
class CodebookEdit:
    """A change of the codebook with what it does to codings: what it is, the codebook before and after, codes with another key
    (old, new), and single codings, by id, that are given another code.
    """

    kind: StepKind
    detail: str
    before: Codebook
    after: Codebook
    renamed: tuple[tuple[str, str], ...] = ()
    recoded: tuple[tuple[str, str], ...] = ()
    codings: tuple[NewCoding, ...] = ()
    """Codings that are made with the codes of the codebook as it is to be."""
    read: tuple[tuple[str, int], ...] = ()
    """The documents that these were read from, by id, with their version."""
    seen: Mark | None = None
    """How far the journal was when the change was worked out; without it, that does not matter."""
