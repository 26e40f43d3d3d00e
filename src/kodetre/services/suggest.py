"""The suggestions that several commands go through, filtered alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched
from kodetre.i18n.plurals import counted
from kodetre.model.codings import Change, Decision, NewCoding, StepKind
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

    project: Project
    codebook: Codebook
    corpus: Corpus
    coder: str
    all: list[Suggestion]
    open: list[Suggestion]
    selection: Selection
    min_score: float = 0.0


def open_queue(
    project: Project, request: SuggestRequest, on_progress: Callable[[str], None] = lambda _: None
) -> SuggestionList:
    """Compute the suggestions of a project; `on_progress` is told when an analyser reads words first.

    Raises what `open_selected` raises.
    """
    coder = project.coder(request.coder)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        codings, decisions = store.codings.live(), store.codings.decisions()
    codebook, corpus, selection = selected.codebook, selected.corpus, selected.selection
    ids = selection.ids
    wanted = [
        suggestion
        for suggestion in corpus.suggestions(codebook)
        if suggestion.score >= request.min_score
        and suggestion.document in ids
        and selection.filters.lets_code(suggestion.code)
    ]
    still_open = open_suggestions(wanted, codings, decisions, coder)
    return SuggestionList(project, codebook, corpus, coder, wanted, still_open, selection, request.min_score)


def nothing_suggested(queue: SuggestionList) -> NothingMatched:
    """The error for a queue without suggestions, or with none that is open; it says what they were looked for in."""
    keywords = "see the keywords: kodetre codebook show --keywords"
    where = queue.selection.within(f"score at least {queue.min_score:g}" if queue.min_score else "")
    if queue.all:
        return NothingMatched("", f"everything that the keywords suggest {where} is decided", next_step=keywords)
    return NothingMatched("", f"the keywords suggest nothing {where}", next_step=keywords)


Order = Literal["document", "code", "score"]
"""The way through suggestions: as the documents read, code by code, or best score first."""


def in_order(suggested: SuggestionList, order: Order) -> list[Suggestion]:
    """All suggestions of a list in the order to go through."""
    places = {code.key: place for place, code in enumerate(suggested.codebook.codes())}
    documents = {id: place for place, id in enumerate(suggested.corpus.documents)}
    if order == "document":
        return sorted(suggested.all, key=lambda s: (documents[s.document], s.span.start, places[s.code]))
    if order == "code":
        return sorted(suggested.all, key=lambda s: (places[s.code], -s.score, documents[s.document], s.span.start))
    return suggested.all


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many suggestions were coded, in how many documents."""

    suggestions: int
    documents: int


def accept_all(suggested: SuggestionList) -> Accepted:
    """Code every open suggestion of a list as suggested, unread, in one step; none is a step where none is open.

    Raises what the store's `record` raises.
    """
    accepted = suggested.open
    documents = list(dict.fromkeys(suggestion.document for suggestion in accepted))
    if not accepted:
        return Accepted(0, 0)
    change = Change(
        codings=tuple(NewCoding(s.document, s.span, s.code, "keyword") for s in accepted),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in accepted),
        read=tuple((id, suggested.corpus.documents[id].info.version) for id in documents),
    )
    detail = counted(len(accepted), "suggestion")
    with suggested.project.store() as store:
        store.codings.record(StepKind.ACCEPT_ALL, suggested.coder, change, codebook=suggested.codebook, detail=detail)
    return Accepted(len(accepted), len(documents))


@dataclass(frozen=True, slots=True)
class PlacedSuggestion:
    """A suggestion with its document, the page it begins on, and its printed pages (57, 57–58, empty where there are none)."""

    suggestion: Suggestion
    document: Document
    page: Page
    label: str


def best_of(queue: SuggestionList, by: Literal["code", "document"], limit: int = 0) -> list[PlacedSuggestion]:
    """The open suggestions code by code or document by document, the best of each first and at most `limit` of each (0 for
    all).
    """
    groups: dict[str, list[Suggestion]] = {}
    for suggestion in queue.open:
        groups.setdefault(suggestion.code if by == "code" else suggestion.document, []).append(suggestion)
    best = chain.from_iterable(group[: limit or None] for group in groups.values())
    locators = {id: Locator.of(document) for id, document in queue.corpus.documents.items()}
    return [_placed(suggestion, locators[suggestion.document]) for suggestion in best]


def _placed(suggestion: Suggestion, locator: Locator) -> PlacedSuggestion:
    first, _ = locator.pages(suggestion.span)
    return PlacedSuggestion(suggestion, locator.document, first, locator.page_label(suggestion.span))
