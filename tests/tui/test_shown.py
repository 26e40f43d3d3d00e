"""What the coding app shows is kept as having been on the screen, and nothing else is."""

import asyncio
from pathlib import Path

from kodetre.document.filters import Filters
from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_late_session
from kodetre.services.suggest import SuggestRequest
from kodetre.tui.app import CodingApp
from kodetre.tui.reader import Reader


def test_the_lines_that_stood_on_the_screen_and_no_others_were_shown(project: Path) -> None:
    async def run(app: CodingApp) -> int:
        async with app.run_test(size=(100, 20)) as pilot:
            await pilot.pause(1.4)
            lines = app.query_one(Reader)._on_screen()
            return max(line.end for line in lines if line.start >= 0)

    request = SessionRequest(find(project), SuggestRequest(Filters(document=("D1",)), coder="Kari"))
    with open_late_session(request, lambda _: None) as late:
        last = asyncio.run(run(CodingApp(late.session)))
    with find(project).store() as store:
        shown = store.read_log.shown()
        length = len(store.documents.get("D1").text)
    assert {(each.document, each.coder) for each in shown} == {("D1", "Kari")}
    assert min(each.span.start for each in shown) == 0
    assert max(each.span.end for each in shown) == last < length
