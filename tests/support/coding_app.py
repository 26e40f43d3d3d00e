"""The coding app on a project, as tests drive it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from kodetre.project.project import find
from kodetre.services.code import session_services
from kodetre.services.suggest import SuggestRequest, open_queue
from kodetre.session.session import Session
from kodetre.store import Store
from kodetre.tui.app import CodingApp

Make = Callable[[], CodingApp]
"""Gives an app over the session, a new one each time: an app runs once."""


@contextmanager
def app_on(root: Path, coder: str = "Kari", **more: object) -> Iterator[tuple[Make, Session, Store]]:
    """The app with its suggestions there from the beginning, in the order of the documents."""
    opened = find(root)
    queue = open_queue(opened, SuggestRequest(coder=coder))
    places = {code.key: place for place, code in enumerate(queue.codebook.codes())}
    ordered = sorted(queue.all, key=lambda s: (int(s.document[1:]), s.span.start, places[s.code]))
    with opened.store() as store:
        around = session_services(opened, store, lambda: queue.corpus, coder, blind=bool(more.pop("blind", False)))
        session = Session(ordered, queue.corpus.documents, queue.codebook, coder, store.codings, store.journal, around)
        yield partial(CodingApp, session, **more), session, store


def press(app: Make, *keys: str, size: tuple[int, int] = (100, 30)) -> None:
    """Run the app, press keys, leave it. A key of several letters that is no key's name is typed letter by letter."""

    async def run() -> None:
        async with app().run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
                await pilot.pause()

    asyncio.run(run())
