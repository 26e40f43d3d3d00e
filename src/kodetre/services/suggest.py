"""The suggestions that several commands go through, filtered alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

import numpy as np

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched, SlowKeyword
from kodetre.i18n.message import joined, msg
from kodetre.model.codings import Coding, Decision
from kodetre.model.documents import Document, Page
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.selection import open_selected
from kodetre.suggestions.in_a_row import InARow
from kodetre.suggestions.learner import CoderWork, Draw, Learner
from kodetre.suggestions.order import ONE_DRAWN_IN, Order, with_drawn
from kodetre.suggestions.queue import open_suggestions
from kodetre.suggestions.recall import TARGET
from kodetre.suggestions.rows import SuggestionRows
from kodetre.suggestions.stopping import ShareFound, share_found


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Which suggestions are wanted: of which documents and codes, with at least which score of their keywords and which
    probability, for which coder; and whether those of a keyword that takes too long are left out instead of being an error.
    """

    filters: Filters = field(default_factory=Filters)
    min_score: float = 0.0
    coder: str | None = None
    min_probability: float = 0.0
    leave_out_slow: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """Suggestions after filtering: all of them, and those that the coder has not decided on; the most probable first.
    `left_out` says of each keyword that was left out why; `learner` learns from `work`, what coders have done.
    """

    codebook: Codebook
    corpus: Corpus
    coder: str
    all: SuggestionRows
    open: SuggestionRows
    selection: Selection
    request: SuggestRequest
    learner: Learner
    work: CoderWork
    beyond_keywords: bool = True
    left_out: tuple[SlowKeyword, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The keys of the codes that suggestions are wanted for."""
        lets = self.selection.filters.lets_code
        return frozenset(code.key for code in self.codebook.codes() if code.keywords and lets(code.key))

    def after(self, codings: Sequence[Coding], decisions: Sequence[Decision]) -> "SuggestionList":
        """The suggestions as they are when coders have done this: probabilities, and what looks like what was accepted."""
        work = CoderWork(self.coder, codings, decisions)
        every = self.learner.suggestions(work, beyond_keywords=self.beyond_keywords)
        wanted = _wanted(every, self.selection, self.request)
        return replace(self, all=wanted, open=wanted.undecided(codings, decisions, self.coder), work=work)

    def ordered(self, order: Order) -> Sequence[Suggestion]:
        """All suggestions, decided on or not, in an order to go through; with the most probable first every sixth of those
        that are not decided on is drawn at random.
        """
        ordered = self.all.sorted_by(order)
        if order is not Order.LEARNED:
            return ordered
        undecided = np.isin(ordered.order, self.open.order)
        return [*ordered.some(~undecided), *with_drawn(ordered.some(undecided), self.drawn())]

    def open_in(self, order: Order) -> InARow:
        """What the coder has not decided on as a session goes through it in an order: what is deferred comes last."""
        return open_suggestions(self.ordered(order), self.work.codings, self.work.decisions, self.coder)

    def drawn(self) -> list[Suggestion]:
        """Units drawn at random for the codes and from the documents that are meant, one for five suggestions."""
        count = 1 + len(self.all) // (ONE_DRAWN_IN - 1)
        drawn = self.learner.drawn(Draw(self.all, self.work, self.codes, frozenset(self.selection.ids), count))
        return [unit for unit in drawn if self.selection.lets_span(unit.document, unit.span)]

    def share_found(self, code: str, target: float = TARGET) -> ShareFound | None:
        """How much of a code the coder has probably found in the documents that are meant; None before anything is accepted."""
        return share_found(self.learner.reading(code, self.work, self.selection.ids), target)


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
    learner, left_out = _learner(corpus, codebook, request.leave_out_slow)
    work = CoderWork(coder, codings, decisions)
    beyond = project.settings.learn
    wanted = _wanted(learner.suggestions(work, beyond_keywords=beyond), selection, request)
    still_open = wanted.undecided(codings, decisions, coder)
    return SuggestionList(
        codebook, corpus, coder, wanted, still_open, selection, request, learner, work, beyond, left_out
    )


def suggested_by(codebook: Codebook, suggested: SuggestionList) -> SuggestionList:
    """What another codebook suggests in the same documents; which of it is decided on is not asked, and all of it is open. Keywords
    that take too long are left out.
    """
    learner, left_out = _learner(suggested.corpus, codebook, leave_out=True)
    work = suggested.work
    anew = replace(suggested, codebook=codebook, learner=learner, left_out=left_out).after(work.codings, work.decisions)
    return replace(anew, open=anew.all)


def _wanted(suggested: SuggestionRows, selection: Selection, request: SuggestRequest) -> SuggestionRows:
    """The suggestions that filters let through."""
    wanted = (suggested.score >= request.min_score) & (suggested.probability >= request.min_probability)
    if len(selection.documents) < len(suggested.ids):
        ids = selection.ids
        wanted &= np.fromiter((id in ids for id in suggested.ids), bool, len(suggested.ids))[suggested.document]
    if selection.query is None:
        lets = selection.filters.lets_code
        wanted &= np.array([lets(code.key) for code in suggested.table.codes], bool)[suggested.code]
    left = suggested if wanted.all() else suggested.some(wanted)
    if selection.query is None and selection.named is None and selection.condition is None:
        return left
    return left.some(np.array([_lets(selection, suggestion) for suggestion in left], bool))


def _lets(selection: Selection, suggestion: Suggestion) -> bool:
    """Whether a selection lets a suggestion through at its place."""
    document, span = suggestion.document, suggestion.span
    return selection.lets_code_at(suggestion.code, document, span) and selection.lets_span(document, span)


def _learner(corpus: Corpus, codebook: Codebook, leave_out: bool) -> tuple[Learner, tuple[SlowKeyword, ...]]:
    """What learns, over what the codebook suggests; and the keywords that were left out of it, where they may be."""
    left_out: list[SlowKeyword] = []
    while True:
        try:
            return Learner(corpus.keyword_suggestions(codebook)), tuple(left_out)
        except SlowKeyword as slow:
            if not leave_out:
                raise
            left_out.append(slow)
            codebook = codebook.without_keyword(slow.keyword)


def nothing_suggested(suggested: SuggestionList) -> NothingMatched:
    """The error for a list without suggestions, or with none that is open; it says what they were looked for in."""
    keywords = msg("see the keywords: kodetre codebook show --keywords")
    where = suggested.selection.within(_limits(suggested.request))
    if suggested.all:
        return NothingMatched(
            "", msg("everything that the keywords suggest {where} is decided", where=where), next_step=keywords
        )
    return NothingMatched("", msg("the keywords suggest nothing {where}", where=where), next_step=keywords)


def _limits(request: SuggestRequest) -> str:
    """What suggestions had to be, in words; empty where nothing was asked for."""
    score = msg("score at least {min_score:g}", min_score=request.min_score) if request.min_score else ""
    probability = (
        msg("probability at least {min_probability:g}", min_probability=request.min_probability)
        if request.min_probability
        else ""
    )
    return joined((limit for limit in (score, probability) if limit), "; ")


@dataclass(frozen=True, slots=True)
class PlacedSuggestion:
    """A suggestion with its document, the page it begins on, and its printed pages (57, 57–58, empty where there are none)."""

    suggestion: Suggestion
    document: Document
    page: Page
    label: str


def best_of(
    suggested: SuggestionList,
    by: Literal["code", "document", "order"] = "code",
    limit: int = 0,
    order: Order | None = None,
) -> list[PlacedSuggestion]:
    """The open suggestions code by code or document by document, the best of each first, or as an order to go through them has
    them, and at most `limit` of each (0 for all). By "order" they are one list.
    """
    rows: InARow = suggested.open if order is None else suggested.open_in(order)
    if by == "order":
        best: Iterable[Suggestion] = rows[: limit or None]
    elif isinstance(rows, SuggestionRows):
        best = rows.some(rows.best_of_each(rows.code if by == "code" else rows.document, limit))
    else:
        best = _best_of_each(rows, by, limit)
    return placed(suggested, list(best))


def _best_of_each(suggestions: Iterable[Suggestion], by: Literal["code", "document"], limit: int) -> list[Suggestion]:
    groups: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        groups.setdefault(suggestion.code if by == "code" else suggestion.document, []).append(suggestion)
    return list(chain.from_iterable(group[: limit or None] for group in groups.values()))


def placed(suggested: SuggestionList, suggestions: Sequence[Suggestion]) -> list[PlacedSuggestion]:
    """Some suggestions of a list with where they stand."""
    ids = {suggestion.document for suggestion in suggestions}
    locators = {id: suggested.corpus.locator(id) for id in ids}
    return [_placed(suggestion, locators[suggestion.document]) for suggestion in suggestions]


def _placed(suggestion: Suggestion, locator: Locator) -> PlacedSuggestion:
    first, _ = locator.pages(suggestion.span)
    return PlacedSuggestion(suggestion, locator.document, first, locator.page_label(suggestion.span))
