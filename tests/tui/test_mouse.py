"""The mouse: what a person would try."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from support.coding_app import Make, app_on
from textual.pilot import Pilot

from kodetre.session.actions import Action
from kodetre.session.session import Session
from kodetre.tui.app import CodingApp
from kodetre.tui.panel import Panel
from kodetre.tui.reader import MARGIN, Reader

Steps = Callable[[CodingApp, Pilot[None]], Awaitable[None]]


def with_mouse(app: Make, steps: Steps, size: tuple[int, int] = (120, 35)) -> None:
    async def run() -> None:
        made = app()
        async with made.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(made, pilot)
            await pilot.pause()

    asyncio.run(run())


def row_of(app: CodingApp, session: Session) -> int:
    """The screen's row of the place that the session stands at, in the reader."""
    lines = app.query_one(Reader)._on_screen()
    return next(y for y, line in enumerate(lines) if line.start >= 0 and line.start <= session.offset < line.end)


def words_selected(session: Session) -> str:
    assert session.focus == "selection" and session.excerpt is not None
    return session.words(*session.excerpt)


@pytest.mark.parametrize("clicks", [2, 3])
def test_two_clicks_select_the_word_and_three_the_sentence(project: Path, clicks: int) -> None:
    with app_on(project) as (app, session, _):

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            await pilot.click(Reader, offset=(MARGIN + 2, row_of(app, session)), times=clicks)

        with_mouse(app, steps)
        assert (" " in words_selected(session)) == (clicks == 3)


def test_dragging_selects(project: Path) -> None:
    with app_on(project) as (app, session, _):

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            y = row_of(app, session)
            await pilot.mouse_down(Reader, offset=(MARGIN, y))
            await pilot.hover(Reader, offset=(MARGIN + 8, y))
            await pilot.mouse_up(Reader, offset=(MARGIN + 8, y))

        with_mouse(app, steps)
        assert words_selected(session)


def test_a_click_on_a_bar_goes_to_its_coding(project: Path) -> None:
    with app_on(project) as (app, session, _):
        session.do(Action("sentence"))
        session.do(Action("recode", "region"))
        coding = session.coding_id
        session.do(Action("next"))

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            reader = app.query_one(Reader)
            bars = (
                (x, y) for y in range(reader.size.height) for x in range(MARGIN) if reader._bar_at(x, y) is not None
            )
            await pilot.click(Reader, offset=next(bars))

        with_mouse(app, steps)
        assert session.coding_id == coding


def panel_row(app: CodingApp, code: str) -> tuple[int, int]:
    return 4, app.query_one(Panel)._shown_codes.index(code)


def test_a_click_on_a_code_codes_the_selection(project: Path) -> None:
    with app_on(project) as (app, session, store):
        session.do(Action("sentence"))

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            code = next(code for code in app.query_one(Panel)._shown_codes if code)
            await pilot.click(Panel, offset=panel_row(app, code))

        with_mouse(app, steps)
        assert len(store.codings.live()) == 1


def test_a_click_on_the_code_that_is_suggested_accepts_it(project: Path) -> None:
    with app_on(project) as (app, session, store):
        code = session.code_in_focus

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            await pilot.click(Panel, offset=panel_row(app, code))

        with_mouse(app, steps)
        assert [decision.verdict for decision in store.codings.decisions()] == ["accept"]


def test_the_wheel_turns_the_reader_and_the_keys_follow_it(project: Path) -> None:
    with app_on(project) as (app, session, _):
        before = session.offset

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            for _ in range(5):
                await pilot._post_mouse_events([events_down()], Reader, offset=(20, 5), times=1)

        from textual.events import MouseScrollDown as events_down_type

        def events_down() -> type[events_down_type]:
            return events_down_type

        with_mouse(app, steps)
        assert session.offset > before


def test_the_wheel_turns_the_panel(project: Path) -> None:
    with app_on(project) as (app, _, _):
        shown: list[list[str]] = []

        async def steps(app: CodingApp, pilot: Pilot[None]) -> None:
            from textual.events import MouseScrollDown

            panel = app.query_one(Panel)
            shown.append(list(panel._shown_codes))
            await pilot._post_mouse_events([MouseScrollDown], Panel, offset=(4, 5), times=1)
            shown.append(list(panel._shown_codes))

        with_mouse(app, steps, size=(80, 24))
        assert shown[0] != shown[1]
