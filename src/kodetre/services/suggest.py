"""The suggestions that several commands go through, filtered alike."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched
from kodetre.model.documents import Document, Page
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.selection import open_selected
from kodetre.suggestions.queue import open_suggestions


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Which suggestions are wanted: of which documents and codes, with at least which score, for which coder."""

    filters: Filters = field(default_factory=Filters)
    min_score: float = 0.0
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """Suggestions after filtering: all of them, and those that the coder has not decided on; best first."""

    codebook: Codebook
    corpus: Corpus
    coder: str
    all: list[Suggestion]
    open: list[Suggestion]
    selection: Selection
    min_score: float = 0.0


def find_suggestions(
    project: Project, request: SuggestRequest, on_progress: Callable[[str], None] = lambda _: None
) -> SuggestionList:
    """Compute the suggestions of a project; `on_progress` is told when an analyser reads words first.

    Raises what `open_selected` raises.
    """
    coder = project.coder(request.coder)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        codings, decisions = store.codings.live(), store.codings.decisions()
    wanted = _wanted(selected.codebook, selected.corpus, selected.selection, request.min_score)
    still_open = open_suggestions(wanted, codings, decisions, coder)
    return SuggestionList(
        selected.codebook, selected.corpus, coder, wanted, still_open, selected.selection, request.min_score
    )


def suggested_by(codebook: Codebook, suggested: SuggestionList) -> SuggestionList:
    """What another codebook suggests in the same documents; which of it is decided on is not asked, and all of it is open."""
    wanted = _wanted(codebook, suggested.corpus, suggested.selection, suggested.min_score)
    return replace(suggested, codebook=codebook, all=wanted, open=wanted)


def _wanted(codebook: Codebook, corpus: Corpus, selection: Selection, min_score: float) -> list[Suggestion]:
    """The suggestions that filters let through."""
    ids = selection.ids
    return [
        suggestion
        for suggestion in corpus.suggestions(codebook)
        if suggestion.score >= min_score and suggestion.document in ids and selection.filters.lets_code(suggestion.code)
    ]


def nothing_suggested(suggested: SuggestionList) -> NothingMatched:
    """The error for a list without suggestions, or with none that is open; it says what they were looked for in."""
    keywords = "see the keywords: kodetre codebook show --keywords"
    where = suggested.selection.within(f"score at least {suggested.min_score:g}" if suggested.min_score else "")
    if suggested.all:
        return NothingMatched("", f"everything that the keywords suggest {where} is decided", next_step=keywords)
    return NothingMatched("", f"the keywords suggest nothing {where}", next_step=keywords)


@dataclass(frozen=True, slots=True)
class PlacedSuggestion:
    """A suggestion with its document, the page it begins on, and its printed pages (57, 57–58, empty where there are none)."""

    suggestion: Suggestion
    document: Document
    page: Page
    label: str


def best_of(suggested: SuggestionList, by: Literal["code", "document"], limit: int = 0) -> list[PlacedSuggestion]:
    """The open suggestions code by code or document by document, the best of each first and at most `limit` of each (0 for
    all).
    """
    groups: dict[str, list[Suggestion]] = {}
    for suggestion in suggested.open:
        groups.setdefault(suggestion.code if by == "code" else suggestion.document, []).append(suggestion)
    best = chain.from_iterable(group[: limit or None] for group in groups.values())
    locators = {id: Locator.of(document) for id, document in suggested.corpus.documents.items()}
    return [_placed(suggestion, locators[suggestion.document]) for suggestion in best]


def _placed(suggestion: Suggestion, locator: Locator) -> PlacedSuggestion:
    first, _ = locator.pages(suggestion.span)
    return PlacedSuggestion(suggestion, locator.document, first, locator.page_label(suggestion.span))
