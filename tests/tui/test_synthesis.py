"""The synthesis on the whole screen."""

import asyncio
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.project.project import find
from kodetre.services.synthesizing import open_synthesizing
from kodetre.tui.ask import MemoArea, MemoScreen
from kodetre.tui.synthesis import SynthesisApp


async def _type(app: SynthesisApp, keys: tuple[str, ...], text: str | None = None) -> str:
    """Press keys; where they open a window for text, write it and keep it. What stands on the screen then."""
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            if text is not None and isinstance(app.screen, MemoScreen):
                app.screen.query_one(MemoArea).text = text
                await pilot.press("ctrl+s")
                await pilot.pause()
                text = None
        return "\n".join(str(widget.render()) for widget in app.query("Static"))


def on_screen(root: Path, *keys: str, text: str | None = None) -> str:
    with open_synthesizing(find(root), "Kari") as session:
        return asyncio.run(_type(SynthesisApp(session), keys, text))


def written(root: Path) -> list[tuple[str, str, str]]:
    with find(root).store() as store:
        return [(each.cell.other, each.text, each.verdict) for each in store.synthesis.live()]


def test_a_text_is_kept_for_the_cell_that_is_looked_at(kodetre: Kodetre, coded: Path) -> None:
    screen = on_screen(coded, "down", "e", text="Et funn.")
    assert "Et funn." in screen
    assert [text for _, text, _ in written(coded)] == ["Et funn."]


def test_a_digit_gives_a_verdict_and_u_takes_it_back(kodetre: Kodetre, coded: Path) -> None:
    on_screen(coded, "v", "2")
    assert [verdict for _, _, verdict in written(coded)] == ["unwanted"]
    on_screen(coded, "u")
    assert written(coded) == []


def test_undo_takes_nothing_back_that_is_no_text_of_the_synthesis(kodetre: Kodetre, coded: Path) -> None:
    before = kodetre("codings", "--json").out
    on_screen(coded, "u")
    assert kodetre("codings", "--json").out == before


def test_a_text_that_cites_what_is_not_there_is_given_back(kodetre: Kodetre, coded: Path) -> None:
    async def run(app: SynthesisApp) -> str:
        async with app.run_test(size=(120, 34)) as pilot:
            await pilot.press("e")
            await pilot.pause()
            app.screen.query_one(MemoArea).text = "Se [[deadbeef]]."
            await pilot.press("ctrl+s")
            await pilot.pause()
            return app.screen.query_one(MemoArea).text

    with open_synthesizing(find(coded), "Kari") as session:
        assert asyncio.run(run(SynthesisApp(session))) == "Se [[deadbeef]]."
    assert written(coded) == []


@pytest.mark.usefixtures("coded")
def test_n_goes_to_the_next_empty_cell(kodetre: Kodetre, coded: Path) -> None:
    with open_synthesizing(find(coded), "Kari") as session:
        asyncio.run(_type(SynthesisApp(session), ("n",)))
        assert session.number == 1


def left_with_escape(root: Path, text: str, *, times: int, after_a_refusal: bool = False) -> bool:
    """Whether the window for a cell's text is gone when Esc was pressed so many times after this was written."""

    async def run(app: SynthesisApp) -> bool:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("e")
            await pilot.pause()
            app.screen.query_one(MemoArea).text = text
            for key in (*(["ctrl+s"] * after_a_refusal), *(["escape"] * times)):
                await pilot.press(key)
                await pilot.pause()
            return not isinstance(app.screen, MemoScreen)

    with open_synthesizing(find(root), "Kari") as session:
        return asyncio.run(run(SynthesisApp(session)))


@pytest.mark.usefixtures("kodetre")
def test_escape_throws_away_what_was_written_only_when_it_is_pressed_again(coded: Path) -> None:
    assert left_with_escape(coded, "", times=1)
    assert not left_with_escape(coded, "Et funn.", times=1)
    assert not left_with_escape(coded, "Se [[deadbeef]].", times=1, after_a_refusal=True)
    assert left_with_escape(coded, "Et funn.", times=2)
    assert written(coded) == []


@pytest.mark.usefixtures("kodetre")
def test_excerpts_can_be_scrolled_while_the_text_is_written(coded: Path) -> None:
    async def run(app: SynthesisApp) -> tuple[float, str]:
        async with app.run_test(size=(80, 24)) as pilot:
            while len(app.session.cells[app.session.number].excerpts) < 2:
                await pilot.press("down")
            await pilot.press("e", "a")
            await pilot.pause()
            await pilot.press("pagedown", "b")
            await pilot.pause()
            return app.screen_stack[0].query_one("#cell").scroll_offset.y, app.screen.query_one(MemoArea).text

    with open_synthesizing(find(coded), "Kari") as session:
        scrolled, text = asyncio.run(run(SynthesisApp(session)))
    assert scrolled > 0 and text == "ab"
