"""What a session is given to work with: the store's codings and journal, and what it cannot do without files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kodetre.codebook.tree import Codebook
from kodetre.document.location import Locator
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.language.analysis import Split
from kodetre.model.codings import Change, Coding, Decision, Memo, NewCoding, Recorded, Step, StepKind
from kodetre.model.documents import Document, Span, WordBoxes
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.stopping import ShareFound


class SessionCodings(Protocol):
    """What a session asks of the store's codings."""

    def record(
        self, kind: StepKind, coder: str, change: Change, *, codebook: Codebook | None = None, detail: str = ""
    ) -> Recorded:
        """Write one step."""

    def live(self) -> list[Coding]:
        """Every coding."""

    def touched(self, step: int) -> dict[str, Coding | None]:
        """The codings that a step changed, by id, as they are now."""

    def decisions(self) -> list[Decision]:
        """The last decision on each suggestion."""

    def memos(self) -> list[Memo]:
        """Every memo."""


class SessionJournal(Protocol):
    """What a session asks of the journal."""

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the last step; with `coding_only` never one that brought documents in. Raises CannotUndo."""

    def redo(self, coder: str) -> Step:
        """Do again the step that was taken back last. Raises CannotUndo."""


class SessionStore(Protocol):
    """The store as a session sees it."""

    @property
    def codings(self) -> SessionCodings:
        """Codings, decisions and memos."""

    @property
    def journal(self) -> SessionJournal:
        """Steps, to be taken back and done again."""


def _no_search(pattern: str) -> list[Hit]:
    raise NotPossible(pattern, msg("cannot be looked for here"))


def _plain_citation(document: Document, span: Span) -> str:
    return f"({document.id}, s. {Locator.of(document).page_label(span)})"


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code for the codebook, with the codings that are made with it in the same step, and the documents, by id with their
    version, that these were read from.
    """

    key: str
    label: str
    codings: tuple[NewCoding, ...] = ()
    read: tuple[tuple[str, int], ...] = ()


def _no_codebook(_: NewCode) -> Codebook:
    raise NotPossible("", msg("the codebook cannot be changed here"))


def _no_boxes(_: str) -> WordBoxes:
    return WordBoxes()


def _unnoticed(document: str, version: int, spans: Sequence[Span]) -> None:
    return


def _no_changes() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class SessionLearning:
    """What a session learns with; both functions take all codings and decisions, touch nothing, and may run in a thread.

    `suggestions` gives the suggestions as they are then, in the order to go through; `found` how much of a code is found.
    `in_place` says whether that order is the same whatever is answered.
    """

    suggestions: Callable[[Sequence[Coding], Sequence[Decision]], Sequence[Suggestion]]
    found: Callable[[str, Sequence[Coding], Sequence[Decision]], ShareFound | None]
    in_place: bool = True


@dataclass(frozen=True, slots=True)
class SessionServices:
    """What a session is given beside the store. Without any of it, it still codes and decides."""

    splits: Mapping[str, Split] = field(default_factory=dict)
    """How documents are divided into sentences, by id; any other by its letters alone."""
    search: Callable[[str], list[Hit]] = _no_search
    """The hits of a pattern in the documents. Raises BadPattern, SlowPattern."""
    boxes: Callable[[str], WordBoxes] = _no_boxes
    """Where the words of a document stand on its pages, by its id."""
    cite: Callable[[Document, Span], str] = _plain_citation
    """An excerpt's citation."""
    new_code: Callable[[NewCode], Codebook] = _no_codebook
    """Adds a code to the codebook, with its codings, and gives the codebook with it."""
    codebook: Callable[[], Codebook] | None = None
    """The codebook as it reads now. Raises CodebookError, MissingFile."""
    suggest: Callable[[Codebook], Sequence[Suggestion]] | None = None
    """The suggestions that a codebook makes, in the order to go through."""
    changes: Callable[[], int] = _no_changes
    """A number that is another one when somebody else has changed the store."""
    learning: SessionLearning | None = None
    """Learns from what is answered."""
    shows: Callable[[str, int, Sequence[Span]], None] = _unnoticed
    """Is told by a face which stretches of a document, and of which version of it, stand on its screen from now on."""
    blind: bool = False
    """Whether other coders' work is hidden."""
