"""The one way from what somebody asks to look at to the documents and codings of a project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Choices, Filters, Selection, select
from kodetre.errors import NothingMatched
from kodetre.matching.index import IndexedDocument
from kodetre.model.codings import Coding
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.store import Store


def select_in(
    store: Store, codebook: Codebook, group_by: str, filters: Filters, codings: Sequence[Coding] = ()
) -> Selection:
    """What filters mean in a project, before anything is looked for.

    `codings` are those that are selected from, where any are: their codes and coders can be asked for too. Raises what
    `select` raises: NotPossible, UnknownDocument, UnknownCode, NothingMatched.
    """
    codes = frozenset(coding.code for coding in codings)
    coders = _coders(store, codings) if filters.coder else frozenset[str]()
    return select(filters, Choices(codebook, store.documents.all(), group_by, codes, coders))


def _coders(store: Store, codings: Sequence[Coding]) -> frozenset[str]:
    """Everybody who has coded, decided on a suggestion or written a memo."""
    decided = {decision.coder for decision in store.codings.decisions()}
    wrote = {memo.coder for memo in store.codings.memos()}
    return frozenset({coding.coder for coding in codings} | decided | wrote)


@dataclass(frozen=True, slots=True)
class SelectedCorpus:
    """The corpus of a project, all of it, with what is selected from it."""

    codebook: Codebook
    selection: Selection
    corpus: Corpus

    @property
    def indexed(self) -> list[IndexedDocument]:
        """The words of the documents in the selection."""
        ids = self.selection.ids
        return [document for document in self.corpus.matcher.index.documents if document.id in ids]


def open_selected(
    project: Project, store: Store, filters: Filters, on_progress: Callable[[str], None]
) -> SelectedCorpus:
    """What keywords are looked for in; `on_progress` is told when an analyser reads words first.

    Raises NothingMatched for a project without documents, and what `select` raises for filters that nothing answers;
    CodebookError, MissingAnalyser.
    """
    codebook = project.codebook()
    codings = store.codings.kept() if filters.coder else ()
    selection = select_in(store, codebook, project.settings.group_by, filters, codings)
    if not selection.documents:
        raise NothingMatched("", "there are no documents yet", next_step="take some in: kodetre ingest corpus/")
    return SelectedCorpus(codebook, selection, open_corpus(store, codebook, project.analyser(), on_progress))
