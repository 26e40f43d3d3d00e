"""The coding app on a project, as tests drive it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_session
from kodetre.services.suggest import SuggestRequest
from kodetre.session.session import Session
from kodetre.store import Store
from kodetre.tui.app import CodingApp

Make = Callable[[], CodingApp]
"""Gives an app over the session, a new one each time: an app runs once."""


@contextmanager
def app_on(root: Path, coder: str = "Kari", **more: object) -> Iterator[tuple[Make, Session, Store]]:
    """The app with its suggestions there from the beginning, in the order of the documents."""
    project = find(root)
    request = SessionRequest(project, SuggestRequest(coder=coder), blind=bool(more.pop("blind", False)))
    with open_session(request, lambda _: None) as session, project.store() as store:
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
