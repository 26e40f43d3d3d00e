"""Which documents are given to whom to code. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AssignmentState = Literal["assigned", "done", "dropped"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document that a coder was given to code; "done" when they have read it to the end, "dropped" when it was taken from
    them.
    """

    document: str
    coder: str
    state: AssignmentState
    created: datetime | None = None
