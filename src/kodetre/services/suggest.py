"""The suggestions that several commands go through, filtered alike."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, Selection
from kodetre.errors import NothingMatched
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.selection import select_in
from kodetre.suggestions.keywords import open_suggestions


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Which suggestions are wanted: of which documents and codes, with at least which score, for which coder."""

    filters: Filters = field(default_factory=Filters)
    min_score: float = 0.0
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Suggestions after filtering: all of them, and those that the coder has not decided on; best first."""

    project: Project
    codebook: Codebook
    corpus: Corpus
    coder: str
    all: list[Suggestion]
    open: list[Suggestion]
    selection: Selection


def open_queue(project: Project, request: SuggestRequest, on_progress: Callable[[str], None] = lambda _: None) -> Queue:
    """Compute the suggestions of a project; `on_progress` is told when an analyser reads words first.

    Raises NothingMatched when the project has no documents, and what `select` raises for filters that nothing answers.
    """
    codebook = project.codebook()
    coder = project.coder(request.coder)
    with project.store() as store:
        selection = select_in(store, codebook, project.settings.group_by, request.filters)
        if not selection.documents:
            raise NothingMatched("", "there are no documents yet", next_step="take some in: kodetre ingest corpus/")
        corpus = open_corpus(store, codebook, project.analyser(), on_progress)
        codings, decisions = store.codings.live(), store.codings.decisions()
    ids = selection.ids
    wanted = [
        suggestion
        for suggestion in corpus.suggestions(codebook)
        if suggestion.score >= request.min_score
        and suggestion.document in ids
        and selection.filters.lets_code(suggestion.code)
    ]
    still_open = open_suggestions(wanted, codings, decisions, coder)
    return Queue(project, codebook, corpus, coder, wanted, still_open, selection)


def nothing_suggested(queue: Queue) -> NothingMatched:
    """The error for a queue without suggestions, or with none that is open; it says what they were looked for in."""
    keywords = "see the keywords: kodetre codebook show --keywords"
    where = queue.selection.within()
    if queue.all:
        return NothingMatched("", f"everything that the keywords suggest {where} is decided", next_step=keywords)
    return NothingMatched("", f"the keywords suggest nothing {where}", next_step=keywords)
