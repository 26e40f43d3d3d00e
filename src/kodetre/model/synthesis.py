"""What the researcher says of a cell of the analysis: two codes in a case. Pure."""

from dataclasses import dataclass
from datetime import datetime

from kodetre.model.cases import Case

VERDICTS = ("wanted", "unwanted", "none", "unknown")
"""What variation a cell shows, unless kodetre.yaml has another list."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell: a code, another code (empty where there is none), and a case by its kind and name (empty for all together)."""

    code: str
    other: str = ""
    kind: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class CellText:
    """What is said of a cell: the text, the key of a verdict, and what the theory expected; any of them may be empty."""

    cell: Cell
    text: str = ""
    verdict: str = ""
    expected: str = ""
    case_id: str = ""
    """The GUID of the case, where it has one."""
    coder: str = ""
    created: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.text or self.verdict or self.expected)


@dataclass(frozen=True, slots=True)
class SynthesisData:
    """What the synthesis is made of beside the excerpts: what is said of cells, the cases, what documents are compared by, and the
    verdicts there are (short name, what it is called).
    """

    texts: tuple[CellText, ...] = ()
    cases: tuple[Case, ...] = ()
    group_kind: str = "group"
    verdicts: tuple[tuple[str, str], ...] = ()
