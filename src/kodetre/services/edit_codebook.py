"""Changes of the code tree that somebody asks for, each as data, and carrying one out with the codings that it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from kodetre.codebook import edit
from kodetre.codebook.edit import Edited
from kodetre.codebook.find import find_code, label_from
from kodetre.codebook.tree import Codebook
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.services.corpus import open_corpus
from kodetre.services.recode import EditStep, Effect, carry_out, effect_of, parted
from kodetre.services.worked_out import worked_out
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class AddCode:
    """A new code, under the code that its key names or at the top of a dimension; the label is made from the key unless
    said.
    """

    key: str
    label: str = ""
    dimension: str = ""
    definition: str = ""
    keywords: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RenameCode:
    """A code with another last part of its key, another label, or both."""

    code: str
    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class MoveCode:
    """A code at another place in the tree: under another code, or at the top of a dimension."""

    code: str
    under: str = ""
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class MergeCode:
    """A code taken up into another."""

    code: str
    into: str


@dataclass(frozen=True, slots=True)
class SplitCode:
    """A code that gets parts: the last part of the key of each, and the keywords that go down to it."""

    code: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DeleteCode:
    """A code taken out of the tree, and the code that its codings get."""

    code: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class ColourCode:
    """A code with another colour, as #0072b2."""

    code: str
    colour: str


@dataclass(frozen=True, slots=True)
class AddKeywords:
    """A code with more keywords."""

    code: str
    keywords: tuple[str, ...]


CodeEdit = AddCode | RenameCode | MoveCode | MergeCode | SplitCode | DeleteCode | ColourCode | AddKeywords
"""A change of the tree. A code in it is a key, or as much of one as tells it apart."""
KINDS: dict[type[CodeEdit], StepKind] = {
    AddCode: StepKind.CODEBOOK_ADD,
    RenameCode: StepKind.CODEBOOK_RENAME,
    MoveCode: StepKind.CODEBOOK_MOVE,
    MergeCode: StepKind.CODEBOOK_MERGE,
    SplitCode: StepKind.CODEBOOK_SPLIT,
    DeleteCode: StepKind.CODEBOOK_DELETE,
    ColourCode: StepKind.CODEBOOK_COLOUR,
    AddKeywords: StepKind.CODEBOOK_KEYWORDS,
}


@dataclass(frozen=True, slots=True)
class EditRequest:
    """A change, who makes it, and whether it is only to be tried."""

    edit: CodeEdit
    coder: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class EditResult:
    """The codebook's file before and after, and what becomes of the codings."""

    before: str
    after: str
    effect: Effect


def edit_codebook(
    project: Project, request: EditRequest, on_progress: Callable[[str], None] = lambda _: None
) -> EditResult:
    """Change the codebook's file and the codings as one step, or only say what would become of them.

    `on_progress` is told when an analyser reads words first. Raises CannotEdit, UnknownCode, CodebookError,
    CodebookChanged, OutputFailed, Overtaken.
    """
    return worked_out(lambda: _edit_codebook(project, request, on_progress))


def _edit_codebook(project: Project, request: EditRequest, on_progress: Callable[[str], None]) -> EditResult:
    with project.store() as store:
        seen = store.journal.mark()
        codebook = project.codebook()
        edited = _edited(codebook, str(project.codebook_path), request.edit)
        recoded = _recoded(project, store, codebook, request.edit, on_progress)
        if request.dry_run:
            effect = effect_of(store, edited, recoded)
        else:
            coder, detail = project.coder(request.coder), _subject(request.edit)
            step = EditStep(coder, KINDS[type(request.edit)], detail, recoded, seen)
            effect = carry_out(store, codebook, edited, step)
    return EditResult(codebook.source, edited.source, effect)


def _edited(codebook: Codebook, file: str, change: CodeEdit) -> Edited:
    """The codebook after a change."""

    def key(name: str) -> str:
        return find_code(codebook, name).key if name else ""

    match change:
        case AddCode():
            fields = {"definition": change.definition, "colour": change.colour, "keywords": list(change.keywords)}
            given = {name: value for name, value in fields.items() if value}
            label = change.label or label_from(change.key)
            return edit.add(codebook, file, change.key, label, change.dimension, given)
        case RenameCode():
            return edit.rename(codebook, file, key(change.code), change.key, change.label)
        case MoveCode():
            return edit.move(codebook, file, key(change.code), key(change.under), change.dimension)
        case MergeCode():
            return edit.merge(codebook, file, key(change.code), key(change.into))
        case SplitCode():
            return edit.split(codebook, file, key(change.code), change.parts)
        case DeleteCode():
            return edit.delete(codebook, file, key(change.code), key(change.to))
        case ColourCode():
            return edit.colour(codebook, file, key(change.code), change.colour)
        case AddKeywords():
            return edit.add_keywords(codebook, file, key(change.code), change.keywords)
        case _:
            assert_never(change)


def _subject(change: CodeEdit) -> str:
    """The code that a change is about, as it was named, with the keywords that it gets."""
    if isinstance(change, AddKeywords):
        return f"{change.code}: {', '.join(change.keywords)}"
    return change.key if isinstance(change, AddCode) else change.code


def _recoded(
    project: Project, store: Store, codebook: Codebook, change: CodeEdit, on_progress: Callable[[str], None]
) -> tuple[tuple[str, str], ...]:
    """The single codings that get another code: those that go down to a part of theirs."""
    if not isinstance(change, SplitCode) or not change.parts:
        return ()
    corpus = open_corpus(store, codebook, project.analyser(), on_progress)
    key = find_code(codebook, change.code).key
    return tuple(parted(corpus, codebook, store.codings.live(), key, change.parts))
