"""What every opening of a project needs of the rest of the model, so that it need not read all of it: how far the journal has come,
where codings can be from, what groups of documents are.
"""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["manual", "keyword", "imported"]

GROUP_KIND = "group"
"""The kind of case that documents are compared by, where kodetre.yaml gives it no other name."""

ORIGINS: tuple[Origin, ...] = ("manual", "keyword", "imported")


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a journal has come: its newest step, and how often steps were taken back or done again."""

    steps: int
    undone: int
