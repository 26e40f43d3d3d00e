"""The full-screen session: the document stands on the screen while the keywords are still being looked for."""

from collections.abc import Callable, Sequence

from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.code import session_services
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.selection import select_in
from kodetre.services.suggest import Queue
from kodetre.session.session import Session
from kodetre.store.lazy import Shelf
from kodetre.tui.app import CodingApp


def full_screen(
    opened: Project,
    coder: str | None,
    open_queue: Callable[[], Queue],
    ordered: Callable[[Queue], Sequence[Suggestion]],
    filters: Filters,
    blind: bool,
) -> None:
    """Open the app on a project. Raises NothingMatched when it has no documents, and what `select` raises."""
    settings = opened.settings
    with opened.store() as store:
        selection = select_in(store, opened.codebook(), settings.group_by, filters)
        ids = [document.id for document in selection.documents]
        if not ids:
            raise NothingMatched("", "there are no documents here", next_step="take some in: kodetre ingest corpus/")
        shelf, ready = Shelf(store, ids), []

        def suggestions() -> Sequence[Suggestion]:
            queue = open_queue()
            ready.append(queue.corpus)
            shelf.adopt(queue.corpus.documents)
            return ordered(queue)

        def corpus() -> Corpus:
            return ready[-1] if ready else open_corpus(store, opened.codebook(), opened.analyser())

        name = opened.coder(coder)
        around = session_services(opened, store, corpus, name, blind or settings.blind)
        session = Session([], shelf, opened.codebook(), name, store.codings, store.journal, around)
        app = CodingApp(
            session, suggestions=suggestions, theme=settings.theme, width=settings.width, keys=dict(settings.keys)
        )
        app.run()
        if app.failed is not None:
            raise app.failed
