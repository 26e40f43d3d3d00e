"""What changed in a document's text from one version to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.diff import Changed, changes
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.documents import Version
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class ChangesRequest:
    """A document by id or file name, and two of its texts, counted from 1, as OLD-NEW; the last two unless said."""

    name: str
    versions: str = ""


@dataclass(frozen=True, slots=True)
class NumberedVersion:
    """A text of a document, counted from 1."""

    number: int
    version: Version


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that is new, gone or changed, and the printed page that it begins on (in the old text when it is gone)."""

    change: Changed
    label: str


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """Two texts of a document (its id), and the paragraphs in which they differ, in the order of the new one."""

    document: str
    old: NumberedVersion
    new: NumberedVersion
    paragraphs: tuple[ParagraphChange, ...]

    def count(self, what: str) -> int:
        """How many paragraphs are "added", "removed" or "changed"."""
        return sum(paragraph.change.what == what for paragraph in self.paragraphs)


def document_changes(project: Project, request: ChangesRequest) -> DocumentChanges:
    """Compare two texts of a document. Raises UnknownDocument; NothingMatched when it has not both."""
    with project.store() as store:
        id = store.documents.find(request.name).id
        known = store.documents.versions(id)
        old, new = _chosen(id, known, request.versions)
        before = store.documents.paragraphs(old.version.number)
        after = store.documents.paragraphs(new.version.number)
    differences = changes([text for text, _ in before], [text for text, _ in after])
    old_labels, new_labels = [label for _, label in before], [label for _, label in after]
    paragraphs = tuple(ParagraphChange(change, _label(change, old_labels, new_labels)) for change in differences)
    return DocumentChanges(id, old, new, paragraphs)


def _label(change: Changed, old: Sequence[str], new: Sequence[str]) -> str:
    """The page that a paragraph begins on: in the new text, or in the old one when it is gone."""
    if change.new is not None:
        return new[change.new]
    assert change.old is not None
    return old[change.old]


def _chosen(id: str, known: Sequence[Version], wanted: str) -> tuple[NumberedVersion, NumberedVersion]:
    """The two texts that are meant."""
    if len(known) < 2:
        raise NothingMatched(
            id, msg("has only one text"), next_step=msg("a changed file makes a newer one: kodetre ingest FILE")
        )
    if not wanted:
        return _numbered(known, len(known) - 1), _numbered(known, len(known))
    ends = wanted.replace("–", "-").split("-")
    if len(ends) != 2 or not all(end.strip().isdigit() and 1 <= int(end) <= len(known) for end in ends):
        next_step = msg("it has 1 to {count}: --versions 1-2", count=len(known))
        raise NothingMatched(wanted, msg("names no two texts of {id}", id=id), next_step=next_step)
    return _numbered(known, int(ends[0])), _numbered(known, int(ends[1]))


def _numbered(known: Sequence[Version], number: int) -> NumberedVersion:
    return NumberedVersion(number, known[number - 1])
