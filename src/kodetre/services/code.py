"""Opening a coding session for a face, with what it is given beside the store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial

from kodetre.codebook import edit
from kodetre.codebook.tree import Codebook
from kodetre.document.citation import year_letters
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched, SlowKeyword
from kodetre.i18n.message import msg
from kodetre.matching.parse import parse
from kodetre.model.codings import Coding, Decision, StepKind
from kodetre.model.document_list import ids_of
from kodetre.model.documents import Document, Span
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.project.project import Project
from kodetre.services.citing import case_fields, citer_of
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.read_pages import Display
from kodetre.services.recode import EditStep, carry_out
from kodetre.services.selection import select_in
from kodetre.services.suggest import SuggestionList, SuggestRequest, find_suggestions, nothing_suggested, suggested_by
from kodetre.session.services import NewCode, SessionLearning, SessionServices
from kodetre.session.session import Session
from kodetre.store import Store
from kodetre.store.lazy import Shelf
from kodetre.store.pinned import at_hand
from kodetre.suggestions.learner import CoderWork
from kodetre.suggestions.order import Order
from kodetre.suggestions.stopping import ShareFound


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A session that is wanted: on which documents and codes, for which coder (the project's without one), in which order, and
    whether others' work is hidden.
    """

    project: Project
    suggestions: SuggestRequest
    order: Order = Order.DOCUMENT
    blind: bool = False
    recall: float | None = None
    """The recall at which reading may stop; without it, the project's."""


@contextmanager
def open_session(request: SessionRequest, on_progress: Callable[[str], None]) -> Iterator[Session]:
    """A session whose suggestions are there from the beginning; `on_progress` is told of keywords that are left out because
    they take too long. Raises NothingMatched when there are no suggestions.
    """
    suggested = find_suggestions(request.project, _for_session(request), on_progress)
    for slow in suggested.left_out:
        on_progress(left_out(slow))
    if not suggested.all:
        raise nothing_suggested(suggested)
    with request.project.store() as store:
        services = _services(request, store, suggested.codebook, [suggested])
        with _displaying(store, suggested.coder, services) as services:
            yield Session(
                suggested.ordered(request.order),
                suggested.corpus.documents,
                suggested.codebook,
                suggested.coder,
                store,
                services,
            )


@contextmanager
def _displaying(store: Store, coder: str, services: SessionServices) -> Iterator[SessionServices]:
    """Services that keep what stands on the screen; what stood there last is written after the block."""
    display = Display(store.read_log, coder)
    try:
        yield replace(services, shows=display.shows)
    finally:
        display.end()


def _for_session(request: SessionRequest) -> SuggestRequest:
    """A session goes on without a keyword that takes too long."""
    return replace(request.suggestions, leave_out_slow=True)


def left_out(slow: SlowKeyword) -> str:
    """What is said of a keyword that a session goes on without."""
    return msg("Without keyword '{keyword}': {sentence}", keyword=slow.keyword, sentence=slow.sentence())


@dataclass(frozen=True, slots=True)
class LateSession:
    """A session that begins without suggestions, and what looks for them, in another thread, while the document is read; it
    takes a function that is told of keywords that are left out because they take too long.
    """

    session: Session
    find_suggestions: Callable[[Callable[[str], None]], Sequence[Suggestion]]


@contextmanager
def open_late_session(request: SessionRequest, on_progress: Callable[[str], None]) -> Iterator[LateSession]:
    """A session that can be shown at once. Raises NothingMatched when there are no documents, and what `select` raises."""
    project = request.project
    codebook = project.codebook()
    with project.store() as store:
        selection = select_in(project, store, codebook, request.suggestions.filters)
        ids = ids_of(selection.documents)
        if not ids:
            raise NothingMatched(
                "", msg("there are no documents here"), next_step=msg("take some in: kodetre ingest corpus/")
            )
        shelf = Shelf(store, ids)
        ready: list[SuggestionList] = []

        def search_corpus(tell: Callable[[str], None]) -> Sequence[Suggestion]:
            suggested = find_suggestions(project, _for_session(request), on_progress)
            for slow in suggested.left_out:
                tell(left_out(slow))
            ready.append(suggested)
            shelf.adopt(at_hand(suggested.corpus.documents))
            return suggested.ordered(request.order)

        coder = project.coder(request.suggestions.coder)
        services = _services(request, store, codebook, ready)
        with _displaying(store, coder, services) as services:
            yield LateSession(Session([], shelf, codebook, coder, store, services), search_corpus)


def _learning(request: SessionRequest, current: Callable[[], SuggestionList | None]) -> SessionLearning:
    """What a session learns with, over the suggestions that are current."""
    target = request.recall if request.recall is not None else request.project.settings.recall

    def learn(codings: Sequence[Coding], decisions: Sequence[Decision]) -> Sequence[Suggestion]:
        suggested = current()
        return suggested.after(codings, decisions).ordered(request.order) if suggested is not None else ()

    def found(code: str, codings: Sequence[Coding], decisions: Sequence[Decision]) -> ShareFound | None:
        suggested = current()
        if suggested is None:
            return None
        work = CoderWork(suggested.coder, codings, decisions)
        return replace(suggested, work=work).share_found(code, target)

    return SessionLearning(learn, found, not request.order.follows_probability)


def _services(
    request: SessionRequest, store: Store, codebook: Codebook, ready: list[SuggestionList]
) -> SessionServices:
    """For a session on a project. `ready` has what is suggested, when it has been looked for; the corpus is opened before that only
    when something is asked of it.
    """
    project = request.project
    coder = project.coder(request.suggestions.coder)
    language = project.settings.language
    years = cache(lambda: year_letters(store.documents.all(), language))
    cases = case_fields(project, store)

    def corpus() -> Corpus:
        return ready[-1].corpus if ready else open_corpus(store, codebook, project.analyser())

    def suggest_again(changed: Codebook) -> Sequence[Suggestion]:
        if not ready:
            return ()
        ready[-1] = suggested_by(changed, ready[-1])
        return ready[-1].ordered(request.order)

    def search(pattern: str) -> list[Hit]:
        parsed, matcher = parse(pattern), corpus().matcher
        hits: list[Hit] = []
        for indexed in matcher.index.documents:
            hits.extend(matcher.hits(indexed, parsed, pattern))
        return hits

    def cite(document: Document, span: Span) -> str:
        locator = Locator.of(document, partial(store.documents.boxes, document.id))
        return citer_of(document.info, locator, years()[document.id], project.settings, cases).citation(span)

    def new_code(new: NewCode) -> Codebook:
        codebook = project.codebook()
        dimension = codebook.dimensions[0].key if "." not in new.key else ""
        edited = edit.add(codebook, str(project.codebook_path), new.key, new.label, dimension)
        step = EditStep(coder, StepKind.CODEBOOK_ADD, new.key, codings=new.codings, read=new.read)
        carry_out(store, codebook, edited, step)
        return edited.codebook

    return SessionServices(
        splits={} if project.settings.model == "" else corpus().splits(),
        search=search,
        boxes=store.documents.boxes,
        cite=cite,
        new_code=new_code,
        codebook=project.codebook,
        suggest=suggest_again,
        learning=_learning(request, lambda: ready[-1] if ready else None),
        changes=store.changes,
        blind=request.blind or project.settings.blind,
    )
