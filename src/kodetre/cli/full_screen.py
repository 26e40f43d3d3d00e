"""The full-screen session: the document stands on the screen while the keywords are still being looked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kodetre.errors import NothingMatched
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import find
from kodetre.services.code import session_services
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.suggest import Queue
from kodetre.session.session import Session
from kodetre.store.lazy import Shelf
from kodetre.tui.app import CodingApp


def full_screen(
    project: Path | None,
    coder: str | None,
    open_queue: Callable[[], Queue],
    ordered: Callable[[Queue], Sequence[Suggestion]],
    document: list[str] | None,
    group: list[str] | None,
    blind: bool,
) -> None:
    """Open the app on a project. Raises NothingMatched when it has no documents that were asked for."""
    opened = find(project)
    settings = opened.settings
    with opened.store() as store:
        infos = store.documents.all()
        wanted = {store.documents.find(one).id for one in document} if document else {info.id for info in infos}
        ids = [i.id for i in infos if i.id in wanted and (not group or i.field(settings.group_by) in group)]
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
