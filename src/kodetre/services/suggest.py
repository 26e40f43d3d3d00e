"""The suggestions that several commands go through, filtered alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched, SlowKeyword
from kodetre.model.documents import Document, Page
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.selection import open_selected
from kodetre.suggestions.queue import open_suggestions


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Which suggestions are wanted: of which documents and codes, with at least which score, for which coder; and whether
    those of a keyword that takes too long are left out instead of being an error.
    """

    filters: Filters = field(default_factory=Filters)
    min_score: float = 0.0
    coder: str | None = None
    leave_out_slow: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """Suggestions after filtering: all of them, and those that the coder has not decided on; best first. `left_out` says of
    each keyword that was left out why.
    """

    codebook: Codebook
    corpus: Corpus
    coder: str
    all: list[Suggestion]
    open: list[Suggestion]
    selection: Selection
    min_score: float = 0.0
    left_out: tuple[SlowKeyword, ...] = ()


def find_suggestions(
    project: Project, request: SuggestRequest, on_progress: Callable[[str], None] = lambda _: None
) -> SuggestionList:
    """Compute the suggestions of a project; `on_progress` is told when an analyser reads words first.

    Raises what `open_selected` raises, and SlowKeyword unless such keywords are to be left out.
    """
    coder = project.coder(request.coder)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        codings, decisions = store.codings.live(), store.codings.decisions()
    codebook, corpus, selection = selected.codebook, selected.corpus, selected.selection
    suggested, left_out = _suggested(corpus, codebook, request.leave_out_slow)
    wanted = _wanted(suggested, selection, request.min_score)
    still_open = open_suggestions(wanted, codings, decisions, coder)
    return SuggestionList(codebook, corpus, coder, wanted, still_open, selection, request.min_score, left_out)


def suggested_by(codebook: Codebook, suggested: SuggestionList) -> SuggestionList:
    """What another codebook suggests in the same documents; which of it is decided on is not asked, and all of it is open. Keywords
    that take too long are left out.
    """
    every, left_out = _suggested(suggested.corpus, codebook, leave_out=True)
    wanted = _wanted(every, suggested.selection, suggested.min_score)
    return replace(suggested, codebook=codebook, all=wanted, open=wanted, left_out=left_out)


def _wanted(suggested: Sequence[Suggestion], selection: Selection, min_score: float) -> list[Suggestion]:
    """The suggestions that filters let through."""
    ids = selection.ids
    return [
        suggestion
        for suggestion in suggested
        if suggestion.score >= min_score and suggestion.document in ids and selection.filters.lets_code(suggestion.code)
    ]


def _suggested(corpus: Corpus, codebook: Codebook, leave_out: bool) -> tuple[list[Suggestion], tuple[SlowKeyword, ...]]:
    """What the codebook suggests, and the keywords that were left out of it, where they may be."""
    left_out: list[SlowKeyword] = []
    while True:
        try:
            return corpus.suggestions(codebook), tuple(left_out)
        except SlowKeyword as slow:
            if not leave_out:
                raise
            left_out.append(slow)
            codebook = codebook.without_keyword(slow.keyword)


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
