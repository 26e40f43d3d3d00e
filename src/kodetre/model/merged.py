"""What came of taking a colleague's store in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """How much a merge brought: documents that were not here, documents with a newer text, codings, and so on.

    `step` is its step of the journal, 0 where there was nothing new. `known` are codings that were here already, `adrift` those of
    the new ones that the text of here has not, `removed` codings of here that were taken back there, `cases` cases that are new or
    have something new.
    """

    step: int = 0
    documents: int = 0
    versions: int = 0
    codings: int = 0
    known: int = 0
    adrift: int = 0
    near: int = 0
    removed: int = 0
    changed: int = 0
    decisions: int = 0
    memos: int = 0
    judgements: int = 0
    assignments: int = 0
    cases: int = 0
    speakers: int = 0
    """Speakers of whom it was said there that they ask, or do not after all."""
    steps: int = 0
    signed: int = 0
    """Stretches of pages that coders signed for there."""
    shown: int = 0
    """Stretches of text that stood on a screen there."""
    searches: int = 0
    cells: int = 0
    """Cells of the synthesis that something was said of there."""
    coders: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether it changed anything."""
        counts = (
            self.documents, self.versions, self.codings, self.removed, self.changed, self.decisions, self.memos, self.judgements,
            self.assignments, self.cases, self.speakers, self.signed, self.shown, self.searches, self.cells,
        )  # fmt: skip
        return any(counts)
